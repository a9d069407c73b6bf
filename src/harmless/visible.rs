//! Characters that act instead of being seen.

use std::borrow::Cow;
use std::fmt::Write as _;

/// Acts on a terminal or on the text around it, or is there without being seen: all of Unicode's controls (Cc), formats
/// (Cf) and separators of lines and paragraphs (Zl, Zp), and fillers. Joiners where they join are none: see [`joins`].
fn acts(c: char) -> bool {
    c.is_control()
        || matches!(c,
            '\u{ad}' | '\u{600}'..='\u{605}' | '\u{61c}' | '\u{6dd}' | '\u{70f}' | '\u{890}' | '\u{891}' | '\u{8e2}'
            | '\u{115f}' | '\u{1160}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{3164}' | '\u{feff}' | '\u{ffa0}' | '\u{fff0}'..='\u{fffb}' | '\u{110bd}'
            | '\u{110cd}' | '\u{13430}'..='\u{1343f}' | '\u{1bca0}'..='\u{1bca3}' | '\u{1d173}'..='\u{1d17a}'
            | '\u{e0000}'..='\u{e0fff}')
}

/// Whether a character is a joiner after what it may join: a letter of a script that is written with them, or a picture
/// (`👩‍💼` is two with a joiner between). Anywhere else it makes two names of one without being seen.
fn joins(before: Option<char>, c: char) -> bool {
    matches!(c, '\u{200c}' | '\u{200d}')
        && before.is_some_and(|before| {
            matches!(before,
                '\u{600}'..='\u{109f}' | '\u{1780}'..='\u{17ff}' | '\u{2190}'..='\u{2bff}' | '\u{fe0f}'
                | '\u{1f000}'..='\u{1faff}')
                && !acts(before)
        })
}

/// Every character with whether it acts where it stands.
fn judged(text: &str) -> impl Iterator<Item = (char, bool)> {
    let mut before = None;
    text.chars().map(move |c| {
        let previous = before.replace(c);
        // Most text is of these.
        (c, !matches!(c, ' '..='~') && acts(c) && !joins(previous, c))
    })
}

/// The text in which what acts, but `kept`, is written otherwise, and so is what is `special`.
fn replaced(
    text: &str,
    kept: impl Fn(char) -> bool,
    special: impl Fn(char) -> bool,
    write: impl Fn(&mut String, char),
) -> Cow<'_, str> {
    let wanted = |(c, acts): (char, bool)| (acts && !kept(c)) || special(c);
    if !judged(text).any(wanted) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 16);
    for (c, acts) in judged(text) {
        if wanted((c, acts)) { write(&mut out, c) } else { out.push(c) }
    }
    Cow::Owned(out)
}

fn escaped(out: &mut String, c: char) {
    out.extend(c.escape_default());
}

const fn none(_: char) -> bool {
    false
}

/// One line of text in which whatever acts is shown as an escape: `\u{1b}`, `\n`.
pub fn visible(text: &str) -> Cow<'_, str> {
    replaced(text, none, none, escaped)
}

/// As [`visible`], with the ends of lines kept.
pub fn visible_lines(text: &str) -> Cow<'_, str> {
    replaced(text, |c| c == '\n', none, escaped)
}

/// As [`visible_lines`], with tabs kept and the two characters that end a line on Windows: an excerpt of what somebody
/// wrote. What begins at a byte of the text begins at [`shown_at`] that byte.
pub fn visible_source(text: &str) -> Cow<'_, str> {
    let returned = text.contains('\r').then(|| text.replace("\r\n", "\n"));
    match returned {
        Some(plain) => Cow::Owned(replaced(&plain, |c| matches!(c, '\n' | '\t'), none, escaped).into_owned()),
        None => replaced(text, |c| matches!(c, '\n' | '\t'), none, escaped),
    }
}

/// Where a byte of a text stands in [`visible_source`] of it. The byte begins a character.
pub fn shown_at(text: &str, at: usize) -> usize {
    let before = &text[..at];
    // Between the two characters of an end of line is at its beginning.
    let before = if text[at..].starts_with('\n') { before.strip_suffix('\r').unwrap_or(before) } else { before };
    visible_source(before).len()
}

