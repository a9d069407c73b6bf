//! What is wrong with what somebody wrote: where, what was found, what would do, the nearest name.
//!
//! Every message exists in English and Chinese from the start (the [`say!`](crate::say) macro takes both). Messages are
//! fragments in lower case, without blame. All diagnostics of a file are collected and shown in one go, in the order of
//! their places; the same finding made twice (a type is compiled once for every design) is shown once.

use crate::harmless::{shown_at, visible, visible_source};
use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};
use std::collections::{BTreeMap, BTreeSet};
use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::io::{self, ErrorKind};
use std::ops::Range;

/// Which of the texts read a place is in.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct SourceId(pub u32);

/// The texts read, for showing the lines that a diagnostic is about.
#[derive(Clone, Debug, Default)]
pub struct SourceMap {
    texts: Vec<Source>,
}

#[derive(Clone, Debug)]
struct Source {
    name: String,
    text: String,
    /// Where each line begins, so that a line is found without reading those before it.
    lines: Vec<usize>,
}

impl SourceMap {
    /// Adds a text under the name to show for it.
    pub fn add(&mut self, name: &str, text: &str) -> SourceId {
        let ends = text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n').map(|(at, _)| at + 1);
        let lines = std::iter::once(0).chain(ends).collect();
        self.texts.push(Source { name: name.into(), text: text.into(), lines });
        SourceId(self.texts.len() as u32 - 1)
    }
    /// All texts.
    pub fn ids(&self) -> impl Iterator<Item = SourceId> + use<> {
        (0..self.texts.len() as u32).map(SourceId)
    }
    /// The name shown for a text.
    pub fn name(&self, id: SourceId) -> &str {
        &self.texts[id.0 as usize].name
    }
    /// The text.
    pub fn text(&self, id: SourceId) -> &str {
        &self.texts[id.0 as usize].text
    }
    /// The line of a place, from 1.
    pub fn line(&self, place: &Place) -> usize {
        self.line_at(place.source, place.span.start)
    }
    /// The line of a byte of a text, from 1.
    pub fn line_at(&self, id: SourceId, at: usize) -> usize {
        self.texts[id.0 as usize].lines.partition_point(|begins| *begins <= at)
    }
    /// The lines from one byte's to another's, where they begin, and the number of the first.
    fn lines_about(&self, id: SourceId, from: usize, until: usize) -> (&str, usize, usize) {
        let Source { text, lines, .. } = &self.texts[id.0 as usize];
        let (first, last) = (self.line_at(id, from), self.line_at(id, until));
        let begins = lines[first - 1];
        let ends = lines.get(last).copied().unwrap_or(text.len());
        (&text[begins..ends], begins, first)
    }
}

/// The line of a byte, from 1.
pub fn line_of(text: &[u8], at: usize) -> usize {
    text[..at.min(text.len())].split(|b| *b == b'\n').count()
}

/// A stretch of one of the texts, in bytes.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Place {
    /// Which text.
    pub source: SourceId,
    /// First byte.
    pub span: Span,
}

/// A range of bytes that can be ordered.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Span {
    /// First byte.
    pub start: usize,
    /// Past the last byte.
    pub end: usize,
}

impl From<Range<usize>> for Span {
    fn from(range: Range<usize>) -> Self {
        Self { start: range.start, end: range.end }
    }
}

impl Place {
    /// A stretch of a text.
    pub fn new(source: SourceId, span: Range<usize>) -> Self {
        Self { source, span: span.into() }
    }
}

/// A message in both languages.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default)]
pub struct Text {
    /// English.
    pub en: String,
    /// Simplified Chinese.
    pub zh: String,
}

impl Text {
    /// In Chinese or English.
    pub fn get(&self, chinese: bool) -> &str {
        if chinese { &self.zh } else { &self.en }
    }
}

/// A [`Text`](crate::diagnostic::Text) from an English and a Chinese format string with inline arguments.
#[macro_export]
macro_rules! say {
    ($en:literal, $zh:literal $(,)?) => {
        $crate::diagnostic::Text { en: format!($en), zh: format!($zh) }
    };
}

