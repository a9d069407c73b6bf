//! The sheet for finance: what a year saves, its flows, what they are worth and when they pay back, told by hand; and in the slow
//! group what LibreOffice makes of it after a wage, a bot's price, the rate and the years were typed over.

use super::workbook::{Read, bytes, changed, holds, number, office, recalculated};
use crate::support::{Shelved, Shop, shop};
use calamine::{Data, Reader as _};
use peakstaff::experiment::{Never, Quiet, RangeLaw};
use peakstaff::model::Lang;
use peakstaff::report::{SavedAsked, bridge_csv, saved_json, saved_report, saved_workbook};
use peakstaff::session::{self, SavingsDone, SavingsPorts};

/// Three people, or two with a bot and tools: a month saves 1.4 wages and a desk, and costs 2,300.
const TEXT: &str = r#"
template = "none"
baseline = "before@base"
start    = 2025-01-01
days     = 365
[contact.ask]
channel  = "call"
arrivals = { per_day = 4 }
effort   = "60 s"
[design.before.team.desk]
name     = "Desk"
staffed  = 3
serves   = ["ask"]
pay      = { month = { low = 4000, likely = 5000, high = 7000 }, loading = 0.4, seat = 1000 }
[design.after]
like  = "before"
bot   = { ask = { contains = 0.5 } }
costs = { bot = { month = 300 }, tools = { month = 2000 }, one_off = { forms = 9000 } }
[design.after.team.desk]
staffed   = 2
severance = { people = 1, years = 1, months = "N+1", month = 5000 }
"#;

/// A month's saving at a wage and a bot's fee.
fn month(wage: f64, bot: f64) -> f64 {
    1.4 * wage + 1_000.0 - 2_000.0 - bot
}

/// Worth of equal months of so many years, with 19,000 paid in the first.
fn worth(month: f64, rate: f64, years: i32) -> f64 {
    let monthly = (1.0 + rate).powf(1.0 / 12.0) - 1.0;
    month * (1.0 - (1.0 + rate).powi(-years)) / monthly - 19_000.0 / (1.0 + monthly)
}

#[track_caller]
fn near(found: f64, wanted: f64) {
    assert!((found - wanted).abs() < 0.005, "{found} instead of {wanted}");
}

fn compared(shop: &Shop) -> Vec<u8> {
    bytes(&shop.clone().replications(3).compare(), Lang::En)
}

/// What the sheet says of the only pair: saved, its half-width, verdict, once, month, worth, the same by NPV().
fn says(read: &mut Read) -> Vec<Data> {
    read.row("Saving", &["after", "before"])[2..9].to_vec()
}

#[test]
fn a_year_its_flows_and_what_they_are_worth_by_hand() {
    let mut read = Read::new(compared(&shop(TEXT)));
    let names = read.0.sheet_names();
    assert_eq!(names[1..5], ["Assumptions", "Ledger", "Saving", "Differences"]);
    let said = says(&mut read);
    near(number(&said[0]), 12.0 * month(5_000.0, 300.0));
    near(number(&said[3]), 19_000.0);
    // 5,700 a month: 22,800 by the end of April.
    assert_eq!(said[4], Data::Float(4.0));
    near(number(&said[5]), worth(5_700.0, 0.05, 1));
    near(number(&said[6]), number(&said[5]));
    let lines = [("wages", 84_000.0), ("seats", 12_000.0), ("bot", -3_600.0), ("tools", -24_000.0)];
    for (line, wanted) in lines {
        near(number(&read.row("Saving", &[line])[3]), wanted);
    }
    near(number(&read.row("Saving", &["running cost"])[3]), 68_400.0);
    let march = read.row("Saving", &["2025-03"]);
    let found: Vec<f64> = march[2..9].iter().map(number).collect();
    assert_eq!(found, [3.0, 24_000.0, 18_300.0, 5_700.0, 0.0, 5_700.0, -1_900.0]);
    // There is room for five years, of which one is looked at.
    assert_eq!(
        read.row("Saving", &["2025-12 (+4)"])[2..5],
        [Data::String(String::new()), Data::String(String::new()), Data::String(String::new())]
    );
}

fn saved(asked: &SavedAsked) -> SavingsDone {
    let shop = shop(TEXT).replications(3);
    let scenario = shop.scenario();
    let (shelf, sources) = (Shelved::default(), &shop.files);
    let ports = SavingsPorts { sources, shelf: &shelf, progress: &Quiet, cancel: &Never };
    session::savings(&scenario, &shop.request, asked, &ports).expect("it can be told")
}

