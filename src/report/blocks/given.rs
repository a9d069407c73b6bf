//! Every value that says where it comes from, and every one that nobody measured: which of them matter.

use crate::report::labels::View;
use crate::report::page::{Block, Column, Section, Table};
use crate::report::paths::{named, value};
use crate::report::results::{Assumed, Trial};
use crate::report::words::{either, list, say};

/// A value of the file or its template.
struct Given<'a> {
    path: &'a str,
    value: &'a str,
    /// How low and how high it may be.
    may_be: Vec<&'a str>,
    source: Option<&'a str>,
    as_of: Option<&'a str>,
    /// The file gives it; otherwise it is the template's.
    of_file: bool,
}

/// The section; none where the file gives everything and says nothing of it.
pub fn section(view: &View<'_>) -> Option<Section> {
    let lang = view.lang;
    let results = view.results;
    let mut all: Vec<Given<'_>> = results.assumed.iter().map(of_assumed).collect();
    for source in &results.sources {
        match all.iter_mut().find(|one| one.path == source.path) {
            Some(one) => one.as_of = source.as_of.as_deref(),
            None => all.push(Given {
                path: &source.path,
                value: &source.value,
                may_be: Vec::new(),
                source: Some(&source.source),
                as_of: source.as_of.as_deref(),
                of_file: true,
            }),
        }
    }
    if all.is_empty() {
        return None;
    }
    let tried =
        |one: &Given<'_>| results.tried.iter().flat_map(|tried| &tried.trials).find(|trial| trial.path == one.path);
    let rank = |one: &Given<'_>| match tried(one) {
        Some(trial) if !trial.turns.is_empty() => 0,
        Some(_) => 1,
        None => 2 + usize::from(one.of_file),
    };
    all.sort_by(|a, b| rank(a).cmp(&rank(b)).then_with(|| a.path.cmp(b.path)));
    let words = |en: &str, zh: &str| Column::words(&say(lang, en.into(), zh.into()));
    let columns = vec![
        words("what", "是什么"),
        words("value", "取值"),
        words("may be", "也可能是"),
        words("does it matter", "是否要紧"),
        words("source", "来源"),
        words("as of", "日期"),
        words("where it stands", "位置"),
    ];
    let rows = all.iter().map(|one| {
        let source = match (one.source, one.of_file) {
            (Some(source), _) => either(source, lang).to_owned(),
            (None, true) => say(lang, "none is said".into(), "没有写".into()),
            (None, false) => say(lang, "never given: the template's".into(), "从未给出：模板的值".into()),
        };
        let known = named(view, one.path);
        vec![
            known.text(lang),
            value(view, &known, one.value),
            list(lang, &one.may_be.iter().map(|text| value(view, &known, text)).collect::<Vec<_>>()),
            matters(view, tried(one)),
            source,
            one.as_of.unwrap_or_default().to_owned(),
            one.path.to_owned(),
        ]
    });
    let table = Table { caption: String::new(), columns, rows: rows.collect(), fixed: 1 };
    let note = say(
        lang,
        "Values that say where they come from, and values that nobody measured; those that turn a verdict first. A value without a \
         source that the file simply gives is not here"
            .into(),
        "写明来源的数，以及没有实测的数；会改变结论的在前。文件直接给出而没有写来源的数不在此列".into(),
    );
    let heading = say(lang, "Assumptions, their sources, which of them matter".into(), "假定、来源与是否要紧".into());
    Some(Section { heading, blocks: vec![Block::Text(note), Block::Table(table)] })
}

fn of_assumed(one: &Assumed) -> Given<'_> {
    Given {
        path: &one.path,
        value: &one.value,
        may_be: one.ends.iter().map(String::as_str).collect(),
        source: one.source.as_deref(),
        as_of: None,
        of_file: one.given,
    }
}

/// What became of trying it at its ends.
fn matters(view: &View<'_>, trial: Option<&Trial>) -> String {
    let lang = view.lang;
    let Some(trial) = trial else { return say(lang, "not tried".into(), "没有试".into()) };
    let Some(turn) = trial.turns.first() else { return say(lang, "turns no verdict".into(), "不改变结论".into()) };
    let at = value(view, &named(view, &trial.path), turn.about.as_ref().unwrap_or(&turn.end));
    let n = trial.turns.len();
    let verdicts = if n == 1 { "verdict" } else { "verdicts" };
    say(lang, format!("turns {n} {verdicts}, at about {at}"), format!("改变 {n} 项结论，约在 {at} 处"))
}
