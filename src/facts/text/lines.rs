//! Lines of a scenario: keys with values, and comments in one language.

use crate::diagnostic::Text;
use crate::facts::readings::{shown, time_text};
use crate::facts::worked::Spread;

/// The text so far.
pub struct Lines {
    /// It.
    pub text: String,
    chinese: bool,
    /// What nobody said, and what is taken instead.
    pub defaults: Vec<Text>,
}

/// Columns that keys take, so that values stand below each other.
const KEYS: usize = 14;

impl Lines {
    /// Nothing yet; comments in Chinese or English.
    pub fn new(chinese: bool) -> Self {
        Self { text: String::new(), chinese, defaults: Vec::new() }
    }

    fn line(&mut self, line: &str) {
        self.text.push_str(line);
        self.text.push('\n');
    }

    /// A comment on a line of its own.
    pub fn comment(&mut self, text: &Text) {
        let line = harmless(text.get(self.chinese));
        self.line(&format!("# {line}"));
    }

    /// A heading over tables.
    pub fn heading(&mut self, text: &Text) {
        self.text.push('\n');
        let line = format!("---- {} ", harmless(text.get(self.chinese)));
        let rule = "-".repeat(100_usize.saturating_sub(line.chars().count()));
        self.line(&format!("# {line}{rule}"));
    }

    /// `[contact.presale]`, after an empty line.
    pub fn table(&mut self, name: &str) {
        self.line("");
        self.line(&format!("[{name}]"));
    }

    /// `key = value`.
    pub fn put(&mut self, key: &str, value: &str) {
        let space = " ".repeat(KEYS.saturating_sub(key.chars().count()));
        self.line(&format!("{key}{space} = {value}"));
    }

    /// The same with a comment behind it.
    pub fn noted(&mut self, key: &str, value: &str, note: &Text) {
        let note = harmless(note.get(self.chinese));
        self.put(key, &format!("{value}   # {note}"));
    }

    /// A value that nobody said, with the reason for it.
    pub fn default(&mut self, key: &str, value: &str, what: Text) {
        self.put(key, value);
        self.defaults.push(what);
    }
}

/// A text in which no line ends and nothing acts.
fn harmless(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect()
}

/// A text as TOML has it.
pub fn quoted(text: &str) -> String {
    format!("\"{}\"", harmless(text).replace('\\', "\\\\").replace('"', "\\\""))
}

/// A value with where it comes from.
pub fn sourced(value: &str, source: &str) -> String {
    format!("{{ value = {value}, source = {} }}", quoted(source))
}

/// A value of which the likely one and its ends are known.
pub fn spread(spread: Spread, write: impl Fn(f64) -> String, source: &str) -> String {
    if spread.is_exact() {
        return sourced(&write(spread.likely), source);
    }
    let [low, likely, high] = [spread.low, spread.likely, spread.high].map(write);
    format!("{{ low = {low}, likely = {likely}, high = {high}, source = {} }}", quoted(source))
}

/// A length of time.
pub fn time(seconds: f64) -> String {
    quoted(&time_text(seconds).en)
}

/// A number or a share.
pub fn plain(number: f64) -> String {
    shown(number)
}

/// A number with one decimal.
pub fn rounded(number: f64) -> String {
    shown((number * 10.0).round() / 10.0)
}

/// A number with two.
pub fn hundredths(number: f64) -> String {
    shown((number * 100.0).round() / 100.0)
}

/// A share with three.
pub fn share(number: f64) -> String {
    shown((number * 1000.0).round() / 1000.0)
}
