//! Charts of a comparison: which there are, in which language, and that no text runs into another.

use crate::support::{SHOP, model, shop};
use peakstaff::catalogue::Row;
use peakstaff::model::Lang;
use peakstaff::report::{Chart, Expected, charts, swept_charts};

fn drawn(scenario: &str, lang: Lang) -> Vec<Chart> {
    charts(&shop(scenario).replications(3).compare().results, lang)
}

/// Heatmaps of two paths, and lines of one.
fn of_sweeps(scenario: &str, lang: Lang) -> Vec<Chart> {
    let vary = ["contact.presale.patience.exponential.mean=1..5.5 min/10", "team.service.headcount=3..12"];
    let mut all = Vec::new();
    for number in [1, 2] {
        let swept = shop(scenario).replications(2).swept(&vary[..number], &["coverage", "cost.total"]);
        all.extend(swept_charts(&swept, lang));
    }
    assert_eq!(all.len(), 4);
    all
}

/// The shop with many designs of long names.
fn crowd() -> String {
    let more = |n: usize| {
        format!(
            "[design.d{n}]\nname = \"第{n}个名字很长的组织方案（{n} 人） | Organisation number {n}, which has a long name\"\n\
             like = \"four\"\n[design.d{n}.team.service]\nheadcount = {n}\n"
        )
    };
    SHOP.replace("[case.grown]", &format!("{}[case.grown]", (6..10).map(more).collect::<String>()))
}

/// A text of an SVG that is not turned: its box and what it says.
struct Said {
    left: f64,
    right: f64,
    middle: f64,
    size: f64,
    text: String,
}

fn attribute<'a>(tag: &'a str, name: &str) -> &'a str {
    let from = tag.find(&format!(" {name}=\"")).unwrap_or_else(|| panic!("{name} in {tag}")) + name.len() + 3;
    tag[from..].split('"').next().unwrap()
}

/// Texts of a chart. Widths are guessed: a Chinese character is as wide as it is high, a letter somewhat over half.
fn texts(svg: &str) -> Vec<Said> {
    let number = |tag: &str, name: &str| attribute(tag, name).parse::<f64>().unwrap();
    let upright = svg.split("<text").skip(1).filter(|part| !part.split('>').next().unwrap().contains("rotate"));
    upright
        .map(|part| {
            let (tag, rest) = part.split_once('>').unwrap();
            let text = rest.split('<').next().unwrap().trim().to_owned();
            let size = number(tag, "font-size") * 1.24;
            let wide = |c: char| if c.is_ascii() { 0.42 } else { 0.8 };
            let width: f64 = text.chars().map(wide).sum::<f64>() * size;
            let x = number(tag, "x");
            let left = match tag.contains("text-anchor=").then(|| attribute(tag, "text-anchor")) {
                Some("middle") => x - width / 2.0,
                Some("end") => x - width,
                _ => x,
            };
            Said { left, right: left + width, middle: number(tag, "y"), size, text }
        })
        .collect()
}

/// What matters most of every case comes first, then what goes into detail.
#[test]
fn charts_are_in_order_of_importance() {
    let names: Vec<String> = drawn(SHOP, Lang::En).into_iter().map(|chart| chart.name).collect();
    let day = "2025-03-0";
    let first = ["organisations", "peak_day-", "average_day", "how_often", "wave", "backlog", "cost", "bridge"];
    assert!(names.len() >= 2 * first.len(), "{names:?}");
    for (n, name) in names.iter().take(2 * first.len()).enumerate() {
        let wanted = first[n % first.len()];
        assert!(name.starts_with(wanted) && name.ends_with("-grown") == (n >= first.len()), "{n}: {name}");
        assert!(wanted != "peak_day-" || name.contains(day), "{name}");
    }
}

/// A shop whose keys are in no name.
fn secret() -> String {
    let keys = [("presale", "kq_one"), ("refund", "kq_two"), ("service", "kq_three"), ("four", "kq_four")];
    let keys = keys.iter().chain(&[("five", "kq_five"), ("grown", "kq_case")]);
    let text = SHOP.replace("days = 3", "days = 8");
    let back = "[design.four.team.kq_back]\nname = \"后台组 | Back office\"\nheadcount = 2\nserves = [[\"refund\"]]\n\
                shifts = { day = { hours = \"09:00-18:00\" } }\nsplit = { day = 1.0 }\n\n[design.five]";
    let late = "[contact.kq_late]\nname = \"售后咨询 | After-sale chat\"\nchannel = \"chat\"\neffort = \"100 s\"\n\
                arrivals = { per_day = 90, profile = \"cn_office\" }\n\
                targets = [ { first_reply = \"3 min\", share = 0.8 } ]\n\n[design.four]";
    let split = text
        .replace("[[\"presale\"], [\"refund\"]]", "[[\"presale\", \"kq_late\"]]")
        .replace("[design.five]", back)
        .replacen("[design.four]", late, 1);
    keys.fold(split, |text, (key, secret)| {
        text.replace(&format!("\"{key}\""), &format!("\"{secret}\""))
            .replace(&format!(".{key}]"), &format!(".{secret}]"))
            .replace(&format!(".{key}."), &format!(".{secret}."))
    })
}

