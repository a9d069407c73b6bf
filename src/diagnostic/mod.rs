//! What is wrong with what somebody wrote: where, what was found, what would do, the nearest name.
//!
//! Every message exists in English and Chinese from the start (the [`say!`](crate::say) macro takes both). Messages are
//! fragments in lower case, without blame. All diagnostics of a file are collected and shown in one go, in the order of
//! their places; the same finding made twice (a type is compiled once for every design) is shown once.

mod code;
mod explained;
mod findings;
mod nearest;
mod render;
mod source_map;
mod text;

use crate::say;

pub use code::Code;
pub use explained::Explained;
pub use findings::Diagnostics;
pub use nearest::nearest;
pub use render::Style;
pub use source_map::{ByteSpan, Place, SourceId, SourceMap, line_of};
pub use text::{Text, io_text};

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
pub struct Underline {
    /// Where.
    pub place: Place,
    /// What is said there; may be empty.
    pub text: Text,
}

/// One finding.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Diagnostic {
    /// Places, the main one first. Empty: about the whole.
    pub labels: Vec<Underline>,
    /// Whether it stops a run.
    pub severity: Severity,
    /// The kind of finding; `peakstaff explain CODE` says more of it.
    pub code: Code,
    /// What was found.
    pub message: Text,
    /// What would do.
    pub help: Option<Text>,
}

impl Diagnostic {
    /// An error at a place.
    pub fn error(code: Code, place: &Place, message: Text) -> Self {
        let labels = vec![Underline { place: place.clone(), text: Text::default() }];
        Self { labels, severity: Severity::Error, code, message, help: None }
    }
    /// A warning at a place.
    pub fn warning(code: Code, place: &Place, message: Text) -> Self {
        Self { severity: Severity::Warning, ..Self::error(code, place, message) }
    }
    /// An error about no place in particular.
    pub fn error_at_large(code: Code, message: Text) -> Self {
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
        self.labels.push(Underline { place: place.clone(), text });
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
}

#[cfg(test)]
mod tests;
