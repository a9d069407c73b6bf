//! The catalogue in both languages: what each number means.

use super::words::Words;
use super::{Block, Report, Section};
use crate::experiment::SAVINGS;
use crate::measure::{Better, KPIS, Kpi};
use crate::model::Lang;

/// Explains one KPI, or all of them.
pub fn explain(only: Option<Kpi>, lang: Lang) -> Report {
    let kpis = only.map_or_else(|| KPIS.iter().chain(SAVINGS).copied().collect(), |kpi| vec![kpi]);
    let sections = kpis.into_iter().map(|kpi| of(&kpi)).collect();
    let next = match only {
        Some(_) => String::new(),
        None => format!("{} peakstaff explain service_level", Words::of(lang).next),
    };
    Report { title: String::new(), sections, next }
}

fn of(kpi: &Kpi) -> Section {
    let better = match kpi.better {
        Better::Higher => "higher is better · 越高越好",
        Better::Lower => "lower is better · 越低越好",
        Better::Neither => "neither way is better as such · 无优劣",
    };
    let of = kpi.of;
    let subjects: Vec<&str> = [
        (of.all, "all"),
        (of.live || of.tickets, "contact:NAME"),
        (of.streams, "stream:NAME"),
        (of.teams, "team:NAME"),
        (of.pairs, "contact:NAME@team:NAME"),
    ]
    .into_iter()
    .filter_map(|(given, word)| given.then_some(word))
    .collect();
    let rows = [
        (kpi.en, kpi.definition_en.to_owned()),
        (kpi.zh, kpi.definition_zh.to_owned()),
        ("", format!("{} · {better} · {}", kpi.unit.word(), subjects.join(", "))),
    ];
    let rows = rows.into_iter().map(|(name, text)| (format!("  {name}"), text)).collect();
    Section { heading: kpi.key.to_owned(), blocks: vec![Block::Named(rows)] }
}

#[cfg(test)]
mod tests {
    use super::super::text::render;
    use super::*;

    #[test]
    fn every_kpi_is_explained_in_both_languages() {
        let all: String = render(&explain(None, Lang::En)).split_whitespace().collect();
        let squeeze = |text: &str| text.split_whitespace().collect::<String>();
        for kpi in KPIS.iter().chain(SAVINGS) {
            for text in [kpi.key, kpi.en, kpi.zh, kpi.definition_en, kpi.definition_zh] {
                assert!(all.contains(&squeeze(text)), "{}: {text}", kpi.key);
            }
        }
    }
}
