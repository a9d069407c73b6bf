//! The catalogue in both languages: what each number means.

use crate::experiment::SAVINGS;
use crate::measure::{ANY_SCORE, Better, KPIS, Kpi, Unit};
use crate::model::Lang;
use crate::report::words::{Words, say};
use crate::report::{Block, Report, Section};

/// Explains one KPI, or all of them.
pub fn explain(only: Option<Kpi>, lang: Lang) -> Report {
    let kpis = only.map_or_else(|| KPIS.iter().chain(SAVINGS).chain([&ANY_SCORE]).copied().collect(), |kpi| vec![kpi]);
    let sections = kpis.into_iter().map(|kpi| of(&kpi, lang)).collect();
    let next = match only {
        Some(_) => String::new(),
        None => format!("{} peakstaff explain service_level", Words::of(lang).next),
    };
    Report { title: String::new(), sections, next }
}

fn of(kpi: &Kpi, lang: Lang) -> Section {
    let better = match kpi.better {
        Better::Higher => ("higher is better", "越高越好"),
        Better::Lower => ("lower is better", "越低越好"),
        Better::Neither => ("neither way is better as such", "无优劣"),
    };
    let better = say(lang, better.0.into(), better.1.into());
    let of = kpi.of;
    let subjects: Vec<&str> = [
        (of.all, "all"),
        (of.live || of.tickets, "contact:NAME"),
        (of.streams, "stream:NAME"),
        (of.teams, "team:NAME"),
        (of.pairs, "contact:NAME@team:NAME"),
        (of.policies, "policy:NAME"),
    ]
    .into_iter()
    .filter_map(|(given, word)| given.then_some(word))
    .collect();
    let rows = vec![
        (format!("  {}", kpi.name(lang)), kpi.definition(lang).to_owned()),
        ("  ".to_owned(), format!("{} · {better} · {}", unit(kpi.unit, lang), subjects.join(", "))),
    ];
    Section { heading: kpi.key.to_owned(), blocks: vec![Block::Named(rows)] }
}

fn unit(unit: Unit, lang: Lang) -> String {
    let chinese = match unit {
        Unit::Contacts => "咨询数",
        Unit::PerDay => "每天",
        Unit::Share => "比例",
        Unit::Seconds => "秒",
        Unit::Number => "数量",
        Unit::Money => "货币",
        Unit::PerAgentDay => "每人天",
        Unit::Hours => "小时",
        Unit::Months => "个月",
        Unit::People => "人",
        Unit::Times => "次",
    };
    say(lang, unit.word().into(), chinese.into())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::formats::text::render;

    #[test]
    fn every_kpi_is_explained_in_both_languages() {
        let squeeze = |text: &str| text.split_whitespace().collect::<String>();
        let [english, chinese] = [Lang::En, Lang::Zh].map(|lang| squeeze(&render(&explain(None, lang))));
        for kpi in KPIS.iter().chain(SAVINGS).chain([&ANY_SCORE]) {
            for text in [kpi.key, kpi.en, kpi.definition_en] {
                assert!(english.contains(&squeeze(text)), "{}: {text}", kpi.key);
            }
            for text in [kpi.key, kpi.zh, kpi.definition_zh] {
                assert!(chinese.contains(&squeeze(text)), "{}: {text}", kpi.key);
            }
        }
        assert!(!english.chars().any(|c| c > '\u{2E80}'), "one language at a time");
    }
}
