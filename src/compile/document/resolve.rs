//! From what the file says to what one design in one case means: defaults, `like`, `without`, `with`, the design's
//! changes of the work, the case, `--set`, all by the one override rule, on the tree.

use super::baseline::{BASE, label_of};
use super::calendars::add_calendars;
use super::changes::{
    DESIGN, Override, Tables, WORLD, concrete, flatten, lay, make_room, nothing_at, read_sets, unmatched,
};
use super::exclusive_keys::put_aside;
use super::from_facts::{Answered, FACTS};
use super::given_volume::{GivenPerDay, OwnShares, lay_per_day};
use super::inherit::{change_work, effective, like_contacts};
use super::reach::LikeChain;
use super::template::{
    add_bot_defaults, add_contact_defaults, add_design_defaults, add_platforms, add_profiles, add_step_defaults,
    add_template, add_times, check_defaults, settle_defaults,
};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Place, SourceId, SourceMap};
use crate::model::Label;
use crate::say;
use crate::scenario::schema::World;
use crate::scenario::text::document::Node;
use crate::scenario::values::change::{expand, put_at};
use crate::scenario::values::change_text::is_change;
use crate::scenario::values::read::wrong;
use std::collections::{BTreeMap, BTreeSet};

/// What was counted: read before anything else that changes first contacts, as it gives them.
const VOLUME: &str = "volume";
/// Tables of which a pair has its part by other ways.
const APART: [&str; 3] = ["case", "design", "lever"];

/// What is read before anything else that changes a calendar, as it brings what they change.
const INCLUDE: [&str; 2] = ["calendar", "include"];

/// The file with its defaults, before any design.
#[derive(Debug)]
pub struct Written {
    /// The whole tree; `defaults` merged with the template.
    pub root: Node,
    /// Designs after `like` and `without`, with team and bot defaults.
    pub designs: BTreeMap<String, Node>,
    /// The template's text; none where the file wants none.
    pub template: Option<SourceId>,
    /// Changes by policies that meet nothing in a design where they would hold.
    pub(crate) strangers: Vec<(Override, Diagnostic)>,
    /// `--set` on contacts, teams and the like, applied last.
    sets: Vec<Override>,
    /// Of changes of a value where it stands: by where such a change is written, where that value is.
    stands: BTreeMap<Place, Place>,
    /// What is left of streams that include what is born in contacts.
    pub(crate) own_shares: OwnShares,
    /// Overrides that matched in some design and case.
    matched: BTreeSet<Place>,
    /// The design of the file that each design made to show the parts of levers is made from.
    pub(crate) made_from: BTreeMap<String, String>,
}

/// A case of the file, or a what-if of the command line.
#[derive(Clone, Debug)]
pub(crate) struct Case {
    pub label: Label,
    pub changes: Vec<Override>,
    /// The what-if: changes of what `--set` made of the file.
    pub what_ifs: Vec<Override>,
}

/// World and design of one pair, ready to be read.
#[derive(Clone, Debug)]
pub struct Resolved {
    /// Everything but the design.
    pub world: Node,
    /// The design.
    pub design: Node,
}

impl Written {
    /// Merges templates, sorts `--set` and follows `like`. `instead`: values that the file itself might have said, `PATH=VALUE`: a
    /// design, lever or case that says its own keeps it.
    pub fn new(
        mut root: Node,
        sets: &[String],
        instead: &[String],
        files: &mut SourceMap,
        out: &mut Diagnostics,
    ) -> Self {
        let mut late = Vec::new();
        let mut all = read_sets("--set", sets, files, out);
        let of_file = all.len();
        all.extend(read_sets("--set", instead, files, out));
        let known: Vec<Place> = all[of_file..].iter().map(|one| one.place().clone()).collect();
        let mut stands = BTreeMap::new();
        for one in all.iter().filter(|o| o.path == ["template"]) {
            put_at(&mut root, &one.path, &one.value, out);
        }
        let template = add_template(&mut root, files, out);
        add_profiles(&mut root, files, out);
        add_platforms(&mut root, files, out);
        for one in all.iter().filter(|o| o.path == INCLUDE) {
            put_at(&mut root, &one.path, &one.value, out);
        }
        add_calendars(&mut root, files, out);
        for one in all {
            if one.path == INCLUDE {
                continue;
            }
            if belongs_to_pairs(&one.path) {
                // What a design says is found by its own name, whoever is like it.
                let shared = one.path[0] == VOLUME || WORLD.contains(&one.path[0].as_str());
                let own = || root.at_path(&one.path).filter(|_| known.contains(one.place()));
                if let Some(node) = shared.then(own).flatten() {
                    stands.insert(one.place().clone(), node.place.clone());
                }
                late.push(one);
            } else if lay(&mut root, &one.path, &one.value, out).is_empty() {
                out.push(unmatched(&one, &root, &[]));
            }
        }
        like_contacts(&mut root, out);
        check_defaults(&root, out);
        let names: Vec<String> =
            root.get("design").and_then(Node::table).into_iter().flat_map(|t| t.keys().cloned()).collect();
        for name in &names {
            let own = root.get("design").and_then(|d| d.get(name)).filter(|own| own.table().is_none());
            if let Some(own) = own {
                wrong::<()>(own, &say!("a table such as [design.{name}]", "表，例如 [design.{name}]"), out);
            }
        }
        let mut designs = effective(&root, out);
        for design in designs.values_mut() {
            add_design_defaults(design, &root, out);
        }
        Self {
            root,
            designs,
            template,
            strangers: Vec::new(),
            sets: late,
            stands,
            own_shares: OwnShares::new(),
            matched: BTreeSet::new(),
            made_from: BTreeMap::new(),
        }
    }

