//! Whose people a team's are, for how much of their time, and how they come and go.

use super::chat_limits::limit;
use crate::compile::context::Context;
use crate::compile::laws::law;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Place};
use crate::id::IdVec;
use crate::model::{Leaders, Payroll, People, Staffing, Team, TeamId};
use crate::say;
use crate::scenario::schema::{self, RampText};
use crate::scenario::text::document::Node;
use crate::scenario::values::dates::DateSpan;
use crate::scenario::values::quantity;
use crate::scenario::values::read::{At, Names};
use crate::time::SimDuration;
use std::collections::BTreeMap;

/// Whose people they are, once it is sure that there is such a team.
pub(crate) fn people(context: &Context<'_>, name: &str, text: &schema::TeamText, out: &mut Diagnostics) -> People {
    let Some(given) = &text.people_of else { return People::of(name) };
    let mut seen = vec![(context.design_label.key.clone(), name.to_string())];
    let mut called = given.value.clone();
    loop {
        let Some((design, team)) = team_called(context, &called, given, out) else { return People::of(name) };
        let here = (design.to_string(), team.to_string());
        // Whose people are their own: the end of the chain. (A design that is like another repeats what that says.)
        let next = context.designs[design].at(&["team", team, "people_of"]).and_then(Node::text);
        let Some(next) = next.filter(|next| *next != called) else { return People::of(team) };
        if seen.contains(&here) {
            let circle = seen.iter().chain([&here]).map(|(d, t)| format!("`{d}.{t}`")).collect::<Vec<_>>();
            let circle = circle.join(" → ");
            out.push(Diagnostic::error(
                Code::Cycle,
                &given.place,
                say!("teams have each other's people in a circle: {circle}", "小组互相沿用对方的人，成了圈：{circle}"),
            ));
            return People::of(name);
        }
        seen.push(here);
        called = next.to_string();
    }
}

/// The design and team of `design.team`.
fn team_called<'c>(
    context: &Context<'_>,
    called: &'c str,
    given: &At<String>,
    out: &mut Diagnostics,
) -> Option<(&'c str, &'c str)> {
    let all: Vec<String> = context
        .designs
        .iter()
        .flat_map(|(design, node)| teams_of(node).map(move |t| format!("{design}.{t}")))
        .collect();
    let known: Vec<&str> = all.iter().map(String::as_str).collect();
    if let Some(parts) = called.split_once('.').filter(|_| known.contains(&called)) {
        return Some(parts);
    }
    let wrong = Diagnostic::error(
        Code::UnknownName,
        &given.place,
        say!("there is no design and team `{called}`", "没有 `{called}` 这个“方案.小组”"),
    );
    // Who leaves out the design means a team of that name.
    let suffix = format!(".{called}");
    match known.iter().find(|name| name.ends_with(&suffix)) {
        Some(near) => out.reject(wrong.label(say!("did you mean `{near}`?", "是不是想写 `{near}`？"))),
        None => out.reject(wrong.near_or_list(called, &known)),
    }
}

fn teams_of(design: &Node) -> impl Iterator<Item = &String> {
    design.get("team").and_then(Node::table).into_iter().flat_map(BTreeMap::keys)
}

/// Teams of one design that share people take them in turn, in order of name: nobody is there twice.
pub(crate) fn share_people(teams: &mut IdVec<TeamId, Team>) {
    let mut taken: BTreeMap<String, u32> = BTreeMap::new();
    let ids: Vec<TeamId> = teams.ids().collect();
    for id in ids {
        let team = &mut teams[id];
        let heads = match &team.staffing {
            Staffing::Number(number) => number.most(),
            Staffing::People(roster) => roster.most(),
        };
        let upto = taken.entry(team.people.of.clone()).or_default();
        team.people.first = *upto;
        *upto = upto.saturating_add(heads);
    }
}

/// Heads who serve customers for a part of their time.
pub(crate) fn leaders(text: &schema::TeamText, headcount: u32, out: &mut Diagnostics) -> Option<Leaders> {
    let given = &text.leaders.as_ref()?.value;
    let count = given.count.value.0;
    if count > headcount {
        out.push(Diagnostic::error(
            Code::Headcount,
            &given.count.place,
            say!("{count} leaders are more than {headcount} heads", "组长 {count} 人超过了编制 {headcount} 人"),
        ));
    }
    if let Some(spell) = given.spell.as_ref().filter(|s| s.value < SimDuration::MINUTE || s.value > SimDuration::DAY) {
        let text = say!("a spell of leading lasts from a minute to a day", "每段带组时间在 1 分钟到 1 天之间");
        out.push(Diagnostic::error(Code::OutOfRange, &spell.place, text));
    }
    let spell = given.spell.as_ref().map_or(SimDuration::MINUTE * 30, |spell| spell.value);
    Some(Leaders { count, load: given.load.value.0, spell })
}

