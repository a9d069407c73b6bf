//! Whose the rows of a roster are: by name, and where one name has several numbers, by both.

use super::roster_words::NUMBER;
use super::words::{self};
use crate::model::Said;
use std::collections::{BTreeMap, BTreeSet};

/// Words over numbers of people that may as well be numbers of rows.
const EITHER: [&str; 2] = ["id", "编号"];

/// What somebody is called by every row. `rows`: name and number of each; `word`: what stands over the numbers, where a row is
/// no person of its own and they may be numbers of rows.
pub fn called<'a>(rows: &[(&'a str, &'a str)], word: Option<&str>) -> Vec<String> {
    let mut of: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    let mut seen = BTreeSet::new();
    let mut again = false;
    // Spreadsheets drop noughts.
    let plain = |number: &'a str| number.trim_start_matches('0');
    for (name, number) in rows.iter().filter(|(_, number)| !number.is_empty()) {
        of.entry(name).or_default().insert(plain(number));
        again |= !seen.insert(plain(number));
    }
    let sure = word.is_none_or(|word| !EITHER.contains(&words::plain(word).as_str()));
    let several = |name: &str| (sure || again) && of.get(name).is_some_and(|numbers| numbers.len() > 1);
    let call = |(name, number): &(&str, &str)| {
        if several(name) && !number.is_empty() { format!("{name} ({number})") } else { (*name).to_owned() }
    };
    rows.iter().map(call).collect()
}

/// The first name that is a list of others: `Ann, Bob` beside `Ann`, or with 、 between.
pub fn several(names: &[String]) -> Option<usize> {
    let whole: BTreeSet<&str> = names.iter().map(String::as_str).collect();
    let alone = |part: &str| whole.contains(part.trim());
    let marks = [',', '，', '/', ';', '；', '+', '&'];
    names.iter().position(|name| name.contains('、') || name.contains(marks) && name.split(marks).any(alone))
}

/// Tells that people of one name are told apart. `all`: as they are called, and their own names.
pub fn told_apart<'a>(all: impl Iterator<Item = (&'a str, &'a str)>) -> Option<Said> {
    let apart: BTreeSet<&str> = all.filter(|(called, name)| called != name).map(|(called, _)| called).collect();
    let list: Vec<&str> = apart.into_iter().collect();
    let (en, zh) = (list.join(", "), list.join("、"));
    (!list.is_empty()).then(|| Said {
        en: format!("people of one name, told apart by their numbers: {en}"),
        zh: format!("同名的人按{}区分：{zh}", NUMBER.zh),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_people_of_one_name_have_two_numbers() {
        let rows = [("李娜", "1007"), ("李娜", "1012"), ("王芳", "1003"), ("李娜", "1007")];
        assert_eq!(called(&rows, Some("工号")), ["李娜 (1007)", "李娜 (1012)", "王芳", "李娜 (1007)"]);
        assert_eq!(called(&rows, Some("ID")), ["李娜 (1007)", "李娜 (1012)", "王芳", "李娜 (1007)"]);
        // Numbers of rows.
        assert_eq!(called(&rows[..3], Some("ID")), ["李娜", "李娜", "王芳"]);
        assert_eq!(called(&rows[..3], None), ["李娜 (1007)", "李娜 (1012)", "王芳"]);
        assert_eq!(called(&[("李娜", ""), ("李娜", "")], Some("工号")), ["李娜", "李娜"]);
        assert_eq!(called(&[("李娜", "007"), ("李娜", "7")], Some("工号")), ["李娜", "李娜"]);
        let names = |all: &[&str]| all.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>();
        assert_eq!(several(&names(&["Cat", "Ann, Bob", "Ann"])), Some(1));
        assert_eq!(several(&names(&["甲、乙"])), Some(0));
        assert_eq!(several(&names(&["Lee, Ann", "Day, Ann"])), None);
    }
}