/// Why a file or folder could not be read or written.
pub fn io_text(why: &io::Error) -> Text {
    match why.kind() {
        ErrorKind::NotFound => say!("it is not there", "不存在"),
        ErrorKind::PermissionDenied => say!("no permission", "没有权限"),
        ErrorKind::AlreadyExists => say!("it is there already", "已经存在"),
        ErrorKind::IsADirectory => say!("it is a folder", "这是一个文件夹"),
        ErrorKind::NotADirectory => say!("part of the path is a file, not a folder", "路径中有一段是文件，不是文件夹"),
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => say!("the disk is full", "磁盘已满"),
        ErrorKind::ReadOnlyFilesystem => say!("the disk is read-only", "磁盘只读"),
        ErrorKind::FileTooLarge => say!("it is too large", "文件过大"),
        ErrorKind::Unsupported => say!(
            "it is no plain file but a pipe, a device, or made up by the system",
            "不是普通文件，而是管道、设备或系统临时生成的内容"
        ),
        ErrorKind::InvalidFilename => say!("the name is not possible here", "文件名不合法"),
        _ => match why.raw_os_error() {
            Some(code) => say!("{why}", "系统错误 {code}"),
            None => say!("{why}", "系统错误（{why}）"),
        },
    }
}

/// Whether it stops a run.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Severity {
    /// Nothing can be simulated.
    Error,
    /// Worth a look.
    Warning,
}

/// A place underlined.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Label {
    /// Where.
    pub place: Place,
    /// What is said there; may be empty.
    pub text: Text,
}

/// One finding.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Diagnostic {
    /// Places, the main one first. Empty: about the whole.
    pub labels: Vec<Label>,
    /// Whether it stops a run.
    pub severity: Severity,
    /// A stable word for the kind of finding.
    pub code: &'static str,
    /// What was found.
    pub message: Text,
    /// What would do.
    pub help: Option<Text>,
}

impl Diagnostic {
    /// An error at a place.
    pub fn error(code: &'static str, place: &Place, message: Text) -> Self {
        let labels = vec![Label { place: place.clone(), text: Text::default() }];
        Self { labels, severity: Severity::Error, code, message, help: None }
    }
    /// A warning at a place.
    pub fn warning(code: &'static str, place: &Place, message: Text) -> Self {
        Self { severity: Severity::Warning, ..Self::error(code, place, message) }
    }
    /// An error about no place in particular.
    pub fn error_at_large(code: &'static str, message: Text) -> Self {
        Self { labels: Vec::new(), severity: Severity::Error, code, message, help: None }
    }
    /// Says something under the main place.
    #[must_use]
    pub fn label(mut self, text: Text) -> Self {
        if let Some(first) = self.labels.first_mut() {
            first.text = text;
        }
        self
    }
    /// Underlines another place.
    #[must_use]
    pub fn also(mut self, place: &Place, text: Text) -> Self {
        self.labels.push(Label { place: place.clone(), text });
        self
    }
    /// What would do.
    #[must_use]
    pub fn help(mut self, help: Text) -> Self {
        self.help = Some(help);
        self
    }
    /// The near miss, where there is one.
    #[must_use]
    pub fn near(self, name: &str, known: impl IntoIterator<Item = impl AsRef<str>>) -> Self {
        self.did_you_mean(nearest(name, known))
    }
    fn did_you_mean(self, near: Option<String>) -> Self {
        match near {
            Some(near) => self.label(say!("did you mean `{near}`?", "是不是想写 `{near}`？")),
            None => self,
        }
    }
    /// As [`Self::near`], and where nothing is near, what there is.
    #[must_use]
    pub fn near_or_list(self, name: &str, known: &[&str]) -> Self {
        let near = nearest(name, known);
        let none_near = near.is_none();
        let this = self.did_you_mean(near);
        if none_near && !known.is_empty() && known.len() <= 32 {
            let list = known.iter().map(|k| format!("`{k}`")).collect::<Vec<_>>();
            let (en, zh) = (list.join(", "), list.join("、"));
            return this.help(say!("known here: {en}", "这里可以写：{zh}"));
        }
        this
    }

