//! Mixes of two designs: what leads from one to the other in groups, and a model for sets of these groups.

use super::groups::{Group, groups_of};
use super::one_by_one::ready;
use crate::compile::document::baseline::label_of;
use crate::compile::document::differences::{Path, differences, lay_as_in};
use crate::compile::document::empirical;
use crate::compile::document::given_volume::GivenPerDay;
use crate::compile::document::resolve::{Case, Resolved, Written};
use crate::compile::document::source::tree;
use crate::compile::figures::{time_limits, topics};
use crate::compile::files::reading::Reading;
use crate::compile::pairs::CompiledPairs;
use crate::diagnostic::{Diagnostic, Diagnostics, Place, Severity, SourceMap, Text};
use crate::model::{Label, Model};
use crate::scenario::text::document::{Node, Value};
use crate::scenario::text::sources::Sources;
use std::collections::BTreeMap;

/// A set of groups: bit n says whether the n-th is in it.
type Set = u64;

/// What is asked: two designs in a case, all of them by key, of a file that compiles.
#[derive(Clone, Copy)]
pub struct Mixes<'a> {
    /// Changes of the file for both: `PATH=VALUE`.
    pub sets: &'a [String],
    /// The earlier design and the later.
    pub designs: [&'a str; 2],
    /// The case.
    pub case: &'a str,
    /// Which sets of so many groups are wanted: that of none first, that of all last.
    pub wanted: &'a dyn Fn(usize) -> Vec<Set>,
}

/// Two groups that belong together: one without the other makes no sense.
#[derive(Clone, Debug)]
pub struct Joined {
    /// What they were called.
    pub groups: [Label; 2],
    /// What is wrong where they come apart.
    pub why: Text,
    /// Where: `shop.toml:12`; empty where it has no place.
    pub place: String,
}

/// Two designs taken apart.
#[derive(Debug)]
pub struct Mixed {
    /// What leads from one to the other; none where they say the same.
    pub groups: Vec<Group>,
    /// What had to be joined.
    pub joined: Vec<Joined>,
    /// By set that was wanted: the earlier design with the changes of these groups.
    pub models: Vec<Model>,
}

/// Takes two designs apart; the mistakes of `[group]` where there are any.
pub fn mixes(sources: &dyn Sources, path: &str, asked: Mixes<'_>) -> (SourceMap, Diagnostics, Option<Mixed>) {
    let (mut reading, mut out) = (Reading::new(sources, path), Diagnostics::default());
    let mixed = Mixing::open(asked, &mut reading, &mut out).filter(|_| out.errors() == 0).map(Mixing::mix);
    out.retain(|severity, _| severity == Severity::Error);
    (reading.texts, out, mixed)
}

/// A file at the point where the two designs are trees.
struct Mixing<'a, 'r, 's> {
    asked: Mixes<'a>,
    written: Written,
    made: CompiledPairs,
    reading: &'r mut Reading<'s>,
    labels: [Label; 2],
    case: Case,
    per_day: GivenPerDay,
    /// Levers of the later design that the earlier has too.
    common: Vec<Node>,
    /// Those that it has not.
    levers: Vec<Node>,
    from: Resolved,
    /// By set of levers, the later design with these alone; what is wrong with it where it makes no sense.
    to: BTreeMap<Set, Result<Resolved, Wrong>>,
    groups: Vec<Group>,
    joined: Vec<Joined>,
}

/// Why a mix makes no sense, and where.
type Wrong = (Text, String);

