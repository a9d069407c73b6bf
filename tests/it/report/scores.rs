//! Scores: composites of figures that the scenario declares.

use crate::support::{page, shop, squeezed};
use peakstaff::catalogue::{KpiId, Part, Subject, find, find_in};
use peakstaff::experiment::{Address, Arm, Never, Quiet, estimate};
use peakstaff::measure::Evaluator;
use peakstaff::model::Lang;
use peakstaff::report::results_json;
use peakstaff::session::{Done, run};
use peakstaff::stats::Sample;
use serde_json::Value;

const SHOP: &str = r#"
days = 5
baseline = "two"
[contact.chat]
name = "售后 | After-sale"
channel = "chat"
arrivals = { per_day = 900 }
effort = "100 s"
resolved = 0.8
patience = { exponential = { mean = "3 min" } }
[score.tmall]
name = "服务满意度 | Service satisfaction"
parts = [
  { weight = "40 %", fixed = 0.96, name = "新灯塔 | Xindengta" },
  { weight = 0.4, kpi = "first_contact_resolution", of = "contact:chat" },
  { weight = 0.2, kpi = "first_response", of = "contact:chat", points = { "20 s" = 1, "60 s" = "60 %", "10 min" = 0 } },
]
[score.stars]
parts = [
  { weight = 0.5, kpi = "coverage", points = { "50 %" = 0, "100 %" = 5 } },
  { weight = 0.5, kpi = "occupancy", of = "team:more", points = { "0 %" = 5, "100 %" = 1 } },
]
[design.two.team.some]
serves = ["chat"]
staffed = 2
chats = 3
[design.three]
like = "two"
without = ["team.some"]
team.more = { serves = ["chat"], staffed = 3, chats = 3 }
[measured."two@base"]
"score.tmall" = 0.9
"#;

fn compared(replications: u64, text: &str) -> Done {
    shop(text).replications(replications).compare()
}

/// A KPI of the whole shop and horizon.
fn of_shop(kpi: KpiId) -> Address {
    Address { arm: 0, kpi, subject: Subject::All, part: Part::Both, span: 0 }
}

fn sample(arm: &Arm, kpi: KpiId, subject: Subject) -> Sample {
    Evaluator::new(&arm.model).estimate(kpi, Part::Both, subject, &arm.series(), 0).unwrap()
}

/// What a mean first response is worth, and how much more one that is a second longer.
fn worth(seconds: f64) -> (f64, f64) {
    match seconds {
        s if s < 20.0 => (1.0, 0.0),
        s if s < 60.0 => (1.0 - 0.01 * (s - 20.0), -0.01),
        s => (0.6 - 0.6 * (s - 60.0) / 540.0, -0.6 / 540.0),
    }
}

#[test]
fn a_score_is_the_weighted_sum_of_its_parts_and_so_is_its_error() {
    let done = compared(8, SHOP);
    let arms: &[Arm] = &done.results.study.arms;
    for arm in arms {
        let chat = Subject::parse("contact:chat", &arm.model).unwrap().0;
        let of = |key: &str| sample(arm, find(key).unwrap(), chat);
        let (resolved, response) = (of("first_contact_resolution"), of("first_response"));
        let (points, slope) = worth(response.value);
        assert!(slope < 0.0, "the curve is where it bends: {}", response.value);
        let kpi = find_in("score.tmall", &arm.model).unwrap();
        let score = sample(arm, kpi, Subject::All);
        let expected = 0.4 * 0.96 + 0.4 * resolved.value + 0.2 * points;
        assert!((score.value - expected).abs() < 1e-12, "{} {expected}", score.value);
        // By replication, so that what moves together moves the score together.
        for (r, influence) in score.influence.iter().enumerate() {
            let expected = 0.4 * resolved.influence[r] + 0.2 * slope * response.influence[r];
            assert!((influence - expected).abs() < 1e-12);
        }
        assert!(score.half_width(0.95).unwrap() > 0.0);
    }
    let both = arms.iter().map(|arm| {
        let kpi = find_in("score.tmall", &arm.model).unwrap();
        estimate(arm, of_shop(kpi)).unwrap().mean
    });
    let [two, three] = both.collect::<Vec<f64>>().try_into().unwrap();
    let difference = crate::support::told::differences_of(&done.results)
        .into_iter()
        .find(|d| d.kpi == "score.tmall" && d.period == "horizon");
    let judgement = &difference.unwrap().judgement;
    assert!((judgement.mean - (three - two).abs()).abs() < 1e-12, "{two} {three} {judgement:?}");
}

