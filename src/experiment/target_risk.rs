//! Forecast error apart from the chance inside the day: of a period that misses its target in some replications and not in
//! others, how much is due to how large demand turned out.
//!
//! How large events and crises turn out and how busy days are is a function of replication and date, so the demand that a
//! replication meets is known without simulating: the hand work that it brings in the period to the teams of a type, with
//! what was caused before. The rest (arrivals, efforts, patience, absence, and how the days of a period differ) is what
//! [`explained`] leaves over.

use super::replicate::pool;
use super::study::{Arm, LEVEL, Study};
use crate::catalogue::{KpiId, Part, Promised, Span, Subject, promised};
use crate::id::{Id, IdVec};
use crate::load::{Dated, DayLoad, work_seconds};
use crate::measure::Evaluator;
use crate::model::{Model, TeamId, TypeId};
use crate::random::Key;
use crate::stats::{Bounded, Explained, explained, wilson};
use rayon::prelude::*;

/// A target of a type in a period, over replications.
#[derive(Clone, Debug)]
pub struct Judged {
    /// Which arm.
    pub arm: usize,
    /// Which span of the arm.
    pub span: usize,
    /// The figure that has the target.
    pub kpi: KpiId,
    /// Of which type, in the arm's model.
    pub subject: Subject,
    /// The share promised.
    pub target: f64,
    /// Replications in which there was something to judge.
    pub n: usize,
    /// Of these the target was missed in.
    pub missed: usize,
    /// The same as a share.
    pub share: Bounded,
    /// Where the differences come from; none of too few replications, or where the figure is always the same.
    pub explained: Option<Explained>,
}

/// Every named period and type with a target, where demand is uncertain; of one replication nothing.
pub fn judged(study: &Study, threads: usize) -> Vec<Judged> {
    let arms = study.arms.iter().enumerate();
    pool(threads, study.replications)
        .install(|| arms.flat_map(|(number, arm)| of_arm(number, arm, study.seed)).collect())
}

fn of_arm(number: usize, arm: &Arm, seed: u64) -> Vec<Judged> {
    let model = &arm.model;
    let spans: Vec<usize> = (0..arm.spans.len()).filter(|s| arm.spans[*s].named && arm.spans[*s].days > 0.0).collect();
    let targets = promised(model);
    if spans.is_empty() || targets.is_empty() || arm.outcomes.len() < 2 {
        return Vec::new();
    }
    let last = spans.iter().filter_map(|span| arm.spans[*span].dates.iter().rposition(|inside| *inside)).max();
    let days = model.calendar.warm_up_days + last.map_or(0, |last| last as i32 + 1);
    let dated = Dated::of(model, days);
    let planned = dated
        .clone()
        .with(&|id, day| model.types[id].arrivals.as_ref().map_or(0.0, |own| own.expected(&model.calendar, day)));
    let met: Vec<IdVec<TypeId, Vec<DayLoad>>> = (0..arm.outcomes.len() as u64)
        .into_par_iter()
        .map(|replication| dated.clone().with(&realised(model, Key::seed(seed).number(replication))))
        .collect();
    let mut found = Vec::new();
    for span in spans {
        for target in &targets {
            let work = |loads: &IdVec<TypeId, Vec<DayLoad>>| work(model, target.of, loads, &arm.spans[span]).ln();
            let demand: Vec<f64> = met.iter().map(work).collect();
            if demand.iter().all(|x| *x == demand[0]) {
                continue;
            }
            found.extend(of_target(arm, (number, span), target, &demand, work(&planned)));
        }
    }
    found
}

/// The first contacts that a replication brings on a day, in the mean.
fn realised(model: &Model, replication: Key) -> impl Fn(TypeId, i32) -> f64 {
    move |id, day| {
        let kind = &model.types[id];
        let own = kind.key(replication);
        kind.arrivals.as_ref().map_or(0.0, |arrivals| arrivals.realised(&model.calendar, day, replication, own))
    }
}

