//! Assumptions at their ends: which of them would turn a verdict of a comparison, and at about what value.
//!
//! Each end is run on the same customers as the comparison, with fewer replications: what it changes is known from few, as the
//! customers are the same, and is added to the difference that all replications gave. All ends together take at most as many
//! replications as the comparison itself. Of a long time every end is looked at on some weeks that stand for all, and run over the whole time
//! only where it might turn something: what is said of a verdict that turns is always of the whole time.

use super::ranked::{Asked, Ranked, of_pairs};
use super::{Done, Request, Scenario};
use crate::catalogue::{Better, Estimator, HORIZON, KpiId, List, Part, Row, Subject, listed, promised};
use crate::compile::{Assumption, OneByOne, one_by_one};
use crate::experiment::{
    Arm, Cancel, Difference, Estimate, Progress, Replications, Settings, Sweeping, WEEK, Wanted,
    figures as sampled_figures, replicate, run_points, sampled_weeks, whole_weeks,
};
use crate::measure::{Evaluator, Series};
use crate::model::Model;
use crate::report::{FirstLook, Results, TargetThere, Trial, Tried, Turn};
use crate::scenario::text::sources::Sources;
use crate::scenario::values::vary::between;
use crate::stats::Verdict;

/// So many assumptions are tried at most.
const MOST: usize = 8;
/// So many of these are such that only a simulation can try them.
const UNSEEN: usize = 3;
/// Replications of an end, at least and at most: fewer have no mean, more say nothing new.
const EACH: [u64; 2] = [2, 10];
/// So many weeks stand for a long time where ends are looked at first, this many times; a time is long from so many times as many weeks on.
const WEEKS: usize = 6;
const LOOKS: u64 = 2;
const LONG: usize = 5;
/// What is then run over the whole time takes this part of the comparison's replications, as far as [`EACH`] allows.
const PART: u64 = 4;
/// It is run over the whole time if so many times what it moves on these weeks would turn a verdict, or if tickets on time move by so much.
const NEAR: f64 = 2.0;
const TICKETS: f64 = 0.01;
/// What moves designs against each other by less is not tried, in points of work or of orders.
const NOTHING: f64 = 0.05;

/// Tries the assumptions that matter most for a comparison and adds what they would turn. Nothing is tried of one that was
/// interrupted or takes levers apart.
pub fn try_assumptions(
    sources: &dyn Sources,
    scenario: &Scenario,
    request: &Request,
    done: &mut Done,
    progress: &dyn Progress,
    cancel: &dyn Cancel,
) {
    let results = &mut done.results;
    let study = &results.study;
    if study.stopped.is_some() || !results.parts.is_empty() || study.arms.len() < 2 {
        return;
    }
    let arms = asked_arms(results);
    let Some(pairs) = arms.iter().map(|arm| position(scenario, &study.arms[*arm].model)).collect::<Option<Vec<_>>>()
    else {
        return;
    };
    let asked = Asked { file: &request.file, sets: &request.sets, what_ifs: &request.what_ifs };
    let (ranked, unseen) = of_pairs(sources, &scenario.compiled, asked, &pairs);
    let (mut chosen, mut known) = chosen(ranked, unseen);
    // Whether a design stands if its bot does less is asked of every bot, whatever the file says of it.
    let has_bot = |arm: &usize| study.arms[*arm].model.types.iter().any(|kind| kind.bot.is_some());
    if study.replications > EACH[0] && arms.iter().any(has_bot) {
        chosen.insert(0, less_of_the_bot());
        known += 1;
    }
    let ends = |chosen: &[Assumption]| chosen.iter().map(|one| one.ends().len() as u64).sum::<u64>();
    let budget = study.replications * study.arms.len() as u64;
    let affords = |chosen: &[Assumption]| budget / (ends(chosen) * arms.len() as u64).max(1);
    let is_long = results.period == HORIZON && whole_weeks(&study.arms[arms[0]].model) >= LONG * WEEKS;
    while !is_long && !chosen.is_empty() && affords(&chosen) < EACH[0] {
        chosen.pop();
    }
    if chosen.is_empty() || study.replications < EACH[0] {
        results.tried = Some(Tried { replications: 0, first_look: None, trials: Vec::new(), left: known });
        return;
    }
    let changes: Vec<Vec<String>> =
        chosen.iter().flat_map(|one| one.ends().into_iter().map(|end| vec![format!("{}={end}", one.path)])).collect();
    let keys: Vec<(String, String)> = arms
        .iter()
        .map(|arm| (study.arms[*arm].model.design.key.clone(), study.arms[*arm].model.case.key.clone()))
        .collect();
    let (sets, what_ifs) = (&request.sets[..], &request.what_ifs[..]);
    let found = one_by_one(sources, &request.file, OneByOne { sets, what_ifs, changes: &changes, pairs: &keys });
    let seen: Vec<bool> = if is_long {
        let Some(seen) = first_look(results, &arms, &found, request, (progress, cancel)) else { return };
        seen
    } else {
        found.iter().map(Option::is_some).collect()
    };
    let further = seen.iter().filter(|further| **further).count() as u64;
    let replications = if is_long { budget / PART } else { budget } / (further * arms.len() as u64).max(1);
    let replications = replications.clamp(EACH[0], EACH[1]).min(study.replications);
    let models: Vec<Model> =
        found.iter().zip(&seen).filter(|(_, further)| **further).filter_map(|(of, _)| of.clone()).flatten().collect();
    let settings = Settings {
        seed: request.seed,
        replications: Replications::Fixed(replications),
        threads: request.threads,
        profile: None,
    };
    let tried = replicate(models, &settings, progress, cancel);
    if tried.stopped.is_some() {
        return;
    }
    let found: Vec<Option<bool>> = found.iter().zip(&seen).map(|(of, further)| of.as_ref().map(|_| *further)).collect();
    let trials = trials(results, &arms, &chosen, (&found, &tried.arms), replications as usize);
    let left = known - trials.len();
    let first_look = is_long.then_some(FirstLook { weeks: WEEKS, replications: LOOKS, further: further as usize });
    results.tried = Some(Tried { replications, first_look, trials, left });
}