#[test]
fn charts_say_labels_and_dates_and_never_keys() {
    for (lang, dates) in [(Lang::En, "Mar 2025"), (Lang::Zh, "2025年3月")] {
        let all = drawn(&secret(), lang);
        for wanted in ["-types", "-teams", "week-contact-kq_one", "week-team-kq_back"] {
            let slashed = wanted.replacen("week-contact-", "week-contact:", 1).replacen("week-team-", "week-team:", 1);
            assert!(all.iter().any(|chart| chart.name.contains(wanted) || chart.name.contains(&slashed)), "{wanted}");
        }
        let vary = ["contact.kq_one.effort=60 s,90 s", "team.kq_three.headcount=3,4"];
        let swept = shop(&secret()).replications(2).swept(&vary, &["coverage"]);
        for chart in all.iter().chain(&swept_charts(&swept, lang)) {
            let svg = chart.svg().unwrap();
            assert!(!svg.contains("kq_"), "{}: a key in {svg}", chart.name);
            assert!(chart.name == "coverage-all" || chart.title.contains(dates), "{}", chart.title);
        }
        let subject = if lang == Lang::En { "Pre-sale chat: load" } else { "售前咨询: 各星期" };
        assert!(all.iter().any(|chart| chart.title.starts_with(subject)), "a title begins with its subject");
    }
}

/// The colour of a name in a chart's legend.
fn colour_of<'a>(svg: &'a str, name: &str) -> Option<&'a str> {
    let before = &svg[..svg.find(&format!(">{name}</text>"))?];
    Some(attribute(&before[before.rfind("<path")?..], "stroke"))
}

#[test]
fn a_design_has_one_colour_in_every_chart() {
    let mut seen = [0; 2];
    for chart in drawn(&secret(), Lang::En) {
        let svg = chart.svg().unwrap();
        for (n, (design, colour)) in [("Four", "#0072B2"), ("Five", "#D55E00")].into_iter().enumerate() {
            if let Some(found) = colour_of(&svg, design) {
                assert_eq!(found, colour, "{design} in {}", chart.name);
                seen[n] += 1;
            }
        }
    }
    assert!(seen.iter().all(|n| *n > 10), "{seen:?}");
}

/// A picture of a day by half hour is small enough to stand in a page beside fifty others.
#[test]
fn pictures_are_small() {
    for chart in drawn(&secret(), Lang::Zh) {
        let bytes = chart.svg().unwrap().len();
        assert!(bytes < 40_000, "{}: {bytes} bytes", chart.name);
    }
}

/// A year of orders with the shipped calendar, and questions about them days later.
const YEAR: &str = r#"
title = "一年 | A year"
start = 2025-01-01
days = 365
[calendar]
include = "cn_ecommerce"
[stream.orders]
name = "订单 | Orders"
arrivals = { per_day = 900, profile = "cn_evening", season = "presale" }
[[stream.orders.then]]
chance = 0.2
in = { gamma = { mean = "3 days", cv = 0.5 } }
creates = "trace"
follow = "cn_office"
[[stream.orders.then]]
chance = 0.06
in = { gamma = { mean = "9 days", cv = 0.4 } }
creates = "refund"
follow = "cn_office"
[contact.presale]
name = "售前咨询 | Pre-sale chat"
channel = "chat"
arrivals = { per_day = 500, profile = "cn_evening", season = "presale" }
effort = "90 s"
[contact.trace]
name = "查物流 | Where is it"
channel = "chat"
effort = "60 s"
[contact.refund]
name = "退款工单 | Refund ticket"
channel = "ticket"
effort = "4 min"
[design.now]
name = "现状 | As it is"
bot = { presale = 0.3 }
[design.now.team.service]
staffed = 30
serves = [["presale", "trace"], ["refund"]]
"#;

fn expected(scenario: &str, lang: Lang) -> Option<Chart> {
    Expected::of(&[&model(scenario)], 0).chart(lang)
}

