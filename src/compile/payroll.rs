//! Whose people a team's are, and for how much of their time.

use super::pair::Pair;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::id::IdVec;
use crate::model::{Leaders, People, Staffing, Team, TeamId};
use crate::say;
use crate::scenario::document::Node;
use crate::scenario::read::At;
use crate::scenario::schema;
use crate::time::SimDuration;
use std::collections::BTreeMap;

impl Pair<'_> {
    /// Whose people they are, once it is sure that there is such a team.
    pub(super) fn people(&self, name: &str, text: &schema::Team, out: &mut Diagnostics) -> People {
        let Some(given) = &text.people_of else { return People::of(name) };
        let mut seen = vec![(self.design_label.key.clone(), name.to_string())];
        let mut called = given.value.clone();
        loop {
            let Some((design, team)) = self.team_called(&called, given, out) else { return People::of(name) };
            let here = (design.to_string(), team.to_string());
            // Whose people are his own: the end of the chain. (A design that is like another repeats what that says.)
            let next = self.designs[design].at(&["team", team, "people_of"]).and_then(Node::text);
            let Some(next) = next.filter(|next| *next != called) else { return People::of(team) };
            if seen.contains(&here) {
                let circle = seen.iter().chain([&here]).map(|(d, t)| format!("`{d}.{t}`")).collect::<Vec<_>>();
                let circle = circle.join(" → ");
                out.push(Diagnostic::error(
                    "cycle",
                    &given.place,
                    say!(
                        "teams have each other's people in a circle: {circle}",
                        "小组互相沿用对方的人，成了圈：{circle}"
                    ),
                ));
                return People::of(name);
            }
            seen.push(here);
            called = next.to_string();
        }
    }

    /// The design and team of `design.team`.
    fn team_called<'c>(
        &self,
        called: &'c str,
        given: &At<String>,
        out: &mut Diagnostics,
    ) -> Option<(&'c str, &'c str)> {
        let all: Vec<String> = self
            .designs
            .iter()
            .flat_map(|(design, node)| teams_of(node).map(move |t| format!("{design}.{t}")))
            .collect();
        let known: Vec<&str> = all.iter().map(String::as_str).collect();
        if let Some(parts) = called.split_once('.').filter(|_| known.contains(&called)) {
            return Some(parts);
        }
        let wrong = Diagnostic::error(
            "unknown-name",
            &given.place,
            say!("there is no design and team `{called}`", "没有 `{called}` 这个“方案.小组”"),
        );
        // Who leaves out the design means a team of that name.
        let suffix = format!(".{called}");
        match known.iter().find(|name| name.ends_with(&suffix)) {
            Some(near) => out.none(wrong.label(say!("did you mean `{near}`?", "是不是想写 `{near}`？"))),
            None => out.none(wrong.near_or_list(called, &known)),
        }
    }
}

fn teams_of(design: &Node) -> impl Iterator<Item = &String> {
    design.get("team").and_then(Node::table).into_iter().flat_map(BTreeMap::keys)
}

/// Teams of one design that share people take them in turn, in order of name: nobody is there twice.
pub(super) fn share_people(teams: &mut IdVec<TeamId, Team>) {
    let mut taken: BTreeMap<String, u32> = BTreeMap::new();
    let ids: Vec<TeamId> = teams.ids().collect();
    for id in ids {
        let team = &mut teams[id];
        let heads = match &team.staffing {
            Staffing::Number(number) => number.most(),
            Staffing::People(roster) => roster.headcount,
        };
        let upto = taken.entry(team.people.of.clone()).or_default();
        team.people.first = *upto;
        *upto = upto.saturating_add(heads);
    }
}

/// Heads who serve customers for a part of their time.
pub(super) fn leaders(text: &schema::Team, headcount: u32, out: &mut Diagnostics) -> Option<Leaders> {
    let given = &text.leaders.as_ref()?.value;
    let count = given.count.value.0;
    if count > headcount {
        out.push(Diagnostic::error(
            "headcount",
            &given.count.place,
            say!("{count} leaders are more than {headcount} heads", "组长 {count} 人超过了编制 {headcount} 人"),
        ));
    }
    if let Some(spell) = given.spell.as_ref().filter(|s| s.value < SimDuration::MINUTE || s.value > SimDuration::DAY) {
        let text = say!("a spell of leading lasts from a minute to a day", "每段带组时间在 1 分钟到 1 天之间");
        out.push(Diagnostic::error("out-of-range", &spell.place, text));
    }
    let spell = given.spell.as_ref().map_or(SimDuration::MINUTE * 30, |spell| spell.value);
    Some(Leaders { count, load: given.load.value.0, spell })
}
