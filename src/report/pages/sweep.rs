//! A grid of what-ifs: estimates and differences at every point, as tables; [`files`] has them as rows and JSON.

mod about;
mod best;
mod files;
mod front;
mod recommended;
mod tables;

pub(super) use about::about;
pub use files::{swept_csv, swept_json, week_dates};
pub use front::front_csv;
pub use recommended::cheapest;

use crate::catalogue::KpiId;
use crate::experiment::Wanted;
use crate::model::Lang;
use crate::report::blocks::files_read;
use crate::report::numbers;
use crate::report::page::{Block, Report, Section};
use crate::report::results::Swept;
use crate::report::words::{Words, list, say};
use recommended::verdict;
use tables::{grid, rows, unmoved};

/// The first page.
pub fn swept_report(swept: &Swept, lang: Lang, next: &str) -> Report {
    let w = Words::of(lang);
    let mut sections = vec![what(swept, lang)];
    sections.extend(verdict(swept, lang));
    sections.extend(best::section(swept, lang));
    sections.extend(front::section(swept, lang));
    if swept.axes.len() == 2 {
        // What is the same everywhere is said in a line.
        let (same, moved): (Vec<usize>, Vec<usize>) =
            (0..swept.wanted.len()).partition(|figure| swept.is_unmoved(*figure));
        sections.extend(moved.into_iter().map(|figure| grid(swept, figure, lang)));
        if !same.is_empty() {
            let figures: Vec<String> = same.iter().map(|figure| unmoved(swept, *figure, lang)).collect();
            let heading = say(lang, "The same at all points".into(), "各点都相同".into());
            sections.push(Section { heading, blocks: figures.into_iter().map(Block::Item).collect() });
        }
    } else {
        let heading = say(lang, "Point by point".into(), "逐点结果".into());
        sections.push(Section { heading, blocks: vec![Block::Table(rows(swept, lang))] });
    }
    sections.extend(files_read::section(&swept.files, lang));
    sections.push(how_to_read(swept, lang));
    Report { title: swept.title.in_lang(lang).to_owned(), sections, next: format!("{} {next}", w.next) }
}

fn what(swept: &Swept, lang: Lang) -> Section {
    let w = Words::of(lang);
    let mut named = about(&swept.model, &swept.sweeping, (&swept.changes, &swept.template_targets), lang);
    for axis in &swept.axes {
        named.push((axis.path.clone(), list(lang, &axis.values)));
    }
    let (points, n) = (swept.points.len(), numbers::count(swept.sweeping.replications));
    let seed = swept.sweeping.seed;
    named.push((
        w.replications.to_owned(),
        say(
            lang,
            format!("{n} of each of {points} points, seed {seed}; all meet the same customers and the same days"),
            format!("{points} 个点各 {n} 次，种子 {seed}；各点面对相同的客户与日子"),
        ),
    ));
    Section { heading: say(lang, "What is varied".into(), "改变什么".into()), blocks: vec![Block::Named(named)] }
}

fn how_to_read(swept: &Swept, lang: Lang) -> Section {
    let points = swept.points.len();
    let mut named = vec![(
        "±".to_owned(),
        say(
            lang,
            "the error of the mean at this point: half its 95 % interval; the chance of the simulation alone, not whether the \
             assumptions hold"
                .into(),
            "该点均值的误差：95 % 区间的一半；只含模拟的随机性，不含假定是否成立".into(),
        ),
    )];
    if swept.sweeping.replications > 1 && swept.same_demand.contains(&true) {
        let signs = say(
            lang,
            format!(
                "▲ better, ▼ worse, ≠ different, = undecided: the difference to as given, of paired replications; for one \
                 figure all {points} points hold together; no sign where demand is not that of as given"
            ),
            format!(
                "▲ 更好，▼ 更差，≠ 有差异，= 未定：与原样之差，由配对模拟得出；同一指标的 {points} 个点同时成立；需求与原样不同的点不作标记"
            ),
        );
        named.push(("▲ ▼ ≠ =".to_owned(), signs));
    }
    let mut seen: Vec<KpiId> = Vec::new();
    for Wanted { kpi, .. } in &swept.wanted {
        if !seen.contains(kpi) {
            seen.push(*kpi);
            named.push((kpi.name(&swept.model, lang).into_owned(), kpi.definition(&swept.model, lang).into_owned()));
        }
    }
    Section { heading: Words::of(lang).how_to_read.to_owned(), blocks: vec![Block::Named(named)] }
}
