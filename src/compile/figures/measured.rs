//! `design@case`: what differences are measured against, and what the shop's own export says of it.

use crate::compile::document::baseline::baseline;
use crate::diagnostic::{Diagnostics, Place};
use crate::model::Label;
use crate::say;
use crate::scenario::text::document::{Node, Value};
use crate::scenario::values::read::{At, wrong};

/// One figure of the shop's own export. What it is a figure of is known above, where figures are.
#[derive(Clone, Debug)]
pub struct Measured {
    /// Under which design and case.
    pub under: (usize, usize),
    /// Its path, such as `on_time.reship`.
    pub key: String,
    /// As it is written.
    pub value: Value,
    /// Where.
    pub place: Place,
    /// Where its key stands.
    pub key_place: Place,
}

/// Reads `[measured."design@case"]`.
pub(crate) fn measured(root: &Node, designs: &[&str], cases: &[Label], out: &mut Diagnostics) -> Vec<Measured> {
    let mut found = Vec::new();
    for (pair, values) in root.get("measured").and_then(Node::table).into_iter().flatten() {
        let name = At { value: pair.clone(), place: values.named_place().clone() };
        let Some(under) = baseline(Some(&name), designs, cases, out) else { continue };
        if values.table().is_none() {
            wrong::<()>(values, &say!("a table of figures", "一组指标（表）"), out);
        }
        values.walk("", &mut |path, node| match &node.value {
            Value::Table(_) => (),
            Value::Text(_) | Value::Integer(_) | Value::Number(_) => found.push(Measured {
                under,
                key: path.to_string(),
                value: node.value.clone(),
                place: node.place.clone(),
                key_place: node.named_place().clone(),
            }),
            _ => {
                wrong::<()>(node, &say!("a number", "数字"), out);
            }
        });
    }
    found
}
