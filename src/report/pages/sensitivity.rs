//! Which inputs move a figure: the tornado one at a time, or screening along ways, as tables; [`files`] has the rows.

mod files;

pub use files::{sensitive_csv, sensitive_json};

use super::sweep::{about, name};
use crate::catalogue::{Better, KpiId};
use crate::experiment::{Figures, LEVEL, Screened, Sweeping, Wanted, Way, screened};
use crate::model::{Label, Lang, Model};
use crate::report::labels::mark;
use crate::report::numbers::{self, Scale};
use crate::report::words::{Words, say};
use crate::report::{Block, Column, Report, Section, Table, TemplateTarget};
use crate::stats::{Direction, Judgement, Rule, judge};

/// An input and what was tried instead.
#[derive(Clone, Debug)]
pub struct Probed {
    /// Where it stands.
    pub path: String,
    /// As it is.
    pub value: String,
    /// The lower and the higher.
    pub ends: [String; 2],
    /// The range is the file's own.
    pub stated: bool,
}

/// How inputs were tried.
#[derive(Clone, Debug)]
pub enum Method {
    /// Both ends of each, the others as they are.
    OneAtATime,
    /// All together.
    Ways(Vec<Way>),
}

/// What came of it.
#[derive(Debug)]
pub struct Sensitive {
    /// The scenario's title.
    pub title: Label,
    /// The design in its case, as it is.
    pub model: Model,
    /// Inputs.
    pub inputs: Vec<Probed>,
    /// Numbers that could be changed neither way.
    pub left_out: usize,
    /// How they were tried.
    pub method: Method,
    /// How many to show of each figure.
    pub top: usize,
    /// What is estimated at every point.
    pub wanted: Vec<Wanted>,
    /// How it was run.
    pub sweeping: Sweeping,
    /// The figures as it is.
    pub as_is: Figures,
    /// Both ends of every input, or the points of every way.
    pub points: Vec<Figures>,
    /// By point: whether its demand is that of as is.
    pub same_demand: Vec<bool>,
    /// What the user changed of the file: `PATH=VALUE`.
    pub changes: Vec<String>,
    /// Targets that nobody set.
    pub template_targets: Vec<TemplateTarget>,
}

impl Sensitive {
    /// What an end of an input (0 the lower, 1 the higher) does to a figure, on the same customers; all ends together.
    pub fn swing(&self, input: usize, end: usize, figure: usize) -> Option<Judgement> {
        let (base, other) = (self.as_is[figure].as_ref()?, self.points[2 * input + end][figure].as_ref()?);
        let better = match self.wanted[figure].kpi.better() {
            Better::Higher => Direction::Higher,
            Better::Lower => Direction::Lower,
            Better::Neither => Direction::Neither,
        };
        let found = judge(base, other, &[], Rule { better, level: LEVEL, comparisons: self.points.len() });
        Some(if self.same_demand[2 * input + end] { found } else { found.unjudged() })
    }

    /// What an input does to a figure along all ways; none where one of them has no figure.
    pub fn screened(&self, input: usize, figure: usize) -> Option<Screened> {
        let Method::Ways(ways) = &self.method else { return None };
        let length = self.inputs.len() + 1;
        let of_way = |(way, points): (&Way, &[Figures])| {
            let figures =
                points.iter().map(|point| Some(point[figure].as_ref()?.value)).collect::<Option<Vec<f64>>>()?;
            Some(way.effects(&figures)[input])
        };
        let effects: Vec<f64> = ways.iter().zip(self.points.chunks(length)).map(of_way).collect::<Option<_>>()?;
        (!effects.is_empty()).then(|| screened(&effects))
    }

    /// How much an input moves a figure; none where that is not known.
    fn size(&self, input: usize, figure: usize) -> Option<f64> {
        match &self.method {
            Method::Ways(_) => self.screened(input, figure).map(|found| found.mu_star),
            Method::OneAtATime => {
                let ends = [0, 1].map(|end| self.swing(input, end, figure).map(|j| j.mean.abs()));
                ends.into_iter().flatten().reduce(f64::max)
            }
        }
    }