impl<'a, 'r, 's> Mixing<'a, 'r, 's> {
    fn open(asked: Mixes<'a>, reading: &'r mut Reading<'s>, out: &mut Diagnostics) -> Option<Self> {
        let mut root = tree(reading, out)?;
        empirical::columns(&mut root, reading, out);
        let (mut written, mut made) = ready(root, (asked.sets, &[]), &[], reading, out);
        let case = made.cases.iter().find(|case| case.label.key == asked.case)?.clone();
        let [earlier, later] = asked.designs;
        let labels = [earlier, later].map(|key| Some(label_of(key, written.designs.get(key)?)));
        let labels = [labels[0].clone()?, labels[1].clone()?];
        let own = with(&written, later);
        let before: Vec<String> =
            with(&written, earlier).iter().filter_map(|node| node.text().map(str::to_owned)).collect();
        let is_common = |node: &Node| node.text().is_some_and(|text| before.iter().any(|other| other == text));
        let (common, levers): (Vec<Node>, Vec<Node>) = own.into_iter().partition(is_common);
        let (per_day, _) = made.volumes.of(&mut written, &case, &made.cases, reading, out);
        let from = written.resolve(earlier, &case, &per_day, out);
        let (to, groups, joined) = (BTreeMap::new(), Vec::new(), Vec::new());
        let mut open =
            Self { asked, written, made, reading, labels, case, per_day, common, levers, from, to, groups, joined };
        open.find_groups(out);
        Some(open)
    }

    /// Levers first, then what differs without them.
    fn find_groups(&mut self, out: &mut Diagnostics) {
        let without = self.later(0);
        for (n, node) in self.levers.clone().iter().enumerate() {
            let key = node.text().unwrap_or_default();
            let label =
                self.written.root.at(&["lever", key]).map_or_else(|| Label::plain(key), |node| label_of(key, node));
            // One that makes no sense alone will be joined.
            let alone = self.later(1 << n);
            let by_levers =
                without.iter().zip(&alone).flat_map(|(without, alone)| differences(without, alone)).collect();
            self.groups.push(Group { label, paths: Vec::new(), by_levers, levers: vec![n] });
        }
        // Where it makes no sense without its levers, these are not to be told from the rest.
        let paths = without.map_or_else(|_| Vec::new(), |without| differences(&self.from, &without));
        let others = groups_of(&paths, &self.written.root, &self.from.world, out);
        self.groups.extend(others);
        for n in 0..self.groups.len() {
            let key = &self.groups[n].label.key;
            if self.groups[..n].iter().any(|other| other.label.key == *key) {
                self.groups[n].label.key = format!("{key}_beside");
            }
        }
    }

    /// The later design with those of its levers that are its own in this set.
    fn later(&mut self, levers: Set) -> Result<Resolved, Wrong> {
        if let Some(known) = self.to.get(&levers) {
            return known.clone();
        }
        let mut out = Diagnostics::default();
        let is_in = |node: &Node| self.levers.iter().position(|own| own == node).is_none_or(|n| levers & (1 << n) != 0);
        let own: Vec<Node> = with(&self.written, self.asked.designs[1]).into_iter().filter(is_in).collect();
        debug_assert!(own.len() >= self.common.len(), "levers of both designs stay");
        let key = format!("{}~{levers}", self.asked.designs[1]);
        self.written.make_with(self.asked.designs[1], key.clone(), own);
        let resolved = self.written.resolve(&key, &self.case, &self.per_day, &mut out);
        self.written.designs.remove(&key);
        let found = self.sound(resolved, &out);
        self.to.insert(levers, found.clone());
        found
    }

    /// What was made, or the first mistake in it.
    fn sound<T>(&self, made: T, out: &Diagnostics) -> Result<T, Wrong> {
        match out.sorted().into_iter().find(|found| found.severity == Severity::Error) {
            None => Ok(made),
            Some(found) => Err(self.wrong(found)),
        }
    }

    fn wrong(&self, found: &Diagnostic) -> Wrong {
        let texts = &self.reading.texts;
        let line = |place: &Place| format!("{}:{}", texts.name(place.source), texts.line(place));
        (found.message.clone(), found.labels.first().map_or_else(String::new, |label| line(&label.place)))
    }

    /// Everything that is wanted; groups that do not come apart are joined until all of it makes sense.
    fn mix(mut self) -> Mixed {
        if self.groups.is_empty() {
            return Mixed { groups: Vec::new(), joined: Vec::new(), models: Vec::new() };
        }
        loop {
            let sets = (self.asked.wanted)(self.groups.len());
            // Whatever makes sense in a small set is not asked of the larger ones.
            let mut in_order = sets.clone();
            in_order.sort_by_key(|set| (set.count_ones(), *set));
            let mut models: BTreeMap<Set, Model> = BTreeMap::new();
            let failed = in_order.into_iter().find_map(|set| match self.model(set) {
                Ok(model) => {
                    models.insert(set, model);
                    None
                }
                Err(wrong) => Some((set, wrong)),
            });
            match failed {
                Some((set, wrong)) if self.groups.len() > 1 => self.join(set, wrong),
                _ => {
                    let mut models: Vec<Model> = sets.iter().filter_map(|set| models.remove(set)).collect();
                    topics::show(&mut models);
                    time_limits::share(&mut models);
                    return Mixed { groups: self.groups, joined: self.joined, models };
                }
            }
        }
    }

