//! Steps of tickets, and what of a ticket's promises depends on the design: teams of steps, opening hours.

use crate::compile::context::Context;
use crate::compile::laws::law;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Place};
use crate::id::{Id, IdVec};
use crate::model::{ContactType, Label, Miss, Step, Task, Team, TeamId, TypeId};
use crate::random::Law;
use crate::say;
use crate::scenario::schema::{ContactText, CountedWord, StepText};
use crate::scenario::values::law::LawText;
use crate::scenario::values::read::At;
use crate::time::SimDuration;

/// Steps of a ticket: more of them are a slip of the pen.
const STEPS: usize = 50;

/// Gives a ticket its steps; their teams are found when there are routes.
pub fn steps(text: &ContactText, texts: &[At<StepText>], made: &mut ContactType, out: &mut Diagnostics) {
    let list = &text.steps.as_ref().expect("there are steps").place;
    beside(text, list, out);
    if texts.len() > STEPS {
        let n = texts.len();
        let why = say!("{n} steps: at most {STEPS}", "共 {n} 步：最多 {STEPS} 步");
        return out.push(Diagnostic::error(Code::TooLarge, list, why));
    }
    names(texts, out);
    let steps: Vec<Option<Step>> = texts.iter().map(|text| step(text, out)).collect();
    let Some(steps) = steps.into_iter().collect::<Option<Vec<Step>>>() else { return };
    if !steps.iter().any(|step| matches!(step.task, Task::Work { .. })) {
        let why =
            say!("nobody works on this ticket: no step has an `effort`", "没有一步写了 `effort`：这种工单没人处理");
        return out.push(Diagnostic::error(Code::Missing, list, why));
    }
    made.effort = Law::Fixed(SimDuration::from_seconds(steps.iter().map(Step::hand_seconds).sum()));
    if let Some(ticket) = &mut made.ticket {
        ticket.steps = steps;
    }
}

/// What steps say themselves is not said beside them.
fn beside(text: &ContactText, list: &Place, out: &mut Diagnostics) {
    for (key, place) in
        [("effort", text.effort.as_ref().map(|x| &x.place)), ("wrap_up", text.wrap_up.as_ref().map(|x| &x.place))]
    {
        if let Some(place) = place {
            out.push(
                Diagnostic::error(
                    Code::Misplaced,
                    place,
                    say!(
                        "a ticket of steps has no `{key}` beside them: each step says its own effort",
                        "写了步骤的工单不再另写 `{key}`：工时写在各步里"
                    ),
                )
                .also(list, say!("the steps", "步骤在这里")),
            );
        }
    }
}

fn names(texts: &[At<StepText>], out: &mut Diagnostics) {
    let named = || texts.iter().filter_map(|text| text.name.as_ref());
    for (i, name) in named().enumerate() {
        if let Some(first) = named().take(i).find(|other| other.value == name.value) {
            let called = &name.value;
            out.push(
                Diagnostic::error(
                    Code::Twice,
                    &name.place,
                    say!("two steps are called `{called}`", "有两步都叫 `{called}`"),
                )
                .also(&first.place, say!("first here", "第一次在这里")),
            );
        }
    }
}

fn step(text: &At<StepText>, out: &mut Diagnostics) -> Option<Step> {
    let missed = missed(text, out);
    let task = task(text, out)?;
    if text.name.as_ref().is_none_or(|name| name.value.trim().is_empty()) && matches!(task, Task::Work { .. }) {
        return out.reject(
            Diagnostic::error(
                Code::Missing,
                text.name.as_ref().map_or(&text.place, |name| &name.place),
                say!("a step of work needs a `name`", "有人处理的一步要写 `name`"),
            )
            .help(say!(
                "its figures go by it, for example {{ name = \"register\", effort = \"160 s\" }}",
                "它的指标用这个名字，例如 {{ name = \"register\", effort = \"160 s\" }}"
            )),
        );
    }
    let label = text
        .name
        .as_ref()
        .map(|name| text.label.as_ref().map_or_else(|| Label::plain(name), |shown| Label::parse(name, shown)));
    Some(Step { label, task, missed: missed? })
}

/// What happens in a step: one of three things.
fn task(text: &At<StepText>, out: &mut Diagnostics) -> Option<Task> {
    let given = [
        ("effort", text.effort.as_ref().map(|x| &x.place)),
        ("wait", text.wait.as_ref().map(|x| &x.place)),
        ("at", text.at.as_ref().map(|x| &x.place)),
    ];
    let mut said = given.iter().filter_map(|(key, place)| place.map(|place| (*key, place)));
    let (Some(first), second) = (said.next(), said.next()) else {
        if ["effort", "wait", "at"].iter().any(|key| text.writes(key)) {
            return None;
        }
        return out.reject(Diagnostic::error(
            Code::Missing,
            &text.place,
            say!("a step says `effort`, `wait` or `at`", "一步要写 `effort`、`wait` 或 `at`"),
        ));
    };
    if let Some((key, place)) = second {
        let other = first.0;
        return out.reject(
            Diagnostic::error(
                Code::TwoTasks,
                place,
                say!("a step has either `{other}` or `{key}`", "一步里 `{other}` 和 `{key}` 只能写一个"),
            )
            .help(say!("make two steps of it", "请分成两步写")),
        );
    }
    if first.0 != "effort" {
        let only_work = [
            ("team", text.team.as_ref().map(|x| &x.place)),
            ("missed", text.missed.as_ref().map(|x| &x.place)),
            ("found_in", text.found_in.as_ref().map(|x| &x.place)),
        ];
        for (key, place) in only_work {
            if let Some(place) = place {
                let why = say!("`{key}` is for steps with an `effort`", "`{key}` 只用于写了 `effort` 的步骤");
                out.push(Diagnostic::error(Code::Misplaced, place, why));
            }
        }
    }
    Some(match (&text.effort, &text.wait, &text.at) {
        (Some(effort), ..) => Task::Work { effort: ending(effort, out)?, team: None },
        (_, Some(wait), _) => Task::Wait(ending(wait, out)?),
        (.., at) => Task::Batch(at.as_ref()?.value.0.clone()),
    })
}

