//! What the answer rests on without anybody having measured it: values of the template that a design really uses, and values
//! that the file gives with a range.
//!
//! One value may stand in many places (a default of all chats): it is one assumption, under the path at which `--set` changes
//! it for all of them.

use super::contact::targets::speed;
use super::document::changes::{plain, quoted};
use super::document::resolve::{Resolved, Written};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Place, SourceId};
use crate::model::WaitTarget;
use crate::say;
use crate::scenario::schema::TargetText;
use crate::scenario::text::document::{Node, Value, go_down};
use crate::scenario::values::law::{LawText, is_law};
use crate::scenario::values::read::{At, Read};
use crate::scenario::values::vary::is_above;
use std::collections::{BTreeMap, BTreeSet};

/// A value that decides with nobody having measured it.
#[derive(Clone, Debug, PartialEq)]
pub struct Assumption {
    /// Where `--set PATH=VALUE` changes it for all that use it.
    pub path: String,
    /// As it is written; of a law its family.
    pub value: String,
    /// How low it may be; none where nobody says, and of a law.
    pub low: Option<String>,
    /// How high it may be; none where nobody says, and of a law.
    pub high: Option<String>,
    /// Of a law whose mean only was given: another of the same mean. None of numbers.
    pub other: Option<String>,
    /// Where it comes from, if anybody says so.
    pub source: Option<String>,
    /// The file itself gives it; otherwise nobody did, and it is the template's.
    pub given: bool,
    /// Of targets of chats and calls what they promise; none of all else.
    pub promise: Option<WaitTarget>,
    /// The paths of what uses it, in order.
    pub users: Vec<String>,
    /// Where it is written; none where no text says it.
    pub place: Option<Place>,
    /// Where its range is written, low and high; none where nobody says it.
    pub ends_at: Option<[Place; 2]>,
}

impl Assumption {
    /// What to try instead: the values that differ from the one that is there.
    pub fn ends(&self) -> Vec<&str> {
        let ends = [&self.low, &self.high, &self.other];
        ends.into_iter().flatten().map(String::as_str).filter(|end| *end != self.value).collect()
    }
}

/// Tables of the world and of a design in which assumptions stand.
const WORLD: [&str; 4] = ["contact", "stream", "calendar", "volume"];
const DESIGN: [&str; 5] = ["bot", "team", "costs", "owner", "policy"];

/// Values of the template and those with a range, by where they are written.
#[derive(Debug, Default)]
pub(crate) struct Assumed {
    /// Of the template: the paths that use it.
    defaults: BTreeMap<Place, BTreeSet<String>>,
    /// Of the template, laws of which the mean is at most given: the law as it is used, and the paths that use it.
    laws: BTreeMap<Place, (Node, BTreeSet<String>)>,
    /// Given with a range: the paths that use it.
    ranges: BTreeMap<Place, BTreeSet<String>>,
}

impl Assumed {
    /// Takes down what a design in a case uses.
    pub fn note(&mut self, resolved: &Resolved, design: &str, template: Option<SourceId>) {
        for (prefix, root, tables) in
            [(String::new(), &resolved.world, &WORLD[..]), (format!("design.{design}."), &resolved.design, &DESIGN[..])]
        {
            for table in tables {
                let Some(node) = root.get(table) else { continue };
                for (name, entry) in node.named() {
                    let used = |path: &str| is_used(resolved, table, name, entry, path);
                    let top = format!("{prefix}{table}.{}", quoted(name));
                    self.look(&top, &mut String::new(), entry, template, &used);
                }
            }
        }
    }

    /// Takes down what a value uses and what is in it, by the path below `top`, which is put back to what it was.
    fn look(
        &mut self,
        top: &str,
        path: &mut String,
        node: &Node,
        template: Option<SourceId>,
        used: &dyn Fn(&str) -> bool,
    ) {
        let whole = |path: &str| if path.is_empty() { top.to_owned() } else { [top, ".", path].concat() };
        let is_default = Some(node.place.source) == template;
        if node.table().is_none() && (is_default || node.range.is_some()) && used(path) {
            let known = if is_default { &mut self.defaults } else { &mut self.ranges };
            known.entry(node.place.clone()).or_default().insert(whole(path));
        }
        if path == "patience"
            && let Some(law) = node.get("exponential").filter(|law| Some(law.place.source) == template)
        {
            let known = self.laws.entry(law.place.clone()).or_insert_with(|| (node.clone(), BTreeSet::new()));
            known.1.insert(whole(path));
        }
        // Beneath a mean that was given, the law's own is not used.
        let has_mean = is_law(node) && node.get("mean").is_some();
        for (name, part) in node.named() {
            let above = go_down(path, &quoted(name));
            match part.table().filter(|_| has_mean) {
                None => self.look(top, path, part, template, used),
                Some(law) => {
                    for (key, part) in law.iter().filter(|(key, _)| *key != "mean") {
                        let above = go_down(path, key);
                        self.look(top, path, part, template, used);
                        path.truncate(above);
                    }
                }
            }
            path.truncate(above);
        }
    }

