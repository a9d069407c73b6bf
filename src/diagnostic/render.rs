//! Findings as text, with the lines they are about and carets under the places.

use super::{ByteSpan, Diagnostic, Severity, SourceId, SourceMap, Underline};
use crate::harmless::{shown_at, visible, visible_source};
use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};
use std::ops::Range;

/// Cuts a span to its first line and to the text, so that the underline stays readable.
fn first_line(text: &str, span: ByteSpan) -> Range<usize> {
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

impl Diagnostic {
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
        let title = level.primary_title(visible(self.message.get(chinese))).id(self.code.word());
        let mut by_source: Vec<(SourceId, Vec<(bool, &Underline)>)> = Vec::new();
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
