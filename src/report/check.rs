//! What can be said before anything is simulated: who is there, what is expected, which values are defaults.

use super::labels::{staff, team_heads};
use super::numbers::{number, share};
use super::words::{Words, say};
use super::{Block, Column, Report, Section, Table};
use crate::load::{HOURS, TeamLoad, expected, teams};
use crate::model::{Channel, Label, Lang, Model};

/// What `check` knows of a scenario.
#[derive(Debug)]
pub struct Checked<'a> {
    /// The title.
    pub title: &'a Label,
    /// A model for each design, in the case that is checked.
    pub models: Vec<&'a Model>,
    /// Cases there are.
    pub cases: &'a [Label],
    /// Paths whose values are defaults, and the values.
    pub defaults: &'a [(String, String)],
}

/// The page of `check`. `next` is the natural next command.
pub fn check_report(checked: &Checked<'_>, lang: Lang, next: &str) -> Report {
    let w = Words::of(lang);
    let mut sections = vec![overview(checked, lang)];
    for model in &checked.models {
        sections.extend(load_of(model, lang));
    }
    if !checked.defaults.is_empty() {
        let columns = vec![Column::words(w.key), Column::words(w.value)];
        let rows = checked.defaults.iter().map(|(path, value)| vec![path.clone(), value.clone()]).collect();
        let table = Table { caption: String::new(), columns, rows, fixed: 1 };
        sections.push(Section { heading: w.defaults.to_owned(), blocks: vec![Block::Table(table)] });
    }
    Report { title: checked.title.in_lang(lang).to_owned(), sections, next: format!("{} {next}", w.next) }
}

fn overview(checked: &Checked<'_>, lang: Lang) -> Section {
    let w = Words::of(lang);
    let mut rows: Vec<(String, String)> = checked
        .models
        .iter()
        .map(|model| (format!("{} {}", w.design, model.design.in_lang(lang)), staff(model, lang)))
        .collect();
    let cases: Vec<String> = checked.cases.iter().map(|case| case.key.clone()).collect();
    rows.push((w.cases.to_owned(), super::words::list(lang, &cases)));
    Section { heading: w.ready.to_owned(), blocks: vec![Block::Named(rows)] }
}

/// Expected contacts and hand work against people, on a mean day.
fn load_of(model: &Model, lang: Lang) -> Vec<Section> {
    let w = Words::of(lang);
    let demand = expected(model);
    let columns = vec![
        Column::words(&say(lang, "contact type".into(), "咨询类型".into())),
        Column::figures(&say(lang, "first a day".into(), "日首次".into())),
        Column::figures(&say(lang, "arriving a day".into(), "日到达".into())),
        Column::figures(&say(lang, "to people a day".into(), "日转人工".into())),
    ];
    let rows = model
        .types
        .entries()
        .filter(|(_, kind)| kind.channel != Channel::Stream)
        .map(|(id, kind)| {
            let load = &demand[id];
            let first = load.first.iter().sum();
            [first, load.per_day(), load.people_per_day()].iter().fold(
                vec![kind.label.in_lang(lang).to_owned()],
                |mut row, x| {
                    row.push(number(*x, -1));
                    row
                },
            )
        })
        .collect();
    let types = Table { caption: String::new(), columns, rows, fixed: 1 };
    let columns = vec![
        Column::words(w.team),
        Column::figures(w.heads),
        Column::figures(&say(lang, "desk hours a day".into(), "日在岗工时".into())),
        Column::figures(&say(lang, "work hours a day".into(), "日人工工时".into())),
        Column::figures(&say(lang, "work / desk".into(), "工时 / 在岗".into())),
        Column::figures(&say(lang, "tightest hour".into(), "最紧的小时".into())),
        Column::figures(&say(lang, "live work / desk then".into(), "该时实时工时 / 在岗".into())),
    ];
    let loads = teams(model, &demand);
    let rows = model.teams.entries().map(|(id, team)| team_row(team, &loads[id], lang)).collect();
    let teams = Table { caption: String::new(), columns, rows, fixed: 1 };
    let heading = say(
        lang,
        format!("Expected on a mean day: {}", model.design.in_lang(lang)),
        format!("平均一天的预期：{}", model.design.in_lang(lang)),
    );
    let note = say(
        lang,
        "by formula: nobody gives up, everybody goes to the first team of the route".into(),
        "按公式估算：无人放弃，均由首选小组接待".into(),
    );
    let blocks = vec![Block::Text(note), Block::Table(types), Block::Text(String::new()), Block::Table(teams)];
    vec![Section { heading, blocks }]
}

fn team_row(team: &crate::model::Team, load: &TeamLoad, lang: Lang) -> Vec<String> {
    let ratio = |work: f64, people: f64| {
        if people > 0.0 { share((work / people * 1000.0).round() / 1000.0) } else { "–".into() }
    };
    let staffed = (0..HOURS).filter(|h| load.people[*h] > 0.0);
    let tightest = staffed.max_by(|a, b| {
        let of = |h: usize| load.live[h] / load.people[h];
        of(*a).total_cmp(&of(*b))
    });
    vec![
        team.label.in_lang(lang).to_owned(),
        team_heads(&team.staffing).to_string(),
        number(load.people_per_day(), -1),
        number(load.work_per_day(), -1),
        ratio(load.work_per_day(), load.people_per_day()),
        tightest.map_or("–".into(), |h| super::chart::hour_name(h, HOURS)),
        tightest.map_or("–".into(), |h| ratio(load.live[h], load.people[h])),
    ]
}
