//! What a validation file adds.

use crate::scenario::text::document::Node;
use crate::scenario::values::documented::any_number;
use crate::scenario::values::plain::{Amount, Count};
use crate::scenario::values::read::{At, table};

table! {
    /// A truth of a validation file.
    /// 验证文件的一个真值。
    pub struct TruthText {
        /// The key of a figure, such as `"service_level"`.
        /// 指标的键，如 `"service_level"`。
        kpi: At<String>,
        /// Of whom: `"all"` (not given), or such as `"contact:NAME"`, `"team:NAME"`.
        /// 谁的：`"all"`（不写时）、`"contact:类型"`、`"team:小组"` 等。
        subject: Option<At<String>>,
        /// Of which span: `"horizon"` (not given), or a named period.
        /// 哪段时间：`"horizon"` 全期（不写时）、有名称的时间段等。
        period: Option<At<String>>,
        /// The exact value.
        /// 准确的值。
        value: At<Node> => any_number,
        /// Half-width of its 95 % interval, where it is another program's estimate; none: exact.
        /// 值来自别的程序的估计时，95% 区间的半宽；不写为准确值。
        half_width: Option<At<Amount>>,
        /// What the value is of the figure: `"probability"`, `"mean"` (not given), `"quantile"` or `"variance"`.
        /// 是指标的什么：`"probability"`、`"mean"`（不写时）、`"quantile"` 或 `"variance"`。
        kind: Option<At<String>>,
        /// Where the value comes from.
        /// 值的出处。
        source: Option<At<String>>,
    }
}

table! {
    /// How a validation file is run.
    /// 验证文件怎样运行。
    pub struct VerifyText {
        /// How many replications.
        /// 重复模拟几次。
        replications: Option<At<Count>>,
    }
}
