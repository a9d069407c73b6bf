//! What comes with the program: laws, calendars, public holidays, shapes of a day, platforms.

use super::{head, table};
use crate::model::Lang;
use crate::report::words::say;
use crate::scenario::shipped::{Shipped, Sort, shipped};
use std::fmt::Write as _;

fn of(sort: Sort) -> impl Iterator<Item = &'static Shipped> {
    shipped().iter().filter(move |one| one.sort == sort)
}

/// The page of laws.
pub fn laws(lang: Lang) -> String {
    let mut text = head(
        ["Laws of durations", "时长的分布"],
        "laws",
        [
            "Wherever a duration may vary a law (distribution) may stand; `mean = \"5 min\"` beside any of them is its mean, and `\"none\"` means never (of patience: waits for ever). How they are used: [Durations that vary](../concepts/laws.md).",
            "凡时长可以变化的地方都可以写分布；任何一个旁边都可写 `mean = \"5 min\"` 作它的均值；`\"none\"` 表示永不（耐心：一直等）。用法见[时长的分布](../concepts/laws.md)。",
        ],
        lang,
    );
    for law in of(Sort::Law) {
        one(law, "##", lang, &mut text);
    }
    text
}

/// The page of calendars, with public holidays and shapes of a day.
pub fn calendars(lang: Lang) -> String {
    let mut text = head(
        ["Shipped calendars", "自带日历"],
        "calendars",
        [
            "Promotions, public holidays and shapes of a day that a scenario may take by name. How they are used: [The calendar](../concepts/calendar.md).",
            "情景可以按名称取用的大促、节假日与时段分布。用法见[日历](../concepts/calendar.md)。",
        ],
        lang,
    );
    for sort in [Sort::Calendar, Sort::Event, Sort::Holidays, Sort::Profile] {
        let _ = write!(text, "\n## {}\n", sort.name().get(lang == Lang::Zh));
        of(sort).for_each(|thing| one(thing, "###", lang, &mut text));
    }
    text
}

/// The page of platforms.
pub fn platforms(lang: Lang) -> String {
    let mut text = head(
        ["Platforms", "平台"],
        "platforms",
        [
            "Which messages of customers each platform scores. Platforms change their rules every few months: look at the date, and write `[platform.NAME]` over one that has changed. How they are used: [Chats by the message](../concepts/messages.md).",
            "各平台考核哪些消息。平台规则每几个月就变：请看日期，变了就写 `[platform.名称]` 改掉。用法见[按消息模拟会话](../concepts/messages.md)。",
        ],
        lang,
    );
    for platform in of(Sort::Platform) {
        one(platform, "##", lang, &mut text);
    }
    text
}

/// The page of words of the trade that are no keys and no figures.
pub fn terms(lang: Lang) -> String {
    let mut text = head(
        ["Words of the trade", "行业用语"],
        "terms",
        [
            "Words that are no key of a scenario and no figure: what they are here, and where it is said. Figures have theirs under [Figures](figures.md); `peakstaff explain WORD` finds all of them.",
            "既不是情景文件的键、也不是指标的词：在这里是什么、写在哪里。指标的各种叫法见[指标](figures.md)；用 `peakstaff explain 词` 都能找到。",
        ],
        lang,
    );
    for term in of(Sort::Term) {
        one(term, "##", lang, &mut text);
    }
    text
}

fn one(thing: &Shipped, level: &str, lang: Lang, text: &mut String) {
    let zh = lang == Lang::Zh;
    let (key, name) = (&thing.key, thing.name.get(zh));
    let list = |words: &[String]| words.join(if zh { "、" } else { ", " });
    // Said once of all platforms, at the top of their page.
    let says = if thing.sort == Sort::Platform { "" } else { thing.says.get(zh) };
    let _ = write!(text, "\n<a id=\"{key}\"></a>\n\n{level} `{key}` · {name}\n\n");
    if !says.is_empty() {
        let _ = writeln!(text, "{says}\n");
    }
    if !thing.written.is_empty() {
        let _ = if thing.written.contains('\n') {
            writeln!(text, "```text\n{}\n```", thing.written)
        } else {
            writeln!(text, "`{}`", thing.written)
        };
    }
    if !thing.numbers.is_empty() {
        let columns = [("what", "项目"), ("number", "数值")].map(|(en, zh)| say(lang, en.into(), zh.into()));
        let rows: Vec<Vec<String>> = thing
            .numbers
            .iter()
            .map(|(what, number)| vec![what.get(zh).to_owned(), number.get(zh).to_owned()])
            .collect();
        *text += &table(&columns, &rows);
    }
    let named: Vec<String> = thing.also.iter().filter(|word| zh || word.is_ascii()).cloned().collect();
    if !named.is_empty() {
        let _ =
            writeln!(text, "\n{}", say(lang, format!("Also: {}.", list(&named)), format!("也叫：{}。", list(&named))));
    }
    if !thing.see.is_empty() {
        let see: Vec<String> = thing.see.iter().map(|word| format!("`{word}`")).collect();
        let _ = writeln!(text, "\n{}", say(lang, format!("See {}.", list(&see)), format!("另见 {}。", list(&see))));
    }
}