    /// Joins a group of a set that makes no sense with one outside of it that it needs.
    fn join(&mut self, set: Set, (why, place): Wrong) {
        let all = self.groups.len();
        let is_in = |n: usize| set & (1 << n) != 0;
        let outside: Vec<usize> = (0..all).filter(|n| !is_in(*n)).collect();
        let needed = outside.iter().copied().find(|n| self.model(set | 1 << n).is_ok());
        // The last of the set: with it came what is wrong, as all smaller sets make sense.
        let needs = (0..all).rev().find(|n| is_in(*n));
        // The earlier design itself compiles, and so does the later.
        let (Some(needs), Some(needed)) = (needs, needed.or_else(|| outside.first().copied())) else {
            unreachable!("a set between none and all makes no sense")
        };
        let (first, second) = (needs.min(needed), needs.max(needed));
        let later = self.groups.remove(second);
        let earlier = self.groups[first].clone();
        self.joined.push(Joined { groups: [earlier.label.clone(), later.label.clone()], why, place });
        self.groups[first] = earlier.join(later);
    }

    /// The earlier design with the changes of a set of groups.
    fn model(&mut self, set: Set) -> Result<Model, Wrong> {
        let chosen: Vec<usize> = (0..self.groups.len()).filter(|n| set & (1 << n) != 0).collect();
        let levers = chosen.iter().flat_map(|n| &self.groups[*n].levers).fold(0, |all, n| all | 1 << n);
        let without = self.later(0);
        let resolved = if let Ok(without) = without {
            let mut mixed = self.from.clone();
            let paths: Vec<&Path> = chosen.iter().flat_map(|n| &self.groups[*n].paths).collect();
            lay_as_in(&mut mixed, &without, &paths);
            if levers != 0 {
                let later = self.later(levers)?;
                let changed = differences(&without, &later);
                lay_as_in(&mut mixed, &later, &changed.iter().collect::<Vec<_>>());
            }
            mixed
        } else if levers == 0 {
            self.from.clone()
        } else {
            self.later(levers)?
        };
        // Compiled as one of the two, so that messages name a design of the file.
        let design = self.labels[usize::from(set != 0)].clone();
        let case = self.case.label.clone();
        let mut out = Diagnostics::default();
        let model = self.made.model(&mut self.written, (&design, &case), &resolved, self.reading, &mut out);
        let model = self.sound(model, &out)?;
        let model = model.expect("what has no model has a mistake");
        Ok(Model { design: self.label(&chosen), ..model })
    }

    /// What the earlier design with some groups is called.
    fn label(&self, chosen: &[usize]) -> Label {
        let [earlier, later] = &self.labels;
        if chosen.is_empty() {
            return earlier.clone();
        }
        if chosen.len() == self.groups.len() {
            return later.clone();
        }
        let of = |part: fn(&Label) -> &String, between: &str| {
            chosen.iter().map(|n| part(&self.groups[*n].label).as_str()).collect::<Vec<_>>().join(between)
        };
        Label {
            key: format!("{}+{}", earlier.key, of(|label| &label.key, "+")),
            en: format!("{} with {}", earlier.en, of(|label| &label.en, ", ")),
            zh: format!("{}加{}", earlier.zh, of(|label| &label.zh, "、")),
        }
    }
}

/// The levers that a design takes in, as it names them.
fn with(written: &Written, design: &str) -> Vec<Node> {
    match written.designs.get(design).and_then(|design| design.get("with")).map(|node| &node.value) {
        Some(Value::List(levers)) => levers.clone(),
        _ => Vec::new(),
    }
}
