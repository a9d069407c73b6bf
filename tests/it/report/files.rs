//! The tables of a folder of results: what is written of a comparison, held against its estimates.

use crate::support::shop;
use peakstaff::catalogue::HORIZON;
use peakstaff::model::Lang;
use peakstaff::report::{Bundle, FORMATS, Intervals, build};
use peakstaff::session::Done;
use std::collections::BTreeMap;

/// Two months of a shop with a busy day, and two designs.
const SHOP: &str = r#"
start = 2025-03-01
days = 61
baseline = "two"
[contact.ask]
name = "咨询 | Question"
channel = "call"
arrivals = { per_day = 120, profile = "cn_office" }
effort = "4 min"
patience = { exponential = { mean = "3 min" } }
targets = [ { accepted = "30 s", share = 0.8 } ]
[calendar.event.sale]
peak = 2025-03-08
lift.ask = { days = [0, 1], factor = [2.5, 1.0] }
[design.two.team.desk]
name = "客服组 | Desk"
headcount = 3
serves = ["ask"]
shifts = { day = { hours = "09:00-18:00", break = "60 min in 11:00-13:00" } }
pay = { month = 5500, loading = 0.35, seat = 1200 }
[design.three]
like = "two"
[design.three.team.desk]
headcount = 4
"#;

type Rows = Vec<BTreeMap<String, String>>;

/// Every table of a comparison, by its name.
fn tables(done: &Done) -> BTreeMap<String, Rows> {
    let page = build(&done.results, Lang::En, "");
    // No table is made of it.
    let dossier = Err(String::new());
    let (manifest, results) = (&done.manifest, &done.results);
    let bundle = Bundle { manifest, results, report: &page, lang: Lang::En, dossier: &dossier };
    let of = |bytes: &[u8]| -> Rows {
        let mut rows = csv::Reader::from_reader(bytes.strip_prefix(b"\xEF\xBB\xBF").expect("a mark"));
        rows.deserialize().collect::<Result<_, _>>().expect("a table")
    };
    let wanted = FORMATS.iter().filter(|format| format.files.rsplit('.').next() == Some("csv"));
    wanted.flat_map(|format| (format.render)(&bundle).unwrap()).map(|(name, bytes)| (name, of(&bytes))).collect()
}

fn number(row: &BTreeMap<String, String>, column: &str) -> f64 {
    row[column].parse().unwrap_or_else(|_| panic!("{column} of {row:?}"))
}

/// Rows in which these columns have these values.
fn with<'a>(rows: &'a Rows, wanted: &[(&str, &str)]) -> Vec<&'a BTreeMap<String, String>> {
    rows.iter().filter(|row| wanted.iter().all(|(column, value)| row[*column] == *value)).collect()
}

#[test]
fn tables_agree_with_each_other() {
    let done = shop(SHOP).replications(4).compare();
    let tables = tables(&done);
    let estimates = &tables["estimates.csv"];
    let one = |design: &str, kpi: &str, subject: &str, period: &str| {
        let wanted = [("design", design), ("kpi", kpi), ("subject", subject), ("period", period)];
        number(with(estimates, &wanted)[0], "mean")
    };
    // By half hour and by date: what asks for people on the busiest day.
    let (peaks, intervals) = (&tables["peak_days.csv"], &tables["intervals.csv"]);
    for subject in ["all", "contact:ask"] {
        let busiest = [("design", "two"), ("date", "2025-03-08"), ("subject", subject)];
        let by_slot: f64 = with(peaks, &busiest).iter().map(|row| number(row, "offered")).sum();
        let by_date = with(intervals, &[&busiest[..], &[("kpi", "offered")]].concat());
        assert!((by_slot - number(by_date[0], "mean")).abs() < 1e-3 * by_slot, "{subject}: {by_slot}");
    }
    let by_date: f64 = with(intervals, &[("design", "two"), ("kpi", "offered"), ("subject", "all"), ("from", "")])
        .iter()
        .map(|row| number(row, "mean"))
        .sum();
    let whole = one("two", "offered", "all", HORIZON);
    assert!((by_date - whole).abs() < 1e-3 * whole, "{by_date} {whole}");
    // On the peak day one goes at noon: three are planned, fewer are at the desk.
    let noon = with(peaks, &[("design", "two"), ("date", "2025-03-08"), ("from", "12:00"), ("subject", "team:desk")]);
    assert!(number(noon[0], "at_desk") < number(noon[0], "on_duty"), "{noon:?}");
    assert!((number(noon[0], "on_duty") - number(noon[0], "scheduled")).abs() < 1e-9, "{noon:?}");
    assert!(number(noon[0], "need") > 0.0);
    // Savings by month and line add up to the whole, to a cent a row.
    let savings = &tables["savings.csv"];
    let saved = |period: &str, line: &str| number(with(savings, &[("period", period), ("line", line)])[0], "amount");
    let months = saved("2025-03", "cost.total") + saved("2025-04", "cost.total");
    assert!((months - saved(HORIZON, "cost.total")).abs() < 0.02, "{months}");
    let running = |row: &&&BTreeMap<String, String>| !["cost.total", "cost.one_off"].contains(&row["line"].as_str());
    let whole = with(savings, &[("period", HORIZON)]);
    let lines: f64 = whole.iter().filter(running).map(|row| number(row, "amount")).sum();
    assert!((lines - saved(HORIZON, "cost.total")).abs() < 0.05 && lines < 0.0, "{lines}");
    let cash = with(&tables["differences.csv"], &[("kpi", "cash_saved"), ("period", "2025-03")]);
    assert!((number(cash[0], "mean") - saved("2025-03", "cost.total")).abs() < 0.5);
    // Replications by month have the mean that the estimates have.
    let own = with(
        &tables["replications_by_month.csv"],
        &[("design", "two"), ("period", "2025-04"), ("subject", "all"), ("kpi", "offered")],
    );
    let mean = own.iter().map(|row| number(row, "value")).sum::<f64>() / own.len() as f64;
    assert!(own.len() == 4 && (mean - one("two", "offered", "all", "2025-04")).abs() < 1e-3, "{mean}");
}

