//! The one page says what its rules say: of shops whose answer can be worked out by hand.

use crate::support::shop;
use peakstaff::model::Lang;
use peakstaff::report::{Dossier, dossier};
use peakstaff::session::Done;

/// A year with little to do: four people at 6,000 a month, or three for 30,000 once, or five.
const YEAR: &str = r#"
template = "none"
title = "一年 | A year"
start = 2025-01-01
days = 365
currency = "CNY"
baseline = "four"
[contact.ask]
name = "电话 | Calls"
channel = "call"
arrivals = { per_day = 30, profile = "cn_office" }
effort = "3 min"
patience = { exponential = { mean = "5 min" } }
targets = [ { accepted = "3 min", share = 0.5 } ]
[design.four]
name = "四人 | Four"
[design.four.team.desk]
name = "客服组 | Desk"
headcount = 4
serves = ["ask"]
shifts = { day = { hours = "08:00-20:00" } }
after_shift = "drop"
pay = { month = 6000, loading = 0, seat = 0 }
[design.three]
name = "三人 | Three"
like = "four"
costs.one_off.move = 30000
[design.three.team.desk]
headcount = 3
"#;

fn of(text: &str, sets: &[&str], lang: Lang) -> Dossier {
    let done: Done = shop(text).sets(sets).replications(2).compare();
    dossier(&done.results, &done.manifest, lang).unwrap()
}

#[track_caller]
fn said<'a>(rows: &'a [(String, String)], name: &str) -> &'a str {
    &rows.iter().find(|row| row.0 == name).unwrap_or_else(|| panic!("{name}: {rows:?}")).1
}

#[test]
fn a_year_once_and_the_month_in_which_it_is_paid_back() {
    let zh = &of(YEAR, &[], Lang::Zh).sides[0].one_page;
    assert_eq!((&zh.number[0].0[..], &zh.number[0].1[..]), ("一年节省", "7.2 ± 0 万元"), "{:?}", zh.number);
    assert_eq!(said(&zh.number, "一次性成本"), "+3 万元");
    assert!(said(&zh.number, "回本").starts_with("第 5 个月（5 ± 0 个月"), "{:?}", zh.number);
    assert!(zh.conclusion[0].starts_with("先做：三人（3 人）。"), "{:?}", zh.conclusion);
    assert_eq!(said(&zh.approve, "人"), "4 人 → 3 人：客服组 4 → 3");
    assert!(said(&zh.approve, "最晚决定").starts_with("未填：不需要另找人"));
    let names: Vec<&str> = zh.figures.rows.iter().map(|row| &row[0][..]).collect();
    assert_eq!(names[..3], ["服务水平（3 分钟内接入）：电话", "没有接待到的客户（1 − 覆盖率）", "运营成本（365 天）"]);
    assert_eq!(zh.figures.rows.len(), 5);
    assert!(zh.figures.caption.contains("这家店没有：24 小时结单率、误拦截"), "{}", zh.figures.caption);
    let en = &of(YEAR, &[], Lang::En).sides[0].one_page;
    assert_eq!((&en.number[0].0[..], &en.number[0].1[..]), ("saved a year", "72,000 ± 0 CNY"));
}

#[test]
fn who_is_needed_on_the_first_day_is_asked_for_in_time() {
    let (leavers, training) = ("design.three.team.desk.attrition=0", "design.three.team.desk.training=\"10 days\"");
    // So many calls that one more is better.
    let busy = "contact.ask.arrivals.per_day=500";
    let more = ["design.three.team.desk.headcount=5", training, "days=20", leavers, busy];
    let hiring = [&more[..], &["design.three.team.desk.hiring=\"20 days\""]].concat();
    let page = |sets: &[&str]| of(YEAR, sets, Lang::En).sides.remove(0).one_page;
    let found = page(&hiring);
    assert!(said(&found.approve, "decide by").starts_with("2024-12-02: 30 days"), "{:?}", found.approve);
    assert_eq!(said(&found.number, "a year"), "not given: no whole year was counted");
    let change = "design.three.team.desk.changes={ \"2025-01-12\" = { headcount = 7 } }";
    let later = page(&["days=20", "design.three.team.desk.headcount=4", leavers, hiring[5], change, busy]);
    assert!(said(&later.approve, "decide by").starts_with("2024-12-23: 20 days"), "{:?}", later.approve);
    assert!(said(&later.approve, "days").contains("7 from 2025-01-12"), "{:?}", later.approve);
    let none = page(&[&more[..], &["design.three.team.desk.hiring=\"none\""]].concat());
    assert!(said(&none.approve, "decide by").starts_with("not given: teams grow"), "{:?}", none.approve);
}

/// One person misses the target by much and two still do, for little; six keep it.
#[test]
fn who_keeps_the_targets_comes_before_who_is_cheaper_and_still_misses_them() {
    let text = YEAR
        .replace("per_day = 30,", "per_day = 300,")
        .replace("accepted = \"3 min\", share = 0.5", "accepted = \"20 s\", share = 0.7")
        .replace("days = 365", "days = 14")
        .replace("headcount = 4", "headcount = 1")
        .replace("headcount = 3", "headcount = 2");
    let text = text + "[design.six]\nname = \"六人 | Six\"\nlike = \"four\"\n[design.six.team.desk]\nheadcount = 6\n";
    let done: Done = shop(&text).replications(6).compare();
    let six = &dossier(&done.results, &done.manifest, Lang::Zh).unwrap().sides[0].one_page;
    assert!(six.conclusion[0].starts_with("先做：六人（6 人）。"), "{:?}", six.conclusion);
}

#[test]
fn what_breaks_names_its_team_and_what_of_all_that_was_run_mends_it() {
    // One person is too few for a promise of six in ten within ten seconds.
    let sets = ["days=20", "contact.ask.arrivals.per_day=150", "design.three.team.desk.headcount=1"];
    let text = YEAR.replace("accepted = \"3 min\", share = 0.5", "accepted = \"10 s\", share = 0.6");
    let page = of(&text, &sets, Lang::En).sides.remove(0).one_page;
    assert!(page.conclusion[0].starts_with("Keep “Four”; not “Three” (1 person): "), "{:?}", page.conclusion);
    // The number of a design that is not advised says whose it is.
    assert!(page.number[0].0.starts_with("with Three: "), "{:?}", page.number);
    // The risk is that of what is advised.
    assert!(
        said(&page.risk, "which").starts_with("Four, least margin to target: Calls within target "),
        "{:?}",
        page.risk
    );
    assert!(said(&page.risk, "who takes them").starts_with("Desk (occupancy "), "{:?}", page.risk);
    assert!(said(&page.risk, "what mends it").starts_with("nothing to mend: "), "{:?}", page.risk);
    assert!(page.picture.is_some());
    // Better than one person, and not good enough.
    let sets = [
        "days=20",
        "contact.ask.arrivals.per_day=600",
        "design.four.team.desk.headcount=1",
        "design.three.team.desk.headcount=2",
    ];
    let page = of(&text, &sets, Lang::En).sides.remove(0).one_page;
    assert!(said(&page.risk, "which").starts_with("Three, first to miss: Calls within target "), "{:?}", page.risk);
    assert!(said(&page.risk, "what mends it").contains("no design that was run keeps it"), "{:?}", page.risk);
}
