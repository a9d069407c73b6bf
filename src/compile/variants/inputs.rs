//! The numbers that a design in a case is made of, each with two values to try instead: the range that the file gives
//! (`{ low, likely, high }`), or a tenth less and a tenth more.
//!
//! One number may stand in several places (a default of all chats): its places change together.

use super::points::{Points, opened};
use crate::compile::document::changes::{plain, quoted};
use crate::compile::document::resolve::Resolved;
use crate::compile::files::reading::Reading;
use crate::diagnostic::{Diagnostics, Place, SourceId};
use crate::scenario::text::document::{Node, Value};
use crate::scenario::text::sources::Sources;
use crate::scenario::values::change::clean;
use crate::scenario::values::change_text::{Change, change_of};
use crate::scenario::values::law::is_law;
use crate::scenario::values::quantity;
use std::collections::BTreeMap;
use std::sync::Arc;

/// A number and what to try instead of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Input {
    /// Where it stands; with `*` where it stands in several places.
    pub path: String,
    /// All places.
    pub paths: Vec<String>,
    /// As it is.
    pub value: String,
    /// What to try: the lower and the higher.
    pub ends: [String; 2],
    /// The range is the file's own.
    pub stated: bool,
}

impl Input {
    /// The changes that put a value in its places: `PATH=VALUE`.
    pub fn set(&self, value: &str) -> Vec<String> {
        self.paths.iter().map(|path| format!("{path}={value}")).collect()
    }
}

/// Tables of the world and of a design whose numbers a manager may doubt.
const TABLES: [&str; 6] = ["contact", "stream", "calendar", "bot", "team", "costs"];

/// All inputs of a design in a case of a file that compiles, in order of path; and how many numbers can be changed neither way
/// (shares that are parts of a whole, switches).
pub fn inputs(sources: &dyn Sources, path: &str, asked: Points<'_>) -> (Vec<Input>, usize) {
    let mut reading = Reading::new(sources, path);
    let mut ignored = Diagnostics::default();
    let Some(mut open) = opened(asked, &mut reading, &mut ignored) else { return Default::default() };
    let mut resolved = open.resolved();
    for root in [&mut resolved.world, &mut resolved.design] {
        forget_ranges(root, open.template());
    }
    let mut fits = |input: &Input, value: &str| open.compiles(&input.set(value));
    let found = found(&resolved);
    let all = found.len();
    let mut kept = Vec::new();
    for mut input in found {
        let [low, high] = &input.ends;
        // What would be more than all of it is all of it.
        let most = if fits(&input, high) { high.clone() } else { "1".to_owned() };
        if fits(&input, low) && most != input.value && fits(&input, &most) {
            input.ends = [low.clone(), most];
            kept.push(input);
        }
    }
    let left_out = all - kept.len();
    (kept, left_out)
}

/// Leaves the file's own ranges only: those of the template are for what was never given.
fn forget_ranges(node: &mut Node, template: Option<SourceId>) {
    if Some(node.place.source) == template {
        node.range = None;
    }
    match &mut node.value {
        Value::Table(entries) => Arc::make_mut(entries).values_mut().for_each(|part| forget_ranges(part, template)),
        Value::List(items) => items.iter_mut().for_each(|part| forget_ranges(part, template)),
        _ => (),
    }
}

fn found(resolved: &Resolved) -> Vec<Input> {
    let mut by_place: BTreeMap<(Place, String), Input> = BTreeMap::new();
    for table in TABLES {
        for root in [&resolved.world, &resolved.design] {
            let Some(node) = root.get(table) else { continue };
            look(table, node, &mut by_place);
        }
    }
    // Of what was counted the total: shares are parts of a whole.
    if let Some(total) = resolved.world.at(&["volume", "contacts_per_day"]) {
        look("volume.contacts_per_day", total, &mut by_place);
    }
    let mut all: Vec<Input> = by_place.into_values().collect();
    for input in &mut all {
        input.path = pattern(&input.paths);
    }
    all.sort_by(|a, b| a.path.cmp(&b.path));
    all
}

/// Numbers in a table; of a law what has a range of its own, else its mean.
fn look(path: &str, node: &Node, found: &mut BTreeMap<(Place, String), Input>) {
    if let Some((ends, stated)) = ends(node).filter(|_| !has_range_inside(node)) {
        let value = node.shown();
        let new = || Input { path: String::new(), paths: Vec::new(), value: value.clone(), ends, stated };
        found.entry((node.place.clone(), value.clone())).or_insert_with(new).paths.push(path.to_owned());
    }
    for (name, part) in node.named() {
        if !is_law(node) || part.range.is_some() || has_range_inside(part) {
            look(&format!("{path}.{}", quoted(name)), part, found);
        }
    }
}

fn has_range_inside(node: &Node) -> bool {
    let inside = |part: &Node| part.range.is_some() || has_range_inside(part);
    node.named().into_iter().any(|(_, part)| inside(part))
}

/// What to try instead of a value, and whether the file says so; none where it is no number, or nothing.
fn ends(node: &Node) -> Option<([String; 2], bool)> {
    if let Some(range) = &node.range {
        return Some((range.as_ref().clone().map(|end| plain(&end)), true));
    }
    let tenth = || ["*0.9".to_owned(), "*1.1".to_owned()];
    let ends = match &node.value {
        Value::Integer(0) => return None,
        Value::Integer(n) => {
            let step = ((*n as f64).abs() / 10.0).round().max(1.0) as i64;
            [n - step, n + step].map(|n| n.to_string())
        }
        Value::Number(x) if *x != 0.0 => [clean(x * 0.9), clean(x * 1.1)].map(|x| x.to_string()),
        Value::Text(text) => match change_of(text) {
            Some(Ok(Change::Times(factor))) => [0.9, 1.1].map(|part| format!("*{}", clean(factor * part))),
            Some(_) => return None,
            None => {
                let seconds = quantity::duration(text).or_else(|_| quantity::share(text));
                let number = seconds.or_else(|_| quantity::per_day(text)).ok()?;
                (number != 0.0).then(tenth)?
            }
        },
        Value::Table(_) if is_law(node) => tenth(),
        _ => return None,
    };
    Some((ends, false))
}

/// `contact.*.messages`: what several paths have in common.
fn pattern(paths: &[String]) -> String {
    let first: Vec<&str> = paths[0].split('.').collect();
    let common = |(n, part): (usize, &&str)| {
        let same = paths.iter().all(|path| path.split('.').nth(n) == Some(part));
        if same { (*part).to_owned() } else { "*".to_owned() }
    };
    first.iter().enumerate().map(common).collect::<Vec<_>>().join(".")
}