#[test]
fn a_score_of_who_is_not_there_is_not_given() {
    let done = compared(3, SHOP);
    let stars = |design: usize| {
        let arm = &done.results.study.arms[design];
        let kpi = find_in("score.stars", &arm.model).unwrap();
        estimate(arm, of_shop(kpi))
    };
    let given: Vec<_> = (0..2).map(|design| stars(design).map(|stars| stars.mean)).collect();
    let three = done.results.study.arms.iter().position(|arm| arm.model.design.key == "three").unwrap();
    assert!(given[1 - three].is_none(), "`two` has no team `more`: {given:?}");
    assert!(given[three].is_some_and(|stars| stars > 1.0 && stars < 5.0), "{given:?}");
}

#[test]
fn one_replication_has_a_score_by_day() {
    let done = shop(SHOP).replications(1).run();
    let arm = &done.results.study.arms[0];
    let kpi = find_in("score.tmall", &arm.model).unwrap();
    let score = estimate(arm, of_shop(kpi)).unwrap();
    assert!(score.by_day && score.n == 5 && score.half_width.unwrap() > 0.0);
}

#[test]
fn a_score_stands_in_reports_with_its_formula_and_beside_what_was_measured() {
    let done = compared(4, SHOP);
    let json: Value = serde_json::from_slice(&results_json(&done.manifest, &done.results, Lang::En).unwrap()).unwrap();
    let measured = &json["measured"][0];
    assert_eq!((&measured["kpi"], measured["measured"].as_f64()), (&"score.tmall".into(), Some(0.9)));
    let units = |key: &str| {
        let row = json["estimates"].as_array().unwrap().iter().find(|row| row["kpi"] == key).unwrap();
        row["unit"].as_str().unwrap().to_owned()
    };
    assert_eq!((units("score.tmall"), units("score.stars")), ("share".to_owned(), "number".to_owned()));
    for (lang, words) in [
        (
            Lang::En,
            [
                "Scores, and what they are made of",
                "0.4 × 0.96 (Xindengta, fixed) + 0.4 × first-contact resolution of After-sale + 0.2 × (first response of \
                 After-sale: 20 s → 1, 60 s → 0.6, 600 s → 0).",
            ],
        ),
        (
            Lang::Zh,
            [
                "综合评分及其构成",
                "0.4 × 0.96（新灯塔，固定值） + 0.4 × 售后的一次解决率 + 0.2 × （售后的首响：20 秒 → 1，60 秒 → 0.6，600 秒 → 0）。",
            ],
        ),
    ] {
        let page = squeezed(&page(&done.results, lang));
        assert!(words.iter().all(|word| page.contains(&squeezed(word))), "{page}");
    }
}

#[test]
fn a_precision_of_a_score_can_be_asked_for() {
    let asked = |precision: &str| shop(SHOP).ask(|request| request.precision = Some(precision.into()));
    let done = asked("score.tmall=0.3 pp").run();
    let arm = &done.results.study.arms[0];
    let kpi = find_in("score.tmall", &arm.model).unwrap();
    let half_width = estimate(arm, of_shop(kpi)).unwrap().half_width.unwrap();
    assert!(half_width <= 0.003, "{half_width}");
    let typo = asked("score.tmal=0.3 pp");
    assert!(run(&typo.scenario(), &typo.request, &Quiet, &Never).is_err());
}