/// Writes the pictures where `PEAKSTAFF_PICTURES` says, to be looked at.
#[test]
fn charts_draw_in_both_languages_and_no_text_runs_into_another() {
    for (lang, word) in [(Lang::En, "en"), (Lang::Zh, "zh")] {
        for (scenario, kind) in [(SHOP.to_owned(), "shop"), (crowd(), "crowd")] {
            let all =
                drawn(&scenario, lang).into_iter().chain(expected(&scenario, lang)).chain(of_sweeps(&scenario, lang));
            for chart in all {
                looks_well(&chart, lang, &format!("{kind}-{word}"));
            }
        }
        looks_well(&expected(YEAR, lang).unwrap(), lang, &format!("year-{word}"));
    }
}

pub(super) fn looks_well(chart: &Chart, lang: Lang, kind: &str) {
    let (svg, png) = (chart.svg().unwrap(), chart.png().unwrap());
    if let Ok(folder) = std::env::var("PEAKSTAFF_PICTURES") {
        std::fs::write(format!("{folder}/{kind}-{}.svg", chart.name), &svg).unwrap();
        std::fs::write(format!("{folder}/{kind}-{}.png", chart.name), &png).unwrap();
    }
    let whole: String = texts(&svg).into_iter().map(|said| said.text).collect();
    let plain = |text: &str| text.replace(' ', "").replace('&', "&amp;");
    assert!(plain(&whole).contains(&plain(&chart.title)) && png.starts_with(b"\x89PNG"), "{}", chart.title);
    let chinese = svg.chars().any(|c| ('\u{4E00}'..='\u{9FFF}').contains(&c));
    assert_eq!(chinese, lang == Lang::Zh, "{}", chart.name);
    let (width, height) = (attribute(&svg, "width"), attribute(&svg, "height"));
    let (width, height): (f64, f64) = (width.parse().unwrap(), height.parse().unwrap());
    let said = texts(&svg);
    assert!(said.len() > 8, "{} texts", said.len());
    for (n, a) in said.iter().enumerate() {
        let inside = a.left >= 0.0 && a.right <= width && a.middle > 0.0 && a.middle < height;
        assert!(inside, "{kind} {}: {:?} at {}..{}", chart.name, a.text, a.left, a.right);
        for b in &said[..n] {
            let apart = (a.middle - b.middle).abs() >= a.size.min(b.size) * 0.6;
            assert!(
                apart || a.left >= b.right || b.left >= a.right,
                "{kind} {}: {:?} runs into {:?}",
                chart.name,
                a.text,
                b.text
            );
        }
    }
}

/// Every date has all hours, so the mean over the hours is that over the weekdays and intervals.
#[test]
fn the_average_day_is_the_mean_of_the_days() {
    let results = shop(SHOP).replications(3).compare().results;
    let profile = results.study.arms[0].profile.as_ref().unwrap();
    let column = profile.columns.iter().position(|(kpi, _)| *kpi == Row::Arrived.into()).unwrap();
    let mean = |groups: std::ops::Range<usize>| {
        let cells: Vec<f64> = groups.filter_map(|group| Some(profile.cell(group, column)?.mean)).collect();
        (cells.len(), cells.iter().sum::<f64>() / cells.len() as f64)
    };
    let ((hours, a), (slots, b), (dates, c)) =
        (mean(profile.groups.hours(0)), mean(profile.groups.week()), mean(profile.groups.dates()));
    assert_eq!((hours, slots, dates), (24, 3 * 48, 3));
    assert!((a / b - 1.0).abs() < 1e-12 && (c / (48.0 * b) - 1.0).abs() < 1e-12, "{a} {b} {c}");
    let whisker = profile.cell(profile.groups.hours(0).start + 12, column).unwrap().half_width.unwrap();
    assert!(whisker > 0.0 && whisker < 100.0, "{whisker}");
}

#[test]
fn what_there_is_nothing_of_has_no_chart() {
    let names = |scenario: &str| drawn(scenario, Lang::En).into_iter().map(|chart| chart.name).collect::<Vec<_>>();
    let one_day = SHOP.replace("days = 3", "days = 1");
    assert!(!names(&one_day).contains(&"backlog".to_owned()), "a line needs two days");
    let no_pay = SHOP.replace("pay = { month = 5500, loading = 0.35, seat = 1200 }", "");
    assert!(
        drawn(&no_pay, Lang::En).iter().all(|chart| chart.name != "cost" || chart.svg().unwrap().contains("not given"))
    );
}
