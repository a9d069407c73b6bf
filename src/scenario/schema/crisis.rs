//! Crises of the calendar, which come at random.

use super::event::Factor;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::say;
use crate::scenario::text::document::Node;
use crate::scenario::values::documented::ValueKind;
use crate::scenario::values::law::LawText;
use crate::scenario::values::plain::{Amount, number};
use crate::scenario::values::read::{At, Names, Read, table};

table! {
    /// A carrier that fails, a bad batch, a storm of public opinion.
    /// 快递瘫痪、批次质量问题、舆情。
    pub struct CrisisText {
        /// How many a year.
        /// 一年几次。
        rate: At<Amount>,
        /// How long one lasts, whole days; a part of a day counts as one.
        /// 一次持续多久，按整天计；不足一天算一天。
        lasts: At<LawText>,
        /// By type or stream: how many times as much as usual comes meanwhile.
        /// 按类型或来源：期间来量是平时的几倍。
        lift: Names<Factor>,
        /// By type or stream: how many more come a day meanwhile.
        /// 按类型或来源：期间每天多来多少。
        adds: Names<Amount>,
        /// cv of what it brings beyond the usual, drawn once for each.
        /// 超出平时部分的变异系数，每次抽一个数。
        uncertainty: Option<At<Amount>>,
        /// The months in which they can begin, 1 to 12; none: all.
        /// 可能在哪几个月开始，1 到 12；不写为全年。
        months: Option<At<Vec<At<MonthNumber>>>>,
    }
}

/// A month, 1 to 12.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct MonthNumber(pub u8);

impl Read for MonthNumber {
    fn kind() -> ValueKind {
        ValueKind::Said(["a month, 1 to 12", "月份，1 到 12"], vec![ValueKind::Between(1, 12)])
    }
    fn read(node: &Node, out: &mut Diagnostics) -> Option<Self> {
        let month = number(node, out)?;
        if month.fract() == 0.0 && (1.0..=12.0).contains(&month) {
            return Some(Self(month as u8));
        }
        let why =
            say!("a month is a whole number from 1 to 12; this is {month}", "月份是 1 到 12 的整数；现在是 {month}");
        out.reject(Diagnostic::error(Code::OutOfRange, &node.place, why))
    }
}
