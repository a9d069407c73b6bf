//! What the shop's own export says, and the model's answer.

use super::Results;
use crate::catalogue::{KpiId, Part, Subject};
use crate::experiment::{Address, Estimate, estimate};
use crate::model::Model;

/// A figure of the shop's own export.
#[derive(Clone, Debug)]
pub struct Measured {
    /// Design key.
    pub design: String,
    /// Case key.
    pub case: String,
    /// What.
    pub kpi: KpiId,
    /// Of whom, in that model.
    pub subject: Subject,
    /// Of all, first contacts or repeats.
    pub part: Part,
    /// The value, in the unit of the KPI.
    pub value: f64,
    /// What its last digit counts, as it is written.
    pub digit: f64,
    /// Half of its interval of 95 %, where it is given.
    pub error: Option<f64>,
}

/// A measured figure and the model's answer, if the model has one.
#[derive(Clone, Debug)]
pub struct Answered {
    /// What was measured.
    pub measured: Measured,
    /// What came out.
    pub estimate: Option<Estimate>,
}

impl Measured {
    /// Whether it was measured of this design in this case.
    pub fn is_of(&self, model: &Model) -> bool {
        self.design == model.design.key && self.case == model.case.key
    }
}

impl Results {
    /// Puts what was measured beside the answers of the arms that were run, over the whole horizon.
    pub fn hold_against(&mut self, measured: &[Measured]) {
        let arms = &self.study.arms;
        let of = |m: &Measured| {
            let arm = arms.iter().position(|arm| m.is_of(&arm.model))?;
            let of = Address { arm, kpi: m.kpi, subject: m.subject, part: m.part, span: 0 };
            Some(Answered { measured: m.clone(), estimate: estimate(&arms[arm], of) })
        };
        self.measured = measured.iter().filter_map(of).collect();
    }
}