    /// All inputs that move a figure, those that move it most first.
    pub fn ranked(&self, figure: usize) -> Vec<usize> {
        let size = |input| Some((self.size(input, figure).filter(|size| *size > 0.0)?, input));
        let mut sizes: Vec<(f64, usize)> = (0..self.inputs.len()).filter_map(size).collect();
        sizes.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        sizes.into_iter().map(|(_, input)| input).collect()
    }

    /// How differences of a figure are written.
    pub fn scale(&self, figure: usize, lang: Lang) -> Scale {
        let largest = self.ranked(figure).first().and_then(|input| self.size(*input, figure)).unwrap_or(0.0);
        Scale::new(self.wanted[figure].kpi.unit(&self.model), largest, true, &self.model.money.currency, lang)
    }

    /// `occupancy: Pre-sale team`.
    pub fn name(&self, figure: usize, lang: Lang) -> String {
        name(&self.wanted[figure], &self.model, lang)
    }

    /// The figure as it is, with its unit.
    pub fn now(&self, figure: usize, lang: Lang) -> Option<String> {
        let sample = self.as_is[figure].as_ref()?;
        let unit = self.wanted[figure].kpi.unit(&self.model);
        let scale = Scale::new(unit, sample.value, false, &self.model.money.currency, lang);
        Some(scale.with_unit(&scale.estimate(sample.value, sample.half_width(LEVEL))))
    }
}

/// A value as people read it: `*0.9` of what is no factor itself is 10 % less, and no number has more than four digits.
pub fn shown(value: &str, as_is: &str) -> String {
    let factor = value.strip_prefix('*').filter(|_| !as_is.starts_with("\"*")).and_then(|f| f.parse::<f64>().ok());
    if let Some(factor) = factor {
        return format!("{:+.0} %", (factor - 1.0) * 100.0);
    }
    let (sign, digits) = value.strip_prefix('*').map_or(("", value), |rest| ("*", rest));
    match digits.parse::<f64>() {
        Ok(x) if digits.len() > 6 && x != 0.0 => {
            let scale = 10_f64.powi(3 - x.abs().log10().floor() as i32);
            format!("{sign}{}", (x * scale).round() / scale)
        }
        _ => value.to_owned(),
    }
}

impl Probed {
    /// As it is; a law is too long to be shown.
    pub fn now(&self) -> String {
        if self.value.starts_with('{') { String::new() } else { shown(&self.value.replace('"', ""), &self.value) }
    }
    /// What is tried.
    pub fn tried(&self) -> [String; 2] {
        self.ends.each_ref().map(|end| shown(end, &self.value))
    }
}

/// The first page.
pub fn sensitive_report(found: &Sensitive, lang: Lang, next: &str) -> Report {
    let w = Words::of(lang);
    let mut sections = vec![what(found, lang)];
    for figure in 0..found.wanted.len() {
        let heading = found.name(figure, lang);
        let block = match &found.method {
            Method::OneAtATime => tornado(found, figure, lang),
            Method::Ways(_) => screening(found, figure, lang),
        };
        sections.push(Section { heading, blocks: vec![block] });
    }
    sections.push(how_to_read(found, lang));
    Report { title: found.title.in_lang(lang).to_owned(), sections, next: format!("{} {next}", w.next) }
}