    /// As text with the lines it is about.
    pub fn render(&self, files: &SourceMap, style: Style) -> String {
        let chinese = style.chinese;
        let level = match (self.severity, chinese) {
            (Severity::Error, false) => Level::ERROR,
            (Severity::Error, true) => Level::ERROR.with_name("错误"),
            (Severity::Warning, false) => Level::WARNING,
            (Severity::Warning, true) => Level::WARNING.with_name("提醒"),
        };
        let help = if chinese { Level::HELP.with_name("办法") } else { Level::HELP };
        let title = level.primary_title(visible(self.message.get(chinese))).id(self.code);
        let mut by_source: Vec<(SourceId, Vec<(bool, &Label)>)> = Vec::new();
        for (i, label) in self.labels.iter().enumerate() {
            let entry = (i == 0, label);
            match by_source.iter_mut().find(|(id, _)| *id == label.place.source) {
                Some((_, labels)) => labels.push(entry),
                None => by_source.push((label.place.source, vec![entry])),
            }
        }
        let mut group = if by_source.is_empty() {
            Group::with_title(title)
        } else {
            title.elements(Vec::<Snippet<'_, annotate_snippets::Annotation<'_>>>::new())
        };
        for (id, labels) in by_source {
            // Only the lines that matter: to go through a large file once for every finding would take minutes.
            let spans: Vec<Range<usize>> =
                labels.iter().map(|(_, label)| first_line(files.text(id), label.place.span)).collect();
            let from = spans.iter().map(|span| span.start).min().unwrap_or(0);
            let until = spans.iter().map(|span| span.end).max().unwrap_or(0);
            let (text, begins, line) = files.lines_about(id, from, until);
            let mut snippet =
                Snippet::source(visible_source(text)).path(visible(files.name(id)).into_owned()).line_start(line);
            for ((main, label), span) in labels.into_iter().zip(spans) {
                let kind = if main { AnnotationKind::Primary } else { AnnotationKind::Context };
                let at = |byte: usize| shown_at(text, byte - begins);
                let mut annotation = kind.span(at(span.start)..at(span.end));
                let said = label.text.get(chinese);
                if !said.is_empty() {
                    annotation = annotation.label(visible(said).into_owned());
                }
                snippet = snippet.annotation(annotation);
            }
            group = group.element(snippet);
        }
        if let Some(text) = &self.help {
            group = group.element(help.message(visible(text.get(chinese))));
        }
        let renderer = if style.colour { Renderer::styled() } else { Renderer::plain() };
        let mut rendered = renderer.render(&[group]);
        rendered.push('\n');
        rendered
    }
}

/// Cuts a span to its first line and to the text, so that the underline stays readable.
fn first_line(text: &str, span: Span) -> Range<usize> {
    // Where a full-width mark was read as the half-width one, a span may begin or end inside it.
    let whole = |at: &usize| text.is_char_boundary(*at);
    let start = (0..=span.start.min(text.len())).rev().find(whole).unwrap_or(0);
    let end = (span.end.clamp(start, text.len())..=text.len()).find(whole).unwrap_or(start);
    let until = text[start..end].find(['\n', '\r']).map_or(end, |i| start + i);
    start..until.max(start)
}

/// How diagnostics are shown.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Style {
    /// Chinese instead of English.
    pub chinese: bool,
    /// With terminal colours.
    pub colour: bool,
}

/// Findings that are kept; those beyond are only counted.
const KEPT: usize = 1000;
/// Findings that are shown.
const SHOWN: usize = 100;

