//! The file as if other numbers stood in it: for each list of values the model of one design in one case, as the file with these
//! values would compile to. Whatever is worked out of a number (first contacts of a volume, hands of a session) is worked out again.

use super::one_by_one::ready;
use crate::compile::document::baseline::label_of;
use crate::compile::document::changes::{Override, read_sets};
use crate::compile::document::empirical;
use crate::compile::document::source::tree;
use crate::compile::figures::{time_limits, topics};
use crate::compile::files::reading::Reading;
use crate::diagnostic::{Diagnostics, Severity, SourceId, SourceMap};
use crate::model::Model;
use crate::scenario::text::document::{Node, Value};
use crate::scenario::text::sources::Sources;
use std::sync::Arc;

/// A number that the file might say.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Instead {
    /// Its path, as `--set` has it.
    pub path: String,
    /// Where the number that stands there begins, in bytes; none: the file does not say it, its template does.
    pub at: Option<usize>,
    /// As it is written behind `PATH=`.
    pub value: String,
}

/// What is asked: of which design in which case, and for each point the numbers of the file, below `sets`.
#[derive(Clone, Copy, Debug)]
pub struct InsteadOf<'a> {
    /// Changes of the file for all points: `PATH=VALUE`.
    pub sets: &'a [String],
    /// The design's key.
    pub design: &'a str,
    /// The case's key.
    pub case: &'a str,
    /// By point: what the file says instead; nothing: it is as it is.
    pub points: &'a [Vec<Instead>],
}

/// By point, the model; or what is wrong with it, with the texts to show it in.
pub fn instead(
    sources: &dyn Sources,
    path: &str,
    asked: InsteadOf<'_>,
) -> Vec<Result<Model, (SourceMap, Diagnostics)>> {
    let mut reading = Reading::new(sources, path);
    let mut out = Diagnostics::default();
    let root = tree(&mut reading, &mut out).map(|mut root| {
        empirical::columns(&mut root, &mut reading, &mut out);
        root
    });
    let mut one = |point: &Vec<Instead>| {
        let mut out = Diagnostics::default();
        let model = root.as_ref().and_then(|root| model(root, point, asked, &mut reading, &mut out));
        // Warnings of the file itself were given when it was checked.
        out.retain(|severity, _| severity == Severity::Error);
        model.filter(|_| out.errors() == 0).ok_or_else(|| (reading.texts.clone(), out))
    };
    asked.points.iter().map(&mut one).collect()
}

fn model(
    root: &Node,
    point: &[Instead],
    asked: InsteadOf<'_>,
    reading: &mut Reading<'_>,
    out: &mut Diagnostics,
) -> Option<Model> {
    let mut root = root.clone();
    let texts: Vec<String> = point.iter().map(|one| format!("{}={}", one.path, one.value)).collect();
    let own = root.place.source;
    for (one, value) in point.iter().zip(read_sets("calibrate", &texts, &mut reading.texts, out)) {
        match one.at {
            Some(at) => exchange(&mut root, own, at, &value.value),
            None => say(&mut root, &value),
        }
    }
    let (mut written, mut made) = ready(root, (asked.sets, &[]), &[], reading, out);
    let label = label_of(asked.design, written.designs.get(asked.design)?);
    let case = made.cases.iter().find(|one| one.label.key == asked.case)?.clone();
    let mut models = vec![made.pair(&mut written, &label, &case, reading, out)?];
    topics::show(&mut models);
    time_limits::share(&mut models);
    models.pop()
}

/// Exchanges the value that begins there.
fn exchange(node: &mut Node, own: SourceId, at: usize, value: &Node) {
    match &mut node.value {
        Value::Table(entries) => Arc::make_mut(entries).values_mut().for_each(|part| exchange(part, own, at, value)),
        Value::List(items) => items.iter_mut().for_each(|part| exchange(part, own, at, value)),
        _ if node.place.source == own && node.place.span.start == at => {
            node.value = value.value.clone();
            node.range = None;
        }
        _ => (),
    }
}

/// Lets a file say what it does not say: in its tables on the way, or in new ones.
fn say(root: &mut Node, one: &Override) {
    let Some((last, tables)) = one.path.split_last() else { return };
    let mut at = root;
    for key in tables {
        let place = one.value.place.clone();
        let Some(entries) = at.table_mut() else { return };
        at = entries
            .entry(key.clone())
            .or_insert_with(|| Node { key: one.value.key.clone(), ..Node::empty_table(place) });
    }
    if let Some(entries) = at.table_mut() {
        entries.insert(last.clone(), one.value.clone());
    }
}