fn what(found: &Sensitive, lang: Lang) -> Section {
    let mut named = about(&found.model, &found.sweeping, (&found.changes, &found.template_targets), lang);
    let (all, stated) = (found.inputs.len(), found.inputs.iter().filter(|input| input.stated).count());
    let (others, left_out) = (all - stated, found.left_out);
    let mut text = say(
        lang,
        format!("{all}: {stated} over the range that the file gives, {others} a tenth down and up (a person at least)"),
        format!("{all} 个：{stated} 个按文件写明的范围，{others} 个上下各一成（人数至少一人）"),
    );
    if left_out > 0 {
        text += &say(
            lang,
            format!("; {left_out} more numbers cannot be changed alone"),
            format!("；另有 {left_out} 个数不能单独改变"),
        );
    }
    named.push((say(lang, "inputs".into(), "输入".into()), text));
    let (n, seed) = (numbers::count(found.sweeping.replications), found.sweeping.seed);
    let points = found.points.len();
    let how = match &found.method {
        Method::OneAtATime => say(
            lang,
            format!("{n} of each of {points} points, one input changed at a time, seed {seed}; the same customers"),
            format!("{points} 个点各 {n} 次，每次只改一个输入，种子 {seed}；相同的客户"),
        ),
        Method::Ways(ways) => {
            let ways = ways.len();
            say(
                lang,
                format!(
                    "{n} of each of {points} points on {ways} ways through all ranges, seed {seed}; the same customers"
                ),
                format!("{ways} 条路线共 {points} 个点，各 {n} 次，种子 {seed}；相同的客户"),
            )
        }
    };
    named.push((Words::of(lang).replications.to_owned(), how));
    Section { heading: say(lang, "What is tried".into(), "试什么".into()), blocks: vec![Block::Named(named)] }
}

/// The caption over a figure's table: as is, and how many more inputs there are.
fn caption(found: &Sensitive, figure: usize, moved: usize, lang: Lang) -> String {
    let now = found.now(figure, lang).unwrap_or_else(|| Words::of(lang).none.to_owned());
    let (shown, unmoved) = (moved.min(found.top), found.inputs.len() - moved);
    say(
        lang,
        format!("as is {now}; the {shown} of {moved} inputs that move it most; {unmoved} do not move it"),
        format!("现状 {now}；有影响的 {moved} 个输入中最大的 {shown} 个；{unmoved} 个没有影响"),
    )
}

/// A figure's table of the inputs that move it most; the caption alone where none does.
fn table(
    found: &Sensitive,
    figure: usize,
    lang: Lang,
    columns: impl FnOnce(&str) -> Vec<Column>,
    row: impl Fn(usize, &Scale) -> Option<Vec<String>>,
) -> Block {
    let (ranked, scale) = (found.ranked(figure), found.scale(figure, lang));
    let caption = caption(found, figure, ranked.len(), lang);
    if ranked.is_empty() {
        return Block::Text(caption);
    }
    let unit = if scale.unit.is_empty() { String::new() } else { format!(", {}", scale.unit) };
    let rows = ranked.into_iter().take(found.top).filter_map(|input| row(input, &scale)).collect();
    Block::Table(Table { caption, columns: columns(&unit), rows, fixed: 1 })
}

fn tornado(found: &Sensitive, figure: usize, lang: Lang) -> Block {
    let columns = |unit: &str| {
        vec![
            Column::words(&say(lang, "input".into(), "输入".into())),
            Column::words(&say(lang, "as is".into(), "现状".into())),
            Column::figures(&say(lang, "lower".into(), "较低".into())),
            Column::figures(&say(lang, format!("then{unit}"), format!("则{unit}"))),
            Column::figures(&say(lang, "higher".into(), "较高".into())),
            Column::figures(&say(lang, format!("then{unit}"), format!("则{unit}"))),
        ]
    };
    let cell = |input: usize, end: usize, scale: &Scale| {
        found.swing(input, end, figure).map_or_else(
            || Words::of(lang).none.to_owned(),
            |j| format!("{} {}", scale.difference(j.mean, j.half_width), mark(j.verdict)).trim_end().to_owned(),
        )
    };
    let row = |input: usize, scale: &Scale| {
        let probed = &found.inputs[input];
        let [low, high] = probed.tried();
        let (lower, higher) = (cell(input, 0, scale), cell(input, 1, scale));
        Some(vec![probed.path.clone(), probed.now(), low, lower, high, higher])
    };
    table(found, figure, lang, columns, row)
}

