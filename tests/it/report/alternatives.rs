//! What a peak costs otherwise: levers beside the people that were sized, by what can be worked out by hand.

use crate::support::{Shelved, Silent, shop};
use insta::assert_snapshot;
use peakstaff::diagnostic::Style;
use peakstaff::experiment::Never;
use peakstaff::experiment::optimise::Answer;
use peakstaff::model::Lang;
use peakstaff::report::formats::text::brief;
use peakstaff::report::{
    Alternative, Alternatives, Staffed, Way, alternatives_chart, size_answer, size_json, size_report, size_tables,
};
use peakstaff::session::{NoShelf, Request, Shelf, Size, SizeAsked, SizeEnded, SizePorts};

/// Calls on two days that two people serve far too badly; overtime beyond four hours after the shift is nobody's.
const SHOP: &str = "template = \"none\"\ntitle = \"两天大促 | A sale of two days\"\nstart = 2025-03-03\ndays = 3\ninterval = \"30 min\"\n\
    [calendar.profile]\nday = [0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 1, 1, 2, 2, 2, 1, 0, 0, 0]\n\
    [period.sale]\nname = \"大促 | Sale\"\nfrom = 2025-03-04\nuntil = 2025-03-05\n\
    [contact.a]\nname = \"电话 | Calls\"\nchannel = \"call\"\narrivals = { per_day = 220, profile = \"day\" }\n\
    effort = { exponential = { mean = \"4 min\" } }\npatience = { exponential = { mean = \"5 min\" } }\n\
    targets = [ { accepted = \"90 s\", share = 0.75 } ]\n\
    [design.now]\nname = \"现状 | Now\"\n[design.now.team.line]\nname = \"电话组 | Line\"\nheadcount = 2\nserves = [\"a\"]\n\
    shifts = { early = { hours = \"09:00-17:00\" }, late = { hours = \"13:00-21:00\" } }\nsplit = { early = 0.5, late = 0.5 }\n\
    rest = \"none\"\npay = { month = 6000, loading = 0.3, seat = 0, day = 300, overtime = { from = \"4 h\" } }\n";

/// Four hours of one person at one and a half times 6,000 / 21.75 / 8; ten more on each shift; shorter calls for 5,000 once; a lever of
/// another shop.
const LEVERS: &str = "\n[lever.overtime]\nname = \"加班 | Overtime\"\nroutes.a = { teams = [[\"line\", \"evening\"]] }\n\
    [lever.overtime.team.evening]\nheadcount = 0\nserves = [\"a\"]\nshifts = { evening = { hours = \"17:00-21:00\" } }\nsplit = { evening = 1.0 }\n\
    rest = \"none\"\npeople = { \"2025-03-04..2025-03-05\" = 1 }\npay = { month = 0, loading = 0, seat = 0, day = 206.896551724 }\n\
    [lever.crowd]\nname = \"多请二十人 | Twenty more\"\n\
    [lever.crowd.team.line.people]\n\"2025-03-04..2025-03-05\" = { count = { early = 10, late = 10 } }\n\
    [lever.script]\nname = \"话术 | A script\"\n\"contact.a.effort\" = { exponential = { mean = \"3.5 min\" } }\n\"costs.one_off.script\" = 5000\n\
    [lever.shop]\nname = \"外店的措施 | Of another shop\"\n\"team.store.headcount\" = 3\n";

/// Eight people are taken, not searched for.
fn ended_on(text: &str, threads: usize, shelf: &dyn Shelf) -> SizeEnded {
    let request = Request {
        threads,
        period: Some("sale".into()),
        replications: Some(73),
        designs: vec!["now".into()],
        ..Request::new("shop.toml")
    };
    let asked = SizeAsked { between: vec!["line=8".into()], alternatives: true, ..SizeAsked::default() };
    let files = &shop(text).files;
    let search =
        Size::compile(files, &request, &asked).unwrap_or_else(|refused| panic!("{}", refused.render(Style::default())));
    search
        .run(files, &request, &asked, SizePorts { shelf, watch: &Silent, cancel: &Never })
        .unwrap_or_else(|halt| panic!("{halt:?}"))
}