    /// What a case says was counted; none where the file has no volume.
    pub fn volume(&mut self, case: &Case, out: &mut Diagnostics) -> Option<Node> {
        let mut alone = Node::empty_table(self.root.place.clone());
        alone.table_mut().expect("just made").insert(VOLUME.into(), self.root.get(VOLUME)?.clone());
        for change in self.changes(case, out).iter().filter(|change| change.path[0] == VOLUME) {
            if self.says_its_own(change, &alone) {
                continue;
            }
            if !lay(&mut alone, &change.path, &change.value, out).is_empty() {
                self.matched.insert(change.place().clone());
            }
        }
        alone.get(VOLUME).cloned()
    }

    /// Does something with the file as it is written, without `--set`: what was counted, was counted before.
    pub fn as_written<T>(&mut self, work: impl FnOnce(&mut Self) -> T) -> T {
        let sets = std::mem::take(&mut self.sets);
        let done = work(self);
        self.sets = sets;
        done
    }

    /// Whether another value stands where a change is of the file's own: then it is not used here.
    fn says_its_own(&mut self, one: &Override, world: &Node) -> bool {
        let Some(stands) = self.stands.get(one.place()) else { return false };
        let other = world.at_path(&one.path).is_none_or(|node| node.place != *stands);
        if other {
            self.matched.insert(one.place().clone());
        }
        other
    }

    /// What is changed in a case, in order: by the case, by `--set`, by the what-if.
    fn changes(&mut self, case: &Case, out: &mut Diagnostics) -> Vec<Override> {
        let of_facts = |change: &&Override| change.path[0] == FACTS;
        let all = || case.changes.iter().chain(&self.sets).chain(&case.what_ifs);
        let of_facts: Vec<Place> = all().filter(of_facts).map(|change| change.place().clone()).collect();
        let mut answered = Answered::new(&self.root);
        let parts = [&case.changes, &self.sets, &case.what_ifs].map(|part| answered.apply(part, out));
        // What is wrong with one was said.
        self.matched.extend(of_facts);
        parts.concat()
    }

    /// The file without what is written of other designs, of levers and of cases: what it changes is laid over the rest.
    fn world(&self) -> Node {
        let kept = |(key, node): (&String, &Node)| {
            let apart = APART.contains(&key.as_str()) && node.table().is_some();
            let empty = || Node { key: node.key.clone(), ..Node::empty_table(node.place.clone()) };
            (key.clone(), if apart { empty() } else { node.clone() })
        };
        let entries = self.root.table().into_iter().flatten().map(kept).collect();
        Node::of_entries(self.root.place.clone(), entries)
    }

    /// Says which part of a change's path is unknown to one design.
    pub(crate) fn unknown_to(&self, one: &Override, world: &Node, design: &Node) -> Diagnostic {
        let of_world = one.path.first().is_some_and(|first| WORLD.contains(&first.as_str()));
        unmatched(one, if of_world { world } else { &self.root }, &[design])
    }

