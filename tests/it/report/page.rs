//! The first page: what it says, in both languages, within a hundred columns.

use crate::support::{SHOP, shop, squeezed};
use peakstaff::model::Lang;
use peakstaff::report::build;
use peakstaff::report::formats::text;
use peakstaff::report::next_step;
use peakstaff::session::Request;
use unicode_width::UnicodeWidthStr as _;

fn page(request: &Request, scenario: &str) -> String {
    let results = shop(scenario).ask(|asked| asked.clone_from(request)).compare().results;
    let next = format!("peakstaff compare: {:?}", next_step(&results, "compare", true));
    text::render(&build(&results, request.lang, &next))
}

fn request(lang: Lang) -> Request {
    Request { replications: Some(4), lang, cases: vec!["base".into(), "grown".into()], ..Request::new("shop.toml") }
}

#[test]
fn no_line_is_wider_than_a_hundred_columns_in_either_language() {
    for lang in [Lang::En, Lang::Zh] {
        let text = page(&request(lang), SHOP);
        for line in text.lines() {
            assert!(line.width() <= text::COLUMNS, "{} columns: {line}", line.width());
        }
    }
}

#[test]
fn the_page_answers_which_by_how_much_how_sure_and_at_what_cost() {
    let text = page(&request(Lang::En), SHOP);
    let order = [
        "A small shop: four or five?",
        "Four",
        "4 people in 1 team",
        "5 people in 1 team",
        "4 of each, seed 1",
        "Verdict",
        "Five, as given (5 people) against Four, as given (4 people)",
        "better",
        "money",
        "costs",
        "Difference to Four, in the same case",
        "▲",
        "Difference to Four, as given",
        "Figures",
        "n = 4 replications",
        "By contact type",
        "By team",
        "heads",
        "Costs",
        "How to read this",
        "95 % interval",
        "same customers",
        "next: ",
    ];
    let mut rest = &text[..];
    for part in order {
        let at = rest.find(part).unwrap_or_else(|| panic!("{part:?} is missing or too early:\n{text}"));
        rest = &rest[at..];
    }
}

#[test]
fn every_figure_has_its_half_width() {
    let text = page(&Request { cases: vec!["base".into()], ..request(Lang::En) }, SHOP);
    let table = text.split("Figures\n").nth(1).unwrap().split("\n\n").next().unwrap();
    let rows: Vec<&str> = table.lines().skip(4).collect();
    assert!(rows.len() > 8, "{table}");
    for row in rows.iter().filter(|row| row.chars().any(|c| c.is_ascii_digit())) {
        assert_eq!(row.matches('±').count(), 2, "{row}");
    }
}

#[test]
fn a_chinese_page_has_no_english_sentence() {
    let text = page(&request(Lang::Zh), SHOP);
    for word in ["Verdict", "better", "Advice", "next:", "mean ±", "people"] {
        assert!(!text.contains(word), "{word}:\n{text}");
    }
    assert!(text.contains("结论") && text.contains("五人，按现状需求（5 人）") && text.contains("下一步： peakstaff"));
}

#[test]
fn money_that_was_not_given_is_not_zero() {
    let without = SHOP.replace("pay = { month = 5500, loading = 0.35, seat = 1200 }", "");
    let text = page(&Request { cases: vec!["base".into()], ..request(Lang::En) }, &without);
    assert!(text.contains("pay is not given for Service team"), "{text}");
    let total = text.lines().find(|line| line.starts_with("running cost ")).unwrap();
    assert!(total.contains("not given"), "{total}");
}

#[test]
fn a_part_of_pay_that_was_not_given_leaves_out_its_line_and_the_total() {
    for (lacks, said, line, other) in [
        ("seat = 1200", "a seat a month", "seats", "wages"),
        ("loading = 0.35", "employer's charges on pay", "wages", "seats"),
    ] {
        let pay = "pay = { month = 5500, loading = 0.35, seat = 1200 }";
        let without = SHOP.replace(pay, &pay.replace(&format!(", {lacks}"), ""));
        let text = page(&Request { cases: vec!["base".into()], ..request(Lang::En) }, &without);
        assert!(text.contains(&format!("pay is not given for Service team ({said})")), "{text}");
        for (name, given) in [(line, false), ("running cost", false), (other, true)] {
            let row = text.lines().find(|row| row.starts_with(&format!("{name} "))).unwrap();
            assert_eq!(!row.contains("not given"), given, "{row}");
        }
    }
}

#[test]
fn one_replication_says_so_and_compares_nothing() {
    let text = page(&Request { replications: Some(1), ..request(Lang::En) }, SHOP);
    assert!(text.contains("one replication") && !text.contains("Verdict"), "{text}");
    assert!(text.contains("Replications(20)"), "{text}");
}

#[test]
fn an_organisation_that_cannot_keep_up_is_told() {
    let flooded = SHOP.replace("per_day = 20, ", "per_day = 900, ");
    let text = page(&Request { cases: vec!["base".into()], ..request(Lang::En) }, &flooded);
    assert!(text.contains("this organisation cannot keep up"), "{text}");
}

