//! What else the file could do for the period: its levers on the design as it is, simulated like the answer and set beside it.

use super::trials::{Reads, Told, Trials};
use super::{Halt, Reached, Size, counts::judged};
use crate::catalogue::{Row, Subject, spans_on};
use crate::compile::{self, Beside};
use crate::diagnostic::Text;
use crate::experiment::optimise::Answer;
use crate::experiment::{Counted, LEVEL, Pairs, Standing, Sweeping, Wanted, counts, on_dates, same_demand};
use crate::measure::Series;
use crate::model::Model;
use crate::report::{Alternative, Alternatives, Way, WorstDate};
use crate::say;
use crate::scenario::text::sources::Sources;
use crate::session::Request;
use crate::stats::{Bounded, Sample, wilson};

/// Ways that can be simulated, and those that cannot, with the reason.
struct Ways {
    run: Vec<Way>,
    models: Vec<Model>,
    refused: Vec<(Way, Text)>,
}

/// What is read of a way's replications, before it is set beside the design as it is.
struct Seen<'a> {
    model: &'a Model,
    /// By target, by date.
    by_date: &'a [Pairs],
    /// By target, over the period; then cost and people on duty.
    over: &'a [Pairs],
}

impl Size {
    /// The levers of the file beside the answer.
    pub(super) fn alternatives(
        &self,
        sources: &dyn Sources,
        request: &Request,
        best: &Reached,
        trials: &mut Trials<'_>,
    ) -> Result<Alternatives, Halt> {
        let points = compile::Points {
            sets: &request.sets,
            design: &self.model.design.key,
            case: &self.model.case.key,
            changes: &[],
        };
        let beside = compile::beside(sources, &request.file, points).expect("the file compiles with this design");
        let has = beside.has.clone();
        let Ways { run: ways, models, mut refused } = ways(beside, trials.model_of(&best.staff)?);
        let how = Sweeping { replications: best.n() as u64, by_date: true, ..self.looks.sure.clone() };
        let counted = self.counted_of_ways();
        let names: Vec<Vec<String>> = ways
            .iter()
            .map(|way| match way {
                Way::Sized => self.places.changes(&self.model, &best.staff),
                way => vec![format!("{} {}", way.kind(), way.key())],
            })
            .collect();
        let kinds = serde_json::json!(["alternatives", format!("{counted:?}")]);
        let read = |model: &Model, series: &Series<'_>| counts(model, series, &counted, &how);
        let whole = |read: &Vec<Pairs>| read.len() == counted.len();
        let told = Told { changes: &names, models: &models };
        let read = trials.read_models(&how, &told, &kinds, &Reads { read: &read, whole: &whole })?;
        let targets = self.targets.len();
        let seen = |at: usize| {
            let (by_date, over) = read[at].split_at(targets);
            Seen { model: &models[at], by_date, over }
        };
        let base = ways.iter().position(|way| *way == Way::AsIs).expect("it is always run");
        let as_is = self.of_way(Way::AsIs, &seen(base), None);
        let mut all = Vec::new();
        for (at, way) in ways.into_iter().enumerate() {
            let given = |of: usize| seen(at).by_date[of].is_some() || seen(base).by_date[of].is_none();
            match (0..targets).find(|of| !given(*of)) {
                Some(lacks) => refused.push((way, self.lacks(lacks))),
                None => all.push(self.of_way(way, &seen(at), Some(&as_is))),
            }
        }
        Ok(Alternatives::new(all, refused, has, (self.dates.len(), best.n())))
    }

    /// Targets by date, targets over the period, the running cost, people on duty.
    fn counted_of_ways(&self) -> Vec<Counted> {
        let by_date = self.targets.iter().map(|target| Counted::ByDate(target.wanted.clone()));
        let over = self.targets.iter().map(|target| Counted::Over(target.wanted.clone()));
        let of = |row: Row| Counted::Over(Wanted { kpi: row.into(), subject: Subject::All.key(&self.model) });
        by_date.chain(over).chain([of(Row::CostTotal), of(Row::OnDuty)]).collect()
    }

    /// Why a way is not compared: what a target is about is not there.
    fn lacks(&self, target: usize) -> Text {
        let wanted = &self.targets[target].wanted;
        let (key, subject) = (wanted.kpi.key(&self.model), &wanted.subject);
        say!("{key} is not given for {subject} with it", "采用后没有 {subject} 的 {key}")
    }

