//! Names of files made of names that somebody wrote.

use super::visible;
use std::collections::BTreeSet;

/// Most bytes of a name: far below what file systems take (143 with some kinds of encryption), with room for what is
/// written before and after it.
const MOST: usize = 100;

/// Names that Windows keeps for devices, whatever follows after a dot.
const RESERVED: [&str; 6] = ["CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$"];

/// A mark on the letter before it: the same letter may be written as one character, and some systems take them as one name.
fn is_a_mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{1ab0}'..='\u{1aff}' | '\u{1dc0}'..='\u{1dff}' | '\u{20d0}'..='\u{20ff}'
        | '\u{3099}' | '\u{309a}' | '\u{fe20}'..='\u{fe2f}')
}

/// Whether Windows takes the name for a device.
fn is_reserved(name: &str) -> bool {
    let stem = name.split('.').next().unwrap_or_default().trim_end().to_uppercase();
    let numbered = |port: &str| {
        let mut rest = stem.strip_prefix(port).unwrap_or_default().chars();
        matches!((rest.next(), rest.next()), (Some('0'..='9' | '¹' | '²' | '³'), None))
    };
    RESERVED.contains(&&stem[..]) || numbered("COM") || numbered("LPT")
}

/// One part of a path, safe on every system and at most a hundred bytes long, as near to the text as it can be.
/// Different texts may give one name: [`FileNames`] keeps them apart.
pub fn file_name(text: &str) -> String {
    let mut name = String::new();
    for c in text.chars() {
        let mut utf8 = [0; 4];
        let seen = visible(c.encode_utf8(&mut utf8)) == *c.encode_utf8(&mut [0; 4]);
        let plain = seen && !is_a_mark(c) && !"/\\:*?\"<>|$`".contains(c) && (!c.is_whitespace() || c == ' ');
        let c = if plain { c } else { '-' };
        if (c == '.' || !plain) && name.ends_with(c) {
            continue;
        }
        if name.len() + c.len_utf8() > MOST {
            break;
        }
        name.push(c);
    }
    // A leading dot hides a file, a leading hyphen makes an option of it; Windows drops dots and spaces at the end.
    let name = name.trim_start_matches(['.', ' ', '-', '~']).trim_end_matches(['.', ' ']);
    if name.is_empty() || is_reserved(name) { format!("_{name}") } else { name.to_owned() }
}

/// Names of files in one folder, each given once, on systems too that take `Shop` and `shop` as one.
#[derive(Debug, Default)]
pub struct FileNames(BTreeSet<String>);

impl FileNames {
    /// A name for `text` that was not given before: `grown`, then `grown-2`.
    pub fn unique(&mut self, text: &str) -> String {
        let name = file_name(text);
        let numbered = (2_u64..).map(|n| format!("{name}-{n}"));
        let free = std::iter::once(name.clone()).chain(numbered).find(|name| self.0.insert(name.to_lowercase()));
        free.expect("numbers do not end")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_harmless_stays_and_the_rest_is_made_so() {
        let long = "售前".repeat(100);
        for (text, wanted) in [
            ("average_day-contact:presale", "average_day-contact-presale"),
            ("双十一（大促）, v1.2", "双十一（大促）, v1.2"),
            ("/../../../../../pwned", "pwned"),
            ("average_day-/../../pwned", "average_day-.-.-pwned"),
            ("..\\..\\a", "a"),
            ("C:\\a", "C-a"),
            ("..", "_"),
            ("", "_"),
            (".hidden", "hidden"),
            ("-rf", "rf"),
            ("~root", "root"),
            ("a. . ", "a"),
            ("a\0b\u{1b}[2Jc\nd", "a-b-[2Jc-d"),
            ("\u{202e}gpj.exe", "gpj.exe"),
            ("CON", "_CON"),
            ("nul.txt", "_nul.txt"),
            ("com1", "_com1"),
            ("COM10", "COM10"),
            ("LPT¹", "_LPT¹"),
            ("console", "console"),
            ("e\u{301}t\u{e9}", "e-t\u{e9}"),
            (&long, &"售前".repeat(100)[..99]),
        ] {
            assert_eq!(file_name(text), wanted, "{text:?}");
        }
    }

    #[test]
    fn any_character_gives_one_part_of_a_path() {
        // All of the first planes; the rest is unassigned, private or tags.
        for c in (0..0x20000_u32).chain(0xe0000..0xe0200).filter_map(char::from_u32) {
            for text in [format!("{c}"), format!("a{c}b"), format!("{c}.")] {
                let name = file_name(&text);
                let one = std::path::Path::new(&name).components().collect::<Vec<_>>();
                assert!(matches!(one[..], [std::path::Component::Normal(_)]), "{text:?} gives {name:?}");
                assert!(name.len() <= MOST + 1 && !name.contains("..") && !name.ends_with(['.', ' ']), "{text:?}");
                assert_eq!(file_name(&name), name, "{text:?}: a safe name stays");
            }
        }
    }

    #[test]
    fn two_names_are_never_one() {
        let mut names = FileNames::default();
        let given = ["Shop", "shop", "a/b", "a:b", "a-b", "a-b-2", "É", "é", &"x".repeat(200), &"x".repeat(201)];
        let all: Vec<String> = given.iter().map(|text| names.unique(text)).collect();
        assert_eq!(all[..6], ["Shop", "shop-2", "a-b", "a-b-2", "a-b-3", "a-b-2-2"]);
        let apart: BTreeSet<String> = all.iter().map(|name| name.to_lowercase()).collect();
        assert_eq!(apart.len(), given.len(), "{all:?}");
    }
}
