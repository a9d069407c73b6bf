//! All findings so far, and how many are kept and shown.

use super::{Code, Diagnostic, Severity, SourceMap, Style};
use crate::say;
use std::collections::{BTreeMap, BTreeSet};
use std::hash::{DefaultHasher, Hash as _, Hasher as _};

/// Findings that are kept; those beyond are only counted.
pub(super) const KEPT: usize = 1000;
/// Findings that are shown.
pub(super) const SHOWN: usize = 100;

/// All findings so far; equal ones once.
#[derive(Clone, Debug, Default)]
pub struct Diagnostics {
    /// By severity, so that none pushes out the others: the first in the file, those at large last, as they usually follow
    /// from the others.
    items: BTreeMap<Severity, BTreeSet<(bool, Diagnostic)>>,
    /// Of all, by what they say (a hash of it), so that a file full of mistakes takes little memory.
    seen: BTreeSet<u64>,
    /// Those beyond, by kind.
    beyond: BTreeMap<(Severity, Code), usize>,
    /// Errors reported so far, each as often as it was.
    reported: usize,
}

impl Diagnostics {
    /// Adds a finding.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        self.reported += usize::from(diagnostic.severity == Severity::Error);
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
    /// Adds an error and returns `None`, for the last line of a reader.
    pub fn reject<T>(&mut self, diagnostic: Diagnostic) -> Option<T> {
        self.push(diagnostic);
        None
    }
    /// Adds all of another.
    pub fn extend(&mut self, others: Self) {
        for (_, d) in others.items.into_values().flatten() {
            self.push(d);
        }
        self.reported +=
            others.beyond.iter().filter(|((of, _), _)| *of == Severity::Error).map(|(_, n)| n).sum::<usize>();
        for (kind, n) in others.beyond {
            *self.beyond.entry(kind).or_default() += n;
        }
    }
    /// Drops findings of kinds that do not pass.
    pub fn retain(&mut self, keep: impl Fn(Severity, Code) -> bool) {
        self.items.values_mut().for_each(|items| items.retain(|(_, d)| keep(d.severity, d.code)));
        self.beyond.retain(|(severity, code), _| keep(*severity, *code));
    }
    /// In order of place; of very many the first.
    pub fn sorted(&self) -> Vec<&Diagnostic> {
        let mut all: Vec<&(bool, Diagnostic)> = self.items.values().flatten().collect();
        all.sort();
        all.into_iter().map(|(_, d)| d).collect()
    }
    /// Whether there is one of this kind.
    pub fn has(&self, code: Code) -> bool {
        self.items.values().flatten().any(|(_, d)| d.code == code)
            || self.beyond.keys().any(|(_, other)| *other == code)
    }
    /// How many errors.
    pub fn errors(&self) -> usize {
        self.count(Severity::Error)
    }
    /// How often an error was reported, one that was known already too: larger than before where something went wrong
    /// since, though the same went wrong elsewhere first.
    pub fn reported(&self) -> usize {
        self.reported
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