/// Whether anything but ends of lines acts. What is plain neither acts nor joins, and most of a long text is: the rest is judged
/// stretch by stretch.
fn any_acts(text: &str) -> bool {
    let is_plain = |byte: &u8| matches!(byte, b' '..=b'~' | b'\n');
    let mut rest = text;
    loop {
        // Without a look at each byte whether it is the last one, many are looked at together.
        let all = |bytes: &&[u8]| bytes.iter().fold(true, |plain, byte| plain & is_plain(byte));
        let plain: usize = rest.as_bytes().chunks(64).take_while(all).map(<[u8]>::len).sum();
        let Some(from) = rest.as_bytes()[plain..].iter().position(|byte| !is_plain(byte)) else { return false };
        rest = &rest[plain + from..];
        let until = rest.as_bytes().iter().position(is_plain).unwrap_or(rest.len());
        if judged(&rest[..until]).any(|(_, acts)| acts) {
            return true;
        }
        rest = &rest[until..];
    }
}

/// JSON that means the same, in which whatever acts is written as an escape. A serialiser leaves nothing that acts
/// outside strings but the ends of lines.
pub fn json(text: &str) -> Cow<'_, str> {
    if !any_acts(text) {
        return Cow::Borrowed(text);
    }
    replaced(
        text,
        |c| c == '\n',
        none,
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
    const SPECIAL: &str = "&<>\"'`|";
    replaced(
        text,
        none,
        |c| SPECIAL.contains(c),
        |out, c| {
            if SPECIAL.contains(c) {
                let _ = write!(out, "&#{};", c as u32);
            } else {
                escaped(out, c);
            }
        },
    )
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
        assert_eq!(visible("sa\u{200d}les\u{200c}"), "sa\\u{200d}les\\u{200c}", "a joiner that joins nothing");
    }

    /// General categories Cc, Cf, Zl and Zp of Unicode 16.
    #[test]
    fn whatever_unicode_calls_a_control_or_a_format_acts() {
        let ranges: [(u32, u32); 25] = [
            (0, 0x1f),
            (0x7f, 0x9f),
            (0xad, 0xad),
            (0x600, 0x605),
            (0x61c, 0x61c),
            (0x6dd, 0x6dd),
            (0x70f, 0x70f),
            (0x890, 0x891),
            (0x8e2, 0x8e2),
            (0x180e, 0x180e),
            (0x200b, 0x200f),
            (0x2028, 0x2029),
            (0x202a, 0x202e),
            (0x2060, 0x2064),
            (0x2066, 0x206f),
            (0xfeff, 0xfeff),
            (0xfff9, 0xfffb),
            (0x110bd, 0x110bd),
            (0x110cd, 0x110cd),
            (0x13430, 0x1343f),
            (0x1bca0, 0x1bca3),
            (0x1d173, 0x1d17a),
            (0xe0001, 0xe0001),
            (0xe0020, 0xe007f),
            (0x200c, 0x200d),
        ];
        for c in ranges.iter().flat_map(|(from, until)| *from..=*until).filter_map(char::from_u32) {
            let text = format!("a{c}b");
            assert!(!visible(&text).contains(c), "{:x}", c as u32);
            assert_eq!(visible_source(&text).contains(c), matches!(c, '\n' | '\t'), "{:x}", c as u32);
        }
    }

    #[test]
    fn an_excerpt_says_where_its_characters_went() {
        let text = "a\u{9b}售\t\u{feff}b\r\nc\r";
        let shown = visible_source(text);
        assert_eq!(shown, "a\\u{9b}售\t\\u{feff}b\nc\\r");
        for (at, c) in text.char_indices().filter(|(_, c)| "a售\tbc\n".contains(*c)) {
            assert!(shown[shown_at(text, at)..].starts_with(c), "{c:?} at {at}");
        }
        assert_eq!((shown_at(text, 1), shown_at(text, text.len())), (1, shown.len()));
    }

    #[test]
    fn json_means_the_same() {
        for text in ["\u{1b}\u{7f}\u{9b}\u{202e}\u{e0041}\n\"\\", "售前"] {
            let written = serde_json::to_string_pretty(&[text]).unwrap();
            let safe = json(&written);
            assert!(!safe.contains(|c| acts(c) && c != '\n'), "{safe}");
            assert_eq!(serde_json::from_str::<Vec<String>>(&safe).unwrap(), [text]);
        }
        let plain = "{\n  \"售前\": \"👩\u{200d}💼 café\"\n}";
        assert!(matches!(json(plain), Cow::Borrowed(same) if same == plain));
        assert_eq!(json("[\"sa\u{200d}les\"]"), "[\"sa\\u200dles\"]", "a joiner that joins nothing");
    }

    #[test]
    fn nothing_is_taken_for_markup() {
        assert_eq!(markup("<script>|`&\u{202e}'"), "&#60;script&#62;&#124;&#96;&#38;\\u{202e}&#39;");
    }
}
