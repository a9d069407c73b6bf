//! Statistical and professional advice, typed: it looks at what came out and at what the user did.

mod sentences;

use super::cold_start;
use super::figures::Figure;
use super::observed::{Apart, apart};
use super::promises::{Stands, stands};
use crate::catalogue::{KpiId, Promised, Row, Subject, promise_of};
use crate::experiment::{self, Stopped};
use crate::load::chats_per_hour;
use crate::model::{FirstTouch, Lang, Model, Pay, Staffing};
use crate::report::labels::{Comparison, View};
use crate::report::numbers::FEW;
use crate::report::paths::name_of_path;
use crate::report::words::list;
use crate::stats::Verdict;

/// Above this, occupancy by hand wears people out.
const TIRING: f64 = 0.88;
/// Hours of overtime a head and month that the law allows.
const OVERTIME: f64 = 36.0;

/// Something a reader should know.
#[derive(Clone, Debug, PartialEq)]
pub enum Advice {
    /// The run ended early.
    Stopped(Stopped),
    /// The asked precision was not reached.
    NotPrecise,
    /// The model does not give what the shop measured.
    NotAsMeasured(Apart),
    /// Open tickets of a type grow.
    BacklogGrows {
        /// In which arm.
        arm: usize,
        /// Of which type: the stable name.
        subject: String,
    },
    /// Open tickets grow only because counting begins with none of those that wait by design.
    ColdStart {
        /// In which arm.
        arm: usize,
        /// Of which type: the stable name.
        subject: String,
        /// How long they wait, s.
        wait: f64,
    },
    /// Promised shares are missed.
    TargetsMissed {
        /// In which arm.
        arm: usize,
        /// Which KPI.
        kpi: KpiId,
        /// Of which types, and what was promised.
        missed: Vec<(String, f64)>,
    },
    /// A promise that no number of people can keep: alone with one chat an agent's answer already takes too long.
    OutOfReach {
        /// In which arm.
        arm: usize,
        /// Of which types.
        subjects: Vec<OutOfReach>,
    },
    /// A team is busy by hand for longer than people can bear.
    Tiring {
        /// In which arm.
        arm: usize,
        /// Which team.
        subject: String,
    },
    /// Targets are missed, though no team is as busy as that: which is the busiest.
    Tightest {
        /// In which arm.
        arm: usize,
        /// Which team.
        subject: String,
    },
    /// More overtime than is allowed.
    Overtime {
        /// In which arm.
        arm: usize,
        /// Which team.
        subject: String,
        /// Hours a head and month.
        hours: f64,
    },
    /// Figures are undecided.
    Undecided {
        /// How many figures.
        figures: usize,
        /// How many replications would decide the easiest and the hardest of them, as far as that can be said.
        needed: Option<(u64, u64)>,
    },
    /// No pay: nothing about money can be said.
    PayNotGiven {
        /// Teams without pay, by name.
        teams: Vec<String>,
    },
    /// Prices of teams that some of their people have to be paid and that are not given, besides those of all their people.
    PriceNotGiven {
        /// Their keys, and whose they are: `pay.hire of New people`.
        prices: Vec<String>,
    },
    /// Designs with a bot that has no price: their running cost is not known.
    BotPriceNotGiven {
        /// Designs, by name.
        designs: Vec<String>,
    },
    /// Fewer are carried because fewer ask again, not because more are lost.
    FewerRepeats {
        /// Which design, against which.
        pair: Comparison,
    },
    /// So few replications that intervals are wide by their number alone.
    Few,
    /// One replication: intervals come from days, and nothing is compared.
    OneReplication,
}

impl Advice {
    /// Whether it is about the run as a whole, and so about every number of it.
    pub fn is_of_the_run(&self) -> bool {
        matches!(self, Self::Stopped(_) | Self::NotPrecise | Self::NotAsMeasured(_) | Self::Few | Self::OneReplication)
    }

    /// Whether the answer itself rests on it: what makes it doubtful, and what no number of people mends.
    pub fn is_grave(&self) -> bool {
        match self {
            Self::Stopped(_)
            | Self::NotPrecise
            | Self::NotAsMeasured(_)
            | Self::BacklogGrows { .. }
            | Self::ColdStart { .. }
            | Self::OutOfReach { .. }
            | Self::Overtime { .. }
            | Self::PayNotGiven { .. }
            | Self::PriceNotGiven { .. }
            | Self::BotPriceNotGiven { .. }
            | Self::Few
            | Self::OneReplication => true,
            Self::TargetsMissed { .. }
            | Self::Tiring { .. }
            | Self::Tightest { .. }
            | Self::Undecided { .. }
            | Self::FewerRepeats { .. } => false,
        }
    }
}

/// A type whose promise no number of people can keep.
#[derive(Clone, Debug, PartialEq)]
pub struct OutOfReach {
    /// Which KPI: the service level, at a limit where the type has several targets.
    pub kpi: KpiId,
    /// Which type: the stable name.
    pub subject: String,
    /// The share that is in time with one chat open and no wait.
    pub best: f64,
    /// The promise.
    pub target: f64,
}