/// The shop with its levers.
pub fn sized_beside_levers() -> Staffed {
    sized(&format!("{SHOP}{LEVERS}"))
}

fn sized(text: &str) -> Staffed {
    ended_on(text, 2, &NoShelf).staffed
}

fn of<'a>(all: &'a Alternatives, key: &str) -> &'a Alternative {
    all.all.iter().find(|one| !key.is_empty() && one.way.key() == key).unwrap_or_else(|| panic!("no {key}"))
}

fn kind<'a>(all: &'a Alternatives, wanted: &Way) -> &'a Alternative {
    all.all.iter().find(|one| one.way == *wanted).unwrap_or_else(|| panic!("no {wanted:?}"))
}

#[test]
fn money_is_what_a_pencil_says_and_what_meets_comes_first() {
    let found = sized(&format!("{SHOP}{LEVERS}"));
    let all = found.alternatives.as_ref().expect("they were asked for");
    let more = |one: &Alternative| one.cost_more.as_ref().unwrap().value;
    let near = |there: f64, wanted: f64| assert!((there - wanted).abs() < 0.01, "{there}, not {wanted}");
    // One person, two evenings of four hours each: 2 × 4 × 6,000 / 21.75 / 8 × 1.5.
    near(more(of(all, "overtime")), 2.0 * 4.0 * 6000.0 / 21.75 / 8.0 * 1.5);
    near(more(of(all, "crowd")), 20.0 * 2.0 * 300.0);
    near(more(of(all, "script")), 0.0);
    near(of(all, "script").once_more.unwrap(), 5000.0);
    near(of(all, "script").money().unwrap().value, 5000.0);
    // Six people more: two days of a March at 6,000 with a third less a thirtieth on top.
    near(more(kind(all, &Way::Sized)), 6.0 * 6000.0 * 1.3 * 2.0 / 31.0);
    near(more(kind(all, &Way::AsIs)), 0.0);
    // Somebody ends a call after the shift.
    let hours = of(all, "crowd").hours_more.as_ref().unwrap().value;
    assert!((hours - 20.0 * 2.0 * 8.0).abs() < 1.0, "{hours}");
    assert_eq!(kind(all, &Way::Sized).answer, found.best.answer());
    assert!(found.is_met() && of(all, "crowd").answer == Answer::Met);
    for key in ["overtime", "script"] {
        assert_eq!(of(all, key).answer, Answer::Missed, "{key}");
    }
    let together = kind(all, &Way::Together);
    near(more(together), more(of(all, "overtime")) + more(of(all, "crowd")));
    let order: Vec<&str> = all.all.iter().map(|one| one.way.kind()).collect();
    assert_eq!(order[..3], ["sized", "lever", "together"], "what meets, by its price");
    assert!(all.all[3..].windows(2).all(|pair| pair[0].misses.value <= pair[1].misses.value), "{order:?}");
    let refused: Vec<&str> = all.refused.iter().map(|(way, _)| way.key()).collect();
    assert_eq!(refused, ["shop"]);
    assert!(all.all.iter().all(|one| one.same_demand && one.missed_dates.n() == all.n));
}

#[test]
fn pages_and_files_say_so_in_both_languages() {
    let ended = ended_on(&format!("{SHOP}{LEVERS}"), 2, &NoShelf);
    let found = &ended.staffed;
    let mut settings = insta::Settings::clone_current();
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.set_snapshot_path("snapshots");
    let _bound = settings.bind_to_scope();
    for (lang, word) in [(Lang::En, "en"), (Lang::Zh, "zh")] {
        let short = brief(&size_answer(found, lang, "next", false));
        assert!(short.lines().count() <= 40, "{short}");
        assert_snapshot!(format!("{word}-size_alternatives.txt"), short);
        let long = brief(&size_report(found, lang, "next"));
        assert!(long.contains(if lang == Lang::En { "days\n" } else { "天数" }), "{long}");
        let chart = alternatives_chart(found, lang).expect("there is something to draw");
        super::charts::looks_well(&chart, lang, &format!("size-{word}"));
    }
    let json: serde_json::Value =
        serde_json::from_slice(&size_json(&ended.manifest, found, Lang::En).unwrap()).unwrap();
    let rows = json["alternatives"]["rows"].as_array().unwrap();
    assert_eq!(rows.len(), 6);
    let overtime = rows.iter().find(|row| row["lever"] == "overtime").unwrap();
    assert_eq!((&overtime["kind"], &overtime["answer"]), (&"lever".into(), &"missed".into()));
    assert!((overtime["cost_more"]["mean"].as_f64().unwrap() - 413.793).abs() < 0.01, "{overtime}");
    assert_eq!(json["alternatives"]["not_compared"][0]["lever"], "shop");
    let tables = size_tables(found, Lang::En).unwrap();
    let csv = &tables.iter().find(|(name, _)| name == "size_alternatives.csv").expect("it is written").1;
    let csv = String::from_utf8(csv.clone()).unwrap();
    assert_eq!(csv.lines().count(), 1 + 6 + 1, "{csv}");
    assert!(csv.contains("lever,overtime,Overtime,missed,"), "{csv}");
}

