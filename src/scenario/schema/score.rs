//! Composites that platforms or shops score themselves by.

use crate::diagnostic::Diagnostics;
use crate::scenario::text::document::{Node, Value};
use crate::scenario::values::plain::{Amount, Share};
use crate::scenario::values::read::{At, Names, Read, ValueKind, table};

table! {
    /// A composite of figures: the sum of weight × worth over its parts.
    pub struct ScoreText {
        /// What it is called; `"中文 | English"`.
        name: Option<At<String>>,
        /// What it is made of.
        parts: Vec<At<ScorePartText>>,
    }
}

table! {
    /// A part of a score: a figure, or a number that service does not control.
    pub struct ScorePartText {
        /// What it is called; `"中文 | English"`; a figure has a name of its own.
        name: Option<At<String>>,
        /// How much of the score it is.
        weight: At<Share>,
        /// Its worth, known beforehand.
        fixed: Option<At<Worth>>,
        /// The key of a figure, such as `"first_contact_resolution"`.
        kpi: Option<At<String>>,
        /// Of whom: `"all"` (not given), `"contact:NAME"`, `"team:NAME"`.
        of: Option<At<String>>,
        /// What values of the figure are worth, linear between the points, constant outside; none: a share is its own worth.
        points: Names<Worth>,
    }
}

/// What something is worth in a score: a share, or a number on any other scale.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Worth(pub f64);

impl Read for Worth {
    fn kind() -> ValueKind {
        ValueKind::Number
    }
    fn read(node: &Node, out: &mut Diagnostics) -> Option<Self> {
        match &node.value {
            Value::Text(text) if text.contains(['%', '％']) => Share::read(node, out).map(|share| Self(share.0)),
            _ => Amount::read(node, out).map(|amount| Self(amount.0)),
        }
    }
}
