//! What assumptions are called: the path of a value in words, whose it is, and who can check it.

use crate::report::labels::View;
use crate::report::words::say;

/// A word of a path, or several: what it is called, and who can check the number.
struct Known {
    key: &'static str,
    en: &'static str,
    zh: &'static str,
    who_en: &'static str,
    who_zh: &'static str,
}

const fn known(key: &'static str, name: [&'static str; 2], who: [&'static str; 2]) -> Known {
    Known { key, en: name[0], zh: name[1], who_en: who[0], who_zh: who[1] }
}

const PLATFORM: [&str; 2] = ["the platform's back office", "平台后台数据"];
const LEADERS: [&str; 2] = ["team leaders, quality control", "客服主管、质检"];
const PEOPLE: [&str; 2] = ["personnel", "人事"];
const FINANCE: [&str; 2] = ["finance", "财务"];
const BOT: [&str; 2] = ["whoever runs the bot", "机器人运营"];

/// Words of paths.
const WORDS: &[Known] = &[
    known("arrivals", ["volume", "来量"], PLATFORM),
    known("volume", ["volume", "来量"], PLATFORM),
    known("demand", ["demand", "需求"], PLATFORM),
    known("patience", ["patience", "耐心"], PLATFORM),
    known("returns", ["who asks again", "再次进线"], PLATFORM),
    known("abandoned", ["who asks again after leaving", "放弃后再来"], PLATFORM),
    known("unresolved", ["who asks again unsolved", "未解决再来"], PLATFORM),
    known("effort", ["work a contact", "单次处理时间"], LEADERS),
    known("messages", ["messages a chat", "会话消息数"], PLATFORM),
    known("customer_pause", ["how long customers take to write", "客户回消息的间隔"], PLATFORM),
    known("resolved", ["solved at once", "一次解决率"], LEADERS),
    known("chats", ["chats at once", "同时接待数"], LEADERS),
    known("switching", ["slower by each open chat", "多开会话的减速"], LEADERS),
    known("off_desk", ["off the desk", "离席"], LEADERS),
    known("pause", ["pauses", "小休"], LEADERS),
    known("closed", ["who comes in closed hours", "非工作时间来的客户"], PLATFORM),
    known("absence", ["absence", "缺勤率"], PEOPLE),
    known("attrition", ["leavers", "离职率"], PEOPLE),
    known("hiring", ["time to hire", "招聘时间"], PEOPLE),
    known("pay", ["pay", "薪酬"], FINANCE),
    known("costs", ["prices", "价格"], FINANCE),
    known("sale", ["what customers buy", "成交"], FINANCE),
    known("sale.bot", ["what the bot sells beside a person", "机器人接待的成交折扣"], BOT),
    known(
        "on_failure.effort",
        ["work after the bot failed, times the usual", "机器人没接住后的处理时间（倍数）"],
        LEADERS,
    ),
    known("abandoned.returns", ["who asks again after leaving", "放弃后再来"], PLATFORM),
    known("unresolved.returns", ["who asks again unsolved", "未解决再来"], PLATFORM),
    known("bot", ["what the bot takes", "机器人接住的比例"], BOT),
    known("resolves", ["what the bot resolves", "机器人解决率"], BOT),
    known("contains", ["what the bot keeps", "机器人拦截率"], BOT),
    known("meets", ["what the bot answers first", "先由机器人接待的比例"], BOT),
    known("contained", ["contained by the bot", "机器人拦截率"], BOT),
    known("falsely_contained", ["falsely contained", "误拦截率"], BOT),
    known("targets", ["target", "目标"], LEADERS),
];

/// The words of a path that say most: the last that are known, of those the longest.
fn known_of(path: &str) -> Option<&'static Known> {
    let parts: Vec<&str> = path.split('.').collect();
    let ends_with = |end: usize| {
        let here = |word: &&Known| parts[..end].ends_with(&word.key.split('.').collect::<Vec<_>>());
        WORDS.iter().filter(here).max_by_key(|word| word.key.len())
    };
    (1..=parts.len()).rev().find_map(ends_with)
}

/// What a path is called, with whose it is: `patience (Pre-sale chat)`; `None`: it has no words.
pub fn in_words(view: &View<'_>, path: &str) -> Option<String> {
    let word = known_of(path)?;
    let of = whose(view, &path.split('.').collect::<Vec<_>>());
    let of = of.map_or_else(String::new, |of| say(view.lang, format!(" ({of})"), format!("（{of}）")));
    Some(say(view.lang, format!("{}{of}", word.en), format!("{}{of}", word.zh)))
}

/// The same before the path itself.
pub fn named(view: &View<'_>, path: &str) -> String {
    let path = path.to_owned();
    match in_words(view, &path) {
        Some(words) => say(view.lang, format!("{words}: {path}"), format!("{words}：{path}")),
        None => path,
    }
}

/// Who can check the number; `None`: it has no words.
pub fn who(view: &View<'_>, path: &str) -> Option<String> {
    known_of(path).map(|word| say(view.lang, word.who_en.into(), word.who_zh.into()))
}

/// The name of the type, team or design that a path is about.
fn whose(view: &View<'_>, parts: &[&str]) -> Option<String> {
    let after = |table: &str| parts.iter().rposition(|part| *part == table).and_then(|at| parts.get(at + 1));
    let names = |key: &str| {
        let models = view.arms().iter().map(|arm| &arm.model);
        let labels = models.flat_map(|model| {
            model
                .types
                .iter()
                .map(|kind| &kind.label)
                .chain(model.teams.iter().map(|team| &team.label))
                .chain([&model.design])
        });
        let mut labels = labels.filter(|label| label.key == key);
        labels.next().map(|label| label.in_lang(view.lang).to_owned())
    };
    ["contact", "team", "bot", "design"].iter().find_map(|table| names(after(table)?.trim_matches('"')))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_words_that_are_known_name_a_path() {
        let named = |path: &str| known_of(path).map(|word| word.zh);
        assert_eq!(named("contact.presale.patience.mean"), Some("耐心"));
        assert_eq!(named("defaults.chat.sale.bot"), Some("机器人接待的成交折扣"));
        assert_eq!(named("defaults.chat.sale.bot.value"), Some("机器人接待的成交折扣"));
        assert_eq!(named("defaults.bot.resolves"), Some("机器人解决率"));
        assert_eq!(named("lever.bot.bot.aftersale"), Some("机器人接住的比例"));
        assert_eq!(named("defaults.chat.unresolved.returns"), Some("未解决再来"));
        assert_eq!(named("interval"), None);
    }
}
