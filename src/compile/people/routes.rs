//! Which teams a type tries in which order.

use crate::compile::contact::ticket_steps::steps_say_teams;
use crate::compile::context::Context;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Place};
use crate::id::{Id, IdVec};
use crate::model::{ContactType, Fairness, Route, Team, TeamId, Together, TypeId};
use crate::say;
use crate::scenario::schema::{self, FairnessWord, RouteText};
use crate::scenario::values::read::At;
use crate::time::SimDuration;

/// Gives types their teams in order of trial.
pub fn routes(
    context: &Context<'_>,
    types: &mut IdVec<TypeId, ContactType>,
    teams: &IdVec<TeamId, Team>,
    out: &mut Diagnostics,
) {
    for (name, entry, _) in context.design.routes.iter() {
        context.type_id(&At { value: name.to_string(), place: entry.key.clone() }, out);
    }
    for (name, entry) in &context.world.contact.0 {
        let id = context.types[name];
        let serving: Vec<TeamId> = teams.ids().filter(|t| teams[*t].skills[id.index()].is_some()).collect();
        let text = context.design.routes.get(name);
        let given: Vec<&At<String>> = text.iter().flat_map(|text| &text.steps).flatten().collect();
        let order = match given[..] {
            [_, ..] => given_route(context, name, &given, &serving, teams, out),
            [] if serving.is_empty() && types[id].needs_nobody() => Vec::new(),
            [] if serving.is_empty() => {
                // A team whose text is wrong may be the one that serves it.
                if context.design.team.0.values().all(|t| t.value.is_some()) && !serves_misspelt(context, name) {
                    nobody_serves(context, name, &entry.key, &types[id], out);
                }
                Vec::new()
            }
            [] => {
                if let [first, second, ..] = serving[..]
                    && !steps_say_teams(context, name)
                {
                    ambiguous(context, name, &teams[first].label.key, &teams[second].label.key, out);
                }
                serving
            }
        };
        types[id].together = text.and_then(|text| together(text, &order, teams, out));
        types[id].routes = order
            .into_iter()
            .map(|team| {
                let skill = context.design.team.get(&teams[team].label.key).and_then(|t| t.skill.get(name));
                let wait_first = skill.and_then(|s| s.wait_first.as_ref()).map_or(SimDuration::ZERO, |w| w.value);
                Route { team, wait_first }
            })
            .collect();
        if let Some(text) = &entry.value {
            crate::compile::contact::demand::check_effort(name, &entry.key, text, &types[id], out);
        }
    }
}

/// Which teams of a route are tried together; none: one after another. `order`: those written that are teams.
fn together(
    text: &RouteText,
    order: &[TeamId],
    teams: &IdVec<TeamId, Team>,
    out: &mut Diagnostics,
) -> Option<Together> {
    let ends = text.steps.iter().scan(0, |end, step| {
        *end += step.len();
        Some(*end)
    });
    let ends: Vec<usize> = ends.collect();
    // People of one team with limits of their own are compared as those of several teams are.
    let differ = text.by.is_some() && order.iter().any(|team| teams[*team].limits_differ());
    let several = differ || text.steps.iter().any(|step| step.len() > 1);
    if let ([team], Some(by), false) = (order, &text.by, several) {
        let name = &teams[*team].label.key;
        let why = say!(
            "`by` does nothing here: everybody in team `{name}` takes as many chats at once",
            "`by` 在这里不起作用：小组 `{name}` 的人同时接待上限都一样"
        );
        out.push(Diagnostic::warning(Code::Unused, &by.place, why));
    } else if let Some(by) = text.by.as_ref().filter(|_| !several) {
        let why = say!(
            "`by` does nothing here: no teams of this route are tried together",
            "`by` 在这里不起作用：这条路由里没有同时找的小组"
        );
        let help = say!(
            "write those that are tried together as a list inside the list: teams = [[\"a\", \"b\"], \"c\"]",
            "同时找的小组写成列表中的列表：teams = [[\"甲\", \"乙\"], \"丙\"]"
        );
        out.push(Diagnostic::error(Code::Misplaced, &by.place, why).help(help));
    }
    let by = match text.by.as_ref().map(|by| by.value) {
        None | Some(FairnessWord::FewestOpen) => Fairness::FewestOpen,
        Some(FairnessWord::ShareOfPlaces) => Fairness::ShareOfPlaces,
    };
    (several && ends.last() == Some(&order.len())).then_some(Together { ends, by })
}

