//! Characters that act instead of being seen.

use std::borrow::Cow;
use std::fmt::Write as _;

/// Acts on a terminal or on the text around it, or is there without being seen: controls, marks of direction, separators
/// of lines, tags, fillers. Joiners of emoji and of Indic scripts are none.
fn acts(c: char) -> bool {
    c.is_control()
        || matches!(c,
            '\u{ad}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{180e}' | '\u{200b}' | '\u{200e}' | '\u{200f}'
            | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{3164}' | '\u{feff}' | '\u{ffa0}'
            | '\u{fff0}'..='\u{fffb}' | '\u{e0000}'..='\u{e0fff}')
}

fn replaced(text: &str, acts: impl Fn(char) -> bool, write: impl Fn(&mut String, char)) -> Cow<'_, str> {
    if !text.contains(&acts) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 16);
    for c in text.chars() {
        if acts(c) { write(&mut out, c) } else { out.push(c) }
    }
    Cow::Owned(out)
}

/// One line of text in which whatever acts is shown as an escape: `\u{1b}`, `\n`.
pub fn visible(text: &str) -> Cow<'_, str> {
    replaced(text, acts, |out, c| out.extend(c.escape_default()))
}

/// As [`visible`], with the ends of lines kept.
pub fn visible_lines(text: &str) -> Cow<'_, str> {
    replaced(text, |c| acts(c) && c != '\n', |out, c| out.extend(c.escape_default()))
}

/// JSON that means the same, in which whatever acts is written as an escape. A serialiser leaves nothing that acts
/// outside strings but the ends of lines.
pub fn json(text: &str) -> Cow<'_, str> {
    replaced(
        text,
        |c| acts(c) && c != '\n',
        |out, c| {
            let mut units = [0; 2];
            for unit in c.encode_utf16(&mut units) {
                let _ = write!(out, "\\u{unit:04x}");
            }
        },
    )
}

/// One line of text within Markdown, HTML or XML: what acts is shown, and nothing is taken for markup or for the end of
/// a cell.
pub fn markup(text: &str) -> Cow<'_, str> {
    let special = |c: char| acts(c) || "&<>\"'`|".contains(c);
    replaced(text, special, |out, c| match c {
        '&' | '<' | '>' | '"' | '\'' | '`' | '|' => {
            let _ = write!(out, "&#{};", c as u32);
        }
        c => out.extend(c.escape_default()),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_acts_is_shown_and_the_rest_is_left() {
        let hostile = "\u{1b}[2J\u{7}\r\u{202e}a\u{9b}1m\u{200b}\n";
        assert_eq!(visible(hostile), "\\u{1b}[2J\\u{7}\\r\\u{202e}a\\u{9b}1m\\u{200b}\\n");
        assert_eq!(visible_lines("a\n\u{1b}b\n"), "a\n\\u{1b}b\n");
        for plain in ["售前咨询（夜间）| Pre-sale ± 0.5 %", "👩‍💼 café", "="] {
            assert!(matches!(visible(plain), Cow::Borrowed(same) if same == plain), "{plain}");
        }
    }

    #[test]
    fn json_means_the_same() {
        for text in ["\u{1b}\u{7f}\u{9b}\u{202e}\u{e0041}\n\"\\", "售前"] {
            let written = serde_json::to_string_pretty(&[text]).unwrap();
            let safe = json(&written);
            assert!(!safe.contains(|c| acts(c) && c != '\n'), "{safe}");
            assert_eq!(serde_json::from_str::<Vec<String>>(&safe).unwrap(), [text]);
        }
    }

    #[test]
    fn nothing_is_taken_for_markup() {
        assert_eq!(markup("<script>|`&\u{202e}'"), "&#60;script&#62;&#124;&#96;&#38;\\u{202e}&#39;");
    }
}
