//! Every design in every case, one pair after another.

use super::assemble::pair_model;
use super::assumptions::Assumed;
use super::balance::volume::Volumes;
use super::document::baseline::BASE;
use super::document::resolve::{Case, Resolved, Written};
use super::figures::scores::{FileScores, scores};
use super::files::reading::Reading;
use super::policies::switching;
use crate::diagnostic::{Diagnostics, Place};
use crate::model::{Counted, Label, Model, Policies};
use std::collections::BTreeMap;

/// What compiling pair after pair leaves.
#[derive(Default)]
pub(crate) struct CompiledPairs {
    /// Cases of the file, in which volumes may have been counted.
    pub cases: Vec<Case>,
    /// Scores of the file: every model has them.
    pub scores: FileScores,
    pub models: Vec<Model>,
    /// Values of the template and those with a range, as they are met; none where nobody asks.
    pub assumed: Option<Assumed>,
    pub volumes: Volumes,
    pub counted: Option<Counted>,
    /// Places of values with a source, and the designs and cases that have them.
    pub used: BTreeMap<Place, Vec<(String, String)>>,
}

impl CompiledPairs {
    /// Nothing compiled yet, of a file with these cases; its scores are read.
    pub fn new(written: &Written, cases: Vec<Case>, out: &mut Diagnostics) -> Self {
        Self { cases, scores: scores(&written.root, out), ..Self::default() }
    }

    /// A design in every case.
    pub fn design(&mut self, written: &mut Written, label: &Label, reading: &mut Reading<'_>, out: &mut Diagnostics) {
        for case in self.cases.clone() {
            let model = self.pair(written, label, &case, reading, out);
            self.models.extend(model);
        }
    }

    /// A design in a case, which may be none of the file's own `cases`.
    pub fn pair(
        &mut self,
        written: &mut Written,
        label: &Label,
        case: &Case,
        reading: &mut Reading<'_>,
        out: &mut Diagnostics,
    ) -> Option<Model> {
        let name = &label.key;
        let (per_day, counted) = self.volumes.of(written, case, &self.cases, reading, out);
        if case.label.key == BASE {
            self.counted = counted;
        }
        let resolved = written.resolve(name, case, &per_day, out);
        if let Some(assumed) = &mut self.assumed {
            assumed.note(&resolved, name, written.template);
        }
        for root in [&resolved.world, &resolved.design] {
            root.each_sourced("", &mut |_, node, _| {
                self.used.entry(node.place.clone()).or_default().push((name.clone(), case.label.key.clone()));
            });
        }
        self.model(written, (label, &case.label), &resolved, reading, out)
    }

    /// What a design in a case is run as, once it is clear what it says.
    pub fn model(
        &self,
        written: &mut Written,
        labels: (&Label, &Label),
        resolved: &Resolved,
        reading: &mut Reading<'_>,
        out: &mut Diagnostics,
    ) -> Option<Model> {
        let before = out.reported();
        let mut model = pair_model(written, labels, resolved, reading, out)?;
        model.scores.clone_from(&self.scores.scores);
        let (policies, combined) = switching::policies(written, resolved, &model, out);
        if out.reported() == before {
            // All are tried, so that every mistake is reported.
            let under = |changed| pair_model(written, labels, changed, reading, out);
            let variants: Vec<Option<Model>> = combined.iter().map(under).collect();
            let variants: Option<Vec<Model>> = variants.into_iter().collect();
            // What a policy makes impossible was reported.
            model.policies = variants.map_or_else(Policies::default, |all| Policies::new(policies, all));
        }
        Some(model)
    }
}