/// Hand work that comes in a span to the teams of a type, seconds: all that they are the first to do.
fn work(model: &Model, id: TypeId, loads: &IdVec<TypeId, Vec<DayLoad>>, span: &Span) -> f64 {
    let kind = &model.types[id];
    let mut teams: Vec<TeamId> = kind.teams().collect();
    teams.sort_unstable_by_key(|team| team.index());
    teams.dedup();
    let seconds = |other: TypeId| teams.iter().map(|team| work_seconds(model, other, *team)).sum::<f64>();
    let inside = |days: &[DayLoad]| {
        days.iter().zip(&span.dates).filter(|(_, inside)| **inside).map(|(load, _)| load.people).sum::<f64>()
    };
    model.types.ids().map(|other| seconds(other) * inside(&loads[other])).sum()
}

fn of_target(
    arm: &Arm,
    (number, span): (usize, usize),
    target: &Promised,
    demand: &[f64],
    planned: f64,
) -> Option<Judged> {
    let rows = arm.series().rows(span);
    let (kpi, subject) = (target.kpi, Subject::Type(target.of));
    let sums = Evaluator::new(&arm.model).sums(kpi, Part::Both, subject, &rows, &arm.spans[span])?;
    let counted: Vec<(f64, (f64, f64))> =
        demand.iter().copied().zip(sums.pairs()).filter(|(_, (_, of))| *of > 0.0).collect();
    if counted.is_empty() {
        return None;
    }
    let missed = counted.iter().filter(|(_, (good, of))| *good < target.share * of).count();
    let (x, y): (Vec<f64>, Vec<f64>) = counted.iter().map(|(x, (good, of))| (*x, good / of)).unzip();
    let finite = planned.is_finite() && x.iter().all(|x| x.is_finite());
    Some(Judged {
        arm: number,
        span,
        kpi,
        subject,
        target: target.share,
        n: counted.len(),
        missed,
        share: wilson(missed, counted.len(), LEVEL),
        explained: if finite { explained(&x, &y, target.share, planned, LEVEL) } else { None },
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue::Row;
    use crate::experiment::replicate::{Never, Quiet, Replications, Settings, replicate};
    use crate::model::textbook::{calls, minutes, model, team};
    use crate::model::{Curve, Label, Lift, Lifts, Period};
    use crate::random::Law;
    use crate::stats::Sample;

    /// The day that counts.
    const DAY: i32 = 20_089;

    /// One day, on which a promotion three times as large as the day turns out as it will.
    fn shop(per_minute: f64, agents: u32, uncertainty: f64) -> Model {
        let patience = Some(Law::exponential(minutes(3.0)));
        let mut kind = calls("a", per_minute, Law::exponential(minutes(4.0)), patience, minutes(0.5));
        let lift = Lift::new(Label::plain("sale"), vec![DAY], Curve::new(vec![(0, 3.0)]), uncertainty);
        kind.arrivals.as_mut().unwrap().lifts = Lifts::new(vec![vec![lift]]);
        let mut shop = model(vec![kind], vec![team("t", agents, 1, &[0])], 1);
        shop.periods.push(Period::of_days(Label::plain("sale"), DAY, DAY));
        shop
    }

    fn study(models: Vec<Model>, seed: u64, replications: u64) -> Study {
        let settings = Settings { seed, replications: Replications::Fixed(replications), threads: 2, profile: None };
        replicate(models, &settings, &Quiet, &Never)
    }

    #[test]
    fn a_large_shop_misses_because_of_the_promotion() {
        let study = study(vec![shop(3.0, 36, 0.5)], 1, 120);
        let all = judged(&study, 2);
        let [only] = &all[..] else { panic!("one period, one target: {all:?}") };
        let found = only.explained.unwrap();
        // The service level is S-shaped in demand, so a parabola leaves some of it over.
        assert!(found.figure.low > 0.8 && found.figure.value > 0.88, "{found:?}");
        assert!(found.below.unwrap().value > 0.6, "{found:?}");
        assert!(only.n == 120 && only.missed > 12 && only.missed < 108, "{only:?}");
        let first = shop(3.0, 36, 0.5);
        let (key, kind) = (Key::seed(1).number(7), &first.types[TypeId(0)]);
        let come = kind.arrivals.as_ref().unwrap().realised(&first.calendar, 1, key, kind.key(key));
        let arrived = KpiId::Row(Row::Arrived);
        let rows = study.arms[0].series().rows(1);
        let counted = Evaluator::new(&first)
            .sums(arrived, Part::Both, Subject::Type(TypeId(0)), &rows, &study.arms[0].spans[1])
            .unwrap()
            .above[7];
        assert!((counted - come).abs() < 4.0 * come.sqrt(), "{counted} came of {come}");
    }

    #[test]
    fn nothing_is_said_where_nothing_of_demand_is_uncertain() {
        assert!(judged(&study(vec![shop(3.0, 36, 0.0)], 1, 20), 2).is_empty());
        let mut nameless = shop(3.0, 36, 0.5);
        nameless.periods.clear();
        assert!(judged(&study(vec![nameless], 1, 20), 2).is_empty());
        let few = judged(&study(vec![shop(0.2, 4, 0.5)], 1, 5), 2);
        assert!(few[0].explained.is_none() && few[0].n == 5);
    }

    /// A shop so small that chance counts too: what the parabola explains against many days of each demand. By quadrature
    /// over fifteen demands, three hundred days each, it is 0.66.
    #[test]
    fn between_the_two_as_a_nested_simulation_says() {
        let (small, outer, inner) = (shop(0.1, 2, 0.2), 300, 8);
        let kind = &small.types[TypeId(0)];
        // Each demand that comes, as a day that is certain.
        let certain: Vec<Model> = (0..outer)
            .map(|number| {
                let key = Key::seed(99).number(number);
                let come = kind.arrivals.as_ref().unwrap().realised(&small.calendar, 1, key, kind.key(key));
                let mut day = shop(0.1, 2, 0.0);
                let arrivals = day.types[TypeId(0)].arrivals.as_mut().unwrap();
                (arrivals.lifts, arrivals.per_day) = (Lifts::default(), [come; 7]);
                day
            })
            .collect();
        // Each with chances of its own, which arms of one study would share.
        let nested = (1000..).zip(certain).flat_map(|(seed, day)| study(vec![day], seed, inner).arms);
        let level = KpiId::Row(Row::ServiceLevel);
        let days: Vec<Vec<f64>> = nested
            .map(|arm| {
                let rows = arm.series().rows(1);
                let sums = Evaluator::new(&arm.model)
                    .sums(level, Part::Both, Subject::Type(TypeId(0)), &rows, &arm.spans[1])
                    .unwrap();
                sums.pairs().map(|(good, of)| good / of).collect()
            })
            .collect();
        let variance = |values: &[f64]| {
            let mean = Sample::mean(values);
            mean.influence.iter().map(|u| u * u).sum::<f64>() / (values.len() - 1) as f64
        };
        let within = days.iter().map(|of| variance(of)).sum::<f64>() / outer as f64;
        let means: Vec<f64> = days.iter().map(|of| Sample::mean(of).value).collect();
        let between = variance(&means) - within / inner as f64;
        let truth = between / (between + within);
        let flat = judged(&study(vec![small.clone()], 1, 300), 2);
        let found = flat[0].explained.unwrap().figure;
        assert!((truth - 0.66).abs() < 0.08, "{truth}");
        assert!(found.low - 0.03 < truth && truth < found.high + 0.03, "nested {truth}, {:?}", flat[0]);
        assert!(found.high - found.low < 0.25, "{found:?}");
    }
}
