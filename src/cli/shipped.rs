//! The shipped scenarios: their texts in one language, and lines of them that show how something is written.

use crate::diagnostic::{Diagnostics, SourceMap};
use crate::model::Lang;
use crate::report::Example;
use crate::scenario::text::document::{Node, Value, parse};

/// Shipped scenarios, smallest first.
pub const SHIPPED: &[(&str, &str)] = &[
    ("tiny_shop", include_str!("../../scenarios/tiny_shop.toml")),
    ("first", include_str!("../../scenarios/first.toml")),
    ("volumes", include_str!("../../scenarios/volumes.toml")),
    ("pdd_small_shop", include_str!("../../scenarios/pdd_small_shop.toml")),
    ("douyin_live", include_str!("../../scenarios/douyin_live.toml")),
    ("bot_failure", include_str!("../../scenarios/bot_failure.toml")),
    ("carrier_failure", include_str!("../../scenarios/carrier_failure.toml")),
    ("authority", include_str!("../../scenarios/authority.toml")),
    ("review_requests", include_str!("../../scenarios/review_requests.toml")),
    ("complaints", include_str!("../../scenarios/complaints.toml")),
    ("turnover", include_str!("../../scenarios/turnover.toml")),
    ("catalogue", include_str!("../../scenarios/catalogue.toml")),
    ("kuailiwen", include_str!("../../scenarios/kuailiwen.toml")),
    ("hetianxia", include_str!("../../scenarios/hetianxia.toml")),
    ("apparel_double11", include_str!("../../scenarios/apparel_double11.toml")),
    ("dianxiaomi_scale", include_str!("../../scenarios/dianxiaomi_scale.toml")),
];

/// Files that shipped scenarios name, by scenario; they lie beside it.
pub const BESIDE: &[(&str, &str, &str)] = &[("volumes", "volumes.csv", include_str!("../../scenarios/volumes.csv"))];

/// The schema that the first line of every shipped scenario names, for editors; it lies beside it.
pub const SCHEMA: &str = "peakstaff.schema.json";

/// So many lines of an example are shown.
const LINES: usize = 8;

/// The first shipped scenario that has a key at one of these paths (`NAME`: any name, `[]`: any of a list), and its lines.
pub fn example(paths: &[String], lang: Lang) -> Option<Example> {
    SHIPPED.iter().find_map(|(scenario, text)| {
        let mut files = SourceMap::default();
        let id = files.add(scenario, text);
        let tree = parse(&files, id, &mut Diagnostics::default());
        let node =
            paths.iter().find_map(|path| found(&tree, &path.replace("[]", ".[]").split('.').collect::<Vec<_>>()))?;
        let lines = one_language(&lines_of(text, node), lang);
        Some(Example { scenario: (*scenario).to_owned(), lines })
    })
}

fn found<'a>(node: &'a Node, path: &[&str]) -> Option<&'a Node> {
    let Some((key, rest)) = path.split_first() else { return Some(node) };
    match (&node.value, *key) {
        (Value::Table(entries), "NAME") => entries.values().find_map(|one| found(one, rest)),
        (Value::Table(entries), key) => found(entries.get(key)?, rest),
        (Value::List(items), "[]") => items.iter().find_map(|one| found(one, rest)),
        _ => None,
    }
}

/// The lines of a value, below the head of their table; of a table its head with the lines of its keys.
fn lines_of(text: &str, node: &Node) -> String {
    let (start, end) = (node.named_place().span.start, node.place.span.end.max(node.named_place().span.end));
    let from = text[..start].rfind('\n').map_or(0, |at| at + 1);
    let until = text[end..].find('\n').map_or(text.len(), |at| end + at);
    let until = if text[from..].starts_with('[') { until + own_keys(&text[until..]) } else { until };
    let lines: Vec<&str> = text[from..until].lines().take(LINES).collect();
    let head = text[..from].lines().rev().find(|line| line.starts_with('[')).filter(|_| !lines[0].starts_with('['));
    head.into_iter().chain(lines).fold(String::new(), |all, line| all + line.trim_end() + "\n")
}

/// How long the lines are, in bytes, that stand behind the head of a table and are its own: up to a line without anything, or another head.
fn own_keys(behind: &str) -> usize {
    let own = |line: &&str| !line.trim().is_empty() && !line.starts_with('[');
    let rest = behind.strip_prefix('\n').unwrap_or(behind);
    behind.len() - rest.len() + rest.split_inclusive('\n').take_while(own).map(str::len).sum::<usize>()
}

/// A scenario with its comments in one language: of `# 中文 | English` one half, of comments that say a thing in lines of both
/// languages those of one. What is said in one language only stays.
pub fn one_language(text: &str, lang: Lang) -> String {
    let lines: Vec<&str> = text.lines().collect();
    let mut kept = String::new();
    let mut at = 0;
    while at < lines.len() {
        let block = lines[at..].iter().take_while(|line| line.trim_start().starts_with('#')).count();
        let (of, count) =
            if block == 0 { (vec![half(lines[at], lang)], 1) } else { (comments(&lines[at..at + block], lang), block) };
        for line in of {
            kept.push_str(&line);
            kept.push('\n');
        }
        at += count;
    }
    kept
}

