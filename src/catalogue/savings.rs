//! What is saved: rows of differences only, beside those of estimates.

use super::kpi::{Better, Estimator, Kpi, Unit};
use super::ledger::Line;
use super::lists::Topic;
use super::rows::SHOP;

macro_rules! savings {
    ($($name:ident: $key:literal, $en:literal, $zh:literal, $unit:ident, $better:ident; $definition_en:literal; $definition_zh:literal;)*) => {
        /// A row of what is saved, by name.
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
        #[expect(missing_docs, reason = "each row has its definition, in both languages")]
        pub enum Saving { $($name),* }

        /// What is saved, in the order of results.
        pub const SAVINGS: &[Kpi] = &[$(Kpi {
            key: $key, en: $en, zh: $zh, unit: Unit::$unit, better: Better::$better, of: SHOP,
            // Differences are worked out of the running cost; nothing reads a saving from counters.
            estimator: Estimator::Money(Line::Total), first: None, about: Topic::Any, rest: None, on: &[],
            definition_en: $definition_en, definition_zh: $definition_zh,
        }),*];

        impl Saving {
            /// Every row, in the order of results.
            pub const ALL: &[Self] = &[$(Self::$name),*];
        }
    };
}

savings! {
    Cash: "cash_saved", "cash saved", "节省现金", Money, Higher;
        "Running cost of the baseline less that of the design, over the days counted; one-off costs and margin lost apart. Only where both meet the same demand.";
        "统计期内基准方案运营成本减该方案运营成本；一次性成本与毛利损失另列。仅在双方需求相同时给出。";
    Annual: "annual_saving", "annual saving", "年度节省", Money, Higher;
        "Cash saved in a calendar year: the mean of those that are counted whole; where none is, cash saved / days counted × 365. Not given where fewer than 365 days are counted.";
        "一个自然年节省的现金：取统计期内各完整自然年的平均；没有完整自然年时为 节省现金 / 统计天数 × 365。统计不足 365 天不给出。";
    Capacity: "capacity_freed", "capacity freed", "释放工时", Hours, Higher;
        "Hours by hand that the baseline's way would take for the customers this design serves, less those it takes. Customers served: contacts carried / attempts per first contact. Hours, not cash: nobody has gone.";
        "用基准方案的做法服务同样多客户所需的动手工时，减该方案实际所用。服务客户数 = 承接量 / 人均进线次数。是工时，不是现金：没有人因此离开。";
    PeopleByRatio: "people_by_ratio", "people by ratio", "按比例折算人数", People, Higher;
        "Heads that the baseline's way would need for the customers this design serves, less the heads of the baseline. Arithmetic at the baseline's own hours by hand, hours available a head and occupancy; no search for the least staffing, so nobody who need not be hired.";
        "用基准方案的做法服务同样多客户所需的人数，减基准方案现有人数。按基准方案自己的动手工时、人均可用工时与利用率推算，不是最少人数的搜索，不能当作少招的人数。";
    Undone: "undone_work", "work left undone", "未完成的工时", Hours, Lower;
        "Hours by hand that the tickets take by which open tickets grow over the days counted, beyond those of the baseline; only where they surely grow. Somebody has to do this work: a saving beside it is not all saved, and pays nothing back.";
        "统计期内未结工单增加的部分所需的动手工时，减基准方案的；仅在未结工单确实增加时给出。这些活总要有人做：旁边的节省并没有全部省下，也不算回本。";
    Payback: "payback", "payback", "回本期", Months, Lower;
        "One-off costs beyond the baseline's / cash saved a month; only where cash is surely saved and open tickets do not surely grow.";
        "比基准方案多出的一次性成本 / 每月节省现金；确有节省且未结工单没有确实增加时才给出。";
}

impl Saving {
    /// Its row.
    pub fn kpi(self) -> &'static Kpi {
        &SAVINGS[self as usize]
    }
}
