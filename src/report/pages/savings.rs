//! What a design saves in a year: the answer on one screen, or all of it with how to read it; [`files`] has the rows.

mod answer;
mod break_evens;
mod bridge;
mod files;
mod left_out;
mod stands_on;
mod workbook;

pub use bridge::bridge_csv;
pub use files::{draws_csv, months_csv, saved_json};
pub use workbook::saved_workbook;

use crate::catalogue::civil;
use crate::experiment::{Flow, LEVEL, RangeLaw, cumulative};
use crate::model::{Label, Lang};
use crate::report::formats::fold::{Part, Rows, fit};
use crate::report::numbers::{self, Scale};
use crate::report::page::{Block, Column, Report, Section, Table};
use crate::report::paths::{Named, named_in, value_in};
use crate::report::results::Saved;
use crate::report::words::{Words, say, sentences};
use crate::stats::Drawn;

/// Lines of the page; with the line that says where files were written, forty.
const LINES: usize = 39;
/// Lines that the answer and the course of the months keep: all of theirs.
const WHOLE: usize = 30;
/// Parts of the course of the months that stand side by side.
const BESIDE: usize = 3;

/// A result read in a language.
pub(super) struct Told<'a> {
    pub found: &'a Saved,
    pub lang: Lang,
}

impl Told<'_> {
    fn say(&self, en: impl Into<String>, zh: impl Into<String>) -> String {
        say(self.lang, en.into(), zh.into())
    }

    fn name<'l>(&self, label: &'l Label) -> &'l str {
        label.in_lang(self.lang)
    }

    /// What an input is called; of what is not known, its path.
    fn input(&self, path: &str) -> String {
        self.named(path).text(self.lang)
    }

    fn named(&self, path: &str) -> Named {
        named_in(&[self.found.base(), self.found.design()], path, self.lang)
    }

    /// A value of an input as people say it.
    fn value(&self, path: &str, written: &str) -> String {
        value_in(&self.named(path), written, self.found.currency(), self.lang)
    }

    /// Sums of money, of which this is about the largest.
    fn sums(&self, largest: f64) -> Scale {
        Scale::sums(largest, self.found.currency(), self.lang)
    }

    /// `158,000 ± 9,000 CNY`; what is known exactly stands alone.
    fn money(&self, amount: f64, half_width: Option<f64>) -> String {
        let scale = self.sums(amount.abs().max(half_width.unwrap_or(0.0)));
        let text = estimate(&scale, amount, half_width);
        scale.with_unit(text.strip_suffix(" ± 0").unwrap_or(&text))
    }

    /// An amount that nobody estimated.
    fn exact(&self, amount: f64) -> String {
        self.money(amount, Some(0.0))
    }
}

/// `87.1 ± 0.4`; a figure whose error nobody knows, as of one replication, to three digits: `≈ 87.1`.
fn estimate(scale: &Scale, mean: f64, half_width: Option<f64>) -> String {
    const DIGITS: i32 = 3;
    let shown = mean * scale.factor();
    if half_width.is_some() || shown == 0.0 || !shown.is_finite() {
        return scale.estimate(mean, half_width.or(Some(0.0)));
    }
    format!("≈ {}", numbers::number(shown, shown.abs().log10().floor() as i32 + 1 - DIGITS))
}

/// The first screen. `next` is the natural next command.
pub fn saved_answer(found: &Saved, lang: Lang, next: &str) -> Report {
    let told = Told { found, lang };
    let rest = say(
        lang,
        "the rest (each range, each line, how to read it): --full".into(),
        "其余内容（每个范围、每一项、如何阅读）：--full".into(),
    );
    let next = format!("{} {next}", Words::of(lang).next);
    fit(found.title.in_lang(lang), &parts(&told, months_short(&told)), &[rest, signed(&told)], &next, LINES, lang)
}

