//! Names of designs and cases: what they are called, and which pair differences are measured against.

use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::model::Label;
use crate::say;
use crate::scenario::text::document::Node;
use crate::scenario::values::read::At;

/// The case that changes nothing.
pub const BASE: &str = "base";

pub(crate) fn label_of(key: &str, node: &Node) -> Label {
    node.get("name").and_then(Node::text).map_or_else(|| Label::plain(key), |t| Label::parse(key, t))
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
