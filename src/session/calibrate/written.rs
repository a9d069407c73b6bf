//! The scenario with the inputs that were found: every other byte as it stands, a comment above each value that moved.

use crate::model::Lang;
use crate::report::words::say;
use crate::report::{Knowledge, Moved};
use std::ops::Range;

/// A value that moved.
#[derive(Clone, Debug)]
pub(super) struct Edit {
    /// Its path.
    pub path: String,
    /// As a value of TOML.
    pub value: String,
    /// What is exchanged where the old one stands, itself first, then its range; nothing: the file does not give it.
    pub at: Vec<(Range<usize>, String)>,
    /// What it may be, and where it comes from: what is written where the file does not give it.
    pub whole: String,
    /// What is said above it.
    pub comment: String,
}

/// What comments above values begin with, in both languages.
const BEGIN: [&str; 2] = ["calibrated: ", "已校准："];

/// Whether a calibration wrote this text.
pub fn is_calibrated(text: &str) -> bool {
    let comments = text.lines().filter_map(|line| line.trim_start().strip_prefix("# "));
    comments.into_iter().any(|comment| BEGIN.iter().any(|begin| comment.starts_with(begin)))
}

/// What is said above a value: `calibrated: 4.8 to 5.6 (95 %); was 6, 4 to 9`.
pub(super) fn comment(moved: &Moved, lang: Lang) -> String {
    let [en_begin, zh_begin] = BEGIN;
    let ([low, high], was, [least, most]) = (&moved.interval, &moved.was, &moved.range);
    let (en, zh) = if moved.knowledge == Knowledge::Open {
        (", not told by these facts alone", "，单凭这些实测定不下来")
    } else {
        ("", "")
    };
    say(
        lang,
        format!("{en_begin}{low} to {high} (95 %){en}; was {was}, {least} to {most}"),
        format!("{zh_begin}{low} 至 {high}（95 %）{zh}；原为 {was}，{least} 至 {most}"),
    )
}

/// The text with these values; `fits` says whether a text is still a scenario in which the path has the value. The paths of what
/// could not be written come with it.
pub(super) fn written(text: &str, edits: &[Edit], fits: &dyn Fn(&str, &Edit) -> bool) -> (String, Vec<String>) {
    let mut text = text.to_owned();
    let mut missed = Vec::new();
    // Exchanged parts, and comments at the head of a line.
    let mut parts: Vec<(Range<usize>, String)> = Vec::new();
    for edit in edits {
        let Some((at, _)) = edit.at.first() else { continue };
        let line = text[..at.start].rfind('\n').map_or(0, |end| end + 1);
        let indent: String = text[line..].chars().take_while(|c| [' ', '\t'].contains(c)).collect();
        parts.extend(edit.at.iter().cloned());
        parts.push((line..line, format!("{indent}# {}\n", edit.comment)));
    }
    // From the end, so that places before it stay.
    parts.sort_by_key(|(at, _)| std::cmp::Reverse(at.start));
    for (at, new) in parts {
        text.replace_range(at, &new);
    }
    for edit in edits.iter().filter(|edit| edit.at.is_empty()) {
        match candidates(&text, edit).into_iter().find(|new| fits(new, edit)) {
            Some(new) => text = new,
            None => missed.push(edit.path.clone()),
        }
    }
    (text, missed)
}

/// Where a value can stand that the file does not give: behind the header of one of its tables, the innermost first; in a table of
/// its own at the end.
fn candidates(text: &str, edit: &Edit) -> Vec<String> {
    let keys = keys(&edit.path);
    let mut all = Vec::new();
    for depth in (1..keys.len()).rev() {
        let Some(end) = header(text, &keys[..depth]) else { continue };
        let mut new = text.to_owned();
        let line = format!("# {}\n{} = {}\n", edit.comment, joined(&keys[depth..]), edit.whole);
        let line = if new[..end].ends_with('\n') { line } else { format!("\n{line}") };
        new.insert_str(end, &line);
        all.push(new);
    }
    for depth in (1..keys.len()).rev() {
        let end = if text.ends_with('\n') { "" } else { "\n" };
        let (table, key) = (joined(&keys[..depth]), joined(&keys[depth..]));
        all.push(format!("{text}{end}\n[{table}]\n# {}\n{key} = {}\n", edit.comment, edit.whole));
    }
    all
}

