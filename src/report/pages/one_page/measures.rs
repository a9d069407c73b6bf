//! What the design does that the baseline does not: its levers by name, then people who come for single days and teams that take other
//! types, which are often no levers.

use super::Asked;
use crate::model::{Model, StaffedByPeople, Team, TypeId};
use crate::report::blocks::on_shifts::rosters;
use crate::report::formats::text::cut;
use crate::report::words::list;

/// Columns of a name in a sentence.
const NAME: usize = 40;
/// Columns of a team's and a type's name.
const SHORT: usize = 24;
/// So many types are told of a team; how many more there are is counted.
const TYPES: usize = 3;

/// All of it in a sentence; none where nothing of it is known by name.
pub fn measures(asked: &Asked<'_, '_>) -> Option<String> {
    let (view, pair) = (asked.view, asked.best?);
    let levers = view.results.levers.get(&view.model(pair.arm).design.key);
    let mut names: Vec<String> =
        levers.into_iter().flatten().map(|label| cut(label.in_lang(view.lang), NAME)).collect();
    let [base, model] = [pair.base, pair.arm].map(|arm| view.model(arm));
    let by_lever = !names.is_empty();
    names.extend(for_days(asked, base, model, by_lever));
    names.extend(helps(asked, base, model));
    let (told, design) = (list(view.lang, &names), cut(view.design(pair.arm), NAME));
    (!names.is_empty()).then(|| {
        asked.say(
            format!("Measures in “{design}”: {told}; who comes: ⑤."),
            format!("“{design}”里的措施：{told}；人怎么安排见⑤。"),
        )
    })
}

/// The team of the same key in a model.
fn same<'m>(model: &'m Model, team: &Team) -> Option<&'m Team> {
    model.teams.iter().find(|other| other.label.key == team.label.key)
}

/// People who come for single days where the baseline has none of them, team by team. `by_lever`: a team that the baseline has not is what
/// one of the levers named does.
fn for_days(asked: &Asked<'_, '_>, base: &Model, model: &Model, by_lever: bool) -> Option<String> {
    let lang = asked.view.lang;
    let had = |team: &Team| {
        let mut before = rosters(base).filter(|(other, _)| other.label.key == team.label.key);
        before.next().map(|(_, roster)| &roster.day_paid)
    };
    let is_new = |team: &Team, roster: &StaffedByPeople| match had(team) {
        Some(before) => *before != roster.day_paid,
        None => !by_lever,
    };
    let come = rosters(model).filter(|(team, roster)| !roster.day_paid.is_empty() && is_new(team, roster));
    let told: Vec<String> = come
        .map(|(team, roster)| {
            let (name, most) = (cut(team.label.in_lang(lang), SHORT), most_at_once(roster));
            asked.say(format!("{name} up to {most}"), format!("{name}最多 {most} 人"))
        })
        .collect();
    let all = told.join(&asked.say(", ", "，"));
    (!told.is_empty()).then(|| asked.say(format!("people for single days ({all})"), format!("请按天来的人（{all}）")))
}

/// Most of those who come for single days that are there on one date.
fn most_at_once(roster: &StaffedByPeople) -> u32 {
    let on = |day: i32| {
        let there = roster.day_paid.iter().filter(|come| (come.from..=come.until).contains(&day));
        there.map(|come| come.count).sum()
    };
    roster.day_paid.iter().map(|come| on(come.from)).max().unwrap_or(0)
}

/// Teams that take types which the same team does not take in the baseline.
fn helps(asked: &Asked<'_, '_>, base: &Model, model: &Model) -> Vec<String> {
    let lang = asked.view.lang;
    let takes = |team: &Team| -> Vec<TypeId> {
        team.serves.iter().flat_map(|level| level.live.iter().chain(&level.tickets).copied()).collect()
    };
    let of = |team: &Team| {
        let before: Vec<&str> = takes(same(base, team)?).into_iter().map(|of| &base.types[of].label.key[..]).collect();
        let new = takes(team).into_iter().map(|of| &model.types[of].label).filter(|of| !before.contains(&&of.key[..]));
        let mut names: Vec<String> = new.map(|of| cut(of.in_lang(lang), SHORT)).collect();
        let left = names.len().saturating_sub(TYPES);
        names.truncate(TYPES);
        if left > 0 {
            names.push(asked.say(format!("{left} more"), format!("另 {left} 类")));
        }
        let (name, types) = (cut(team.label.in_lang(lang), SHORT), names.join(&asked.say(" and ", "与")));
        (!names.is_empty()).then(|| asked.say(format!("{name} takes {types} too"), format!("{name}也接{types}")))
    };
    model.teams.iter().filter_map(of).collect()
}
