//! Cells of tables that spreadsheets open.

use super::visible;
use std::borrow::Cow;

/// Begins a formula in Excel, WPS or LibreOffice, or would once its first character is dropped.
fn begins_a_formula(text: &str) -> bool {
    text.trim_start_matches(' ').starts_with(['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠'])
}

/// A number as this program writes one: `-0.5`, `-1e-7`. `+1` is none: it is what a user typed.
fn is_a_number(text: &str) -> bool {
    text.bytes().all(|b| b.is_ascii_digit() || b".-+eE".contains(&b))
        && !text.starts_with('+')
        && text.parse::<f64>().is_ok()
}

/// A cell that a spreadsheet shows as it is: text that would be run as a formula gets an apostrophe before it, numbers
/// stay numbers, and what acts without being seen is shown.
pub fn cell(text: &str) -> Cow<'_, str> {
    if is_a_number(text) {
        return Cow::Borrowed(text);
    }
    let shown = visible(text);
    if begins_a_formula(text) { Cow::Owned(format!("'{shown}")) } else { shown }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_never_a_formula_and_numbers_stay_numbers() {
        for (text, wanted) in [
            ("=HYPERLINK(\"http://evil\")", "'=HYPERLINK(\"http://evil\")"),
            ("+1", "'+1"),
            ("-1+2", "'-1+2"),
            ("-", "'-"),
            ("@sum", "'@sum"),
            ("\t=1", "'\\t=1"),
            ("\r=1", "'\\r=1"),
            (" =1", "' =1"),
            ("＝1", "'＝1"),
            ("-inf", "'-inf"),
            ("-0.5", "-0.5"),
            ("-1e-7", "-1e-7"),
            ("12", "12"),
            ("", ""),
            ("contact:presale", "contact:presale"),
            ("售前 a=b", "售前 a=b"),
            ("a\nb", "a\\nb"),
        ] {
            assert_eq!(cell(text), wanted);
        }
    }
}
