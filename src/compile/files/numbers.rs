//! Numbers as programs and people write them. A column is judged as a whole: one cell that can be read in one way only
//! (12,5) says how the others (1,234) are meant.

use crate::diagnostic::Text;
use crate::say;
use crate::scenario::text::sheet::{Cell, CellKind};

/// Words and signs for nothing at all, which spreadsheets and programs write in the place of an empty cell.
const NOTHING: [&str; 12] = ["-", "–", "—", "--", "——", "n/a", "#n/a", "na", "null", "none", "nil", "/"];
/// What may stand behind a number of contacts and says nothing more.
const COUNTERS: [&str; 14] =
    ["个", "人", "次", "通", "单", "件", "条", "笔", "人次", "calls", "call", "chats", "contacts", "tickets"];
/// Words for large numbers.
const LARGE: [(&str, f64); 3] = [("亿", 1e8), ("万", 1e4), ("千", 1e3)];

/// What a cell says, once it is known which mark stands before the fraction.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Number {
    /// Nothing stands there, or a sign for nothing.
    Nothing,
    /// A number.
    Of(f64),
}

/// How the numbers of a column are read, and how that is known.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct NumberStyle {
    /// Whether a comma stands before the fraction; else a point does.
    pub comma: bool,
    /// Whether some cell has a comma before its fraction, or marks between its thousands.
    pub marked: bool,
}

/// Two ways to read a column.
#[derive(Clone, Debug, PartialEq)]
pub struct NumberDoubt {
    /// Which of the cells, by position.
    pub at: usize,
    /// What it is if a comma stands before the fraction, and if a point does; neither where another cell contradicts it.
    pub readings: Option<(f64, f64)>,
    /// The cell that contradicts it, by position.
    pub against: Option<usize>,
}

/// Whether a cell says nothing.
pub fn is_nothing(text: &str) -> bool {
    text.is_empty() || NOTHING.contains(&text.to_lowercase().as_str())
}

/// How the cells of a column are read. `said`: whether a comma stands before the fraction, as the scenario says; `mark`: what stands between cells of the file.
pub fn style(cells: &[&Cell], said: Option<bool>, mark: Option<char>) -> Result<NumberStyle, NumberDoubt> {
    let mut shows: [Option<usize>; 2] = [None, None];
    let (mut open, mut pointed_open) = (None, false);
    let mut marked = false;
    for (at, cell) in cells.iter().enumerate().filter(|(_, cell)| cell.kind == CellKind::Text) {
        let [comma, point] = [true, false].map(|comma| of(&cell.text, comma));
        match (comma, point) {
            (Ok(Number::Of(comma)), Ok(Number::Of(point))) if comma != point => {
                let pointed = half_width(&cell.text).contains('.');
                // Where commas stand between cells, a point inside one is the doubt.
                if open.is_none() || pointed && !pointed_open {
                    (open, pointed_open) = (Some((at, comma, point)), pointed);
                }
            }
            (Ok(_), Err(_)) => _ = shows[0].get_or_insert(at),
            (Err(_), Ok(_)) => _ = shows[1].get_or_insert(at),
            _ => continue,
        }
        marked |= half_width(&cell.text).contains(',');
    }
    if let Some(comma) = said {
        return Ok(NumberStyle { comma, marked });
    }
    match (shows, open) {
        ([Some(at), Some(against)], _) => Err(NumberDoubt { at, readings: None, against: Some(against) }),
        ([Some(_), None], _) => Ok(NumberStyle { comma: true, marked }),
        // Where commas stand between cells, one inside a cell stands between thousands.
        ([None, Some(_)], _) | (_, None) => Ok(NumberStyle { comma: false, marked }),
        (_, Some(_)) if mark == Some(',') && !pointed_open => Ok(NumberStyle { comma: false, marked }),
        (_, Some((at, comma, point))) => Err(NumberDoubt { at, readings: Some((comma, point)), against: None }),
    }
}

/// What a cell says: a number, not negative, or nothing.
pub fn number(cell: &Cell, style: NumberStyle) -> Result<Number, Text> {
    if cell.kind == CellKind::Date || cell.kind == CellKind::Length {
        let text = &cell.text;
        return Err(say!("{text} is a date or time, not a number", "{text} 是日期或时间，不是数字"));
    }
    // What a workbook holds as a number has no marks of its own.
    of(&cell.text, style.comma && cell.kind == CellKind::Text)
}

