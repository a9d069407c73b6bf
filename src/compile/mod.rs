//! The only way from what is written to what is run: every design in every case becomes a [`Model`], or all mistakes of
//! the file are reported in one go.
//!
//! [`load`] reads a file, `document` applies defaults, `like`, levers, cases and `--set` to the tree, `scenario::schema`
//! reads the result, and one file a section turns it into the model: demand, events, rules, routing (and the bot), people, money.

mod assemble;
mod assumptions;
mod balance;
mod calendar;
mod checks;
mod contact;
mod context;
mod document;
mod figures;
mod files;
mod laws;
mod named_days;
mod pairs;
mod people;
mod policies;
mod variants;

pub use assumptions::Assumption;
pub use document::levers::{Levered, LeversOf};
pub use document::meanings::Changed;
pub use document::overlay::Overlay;
pub use figures::measured::Measured;
pub use figures::to_count;
pub use figures::truths::{Truth, TruthOf};
pub use files::intervals::{Interval, Listed, ListedVolumes, listed};
pub use files::word_lists::{WordList, lists as file_words};
pub use variants::beside::{Beside, WithLevers, beside};
pub use variants::groups::Group;
pub use variants::inputs::{Input, inputs};
pub use variants::instead::{Instead, InsteadOf, instead};
pub use variants::mixes::{Joined, Mixed, Mixes, mixes};
pub use variants::one_by_one::{OneByOne, one_by_one};
pub use variants::points::{Points, points};

use crate::diagnostic::{Code, Diagnostic, Diagnostics, Place, SourceId, SourceMap};
use crate::model::{Counted, Label, Model, Taken};
use crate::say;
use crate::scenario::schema::World;
use crate::scenario::text::document::{Node, Sourced, Value};
use crate::scenario::text::sources::Sources;
use crate::scenario::values::dates::DateSpan;
use crate::scenario::values::read::{At, Read};
use assumptions::Assumed;
use balance::converted_orders;
use checks::limits;
use document::baseline::{apart, baseline, label_of};
use document::levers::Variant;
use document::resolve::Written;
use document::source::tree;
use document::{empirical, meanings};
use figures::{measured, score_parts, time_limits, topics, truths};
use files::reading::Reading;
use pairs::CompiledPairs;
use std::collections::BTreeMap;

/// What came of reading a file: the texts (to show findings in), the findings, and, without errors, the models.
#[derive(Debug)]
pub struct Outcome {
    /// Texts read, for [`Diagnostics::render`].
    pub files: SourceMap,
    /// All findings; only warnings if `compiled` is there.
    pub diagnostics: Diagnostics,
    /// The models.
    pub compiled: Option<Compiled>,
}

/// All designs of a scenario in all its cases.
#[derive(Clone, Debug)]
pub struct Compiled {
    /// What the scenario asks.
    pub title: Label,
    /// Designs, in order of name; then those made to show the parts of levers.
    pub designs: Vec<Label>,
    /// The designs that show the parts of levers, where that was asked.
    pub levered: Option<Levered>,
    /// Cases: `base` first, then in order of name, then what-ifs.
    pub cases: Vec<Label>,
    /// How many of the cases are what-ifs.
    pub what_ifs: usize,
    /// Design and case that differences are measured against: as the file says, or its only design in case `base`.
    pub baseline: Option<(usize, usize)>,
    /// The design that stands first in the file, by position.
    pub first: usize,
    /// Levers, in order of name.
    pub levers: Vec<Label>,
    /// By design, those that it takes in, as it names them.
    pub takes: BTreeMap<String, Vec<Label>>,
    /// Values with the source that the file gives for them.
    pub sources: Vec<Sourced>,
    /// Values that the file does not give, and those of which it says how low and how high they may be.
    pub assumptions: Vec<Assumption>,
    /// What was taken of every file that the scenario names.
    pub files: Vec<Taken>,
    /// What the file says that meant something else in the version it was written for.
    pub changed: Vec<Changed>,
    /// The volume that the file gives, taken apart, in case `base`.
    pub counted: Option<Counted>,
    /// What the shop's own export says.
    pub measured: Vec<Measured>,
    /// Replications that a validation file asks for.
    pub replications: Option<u32>,
    /// Truths of a validation file.
    pub truths: Vec<Truth>,
    models: Vec<Model>,
}