/// All advice on results, the gravest first.
pub fn advice(view: &View<'_>, figures: &[Figure], pairs: &[Comparison]) -> Vec<Advice> {
    let study = &view.results.study;
    let mut all: Vec<Advice> = study.stopped.into_iter().map(Advice::Stopped).collect();
    if study.precise == Some(false) {
        all.push(Advice::NotPrecise);
    }
    all.extend(apart(view).map(Advice::NotAsMeasured));
    for arm in 0..view.arms().len() {
        all.extend(of_arm(view, arm, figures));
    }
    // It is a key of the whole file: once is enough.
    let cold = |one: &Advice| matches!(one, Advice::ColdStart { .. });
    if let Some(first) = all.iter().position(cold) {
        let mut at = 0;
        all.retain(|one| {
            at += 1;
            !cold(one) || at == first + 1
        });
    }
    let mut teams: Vec<String> = Vec::new();
    for team in view.arms().iter().flat_map(|arm| arm.model.teams.iter()) {
        let lacking = team.pay.as_ref().map(Pay::not_given);
        if lacking.as_ref().is_some_and(Vec::is_empty) {
            continue;
        }
        let name = team.label.in_lang(view.lang);
        let word = |key: &&'static str| name_of_path(&format!("defaults.team.pay.{key}"), view.lang);
        let parts: Vec<String> =
            lacking.iter().flatten().map(|key| word(key).unwrap_or_else(|| (*key).to_owned())).collect();
        let parts = list(view.lang, &parts);
        let name = match (lacking.is_some(), view.lang) {
            (false, _) => name.to_owned(),
            (true, Lang::En) => format!("{name} ({parts})"),
            (true, Lang::Zh) => format!("{name}（{parts}）"),
        };
        if !teams.contains(&name) {
            teams.push(name);
        }
    }
    if !teams.is_empty() {
        all.push(Advice::PayNotGiven { teams });
    }
    all.extend(price_not_given(view));
    let mut designs: Vec<String> = Vec::new();
    for arm in 0..view.arms().len() {
        let model = view.model(arm);
        let priced = model.money.bot.is_some();
        let name = view.design(arm).to_owned();
        if model.types.iter().any(|kind| kind.bot.is_some()) && !priced && !designs.contains(&name) {
            designs.push(name);
        }
    }
    if !designs.is_empty() {
        all.push(Advice::BotPriceNotGiven { designs });
    }
    all.extend(
        pairs.iter().filter(|pair| fewer_repeats(view, **pair)).map(|pair| Advice::FewerRepeats { pair: *pair }),
    );
    match study.replications {
        1 => all.push(Advice::OneReplication),
        2..FEW => all.push(Advice::Few),
        _ => (),
    }
    all.extend(undecided(view, figures, pairs));
    all
}

/// What lacks of the pay of teams whose people as a rule are paid: the price of hiring where somebody is hired, a day's where people come for
/// the day.
fn price_not_given(view: &View<'_>) -> Option<Advice> {
    let mut prices: Vec<String> = Vec::new();
    for arm in 0..view.arms().len() {
        for team in &view.model(arm).teams {
            let Some(pay) = team.pay.as_ref().filter(|pay| pay.not_given().is_empty() && pay.outsourced.is_none())
            else {
                continue;
            };
            let subject = format!("team:{}", team.label.key);
            let hired = view.estimate(arm, Row::Hires, &subject).is_some_and(|hires| hires.mean > 0.0);
            let come = matches!(&team.staffing, Staffing::People(roster) if !roster.day_paid.is_empty());
            let name = team.label.in_lang(view.lang);
            for (key, lacks) in [("hire", hired && pay.hire.is_none()), ("day", come && pay.day.is_none())] {
                let price = match view.lang {
                    Lang::En => format!("`pay.{key}` of {name}"),
                    Lang::Zh => format!("{name}的 `pay.{key}`"),
                };
                if lacks && !prices.contains(&price) {
                    prices.push(price);
                }
            }
        }
    }
    (!prices.is_empty()).then_some(Advice::PriceNotGiven { prices })
}

/// The team that is busiest by hand, where there are several.
fn tightest(view: &View<'_>, arm: usize) -> Option<Advice> {
    let teams = &view.model(arm).teams;
    if teams.len() < 2 {
        return None;
    }
    let busy = teams.iter().filter_map(|team| {
        let subject = format!("team:{}", team.label.key);
        Some((view.estimate(arm, Row::Occupancy, &subject)?.mean, subject))
    });
    let (_, subject) = busy.max_by(|a, b| a.0.total_cmp(&b.0))?;
    Some(Advice::Tightest { arm, subject })
}