    /// One design in one case, with the first contacts that a volume gives.
    pub fn resolve(
        &mut self,
        design_name: &str,
        case: &Case,
        per_day: &GivenPerDay,
        out: &mut Diagnostics,
    ) -> Resolved {
        let mut world = self.world();
        let mut design = self.designs[design_name].clone();
        add_contact_defaults(&mut world, out);
        add_times(&mut world);
        lay_per_day(&mut world, per_day);
        for kind in ["contact", "stream"] {
            let changes = design.table_mut().and_then(|t| t.remove(kind));
            if let Some(changes) = changes {
                change_work(&mut world, kind, &changes, out);
            }
        }
        let known = design.clone();
        let called = self.made_from.get(design_name).map_or(design_name, String::as_str).to_string();
        self.apply_levers(&called, &mut world, &mut design, out);
        let changes = self.changes(case, out);
        for one in changes.iter().filter(|change| change.path[0] != VOLUME) {
            if self.says_its_own(one, &world) {
                continue;
            }
            match LikeChain::of(one, &called, &self.root, &self.designs) {
                Some(below) => self.reach(one, &below, &changes, (&mut world, &mut design), out),
                None => drop(self.apply(one, &called, &mut world, &mut design, out)),
            }
        }
        add_bot_defaults(&mut design, &known, &self.root, out);
        put_aside(&mut world, &mut design);
        add_step_defaults(&mut world, out);
        settle_defaults(&mut world, self.template);
        Resolved { world, design }
    }

    /// Lays a change of a design that this one is `like` (through `below`), wherever that does not say the value itself.
    /// What it only changes (`"+15 pp"`) is laid anew over a value that replaces.
    fn reach(
        &mut self,
        one: &Override,
        below: &LikeChain,
        changes: &[Override],
        (world, design): (&mut Node, &mut Node),
        out: &mut Diagnostics,
    ) {
        let inner = Override { path: one.path[2..].to_vec(), value: one.value.clone() };
        let root = if DESIGN.contains(&inner.path[0].as_str()) { &mut *design } else { &mut *world };
        make_room(root, &inner.path, &inner.value, out);
        let parts = if inner.path == ["demand"] { vec![inner] } else { concrete(root, &inner.path, &inner.value) };
        for part in parts {
            let Some(own) = below.changes_of(&part, changes) else { continue };
            self.apply(&part, below.design(), world, design, out);
            for value in own.into_iter().filter(|_| !is_change(&part.value)) {
                self.apply(&Override { path: part.path.clone(), value }, below.design(), world, design, out);
            }
        }
    }

    /// Reports changes that met nothing where they are made.
    pub fn report_strangers(&self, changes: &[Override], out: &mut Diagnostics) {
        let designs: Vec<&Node> = self.designs.values().collect();
        for one in changes.iter().filter(|one| !self.matched.contains(one.place())) {
            out.push(unmatched(one, &self.root, &designs));
        }
    }

    /// Reports paths of cases, what-ifs and `--set` that matched nothing anywhere.
    pub fn report_unmatched(&self, cases: &[Case], out: &mut Diagnostics) {
        let designs: Vec<&Node> = self.designs.values().collect();
        for one in cases.iter().flat_map(|case| case.changes.iter().chain(&case.what_ifs)).chain(&self.sets) {
            if !self.matched.contains(one.place()) {
                out.push(unmatched(one, &self.root, &designs));
            }
        }
        for (one, found) in &self.strangers {
            if !self.matched.contains(one.place()) {
                out.push(found.clone());
            }
        }
    }

    /// Case `base` first, then those of the file in order of name, then what-ifs as they were asked.
    pub fn cases(&self, what_ifs: &[String], files: &mut SourceMap, out: &mut Diagnostics) -> Vec<Case> {
        let written = self.root.get("case").and_then(Node::table);
        let of = |key: &str, node: &Node| Case {
            label: label_of(key, node),
            changes: flatten(node, Tables::AsValues),
            what_ifs: Vec::new(),
        };
        let plain = || Case {
            label: Label { key: BASE.into(), zh: "基准".into(), en: "base".into() },
            changes: Vec::new(),
            what_ifs: Vec::new(),
        };
        let mut all = vec![written.and_then(|t| t.get(BASE)).map_or_else(plain, |node| of(BASE, node))];
        all.extend(written.into_iter().flatten().filter(|(key, _)| *key != BASE).map(|(key, node)| of(key, node)));
        for case in &mut all {
            case.changes.retain(|change| change.path != ["name"]);
        }
        for change in read_sets("--what-if", what_ifs, files, out) {
            if is_of_file(&change.path) {
                let path = change.shown();
                out.push(
                    Diagnostic::error(
                        Code::Override,
                        change.place(),
                        say!("`{path}` is not changed by a what-if", "`{path}` 不能用 --what-if 来改"),
                    )
                    .help(say!(
                        "--set changes it for the whole comparison; a what-if changes demand, work or designs",
                        "请用 --set 改整个比较；--what-if 可以改需求、工作内容和方案"
                    )),
                );
                continue;
            }
            let place = change.place();
            let text = files.text(place.source)[place.span.start..].lines().next().unwrap_or_default().trim();
            if all.iter().any(|case| case.label.key == text) {
                let why = say!("this what-if is asked twice", "这个假设写了两次");
                out.push(Diagnostic::error(Code::Twice, place, why));
                continue;
            }
            // A what-if is asked of the scenario as it is.
            let changes = all[0].changes.clone();
            all.push(Case { label: Label::plain(text), changes, what_ifs: vec![change] });
        }
        all
    }