    /// All of them, in order of path.
    pub fn listed(self, written: &Written) -> Vec<Assumption> {
        let mut all = Vec::new();
        visit(&mut String::new(), &written.root, &mut |path, node| {
            let (default, range) = (self.defaults.get(&node.place), self.ranges.get(&node.place));
            let given = default.is_none();
            if let Some(users) = default.or(range).filter(|_| node.table().is_none()) {
                let [low, high] =
                    node.range.as_deref().map_or([None, None], |range| range.each_ref().map(|x| Some(plain(x))));
                let (value, source) = (plain(node), node.source.clone());
                let users = users.iter().cloned().collect();
                let promise = promise(path, node);
                let path = path.to_owned();
                let place = Some(node.place.clone());
                let ends_at = node.range.as_deref().map(|range| range.each_ref().map(|end| end.place.clone()));
                let other = None;
                all.push(Assumption { path, value, low, high, other, source, given, promise, users, place, ends_at });
            }
            let family = node.get("exponential").and_then(|law| self.laws.get(&law.place));
            if let Some((law, users)) = family.filter(|_| path.starts_with("defaults.")) {
                all.push(law_of_patience(path, law, users));
            }
        });
        all.sort_by(|a, b| a.path.cmp(&b.path));
        // What was laid over in the template's own table stands in the tree once, whatever was copied from it.
        all.dedup_by(|a, b| a.path == b.path);
        all
    }
}

/// What targets at this path promise of chats and calls.
fn promise(path: &str, node: &Node) -> Option<WaitTarget> {
    let targets =
        path.ends_with(".targets").then(|| Vec::<At<TargetText>>::read(node, &mut Diagnostics::default()))??;
    targets.iter().find_map(|target| speed(target))
}

/// How patience spreads decides how many give up: of the same mean, a law with less spread loses fewer.
fn law_of_patience(path: &str, law: &Node, users: &BTreeSet<String>) -> Assumption {
    let mean = LawText::read(law, &mut Diagnostics::default()).and_then(|law| law.mean_seconds()).unwrap_or_default();
    Assumption {
        path: path.to_owned(),
        value: "exponential".to_owned(),
        low: None,
        high: None,
        other: Some(format!("{{ gamma = {{ mean = \"{mean} s\", cv = 0.5 }} }}")),
        source: Some(
            "[假定] 只知道均值；等得差不多久的客户差不多同时等不下去 | [assume] only its mean is known; customers who wait about equally long lose patience about together"
                .to_owned(),
        ),
        given: false,
        promise: None,
        users: users.iter().cloned().collect(),
        place: Some(law.place.clone()),
        ends_at: None,
    }
}

/// Whether a value of an entry of a table decides anything there.
fn is_used(resolved: &Resolved, table: &str, name: &str, entry: &Node, path: &str) -> bool {
    let says = |key: &str| entry.get(key).is_some();
    let (first, rest) = path.split_once('.').unwrap_or((path, ""));
    match table {
        "contact" => match first {
            "messages" | "customer_pause" => !says("alone"),
            "falsely_contained" => resolved.design.at(&["bot", name]).is_some(),
            "sale" if rest == "bot" => resolved.design.at(&["bot", name]).is_some(),
            _ => true,
        },
        "team" => match first {
            "absence" | "off_desk" | "pause" => !says("staffed"),
            "rest" => !["staffed", "rota", "on_duty", "roster"].into_iter().any(says),
            "chats" | "switching" => serves_chats(resolved, entry),
            _ => true,
        },
        _ => true,
    }
}

fn serves_chats(resolved: &Resolved, team: &Node) -> bool {
    fn any(node: &Node, is_chat: &dyn Fn(&str) -> bool) -> bool {
        match &node.value {
            Value::List(items) => items.iter().any(|item| any(item, is_chat)),
            Value::Text(name) => is_chat(name),
            _ => false,
        }
    }
    let is_chat = |name: &str| resolved.world.at(&["contact", name, "channel"]).and_then(Node::text) == Some("chat");
    team.get("serves").is_some_and(|serves| any(serves, &is_chat))
}

/// Refuses ranges whose value does not lie between their ends.
pub fn in_order(node: &Node, out: &mut Diagnostics) {
    if let Some([low, high]) = node.range.as_deref() {
        let [from, value, to] = [low, node, high].map(plain);
        let help = || {
            say!(
                "the value lies between low and high; where nobody knows how far it may lie off, leave both out",
                "该数应在 low 与 high 之间；不清楚可能偏离多少，就不写 low 和 high"
            )
        };
        if is_above(&from, &value) == Some(true) {
            let why = say!("low = {from} is above the value, {value}", "low = {from} 高于该数的值 {value}");
            out.push(Diagnostic::error(Code::OutOfRange, &low.place, why).help(help()));
        }
        if is_above(&value, &to) == Some(true) {
            let why = say!("high = {to} is below the value, {value}", "high = {to} 低于该数的值 {value}");
            out.push(Diagnostic::error(Code::OutOfRange, &high.place, why).help(help()));
        }
    }
    match &node.value {
        Value::Table(table) => table.values().for_each(|part| in_order(part, out)),
        Value::List(list) => list.iter().for_each(|part| in_order(part, out)),
        _ => (),
    }
}

/// Every value with its path, as it is written behind `--set`.
fn visit(path: &mut String, node: &Node, seen: &mut dyn FnMut(&str, &Node)) {
    seen(path, node);
    for (name, part) in node.named() {
        let above = go_down(path, &quoted(name));
        visit(path, part, seen);
        path.truncate(above);
    }
}
