//! Many answers at a glance: the verdict, how many targets are missed, and what breaks first. A case a row and a design a
//! column; with many designs, or one case, an answer a row.

use super::worth;
use crate::report::blocks::promises::breaks::{Broken, first};
use crate::report::blocks::promises::kept;
use crate::report::labels::{Comparison, Heads, View};
use crate::report::numbers::number;
use crate::report::page::{Column, Table};
use crate::report::words::say;
use unicode_width::UnicodeWidthStr;

/// Columns of a line that the cells of a row share, without the spaces between them.
const LINE: usize = 94;
/// Columns of a case's name at most.
const NAME: usize = 24;
/// Columns of a design's name with its people at most, where it has a column of its own.
const DESIGN: usize = 40;
/// Columns that are left to an answer at least.
const ANSWER: usize = 42;
/// More designs than these do not fit beside each other.
const BESIDE: usize = 3;

/// An answer: what stands before and after the name that may be cut short.
struct Cell {
    /// `▲ 4/8`.
    before: String,
    /// What breaks first; a name of a case or design.
    name: String,
    /// `59 %`.
    after: String,
    /// Columns that it may take.
    width: usize,
}

/// Every arm, a cell each; `cut` shortens names to so many columns.
pub fn table(view: &View<'_>, pairs: &[Comparison], cut: fn(&str, usize) -> String) -> Table {
    let text = |cell: Cell| {
        let room = cell.width.saturating_sub(cell.before.width() + cell.after.width());
        format!("{}{}{}", cell.before, cut(&cell.name, room), cell.after)
    };
    let (columns, cells) = grid(view, pairs);
    let rows = cells.into_iter().map(|row| row.into_iter().map(text).collect()).collect();
    Table { caption: String::new(), columns, rows, fixed: 1 }
}

/// Headings, and rows of cells.
fn grid(view: &View<'_>, pairs: &[Comparison]) -> (Vec<Column>, Vec<Vec<Cell>>) {
    let arms: Vec<usize> = (0..view.arms().len()).collect();
    let first_of = |key: fn(&View<'_>, usize) -> String| -> Vec<usize> {
        let is_first = |arm: &usize| (0..*arm).all(|before| key(view, before) != key(view, *arm));
        arms.iter().copied().filter(is_first).collect()
    };
    let cases = first_of(|view, arm| view.model(arm).case.key.clone());
    let designs = first_of(|view, arm| view.model(arm).design.key.clone());
    let head = |text: String| Column::words(&text);
    let breaks =
        say(view.lang, "missed+undecided/targets, first to miss".into(), "未达标+未定/目标数，最先失守".into());
    let (case, design) = (say(view.lang, "case".into(), "假设".into()), say(view.lang, "design".into(), "方案".into()));
    if cases.len() > 1 && designs.len() <= BESIDE {
        let named = NAME.min(widest(cases.iter().map(|arm| view.case(*arm).width())));
        let width = (LINE - named) / designs.len();
        let columns = std::iter::once(head(case)).chain(designs.iter().map(|arm| head(people(view, *arm)))).collect();
        let of = |case: usize, design: usize| {
            let same = |arm: &usize| {
                let (model, case, design) = (view.model(*arm), view.model(case), view.model(design));
                model.case.key == case.case.key && model.design.key == design.design.key
            };
            arms.iter().copied().find(same).map_or_else(|| plain("", width), |arm| cell(view, arm, pairs, width))
        };
        let row = |c: &usize| {
            std::iter::once(plain(view.case(*c), named)).chain(designs.iter().map(|design| of(*c, *design))).collect()
        };
        return (columns, cases.iter().map(row).collect());
    }
    let of_case = if cases.len() > 1 { NAME.min(widest(cases.iter().map(|arm| view.case(*arm).width()))) } else { 0 };
    let of_design = widest(designs.iter().map(|arm| people(view, *arm).width()));
    let of_design = of_design.min(DESIGN).min(LINE - of_case - ANSWER);
    let width = LINE - of_case - of_design;
    let names = if cases.len() > 1 { vec![head(case), head(design)] } else { vec![head(design)] };
    let columns = names.into_iter().chain([head(breaks)]).collect();
    let row = |arm: &usize| {
        let again = *arm > 0 && view.case(*arm) == view.case(*arm - 1);
        let case = (cases.len() > 1).then(|| plain(if again { "" } else { view.case(*arm) }, of_case));
        let design = plain(&people(view, *arm), of_design);
        case.into_iter().chain([design, cell(view, *arm, pairs, width)]).collect()
    };
    (columns, arms.iter().map(row).collect())
}

/// The widest of these, in columns.
fn widest(widths: impl Iterator<Item = usize>) -> usize {
    widths.max().unwrap_or(0)
}

fn plain(name: &str, width: usize) -> Cell {
    Cell { before: String::new(), name: name.to_owned(), after: String::new(), width }
}

/// `After (23)`.
fn people(view: &View<'_>, arm: usize) -> String {
    let (name, n) = (view.design(arm), Heads::of(view.model(arm)).short(view.lang));
    say(view.lang, format!("{name} ({n})"), format!("{name}（{n}）"))
}

fn cell(view: &View<'_>, arm: usize, pairs: &[Comparison], width: usize) -> Cell {
    let mark = pairs.iter().find(|pair| pair.arm == arm).map_or("", |pair| worth(view, *pair).mark());
    let kept = kept(view, arm).short();
    let Some(Broken { name, level, day, .. }) = first(view, arm) else {
        return Cell { before: mark.to_owned(), name: String::new(), after: String::new(), width };
    };
    let day = day.map_or_else(String::new, |day| format!(" {}", &day.name(view, arm)[5..]));
    let (before, after) =
        (format!("{mark} {kept} ").trim_start().to_owned(), format!("{day} {} %", number(level * 100.0, 0)));
    Cell { before, name, after, width }
}

/// What the marks and counts of the grid mean.
pub fn caption(view: &View<'_>) -> String {
    say(
        view.lang,
        "Every answer (▲ better ▼ worse = open; targets missed+undecided/all, and what is first to miss)".into(),
        "全部答案（▲ 更好 ▼ 更差 = 未定；未达标+未定/目标数，及最先失守的目标）".into(),
    )
}
