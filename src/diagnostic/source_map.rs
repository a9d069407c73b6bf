//! The texts read, and places in them.

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
    pub(super) fn lines_about(&self, id: SourceId, from: usize, until: usize) -> (&str, usize, usize) {
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
    pub span: ByteSpan,
}

/// A range of bytes that can be ordered.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct ByteSpan {
    /// First byte.
    pub start: usize,
    /// Past the last byte.
    pub end: usize,
}

impl From<Range<usize>> for ByteSpan {
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