/// Reads a text. `comma`: a comma stands before the fraction.
pub fn of(text: &str, comma: bool) -> Result<Number, Text> {
    let fault = || say!("\"{text}\" is not a number", "\"{text}\" 不是数字");
    if is_nothing(text) {
        return Ok(Number::Nothing);
    }
    let plain = half_width(text);
    if plain.ends_with('%') {
        return Err(say!("{text} is a share, not a number", "{text} 是比例，不是数量"));
    }
    let inside = plain.strip_prefix('(').and_then(|rest| rest.strip_suffix(')'));
    let (plain, negative) = match (inside, plain.strip_prefix(['-', '−'])) {
        (Some(inside), _) => (inside, true),
        (None, Some(rest)) => (rest, true),
        (None, None) => (plain.as_str(), false),
    };
    let plain = COUNTERS.iter().find_map(|word| plain.strip_suffix(word)).unwrap_or(plain).trim();
    let (plain, times) =
        LARGE.iter().find_map(|(word, times)| Some((plain.strip_suffix(word)?.trim(), *times))).unwrap_or((plain, 1.0));
    let value = unmarked(plain, comma).ok_or_else(fault)? * times;
    match value {
        x if negative && x > 0.0 => Err(say!("{text} is negative", "{text} 是负数")),
        x if x.is_finite() => Ok(Number::Of(x)),
        _ => Err(fault()),
    }
}

/// Digits and signs of East Asian width as the plain ones; typographic marks as those that keyboards have.
pub fn half_width(text: &str) -> String {
    let plain = |c: char| match c {
        '０'..='９'
        | '＋'
        | '－'
        | '．'
        | '，'
        | '％'
        | '（'
        | '）'
        | '：'
        | '／'
        | 'Ａ'..='Ｚ'
        | 'ａ'..='ｚ'
        | '～' => char::from_u32(c as u32 - 0xFEE0).unwrap_or(c),
        '\u{a0}' | '\u{202f}' | '\u{2009}' | '\u{3000}' => ' ',
        '’' | '＇' => '\'',
        other => other,
    };
    text.trim().chars().map(plain).collect()
}