#[test]
fn the_dictionary_knows_every_file_column_and_key() {
    let done = shop(SHOP).replications(2).compare();
    let tables = tables(&done);
    let dictionary = &tables["dictionary.csv"];
    let knows = |kind: &str, key: &str| !with(dictionary, &[("kind", kind), ("key", key)]).is_empty();
    for (name, rows) in &tables {
        assert!(knows("file", name), "{name}");
        for (column, kind) in
            [("kpi", "kpi"), ("line", "kpi"), ("design", "design"), ("case", "case"), ("period", "period")]
        {
            for row in rows.iter().filter(|row| row.contains_key(column)) {
                assert!(knows(kind, &row[column]), "{name}: {} is no {kind}", row[column]);
            }
        }
        for column in rows[0].keys() {
            let known = with(dictionary, &[("kind", "column"), ("file", name), ("key", column)]);
            assert_eq!(known.len(), 1, "{name}: {column}");
            assert!(!known[0]["meaning_en"].is_empty() && !known[0]["meaning_zh"].is_empty(), "{known:?}");
        }
        for row in rows.iter().filter(|row| row.contains_key("subject")) {
            let subject = row["subject"].trim_end_matches(".first").trim_end_matches(".repeat");
            assert!(knows("subject", subject), "{name}: {subject}");
        }
    }
    assert!(with(dictionary, &[("kind", "kpi")]).iter().all(|row| !row["meaning_zh"].is_empty()));
}

#[test]
fn numbers_have_six_digits_and_all_intervals_only_where_they_are_asked_for() {
    let usual = tables(&shop(SHOP).replications(2).compare());
    let all = tables(&shop(SHOP).replications(2).ask(|request| request.intervals = Intervals::All).compare());
    let handled = |tables: &BTreeMap<String, Rows>| with(&tables["intervals.csv"], &[("kpi", "handled")]).len();
    assert!(handled(&usual) == 0 && handled(&all) > 0);
    assert!(all["intervals.csv"].len() > 3 * usual["intervals.csv"].len() / 2);
    let digits = |text: &str| text.trim_start_matches(['-', '0', '.']).bytes().filter(u8::is_ascii_digit).count();
    for (name, rows) in usual.iter().filter(|(name, _)| !["savings.csv", "dictionary.csv"].contains(&name.as_str())) {
        for row in rows {
            for column in ["mean", "half_width", "value", "offered", "service_level"] {
                let Some(text) = row.get(column).filter(|text| text.contains('.')) else { continue };
                assert!(digits(text) <= 6, "{name}: {text}");
            }
        }
    }
    // Where nothing is compared there is nothing of comparisons.
    let alone = tables(&shop(SHOP).replications(2).run());
    assert!(!alone.contains_key("differences.csv") && !alone.contains_key("savings.csv"));
}
