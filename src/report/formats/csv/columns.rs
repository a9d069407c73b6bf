//! The columns of every table, with what they mean: headers, the data dictionary and `output/README.md` follow this list.

/// A column.
#[derive(Clone, Copy, Debug)]
pub struct Column {
    /// What stands over it; the same in every language.
    pub key: &'static str,
    /// What stands in it.
    pub en: &'static str,
    /// The same in Chinese.
    pub zh: &'static str,
    /// In what its numbers are; empty of what is no number, and where another column says it.
    pub unit: &'static str,
}

/// A table.
#[derive(Clone, Copy, Debug)]
pub struct File {
    /// Its name.
    pub name: &'static str,
    /// Its columns, in order.
    pub columns: &'static [Column],
}

const fn column(key: &'static str, en: &'static str, zh: &'static str) -> Column {
    Column { key, en, zh, unit: "" }
}

const fn number(key: &'static str, unit: &'static str, en: &'static str, zh: &'static str) -> Column {
    Column { key, en, zh, unit }
}

const DESIGN: Column = column("design", "which design, by its key", "方案的键");
const CASE: Column = column("case", "which case, by its key; base: as given", "假设的键；base 即按现状需求");
const BASELINE: Column = column("baseline", "the design it is compared with", "对比的基准方案");
const BASELINE_CASE: Column = column("baseline_case", "the case of that design", "基准方案所处的假设");
const KPI: Column = column("kpi", "which figure, by its key", "指标的键");
const SUBJECT: Column = column(
    "subject",
    "whom it is of: all, contact:TYPE, stream:TYPE, team:TEAM, contact:TYPE@team:TEAM, policy:POLICY; with .first or .repeat of first contacts or repeats",
    "对象：all、contact:类型、stream:类型、team:小组、contact:类型@team:小组、policy:预案；.first、.repeat 为首次或重复进线",
);
const PERIOD: Column = column(
    "period",
    "the span of time that it is of: horizon (all counted days), a month, a year, a named period",
    "所属的时间：horizon（整个统计期）、月、年、命名期间",
);
const N: Column = number("n", "replications", "replications that it comes from", "所据的模拟次数");
const UNIT: Column = column("unit", "in what mean and half_width are", "均值与误差的单位");
const NAME: Column =
    column("name", "what the figure is called, in the language of the run", "指标名称（按运行时的语言）");
const HALF_WIDTH: Column = column(
    "half_width",
    "half the 95 % interval of the mean: the ± of the report; empty of one replication",
    "均值 95 % 区间的一半，即报告中的 ±；只有一次模拟时为空",
);

/// `estimates.csv`.
pub const ESTIMATES: &[Column] = &[
    DESIGN,
    CASE,
    KPI,
    SUBJECT,
    PERIOD,
    column("mean", "the estimate; of a sum, over the whole period", "估计值；总量为整个时间段的合计"),
    HALF_WIDTH,
    N,
    UNIT,
    NAME,
    column(
        "by_day",
        "yes: the interval comes from days, where there is one replication only",
        "yes：只有一次模拟，区间由各天得出",
    ),
];

/// `differences.csv`.
pub const DIFFERENCES: &[Column] = &[
    DESIGN,
    CASE,
    BASELINE,
    BASELINE_CASE,
    KPI,
    SUBJECT,
    PERIOD,
    column("mean", "the design's figure less the baseline's, of the same customers", "该方案减基准方案，客户相同"),
    column(
        "half_width",
        "half the interval of the mean at the level; the intervals of one figure hold for all comparisons together",
        "该置信水平下区间的一半；同一指标的各项比较同时成立",
    ),
    number("level", "share", "the level of the interval", "区间的置信水平"),
    N,
    UNIT,
    number(
        "variance_ratio",
        "ratio",
        "variance of the difference over that of two separate studies: what the same customers left of it",
        "差异的方差与两次独立研究之比：相同客户使它降到多少",
    ),
    number("p_better", "share", "how probable it is that the design is better", "该方案更好的概率"),
    column("p05", "one replication in twenty differs by less", "二十次模拟中有一次的差小于此值"),
    column("p95", "one replication in twenty differs by more", "二十次模拟中有一次的差大于此值"),
    number(
        "n_needed",
        "replications",
        "of what is undecided: about so many would decide",
        "未定的指标约需多少次模拟才能判定",
    ),
    column(
        "verdict",
        "better, worse, different (no side is better), undecided, same; empty: the demand is another, not judged",
        "better 更好，worse 更差，different 不同（不分好坏），undecided 未定，same 相同；空：需求不同，不作评判",
    ),
    NAME,
];

