//! How many people come on which date to which shift, besides the team's own: covered by formula, stabilised by simulation, confirmed.

use super::entries::people;
use super::trials::{Reads, Trials};
use super::{Halt, Size};
use crate::catalogue::{Promised, Subject, promised};
use crate::experiment::optimise::{Cover, Look, Posts, Staff, SureLook, confirm, levels, settle_dates};
use crate::experiment::{Pairs, Served, Share, Sweeping, counts, half_hours, shown_by, sure_look};
use crate::id::IdVec;
use crate::load::{History, TeamLoad, teams_on};
use crate::model::{Model, TeamId};
use crate::report::{ByDate, Chance, HalfHours, Post, Target};
use std::collections::BTreeMap;

/// Roots of the expected need that a cover adds to it, rising; below 0 where customers who give up make fewer enough.
const ROOTS: [f64; 16] = [-2.0, -1.0, -0.5, 0.0, 0.5, 1.0, 1.5, 2.0, 2.5, 3.0, 4.0, 5.0, 6.5, 8.0, 10.0, 13.0];

/// Replications in which one fewer at a post is looked at; the confirmation has tried it on the worst ones.
const FEWER: u64 = 40;

/// What is planned: dates, posts, and what one at a post gives.
struct Plan {
    /// Dates, counted from the first day that counts.
    dates: Vec<usize>,
    posts: Vec<Post>,
    /// The teams of posts: groups.
    teams: Vec<TeamId>,
    /// Teams as the file has them, by date.
    own: Vec<IdVec<TeamId, TeamLoad>>,
    /// At the desk by interval for one at a post, by date, then post.
    gives: Vec<Vec<Vec<f64>>>,
}

/// The answer, and what was found on the way.
pub(super) struct OfDates {
    pub staff: Staff,
    pub by_date: ByDate,
}

impl Size {
    /// Searches for numbers by date and shift, and looks at the neighbours.
    pub(super) fn by_date(&self, trials: &mut Trials<'_>) -> Result<OfDates, Halt> {
        let plan = self.plan(trials)?;
        let zero = vec![0; plan.dates.len() * plan.posts.len()];
        let prices = day_prices(&plan, &zero, trials)?;
        let posts = Posts {
            dates: plan.dates.len(),
            price: prices.clone().unwrap_or_else(|| vec![1.0; plan.posts.len()]),
            group: plan.posts.iter().map(|post| plan.group(post.team)).collect(),
            groups: plan.teams.len(),
            most: self.places.all.iter().map(|place| place.bounds[1]).max().unwrap_or(0),
        };
        trials.blamed = self.targets.iter().map(|target| blamed(&self.model, target, &plan.teams)).collect();
        let start = levels(&posts, &plan.covers(&posts), trials)?;
        let near = settle_dates(&posts, start, trials)?;
        let looks: Vec<SureLook> = self.looks.at.iter().map(|n| sure_look(*n)).collect();
        let sure = confirm(&posts, near, &looks, trials)?;
        trials.put_together(&sure.staff, sure.n)?;
        let staff = sure.staff;
        let mut by_date = self.told(&plan, &posts, &staff, prices, trials)?;
        if by_date.prices.is_some() {
            let costs = trials.people(&[zero, staff.clone()])?;
            by_date.cost = costs[1].zip(costs[0]).map(|(with, without)| with - without);
        }
        Ok(OfDates { staff, by_date })
    }

    fn plan(&self, trials: &Trials<'_>) -> Result<Plan, Halt> {
        let model = &self.model;
        let teams: Vec<TeamId> = model.teams.ids().filter(|team| !self.places.fixed.contains(team)).collect();
        let of = |team: TeamId| {
            let shifts = people(model, team).map_or(0, |people| people.shifts.len());
            (0..shifts).map(move |shift| Post { team, shift })
        };
        let posts: Vec<Post> = teams.iter().flat_map(|team| of(*team)).collect();
        let dates = self.dates.clone();
        let at = |post: usize| -> Staff {
            (0..dates.len() * posts.len()).map(|cell| u32::from(cell % posts.len() == post)).collect()
        };
        let zero = trials.model_of(&vec![0; dates.len() * posts.len()])?;
        let history = History::of(&zero);
        let demand: Vec<_> = dates.iter().map(|date| history.on(*date)).collect();
        let on = |model: &Model| -> Vec<IdVec<TeamId, TeamLoad>> {
            dates.iter().zip(&demand).map(|(date, demand)| teams_on(model, demand, *date)).collect()
        };
        let own = on(&zero);
        let mut gives: Vec<Vec<Vec<f64>>> = vec![Vec::new(); dates.len()];
        for (number, post) in posts.iter().enumerate() {
            let with = on(&trials.model_of(&at(number))?);
            for (date, load) in with.iter().enumerate() {
                let there = load[post.team].people.iter().zip(&own[date][post.team].people);
                gives[date].push(there.map(|(with, without)| with - without).collect());
            }
        }
        Ok(Plan { dates, posts, teams, own, gives })
    }