    /// A way beside the design as it is; none: it is that itself.
    fn of_way(&self, way: Way, seen: &Seen<'_>, as_is: Option<&Alternative>) -> Alternative {
        let sample = |pairs: &Pairs| {
            let (above, below): (Vec<f64>, Vec<f64>) = pairs.as_ref()?[0].iter().copied().unzip();
            Sample::ratio(&above, &below)
        };
        let targets = self.targets.len();
        let cost = sample(&seen.over[targets]);
        let spans = spans_on(seen.model, |_| true);
        let days = spans.iter().find(|span| span.label.key == self.looks.sure.period).map_or(0.0, |span| span.days);
        let times = |sample: Sample| Sample {
            value: sample.value * days * 24.0,
            influence: sample.influence.iter().map(|x| x * days * 24.0).collect(),
        };
        let hours = sample(&seen.over[targets + 1]).map(times);
        let missed = self.missed_dates(seen.by_date);
        let (hits, n) = (missed.iter().filter(|dates| **dates > 0.0).count(), missed.len());
        let missed_dates = Sample::mean(&missed);
        let beside = |own: &Sample, other: Option<&Sample>| own.difference(other.unwrap_or(own));
        let base = |of: fn(&Alternative) -> Option<&Sample>| as_is.map_or(Some(None), |as_is| of(as_is).map(Some));
        let more =
            |own: &Option<Sample>, of: fn(&Alternative) -> Option<&Sample>| Some(beside(own.as_ref()?, base(of)?));
        let once = once(seen.model).zip(once(&self.model)).map(|(own, other)| own - other);
        let fewer = as_is.map_or(&missed_dates, |as_is| &as_is.missed_dates).difference(&missed_dates);
        Alternative {
            cost_more: more(&cost, |of| of.cost.as_ref()),
            hours_more: more(&hours, |of| of.hours.as_ref()),
            once_more: once,
            cost,
            hours,
            misses: wilson(hits, n, LEVEL),
            missed_dates,
            dates_fewer: fewer,
            worst: self.worst_date(seen.by_date),
            figures: seen.over[..targets].iter().map(sample).collect(),
            answer: self.answer_of(seen),
            same_demand: same_demand(seen.model, &self.model),
            way,
        }
    }

    /// By replication: dates on which some target is missed.
    fn missed_dates(&self, by_date: &[Pairs]) -> Vec<f64> {
        let n = by_date.iter().flatten().flatten().map(Vec::len).next().unwrap_or(0);
        let dates = self.dates.len();
        let is_missed = |date: usize, replication: usize| {
            by_date.iter().zip(&self.targets).any(|(pairs, target)| {
                let pair = pairs.as_ref().and_then(|dates| dates.get(date)?.get(replication));
                pair.is_some_and(|(above, below)| *below > 0.0 && !target.goal.is_met_by(above / below))
            })
        };
        (0..n).map(|replication| (0..dates).filter(|date| is_missed(*date, replication)).count() as f64).collect()
    }

    /// The date and target with the least sure probability of being met.
    fn worst_date(&self, by_date: &[Pairs]) -> Option<WorstDate> {
        let first = self.model.calendar.epoch_day(self.model.calendar.warm_up_days);
        let of_target = |(target, pairs): (usize, &Pairs)| {
            let dates = on_dates(pairs.as_deref().unwrap_or(&[]), self.targets[target].goal).into_iter().enumerate();
            dates.filter_map(|(date, meets)| Some((target, date, meets?))).collect::<Vec<_>>()
        };
        let all = by_date.iter().enumerate().flat_map(of_target);
        let (target, date, meets) = all.min_by(|a, b| a.2.low.total_cmp(&b.2.low))?;
        let misses = Bounded { value: 1.0 - meets.value, low: 1.0 - meets.high, high: 1.0 - meets.low };
        Some(WorstDate { date: first + self.dates[date] as i32, target, misses })
    }

    /// All targets together, by the rule of the search.
    fn answer_of(&self, seen: &Seen<'_>) -> Answer {
        let judged_by = if self.each_date { seen.by_date } else { seen.over };
        let of = |(pairs, target): (&Pairs, &crate::report::Target)| -> Standing {
            judged(pairs.as_deref().unwrap_or(&[]), target.goal, self.each_date)
        };
        judged_by.iter().zip(&self.targets).map(|one| of(one).answer).min().unwrap_or(Answer::Met)
    }
}

/// The answer, the design as it is, and its levers.
fn ways(beside: Beside, sized: Model) -> Ways {
    let Beside { as_is, alone, together, .. } = beside;
    let mut all = Ways { run: vec![Way::Sized, Way::AsIs], models: vec![sized, as_is], refused: Vec::new() };
    let alone = alone.into_iter().map(|(label, made)| (Way::Lever(label), made));
    for (way, made) in alone.chain(together.map(|made| (Way::Together, made))) {
        match made {
            Ok(model) => {
                all.run.push(way);
                all.models.push(model);
            }
            Err(why) => all.refused.push((way, why)),
        }
    }
    all
}

/// What a design is paid for once, severance included, on whatever date; none where a price is missing.
fn once(model: &Model) -> Option<f64> {
    let severance = model.teams.iter().flat_map(|team| &team.severance);
    model.money.one_off.iter().chain(severance).map(|once| once.amount).sum()
}