/// Repairs at a quiet desk: registered, three days at the workshop, called back.
const REPAIRS: &str = r#"
start = 2025-03-03
days = 7
[contact.repair]
channel = "ticket"
arrivals = { per_day = 40 }
steps = [ { name = "register", effort = "8 min" }, { wait = "3 days" }, { name = "call", effort = "5 min" } ]
[design.now.team.service]
serves = ["repair"]
headcount = 4
shifts = { day = { hours = "09:00-18:00" } }
split = { day = 1.0 }
[design.few]
like = "now"
[design.few.team.service]
headcount = 3
"#;

#[test]
fn open_tickets_that_only_wait_by_design_are_no_sign_of_too_few_people() {
    let all = Request { cases: vec!["base".into()], ..request(Lang::En) };
    let cold = squeezed(&page(&all, REPAIRS));
    assert!(cold.contains("warm_up=\"4days\"") && !cold.contains("thisorganisationcannotkeepup"), "{cold}");
    let warm = squeezed(&page(&all, &REPAIRS.replace("days = 7", "days = 7\nwarm_up = \"4 days\"")));
    assert!(!warm.contains("warm_up=") && !warm.contains("thisorganisationcannotkeepup"), "{warm}");
    let flooded = squeezed(&page(&all, &REPAIRS.replace("per_day = 40", "per_day = 400")));
    assert!(flooded.contains("thisorganisationcannotkeepup"), "{flooded}");
}

/// Complaints of all days that people answer who are off on Sundays; the days counted end with one.
const COMPLAINTS: &str = r#"
start = 2025-03-03
days = 14
[contact.complaint]
channel = "ticket"
arrivals = { per_day = 40 }
effort = "8 min"
[design.now.team.service]
serves = ["complaint"]
headcount = 4
shifts = { day = { hours = "09:00-18:00" } }
split = { day = 1.0 }
rest = "sun"
[design.few]
like = "now"
[design.few.team.service]
headcount = 3
"#;

#[test]
fn what_comes_on_a_last_day_of_rest_is_no_sign_of_too_few_people() {
    let said = |text: &str| squeezed(&page(&Request { cases: vec!["base".into()], ..request(Lang::En) }, text));
    for days in ["days = 14", "days = 13"] {
        let text = said(&COMPLAINTS.replace("days = 14", days));
        assert!(!text.contains("thisorganisationcannotkeepup"), "{days}: {text}");
    }
    let flooded = said(&COMPLAINTS.replace("per_day = 40", "per_day = 400"));
    assert!(flooded.contains("thisorganisationcannotkeepup"), "{flooded}");
}

#[test]
fn without_a_baseline_the_first_design_of_the_file_is_what_others_are_compared_with() {
    let all = Request { cases: vec!["base".into()], ..request(Lang::En) };
    let renamed = COMPLAINTS.replace("design.few", "design.a_few");
    for (text, first) in [(COMPLAINTS, "now"), (&renamed, "now")] {
        let page = squeezed(&page(&all, text));
        assert!(page.contains(&format!("comparedwith“{first}”,thefirstinthefile")), "{page}");
    }
}

#[test]
fn a_price_that_lacks_is_named() {
    let pay = "pay = { month = 5500, loading = 0.35, seat = 1200 }";
    let grows = "changes = { 2025-03-06 = { headcount = 5 } }";
    let paid = COMPLAINTS.replace("rest = \"sun\"", &format!("rest = \"sun\"\n{pay}")) + grows;
    let said = |text: &str, lang| squeezed(&page(&Request { cases: vec!["base".into()], ..request(lang) }, text));
    assert!(said(&paid, Lang::En).contains("`pay.hire`ofserviceismissing"), "{}", said(&paid, Lang::En));
    assert!(said(&paid, Lang::Zh).contains("缺service的`pay.hire`"));
    let whole = paid.replace("seat = 1200 }", "seat = 1200, hire = 0 }");
    assert!(!said(&whole, Lang::En).contains("pay.hire"));
}

/// Calls that a second team helps with once they wait.
const HELPED: &str = r#"
start = 2025-03-03
days = 2
[contact.ask]
channel = "call"
arrivals = { per_day = 300 }
effort = "180 s"
hours = "09:00-18:00"
[design.now]
routes = { ask = ["first", "second"] }
[design.now.team.first]
serves = ["ask"]
staffed = 1
[design.now.team.second]
serves = ["ask"]
staffed = 1
skill = { ask = { wait_first = "30 s" } }
[design.more]
like = "now"
[design.more.team.first]
staffed = 2
"#;

#[test]
fn how_often_another_team_helps_stands_among_the_figures_of_the_type() {
    let all = Request { cases: vec!["base".into()], ..request(Lang::En) };
    let said = squeezed(&page(&all, HELPED));
    assert!(said.contains("overflow:ask"), "{said}");
    let alone = HELPED.replace("routes = { ask = [\"first\", \"second\"] }", "routes = { ask = [\"first\"] }");
    let said = squeezed(&page(&all, &alone));
    assert!(!said.contains("overflow:ask"), "{said}");
}