fn nobody_serves(context: &Context<'_>, name: &str, key: &Place, kind: &ContactType, out: &mut Diagnostics) {
    let design = &context.design_label.key;
    let why = say!("nobody serves `{name}` in design `{design}`", "方案 `{design}` 里没有小组接待 `{name}`");
    let help = if kind.outreach {
        say!(
            "add \"{name}\" to the `serves` of a team for those that the bot does not send, or let it send all",
            "机器人没发的由人发：请把 \"{name}\" 加到某个小组的 `serves` 里，或让机器人全部发出"
        )
    } else {
        say!("add \"{name}\" to the `serves` of a team", "请把 \"{name}\" 加到某个小组的 `serves` 里")
    };
    out.push(Diagnostic::error(Code::NobodyServes, key, why).help(help));
}

/// Whether some team serves an unknown type that is nearly this one: reported there already.
fn serves_misspelt(context: &Context<'_>, name: &str) -> bool {
    context
        .design
        .team
        .iter()
        .flat_map(|(_, _, t)| t.serves.value.0.iter().flatten())
        .any(|one| !context.types.contains_key(&one.value) && crate::diagnostic::nearest(&one.value, [name]).is_some())
}

fn given_route(
    context: &Context<'_>,
    name: &str,
    given: &[&At<String>],
    serving: &[TeamId],
    teams: &IdVec<TeamId, Team>,
    out: &mut Diagnostics,
) -> Vec<TeamId> {
    let names = context.design.team.names();
    let mut order = Vec::new();
    for one in given {
        let called = &one.value;
        let Some(id) = teams.position(|t| t.label.key == *called) else {
            out.push(
                Diagnostic::error(
                    Code::UnknownName,
                    &one.place,
                    say!("unknown team `{called}`", "没有叫 `{called}` 的小组"),
                )
                .near_or_list(called, &names),
            );
            continue;
        };
        if !serving.contains(&id) {
            let team = context.design.team.get(called);
            let misspelt =
                |t: &schema::TeamText| t.serves.value.0.iter().flatten().any(|s| !context.types.contains_key(&s.value));
            if let Some(team) = team.filter(|t| !misspelt(t)) {
                out.push(
                    Diagnostic::error(
                        Code::Misplaced,
                        &one.place,
                        say!("team `{called}` does not serve `{name}`", "小组 `{called}` 不接待 `{name}`"),
                    )
                    .also(&team.serves.place, say!("it serves these", "它接待这些")),
                );
            }
        } else if order.contains(&id) {
            out.push(Diagnostic::error(
                Code::Twice,
                &one.place,
                say!("team `{called}` is tried twice", "小组 `{called}` 写了两次"),
            ));
        } else {
            order.push(id);
        }
    }
    if order.len() < given.len() {
        return order;
    }
    for left_out in serving.iter().filter(|t| !order.contains(t)) {
        let team = &teams[*left_out].label.key;
        if let Some(place) = serves_place(context, team, name) {
            out.push(
                Diagnostic::warning(
                    Code::NotRouted,
                    &place,
                    say!(
                        "team `{team}` serves `{name}`, but the route does not name it",
                        "小组 `{team}` 写了接待 `{name}`，但路由里没有它"
                    ),
                )
                .also(&given[0].place, say!("this route", "这条路由")),
            );
        }
    }
    order
}

fn serves_place(context: &Context<'_>, team: &str, name: &str) -> Option<Place> {
    let serves = &context.design.team.get(team)?.serves.value;
    serves.0.iter().flatten().find(|one| one.value == name).map(|one| one.place.clone())
}

fn ambiguous(context: &Context<'_>, name: &str, first: &str, second: &str, out: &mut Diagnostics) {
    let (Some(a), Some(b)) = (serves_place(context, first, name), serves_place(context, second, name)) else { return };
    out.push(
        Diagnostic::error(
            Code::NoRoute,
            &b,
            say!(
                "teams `{first}` and `{second}` both serve `{name}`: which is tried first?",
                "小组 `{first}` 和 `{second}` 都接待 `{name}`：先找谁？"
            ),
        )
        .also(&a, say!("`{first}` here", "`{first}` 在这里"))
        .help(say!(
            "say it in the design: routes = {{ {name} = [\"{first}\", \"{second}\"] }}; both at once: [[\"{first}\", \"{second}\"]]",
            "请在方案里写：routes = {{ {name} = [\"{first}\", \"{second}\"] }}；同时找两组：[[\"{first}\", \"{second}\"]]"
        )),
    );
}