#[test]
fn savings_have_a_workbook_with_what_was_drawn_and_a_bridge() {
    let asked = SavedAsked { rate: 0.1, years: 2, above: Some(70_000.0), draws: 60, law: RangeLaw::Pert };
    let done = saved(&asked);
    let mut read = Read::new(saved_workbook(&done.saved, &done.manifest, Lang::En).unwrap().1);
    let said = says(&mut read);
    near(number(&said[5]), worth(5_700.0, 0.1, 2));
    let drawn = read.row("Saving", &["net present value"]);
    near(number(&drawn[1]), done.saved.drawn(|draw| done.saved.present_value(draw)).mean().value);
    // The program says the same to the cent.
    let json: serde_json::Value = serde_json::from_slice(&saved_json(&done.manifest, &done.saved).unwrap()).unwrap();
    let stands = &json["as_it_stands"];
    near(stands["annual_saving"].as_f64().unwrap(), number(&said[0]));
    near(stands["net_present_value"].as_f64().unwrap(), number(&said[5]));
    assert_eq!(stands["paid_back"].as_u64(), Some(4));
    let bridge = String::from_utf8(bridge_csv(&done.saved, Lang::En).unwrap().1).unwrap();
    for row in ["cost.wages,252000,168000,84000,0,design.before", "cost.total,288000,219600,68400,0,"] {
        assert!(bridge.contains(row), "{bridge}");
    }
    let page = peakstaff::report::formats::text::brief(&saved_report(&done.saved, Lang::Zh, ""));
    assert!(page.contains("成本桥") && page.contains("288,000.00") && page.contains("219,600.00"), "{page}");
}

#[test]
fn what_is_no_year_has_no_sheet_for_finance() {
    let read = Read::new(compared(&shop(TEXT).set("days=120")));
    assert!(!read.0.sheet_names().contains(&"Saving".to_owned()));
}

#[test]
#[ignore = "slow: LibreOffice calculates the workbook anew"]
fn finance_changes_a_wage_a_bot_the_rate_and_the_years() {
    let Some(office) = office() else {
        #[expect(clippy::print_stdout, reason = "whoever runs the slow tests sees what was not tried")]
        let () = println!("skipped: there is no LibreOffice (soffice) on this machine");
        return;
    };
    let as_is = compared(&shop(TEXT));
    holds(&mut Read::new(recalculated(&office, &as_is)), &mut Read::new(as_is.clone()), "as it is");
    let mut read = Read::new(as_is.clone());
    let mut cell = |column: &str, whose: &str, what: &str| {
        let is = |row: &[Data]| row[0] == *whose && row[1] == *what;
        let at = read.sheet("Assumptions").rows().position(is).unwrap();
        format!("{column}{}", at + 1)
    };
    let wage = cell("D", "Desk", "wage a month");
    let bot = cell("E", "shop", "bot, fee a month");
    let typed = |bytes: &[u8], sheet: &str, cell: &str, from: &str, to: &str| {
        changed(bytes, &format!("xl/worksheets/{sheet}.xml"), |text| {
            let start = text.find(&format!("<c r=\"{cell}\"")).expect("the cell");
            let (before, after) = text.split_at(start);
            let other = after.replacen(&format!("<v>{from}</v>"), &format!("<v>{to}</v>"), 1);
            assert_ne!(other, after);
            format!("{before}{other}")
        })
    };
    let priced = typed(&typed(&as_is, "sheet2", &wage, "5000", "6000"), "sheet2", &bot, "300", "1300");
    let mut read = Read::new(recalculated(&office, &priced));
    let wanted =
        compared(&shop(TEXT).sets(&["design.before.team.desk.pay.month=6000", "design.after.costs.bot.month=1300"]));
    holds(&mut read, &mut Read::new(wanted), "a wage and a bot");
    near(number(&says(&mut read)[0]), 12.0 * month(6_000.0, 1_300.0));
    let looked = typed(&typed(&as_is, "sheet4", "B5", "0.05", "0.08"), "sheet4", "B6", "1", "3");
    let said = says(&mut Read::new(recalculated(&office, &looked)));
    near(number(&said[5]), worth(5_700.0, 0.08, 3));
    near(number(&said[6]), worth(5_700.0, 0.08, 3));
    assert_eq!(said[4], Data::Float(4.0));
    // A bot of 5,700 more leaves nothing: it is never paid back.
    let dear = typed(&as_is, "sheet2", &bot, "300", "6000");
    let said = says(&mut Read::new(recalculated(&office, &dear)));
    near(number(&said[0]), 0.0);
    assert_eq!(said[4], Data::String("not within these years".into()));
}