/// What came of each. `found`: by end, whether it was run over the whole time (none: the value makes no sense here); then those arms, end by
/// end.
fn trials(
    results: &Results,
    arms: &[usize],
    chosen: &[Assumption],
    (found, there): (&[Option<bool>], &[Arm]),
    replications: usize,
) -> Vec<Trial> {
    let mut there = there.chunks(arms.len());
    let mut found = found.iter();
    let mut trials = Vec::new();
    for one in chosen {
        let (mut turns, mut ends, mut reached) = (Vec::new(), Vec::new(), Vec::new());
        for end in one.ends() {
            // A value that makes no sense here was not run.
            let Some(Some(further)) = found.next() else { continue };
            ends.push(end.to_owned());
            let Some(there) = further.then(|| there.next()).flatten() else { continue };
            turns.extend(turned(results, arms, there, (&one.value, end), replications));
            let here = |(arm, there): (&usize, &Arm)| lowest(results, *arm, there, (end, replications));
            reached.extend(arms.iter().zip(there).filter_map(here));
        }
        if ends.is_empty() {
            continue;
        }
        let (path, value, given) = (one.path.clone(), one.value.clone(), one.given);
        trials.push(Trial { path, value, ends, given, turns, reached });
    }
    trials
}

/// Which ends might turn something: those that move a figure so far on some weeks, and those that move tickets, of which what lies over from
/// week to week is not on them. `None`: interrupted. `found`: an end's models, arm by arm.
fn first_look(
    results: &Results,
    arms: &[usize],
    found: &[Option<Vec<Model>>],
    request: &Request,
    ports: (&dyn Progress, &dyn Cancel),
) -> Option<Vec<bool>> {
    let study = &results.study;
    let wanted = looked_at(results, arms);
    let as_is = arms.iter().map(|arm| study.arms[*arm].model.clone());
    let models: Vec<Model> = as_is.chain(found.iter().flatten().flatten().cloned()).collect();
    let sweeping = Sweeping {
        seed: request.seed,
        first: 0,
        replications: LOOKS,
        only: None,
        threads: request.threads,
        weeks: Some(sampled_weeks(&models[0], WEEKS)),
        days: None,
        by_date: false,
        focus: Vec::new(),
        period: HORIZON.to_owned(),
    };
    let read = |model: &Model, series: &Series<'_>| {
        let figures = sampled_figures(model, series, &wanted, HORIZON);
        figures.into_iter().map(|figure| figure.map(|sample| sample.value)).collect::<Vec<Option<f64>>>()
    };
    let todo: Vec<usize> = (0..models.len()).collect();
    let mut values: Vec<Vec<Option<f64>>> = Vec::new();
    let mut keep = |_: usize, figures: Vec<Option<f64>>| -> Result<(), std::convert::Infallible> {
        values.push(figures);
        Ok(())
    };
    let stopped = run_points(&models, &todo, &sweeping, ports, &read, &mut keep).unwrap_or_else(|never| match never {});
    if stopped.is_some() {
        return None;
    }
    let (as_is, ends) = values.split_at(arms.len());
    let mut ends = ends.chunks(arms.len());
    let further = |of: &Option<Vec<Model>>| {
        let there = of.as_ref().and_then(|_| ends.next());
        there.is_some_and(|there| might_turn(results, arms, &wanted, [as_is, there]))
    };
    Some(found.iter().map(further).collect())
}