/// A law of something that ends.
fn ending(text: &At<LawText>, out: &mut Diagnostics) -> Option<Law> {
    let law = law(text);
    if law.is_none() {
        out.push(Diagnostic::error(
            Code::OutOfRange,
            &text.place,
            say!("a step ends some time: a duration is wanted here", "每一步总会结束：这里要写时长"),
        ));
    }
    law
}

/// How a step is forgotten; none where it never is.
#[expect(clippy::option_option, reason = "wrong, never and sometimes are three things")]
fn missed(text: &At<StepText>, out: &mut Diagnostics) -> Option<Option<Miss>> {
    let lacking = |here: &Place, key: &str, out: &mut Diagnostics| {
        if !text.writes(key) {
            out.push(Diagnostic::error(Code::Missing, here, say!("`{key}` is missing", "缺少 `{key}`")).help(say!(
                "how often it is forgotten, and after how long somebody notices, for example missed = 0.25, found_in = \"30 h\"",
                "漏掉的比例，以及多久后被发现，例如 missed = 0.25, found_in = \"30 h\""
            )));
        }
        None
    };
    match (&text.missed, &text.found_in) {
        (None, None) if text.writes("missed") || text.writes("found_in") => None,
        (None, None) => Some(None),
        (Some(chance), Some(found_in)) => Some(Some(Miss { chance: chance.value.0, found_in: ending(found_in, out)? })),
        (Some(chance), None) => lacking(&chance.place, "found_in", out),
        (None, Some(found_in)) => lacking(&found_in.place, "missed", out),
    }
}

/// What only a design knows about tickets: the teams of their steps, and whether they have opening hours.
pub fn tickets(
    context: &Context<'_>,
    types: &mut IdVec<TypeId, ContactType>,
    teams: &IdVec<TeamId, Team>,
    out: &mut Diagnostics,
) {
    for (name, _, contact) in context.world.contact.iter() {
        let id = context.types[name];
        let tickets = contact.targets.iter().filter(|_| types[id].ticket.is_some());
        for counted in tickets.filter_map(|target| target.counted.as_ref()) {
            if counted.value == CountedWord::Opening && types[id].hours.is_none() && !contact.writes("hours") {
                let why =
                    say!("`{name}` has no opening `hours` that could count", "`{name}` 没有写 `hours`（工作时间）");
                out.push(
                    Diagnostic::error(Code::Missing, &counted.place, why)
                        .help(say!("for example hours = \"09:00-18:00\"", "例如 hours = \"09:00-18:00\"")),
                );
            }
        }
        let texts = contact.steps.iter().flat_map(|steps| &steps.value.0).enumerate();
        for (n, text) in texts {
            let Some(called) = &text.team else { continue };
            let found = team_of_step(context, name, called, &types[id], teams, out);
            let step = types[id].ticket.as_mut().and_then(|ticket| ticket.steps.get_mut(n));
            if let Some(Step { task: Task::Work { team, .. }, .. }) = step {
                *team = found;
            }
        }
    }
}

fn team_of_step(
    context: &Context<'_>,
    name: &str,
    called: &At<String>,
    kind: &ContactType,
    teams: &IdVec<TeamId, Team>,
    out: &mut Diagnostics,
) -> Option<TeamId> {
    let (team, place) = (&called.value, &called.place);
    let design = &context.design_label.key;
    let Some(id) = teams.position(|t| t.label.key == *team) else {
        let known = context.design.team.names();
        return out.reject(
            Diagnostic::error(
                Code::UnknownName,
                place,
                say!("unknown team `{team}` in design `{design}`", "方案 `{design}` 里没有叫 `{team}` 的小组"),
            )
            .near_or_list(team, &known),
        );
    };
    if kind.routes.iter().any(|route| route.team == id) {
        return Some(id);
    }
    // A team whose text is wrong may serve it.
    let text = context.design.team.get(team)?;
    let serves = teams[id].skills[context.types[name].index()].is_some();
    let wrong = if serves {
        let why = say!("the route of `{name}` does not lead to team `{team}`", "`{name}` 的路由里没有小组 `{team}`");
        Diagnostic::error(Code::Misplaced, place, why)
    } else {
        let why = say!("team `{team}` does not serve `{name}`", "小组 `{team}` 不接待 `{name}`");
        Diagnostic::error(Code::Misplaced, place, why).also(&text.serves.place, say!("it serves these", "它接待这些"))
    };
    out.reject(wrong)
}

/// Whether every step of work says which team does it: then no route has to.
pub fn steps_say_teams(context: &Context<'_>, name: &str) -> bool {
    let steps = context.world.contact.get(name).and_then(|contact| contact.steps.as_ref());
    steps.is_some_and(|steps| {
        let mut work = steps.value.0.iter().filter(|step| step.effort.is_some()).peekable();
        work.peek().is_some() && work.all(|step| step.team.is_some())
    })
}