#[test]
fn threads_and_what_is_kept_change_no_byte_of_alternatives() {
    let text = format!("{SHOP}{LEVERS}");
    let shelf = Shelved::default();
    let first = ended_on(&text, 1, &shelf);
    for name in first.names.iter().rev().step_by(2) {
        shelf.0.borrow_mut().remove(name);
    }
    let again = ended_on(&text, 2, &shelf);
    let bytes = |ended: &SizeEnded| size_json(&ended.manifest, &ended.staffed, Lang::En).unwrap();
    assert!(bytes(&first) == bytes(&again));
}

#[test]
fn who_has_nothing_to_compare_is_told_what_to_write() {
    let found = sized(SHOP);
    assert!(alternatives_chart(&found, Lang::En).is_none());
    let page =
        |lang: Lang| brief(&size_answer(&found, lang, "", false)).split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(page(Lang::En).contains("The file has no levers to set beside it"), "{}", page(Lang::En));
    assert!(page(Lang::Zh).contains("文件里没有可对照的措施"), "{}", page(Lang::Zh));
    let taken = format!("{SHOP}{LEVERS}")
        .replace("[design.now]\n", "[design.now]\nwith = [\"overtime\", \"crowd\", \"script\"]\n");
    let taken = &taken[..taken.find("[lever.shop]").unwrap()];
    let found = sized(taken);
    let all = found.alternatives.as_ref().unwrap();
    assert_eq!((all.has.len(), all.all.len()), (3, 2));
    assert!(brief(&size_answer(&found, Lang::En, "", false)).contains("takes in every lever"));
}

#[test]
fn without_pay_hours_are_compared() {
    let text = format!("{SHOP}{LEVERS}");
    let free: String = text.lines().map(|line| line.split("pay = {").next().unwrap().to_owned() + "\n").collect();
    let found = sized(&free);
    let all = found.alternatives.as_ref().unwrap();
    assert!(!all.by_money && all.all.iter().all(|one| one.money().is_none()));
    let page = brief(&size_answer(&found, Lang::En, "", false));
    assert!(page.contains("pay is not given") && page.contains("more on"), "{page}");
    assert!(alternatives_chart(&found, Lang::Zh).is_some());
}

/// Nine levers that help nothing and cost about the same: their names find room.
#[test]
fn names_of_many_levers_do_not_run_into_each_other() {
    let lever = |n: u32| {
        format!(
            "[lever.l{n}]\nname = \"第{n}种办法有个长名字 | Alternative number {n} with a long name\"\n\
             \"contact.a.effort\" = {{ exponential = {{ mean = \"{} s\" }} }}\n\"costs.one_off.it\" = {}\n",
            230 + n,
            n * 40
        )
    };
    let found = sized(&format!("{SHOP}\n{}", (1..10).map(lever).collect::<String>()));
    assert_eq!(found.alternatives.as_ref().unwrap().all.len(), 11, "and why all together cannot be is said");
    for (lang, word) in [(Lang::En, "en"), (Lang::Zh, "zh")] {
        let chart = alternatives_chart(&found, lang).unwrap();
        super::charts::looks_well(&chart, lang, &format!("many-{word}"));
    }
}