/// All findings so far; equal ones once.
#[derive(Clone, Debug, Default)]
pub struct Diagnostics {
    /// By severity, so that none pushes out the others: the first in the file, those at large last, as they usually follow
    /// from the others.
    items: BTreeMap<Severity, BTreeSet<(bool, Diagnostic)>>,
    /// Of all, by what they say (a hash of it), so that a file full of mistakes takes little memory.
    seen: BTreeSet<u64>,
    /// Those beyond, by kind.
    beyond: BTreeMap<(Severity, &'static str), usize>,
}

impl Diagnostics {
    /// Adds a finding.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        let mut hash = DefaultHasher::new();
        diagnostic.hash(&mut hash);
        if !self.seen.insert(hash.finish()) {
            return;
        }
        let items = self.items.entry(diagnostic.severity).or_default();
        items.insert((diagnostic.labels.is_empty(), diagnostic));
        if items.len() > KEPT
            && let Some((_, last)) = items.pop_last()
        {
            *self.beyond.entry((last.severity, last.code)).or_default() += 1;
        }
    }
    /// Adds an error and returns `None`, for use in a reader's last line.
    pub fn none<T>(&mut self, diagnostic: Diagnostic) -> Option<T> {
        self.push(diagnostic);
        None
    }
    /// Adds all of another.
    pub fn extend(&mut self, others: Self) {
        for (_, d) in others.items.into_values().flatten() {
            self.push(d);
        }
        for (kind, n) in others.beyond {
            *self.beyond.entry(kind).or_default() += n;
        }
    }
    /// Drops findings of kinds that do not pass.
    pub fn retain(&mut self, keep: impl Fn(Severity, &str) -> bool) {
        self.items.values_mut().for_each(|items| items.retain(|(_, d)| keep(d.severity, d.code)));
        self.beyond.retain(|(severity, code), _| keep(*severity, code));
    }
    /// In order of place; of very many the first.
    pub fn sorted(&self) -> Vec<&Diagnostic> {
        let mut all: Vec<&(bool, Diagnostic)> = self.items.values().flatten().collect();
        all.sort();
        all.into_iter().map(|(_, d)| d).collect()
    }
    /// Whether there is one of this kind.
    pub fn has(&self, code: &str) -> bool {
        self.items.values().flatten().any(|(_, d)| d.code == code)
            || self.beyond.keys().any(|(_, other)| *other == code)
    }
    /// How many errors.
    pub fn errors(&self) -> usize {
        self.count(Severity::Error)
    }
    /// How many warnings.
    pub fn warnings(&self) -> usize {
        self.count(Severity::Warning)
    }
    fn count(&self, severity: Severity) -> usize {
        let beyond: usize = self.beyond.iter().filter(|((of, _), _)| *of == severity).map(|(_, n)| n).sum();
        self.items.get(&severity).map_or(0, BTreeSet::len) + beyond
    }
    /// Whether there is nothing.
    pub fn is_empty(&self) -> bool {
        self.items.values().all(BTreeSet::is_empty)
    }
    /// The first hundred, with the lines they are about, a blank line between them; the rest as numbers.
    pub fn render(&self, files: &SourceMap, style: Style) -> String {
        let sorted = self.sorted();
        let shown = &sorted[..sorted.len().min(SHOWN)];
        let mut parts: Vec<String> = shown.iter().map(|d| d.render(files, style)).collect();
        let left = |severity| self.count(severity) - shown.iter().filter(|d| d.severity == severity).count();
        let (errors, warnings) = (left(Severity::Error), left(Severity::Warning));
        if errors + warnings > 0 {
            let rest = say!(
                "and more, not shown here: {errors} errors, {warnings} warnings\n",
                "还有未列出的：{errors} 处错误，{warnings} 条提醒\n"
            );
            parts.push(rest.get(style.chinese).to_string());
        }
        parts.join("\n")
    }
}

/// Letters of the longest name that near misses are looked for.
const LONGEST_NAME: usize = 64;
/// Names among which the nearest is looked for.
const MOST_NAMES: usize = 2000;

/// The name that takes the fewest changes, at most one for three letters; none for what is too long to be a name.
pub fn nearest<S: AsRef<str>>(name: &str, known: impl IntoIterator<Item = S>) -> Option<String> {
    let letters = |word: &str| -> Option<Vec<char>> {
        let letters: Vec<char> = word.chars().take(LONGEST_NAME + 1).flat_map(char::to_lowercase).collect();
        (letters.len() <= LONGEST_NAME).then_some(letters)
    };
    let name = letters(name)?;
    let limit = (name.len() + 1) / 3;
    let near = |known: S| {
        let other = letters(known.as_ref()).filter(|other| other.len().abs_diff(name.len()) <= limit)?;
        Some((distance(&name, &other), known.as_ref().to_string()))
    };
    known.into_iter().take(MOST_NAMES).filter_map(near).filter(|(d, _)| *d <= limit).min().map(|(_, known)| known)
}

