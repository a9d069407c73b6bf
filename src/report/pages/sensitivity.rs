//! Which inputs move a figure: the tornado one at a time, or screening along ways, as tables; [`files`] has the rows.

mod files;

pub use files::{sensitive_csv, sensitive_json};

use super::sweep::about;
use crate::catalogue::KpiId;
use crate::experiment::Wanted;
use crate::model::Lang;
use crate::report::blocks::files_read;
use crate::report::labels::mark;
use crate::report::numbers::{self, Scale};
use crate::report::page::{Block, Column, Report, Section, Table};
use crate::report::results::{Method, Sensitive};
use crate::report::words::{Words, say};

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
    sections.extend(files_read::section(&found.files, lang));
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

/// The caption over a figure's table: as given, and how many more inputs there are.
fn caption(found: &Sensitive, figure: usize, moved: usize, lang: Lang) -> String {
    let now = found.now(figure, lang).unwrap_or_else(|| Words::of(lang).none.to_owned());
    let (shown, unmoved) = (moved.min(found.top), found.inputs.len() - moved);
    say(
        lang,
        format!("as given {now}; the {shown} of {moved} inputs that move it most; {unmoved} do not move it"),
        format!("原样 {now}；有影响的 {moved} 个输入中最大的 {shown} 个；{unmoved} 个没有影响"),
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
            Column::words(&say(lang, "as given".into(), "原样".into())),
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
