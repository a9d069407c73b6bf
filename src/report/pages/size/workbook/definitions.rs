//! The sheet that says how the staffing was found, and what the columns of the other sheets are.

use super::{Sheet, Told};
use crate::report::book::{BookColumn, BookRow, Cell, Grid, Kind, Page};
use crate::report::pages::size::how;
use crate::report::words::say;

/// A column and what it is, in English and Chinese.
const COLUMNS: [[&str; 4]; 14] = [
    [
        "needed",
        "People of the staffing that was found; by date those whom the plan has on the shift, who come for the day among them.",
        "需要、人数",
        "求出的定员；逐日时为该班按计划上班的人，含当天临时来的人。",
    ],
    [
        "occupancy",
        "Share of the time at the desk in which a team's people have something in hand.",
        "工时利用率",
        "在席时间里手上有会话或工单的占比。",
    ],
    [
        "one more costs",
        "Staff cost with one more at this place less that of the answer, in the time that was asked for.",
        "多一人的成本",
        "该处多一人时的人员成本减本结论的人员成本，只计所问的时段。",
    ],
    [
        "reached, ±",
        "Mean over replications, and half its 95 % interval.",
        "达到、±",
        "各次模拟的均值，及其 95 % 区间的一半。",
    ],
    [
        "meets its targets",
        "Share of replications in which the date meets its target, of the target that is least sure; from, to: Wilson's 95 % interval. A date is met where the lower end is 95 % or more.",
        "达标概率",
        "当天达标的模拟次数占比，取最没把握的目标；区间上下限为 Wilson 95 % 区间。区间下限不低于 95 % 才算达标。",
    ],
    [
        "misses",
        "Share of replications in which some target is missed (misses ÷ replications), with Wilson's 95 % interval; over several dates they are taken together as one share.",
        "未达标概率",
        "有目标没达标的模拟次数占比（未达标次数 ÷ 模拟次数），附 Wilson 95 % 区间；跨几天的把这几天合起来算一个比例。",
    ],
    [
        "verdict",
        "Met where the whole interval is on the right side, missed where all of it is on the wrong side, else undecided, which is not met.",
        "结论",
        "整个区间都在达标一侧为达标，都在另一侧为未达标，否则为未定；未定不算达标。",
    ],
    [
        "replications",
        "How often the row was simulated. Rows that were simulated less often have wider intervals: compare their intervals, not the values alone.",
        "模拟次数",
        "该行模拟了多少次。次数少的行区间更宽：要比区间，不能只比数值。",
    ],
    [
        "need",
        "People at the desk whom the expected work takes just to keep up, by formula, with nothing to spare for a target.",
        "需要",
        "预计的工作刚好跟得上所需的在席人数，按公式，不含达标的余量。",
    ],
    [
        "scheduled, at the desk",
        "People on shift by plan, breaks among it; of them those who are there after absence, breaks and pauses.",
        "排班、在席",
        "计划在班的人数，含休息；其中扣除缺勤、休息与小休后的人数。",
    ],
    [
        "short",
        "Need less at the desk, where above 0. Empty where nobody is short, and while nobody is scheduled: the team is closed.",
        "缺口",
        "需要减在席，大于 0 时才写。不缺人时空着；没有人排班的时段（休店）也空着。",
    ],
    [
        "service on the worst 5 % of days",
        "Share of those who ask in the half hour who are served as promised: one day in twenty has less (the 5 % quantile, p05).",
        "服务水平（差的 5 % 的日子）",
        "该时段来的客户中按承诺得到服务的占比：二十天里有一天比这更低（5 % 分位，p05）。",
    ],
    [
        "misses with one fewer",
        "The chance of a miss with one fewer on the shift of this half hour that is worst to be short of.",
        "少一人时未达标概率",
        "该时段所在的班次里最要紧的那一班少一人时的未达标概率。",
    ],
    [
        "the knee",
        "The level at which the curve of the busiest date lies furthest below the line between its ends. It is not the answer.",
        "拐点",
        "最忙一天的曲线离两端连线最远的一档；它不是结论。",
    ],
];

/// How it was found, and what columns are.
pub(super) fn sheet(told: Told<'_>) -> Sheet {
    let grid = |heading: String, name: String, rows: Vec<[String; 2]>| {
        let columns = vec![
            BookColumn::new(name, Kind::Sentences, 30.0),
            BookColumn::new(told.say("what it is", "含义"), Kind::Sentences, 110.0),
        ];
        let rows = rows.into_iter().map(|cells| BookRow::plain(cells.map(Cell::Text).into()));
        Grid { heading, notes: Vec::new(), columns, rows: rows.collect() }
    };
    let found = how(told.found, told.lang).into_iter().map(|(name, text)| [name, text]).collect();
    let columns = COLUMNS.iter().map(|[en, en_text, zh, zh_text]| {
        [say(told.lang, (*en).into(), (*zh).into()), say(told.lang, (*en_text).into(), (*zh_text).into())]
    });
    let grids = vec![
        grid(told.say("How it was found", "如何得出"), told.say("what", "项目"), found),
        grid(told.say("Columns of the other sheets", "其他各页的列"), told.say("column", "列"), columns.collect()),
    ];
    (told.say("Definitions", "口径"), Page { notes: Vec::new(), grids, fixed: 0, sheets: Vec::new() })
}