/// All of it.
pub fn saved_report(found: &Saved, lang: Lang, next: &str) -> Report {
    let told = Told { found, lang };
    let mut sections: Vec<Section> = parts(&told, months(&told)).iter().map(Part::whole).collect();
    sections.push(bridge::AsItStands::of(found, lang).section());
    sections.push(stands_on::sources(&told));
    sections.push(ranges(&told));
    sections.push(how_to_read(&told));
    sections.push(Section { heading: String::new(), blocks: vec![Block::Text(signed(&told))] });
    Report { title: found.title.in_lang(lang).to_owned(), sections, next: format!("{} {next}", Words::of(lang).next) }
}

/// All parts, the last of which shows the months as `table` has them.
fn parts(told: &Told<'_>, table: Table) -> Vec<Part> {
    let items = Part::items;
    let w = Words::of(told.lang);
    vec![
        Part { notes: question(told), ..items(String::new(), Vec::new(), 1, 0) },
        items(w.answer.to_owned(), answer::answer(told), 2, WHOLE),
        items(
            told.say("What it stands on, by line of the ledger", "由哪些项构成，哪些价格只是假定"),
            stands_on::lines(told),
            4,
            10,
        ),
        items(told.say("Until when it saves", "到什么程度就不再节省"), break_evens::sentences_of(told), 2, 5),
        items(told.say("Left out", "未计入"), left_out::left_out(told), 1, 3),
        Part {
            noun: None,
            heading: told.say("Month by month", "逐月"),
            notes: Vec::new(),
            rows: Rows::Table(table),
            lines: 1,
            least: WHOLE,
            most: WHOLE,
        },
    ]
}

/// Who is held against whom, on what.
fn question(told: &Told<'_>) -> Vec<String> {
    let found = told.found;
    let (base, design) = (told.name(&found.base().design), told.name(&found.design().design));
    let calendar = &found.base().calendar;
    let first = calendar.epoch_day(calendar.warm_up_days);
    let (from, until) = (civil(first), civil(first + calendar.days - 1));
    let case = match &found.base().case {
        case if case.key == "base" => String::new(),
        case => told.say(format!(", {}", told.name(case)), format!("，{}", told.name(case))),
    };
    let (n, seed) = (numbers::count(found.results.study.replications), found.results.study.seed);
    let over = match found.uncertain.len() {
        0 => told.say("no value has a range", "没有写明范围的数"),
        ranges => {
            let (draws, law) = (numbers::count(found.draws.len() as u64), law(told));
            let of = if ranges == 1 { "1 range".to_owned() } else { format!("{ranges} ranges together") };
            told.say(format!("{draws} draws of {of} ({law})"), format!("{ranges} 个范围一起抽 {draws} 次（{law}）"))
        }
    };
    let mut notes = vec![told.say(
        format!(
            "What does {design} save a year against {base}{case}, same customers? {from} to {until}; {n} replications; {over}; seed {seed}"
        ),
        format!("{design} 与 {base} 相比一年节省多少{case}？同样的客户；{from} 至 {until}；模拟 {n} 次，{over}；种子 {seed}"),
    )];
    if !found.changes.is_empty() {
        let changes = sentences(told.lang, &found.changes);
        notes.push(told.say(format!("changed: {changes}"), format!("改动：{changes}")));
    }
    notes
}

fn law(told: &Told<'_>) -> String {
    match told.found.asked.law {
        RangeLaw::Pert => "PERT".to_owned(),
        RangeLaw::Triangular => told.say("triangular", "三角分布"),
    }
}

/// Flows of every draw, and what they add up to.
struct Course {
    flows: Vec<Vec<Flow>>,
    sums: Vec<Vec<f64>>,
}

impl Course {
    fn of(found: &Saved) -> Self {
        let flows: Vec<Vec<Flow>> = found.draws.iter().map(|draw| found.flows(draw)).collect();
        let sums = flows.iter().map(|flows| cumulative(flows)).collect();
        Self { flows, sums }
    }

    /// How many months one round of the counted ones has.
    fn len(&self, found: &Saved) -> usize {
        self.flows.first().map_or(0, |flows| flows.len().min(found.months().len()))
    }

    /// The largest sum.
    fn largest(&self) -> f64 {
        self.sums.iter().flatten().fold(0.0_f64, |most, x| most.max(x.abs()))
    }
}

