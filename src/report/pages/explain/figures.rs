//! The catalogues in both languages: what each number means, and each code of a message.

use crate::catalogue::{ANY_SCORE, Better, KPIS, Kpi, KpiId, SAVINGS, Unit, find, under_key};
use crate::diagnostic::{Code, Text};
use crate::model::Lang;
use crate::report::page::{Block, Report, Section};
use crate::report::words::{Words, say};

/// Explains one KPI, under the key that was asked for, or all of them; after all, the codes of messages are named.
pub fn explain(only: Option<(&str, &'static Kpi)>, lang: Lang) -> Report {
    let all = || KPIS.iter().chain(SAVINGS).chain([&ANY_SCORE]).map(|kpi| (kpi.key, kpi)).collect();
    let kpis = only.map_or_else(all, |one| vec![one]);
    let mut sections: Vec<Section> = kpis.into_iter().map(|(key, kpi)| of(key, kpi, lang)).collect();
    if only.is_none() {
        sections.push(codes(lang));
    }
    let next = match only {
        Some(_) => String::new(),
        None => format!("{} peakstaff explain service_level", Words::of(lang).next),
    };
    Report { title: String::new(), sections, next }
}

/// The codes of messages, and what each says.
fn codes(lang: Lang) -> Section {
    let row = |code: &Code| (format!("  {}", code.word()), code.explained().title.get(lang == Lang::Zh).to_owned());
    let heading = say(lang, "codes of messages".into(), "消息代码".into());
    Section { heading, blocks: vec![Block::Named(Code::ALL.iter().map(row).collect())] }
}

/// Explains one code: what was found, why, lines that cause it and lines that mend it.
pub fn explain_code(code: Code, lang: Lang) -> Report {
    let row = code.explained();
    let text = |text: &Text| Block::Text(text.get(lang == Lang::Zh).to_owned());
    let said = |en: String, zh: String| [String::new(), say(lang, en, zh)].map(Block::Text);
    let causes = match &row.file {
        Some(file) => {
            let command = &row.command;
            said(
                format!("These lines of {file} cause it; `{command}` shows it:"),
                format!("{file} 里这样写就会出现；`{command}` 可以看到："),
            )
        }
        None => said("This causes it:".into(), "这样就会出现：".into()),
    };
    let mends = said("This in their place mends it:".into(), "改成这样就好：".into());
    let mut blocks = vec![text(&row.title), text(&row.why)];
    blocks.extend(causes);
    blocks.push(Block::Lines(row.wrong.clone()));
    blocks.extend(mends);
    blocks.push(Block::Lines(row.right.clone()));
    let sections = vec![Section { heading: code.word().to_owned(), blocks }];
    Report { title: String::new(), sections, next: String::new() }
}

fn of(key: &str, kpi: &'static Kpi, lang: Lang) -> Section {
    let better = way(kpi.better, lang);
    let subjects = subjects(key, kpi);
    let [name, definition] = under_key(key, kpi, lang);
    let rows = vec![
        (format!("  {name}"), definition.into_owned()),
        ("  ".to_owned(), format!("{} · {better} · {}", unit(kpi.unit, lang), subjects.join(", "))),
    ];
    Section { heading: key.to_owned(), blocks: vec![Block::Named(rows)] }
}

/// Whom a figure may be of.
pub fn subjects(key: &str, kpi: &'static Kpi) -> Vec<&'static str> {
    let of = kpi.of;
    let at_limit = matches!(find(key), Some(KpiId::Within { .. }));
    let given = [
        (of.all, "all"),
        (of.live || of.tickets, "contact:NAME"),
        (of.streams, "stream:NAME"),
        (of.teams || at_limit, "team:NAME"),
        (of.types_at_teams || at_limit, "contact:NAME@team:NAME"),
        (of.policies, "policy:NAME"),
    ];
    given.into_iter().filter_map(|(given, word)| given.then_some(word)).collect()
}

/// Which way is better, in words.
pub fn way(better: Better, lang: Lang) -> String {
    let (en, zh) = match better {
        Better::Higher => ("higher is better", "越高越好"),
        Better::Lower => ("lower is better", "越低越好"),
        Better::Neither => ("neither way is better as such", "无优劣"),
    };
    say(lang, en.into(), zh.into())
}

/// A unit in words.
pub fn unit(unit: Unit, lang: Lang) -> String {
    let chinese = match unit {
        Unit::Contacts => "咨询数",
        Unit::Orders => "订单数",
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
    fn every_kpi_and_code_is_explained_in_both_languages() {
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
        for code in Code::ALL {
            let row = code.explained();
            for (text, page, lang) in [(&row.title.en, &english, Lang::En), (&row.title.zh, &chinese, Lang::Zh)] {
                assert!(page.contains(&squeeze(text)), "{}: {text}", code.word());
                let alone = render(&explain_code(*code, lang));
                assert!(row.wrong.lines().chain(row.right.lines()).all(|line| alone.contains(line)), "{alone}");
            }
        }
        assert!(!english.chars().any(|c| c > '\u{2E80}'), "one language at a time");
    }
}
