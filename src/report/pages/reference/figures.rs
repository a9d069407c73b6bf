//! Every figure: its key, its names, whom it is of, what it means.

use super::{head, table};
use crate::catalogue::{ANY_SCORE, KPIS, Kpi, SAVINGS, Unit, names_of};
use crate::model::Lang;
use crate::report::pages::explain::{subjects, unit, way};
use crate::report::words::say;
use std::fmt::Write as _;

/// The page of figures.
pub fn page(lang: Lang) -> String {
    let mut text = head(
        ["Figures", "指标"],
        "figures",
        [
            "A figure is asked for by any of its names, of a subject: `--kpi wait@contact:presale`. Percentiles are any (`wait_p80`), service levels at any limit that is counted (`service_level_60s`).",
            "指标用任何一个名称都能问，后面写对象：`--kpi 平均等待@contact:presale`。分位数可以是任意的（`wait_p80`），服务水平可以是任何统计了的时限（`service_level_60s`）。",
        ],
        lang,
    );
    let all = || KPIS.iter().chain(SAVINGS).chain([&ANY_SCORE]);
    for (en, zh, here) in GROUPS {
        let rows: Vec<Vec<String>> = all().filter(|kpi| group(kpi) == *here).map(|kpi| row(kpi, lang)).collect();
        let _ = write!(text, "\n## {}\n", say(lang, (*en).into(), (*zh).into()));
        text += &table(&columns(lang), &rows);
    }
    text
}

/// What a figure is about, in the order of the page.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Group {
    Customers,
    Tickets,
    People,
    Money,
    Else,
}

const GROUPS: &[(&str, &str, Group)] = &[
    ("Customers: chats and calls", "客户：会话与电话", Group::Customers),
    ("Tickets", "工单", Group::Tickets),
    ("People and teams", "人员与小组", Group::People),
    ("Money", "费用", Group::Money),
    ("Streams, policies, scores", "事件流、预案、评分", Group::Else),
];

fn group(kpi: &Kpi) -> Group {
    match kpi {
        _ if kpi.unit == Unit::Money || kpi.key.starts_with("cost") || SAVINGS.iter().any(|one| one.key == kpi.key) => {
            Group::Money
        }
        _ if kpi.of.live => Group::Customers,
        _ if kpi.of.tickets || kpi.of.outreach || kpi.of.steps => Group::Tickets,
        _ if kpi.of.teams => Group::People,
        _ => Group::Else,
    }
}

fn columns(lang: Lang) -> Vec<String> {
    let all = [("key", "键"), ("name", "名称"), ("unit", "单位"), ("of", "对象"), ("what it means", "含义")];
    all.into_iter().map(|(en, zh)| say(lang, en.into(), zh.into())).collect()
}

fn row(kpi: &'static Kpi, lang: Lang) -> Vec<String> {
    let zh = lang == Lang::Zh;
    let name = kpi.name(lang);
    let of_language = |name: &&str| name.chars().any(|c| c > '\u{2E80}') == zh;
    let also: Vec<&str> = names_of(kpi).into_iter().skip(3).filter(of_language).collect();
    let also = match also[..] {
        [] => String::new(),
        _ => say(lang, format!(" (also: {})", also.join(", ")), format!("（也叫：{}）", also.join("、"))),
    };
    let of: Vec<String> = subjects(kpi.key, kpi).into_iter().map(|word| format!("`{word}`")).collect();
    let unit = say(
        lang,
        format!("{}; {}", unit(kpi.unit, lang), way(kpi.better, lang)),
        format!("{}；{}", unit(kpi.unit, lang), way(kpi.better, lang)),
    );
    let definition = kpi.definition(lang).to_owned();
    vec![format!("`{}`", kpi.key), format!("{name}{also}"), unit, of.join(" "), definition]
}