/// What is looked at on some weeks: what verdicts are about, and tickets on time.
fn looked_at(results: &Results, arms: &[usize]) -> Vec<Wanted> {
    let mut wanted: Vec<Wanted> = Vec::new();
    let mut add = |one: Wanted| {
        if !wanted.contains(&one) {
            wanted.push(one);
        }
    };
    for arm in arms {
        let model = &results.study.arms[*arm].model;
        for asked in figures(results, *arm, arms[0]) {
            add(Wanted { kpi: asked.of.kpi, subject: asked.of.subject.key(model) });
        }
        for target in promised(model) {
            add(Wanted { kpi: target.kpi, subject: Subject::Type(target.of).key(model) });
        }
    }
    wanted
}

/// Whether an end moves a difference of some design so far that more of it would turn its verdict, or tickets on time by [`TICKETS`].
fn might_turn(results: &Results, arms: &[usize], wanted: &[Wanted], [as_is, there]: [&[Vec<Option<f64>>]; 2]) -> bool {
    let at = |kpi: KpiId, subject: &str| wanted.iter().position(|one| one.kpi == kpi && one.subject == subject);
    let moved = |n: usize, at: usize| Some(there[n][at]? - as_is[n][at]?);
    arms.iter().enumerate().any(|(n, arm)| {
        let model = &results.study.arms[*arm].model;
        let tickets = promised(model).into_iter().filter(|target| target.kpi == Row::OnTime.into());
        let mut late = tickets.filter_map(|target| moved(n, at(target.kpi, &Subject::Type(target.of).key(model))?));
        late.any(|moved| moved.abs() > TICKETS)
            || figures(results, *arm, arms[0]).into_iter().any(|asked| {
                let subject = asked.of.subject.key(model);
                let Some(by) = at(asked.of.kpi, &subject).and_then(|at| Some(moved(n, at)? - moved(0, at)?)) else {
                    return false;
                };
                // What is summed up over days is so much more over all of them.
                let days = f64::from(model.calendar.days) / (WEEKS as f64 * f64::from(WEEK));
                let by = match asked.of.kpi.estimator() {
                    Estimator::Sum(_) | Estimator::Money(_) => by * days,
                    _ => by,
                };
                let Some(half) = asked.judgement.half_width else { return false };
                let (mean, better) = (asked.judgement.mean, asked.of.kpi.better());
                let other = verdict(mean + NEAR * by, half, better) != asked.judgement.verdict;
                other && ![Verdict::Same, Verdict::NotJudged].contains(&asked.judgement.verdict)
            })
    })
}

/// Every bot contains ten points less of those who meet it.
fn less_of_the_bot() -> Assumption {
    Assumption {
        path: "design.*.bot.*".to_owned(),
        value: "+0 pp".to_owned(),
        low: Some("-10 pp".to_owned()),
        high: None,
        other: None,
        source: None,
        given: true,
        promise: None,
        users: Vec::new(),
        place: None,
        ends_at: None,
    }
}

/// The baseline and, first, who is compared with it in its own case; where nobody is, all others.
fn asked_arms(results: &Results) -> Vec<usize> {
    let arms = &results.study.arms;
    let base = &arms[results.baseline].model;
    let others = |same: bool| -> Vec<usize> {
        (0..arms.len())
            .filter(|arm| *arm != results.baseline && (!same || arms[*arm].model.case.key == base.case.key))
            .collect()
    };
    let within = others(true);
    let others = if within.is_empty() { others(false) } else { within };
    std::iter::once(results.baseline).chain(others).collect()
}

fn position(scenario: &Scenario, model: &Model) -> Option<(usize, usize)> {
    let compiled = &scenario.compiled;
    Some((compiled.design(&model.design.key)?, compiled.case(&model.case.key)?))
}

