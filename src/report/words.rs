//! Every word of a report, in both languages.

use crate::model::Lang;

macro_rules! words {
    ($($key:ident: $en:literal, $zh:literal;)*) => {
        /// The fixed words of a report.
        #[derive(Debug)]
        pub struct Words {
            $(#[doc = $en] pub $key: &'static str,)*
        }
        const EN: Words = Words { $($key: $en),* };
        const ZH: Words = Words { $($key: $zh),* };
    };
}

words! {
    seconds: "s", "秒";
    minutes: "min", "分钟";
    hours: "h", "小时";
    months: "months", "个月";
    per_day: "/ day", "/ 天";
    points: "pp", "百分点";
    unit: "unit", "单位";
    target: "target", "目标";
    figure: "figure", "指标";
    team: "team", "小组";
    heads: "heads", "人数";
    line: "line", "项目";
    design: "design", "方案";
    case: "case", "假设";
    baseline: "baseline", "基准";
    beyond_parts: "beyond the\nsum of parts", "超出\n各项之和";
    measured: "Measured, and what the model says", "实测与模型";
    model: "model", "模型";
    by_formula: "by formula", "按公式";
    counted_volume: "Volume as counted", "统计到的咨询量";
    held_volumes: "Volumes from files", "文件里的咨询量";
    changed_meanings: "What means something else since this file was written", "文件写成之后含义有变化的地方";
    files_read: "What was read", "读到了什么";
    not_given: "not given", "未填";
    none: "–", "–";
    as_is: "as given", "按现状需求";
    as_given: "as given", "原样";
    compared: "What is compared", "比较内容";
    simulated: "What is simulated", "模拟内容";
    answer: "The answer", "结论";
    verdict: "Verdict", "结论";
    headline: "Figures", "主要指标";
    by_type: "By contact type", "按咨询类型";
    by_team: "By team", "按小组";
    policies: "Policies", "预案";
    scores: "Scores, and what they are made of", "综合评分及其构成";
    who_comes: "Who comes on peak days", "高峰日谁上班";
    why: "Why customers waited", "客户为什么在等";
    chance: "Targets of periods: demand or chance", "期间目标：需求还是偶然";
    times: "times", "次";
    costs: "Costs", "成本";
    saved: "What is saved", "节省了什么";
    bridge: "From one running cost to the other", "运营成本之差的构成";
    nothing_to_repay: "nothing was paid once", "没有一次性支出";
    nothing_saved: "no cash is saved", "现金上不省钱";
    unfinished: "no: work is left undone", "不算：仍有工作未完成";
    prices: "Where prices come from", "价格来源";
    sources: "Where values come from", "数值来源";
    source: "source", "来源";
    as_of: "as of", "日期";
    how_to_read: "How to read this", "如何阅读";
    advice: "Advice", "提示";
    next: "next:", "下一步：";
    designs: "designs", "方案";
    cases: "cases", "假设";
    counted: "counted", "统计期";
    replications: "replications", "模拟次数";
    better: "better", "更好";
    worse: "worse", "更差";
    undecided: "undecided", "未定";
    different: "different", "不同";
    nothing: "nothing", "无";
    once: "once", "一次性";
    money: "money", "费用";
    sure: "how sure", "把握";
    hour_of_day: "hour of day", "一天中的小时";
    share_axis: "share, %", "比例, %";
    key: "key", "键";
    exact: "exact", "精确值";
    ours: "ours", "本程序";
    validation: "Validation", "验证";
    passed: "ok", "通过";
    failed: "FAILED", "未通过";
    ready: "Ready to run", "可以运行";
    defaults: "Defaults used", "采用的默认值";
    value: "value", "取值";
    people: "people", "人";
    scenarios: "Shipped scenarios", "自带情景";
}

impl Words {
    /// In a language.
    pub fn of(lang: Lang) -> &'static Self {
        match lang {
            Lang::En => &EN,
            Lang::Zh => &ZH,
        }
    }
}

/// Chooses between two sentences.
pub fn say(lang: Lang, en: String, zh: String) -> String {
    match lang {
        Lang::En => en,
        Lang::Zh => zh,
    }
}

/// The part of a text of a file in this language: `中文 | English`; one part serves both.
pub fn either(text: &str, lang: Lang) -> &str {
    let (zh, en) = text.split_once('|').unwrap_or((text, text));
    match lang {
        Lang::En => en.trim(),
        Lang::Zh => zh.trim(),
    }
}

/// Joins with the language's comma.
pub fn list(lang: Lang, parts: &[String]) -> String {
    parts.join(match lang {
        Lang::En => ", ",
        Lang::Zh => "、",
    })
}

/// Joins names; where one has a comma in it, each stands in quotes.
pub fn names(lang: Lang, names: &[String]) -> String {
    if !names.iter().any(|name| name.contains([',', '，', '、'])) {
        return list(lang, names);
    }
    let quoted: Vec<String> = names.iter().map(|name| format!("“{name}”")).collect();
    list(lang, &quoted)
}

/// Joins with the language's semicolon.
pub fn sentences(lang: Lang, parts: &[String]) -> String {
    parts.join(match lang {
        Lang::En => "; ",
        Lang::Zh => "；",
    })
}

/// `name: what`, with the language's colon.
pub fn colon(lang: Lang, name: &str, what: &str) -> String {
    match lang {
        Lang::En => format!("{name}: {what}"),
        Lang::Zh => format!("{name}：{what}"),
    }
}
