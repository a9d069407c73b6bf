//! Figures that could mislead a tired reader: by the day where a day is half an hour, saved where demand was another's, explained
//! where nothing explains them.

use crate::support::told::{Difference, differences_of, estimates, figure};
use crate::support::{self, shop};
use peakstaff::model::Lang;
use peakstaff::report::formats::text;
use peakstaff::report::{Results, Swept, charts, cheapest, swept_report};
use peakstaff::session::{Grid, OfPoints, Request, Sweep};
use peakstaff::stats::Verdict;

const HALF_HOUR: &str = include_str!("../../cases/public/p14_half_hour_period.toml");
const MONTH: &str = include_str!("../../cases/trials/saved_by_month_not_given.toml");
const DEMAND_CUT: &str = include_str!("../../cases/trials/demand_cut_fewer_ask_again.toml");
const DOUBLE_11: &str = include_str!("../../cases/trials/11_double11_temps.toml");

fn request(replications: u64) -> Request {
    Request { replications: Some(replications), threads: 2, ..Request::new("shop.toml") }
}

fn results(scenario: &str, request: &Request, several: bool) -> Results {
    let asked = shop(scenario).ask(|asked| asked.clone_from(request));
    if several { asked.compare() } else { asked.run() }.results
}

fn page(results: &Results) -> String {
    support::page(results, Lang::En)
}

fn found(results: &Results, design: &str, kpi: &str, period: &str) -> Option<Difference> {
    differences_of(results)
        .into_iter()
        .find(|d| d.design == design && d.kpi == kpi && d.subject == "all" && d.period == period)
}

#[test]
fn a_day_of_a_period_with_hours_is_one_of_its_dates() {
    let asked = Request { period: Some("evening".into()), profile: false, ..request(4) };
    let results = results(HALF_HOUR, &asked, false);
    let rows = estimates(&results.study);
    let of = |kpi: &str| figure(&rows, kpi, "contact:chat", "evening").unwrap();
    assert!((of("offered_per_day") - 14.2).abs() < 0.7, "{}", of("offered_per_day"));
    assert!((of("offered") / 28.0 - of("offered_per_day")).abs() < 1e-9);
    let page = page(&results);
    assert!(page.contains("14 hours on 28 days of the 28 days"), "{page}");
}

#[test]
fn a_calendar_month_has_its_saving_by_its_name() {
    let asked = Request { period: Some("2025-02".into()), profile: false, ..request(3) };
    let results = results(MONTH, &asked, true);
    for design in ["b", "c"] {
        let cash = found(&results, design, "cash_saved", "2025-02").unwrap().judgement;
        assert!((cash.mean + 2000.0).abs() < 1e-6 && cash.verdict == Verdict::Worse, "{design}: {cash:?}");
        assert!(found(&results, design, "annual_saving", "2025-02").is_none(), "a month is no year");
        assert!(found(&results, design, "cash_saved", "2025-01").is_some(), "each month has its own");
    }
    let page = page(&results);
    let row =
        page.lines().find(|line| line.starts_with("cash saved in 2025-02 (28 days)")).expect("the month's saving");
    assert_eq!(row.matches("-2,000").count(), 2, "{row}");
}

#[test]
fn nothing_is_better_where_demand_itself_differs() {
    let asked = Request { what_ifs: vec!["demand=*0.9".into()], profile: false, ..request(6) };
    let results = results(DEMAND_CUT, &asked, true);
    assert!(!results.differences.is_empty());
    for d in &differences_of(&results) {
        assert_eq!((d.judgement.verdict, d.judgement.p_better), (Verdict::NotJudged, None), "{}", d.kpi);
        assert!(!["cash_saved", "annual_saving", "capacity_freed", "people_by_ratio", "payback"].contains(&&d.kpi[..]));
    }
    let carried = found(&results, "now", "carried_per_day", "horizon").unwrap().judgement;
    assert!(carried.mean < -40.0 && carried.half_width.is_some(), "{carried:?}");
    let page = page(&results);
    for word in ["(fewer ask again)", "better on", "What is saved", "▲", "▼"] {
        assert!(!page.contains(word), "{word}:\n{page}");
    }
    assert!(page.contains("another case, or other demand"), "{page}");
}

#[test]
fn a_what_if_that_leaves_demand_alone_is_judged() {
    let asked = Request { what_ifs: vec!["contact.a.effort=*1.2".into()], profile: false, ..request(6) };
    let results = results(DEMAND_CUT, &asked, true);
    assert_eq!(found(&results, "now", "coverage", "horizon").unwrap().judgement.verdict, Verdict::Worse);
}

#[test]
fn between_an_ordinary_day_and_double_11_nothing_is_saved_and_charts_are_of_the_period() {
    let cases = vec!["base".to_owned(), "d11".to_owned()];
    let asked = Request { designs: vec!["now".into()], cases, ..request(2) };
    let of = |period: Option<&str>| {
        let results = results(DOUBLE_11, &Request { period: period.map(str::to_owned), ..asked.clone() }, true);
        let saved = ["cash_saved", "capacity_freed", "people_by_ratio", "annual_saving", "payback"];
        assert!(differences_of(&results).iter().all(|d| !saved.contains(&&d.kpi[..])));
        assert!(differences_of(&results).iter().all(|d| d.judgement.verdict == Verdict::NotJudged));
        charts(&results, Lang::Zh)
    };
    let (all, night) = (of(None), of(Some("night")));
    for name in ["average_day", "average_day-d11", "backlog", "cost"] {
        let [a, b] = [&all, &night].map(|charts| charts.iter().find(|chart| chart.name.starts_with(name)));
        let (Some(a), Some(b)) = (a, b) else { panic!("{name} is missing") };
        assert!(a.svg().unwrap() != b.svg().unwrap(), "{name} is the same with and without a period");
        assert!(b.title.contains("双11两天"), "{}", b.title);
    }
}