/// Something of every draw, by its place.
fn of_draws(found: &Saved, of: impl Fn(usize) -> f64) -> Drawn {
    Drawn::new(found.draws.iter().enumerate().map(|(n, draw)| (draw.replication, of(n))))
}

/// The course of the counted months, a third beside the other.
fn months_short(told: &Told<'_>) -> Table {
    let found = told.found;
    let course = Course::of(found);
    let scale = told.sums(course.largest());
    let (unit, names, all) = (&scale.unit, found.months(), course.len(found));
    let sum = told.say("cumulative", "累计");
    let of_part = || [Column::words(&told.say("month", "月份")), Column::figures(&format!("{sum}, {unit}"))];
    let cells = |at: usize| -> [String; 2] {
        if at >= all {
            return Default::default();
        }
        let sum = of_draws(found, |n| course.sums[n][at]).mean();
        [names[course.flows[0][at].month].clone(), estimate(&scale, sum.value, sum.half_width(LEVEL))]
    };
    let height = all.div_ceil(BESIDE);
    let row = |at: usize| (0..BESIDE).flat_map(|part| cells(at + part * height)).collect();
    let columns = (0..BESIDE).flat_map(|_| of_part()).collect();
    Table { caption: String::new(), columns, rows: (0..height).map(row).collect(), fixed: 0 }
}

/// The flows of one round of the counted months.
fn months(told: &Told<'_>) -> Table {
    let found = told.found;
    let course = Course::of(found);
    let scale = told.sums(course.largest());
    let (unit, names) = (&scale.unit, found.months());
    let title = |text: String| Column::figures(&format!("{text}\n{unit}"));
    let columns = vec![
        Column::words(&told.say("month", "月份")),
        title(told.say("saved", "节省")),
        title(told.say("once", "一次性")),
        title(told.say("cumulative", "累计")),
        title(told.say("1 in 20 below", "最差 5%")),
        title(told.say("1 in 20 above", "最好 5%")),
    ];
    let row = |at: usize| {
        let flow = &course.flows[0][at];
        let saved = of_draws(found, |n| course.flows[n][at].saved).mean();
        let once = of_draws(found, |n| course.flows[n][at].once).mean();
        let total = of_draws(found, |n| course.sums[n][at]);
        let mean = total.mean();
        // As exact as its error lets it be, which stands in the file.
        let tail = |p: f64| {
            let text = total.quantile(p, LEVEL).map(|(x, half)| estimate(&scale, x, half));
            text.map_or("–".to_owned(), |text| text.split(" ± ").next().unwrap_or_default().to_owned())
        };
        vec![
            names[flow.month].clone(),
            estimate(&scale, saved.value, saved.half_width(LEVEL)),
            if once.value == 0.0 { String::new() } else { scale.plain(once.value) },
            estimate(&scale, mean.value, mean.half_width(LEVEL)),
            tail(0.05),
            tail(0.95),
        ]
    };
    let rows = (0..course.len(found)).map(row).collect();
    Table { caption: String::new(), columns, rows, fixed: 1 }
}

/// What was drawn, value by value.
fn ranges(told: &Told<'_>) -> Section {
    let found = told.found;
    let columns = [
        told.say("drawn", "抽样的数"),
        told.say("where it stands", "路径"),
        told.say("value", "取值"),
        told.say("low", "低"),
        told.say("high", "高"),
        told.say("how", "方式"),
        told.say("source", "来源"),
    ];
    let row = |one: &crate::report::results::Uncertain| {
        let how =
            if one.price { told.say("priced again", "重新计价") } else { told.say("simulated", "重新模拟") };
        let said = |written: &str| told.value(&one.path, written);
        let [low, high] = one.ends.each_ref().map(|end| said(end));
        vec![
            told.input(&one.path),
            one.path.clone(),
            said(&one.value),
            low,
            high,
            how,
            one.source.clone().unwrap_or_default(),
        ]
    };
    let table = Table {
        caption: String::new(),
        columns: columns.iter().map(|title| Column::words(title)).collect(),
        rows: found.uncertain.iter().map(row).collect(),
        fixed: 1,
    };
    let simulated = &found.simulated;
    let (as_is, draws, ends) = (simulated.as_is, simulated.draws, simulated.break_evens);
    let counted = told.say(
        format!("simulated replications of one design: {as_is} as the file stands, {draws} for draws, {ends} for break-evens"),
        format!("单个方案的模拟次数：按文件原样 {as_is}，抽样 {draws}，求盈亏平衡 {ends}"),
    );
    let heading = told.say("What was drawn", "抽样了哪些数");
    Section { heading, blocks: vec![Block::Table(table), Block::Text(counted)] }
}

