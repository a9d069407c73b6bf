//! Levers: named sets of changes that a design takes in, and the designs that show each one's part.

use super::baseline::label_of;
use super::changes::{Override, Tables, flatten};
use super::inherit::remove;
use super::resolve::Written;
use super::template::add_design_defaults;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Place, nearest};
use crate::model::Label;
use crate::say;
use crate::scenario::text::document::{Node, Value};
use crate::scenario::values::read::wrong;
use std::collections::BTreeMap;

/// Which design's levers are to be taken apart.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub enum LeversOf {
    /// None's.
    #[default]
    Nobody,
    /// The baseline's, or those of the only design.
    Baseline,
    /// This one's.
    Design(String),
}

/// A design without levers, with each of them alone and with all, by position among the designs.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Levered {
    /// Designs from here on were made to show parts.
    pub first: usize,
    /// Without any.
    pub as_is: usize,
    /// With one of them, by lever.
    pub alone: Vec<usize>,
    /// With all of them.
    pub together: usize,
}

/// A design made to show the part of levers.
pub(crate) struct Variant {
    pub label: Label,
    /// The only lever it has.
    pub alone: Option<String>,
}

impl Written {
    /// The levers that a design takes in.
    pub(crate) fn levers_of(&self, design: &str) -> Vec<Label> {
        let with = self.designs.get(design).and_then(|design| design.get("with"));
        let Some(Value::List(levers)) = with.map(|node| &node.value) else { return Vec::new() };
        let label = |name: &str| Some(label_of(name, self.root.at(&["lever", name])?));
        levers.iter().filter_map(|lever| label(lever.text()?)).collect()
    }

    /// Lays a design's levers over world and design, in order.
    pub(crate) fn apply_levers(
        &mut self,
        design_name: &str,
        world: &mut Node,
        design: &mut Node,
        out: &mut Diagnostics,
    ) {
        let Some(Value::List(levers)) = design.get("with").map(|n| n.value.clone()) else { return };
        let mut touched: BTreeMap<String, (String, Place)> = BTreeMap::new();
        for (n, lever) in levers.iter().enumerate() {
            let Some(name) = lever.text() else { continue };
            if let Some(before) = levers[..n].iter().find(|other| other.text() == Some(name)) {
                out.push(
                    Diagnostic::error(
                        Code::Twice,
                        &lever.place,
                        say!("lever `{name}` is named twice", "措施 `{name}` 写了两次"),
                    )
                    .also(&before.place, say!("first here", "第一次在这里")),
                );
                continue;
            }
            let Some(mut changes) = self.root.at(&["lever", name]).cloned() else {
                let names = self.root.get("lever").map(Node::names).unwrap_or_default();
                out.push(
                    Diagnostic::error(
                        Code::UnknownName,
                        &lever.place,
                        say!("unknown lever `{name}`", "没有叫 `{name}` 的措施"),
                    )
                    .near_or_list(name, &names),
                );
                continue;
            };
            let mut changed: Vec<(String, Place)> = left_out(&mut changes, design, out);
            let mut all = self.new_parts(&mut changes, design, out);
            all.extend(flatten(&changes, Tables::AsValues));
            for one in all.iter().filter(|o| o.path != ["name"]) {
                let paths = self.apply(one, design_name, world, design, out);
                if paths.is_empty() {
                    out.push(self.unknown_to(one, world, design));
                }
                changed.extend(paths.into_iter().map(|path| (path, one.place().clone())));
            }
            for (path, place) in &changed {
                if let Some((other, before)) = met_before(&touched, path) {
                    let why = say!(
                        "levers `{other}` and `{name}` both change `{path}`",
                        "措施 `{other}` 和 `{name}` 都改了 `{path}`"
                    );
                    out.push(
                        Diagnostic::error(Code::LeverClash, place, why)
                            .also(before, say!("`{other}` changes it here", "`{other}` 在这里改它")),
                    );
                }
            }
            for (path, place) in changed {
                touched.entry(path).or_insert_with(|| (name.to_owned(), place));
            }
        }
    }