fn of_arm(view: &View<'_>, arm: usize, figures: &[Figure]) -> Vec<Advice> {
    let model = view.model(arm);
    let mut found = Vec::new();
    let (mut missed, mut out_of_reach) = (Vec::<(KpiId, (String, f64))>::new(), Vec::new());
    for figure in figures {
        let subject = figure.subject.clone();
        let Some(e) = view.estimate(arm, figure.kpi, &subject) else { continue };
        let promise = promise_of(model, figure.kpi, &subject);
        match figure.kpi {
            KpiId::Row(Row::BacklogGrowth) if grows(view, arm, &subject) => {
                let surely = e.mean - e.half_width.unwrap_or(0.0);
                found.push(match cold_start::explains(view, arm, &subject, surely) {
                    Some(wait) => Advice::ColdStart { arm, subject, wait },
                    None => Advice::BacklogGrows { arm, subject },
                });
            }
            KpiId::Row(Row::Occupancy) if e.mean > TIRING => found.push(Advice::Tiring { arm, subject }),
            _ => {
                let missed_one = |one: &Promised| stands(e.mean, e.half_width, one.share) == Stands::Missed;
                if let Some(promise) = promise.filter(missed_one) {
                    let (kpi, target) = (figure.kpi, promise.share);
                    match best_possible(model, &promise).filter(|best| *best < target) {
                        Some(best) => out_of_reach.push(OutOfReach { kpi, subject, best, target }),
                        None => missed.push((kpi, (subject, target))),
                    }
                }
            }
        }
    }
    let named = found.iter().any(|advice| matches!(advice, Advice::Tiring { .. }));
    if !missed.is_empty() && !named {
        found.extend(tightest(view, arm));
    }
    // A sentence a figure: service levels, by limit where types have several, then tickets on time.
    let (mut kpis, on_time): (Vec<KpiId>, _) = (missed.iter().map(|(kpi, _)| *kpi).collect(), Row::OnTime.into());
    kpis.sort_unstable_by_key(|kpi| (*kpi == on_time, *kpi));
    kpis.dedup();
    for kpi in kpis {
        let of_kpi = missed.iter().filter(|(other, _)| *other == kpi).map(|(_, missed)| missed.clone());
        found.push(Advice::TargetsMissed { arm, kpi, missed: of_kpi.collect() });
    }
    if !out_of_reach.is_empty() {
        found.push(Advice::OutOfReach { arm, subjects: out_of_reach });
    }
    for (team, heads) in model.teams.iter().map(|team| (team, crate::report::labels::team_heads(&team.staffing))) {
        let subject = format!("team:{}", team.label.key);
        let months = view.span(arm).months;
        if let Some(e) = view.estimate(arm, Row::OvertimeHours, &subject).filter(|_| heads > 0 && months > 0.0) {
            let hours = e.mean / f64::from(heads) / months;
            if hours > OVERTIME {
                found.push(Advice::Overtime { arm, subject, hours });
            }
        }
    }
    found
}

/// Whether open tickets (of a type, or all) surely grow over the report's period.
pub fn grows(view: &View<'_>, arm: usize, subject: &str) -> bool {
    let found = Subject::parse(subject, view.model(arm));
    found.is_some_and(|(subject, _)| experiment::grows(&view.arms()[arm], view.span_number(arm), subject))
}

/// Fewer carried, although a larger share of what arrives is, because customers come less often.
pub fn fewer_repeats(view: &View<'_>, pair: Comparison) -> bool {
    let difference = |row: Row| view.difference(pair, row, "all").map(|d| &d.judgement);
    let better = |row: Row| difference(row).is_some_and(|j| j.verdict == Verdict::Better);
    let fewer = difference(Row::CarriedPerDay).is_some_and(|j| j.verdict == Verdict::Different && j.mean < 0.0);
    fewer && better(Row::Coverage) && better(Row::Attempts)
}

/// The share of first replies that are in time with no wait and one chat open: more people cannot make it more.
/// Answers are exponential about their mean. None of other targets.
pub fn best_possible(model: &Model, promise: &Promised) -> Option<f64> {
    let (speed, id) = (promise.speed.filter(|speed| speed.until == FirstTouch::FirstReply)?, promise.of);
    let alone = model.types[id]
        .routes
        .iter()
        .filter_map(|route| chats_per_hour(model, route.team, id)?.first().map(|row| row.reply));
    alone.map(|reply| 1.0 - (-speed.limit.seconds() / reply).exp()).reduce(f64::max)
}

fn undecided(view: &View<'_>, figures: &[Figure], pairs: &[Comparison]) -> Option<Advice> {
    let open: Vec<Option<u64>> = pairs
        .iter()
        .flat_map(|pair| figures.iter().filter_map(|f| view.difference(*pair, f.kpi, &f.subject)))
        .filter(|d| d.judgement.verdict == Verdict::Undecided)
        .map(|d| d.judgement.n_needed)
        .collect();
    let known: Vec<u64> = open.iter().flatten().copied().collect();
    let needed = known.iter().min().copied().zip(known.iter().max().copied());
    (!open.is_empty()).then_some(Advice::Undecided { figures: open.len(), needed })
}