/// Slower than this, somebody would hardly work at all.
const SLOWEST: f64 = 0.05;

/// How they come and go.
pub(crate) fn payroll(context: &Context<'_>, text: &schema::TeamText, out: &mut Diagnostics) -> Payroll {
    let mut changes = changes(context, text, out);
    let attrition = text.attrition.as_ref().map_or(0.0, |a| a.value.0);
    let shrinks = shrinks(text, attrition, out);
    changes.retain(|(day, _)| shrinks.is_none_or(|(from, _)| from != *day));
    match (&text.attrition, &text.hiring) {
        (Some(given), None) if attrition > 0.0 && !text.writes("hiring") => out.push(
            Diagnostic::error(Code::Missing, &given.place, say!("how are leavers replaced?", "离职的人怎么补？")).help(
                say!(
                    "hiring = \"21 days\", or \"none\" where nobody is hired",
                    "hiring = \"21 days\"；不补人写 \"none\""
                ),
            ),
        ),
        (None, Some(hiring)) if !text.writes("attrition") => out.push(Diagnostic::error(
            Code::Misplaced,
            &hiring.place,
            say!("`hiring` needs `attrition`: nobody leaves", "`hiring` 要配 `attrition`：现在没有人离职"),
        )),
        _ => (),
    }
    let learning =
        [("training", text.training.as_ref().map(|t| &t.place)), ("ramp", text.ramp.0.values().next().map(|e| &e.key))];
    let nobody_comes = changes.is_empty() && !text.writes("attrition") && !text.writes("changes");
    for (word, place) in learning.into_iter().filter(|_| nobody_comes) {
        if let Some(place) = place {
            out.push(Diagnostic::warning(
                Code::Unused,
                place,
                say!("`{word}` is for newcomers, and nobody comes", "`{word}` 只对新人有效，现在没有新人"),
            ));
        }
    }
    let Ramp { speeds: ramp, limits } = ramp(&text.ramp, out);
    Payroll {
        changes,
        shrinks,
        attrition,
        hiring: text.hiring.as_ref().and_then(|hiring| law(&hiring.value)),
        training: text.training.as_ref().map_or(0, |t| t.value.days().ceil() as i32),
        ramp,
        limits,
    }
}

/// Where a change says that leavers are not replaced.
fn leaving(change: &schema::ChangeText) -> Option<&At<schema::FewerWord>> {
    change.by.as_ref().filter(|by| by.value == schema::FewerWord::Leaving)
}

/// The last change, where it is that leavers are not replaced: from which day, until how many are left.
fn shrinks(text: &schema::TeamText, attrition: f64, out: &mut Diagnostics) -> Option<(i32, u32)> {
    let day = |called: &str| DateSpan::parse(called).ok().map(|span| span.from);
    let mut all: Vec<_> = text.changes.iter().filter_map(|(called, _, change)| Some((day(called)?, change))).collect();
    all.sort_by_key(|(day, _)| *day);
    let (last, others) = all.split_last()?;
    for (_, change) in others {
        if let Some(by) = leaving(change) {
            let why = say!("nothing changes after a team that shrinks as people leave", "自然减员之后不能再有改动");
            out.push(Diagnostic::error(Code::Misplaced, &by.place, why));
        }
    }
    let by = leaving(last.1)?;
    let before =
        others.last().map(|(_, change)| change.headcount.value.0).or(text.headcount.as_ref().map(|n| n.value.0));
    let left = last.1.headcount.value.0;
    if before.is_some_and(|before| before <= left) {
        let before = before.unwrap_or(left);
        let why = say!("{left} are no fewer than {before}", "{left} 人并不比 {before} 人少");
        out.push(Diagnostic::error(Code::Headcount, &last.1.headcount.place, why));
    }
    if attrition <= 0.0 {
        let why =
            say!("nobody leaves by themselves: `attrition` is missing", "没有人自己离职：缺少 `attrition`（离职率）");
        out.push(
            Diagnostic::error(Code::Missing, &by.place, why)
                .help(say!("for example attrition = 0.35", "例如 attrition = 0.35")),
        );
    }
    Some((last.0, left))
}