/// A shop that promises 85 % within a minute.
fn promising(share: &str, days: u32) -> String {
    let targets = format!("effort   = \"90 s\"\ntargets  = [ {{ first_reply = \"1 min\", share = {share} }} ]");
    let pay = "pay = { month = 5000, loading = 0.3, seat = 1000 }\n";
    let text = DEMAND_CUT.replace("effort   = \"90 s\"", &targets).replace("days  = 28", &format!("days = {days}"));
    text + pay
}

fn swept(text: &str, vary: &str, kpis: &[&str]) -> Swept {
    shop(text).replications(3).swept(&[vary], kpis)
}

#[test]
fn a_grid_recommends_only_what_meets_the_targets_of_the_file() {
    let vary = "team.t.headcount=2,4,6,8,12,30";
    let met = swept(&promising("0.85", 7), vary, &["coverage", "cost.total"]);
    let best = cheapest(&met).expect("thirty are enough");
    let low = |point: usize| {
        let figure = met.promised[point][0].figure.as_ref().unwrap();
        figure.value - figure.half_width(0.95).unwrap()
    };
    assert!(low(best) >= 0.85 && (0..best).all(|fewer| low(fewer) < 0.85), "{best}");
    let page = text::render(&swept_report(&met, Lang::En, "x"));
    assert!(
        page.contains("points the targets of the file are met, by their whole intervals")
            && page.contains("The cheapest of them"),
        "{page}"
    );
    assert_eq!(met.wanted.len(), 2, "what is promised is looked at and not shown");
    let none = swept(&promising("0.85", 7), "team.t.headcount=1,2", &["coverage", "cost.total"]);
    assert_eq!(cheapest(&none), None);
    let page = text::render(&swept_report(&none, Lang::En, "x"));
    assert!(page.contains("At none of 2 points") && page.contains("The nearest: team.t.headcount = 2"), "{page}");
    assert!(page.contains("(target 85 %)"), "{page}");
    let zh = text::render(&swept_report(&none, Lang::Zh, "x"));
    assert!(zh.contains("2 个点都不能说达到了文件中的目标。最接近的：team.t.headcount = 2"), "{zh}");
}

#[test]
fn a_grid_of_demand_is_not_judged_and_recommends_nothing() {
    let swept = swept(&promising("0.85", 7), "demand=*0.8,*1.2", &["coverage", "cost.total"]);
    assert_eq!(cheapest(&swept), None);
    assert!((0..2).all(|point| swept.judgement(point, 0).unwrap().verdict == Verdict::NotJudged));
    let page = text::render(&swept_report(&swept, Lang::En, "x"));
    assert!(page.contains("At no point is demand as given") && !page.contains('▲') && !page.contains('▼'), "{page}");
}

#[test]
fn a_grid_can_be_asked_for_a_years_saving() {
    let swept = swept(&promising("0.85", 366), "team.t.headcount=6,7", &["annual_saving", "cost.total"]);
    // A head at 5,000 with 30 % and a desk of 1,000 is 7,500 a month; no calendar year is whole.
    let saved = swept.points[0][0].as_ref().unwrap();
    assert!((saved.value - 90_000.0 * 365.0 / 366.0).abs() < 1000.0, "{}", saved.value);
    let cost = swept.judgement(0, 1).unwrap();
    assert!((saved.value + cost.mean * 365.0 / 366.0).abs() < 1e-6, "{} {}", saved.value, cost.mean);
    assert_eq!((swept.points[1][0].as_ref().unwrap().value, swept.as_is[0].as_ref().unwrap().value), (0.0, 0.0));
    let of = OfPoints { kpis: vec!["annual_saving".into()], weeks: None };
    let grid = Grid { vary: vec!["team.t.headcount=6".into()], of, best: None };
    let short = Sweep::compile(&shop(&promising("0.85", 28)).files, &request(3), &grid);
    let why = short.unwrap_err().render(peakstaff::diagnostic::Style::default());
    assert!(why.contains("365 days"), "{why}");
}

#[test]
fn few_replications_are_named_and_small_shares_are_told_by_what_is_left_of_them() {
    let two = promising("0.85", 7) + "[design.more]\nlike = \"now\"\nteam.t.headcount = 12\n";
    let two = two.replace("title =", "baseline = \"now\"\ntitle =");
    let results = results(&two, &Request { profile: false, ..request(3) }, true);
    let page = page(&results).split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(page.contains("3 replications are few") && page.contains("with 20; run --replications 20"), "{page}");
    assert!(page.contains("times as many)"), "{page}");
    assert!(page.contains("the error of the mean"), "{page}");
}