    /// Takes out of a lever what the design does not have yet and what is whole in itself: a team that says what it
    /// serves, a bot or a route for another type, a policy that says when it is on and what it sets. It is put into the design as if it were written there.
    fn new_parts(&self, changes: &mut Node, design: &mut Node, out: &mut Diagnostics) -> Vec<Override> {
        let mut found = Vec::new();
        for kind in ["team", "bot", "routes", "policy"] {
            let Some(entries) = changes.get_mut(kind).and_then(Node::table_mut) else { continue };
            let is_new = |name: &String, entry: &Node| {
                let whole = match kind {
                    "team" => entry.get("serves").is_some(),
                    "policy" => entry.get("when").is_some() && entry.get("set").is_some(),
                    _ => entry.table().is_some(),
                };
                whole && design.at(&[kind, name]).is_none()
            };
            let names: Vec<String> = entries.iter().filter(|(n, e)| is_new(n, e)).map(|(n, _)| n.clone()).collect();
            for name in names {
                let entry = entries.remove(&name).expect("its name was just read");
                let mut part = Node::empty_table(entry.place.clone());
                part.table_mut().expect("just made").insert(name.clone(), entry.clone());
                let mut alone = Node::empty_table(entry.place.clone());
                alone.table_mut().expect("just made").insert(kind.to_string(), part);
                add_design_defaults(&mut alone, &self.root, out);
                let value = Node { key: entry.key, ..alone.at(&[kind, &name]).expect("it was put in").clone() };
                if let Some(table) = design.table_mut() {
                    table.entry(kind.to_string()).or_insert_with(|| Node::empty_table(value.place.clone()));
                }
                found.push(Override { path: vec![kind.to_string(), name], value });
            }
        }
        found
    }

    /// Makes the designs that show what each lever of a design does: without levers, each alone, all together. A design
    /// that is built with levers is taken apart; to one that is not, all levers of the file are added.
    pub(crate) fn take_apart(
        &mut self,
        asked: &LeversOf,
        baseline: Option<&str>,
        out: &mut Diagnostics,
    ) -> Option<(Levered, Vec<Variant>)> {
        let names: Vec<String> = self.designs.keys().cloned().collect();
        let name = match (asked, baseline, &names[..]) {
            (LeversOf::Nobody, ..) => return None,
            (LeversOf::Design(name), ..) => name.clone(),
            (LeversOf::Baseline, Some(name), _) => name.to_string(),
            (LeversOf::Baseline, None, [only]) => only.clone(),
            (LeversOf::Baseline, None, _) => {
                let known = names.join(", ");
                let why = say!("the levers of which design?", "要看哪个方案的措施？");
                let help = say!("choose one with --design: {known}", "请用 --design 选择一个：{known}");
                return out.reject(Diagnostic::error_at_large(Code::Levers, why).help(help));
            }
        };
        let Some(position) = names.iter().position(|n| *n == name) else {
            let known = names.join(", ");
            let help = match nearest(&name, &names) {
                Some(near) => say!("did you mean `{near}`?", "是不是想写 `{near}`？"),
                None => say!("known here: {known}", "这里有：{known}"),
            };
            let why = say!("there is no design `{name}`", "没有叫 `{name}` 的方案");
            return out.reject(Diagnostic::error_at_large(Code::UnknownName, why).help(help));
        };
        let design = self.designs[&name].clone();
        let own =
            design.get("with").and_then(|with| if let Value::List(l) = &with.value { Some(l.clone()) } else { None });
        let own = own.filter(|levers| !levers.is_empty());
        let built = own.is_some();
        let levers = own.unwrap_or_else(|| {
            let all = self.root.get("lever").and_then(Node::table).into_iter().flatten();
            all.map(|(name, node)| Node::new(node.named_place().clone(), Value::Text(name.clone()))).collect()
        });
        if levers.is_empty() {
            let why =
                say!("design `{name}` has no levers, and the file has none", "方案 `{name}` 没有措施，文件里也没有");
            let help = say!(
                "write at least one, such as [lever.more_bot] with \"bot.*\" = \"+10 pp\"",
                "请至少写一个，例如 [lever.more_bot]，其中 \"bot.*\" = \"+10 pp\""
            );
            return out.reject(Diagnostic::error_at_large(Code::Levers, why).help(help));
        }
        Some(self.variants(&name, position, &levers, built))
    }

