//! How the workbook works, what its figures mean, what is left out, and what was run.

use super::cells::{Cell, Column, Grid, Kind, Page, Row};
use super::run::Run;
use crate::catalogue::{KpiId, Saving, kpis};
use crate::report::labels::View;
use crate::report::words::say;

/// The sheet of definitions.
pub fn page(view: &View<'_>, run: Run<'_>, left: &[String]) -> Page {
    let grids = vec![rules(view), left_out(view, left), meanings(view), facts(view, run)];
    Page { notes: Vec::new(), grids, fixed: 0, sheets: Vec::new() }
}

fn grid(heading: String, titles: [String; 2], rows: Vec<[String; 2]>) -> Grid {
    let [name, text] = titles;
    let columns = vec![Column::new(name, Kind::Sentences, 30.0), Column::new(text, Kind::Sentences, 110.0)];
    let rows = rows.into_iter().map(|cells| Row::plain(cells.map(Cell::Text).into_iter().collect()));
    Grid { heading, notes: Vec::new(), columns, rows: rows.collect() }
}

/// How the formulas go: a rule and what it means, in English and Chinese.
const RULES: [[&str; 4]; 8] = [
    [
        "what lives",
        "Prices and heads in the yellow cells of the assumptions sheet. Ledger, differences, savings and their ± follow. Service, waits, overtime hours and all other quantities stay as they were simulated.",
        "哪些会变",
        "“假设”页黄色格子里的单价和人数。台账、差异、节省及其 ± 随之变动。服务指标、等待、加班工时等其他数量保持模拟结果不变。",
    ],
    [
        "heads",
        "More or fewer heads change wages and seats in proportion, and nothing else: fewer people answer later and work longer. What that does to service and overtime has to be simulated again; the sheet says so in red.",
        "人数",
        "改人数只按比例改工资和工位。人少了会答得更慢、加班更多，服务与加班必须重新模拟；改动后页面用红字提示。",
    ],
    [
        "by replication",
        "Each replication's quantity of a month × its price; then the mean of the replications, to the cent; then sums of what was rounded. So a line that rises in steps is never that of a mean quantity.",
        "先逐次后平均",
        "先算每次模拟每月的 数量 × 单价，再取各次模拟的均值并四舍五入到分，最后把舍入后的数相加。因此阶梯计价不会用平均数量去套。",
    ],
    [
        "±",
        "Half the width of the 95 % interval of the mean over replications: Student's t × standard deviation / √n. Of differences it is of paired replications (the same customers), and all comparisons of a figure hold together (Bonferroni).",
        "±",
        "各次模拟均值的 95 % 置信区间半宽：t 分位数 × 标准差 / √n。差异按同一批客户配对计算，同一指标的多组比较共同满足 95 %（Bonferroni）。",
    ],
    [
        "5 % and 95 %",
        "Quantiles of single replications (type 7, PERCENTILE), from 20 replications on: one replication in twenty is beyond each.",
        "5 % 与 95 %",
        "单次模拟的分位数（第 7 类，即 PERCENTILE），20 次模拟起给出：每侧各有二十分之一的模拟更极端。",
    ],
    [
        "verdict",
        "Better or worse where the interval of the difference does not hold 0; else undecided. Only where both meet the same demand.",
        "结论",
        "差异的区间不含 0 才算更好或更差，否则未定；只在双方需求相同时评判。",
    ],
    [
        "a price that is not given",
        "Leaves its line, and every total with it, 'not given'. It is never taken for 0. Type it into its cell and both appear.",
        "单价未填",
        "该项和包含它的合计都显示“未填”，绝不当作 0。在格子里填上即可算出。",
    ],
    [
        "what does not live",
        "Contacts at the prices of tiers, and what is paid for late tickets by a law of its own, stand as amounts: the ledger says so beside the line.",
        "不随单价变动的",
        "按量阶梯计费和另有规则的超时加赔以金额给出，台账在该行注明。",
    ],
];

fn rules(view: &View<'_>) -> Grid {
    let lang = view.lang;
    let rows = RULES.map(|[name, text, name_zh, text_zh]| {
        [(name, name_zh), (text, text_zh)].map(|(en, zh)| say(lang, en.into(), zh.into()))
    });
    let titles = [say(lang, "rule".into(), "规则".into()), say(lang, "what it means".into(), "含义".into())];
    grid(say(lang, "How this workbook works".into(), "本工作簿怎么算".into()), titles, rows.to_vec())
}

fn left_out(view: &View<'_>, left: &[String]) -> Grid {
    let lang = view.lang;
    let always = [
        (
            "figures of other periods, of first contacts and repeats, of single steps: estimates.csv beside this file",
            "其他时期、首次与重复进线、工单各步骤的指标：见同目录 estimates.csv",
        ),
        ("by date and interval: intervals.csv", "按日期与时段：见 intervals.csv"),
        ("pictures: report.html", "图：见 report.html"),
        (
            "income tax, social insurance as law has it, rent and management beyond what the file gives",
            "个人所得税、社保的法定细则、文件里没有写的房租与管理费用",
        ),
    ];
    let always = always.map(|(en, zh)| say(lang, en.into(), zh.into()));
    let rows = always.into_iter().chain(left.iter().cloned()).enumerate();
    let rows = rows.map(|(n, text)| [(n + 1).to_string(), text]).collect();
    let titles = ["#".to_owned(), say(lang, "what".into(), "内容".into())];
    grid(say(lang, "What is left out".into(), "未收入的内容".into()), titles, rows)
}

fn meanings(view: &View<'_>) -> Grid {
    let lang = view.lang;
    let figures = kpis(view.model(view.results.baseline)).into_iter();
    let savings = Saving::ALL.iter().map(|saving| KpiId::Saving(*saving));
    let shown = |kpi: &KpiId| view.arms().iter().any(|arm| crate::catalogue::is_shown(*kpi, &arm.model));
    let rows = figures.chain(savings).filter(shown).map(|kpi| {
        let (name, text) = view.defined(kpi);
        [name, text]
    });
    let titles = [view.words.figure.to_owned(), say(lang, "definition".into(), "口径".into())];
    grid(say(lang, "What the figures mean".into(), "指标口径".into()), titles, rows.collect())
}

fn facts(view: &View<'_>, run: Run<'_>) -> Grid {
    let lang = view.lang;
    let row = |en: &str, zh: &str, text: String| [say(lang, en.into(), zh.into()), text];
    let mut rows = vec![
        row("program", "程序", format!("peakstaff {}", run.version)),
        row("scenario", "情景", run.scenario.to_owned()),
        row("replications", "模拟次数", run.replications.to_string()),
        row("seed", "种子", run.seed.to_string()),
    ];
    rows.extend(run.files.iter().map(|(name, sha)| row("file read", "读取的文件", format!("{name}  sha256 {sha}"))));
    if run.partial {
        let why = say(
            lang,
            "stopped early: only whole replications until then".into(),
            "提前停止：只含已完成的各次模拟".into(),
        );
        rows.push(row("state", "状态", why));
    }
    let titles = ["", ""].map(str::to_owned);
    grid(say(lang, "What was run".into(), "运行内容".into()), titles, rows)
}
