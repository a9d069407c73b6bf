//! `design@case`: what differences are measured against, and what the shop's own export says of it.

use crate::compile::BASE;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Place};
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

/// Refuses names of designs and cases in which `design@case` could not be told apart.
pub(crate) fn apart(root: &Node, out: &mut Diagnostics) {
    for (kind, en, zh) in [("design", "design", "方案"), ("case", "case", "假设")] {
        for (name, node) in root.get(kind).and_then(Node::table).into_iter().flatten() {
            if name.contains('@') {
                let plain = name.replace('@', "-");
                let why = say!(
                    "the name of a {en} has no `@`: a baseline is written `design@case`",
                    "{zh}的名字里不能有 `@`：基准要写成 `方案@假设`"
                );
                let help = say!(
                    "call it `{plain}`, and say `name = \"{name}\"` for what reports show",
                    "可以改叫 `{plain}`，并用 `name = \"{name}\"` 写报告里显示的名称"
                );
                out.push(Diagnostic::error(Code::Name, node.named_place(), why).help(help));
            }
        }
    }
}

/// Finds `design@case`; without one, the only design.
pub(crate) fn baseline(
    text: Option<&At<String>>,
    designs: &[&str],
    cases: &[Label],
    out: &mut Diagnostics,
) -> Option<(usize, usize)> {
    let Some(text) = text else { return (designs.len() == 1).then_some((0, 0)) };
    let (design, case) = text.value.split_once('@').unwrap_or((&text.value, BASE));
    let cases: Vec<&str> = cases.iter().map(|c| c.key.as_str()).collect();
    let find = |called: &str, known: &[&str], en: &str, zh: &str, out: &mut Diagnostics| {
        let found = known.iter().position(|k| *k == called);
        if found.is_none() {
            out.push(
                Diagnostic::error(
                    Code::UnknownName,
                    &text.place,
                    say!("unknown {en} `{called}`", "没有叫 `{called}` 的{zh}"),
                )
                .near_or_list(called, known),
            );
        }
        found
    };
    let design = find(design.trim(), designs, "design", "方案", out);
    let case = find(case.trim(), &cases, "case", "假设", out);
    Some((design?, case?))
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