    /// Makes a design that is another one with these levers in the place of its own.
    pub(crate) fn make_with(&mut self, name: &str, key: String, levers: Vec<Node>) {
        let mut design = self.designs[name].clone();
        let place = design.place.clone();
        design.table_mut().expect("a design is a table").insert("with".into(), Node::new(place, Value::List(levers)));
        self.made_from.insert(key.clone(), name.to_owned());
        self.designs.insert(key, design);
    }

    fn variants(&mut self, name: &str, position: usize, levers: &[Node], built: bool) -> (Levered, Vec<Variant>) {
        let first = self.designs.len();
        let label = label_of(name, &self.designs[name]);
        let without = if built { format!("{name}-levers") } else { name.to_string() };
        let called = |lever: &Node| {
            let key = lever.text().unwrap_or_default();
            self.root.at(&["lever", key]).map_or_else(|| Label::plain(key), |node| label_of(key, node))
        };
        let called: Vec<Label> = levers.iter().map(called).collect();
        let mut variants = Vec::new();
        let mut make = |key: String, label: Label, alone: Option<String>, with: Vec<Node>| {
            self.make_with(name, key, with);
            variants.push(Variant { label, alone });
            first + variants.len() - 1
        };
        let as_is = if built {
            let named = Label {
                key: without.clone(),
                en: format!("{}, without its levers", label.en),
                zh: format!("{}（不含措施）", label.zh),
            };
            make(without.clone(), named, None, Vec::new())
        } else {
            position
        };
        let mut alone = Vec::new();
        for (lever, Label { key: called, en, zh }) in levers.iter().zip(called) {
            let key = format!("{without}+{called}");
            let named = Label { key: key.clone(), en: format!("{en} alone"), zh: format!("仅{zh}") };
            alone.push(make(key, named, Some(called), vec![lever.clone()]));
        }
        let together = if built {
            position
        } else {
            let key = format!("{name}+levers");
            let named = Label { key: key.clone(), en: "all together".into(), zh: "全部措施".into() };
            make(key, named, None, levers.to_vec())
        };
        (Levered { first, as_is, alone, together }, variants)
    }
}

/// Leaves out of a design what a lever says it is `without`; the paths.
fn left_out(changes: &mut Node, design: &mut Node, out: &mut Diagnostics) -> Vec<(String, Place)> {
    let Some(without) = changes.table_mut().and_then(|table| table.remove("without")) else { return Vec::new() };
    let Value::List(paths) = &without.value else {
        wrong::<()>(&without, &say!("a list", "列表"), out);
        return Vec::new();
    };
    let mut removed = Vec::new();
    for path in paths {
        removed.extend(remove(design, path, out).into_iter().map(|found| (found, path.place.clone())));
    }
    removed
}

/// What was touched of a path: the same value, one that it is a part of, or a part of it.
fn met_before<'a, T>(touched: &'a BTreeMap<String, T>, path: &str) -> Option<&'a T> {
    let wholes = path.match_indices('.').map(|(at, _)| &path[..at]).chain([path]);
    let parts = format!("{path}.");
    let part = touched.range(parts.clone()..).next().filter(|(key, _)| key.starts_with(&parts));
    wholes.into_iter().find_map(|whole| touched.get(whole)).or(part.map(|(_, found)| found))
}