/// Headcount by date, in order.
fn changes(context: &Context<'_>, text: &schema::TeamText, out: &mut Diagnostics) -> Vec<(i32, u32)> {
    let mut changes: Vec<(i32, u32, &Place)> = Vec::new();
    for (called, entry, change) in text.changes.iter() {
        let day = match DateSpan::parse(called) {
            Ok(span) if span.from == span.until => span.from,
            Ok(_) => {
                let why = say!(
                    "a change is from one date on, and holds until the next",
                    "改动从某一天起生效，到下一次改动为止，只写一个日期"
                );
                out.push(Diagnostic::error(Code::Date, &entry.key, why));
                continue;
            }
            Err(why) => {
                out.push(Diagnostic::error(Code::Date, &entry.key, why));
                continue;
            }
        };
        if let Some((_, _, other)) = changes.iter().find(|(other, _, _)| *other == day) {
            let twice = say!("this date has a change already", "这一天已经写过改动");
            out.push(Diagnostic::error(Code::Twice, &entry.key, twice).also(other, say!("here", "在这里")));
        }
        context.warn_outside(DateSpan { from: day, until: day }, &entry.key, out);
        changes.push((day, change.headcount.value.0, &entry.key));
    }
    if let (Some((_, _, place)), Some(roster)) = (changes.first(), &text.roster) {
        out.push(
            Diagnostic::error(
                Code::TwoPlans,
                place,
                say!("`changes` and `roster` both say who there is", "`changes` 和 `roster` 都在写有哪些人"),
            )
            .also(&roster.place, say!("`roster` here", "`roster` 在这里"))
            .help(say!("keep one of the two", "只保留其中一个")),
        );
    }
    changes.sort_unstable_by_key(|change| change.0);
    changes.into_iter().map(|(day, heads, _)| (day, heads)).collect()
}

/// What newcomers can do by days at the desk.
pub(super) struct Ramp {
    /// Speed, in order; linear between.
    pub speeds: Vec<(f64, f64)>,
    /// Chats at once at most, in order, each until the next; none: those of their number.
    pub limits: Vec<(f64, Option<u16>)>,
}

/// A point of a ramp, so many days after the first at the desk.
struct Point<'t> {
    days: f64,
    key: &'t Place,
    said: &'t RampText,
}

/// Reads a ramp.
pub(super) fn ramp(text: &Names<RampText>, out: &mut Diagnostics) -> Ramp {
    let mut points: Vec<Point<'_>> = Vec::new();
    for (called, entry, said) in text.iter() {
        let days = match quantity::duration(called) {
            Ok(seconds) if seconds >= 0.0 => seconds / 86_400.0,
            Ok(_) => {
                let why = say!("\"{called}\" is before the first day at the desk", "“{called}”早于上岗第一天");
                out.push(Diagnostic::error(Code::OutOfRange, &entry.key, why));
                continue;
            }
            Err(why) => {
                out.push(Diagnostic::error(Code::Unit, &entry.key, why));
                continue;
            }
        };
        if said.speed.is_some_and(|speed| speed < SLOWEST) {
            let why = say!("a newcomer's speed is from {SLOWEST} to 1", "新人的速度在 {SLOWEST} 到 1 之间");
            out.push(Diagnostic::error(Code::OutOfRange, &entry.place, why));
        }
        if said.speed.is_none() && said.chats.is_none() {
            let why =
                say!("what can they do by then: `speed` or `chats`?", "这时新人能做到什么程度：`speed` 还是 `chats`？");
            out.push(Diagnostic::error(Code::Missing, &entry.place, why));
        }
        if let Some(other) = points.iter().find(|other| other.days == days) {
            let twice = say!("this time has a speed already", "这个时间已经写过速度");
            out.push(Diagnostic::error(Code::Twice, &entry.key, twice).also(other.key, say!("here", "在这里")));
        }
        points.push(Point { days, key: &entry.key, said });
    }
    points.sort_by(|a, b| a.days.total_cmp(&b.days));
    let speeds = points.iter().filter_map(|point| Some((point.days, point.said.speed?.max(SLOWEST)))).collect();
    let mut limits = Vec::new();
    for (n, point) in points.iter().enumerate() {
        match &point.said.chats {
            Some(chats) => limits.push((point.days, Some(limit(chats, out)))),
            // Whoever has learnt all takes what others take.
            None if n + 1 == points.len() && !limits.is_empty() => limits.push((point.days, None)),
            None => (),
        }
    }
    Ramp { speeds, limits }
}