/// Those to try, the most promising first, and how many there are in all.
fn chosen(mut ranked: Vec<Ranked>, unseen: Vec<Assumption>) -> (Vec<Assumption>, usize) {
    ranked.sort_by(|a, b| b.between().total_cmp(&a.between()));
    ranked.retain(|one| one.between() >= NOTHING);
    // What the bot really helps of those it ends first: with its share it is what a bot is worth.
    ranked.sort_by_key(|one| !one.assumption.path.ends_with("bot.resolves"));
    // How many give up and come back is what a simulation is for; of a spread or a delay within the day little is expected.
    let promising = |one: &Assumption| -> Option<usize> {
        let has = |part: &str| one.path.split('.').any(|own| own == part);
        match () {
            () if one.other.is_some() || is_share_of_bot(one) => Some(0),
            () if has("patience") => Some(1),
            () if has("abandoned") && has("returns") => Some(2),
            () if has("chats") => Some(3),
            () => None,
        }
    };
    let mut blind: Vec<(usize, Assumption)> =
        unseen.into_iter().filter_map(|one| Some((promising(&one)?, one))).collect();
    blind.sort_by(|a, b| a.0.cmp(&b.0).then_with(|| a.1.path.cmp(&b.1.path)));
    let known = ranked.len() + blind.len();
    let places = MOST - blind.len().min(UNSEEN);
    let seen: Vec<Assumption> = ranked.into_iter().map(|one| one.assumption).collect();
    // What if the bot takes less is always asked, so one such is tried whatever moves more.
    let bot = seen.iter().position(is_share_of_bot);
    let others = (0..seen.len()).filter(|at| Some(*at) != bot);
    let seen = bot.into_iter().chain(others).take(places).map(|at| seen[at].clone());
    (seen.chain(blind.into_iter().map(|(_, one)| one).take(UNSEEN)).collect(), known)
}

/// Whether a value says how much the bot takes off people's hands.
fn is_share_of_bot(one: &Assumption) -> bool {
    let has = |part: &str| one.path.split('.').any(|own| own == part);
    has("bot") && !["sale", "on_failure", "learning", "upkeep", "new_products", "costs"].iter().any(|other| has(other))
}

/// The verdicts that are others with this end.
fn turned(
    results: &Results,
    arms: &[usize],
    there: &[Arm],
    (value, end): (&str, &str),
    replications: usize,
) -> Vec<Turn> {
    let study = &results.study;
    let base = arms[0];
    let mut turns = Vec::new();
    for (n, arm) in arms.iter().enumerate().skip(1) {
        for asked in figures(results, *arm, base) {
            let Some(half_width) = asked.judgement.half_width else { continue };
            let part = |arms: [&Arm; 2]| difference(asked, results, arms, replications);
            let (Some(as_is), Some(changed)) =
                (part([&study.arms[*arm], &study.arms[base]]), part([&there[n], &there[0]]))
            else {
                continue;
            };
            let mean = asked.judgement.mean;
            let moved = mean + changed - as_is;
            let verdict = verdict(moved, half_width, asked.of.kpi.better());
            let from = asked.judgement.verdict;
            // What cannot be told as it is may be told by chance there.
            let by_chance = from == Verdict::Undecided && (moved - mean).abs() < half_width;
            if verdict == from || [Verdict::Same, Verdict::NotJudged].contains(&from) || by_chance {
                continue;
            }
            turns.push(Turn {
                of: asked.of,
                base,
                end: end.to_owned(),
                differences: [mean, moved],
                half_width,
                verdicts: [from, verdict],
                about: between(value, end, share(mean, moved, half_width, verdict))
                    .map(|text| short(&text))
                    .filter(|about| about != value),
            });
        }
    }
    turns
}

/// The target of an arm that is furthest from being kept at an end; none where nothing is promised or nothing happened.
fn lowest(results: &Results, arm: usize, there: &Arm, (end, replications): (&str, usize)) -> Option<TargetThere> {
    let here = &results.study.arms[arm];
    let span = results.span(arm)?;
    let value = |of: &Arm, kpi: KpiId, subject: Subject| first_value([here, of], kpi, subject, span, replications);
    let reached = promised(&here.model).into_iter().filter_map(|target| {
        let subject = Subject::Type(target.of);
        let is = |e: &&Estimate| {
            (e.of.arm, e.of.span, e.of.kpi, e.of.subject) == (arm, span, target.kpi, subject) && e.of.part == Part::Both
        };
        let mean = results.estimates.iter().find(is)?.mean;
        let moved = value(there, target.kpi, subject)? - value(here, target.kpi, subject)?;
        let levels = [mean, (mean + moved).clamp(0.0, 1.0)];
        let subject = subject.key(&here.model);
        Some(TargetThere { arm, kpi: target.kpi, subject, end: end.to_owned(), levels, promised: target.share })
    });
    reached.min_by(|a, b| (a.levels[1] - a.promised).total_cmp(&(b.levels[1] - b.promised)))
}