/// `savings.csv`.
pub const SAVINGS: &[Column] = &[
    DESIGN,
    CASE,
    BASELINE,
    BASELINE_CASE,
    PERIOD,
    column(
        "line",
        "line of the ledger, by the key of its figure; cost.total is the sum of all running lines",
        "成本项的键；cost.total 为各运营成本项之和",
    ),
    column(
        "amount",
        "what the baseline pays less what the design pays, in the period; below 0: the design pays more. Only where both meet the same demand",
        "该时间段内基准方案减该方案的支出；小于 0 即多花。仅在双方需求相同时给出",
    ),
    column("half_width", "half the interval of the amount at the level", "该置信水平下区间的一半"),
    number("level", "share", "the level of the interval", "区间的置信水平"),
    N,
    column("unit", "the currency", "货币"),
    column("p05", "one replication in twenty saves less", "二十次模拟中有一次节省得更少"),
    column("p95", "one replication in twenty saves more", "二十次模拟中有一次节省得更多"),
    column("name", "what the line is called, in the language of the run", "成本项名称（按运行时的语言）"),
];

/// `intervals.csv`.
pub const INTERVALS: &[Column] = &[
    DESIGN,
    CASE,
    KPI,
    SUBJECT,
    column(
        "weekday",
        "Mon to Sun: the mean of an interval over these weekdays, or the weekday of the date",
        "Mon 至 Sun：该星期几该时段的平均，或该日期是星期几",
    ),
    column("date", "of a whole date; empty of a weekday", "整天的日期；按星期几的行为空"),
    column("from", "when the interval begins; empty of a whole date", "时段开始；整天的行为空"),
    column("mean", "the estimate; of counts, in the interval or on the date", "估计值；数量为该时段或该日的量"),
    HALF_WIDTH,
    N,
    UNIT,
    column("p10", "of the dates of this weekday, one in ten has less", "该星期几的日子中十分之一低于此值"),
    column("p50", "half of them have less", "一半低于此值"),
    column("p90", "one in ten has more", "十分之一高于此值"),
];