/// Where the line ends that opens this table; none where no line does.
fn header(text: &str, table: &[String]) -> Option<usize> {
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        at += line.len();
        let head = line.trim_start().strip_prefix('[').filter(|rest| !rest.starts_with('['));
        let name = head.and_then(|rest| rest.split_once(']')).map(|(name, _)| name);
        if name.is_some_and(|name| keys(name) == table) {
            return Some(at);
        }
    }
    None
}

/// The keys of a path; what stands in quotes is one.
fn keys(path: &str) -> Vec<String> {
    let (mut keys, mut quote) = (vec![String::new()], None);
    for c in path.chars() {
        match (quote, c) {
            (Some(open), c) if c == open => quote = None,
            (None, '"' | '\'') => quote = Some(c),
            (None, '.') => keys.push(String::new()),
            (None, c) if c.is_whitespace() => (),
            (_, c) => keys.last_mut().expect("there is a first").push(c),
        }
    }
    keys
}

/// Keys as TOML has them.
fn joined(keys: &[String]) -> String {
    let bare = |key: &String| key.chars().all(|c| c.is_ascii_alphanumeric() || c == '_' || c == '-');
    let one = |key: &String| if bare(key) && !key.is_empty() { key.clone() } else { format!("\"{key}\"") };
    keys.iter().map(one).collect::<Vec<_>>().join(".")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn edit(path: &str, value: &str, at: &[(Range<usize>, &str)]) -> Edit {
        let at = at.iter().map(|(at, new)| (at.clone(), (*new).to_owned())).collect();
        let whole = format!("{{ low = 1, likely = {value}, high = 9 }}");
        Edit { path: path.to_owned(), value: value.to_owned(), at, whole, comment: "calibrated: 2 to 4".to_owned() }
    }

    #[test]
    fn a_value_is_exchanged_where_it_stands() {
        let text = "a = 5 # one\n[t]\n  b = { low = 1, likely = 3, high = 9 } # why\nc = 3\n";
        let at = |digit: char| text.find(digit).unwrap()..text.find(digit).unwrap() + 1;
        let parts = [(at('3'), "3.4"), (at('1'), "2"), (at('9'), "4")];
        let (new, missed) = written(text, &[edit("t.b", "3.4", &parts)], &|_, _| true);
        assert_eq!(
            new,
            "a = 5 # one\n[t]\n  # calibrated: 2 to 4\n  b = { low = 2, likely = 3.4, high = 4 } # why\nc = 3\n"
        );
        assert!(missed.is_empty());
    }

    #[test]
    fn a_value_that_nobody_gave_goes_into_its_table_or_into_one_of_its_own() {
        let is_toml = |text: &str, _: &Edit| text.parse::<toml::Table>().is_ok();
        let one = [edit("defaults.chat.patience.exponential.mean", "3", &[])];
        let put = |text: &str| written(text, &one, &is_toml).0;
        let whole = "{ low = 1, likely = 3, high = 9 }";
        assert_eq!(
            put("[defaults.chat] # all\nx = 1\n"),
            format!("[defaults.chat] # all\n# calibrated: 2 to 4\npatience.exponential.mean = {whole}\nx = 1\n")
        );
        assert_eq!(
            put("[other]\nx = 1"),
            format!("[other]\nx = 1\n\n[defaults.chat.patience.exponential]\n# calibrated: 2 to 4\nmean = {whole}\n")
        );
        // What stands in braces cannot be opened from outside.
        let closed = "[defaults]\nchat = { x = 1 }\n";
        let (same, missed) = written(closed, &one, &is_toml);
        assert_eq!((&same[..], &missed[..]), (closed, &["defaults.chat.patience.exponential.mean".to_owned()][..]));
    }
}
