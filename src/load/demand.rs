//! Expected contacts a day and by interval: first contacts, and what they cause, by fixed point.

use super::intervals::shares;
use crate::id::IdVec;
use crate::model::{Calendar, ContactType, Event, Model, Rule, TypeId, chance_of, counted_days, mean_days};

/// What is expected of a type on a day, by interval.
#[derive(Clone, Debug, PartialEq)]
pub struct TypeLoad {
    /// First contacts of its own.
    pub first: Vec<f64>,
    /// All arrivals.
    pub arrivals: Vec<f64>,
    /// Those that reach people.
    pub people: Vec<f64>,
    /// Of those that reach people, first contacts of its own.
    pub own: Vec<f64>,
}

impl TypeLoad {
    /// Arrivals a day.
    pub fn per_day(&self) -> f64 {
        self.arrivals.iter().sum()
    }
    /// Reaching people a day.
    pub fn people_per_day(&self) -> f64 {
        self.people.iter().sum()
    }
}

/// Expected arrivals of every type. Demand is that of a mean week, or, where events lift it or no whole week counts, of the mean
/// counted day.
pub fn expected(model: &Model) -> IdVec<TypeId, TypeLoad> {
    let of = if model.calendar.days < 7 { counted_days } else { mean_days };
    let means = of(&model.types, &model.calendar);
    let first: IdVec<TypeId, Vec<f64>> =
        model.types.entries().map(|(id, kind)| first_contacts(kind, means[id], &model.calendar)).collect();
    let mut arrivals = first.clone();
    // Rules that multiply without end are refused by compile, so this converges; a thousand rounds are never needed.
    for _ in 0..1000 {
        let mut next = first.clone();
        for (id, kind) in model.types.entries() {
            for (event, _) in Event::ALL {
                for rule in &kind.rules[event as usize] {
                    let caused = caused(model, rule, event, id, &first[id], &arrivals[id]);
                    next[rule.creates].iter_mut().zip(caused).for_each(|(n, c)| *n += c);
                }
            }
        }
        let change: f64 =
            model.types.ids().flat_map(|id| next[id].iter().zip(&arrivals[id])).map(|(a, b)| (a - b).abs()).sum();
        arrivals = next;
        if change < 1e-9 {
            break;
        }
    }
    model
        .types
        .ids()
        .map(|id| {
            let handed_over = 1.0 - chance_of(model, id, Event::Contained, true);
            let (first, arrivals) = (first[id].clone(), arrivals[id].clone());
            let of = |all: &[f64]| all.iter().map(|n| n * handed_over).collect();
            TypeLoad { people: of(&arrivals), own: of(&first), first, arrivals }
        })
        .collect()
}

fn first_contacts(kind: &ContactType, mean_day: f64, calendar: &Calendar) -> Vec<f64> {
    let slots = calendar.intervals_per_day();
    let Some(arrivals) = &kind.arrivals else { return vec![0.0; slots] };
    if arrivals.shapes.is_empty() {
        return shares(&arrivals.profile, slots).into_iter().map(|share| mean_day * share).collect();
    }
    let mut by_slot = vec![0.0; slots];
    for day in calendar.warm_up_days..calendar.warm_up_days + calendar.days {
        let expected = arrivals.expected(calendar, day);
        let shares = shares(arrivals.profile_on(calendar, day), slots);
        by_slot.iter_mut().zip(shares).for_each(|(slot, share)| *slot += expected * share);
    }
    let total: f64 = by_slot.iter().sum();
    if total > 0.0 {
        for slot in &mut by_slot {
            *slot *= mean_day / total;
        }
    }
    by_slot
}

fn caused(model: &Model, rule: &Rule, event: Event, id: TypeId, first: &[f64], all: &[f64]) -> Vec<f64> {
    // Nobody asks again with what the shop begins: all of them are first.
    let parents = if rule.of_first_only(event) && !model.types[id].outreach { first } else { all };
    // A transferred contact does not meet the bot again; neither does a child that is told not to.
    let past_bot = chance_of(model, rule.creates, Event::Contained, true);
    let skips = !rule.child_meets_bot();
    let weight = if skips && past_bot < 1.0 { 1.0 / (1.0 - past_bot) } else { 1.0 };
    let chance = rule.chance * chance_of(model, id, event, true) * weight;
    match rule.follow {
        Some(follow) => {
            let total: f64 = parents.iter().sum();
            shares(&model.profiles[follow], parents.len()).into_iter().map(|share| total * chance * share).collect()
        }
        None => parents.iter().map(|p| p * chance).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::textbook::{calls, minutes, model, team};
    use crate::random::{Law, Profile};
    use std::sync::Arc;

    #[test]
    fn the_mean_day_by_hour_knows_the_days_of_another_shape() {
        let kind = calls("a", 2.0, Law::exponential(minutes(3.0)), None, minutes(1.0));
        let mut m = model(vec![kind], vec![team("t", 7, 1, &[0])], 3);
        let (second, calendar) = (m.calendar.epoch_day(1), m.calendar.clone());
        let arrivals = m.types[TypeId(0)].arrivals.as_mut().unwrap();
        arrivals.shapes.insert(second, Arc::new(Profile::new(&[1.0, 3.0])));
        m.calendar.interval = crate::time::SimDuration::HOUR;
        let hours = &expected(&m)[TypeId(0)].first;
        assert_eq!(calendar.days, 3);
        let (morning, evening) = (120.0 * (2.0 + 0.5) / 3.0, 120.0 * (2.0 + 1.5) / 3.0);
        assert!((hours[3] - morning).abs() < 1e-9 && (hours[20] - evening).abs() < 1e-9, "{hours:?}");
    }
}
