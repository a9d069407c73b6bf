//! What is wrong with what somebody wrote: where, what was found, what would do, the nearest name.
//!
//! Every message exists in English and Chinese from the start (the [`say!`](crate::say) macro takes both). Messages are
//! fragments in lower case, without blame. All diagnostics of a file are collected and shown in one go, in the order of
//! their places; the same finding made twice (a type is compiled once for every design) is shown once.

use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};
use std::collections::BTreeSet;
use std::io::{self, ErrorKind};
use std::ops::Range;

/// Which of the texts read a place is in.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct SourceId(pub u32);

/// The texts read, for showing the lines that a diagnostic is about.
#[derive(Clone, Debug, Default)]
pub struct SourceMap {
    texts: Vec<(String, String)>,
}

impl SourceMap {
    /// Adds a text under the name to show for it.
    pub fn add(&mut self, name: &str, text: &str) -> SourceId {
        self.texts.push((name.into(), text.into()));
        SourceId(self.texts.len() as u32 - 1)
    }
    /// All texts.
    pub fn ids(&self) -> impl Iterator<Item = SourceId> + use<> {
        (0..self.texts.len() as u32).map(SourceId)
    }
    /// The name shown for a text.
    pub fn name(&self, id: SourceId) -> &str {
        &self.texts[id.0 as usize].0
    }
    /// The text.
    pub fn text(&self, id: SourceId) -> &str {
        &self.texts[id.0 as usize].1
    }
    /// The line of a place, from 1.
    pub fn line(&self, place: &Place) -> usize {
        line_of(self.text(place.source).as_bytes(), place.span.start)
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
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug, Default)]
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
        ErrorKind::InvalidFilename => say!("the name is not possible here", "文件名不合法"),
        _ => match why.raw_os_error() {
            Some(code) => say!("{why}", "系统错误 {code}"),
            None => say!("{why}", "系统错误（{why}）"),
        },
    }
}

/// Whether it stops a run.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Severity {
    /// Nothing can be simulated.
    Error,
    /// Worth a look.
    Warning,
}

/// A place underlined.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Label {
    /// Where.
    pub place: Place,
    /// What is said there; may be empty.
    pub text: Text,
}

/// One finding.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
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
    pub fn near(mut self, name: &str, known: impl IntoIterator<Item = impl AsRef<str>>) -> Self {
        if let Some(near) = nearest(name, known) {
            self = self.label(say!("did you mean `{near}`?", "是不是想写 `{near}`？"));
        }
        self
    }
    /// As [`Self::near`], and where nothing is near, what there is.
    #[must_use]
    pub fn near_or_list(self, name: &str, known: &[&str]) -> Self {
        let none_near = nearest(name, known).is_none();
        let this = self.near(name, known);
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
        let title = level.primary_title(self.message.get(chinese)).id(self.code);
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
            let text = files.text(id);
            let mut snippet = Snippet::source(text).path(files.name(id)).line_start(1);
            for (main, label) in labels {
                let kind = if main { AnnotationKind::Primary } else { AnnotationKind::Context };
                let mut annotation = kind.span(visible(text, label.place.span));
                let said = label.text.get(chinese);
                if !said.is_empty() {
                    annotation = annotation.label(said.to_string());
                }
                snippet = snippet.annotation(annotation);
            }
            group = group.element(snippet);
        }
        if let Some(text) = &self.help {
            group = group.element(help.message(text.get(chinese)));
        }
        let renderer = if style.colour { Renderer::styled() } else { Renderer::plain() };
        let mut rendered = renderer.render(&[group]);
        rendered.push('\n');
        rendered
    }
}

/// Cuts a span to its first line and to the text, so that the underline stays readable.
fn visible(text: &str, span: Span) -> Range<usize> {
    // Where a full-width mark was read as the half-width one, a span may begin or end inside it.
    let whole = |at: &usize| text.is_char_boundary(*at);
    let start = (0..=span.start.min(text.len())).rev().find(whole).unwrap_or(0);
    let end = (span.end.clamp(start, text.len())..=text.len()).find(whole).unwrap_or(start);
    let first_line = text[start..end].find(['\n', '\r']).map_or(end, |i| start + i);
    start..first_line.max(start)
}

/// How diagnostics are shown.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Style {
    /// Chinese instead of English.
    pub chinese: bool,
    /// With terminal colours.
    pub colour: bool,
}

/// All findings so far; equal ones once.
#[derive(Clone, Debug, Default)]
pub struct Diagnostics {
    items: Vec<Diagnostic>,
    seen: BTreeSet<Diagnostic>,
}

impl Diagnostics {
    /// Adds a finding.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        if self.seen.insert(diagnostic.clone()) {
            self.items.push(diagnostic);
        }
    }
    /// Adds an error and returns `None`, for use in a reader's last line.
    pub fn none<T>(&mut self, diagnostic: Diagnostic) -> Option<T> {
        self.push(diagnostic);
        None
    }
    /// Adds all of another.
    pub fn extend(&mut self, others: Self) {
        for d in others.items {
            self.push(d);
        }
    }
    /// Drops findings that do not pass.
    pub fn retain(&mut self, keep: impl Fn(&Diagnostic) -> bool) {
        self.items.retain(keep);
    }
    /// In order of place.
    pub fn sorted(&self) -> Vec<&Diagnostic> {
        let mut all: Vec<_> = self.items.iter().collect();
        // Findings at large come last: they usually follow from the others.
        all.sort_by_key(|d| (d.labels.is_empty(), *d));
        all
    }
    /// How many errors.
    pub fn errors(&self) -> usize {
        self.items.iter().filter(|d| d.severity == Severity::Error).count()
    }
    /// How many warnings.
    pub fn warnings(&self) -> usize {
        self.items.len() - self.errors()
    }
    /// Whether there is nothing.
    pub fn is_empty(&self) -> bool {
        self.items.is_empty()
    }
    /// All, with the lines they are about, a blank line between them.
    pub fn render(&self, files: &SourceMap, style: Style) -> String {
        self.sorted().iter().map(|d| d.render(files, style)).collect::<Vec<_>>().join("\n")
    }
}

/// The name that takes the fewest changes, at most one for three letters.
pub fn nearest<S: AsRef<str>>(name: &str, known: impl IntoIterator<Item = S>) -> Option<String> {
    let limit = (name.chars().count() + 1) / 3;
    known
        .into_iter()
        .map(|k| (distance(&name.to_lowercase(), &k.as_ref().to_lowercase()), k.as_ref().to_string()))
        .filter(|(d, _)| *d <= limit)
        .min()
        .map(|(_, k)| k)
}

/// Insertions, deletions, changes and swaps of neighbours between two words (Damerau 1964; optimal string alignment).
fn distance(a: &str, b: &str) -> usize {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
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