/// What every figure is.
fn how_to_read(told: &Told<'_>) -> Section {
    let rows = [
        (
            told.say("cash saved a year", "年度节省现金"),
            told.say(
                "Running cost of the baseline less that of the design: the mean of the calendar years that are counted whole; where none is, the days counted × 365 / their number. The mean over all draws; ± half its 95 % interval over replications.",
                "基准方案运营成本减该方案运营成本：取统计期内各完整自然年的平均；没有完整自然年时按统计天数折算为 365 天。为全部抽样的均值；± 为各次模拟之间 95 % 区间的一半。",
            ),
        ),
        (
            told.say("draw", "抽样"),
            told.say(
                "One replication of both designs, with every { low, likely, high } of the file drawn at once, each by itself; the same draws for both designs. PERT: the beta law of mean (low + 4 likely + high) / 6. Values of prices alone price again what was counted; all others are simulated.",
                "同时抽取文件中每个 { low, likely, high }（彼此独立），两个方案用同一组取值，各模拟一次。PERT 为均值 (low + 4 likely + high) / 6 的贝塔分布。只涉及价格的取值用已统计的数量重新计价；其余的都重新模拟。",
            ),
        ),
        (
            told.say("sure", "把握"),
            told.say(
                "The share of draws above the amount, with Wilson's 95 % interval. It knows chance and the ranges given, and nothing else: a value without a range is taken to be right.",
                "抽样结果高于该金额的比例，括号内为 Wilson 95 % 区间。只含偶然性和文件给出的范围：没写范围的数都当作准确。",
            ),
        ),
        (
            told.say("one in twenty", "二十分之一"),
            told.say(
                "The 5th and the 95th percentile of draws (type 7); ± half the distance between the order statistics that hold it with 95 %.",
                "抽样的第 5 与第 95 百分位（类型 7）；± 为以 95 % 把握包含它的两个次序统计量之差的一半。",
            ),
        ),
        (
            told.say("paid back", "回本"),
            told.say(
                "The month from whose end on the cumulative sum (saved less paid once) is never again below zero; in brackets where nine draws of ten lie.",
                "从该月末起，累计（节省减一次性成本）不再低于零；括号内为九成抽样所在的范围。",
            ),
        ),
        (
            told.say("net present value", "净现值"),
            told.say(
                "Σ (saved − once) / (1 + rate)^(t / 12), flows at the ends of months, t months after the first day; rate: effective a year. The counted months come again every year; what is paid once does not.",
                "Σ (节省 − 一次性) / (1 + 利率)^(t / 12)，现金流在月末，t 为距首日的月数；利率为实际年利率。统计的各月逐年重复，一次性成本不重复。",
            ),
        ),
        (
            told.say("until when it saves", "到什么程度就不再节省"),
            told.say(
                "The value at which a year's saving is nothing, the others as the file has them, on the same customers; in brackets where the error of the saving puts it. Prices in the file are also moved together, whether they have a range or not.",
                "该数取到多少时年度节省为零（其余各数按文件），客户相同；括号内为节省的误差所对应的范围。文件中的价格还会成组变动，不论是否写了范围。",
            ),
        ),
    ];
    Section { heading: Words::of(told.lang).how_to_read.to_owned(), blocks: vec![Block::Named(rows.to_vec())] }
}

/// For whoever answers for it.
fn signed(told: &Told<'_>) -> String {
    told.say(
        "made by: ____________  on: __________    checked by: ____________  on: __________",
        "编制：____________  日期：__________    复核：____________  日期：__________",
    )
}