impl Compiled {
    /// A design in a case, by position.
    pub fn model(&self, design: usize, case: usize) -> &Model {
        &self.models[design * self.cases.len() + case]
    }
    /// Values that nobody gave, by the paths of all that use them.
    pub fn defaults(&self) -> Vec<(String, String)> {
        let never = self.assumptions.iter().filter(|one| !one.given && one.other.is_none());
        let by_user =
            |one: &Assumption| -> Vec<_> { one.users.iter().map(|user| (user.clone(), one.value.clone())).collect() };
        let mut all: Vec<(String, String)> = never.flat_map(by_user).collect();
        all.sort();
        all
    }
    /// The position of a design.
    pub fn design(&self, key: &str) -> Option<usize> {
        self.designs.iter().position(|d| d.key == key)
    }
    /// The position of a case.
    pub fn case(&self, key: &str) -> Option<usize> {
        self.cases.iter().position(|c| c.key == key)
    }
}

/// Reads and compiles a scenario. `sets` are `PATH=VALUE` of the command line.
pub fn load(sources: &dyn Sources, path: &str, sets: &[String]) -> Outcome {
    load_asked(sources, path, &Overlay { sets, ..Overlay::default() })
}

/// Reads and compiles a scenario with what is asked of it.
pub fn load_asked(sources: &dyn Sources, path: &str, asked: &Overlay<'_>) -> Outcome {
    let mut reading = Reading::new(sources, path);
    let mut out = Diagnostics::default();
    let Some(root) = tree(&mut reading, &mut out) else {
        return Outcome { files: reading.texts, diagnostics: out, compiled: None };
    };
    if out.has(Code::Syntax) {
        // What follows from a line that could not be read is noise; what is wrong in itself is not.
        let mut more = Diagnostics::default();
        compile(root, asked, &mut reading, &mut more);
        more.retain(|_, code| {
            [Code::UnknownKey, Code::WrongType, Code::Unit, Code::Share, Code::OutOfRange, Code::UnknownWord]
                .contains(&code)
        });
        out.extend(more);
        return Outcome { files: reading.texts, diagnostics: out, compiled: None };
    }
    let compiled = compile(root, asked, &mut reading, &mut out);
    let compiled = compiled.filter(|_| out.errors() == 0);
    Outcome { files: reading.texts, diagnostics: out, compiled }
}

/// Keys of all designs that the file has, whether or not they are asked for.
fn design_keys(root: &Node) -> Vec<String> {
    root.get("design").and_then(Node::table).into_iter().flatten().map(|(key, _)| key.clone()).collect()
}

fn compile(mut root: Node, asked: &Overlay<'_>, reading: &mut Reading<'_>, out: &mut Diagnostics) -> Option<Compiled> {
    empirical::columns(&mut root, reading, out);
    let changed = meanings::changed(&root, out);
    if !limits::written(&root, out) {
        return None;
    }
    apart(&root, out);
    assumptions::in_order(&root, out);
    let mut written = Written::new(root, asked.sets, &[], &mut reading.texts, out);
    let names: Vec<String> = written.designs.keys().cloned().collect();
    if has_no_design(&written.root, out) {
        return None;
    }
    let cases = written.cases(asked.what_ifs, &mut reading.texts, out);
    if !limits::pairs(names.len(), cases.len(), out) {
        return None;
    }
    let case_labels: Vec<Label> = cases.iter().map(|case| case.label.clone()).collect();
    let baseline_text = written.root.get("baseline").and_then(|n| At::<String>::read(n, out));
    let all_designs = design_keys(&written.root);
    let all_designs: Vec<&str> = all_designs.iter().map(String::as_str).collect();
    let baseline = baseline(baseline_text.as_ref(), &all_designs, &case_labels, out);
    converted_orders::own_shares(&mut written, baseline, &cases, reading, out);
    let mut made = CompiledPairs::new(&written, cases, out);
    made.assumed = Some(Assumed::default());
    let mut design_labels: Vec<Label> = names.iter().map(|name| label_of(name, &written.designs[name])).collect();
    for label in &design_labels {
        made.design(&mut written, label, reading, out);
    }
    written.report_unmatched(&made.cases, out);
    let (replications, truths) = truths::validation(&written.root, out);
    let said = measured::measured(&written.root, &all_designs, &case_labels, out);
    let levered = if out.errors() == 0
        && let Some((parts, variants)) = written.take_apart(&asked.levers, baseline.map(|(d, _)| all_designs[d]), out)
    {
        design_labels.extend(levers_apart(&mut made, &mut written, variants, reading, out)?);
        Some(parts)
    } else {
        None
    };
    let CompiledPairs { cases, scores, mut models, assumed, counted, used, .. } = made;
    topics::show(&mut models);
    time_limits::share(&mut models);
    if models.len() != design_labels.len() * case_labels.len() {
        return None;
    }
    // A design that could not be made has no models; why was reported.
    let made_as = |design: usize| names.iter().position(|name| name == all_designs[design]);
    let model_of = |(design, case): (usize, usize)| Some(&models[made_as(design)? * case_labels.len() + case]);
    let measured = measured::figures(&said, model_of, out);
    if let Some(places) = scores.places {
        score_parts::check(&models, &places, out);
    }
    truths::check(&truths, &models, out);
    if out.errors() > 0 {
        return None;
    }
    Some(Compiled {
        title: title(&written.root),
        designs: design_labels,
        levered,
        what_ifs: cases.iter().filter(|case| !case.what_ifs.is_empty()).count(),
        cases: case_labels,
        first: first_written(&written.root, &names),
        baseline,
        levers: levers(&written.root),
        takes: names.iter().map(|name| (name.clone(), written.levers_of(name))).collect(),
        sources: sources(&written.root, &used, written.template),
        assumptions: assumed.unwrap_or_default().listed(&written),
        files: reading.sheets.taken(models.first().map(simulated)),
        changed,
        counted,
        measured,
        replications,
        truths,
        models,
    })
}

