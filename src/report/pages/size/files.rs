//! The cheapest staffing for other programs: JSON, and a tidy table of every staffing around it.

use super::answer_word;
use crate::catalogue::civil;
use crate::experiment::LEVEL;
use crate::model::Lang;
use crate::report::formats::Asset;
use crate::report::formats::csv::{Sheet, optional, six};
use crate::report::formats::json::{Manifest, pretty};
use crate::report::labels::unit_word;
use crate::report::results::{Reached, Staffed};
use crate::stats::Sample;
use serde_json::{Value, json};

fn estimate(sample: Option<&Sample>) -> Value {
    sample.map_or(
        Value::Null,
        |sample| json!({ "mean": sample.value, "half_width": sample.half_width(LEVEL), "n": sample.n() }),
    )
}

/// A staffing that is told of.
struct Told<'a> {
    /// What it is.
    name: &'static str,
    /// Which place differs from the answer; none: it is no neighbour of it.
    place: Option<usize>,
    reached: &'a Reached,
}

fn all(found: &Staffed) -> Vec<Told<'_>> {
    let mut rows = vec![Told { name: "answer", place: None, reached: &found.best }];
    rows.extend(found.most.iter().map(|reached| Told { name: "most", place: None, reached }));
    rows.extend(found.in_file.iter().map(|reached| Told { name: "in_file", place: None, reached }));
    for (name, all) in [("one_fewer", &found.fewer), ("one_more", &found.more)] {
        let reached = all.iter().enumerate();
        rows.extend(reached.filter_map(|(place, one)| Some(Told { name, place: Some(place), reached: one.as_ref()? })));
    }
    rows
}

fn staffing(found: &Staffed, Told { name, place, reached }: Told<'_>) -> Value {
    let people = found.places.iter().zip(&reached.staff);
    let targets = found.targets.iter().zip(&reached.standings).zip(&reached.figures).zip(&reached.bad_days);
    json!({
        "staffing": name,
        "place": place.map(|place| &found.places[place].path),
        "people": people.map(|(place, people)| (place.path.clone(), json!(people))).collect::<serde_json::Map<_, _>>(),
        "answer": answer_word(reached.answer(), Lang::En),
        "people_cost": estimate(reached.people.as_ref()),
        "cost_total": estimate(reached.cost.as_ref()),
        "targets": targets.map(|(((target, standing), figure), bad)| json!({
            "kpi": target.wanted.kpi.key(&found.model),
            "subject": target.wanted.subject,
            "asked": { "at_least": target.goal.at_least, "value": target.goal.limit },
            "estimate": estimate(figure.as_ref()),
            "answer": answer_word(standing.answer, Lang::En),
            "worst_date": standing.date.map(|date| json!({
                "date": civil(found.dates[date]).to_string(),
                "meets": standing.value,
                "low": standing.low,
                "high": standing.high,
            })),
            "bad_days": estimate(bad.as_ref()),
        })).collect::<Vec<_>>(),
        "not_asked": found.beyond.iter().zip(&reached.beyond).map(|(target, figure)| json!({
            "kpi": target.wanted.kpi.key(&found.model),
            "subject": target.wanted.subject,
            "asked": { "at_least": target.goal.at_least, "value": target.goal.limit },
            "estimate": estimate(figure.as_ref()),
        })).collect::<Vec<_>>(),
    })
}

/// The answer first, then the file's own numbers, one fewer and one more of everything.
pub fn size_json(manifest: &Manifest, found: &Staffed, _: Lang) -> Result<Vec<u8>, String> {
    let place = |(at, place): (usize, &crate::report::results::Place)| {
        json!({
            "path": place.path,
            "team": found.model.teams[place.team].label.key,
            "in_file": place.in_file,
            "people": found.best.staff[at],
            "between": place.bounds,
        })
    };
    pretty(&json!({
        "manifest": manifest,
        "design": found.model.design.key,
        "case": found.model.case.key,
        "period": found.sure.period,
        "judged": if found.each_date { "each date" } else { "mean" },
        "met": found.is_met(),
        "proven": found.proven,
        "priced": found.prices.is_some(),
        "tried": found.tried,
        "places": found.places.iter().enumerate().map(place).collect::<Vec<_>>(),
        "staffings": all(found).into_iter().map(|one| staffing(found, one)).collect::<Vec<_>>(),
        "by_date": super::by_date::rows(found),
        "risk": found.risk.as_ref().map(|risk| super::risk::rows(found, risk)),
        "alternatives": found.alternatives.as_ref().map(|all| super::alternatives::rows(found, all)),
        "lines": found.is_given().then_some(&found.lines),
    }))
}

/// All tables: staffings, or dates and shifts with half hours; then half hours by formula, the curve of the risk, and what else could be done.
pub fn size_tables(found: &Staffed, lang: Lang) -> Result<Vec<Asset>, String> {
    let mut all = match &found.by_date {
        Some(by_date) => vec![super::by_date::csv(found, by_date, lang)?, super::wall::csv(found, by_date, lang)?],
        None => vec![staffings(found, lang)?],
    };
    all.push(super::hours::csv(found, lang)?);
    all.extend(super::hires::csv(found, lang)?);
    all.extend(found.risk.as_ref().map(|risk| super::risk::csv(found, risk)).transpose()?);
    all.extend(found.alternatives.as_ref().map(|ways| super::alternatives::csv(found, ways, lang)).transpose()?);
    Ok(all)
}

/// `size.csv`: one target of one staffing a row, the people of every place as columns.
fn staffings(found: &Staffed, lang: Lang) -> Result<Asset, String> {
    let paths: Vec<&str> = found.places.iter().map(|place| &place.path[..]).collect();
    let own = [
        "design",
        "case",
        "staffing",
        "place",
        "kpi",
        "subject",
        "period",
        "asked",
        "mean",
        "half_width",
        "n",
        "unit",
        "name",
        "verdict",
        "worst_date",
        "meets_low",
        "meets_high",
        "people_cost",
    ];
    let mut sheet = Sheet::new(&[&paths[..], &own].concat())?;
    let model = &found.model;
    for Told { name, place, reached } in all(found) {
        let people: Vec<String> = reached.staff.iter().map(ToString::to_string).collect();
        for (target, standing) in found.targets.iter().zip(&reached.standings) {
            let at = found.targets.iter().position(|other| other == target).unwrap_or(0);
            let figure = reached.figures[at].as_ref();
            let kpi = target.wanted.kpi;
            let dated = |value: f64| if standing.date.is_some() { six(value) } else { String::new() };
            let cells = [
                model.design.key.clone(),
                model.case.key.clone(),
                name.to_owned(),
                place.map_or_else(String::new, |place| found.places[place].path.clone()),
                kpi.key(model).into_owned(),
                target.wanted.subject.clone(),
                found.sure.period.clone(),
                six(target.goal.limit),
                figure.map_or_else(String::new, |sample| six(sample.value)),
                figure.map_or_else(String::new, |sample| optional(sample.half_width(LEVEL))),
                standing.n.to_string(),
                unit_word(kpi.unit(model), &model.money.currency).to_owned(),
                kpi.name(model, lang).into_owned(),
                answer_word(standing.answer, Lang::En),
                standing.date.map_or_else(String::new, |date| civil(found.dates[date]).to_string()),
                dated(standing.low),
                dated(standing.high),
                reached.people.as_ref().map_or_else(String::new, |sample| six(sample.value)),
            ];
            let cells: Vec<&str> = people.iter().chain(&cells).map(|cell| &cell[..]).collect();
            sheet.row(&cells)?;
        }
    }
    Ok(("size.csv".into(), sheet.bytes()?))
}