    /// The answer date by date: people, risk, and what one fewer at a post does.
    fn told(
        &self,
        plan: &Plan,
        posts: &Posts,
        staff: &Staff,
        prices: Option<Vec<f64>>,
        trials: &mut Trials<'_>,
    ) -> Result<ByDate, Halt> {
        let fewer: Vec<Staff> = (0..posts.number())
            .map(|post| {
                let less = |(cell, n): (usize, &u32)| n.saturating_sub(u32::from(cell % posts.number() == post));
                staff.iter().enumerate().map(less).collect()
            })
            .collect();
        let half_hours = self.half_hours(plan, posts, (staff, &fewer), trials)?;
        let worst = |staff: &Staff, date: usize, trials: &Trials<'_>| -> Option<Chance> {
            let all = trials.shares(Look::Sure, staff).into_iter().enumerate();
            let on_date = all.filter_map(|(target, dates)| Some((target, dates.get(date).copied().flatten()?)));
            let least = on_date.min_by(|a, b| a.1.low.total_cmp(&b.1.low));
            least.map(|(target, meets)| Chance { target, meets, answer: shown_by(&meets) })
        };
        let one_fewer = |cell: usize| {
            let (date, post) = (cell / posts.number(), cell % posts.number());
            (staff[cell] > 0).then(|| worst(&fewer[post], date, trials)).flatten()
        };
        let first = self.model.calendar.epoch_day(self.model.calendar.warm_up_days);
        let own = |cell: usize| {
            let (date, post) = (plan.dates[cell / posts.number()] as i32, plan.posts[cell % posts.number()]);
            let roster = people(&self.model, post.team).expect("posts are of teams with shifts");
            let heads = roster.heads_on(first + date);
            let on = roster.rostered(heads, first + date, &roster.plan.offsets(heads), &|_| true);
            on.iter().filter(|(_, shift)| *shift == post.shift).count() as u32
        };
        let cells = 0..staff.len();
        Ok(ByDate {
            posts: plan.posts.clone(),
            own: cells.clone().map(own).collect(),
            come: staff.clone(),
            worst: (0..posts.dates).map(|date| worst(staff, date, trials)).collect(),
            fewer: cells.map(one_fewer).collect(),
            prices,
            cost: None,
            half_hours,
        })
    }

    /// How each team serves by interval, and with one fewer at whichever of its posts is worse to be without; what the dates are with one fewer
    /// is counted in the same replications.
    fn half_hours(
        &self,
        plan: &Plan,
        posts: &Posts,
        (staff, fewer): (&Staff, &[Staff]),
        trials: &mut Trials<'_>,
    ) -> Result<Vec<HalfHours>, Halt> {
        let promises: Vec<Vec<Share>> = plan.teams.iter().map(|team| self.promises(*team)).collect();
        let how = Sweeping { replications: self.looks.at[0], focus: plan.dates.clone(), ..self.looks.sure.clone() };
        let counted = trials.counted().to_vec();
        let kinds = serde_json::json!(["half hours", format!("{promises:?} {counted:?}")]);
        // Where nobody comes, nobody can be missing.
        let used: Vec<usize> = (0..posts.number()).filter(|post| fewer[*post] != *staff).collect();
        let without: Vec<Staff> = used.iter().map(|post| fewer[*post].clone()).collect();
        let read = |model: &Model, series: &crate::measure::Series<'_>| {
            (counts(model, series, &counted, &how), half_hours(series, &promises))
        };
        type Read = (Vec<Pairs>, Vec<Vec<Vec<Option<Served>>>>);
        let whole = |(counts, hours): &Read| counts.len() == counted.len() && hours.len() == promises.len();
        let mut all = trials.read(&how, std::slice::from_ref(staff), &kinds, &Reads { read: &read, whole: &whole })?;
        if !without.is_empty() {
            let how = Sweeping { replications: how.replications.min(FEWER), ..how.clone() };
            all.extend(trials.read(&how, &without, &kinds, &Reads { read: &read, whole: &whole })?);
        }
        let round: Vec<Staff> = std::iter::once(staff.clone()).chain(without).collect();
        let (counts, hours): (Vec<Vec<Pairs>>, Vec<_>) = all.into_iter().unzip();
        trials.know(&round, counts);
        let mut hours = hours.into_iter();
        let here = hours.next().expect("the answer was run");
        let without: BTreeMap<usize, _> = used.into_iter().zip(hours).collect();
        let first = self.model.calendar.epoch_day(self.model.calendar.warm_up_days);
        let missed = |served: Served| served.1 as f64 / served.0 as f64;
        let mut told = Vec::new();
        for (date, day) in plan.dates.iter().enumerate() {
            for (group, team) in plan.teams.iter().enumerate() {
                let own: Vec<usize> = (0..posts.number())
                    .filter(|post| posts.group[*post] == group && staff[posts.at(date, *post)] > 0)
                    .collect();
                let one_fewer = |slot: usize| {
                    let there = own.iter().filter(|post| plan.gives[date][**post][slot] > 0.0);
                    let risks =
                        there.filter_map(|post| Some(missed((*without.get(post)?.get(group)?.get(date)?.get(slot)?)?)));
                    risks.reduce(f64::max)
                };
                let slots = here[group].get(date).map_or(&[][..], |slots| slots);
                told.push(HalfHours {
                    team: *team,
                    date: first + *day as i32,
                    fewer: (0..slots.len()).map(one_fewer).collect(),
                    served: slots.to_vec(),
                });
            }
        }
        Ok(told)
    }

    /// What a team promises to chats and calls that come to it first: as it is asked for, else as the file has it.
    fn promises(&self, team: TeamId) -> Vec<Share> {
        let own = |one: &Promised| one.speed.is_some() && self.model.types[one.of].is_first(team);
        let asked = |one: &Promised| {
            let subject = Subject::Type(one.of).key(&self.model);
            let is = |target: &&Target| target.wanted.kpi == one.kpi && target.wanted.subject == subject;
            self.targets.iter().find(is).map_or(one.share, |target| target.goal.limit)
        };
        let all = promised(&self.model).into_iter().filter(own);
        all.map(|one| Share { kpi: one.kpi, of: one.of, share: asked(&one) }).collect()
    }
}