/// What the scenario asks.
fn title(root: &Node) -> Label {
    let title = root.get("title").and_then(Node::text);
    title.map_or_else(|| Label::plain("scenario"), |title| Label::parse("title", title))
}

/// Levers, in order of name.
fn levers(root: &Node) -> Vec<Label> {
    let levers = root.get("lever").and_then(Node::table).into_iter().flatten();
    levers.map(|(key, node)| label_of(key, node)).collect()
}

/// Which of these designs stands first in the file; one that was made beside the file comes after all of it.
fn first_written(root: &Node, names: &[String]) -> usize {
    let place = |name: &String| {
        let place = root.get("design")?.get(name)?.named_place();
        Some((place.source, place.span))
    };
    let written = names.iter().enumerate().filter_map(|(at, name)| Some((place(name)?, at)));
    written.min().map_or(0, |(_, at)| at)
}

/// The dates that a model simulates.
fn simulated(model: &Model) -> DateSpan {
    let calendar = &model.calendar;
    let day = |day: i32| calendar.epoch_day(day);
    DateSpan { from: day(0), until: day(calendar.warm_up_days + calendar.days - 1) }
}

/// Whether there is nothing to compile; what else is wrong is then told with it.
fn has_no_design(root: &Node, out: &mut Diagnostics) -> bool {
    let none = root.get("design").and_then(Node::table).is_none_or(BTreeMap::is_empty);
    if none {
        out.push(Diagnostic::error_at_large(Code::NoDesign, say!("there is no design", "没有组织方案")).help(say!(
            "write at least one, such as [design.now] with [design.now.team.NAME]",
            "至少写一个，例如 [design.now] 和 [design.now.team.小组名]"
        )));
        World::read(root, out);
    }
    none
}

/// Compiles the designs that show the parts of levers, behind those of the file; their names, none where one does not stand alone.
fn levers_apart(
    made: &mut CompiledPairs,
    written: &mut Written,
    variants: Vec<Variant>,
    reading: &mut Reading<'_>,
    out: &mut Diagnostics,
) -> Option<Vec<Label>> {
    if !limits::pairs(made.models.len() / made.cases.len() + variants.len(), made.cases.len(), out) {
        return None;
    }
    let mut labels = Vec::new();
    for variant in variants {
        made.design(written, &variant.label, reading, out);
        if let Some(lever) = variant.alone.filter(|_| out.errors() > 0) {
            out.push(
                Diagnostic::error_at_large(
                    Code::Levers,
                    say!("lever `{lever}` does not stand alone", "措施 `{lever}` 不能单独使用"),
                )
                .help(say!(
                    "`--levers` tries each lever alone: put what needs another lever into one with it",
                    "`--levers` 会单独试每个措施：需要配合才成立的改动，请写进同一个措施"
                )),
            );
            return None;
        }
        labels.push(variant.label);
    }
    Some(labels)
}

/// Values with a source, each with the designs and cases that have it; of platforms, those that somebody names. Those of the
/// template stand among the assumptions.
fn sources(root: &Node, used: &BTreeMap<Place, Vec<(String, String)>>, template: Option<SourceId>) -> Vec<Sourced> {
    let mut named = Vec::new();
    root.walk("", &mut |path, node| {
        if path.ends_with(".platform") {
            let several = if let Value::List(all) = &node.value { &all[..] } else { std::slice::from_ref(node) };
            named.extend(several.iter().filter_map(Node::text).map(|name| format!("platform.{name}.")));
        }
    });
    let is_used = |one: &Sourced| {
        !one.path.starts_with("platform.") || named.iter().any(|platform| one.path.starts_with(platform))
    };
    let under = |one: Sourced| Sourced { under: used.get(&one.place).cloned().unwrap_or_default(), ..one };
    let own = |one: &Sourced| Some(one.place.source) != template && is_used(one);
    root.sources().into_iter().filter(own).map(under).collect()
}

#[cfg(test)]
mod tests;
