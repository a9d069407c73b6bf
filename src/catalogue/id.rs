//! Which KPI, as a value: text is made of it only where somebody reads it.

use super::kpi::{Better, Estimator, Kpi, Subjects, Unit};
use super::limit;
use super::rows::Row;
use super::savings::Saving;
use super::scores::{ANY_SCORE, PREFIX};
use crate::model::{Lang, Model};
use crate::time::SimDuration;
use std::borrow::Cow;

/// Which KPI. Keys, names and units of scores are those of the model that they are of.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum KpiId {
    /// A row of the catalogue.
    Row(Row),
    /// A percentile that has no row of its own.
    Percentile {
        /// The row of the same waits at 90 %.
        of: Row,
        /// Which.
        percent: Percent,
    },
    /// A service level at a limit of its own, in the place of each type's target.
    Within {
        /// The row at the targets' limits.
        of: Row,
        /// The limit.
        limit: SimDuration,
    },
    /// A composite that the scenario declares: the model's n-th.
    Score(usize),
    /// What is saved: of differences only.
    Saving(Saving),
}

/// More than 0 % and less than 100 %.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Percent(u64);

impl Percent {
    /// `None` where it is no such per cent.
    pub fn new(percent: f64) -> Option<Self> {
        // Bits of positive numbers are in their order.
        (percent > 0.0 && percent < 100.0).then(|| Self(percent.to_bits()))
    }

    /// Per cent.
    pub fn value(self) -> f64 {
        f64::from_bits(self.0)
    }

    /// What a row says of 90 %, said of this percentile.
    pub(super) fn in_place_of_90(self, text: &str) -> String {
        let percent = self.value();
        let nth = match (percent as u32 % 10, percent as u32 / 10) {
            _ if percent.fract() != 0.0 => "th",
            (_, 1) => "th",
            (1, _) => "st",
            (2, _) => "nd",
            (3, _) => "rd",
            _ => "th",
        };
        text.replace("90th", &format!("{percent}{nth}"))
            .replace("P90", &format!("P{percent}"))
            .replace("This share", &format!("{percent} %"))
            .replace("该比例的", &format!(" {percent} % 的"))
            .replace("该比例", &format!(" {percent} % "))
    }
}

impl From<Row> for KpiId {
    fn from(row: Row) -> Self {
        Self::Row(row)
    }
}

impl From<Saving> for KpiId {
    fn from(saving: Saving) -> Self {
        Self::Saving(saving)
    }
}

impl KpiId {
    /// What the catalogue says of it: of a percentile its row at 90 %, of a service level at a limit its row at the targets', of a
    /// score what all scores have.
    pub fn row(self) -> &'static Kpi {
        match self {
            Self::Row(row) | Self::Percentile { of: row, .. } | Self::Within { of: row, .. } => row.kpi(),
            Self::Score(_) => &ANY_SCORE,
            Self::Saving(saving) => saving.kpi(),
        }
    }

    /// How it is counted.
    pub fn estimator(self) -> Estimator {
        match self {
            Self::Percentile { percent, .. } => Estimator::Percentile(percent.value() / 100.0),
            Self::Within { of, .. } => limit::estimator(of),
            Self::Score(n) => Estimator::Score(n),
            Self::Row(_) | Self::Saving(_) => self.row().estimator,
        }
    }

    /// Which way is better.
    pub fn better(self) -> Better {
        self.row().better
    }

    /// For whom it is given.
    pub fn of(self) -> Subjects {
        self.row().of
    }

    /// Its unit.
    pub fn unit(self, model: &Model) -> Unit {
        match self {
            Self::Score(n) if !model.scores[n].is_share() => Unit::Number,
            _ => self.row().unit,
        }
    }

    /// Whether it is about money.
    pub fn is_money(self) -> bool {
        self.row().unit == Unit::Money
    }

    /// Its stable key.
    pub fn key(self, model: &Model) -> Cow<'static, str> {
        match self {
            Self::Score(n) => format!("{PREFIX}{}", model.scores[n].label.key).into(),
            Self::Percentile { of, percent } => {
                let stem = of.kpi().key.split_once("_p").map_or(of.kpi().key, |(stem, _)| stem);
                format!("{stem}_p{}", percent.value()).into()
            }
            Self::Within { of, limit } => limit::key(of, limit).into(),
            Self::Row(_) | Self::Saving(_) => self.row().key.into(),
        }
    }

    /// Its name in a language.
    pub fn name(self, model: &Model, lang: Lang) -> Cow<'_, str> {
        match self {
            Self::Score(n) => model.scores[n].label.in_lang(lang).into(),
            Self::Percentile { percent, .. } => percent.in_place_of_90(self.row().name(lang)).into(),
            Self::Within { limit, .. } => limit::named(self.row().name(lang), limit, lang).into(),
            Self::Row(_) | Self::Saving(_) => self.row().name(lang).into(),
        }
    }
}

