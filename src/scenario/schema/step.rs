//! Steps of a ticket.

use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::say;
use crate::scenario::text::document::{Node, Value};
use crate::scenario::values::documented::ValueKind;
use crate::scenario::values::law::LawText;
use crate::scenario::values::plain::{Clock, Share};
use crate::scenario::values::read::{At, Read, table};
use crate::time::SimDuration;

table! {
    /// A step of a ticket: work (`effort`), a wait for somebody outside (`wait`), or a batch (`at`).
    /// 工单的一步：自己做（`effort`）、等外部（`wait`），或等到固定时刻（`at`）。
    pub struct StepText {
        /// Its stable name, by which it has figures of its own and can be changed; work must have one.
        /// 固定的名称，凭它有自己的指标、也可以改动；自己做的步骤必须写。
        name: Option<At<String>>,
        /// What it is called; `"中文 | English"`. None: its name.
        /// 显示的名称；`"中文 | English"`。不写用 `name`。
        label: Option<At<String>>,
        /// The agent's own time.
        /// 客服自己花的时间。
        effort: Option<At<LawText>>,
        /// The only team that does it; none: whoever the type's route leads to.
        /// 只由哪个小组做；不写按该类型的分流。
        team: Option<At<String>>,
        /// Chance that it is forgotten before it begins.
        /// 还没做就漏掉的可能性。
        missed: Option<At<Share>>,
        /// How long until somebody finds what was forgotten.
        /// 漏掉后多久有人发现。
        found_in: Option<At<LawText>>,
        /// How long it waits for somebody outside: a carrier, a warehouse.
        /// 等外部多久：快递、仓库。
        wait: Option<At<LawText>>,
        /// It waits for the next of these times of day.
        /// 等到下一个这样的时刻。
        at: Option<At<BatchTimes>>,
    }
}

/// The steps of a ticket, in order; at least one.
#[derive(Clone, Debug)]
pub struct Steps(pub Vec<At<StepText>>);

impl Read for Steps {
    fn kind() -> ValueKind {
        ValueKind::List(Box::new(StepText::kind()))
    }
    fn read(node: &Node, out: &mut Diagnostics) -> Option<Self> {
        let steps = Vec::<At<StepText>>::read(node, out)?;
        if !steps.is_empty() {
            return Some(Self(steps));
        }
        out.reject(Diagnostic::error(Code::WrongType, &node.place, say!("at least one step is wanted", "至少要写一步")))
    }
}

/// One or several times of day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BatchTimes(pub Vec<SimDuration>);

impl Read for BatchTimes {
    fn kind() -> ValueKind {
        ValueKind::one_or_more(["a time of day, or a list of them", "钟点，或列表"], ValueKind::Clock)
    }
    fn read(node: &Node, out: &mut Diagnostics) -> Option<Self> {
        let Value::List(items) = &node.value else { return Clock::read(node, out).map(|at| Self(vec![at.0])) };
        if items.is_empty() {
            return out.reject(Diagnostic::error(
                Code::WrongType,
                &node.place,
                say!("at least one time of day is wanted", "至少要写一个时刻"),
            ));
        }
        let times: Vec<_> = items.iter().map(|item| Clock::read(item, out).map(|at| at.0)).collect();
        times.into_iter().collect::<Option<_>>().map(Self)
    }
}