/// What was asked for: targets first, then total cost, orders, coverage.
fn figures(results: &Results, arm: usize, base: usize) -> Vec<&Difference> {
    let [model, base_model] = [arm, base].map(|arm| &results.study.arms[arm].model);
    let mut wanted: Vec<(KpiId, Subject)> = Vec::new();
    for target in promised(base_model) {
        wanted.extend(Subject::Type(target.of).in_model(base_model, model).map(|of| (target.kpi, of)));
    }
    wanted.extend(listed(List::Assumptions).into_iter().map(|kpi| (kpi, Subject::All)));
    let find = |(kpi, subject): &(KpiId, Subject)| {
        let here = |d: &&Difference| (d.of.arm, d.base) == (arm, base) && results.span(arm) == Some(d.of.span);
        results.differences.iter().filter(here).find(|d| d.of.kpi == *kpi && d.of.subject == *subject)
    };
    wanted.iter().filter_map(find).filter(|d| d.of.kpi.better() != Better::Neither).collect()
}

/// The difference of two arms by their first replications, each an arm of the study or the same with an assumption changed.
fn difference(asked: &Difference, results: &Results, [arm, base]: [&Arm; 2], replications: usize) -> Option<f64> {
    let (here, of) = (&results.study.arms[asked.of.arm], &asked.of);
    let value = |arm: &Arm| first_value([here, arm], of.kpi, of.subject, of.span, replications);
    Some(value(arm)? - value(base)?)
}

/// A figure of an arm by its first replications; subject and span are those of `here`.
fn first_value([here, arm]: [&Arm; 2], kpi: KpiId, subject: Subject, span: usize, replications: usize) -> Option<f64> {
    let subject = subject.in_model(&here.model, &arm.model)?;
    let span = arm.spans.iter().position(|own| own.label.key == here.spans[span].label.key)?;
    let series = Series { outcomes: arm.outcomes.get(..replications)?, spans: &arm.spans };
    Some(Evaluator::new(&arm.model).estimate(kpi, Part::Both, subject, &series, span)?.value)
}

fn verdict(mean: f64, half_width: f64, better: Better) -> Verdict {
    if mean.abs() < half_width {
        Verdict::Undecided
    } else if (mean > 0.0) == (better == Better::Higher) {
        Verdict::Better
    } else {
        Verdict::Worse
    }
}

/// How far between the value and its end the verdict turns: where the difference is nothing, or no longer or at last surely
/// something.
fn share(mean: f64, moved: f64, half_width: f64, to: Verdict) -> f64 {
    let decided = mean.abs() >= half_width;
    let at = match (decided, to) {
        (true, Verdict::Undecided) => half_width.copysign(mean),
        (true, _) => 0.0,
        (false, _) => half_width.copysign(moved),
    };
    ((at - mean) / (moved - mean)).clamp(0.0, 1.0)
}

/// Two digits are enough for "about".
fn short(text: &str) -> String {
    let digits = |c: char| c.is_ascii_digit() || c == '.';
    let Some(from) = text.find(digits) else { return text.to_owned() };
    let until = text[from..].find(|c| !digits(c)).map_or(text.len(), |end| from + end);
    let Ok(x) = text[from..until].parse::<f64>() else { return text.to_owned() };
    if x == 0.0 {
        return text.to_owned();
    }
    let unit = 10_f64.powi(x.abs().log10().floor() as i32 - 1);
    let rounded = crate::scenario::values::change::clean((x / unit).round() * unit);
    format!("{}{rounded}{}", &text[..from], &text[until..])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_value_is_where_the_line_between_the_two_crosses() {
        // +10 ± 4 that becomes −10 turns in the middle; one that becomes nothing is no longer sure at 4.
        assert_eq!(share(10.0, -10.0, 4.0, Verdict::Worse), 0.5);
        assert_eq!(share(10.0, 0.0, 4.0, Verdict::Undecided), 0.6);
        assert_eq!(share(1.0, 9.0, 3.0, Verdict::Better), 0.25);
        assert_eq!(
            (short("0.8327"), short("11.5 min"), short("60 s")),
            ("0.83".into(), "12 min".into(), "60 s".into())
        );
    }
}