/// A number without sign in which thousands may be marked: by the mark that does not stand before the fraction, by
/// spaces or by apostrophes, one kind in a number, and then in threes throughout.
fn unmarked(text: &str, comma: bool) -> Option<f64> {
    let (before, between) = if comma { (',', '.') } else { ('.', ',') };
    let (mantissa, exponent) = match text.find(['e', 'E']) {
        Some(at) => (&text[..at], Some(text[at + 1..].parse::<i32>().ok()?)),
        None => (text.strip_prefix('+').unwrap_or(text), None),
    };
    let (whole, fraction) = match mantissa.split_once(before) {
        Some((whole, fraction)) => (whole, Some(fraction)),
        None => (mantissa, None),
    };
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    if fraction.is_some_and(|part| !part.is_empty() && !digits(part))
        || whole.is_empty() && fraction.is_none_or(str::is_empty)
    {
        return None;
    }
    let mark = whole.chars().find(|c| !c.is_ascii_digit());
    let whole = match mark {
        None => whole.to_owned(),
        Some(mark) if mark == between || mark == ' ' || mark == '\'' => {
            let groups: Vec<&str> = whole.split(mark).collect();
            let first = (1..=3).contains(&groups[0].len()) && digits(groups[0]) && !groups[0].starts_with('0');
            let rest = groups[1..].iter().all(|group| group.len() == 3 && digits(group));
            if !first || !rest {
                return None;
            }
            groups.concat()
        }
        Some(_) => return None,
    };
    let number: f64 =
        format!("{}.{}", if whole.is_empty() { "0" } else { &whole }, fraction.unwrap_or("0")).parse().ok()?;
    exponent.map_or(Some(number), |power| format!("{number}e{power}").parse().ok())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::{Place, SourceMap};

    fn column(texts: &[&str], mark: Option<char>) -> Result<Vec<Option<f64>>, Result<NumberDoubt, Text>> {
        let place = Place::new(SourceMap::default().add("f", ""), 0..0);
        let cell = |text: &&str| Cell { text: (*text).to_owned(), place: place.clone(), kind: CellKind::Text };
        let cells: Vec<Cell> = texts.iter().map(cell).collect();
        let style = style(&cells.iter().collect::<Vec<_>>(), None, mark).map_err(Ok)?;
        let read = |cell: &Cell| match number(cell, style) {
            Ok(Number::Of(x)) => Ok(Some(x)),
            Ok(Number::Nothing) => Ok(None),
            Err(why) => Err(Err(why)),
        };
        cells.iter().map(read).collect()
    }

    #[test]
    fn numbers_as_people_and_programs_write_them() {
        for (text, truth) in [
            ("1,234", 1234.0),
            ("1234", 1234.0),
            ("12.5", 12.5),
            ("1,234,567.25", 1_234_567.25),
            ("1 234", 1234.0),
            ("1'234.5", 1234.5),
            ("1’234", 1234.0),
            ("１２３", 123.0),
            ("１，２３４", 1234.0),
            ("12万", 120_000.0),
            ("1.2 万", 12_000.0),
            ("1.2e3", 1200.0),
            ("1.2E+3", 1200.0),
            ("12人", 12.0),
            ("12 calls", 12.0),
            (".5", 0.5),
            ("5.", 5.0),
            ("0", 0.0),
            ("007", 7.0),
            ("+5", 5.0),
            ("-0", 0.0),
        ] {
            assert_eq!(of(text, false), Ok(Number::Of(truth)), "{text}");
        }
        for (text, truth) in
            [("12,5", 12.5), ("1.234,5", 1234.5), ("1 234,5", 1234.5), ("0,125", 0.125), ("1.234", 1234.0)]
        {
            assert_eq!(of(text, true), Ok(Number::Of(truth)), "{text}");
        }
        for text in ["", "-", "—", "N/A", "#N/A", "null"] {
            assert_eq!(of(text, false), Ok(Number::Nothing), "{text}");
        }
        for text in [
            "x",
            "-1",
            "(5)",
            "12%",
            "1e999",
            "nan",
            "inf",
            "1,23",
            "12,34,567",
            "1 23",
            "1,234 567",
            "0,123",
            ",",
            "1.2.3",
            "1e",
        ] {
            assert!(of(text, false).is_err(), "{text}");
        }
    }

    #[test]
    fn one_cell_settles_a_column() {
        assert_eq!(column(&["10", "12,5", "1,234"], Some(';')), Ok(vec![Some(10.0), Some(12.5), Some(1.234)]));
        assert_eq!(column(&["1,234", "12.5"], Some(';')), Ok(vec![Some(1234.0), Some(12.5)]));
        assert_eq!(column(&["1,234", "1,234,567", ""], None), Ok(vec![Some(1234.0), Some(1_234_567.0), None]));
        assert_eq!(column(&["1.234", "1.234.567"], Some('\t')), Ok(vec![Some(1234.0), Some(1_234_567.0)]));
        // A comma inside a cell of a file of commas is quoted: no program writes a fraction so.
        assert_eq!(column(&["1,234", "980"], Some(',')), Ok(vec![Some(1234.0), Some(980.0)]));
        for mark in [Some(','), Some(';')] {
            let doubt = NumberDoubt { at: 1, readings: Some((1250.0, 1.25)), against: None };
            assert_eq!(column(&["980", "1.250"], mark), Err(Ok(doubt)));
        }
        assert_eq!(column(&["12.5", "1.250"], Some(',')), Ok(vec![Some(12.5), Some(1.25)]));
        for mark in [Some(';'), Some('\t'), None] {
            let doubt = NumberDoubt { at: 1, readings: Some((1.234, 1234.0)), against: None };
            assert_eq!(column(&["980", "1,234"], mark), Err(Ok(doubt)));
        }
        let doubt = NumberDoubt { at: 0, readings: None, against: Some(1) };
        assert_eq!(column(&["12,5", "12.5"], Some(';')), Err(Ok(doubt)));
    }
}