    /// Applies one override to world and design; the paths that it met.
    pub(crate) fn apply(
        &mut self,
        one: &Override,
        name: &str,
        world: &mut Node,
        design: &mut Node,
        out: &mut Diagnostics,
    ) -> Vec<String> {
        let (first, rest) = one.path.split_first().expect("a path has a part");
        let mut met = Vec::new();
        if one.path == INCLUDE {
            let why = say!(
                "calendars are included by the whole file, not by a case or a lever",
                "日历只能由整个文件引用，不能由假设或措施引用"
            );
            let help = say!(
                "a case may change their events, or calendar.lift_scale (0 leaves them out)",
                "假设可以改其中的活动，或改 calendar.lift_scale（0 表示不要）"
            );
            out.push(Diagnostic::error(Code::Override, one.place(), why).help(help));
            met.push(one.shown());
        } else if first == VOLUME {
            let why = say!("a design or lever does not change what was counted", "方案和措施不能改统计到的咨询量");
            let help = say!("a case, a what-if or --set does", "可以用假设（case）、--what-if 或 --set 来改");
            out.push(Diagnostic::error(Code::Override, one.place(), why).help(help));
            met.push(one.shown());
        } else if first == FACTS {
            let why =
                say!("a design or lever does not speak in the words of [facts]", "方案和措施不能用 [facts] 的说法来改");
            let help = say!(
                "a case, a what-if or --set does; here, change the value itself, such as contact.NAME.session.lasts",
                "可以用假设（case）、--what-if 或 --set；这里请直接改数值本身，例如 contact.名称.session.lasts"
            );
            out.push(Diagnostic::error(Code::Override, one.place(), why).help(help));
            met.push(one.shown());
        } else if first == "demand" && rest.is_empty() {
            met = change_demand(world, &one.value, out);
        } else if WORLD.contains(&first.as_str()) {
            met = lay(world, &one.path, &one.value, out);
        } else if first == "bot" && is_change(&one.value) && nothing_at(design, &one.path) {
            // A design without a bot for it has no share that could change.
        } else if DESIGN.contains(&first.as_str()) {
            met = lay(design, &one.path, &one.value, out);
        } else if first == "design" && rest.len() > 1 && (rest[0] == name || rest[0] == "*") {
            let inner = Override { path: rest[1..].to_vec(), value: one.value.clone() };
            met = self.apply(&inner, name, world, design, out);
        }
        if !met.is_empty() {
            self.matched.insert(one.place().clone());
        }
        met
    }
}

/// Whether a path is changed for the whole file only.
pub(crate) fn is_of_file(path: &[String]) -> bool {
    World::DOC.fields.iter().any(|field| field.key == path[0]) && !belongs_to_pairs(path)
}

fn belongs_to_pairs(path: &[String]) -> bool {
    let first = path.first().map_or("", String::as_str);
    let structure = ["like", "with", "without", "name"];
    ["demand", VOLUME, FACTS].contains(&first)
        || WORLD.contains(&first)
        || DESIGN.contains(&first)
        || (first == "design" && path.get(2).is_some_and(|p| !structure.contains(&p.as_str())))
}

/// `demand`: every first contact and stream; what they cause follows.
fn change_demand(world: &mut Node, value: &Node, out: &mut Diagnostics) -> Vec<String> {
    if !is_change(value) {
        out.push(Diagnostic::error(
            Code::Override,
            &value.place,
            say!("`demand` is changed by a factor: write \"*1.5\"", "`demand` 用倍数来改：请写 \"*1.5\""),
        ));
        return vec!["demand".into()];
    }
    let mut met = Vec::new();
    let of = |kind: &str, key: &str| [kind, "*", "arrivals", key].map(String::from).to_vec();
    let added = ["calendar", "crisis", "*", "adds", "*"].map(String::from).to_vec();
    let [a, b] = ["contact", "stream"].map(|kind| [of(kind, "per_day"), of(kind, "times")]);
    for pattern in a.into_iter().chain(b).chain([added]) {
        let existing: Vec<_> =
            expand(world, &pattern).into_iter().filter(|path| world.at_path(path).is_some()).collect();
        for path in existing {
            put_at(world, &path, value, out);
            met.push(path.join("."));
        }
    }
    met
}