impl Row {
    /// What the catalogue says of it.
    pub fn kpi(self) -> &'static Kpi {
        &super::KPIS[self as usize]
    }
}

/// Finds a KPI by key. Any percentile may be asked for: `wait_p80`, `turnaround_p99`; and service levels at any limit:
/// `service_level_60s`.
pub fn find(key: &str) -> Option<KpiId> {
    let row = |key: &str| Row::ALL.iter().copied().find(|row| row.kpi().key == key);
    if let Some(row) = row(key) {
        return Some(KpiId::Row(row));
    }
    if let Some((stem, end)) = key.rsplit_once('_')
        && let Some(of) = row(stem).filter(|row| limit::LEVELS.contains(row))
        && let Some(limit) = limit::parse(end)
    {
        return Some(KpiId::Within { of, limit });
    }
    let (stem, digits) = key.split_once("_p")?;
    let percent = Percent::new(digits.parse().ok()?)?;
    Some(KpiId::Percentile { of: row(&format!("{stem}_p90"))?, percent })
}

/// Finds a KPI by key, a score of the model among them.
pub fn find_in(key: &str, model: &Model) -> Option<KpiId> {
    let Some(name) = key.strip_prefix(PREFIX) else { return find(key) };
    model.scores.iter().position(|score| score.label.key == name).map(KpiId::Score)
}

/// The KPIs of a model: those of the catalogue, then service levels at its limits, then its scores.
pub fn kpis(model: &Model) -> Vec<KpiId> {
    let rows = Row::ALL.iter().copied().map(KpiId::Row);
    let at_limit = |limit: &SimDuration| limit::LEVELS.map(|of| KpiId::Within { of, limit: *limit });
    let at_limits = model.time_limits.iter().flat_map(at_limit);
    rows.chain(at_limits).chain((0..model.scores.len()).map(KpiId::Score)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::textbook::model;

    #[test]
    fn any_percentile_can_be_asked_for() {
        let found = find("wait_p80").unwrap();
        assert_eq!(found.estimator(), Estimator::Percentile(0.80));
        assert_eq!(found.key(&model(Vec::new(), Vec::new(), 1)), "wait_p80");
        assert!(find("wait_p0").is_none() && find("waits_p90").is_none() && find("wait_pNaN").is_none());
    }

    #[test]
    fn rows_are_found_by_their_keys() {
        for row in Row::ALL {
            assert_eq!(find(row.kpi().key), Some(KpiId::Row(*row)));
        }
    }

    #[test]
    fn a_percentile_says_which_it_is() {
        let Some(KpiId::Percentile { of, percent }) = find("wait_p81") else { panic!("no percentile") };
        assert_eq!(percent.in_place_of_90(of.kpi().name(Lang::En)), "81st percentile of waits");
        assert_eq!(percent.in_place_of_90(of.kpi().name(Lang::Zh)), "等待 P81");
        assert_eq!(percent.in_place_of_90(of.kpi().definition(Lang::En)), "81 % of those accepted waited no longer.");
        assert_eq!(percent.in_place_of_90(of.kpi().definition(Lang::Zh)), "已接入者中 81 % 的等待不超过此值。");
    }
}