/// `peak_days.csv`.
pub const PEAK_DAYS: &[Column] = &[
    DESIGN,
    CASE,
    column("date", "a busy date, one of an event or of a named period", "高峰日、活动或命名期间的日期"),
    column("weekday", "Mon to Sun", "星期几"),
    column("from", "when the interval begins", "时段开始"),
    column("until", "when it ends", "时段结束"),
    SUBJECT,
    column("name", "whom it is of, in the language of the run", "对象名称（按运行时的语言）"),
    number(
        "need",
        "people",
        "people whom the work takes that is expected to arrive, by formula, all of it with first teams; just to keep up, not for a target",
        "预计到达的工作所需的人数（按公式，全归首选小组）；只够跟上，不含达标所需的余量",
    ),
    number("scheduled", "people", "people on shift by plan, breaks among it", "计划在班人数，含休息"),
    number("on_duty", "people", "people who are there, mean over replications", "实际在班人数，各次模拟平均"),
    number(
        "at_desk",
        "people",
        "of them at the desk: breaks, pauses and spells of leading out",
        "其中在席人数：扣除休息、小休和带班离席",
    ),
    number("at_desk_p05", "people", "one replication in twenty has fewer", "二十次模拟中有一次更少"),
    number("at_desk_p50", "people", "half of them have fewer", "一半更少"),
    number("at_desk_p95", "people", "one in twenty has more", "二十次中有一次更多"),
    number("offered", "contacts", "contacts that ask for people in the interval", "该时段转人工的咨询量"),
    number("offered_p05", "contacts", "one replication in twenty has fewer", "二十次模拟中有一次更少"),
    number("offered_p50", "contacts", "half of them have fewer", "一半更少"),
    number("offered_p95", "contacts", "one in twenty has more", "二十次中有一次更多"),
    number("waiting", "contacts", "waiting for people, mean over the interval", "排队人数，时段内平均"),
    number("waiting_p05", "contacts", "one replication in twenty has fewer", "二十次模拟中有一次更少"),
    number("waiting_p50", "contacts", "half of them have fewer", "一半更少"),
    number("waiting_p95", "contacts", "one in twenty has more", "二十次中有一次更多"),
    number(
        "service_level",
        "share",
        "service level of those who ask in the interval, all replications together",
        "该时段转人工者的服务水平，各次模拟合并",
    ),
    number("service_level_half_width", "share", "half its 95 % interval", "其 95 % 区间的一半"),
    number("service_level_p05", "share", "one replication in twenty has less", "二十次模拟中有一次更低"),
    number("service_level_p50", "share", "half of them have less", "一半更低"),
    number("service_level_p95", "share", "one in twenty has more", "二十次中有一次更高"),
    N,
];

/// `replications.csv` and `replications_by_month.csv`.
pub const REPLICATIONS: &[Column] = &[
    DESIGN,
    CASE,
    number("replication", "number", "which replication, from 1", "第几次模拟，从 1 起"),
    PERIOD,
    SUBJECT,
    KPI,
    column("value", "its own value; of a sum, over the whole period", "该次模拟的值；总量为整个时间段的合计"),
];

/// `dictionary.csv`.
pub const DICTIONARY: &[Column] = &[
    column(
        "kind",
        "file, column, kpi, subject, design, case, period: what the key is one of",
        "键的种类：file 文件，column 列，kpi 指标，subject 对象，design 方案，case 假设，period 时间段",
    ),
    column("file", "of a column: its file", "列所在的文件"),
    column("key", "as it stands in the files", "文件里写的键"),
    column("name_en", "what it is called in English", "英文名称"),
    column("name_zh", "what it is called in Chinese", "中文名称"),
    column("meaning_en", "what it means, in English", "英文含义"),
    column("meaning_zh", "what it means, in Chinese", "中文含义"),
    column("unit", "in what its numbers are", "数值的单位"),
];

/// Every table of a run or comparison.
pub const FILES: &[File] = &[
    File { name: "estimates.csv", columns: ESTIMATES },
    File { name: "differences.csv", columns: DIFFERENCES },
    File { name: "savings.csv", columns: SAVINGS },
    File { name: "intervals.csv", columns: INTERVALS },
    File { name: "peak_days.csv", columns: PEAK_DAYS },
    File { name: "replications.csv", columns: REPLICATIONS },
    File { name: "replications_by_month.csv", columns: REPLICATIONS },
    File { name: "dictionary.csv", columns: DICTIONARY },
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_columns_of_every_table_are_those_that_the_page_of_results_lists() {
        let page = include_str!("../../../../output/README.md");
        for File { name, columns } in FILES {
            let row = page.lines().find(|line| line.starts_with(&format!("| `{name}` |")));
            let keys: Vec<&str> = columns.iter().map(|column| column.key).collect();
            let row = row.unwrap_or_else(|| panic!("{name} is not there"));
            assert!(row.contains(&keys.join(", ")), "{row}");
            for (at, key) in keys.iter().enumerate() {
                assert!(!keys[..at].contains(key), "{name} has {key} twice");
            }
        }
    }
}
