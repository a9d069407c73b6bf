//! What a result is about.

use super::study::Arm;
use crate::catalogue::{KpiId, Part, Subject};
use std::borrow::Cow;

/// What a result is about, in numbers of its study; [`Address::named`] makes the text of files of it.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Address {
    /// Which arm.
    pub arm: usize,
    /// Which KPI.
    pub kpi: KpiId,
    /// Of whom, in that arm's model.
    pub subject: Subject,
    /// Of all, first contacts or repeats.
    pub part: Part,
    /// When: which of the arm's spans.
    pub span: usize,
}

/// An address in the stable names of files.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Named<'a> {
    /// The arm's design.
    pub design: &'a str,
    /// The arm's case.
    pub case: &'a str,
    /// Which KPI.
    pub kpi: Cow<'static, str>,
    /// Of whom, with `.first` or `.repeat` where it is a part.
    pub subject: String,
    /// When.
    pub period: &'a str,
}

impl Address {
    /// Its stable names, among the arms of its study.
    pub fn named<'a>(&self, arms: &'a [Arm]) -> Named<'a> {
        let Arm { model, spans, .. } = &arms[self.arm];
        Named {
            design: &model.design.key,
            case: &model.case.key,
            kpi: self.kpi.key(model),
            subject: self.subject.key(model) + self.part.suffix(),
            period: &spans[self.span].label.key,
        }
    }
}