/// Whether a comment is Chinese. English ones name Chinese sources, Chinese ones English words: what there is more of decides.
fn is_chinese(text: &str) -> bool {
    let count = |is: fn(&char) -> bool| text.chars().filter(is).count();
    3 * count(|c| ('\u{2E80}'..='\u{FFEF}').contains(c)) > count(char::is_ascii_alphabetic)
}

/// Lines of nothing but a comment.
fn comments(lines: &[&str], lang: Lang) -> Vec<String> {
    // Each line in one language, and which language it is in; `None`: of both, such as a command, a gap or what said both.
    let one = |line: &&str| {
        let (text, halved) = (line.trim_start(), half(line, lang));
        let of_both = text == "#" || text.starts_with("#:") || text.starts_with("#   ") || halved != *line;
        (halved, (!of_both).then(|| is_chinese(line)))
    };
    let told: Vec<(String, Option<bool>)> = lines.iter().map(one).collect();
    let says = |chinese: bool| told.iter().any(|(_, said)| *said == Some(chinese));
    let other = (says(true) && says(false)).then_some(lang != Lang::Zh);
    told.into_iter().filter(|(_, said)| said.is_none() || *said != other).map(|(line, _)| line).collect()
}

/// A line with its comment in one language, where it says both: `# 中文 | English`.
fn half(line: &str, lang: Lang) -> String {
    let Some(at) = comment(line) else { return line.to_owned() };
    let (before, said) = line.split_at(at);
    let Some((one, other)) = said.trim_start_matches('#').split_once(" | ") else { return line.to_owned() };
    if is_chinese(one) == is_chinese(other) {
        return line.to_owned();
    }
    let wanted = if is_chinese(one) == (lang == Lang::Zh) { one } else { other };
    let wanted = wanted.trim();
    // The head of a section keeps its rule on both sides.
    let ruled = one.trim_start().starts_with("----");
    let (left, right) = if ruled { ("---- ", " ----") } else { ("", "") };
    format!("{before}# {left}{}{right}", if ruled { wanted.trim_matches(['-', ' ']) } else { wanted })
}

/// Where a line's comment begins; what stands in quotes is none.
fn comment(line: &str) -> Option<usize> {
    let mut quote = None;
    for (at, c) in line.char_indices() {
        match (quote, c) {
            (None, '#') => return Some(at),
            (None, '"' | '\'') => quote = Some(c),
            (Some(open), c) if c == open => quote = None,
            _ => (),
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_scenario_is_in_one_language() {
        let text = "# 店\n# A shop\n#     peakstaff check x.toml\nname = \"店 | Shop # 1\"  # 名称 | its name\n# only English\na = 1\n# 高 | high\n";
        let zh = one_language(text, Lang::Zh);
        assert_eq!(
            zh,
            "# 店\n#     peakstaff check x.toml\nname = \"店 | Shop # 1\"  # 名称\n# only English\na = 1\n# 高\n"
        );
        assert!(one_language(text, Lang::En).starts_with("# A shop\n#     peakstaff"));
        let heads = "# ---- 人员 | people ----------\n#\n";
        assert_eq!(one_language(heads, Lang::Zh), "# ---- 人员 ----\n#\n");
        assert_eq!(one_language(heads, Lang::En), "# ---- people ----\n#\n");
        for (name, text) in SHIPPED {
            for lang in [Lang::En, Lang::Zh] {
                let one: toml::Table = one_language(text, lang).parse().expect("it is still a scenario");
                assert_eq!(one, text.parse::<toml::Table>().unwrap(), "{name}");
            }
        }
    }

    #[test]
    fn every_comment_of_a_shipped_scenario_is_in_both_languages() {
        for (name, text) in SHIPPED {
            for lang in [Lang::En, Lang::Zh] {
                for line in one_language(text, lang).lines() {
                    let Some(said) = comment(line).map(|at| line[at + 1..].trim()) else { continue };
                    let of_both = said.starts_with(':') || said.starts_with("peakstaff ");
                    let right = is_chinese(said) == (lang == Lang::Zh) || !said.contains(char::is_alphabetic);
                    assert!(of_both || right, "{name}: {line}");
                }
            }
        }
    }

    #[test]
    fn an_example_shows_the_key_below_the_head_of_its_table() {
        let Example { scenario, lines } = example(&["contact.NAME.effort".to_owned()], Lang::En).expect("there is one");
        assert!(scenario == "tiny_shop" && lines.starts_with("[contact.chat]\neffort"), "{lines}");
        assert!(!is_chinese(&lines), "{lines}");
        let Example { lines, .. } = example(&["period".to_owned()], Lang::Zh).expect("there is one");
        for part in ["[period.", "name", "from", "until"] {
            assert!(lines.contains(part), "{lines}");
        }
        assert_eq!(lines.lines().filter(|line| line.starts_with('[')).count(), 1, "{lines}");
        assert!(example(&["nothing.of.the.kind".to_owned()], Lang::En).is_none());
    }
}