fn screening(found: &Sensitive, figure: usize, lang: Lang) -> Block {
    let columns = |unit: &str| {
        vec![
            Column::words(&say(lang, "input".into(), "输入".into())),
            Column::figures(&say(lang, "from".into(), "从".into())),
            Column::figures(&say(lang, "to".into(), "到".into())),
            Column::figures(&format!("μ*{unit}")),
            Column::figures("μ"),
            Column::figures("σ"),
        ]
    };
    let row = |input: usize, scale: &Scale| {
        let (probed, screened) = (&found.inputs[input], found.screened(input, figure)?);
        let [low, high] = probed.tried();
        let moved = scale.estimate(screened.mu_star, screened.half_width);
        let sigma = screened.sigma.map_or_else(|| "?".into(), |sigma| scale.plain(sigma));
        Some(vec![probed.path.clone(), low, high, moved, scale.plain(screened.mu), sigma])
    };
    table(found, figure, lang, columns, row)
}

fn how_to_read(found: &Sensitive, lang: Lang) -> Section {
    let mut named: Vec<(String, String)> = Vec::new();
    match &found.method {
        Method::OneAtATime => {
            let text = say(
                lang,
                "what the figure changes by when this input alone is lower or higher: paired replications; for one figure all \
                 intervals hold together; ▲ better, ▼ worse, ≠ different, = undecided; no sign where demand itself is changed"
                    .into(),
                "只把这一个输入改低或改高时指标的变化：由配对模拟得出；同一指标的各区间同时成立；▲ 更好，▼ 更差，≠ 有差异，= 未定；改变需求的不作标记".into(),
            );
            named.push((say(lang, "then".into(), "则".into()), text));
        }
        Method::Ways(_) => {
            for (sign, en, zh) in [
                (
                    "μ*",
                    "how much the figure moves over the input's whole range, mean of absolute effects, the other inputs anywhere in theirs; ± the 95 % interval over ways",
                    "输入走完整个范围时指标变动的平均大小（取绝对值），其他输入在各自范围内任意取值；± 为各路线的 95 % 区间",
                ),
                (
                    "μ",
                    "the same with its sign: smaller than μ* where it goes both ways",
                    "带符号的平均；小于 μ* 说明有升有降",
                ),
                (
                    "σ",
                    "how much the effect differs with the other inputs and along the range; near 0: a straight line",
                    "影响随其他输入和取值位置而变的程度；接近 0 即为直线关系",
                ),
            ] {
                named.push((sign.into(), say(lang, en.into(), zh.into())));
            }
        }
    }
    let mut seen: Vec<KpiId> = Vec::new();
    for Wanted { kpi, .. } in &found.wanted {
        if !seen.contains(kpi) {
            seen.push(*kpi);
            named.push((kpi.name(&found.model, lang).into_owned(), kpi.definition(&found.model, lang).into_owned()));
        }
    }
    Section { heading: Words::of(lang).how_to_read.to_owned(), blocks: vec![Block::Named(named)] }
}

#[cfg(test)]
mod tests {
    use super::shown;

    #[test]
    fn values_are_short_and_factors_are_per_cent() {
        for (value, as_is, wanted) in [
            ("*0.9", "\"90 s\"", "-10 %"),
            ("*1.1", "{ lognormal = { cv = 0.8 } }", "+10 %"),
            ("*1.11654", "\"*1.015\"", "*1.117"),
            ("646.49178", "718.3242", "646.5"),
            ("0.35", "0.45", "0.35"),
            ("70 s", "\"90 s\"", "70 s"),
        ] {
            assert_eq!(shown(value, as_is), wanted);
        }
    }
}
