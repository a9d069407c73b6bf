//! The levers of a file beside a design as it is: each laid over it alone, and all of them together.

use super::points::{OpenDesign, Points, opened};
use crate::compile::document::baseline::label_of;
use crate::compile::figures::{time_limits, topics};
use crate::compile::files::reading::Reading;
use crate::diagnostic::{Diagnostics, Severity, Text};
use crate::model::{Label, Model};
use crate::say;
use crate::scenario::text::document::{Node, Value};
use crate::scenario::text::sources::Sources;

/// A design with levers that it does not take in by itself, or why they make no sense there.
pub type WithLevers = Result<Model, Text>;

/// A design, and what the file's levers make of it.
#[derive(Debug)]
pub struct Beside {
    /// The design as it is.
    pub as_is: Model,
    /// Levers that it takes in already.
    pub has: Vec<Label>,
    /// With each other lever of the file, in order of name.
    pub alone: Vec<(Label, WithLevers)>,
    /// With all of those that stand alone; none where there are fewer than two.
    pub together: Option<WithLevers>,
}

/// Compiles a design of a file that compiles with each lever of the file; none where there is no such design and case. The changes of `asked` are
/// not made.
pub fn beside(sources: &dyn Sources, path: &str, asked: Points<'_>) -> Option<Beside> {
    let (mut reading, mut out) = (Reading::new(sources, path), Diagnostics::default());
    let mut open = opened(asked, &mut reading, &mut out)?;
    let as_is = open.with_levers(&[]).ok()?;
    let (has, others) = open.levers();
    let mut alone: Vec<(Label, WithLevers)> = Vec::new();
    let mut standing: Vec<Node> = Vec::new();
    for (label, lever) in others {
        let made = open.with_levers(std::slice::from_ref(&lever));
        standing.extend(made.is_ok().then_some(lever));
        alone.push((label, made));
    }
    let together = (standing.len() > 1).then(|| open.with_levers(&standing));
    let mut all = Beside { as_is, has, alone, together };
    all.share();
    Some(all)
}

impl Beside {
    /// Has all of them show and count the same.
    fn share(&mut self) {
        let made = self.alone.iter_mut().map(|(_, made)| made).chain(&mut self.together);
        let mut places: Vec<&mut Model> =
            std::iter::once(&mut self.as_is).chain(made.filter_map(|made| made.as_mut().ok())).collect();
        let mut models: Vec<Model> = places.iter().map(|model| (**model).clone()).collect();
        topics::show(&mut models);
        time_limits::share(&mut models);
        places.iter_mut().zip(models).for_each(|(place, model)| **place = model);
    }
}

impl OpenDesign<'_, '_> {
    /// The levers that the design takes in, and those that it does not, as they are written.
    fn levers(&self) -> (Vec<Label>, Vec<(Label, Node)>) {
        let has = self.written.levers_of(&self.label.key);
        let all = self.written.root.get("lever").and_then(Node::table).into_iter().flatten();
        let others = all.filter(|(key, _)| has.iter().all(|label| label.key != **key));
        let named = |(key, node): (&String, &Node)| {
            (label_of(key, node), Node::new(node.named_place().clone(), Value::Text(key.clone())))
        };
        let others = others.map(named).collect();
        (has, others)
    }

    /// The design with these levers behind its own.
    fn with_levers(&mut self, levers: &[Node]) -> WithLevers {
        if levers.is_empty() {
            return self.made_of(&self.label.clone());
        }
        let own = self.written.designs[&self.label.key].get("with").map(|with| &with.value);
        let mut all = if let Some(Value::List(own)) = own { own.clone() } else { Vec::new() };
        all.extend_from_slice(levers);
        let names: Vec<&str> = levers.iter().filter_map(Node::text).collect();
        let key = format!("{}+{}", self.label.key, names.join("+"));
        let name = self.label.key.clone();
        self.written.make_with(&name, key.clone(), all);
        let made = self.made_of(&Label { key: key.clone(), ..self.label.clone() });
        self.written.designs.remove(&key);
        made
    }

    fn made_of(&mut self, label: &Label) -> WithLevers {
        let mut out = Diagnostics::default();
        let case = self.case.clone();
        let model = self.made.pair(&mut self.written, label, &case, self.reading, &mut out);
        let wrong = out.sorted().into_iter().find(|found| found.severity == Severity::Error);
        match (wrong, model) {
            (None, Some(model)) => Ok(model),
            (Some(wrong), _) => Err(wrong.message.clone()),
            (None, None) => Err(say!("it makes no sense there", "在这个方案里不成立")),
        }
    }
}