impl Plan {
    fn group(&self, team: TeamId) -> usize {
        self.teams.iter().position(|of| *of == team).expect("posts are of these teams")
    }

    /// The cover of every level, by level.
    fn covers(&self, posts: &Posts) -> Vec<Staff> {
        let of = |roots: f64| {
            let mut staff = vec![0; posts.dates * posts.number()];
            for date in 0..posts.dates {
                for (group, team) in self.teams.iter().enumerate() {
                    let own: Vec<usize> = (0..posts.number()).filter(|post| posts.group[*post] == group).collect();
                    let load = &self.own[date][*team];
                    let lacking = |(need, there): (f64, &f64)| need + roots * need.sqrt() - there;
                    let lacking: Vec<f64> = load.need().into_iter().zip(&load.people).map(lacking).collect();
                    let price: Vec<f64> = own.iter().map(|post| posts.price[*post]).collect();
                    let gives: Vec<Vec<f64>> = own.iter().map(|post| self.gives[date][*post].clone()).collect();
                    let cover = Cover { price: &price, gives: &gives }.of(&lacking);
                    for (post, n) in own.into_iter().zip(cover) {
                        staff[posts.at(date, post)] = n.min(posts.most);
                    }
                }
            }
            staff
        };
        ROOTS.into_iter().map(of).collect()
    }
}

/// What one at a post costs a day: what people cost with one there on every date less what they cost without. None where a price is
/// missing, or nothing is paid.
fn day_prices(plan: &Plan, zero: &Staff, trials: &mut Trials<'_>) -> Result<Option<Vec<f64>>, Halt> {
    let posts = plan.posts.len();
    let with = |post: usize| zero.iter().enumerate().map(|(cell, _)| u32::from(cell % posts == post)).collect();
    let round: Vec<Staff> = std::iter::once(zero.clone()).chain((0..posts).map(with)).collect();
    let Some(costs) = trials.people(&round)?.into_iter().collect::<Option<Vec<f64>>>() else { return Ok(None) };
    let prices: Vec<f64> = costs[1..].iter().map(|cost| (cost - costs[0]) / plan.dates.len() as f64).collect();
    Ok(prices.iter().all(|price| *price > 0.0).then_some(prices))
}

/// The groups that a target is blamed on: the first team of its type's route that has posts, and the teams of its steps; of a team's
/// figure the team; of all others all.
fn blamed(model: &Model, target: &Target, teams: &[TeamId]) -> Vec<usize> {
    let group = |team: TeamId| teams.iter().position(|of| *of == team);
    let all = || (0..teams.len()).collect::<Vec<usize>>();
    match Subject::parse(&target.wanted.subject, model) {
        Some((Subject::Team(team) | Subject::TypeAtTeam(_, team), _)) => group(team).map_or_else(all, |of| vec![of]),
        Some((Subject::Type(of) | Subject::Step(of, _), _)) => {
            let kind = &model.types[of];
            let first = kind.routes.iter().find_map(|route| group(route.team));
            let steps = kind.steps().iter().filter_map(|step| group(step.team()?));
            let mut groups: Vec<usize> = first.into_iter().chain(steps).collect();
            groups.sort_unstable();
            groups.dedup();
            if groups.is_empty() { all() } else { groups }
        }
        _ => all(),
    }
}
