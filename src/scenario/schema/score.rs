//! Composites that platforms or shops score themselves by.

use crate::diagnostic::Diagnostics;
use crate::scenario::text::document::{Node, Value};
use crate::scenario::values::documented::ValueKind;
use crate::scenario::values::plain::{Amount, Share};
use crate::scenario::values::read::{At, Names, Read, table};

table! {
    /// A composite of figures: the sum of weight × worth over its parts.
    /// 由几项合成的评分：各项权重 × 得分之和。
    pub struct ScoreText {
        /// What it is called; `"中文 | English"`.
        /// 名称；`"中文 | English"`。
        name: Option<At<String>>,
        /// What it is made of.
        /// 由哪些项组成。
        parts: Vec<At<ScorePartText>>,
    }
}

table! {
    /// A part of a score: a figure, or a number that service does not control.
    /// 评分的一项：一个指标，或客服管不到的一个数。
    pub struct ScorePartText {
        /// What it is called; `"中文 | English"`; a figure has a name of its own.
        /// 名称；`"中文 | English"`；指标有自己的名称。
        name: Option<At<String>>,
        /// How much of the score it is.
        /// 在评分中占多少。
        weight: At<Share>,
        /// Its worth, known beforehand.
        /// 事先已知的得分。
        fixed: Option<At<Worth>>,
        /// The key of a figure, such as `"first_contact_resolution"`.
        /// 指标的键，如 `"first_contact_resolution"`。
        kpi: Option<At<String>>,
        /// Of whom: `"all"` (not given), `"contact:NAME"`, `"team:NAME"`.
        /// 谁的：`"all"`（不写时）、`"contact:类型"`、`"team:小组"`。
        of: Option<At<String>>,
        /// What values of the figure are worth, linear between the points, constant outside; none: a share is its own worth.
        /// 指标各值得多少分，各点之间线性，两端之外不变；不写则比例本身就是得分。
        points: Names<Worth>,
    }
}

/// What something is worth in a score: a share, or a number on any other scale.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Worth(pub f64);

impl Read for Worth {
    fn kind() -> ValueKind {
        ValueKind::Said(
            ["a share, or a number on any other scale", "比例，或别的分制的数"],
            vec![ValueKind::Number, ValueKind::Share],
        )
    }
    fn read(node: &Node, out: &mut Diagnostics) -> Option<Self> {
        match &node.value {
            Value::Text(text) if text.contains(['%', '％']) => Share::read(node, out).map(|share| Self(share.0)),
            _ => Amount::read(node, out).map(|amount| Self(amount.0)),
        }
    }
}
