//! Every list of words by which files are understood, as `explain files` and the reference show them.

use super::answered::{LOST, STATE};
use super::roster_words::{self, ABSENT, BREAKS, OFF, PRESENT};
use super::units::Unit;
use super::words::{APART, OUTBOUND, ROLES, Role, SUMS, TAKEN, WHOLE};
use crate::diagnostic::Text;

/// A list of words by which files are understood.
#[derive(Clone, Debug)]
pub struct WordList {
    /// What the scenario calls it in `columns = { … }` or `unit = …`; none: it says nothing of it.
    pub key: Option<&'static str>,
    /// What the words are for.
    pub name: Text,
    /// Any of them, in any case.
    pub words: Vec<&'static str>,
}

/// Every list of words.
pub fn lists() -> Vec<WordList> {
    let text = |en: &str, zh: &str| Text { en: en.to_owned(), zh: zh.to_owned() };
    let role = |role: &&Role| {
        let more = match role.words {
            words if words == TAKEN.words => {
                text("number, only where `columns` says so", "数量（须由 `columns` 写明）")
            }
            _ => text(role.en, role.zh),
        };
        WordList { key: Some(role.key), name: more, words: role.words().collect() }
    };
    let unit = |unit: &'static str| {
        let found = Unit::of(unit).expect("each is a unit");
        let [en, zh] = found.called();
        WordList { key: Some(unit), name: text(en, zh), words: found.words().to_vec() }
    };
    let mut all: Vec<WordList> = ROLES.iter().chain(&roster_words::ROLES).map(role).collect();
    all.push(WordList {
        key: Some(APART.key),
        name: text("kinds of contacts, asked about where several stand there", "咨询的种类（有几种时会问）"),
        words: APART.words().collect(),
    });
    for (name, words) in [
        (text("whether a contact of a log was answered", "明细里的咨询是否有人接"), STATE.words),
        (text("states of contacts that nobody answered", "没有人接的状态"), LOST),
    ] {
        all.push(WordList { key: None, name, words: words.split_whitespace().collect() });
    }
    all.push(WordList {
        key: None,
        name: text("contacts that the shop begins, asked about", "店铺打出的（会问）"),
        words: OUTBOUND.to_vec(),
    });
    all.push(WordList {
        key: Some(WHOLE.key),
        name: text(
            "length of a contact in a log, only where `columns` says so",
            "明细里咨询的时长（须由 `columns` 写明）",
        ),
        words: WHOLE.words().collect(),
    });
    all.extend(Unit::WRITTEN.into_iter().map(unit));
    all.push(WordList {
        key: None, name: text("rows of sums and means", "合计与平均的行"), words: SUMS.to_vec()
    });
    for (key, en, zh, words) in [
        ("off", "a day off in a roster", "排班表里的休息", OFF),
        ("off", "a row of a roster's list that is no shift, by its status", "排班清单里按状态不算上班的行", ABSENT),
        ("on", "a row that is one", "按状态算上班的行", PRESENT),
        ("break", "a row that is a break in a shift", "按状态是班中休息的行", BREAKS),
    ] {
        all.push(WordList { key: Some(key), name: text(en, zh), words: words.split('|').collect() });
    }
    all
}