/// Insertions, deletions, changes and swaps of neighbours between two words (Damerau 1964; optimal string alignment).
fn distance(a: &[char], b: &[char]) -> usize {
    let mut rows = vec![vec![0; b.len() + 1]; a.len() + 1];
    for (i, row) in rows.iter_mut().enumerate() {
        row[0] = i;
    }
    rows[0] = (0..=b.len()).collect();
    for i in 1..=a.len() {
        for j in 1..=b.len() {
            let change = usize::from(a[i - 1] != b[j - 1]);
            let mut best = (rows[i - 1][j] + 1).min(rows[i][j - 1] + 1).min(rows[i - 1][j - 1] + change);
            if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                best = best.min(rows[i - 2][j - 2] + 1);
            }
            rows[i][j] = best;
        }
    }
    rows[a.len()][b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_near_miss_is_found_and_the_far_one_is_not() {
        assert_eq!(nearest("biling", ["billing", "sales"]).as_deref(), Some("billing"));
        assert_eq!(nearest("presael", ["presale", "aftersale"]).as_deref(), Some("presale"));
        assert_eq!(nearest("shipping", ["billing", "sales"]), None);
    }

    #[test]
    fn what_is_too_long_for_a_name_is_near_nothing() {
        assert_eq!(nearest(&"a".repeat(1 << 20), ["a".repeat(1 << 20)]), None);
        assert_eq!(nearest(&"a".repeat(64), ["a".repeat(63)]), Some("a".repeat(63)));
    }

    #[test]
    fn of_very_many_findings_a_hundred_are_shown_and_all_are_counted() {
        let mut files = SourceMap::default();
        let lines: Vec<String> = (0..5000).map(|n| format!("x{n} = 1")).collect();
        let text = lines.join("\n");
        let id = files.add("a.toml", &text);
        let mut all = Diagnostics::default();
        // Found from the end to the beginning.
        let mut at = text.len();
        for line in lines.iter().rev() {
            let place = Place::new(id, at - line.len()..at);
            all.push(Diagnostic::error("unknown-key", &place, say!("unknown", "未知")));
            all.push(Diagnostic::error("unknown-key", &place, say!("unknown", "未知")));
            at = at.saturating_sub(line.len() + 1);
        }
        all.push(Diagnostic::warning("late", &Place::new(id, 0..1), say!("also", "也")));
        assert_eq!((all.errors(), all.warnings(), all.sorted().len()), (5000, 1, KEPT + 1));
        let shown = all.render(&files, Style::default());
        assert_eq!(shown.matches("error[").count() + shown.matches("warning[").count(), SHOWN);
        assert!(shown.ends_with("and more, not shown here: 4901 errors, 0 warnings\n"), "{shown}");
        assert!(shown.contains("--> a.toml:99:1\n"), "{shown}");
        let mut others = Diagnostics::default();
        others.extend(all);
        assert_eq!(others.errors(), 5000);
        others.retain(|severity, code| severity == Severity::Warning && code == "late");
        assert_eq!((others.errors(), others.warnings(), others.has("late")), (0, 1, true));
    }

    #[test]
    fn what_acts_is_shown_in_excerpts_and_carets_stay_under_it() {
        let mut files = SourceMap::default();
        let text = "\u{feff}a = \"售\u{9b}31m\u{200b}\" # \u{2028}\r\nb\t= 1\n";
        let id = files.add("a\u{85}.toml", text);
        let shown = |wanted: &str| {
            let start = text.find(wanted).unwrap();
            let place = Place::new(id, start..start + wanted.len());
            Diagnostic::error("x", &place, say!("no", "不")).render(&files, Style::default())
        };
        assert_eq!(
            shown("\u{9b}31m"),
            "error[x]: no\n --> a\\u{85}.toml:1:15\n  |\n1 | \\u{feff}a = \"售\\u{9b}31m\\u{200b}\" # \\u{2028}\n  \
             |                ^^^^^^^^^\n"
        );
        assert!(shown("= 1").contains("2 | b    = 1\n  |      ^^^\n"), "{}", shown("= 1"));
    }

    #[test]
    fn carets_stand_under_chinese_text() {
        let mut files = SourceMap::default();
        let text = "name = \"售前咨询\" # x\nserves = [\"售前资询\"]\n";
        let id = files.add("a.toml", text);
        let start = text.find("售前资询").unwrap();
        let place = Place::new(id, start..start + "售前资询".len());
        let mut all = Diagnostics::default();
        let d = Diagnostic::error("unknown-name", &place, say!("unknown contact type", "没有这个咨询类型"))
            .near("售前资询", ["售前咨询"]);
        all.push(d.clone());
        all.push(d);
        let shown = all.render(&files, Style { chinese: true, colour: false });
        assert_eq!(
            shown,
            "错误[unknown-name]: 没有这个咨询类型\n --> a.toml:2:12\n  |\n2 | serves = [\"售前资询\"]\n  |            ^^^^^^^^ 是不是想写 `售前咨询`？\n"
        );
    }
}
