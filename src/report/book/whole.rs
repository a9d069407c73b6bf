//! Whether a book that was read is as this program makes it: every number of a place leads somewhere, and nothing is larger than a
//! sheet.

use super::Book;
use super::cells::{Grid, Page};
use super::finance::Finance;
use super::money::{Factor, Money, Pair};

/// Rows and columns of a sheet at most, with room to spare.
const ROWS: usize = 1_000_000;
const COLUMNS: usize = 16_000;
/// Amounts and quantities of all replications at most: many times what is ever written.
const CELLS: usize = 20_000_000;
/// Years that flows are looked at, at most.
const YEARS: u32 = 30;
/// The widest column.
const WIDEST: f64 = 255.0;

/// Whether a book can be written as a workbook.
pub fn is_whole(book: &Book) -> bool {
    let money = &book.money;
    let pages = [&book.hours, &book.roster, &book.definitions];
    let figures = book.each.iter().all(|figure| money.arms.iter().all(|arm| arm.number < figure.values.len()));
    let loose = book.sources.iter().chain(&book.differences).chain([&book.figures]);
    is_money(money)
        && figures
        && book.finance.as_ref().is_none_or(|finance| is_finance(finance, money))
        && book.each.len() + money.lines.len() < COLUMNS / 2
        && fits(loose)
        && pages.into_iter().all(is_page)
}

fn is_finance(finance: &Finance, money: &Money) -> bool {
    let months = finance.lengths.len() == money.months.len() && finance.lengths.iter().all(|x| *x > 0.0 && *x < 1.01);
    months
        && money.year.is_some()
        && (0.0..=1.0).contains(&finance.rate)
        && (1..=YEARS).contains(&finance.years)
        && finance.drawn.as_ref().is_none_or(|drawn| fits(std::iter::once(drawn)))
}

fn is_page(page: &Page) -> bool {
    page.fixed < COLUMNS && page.notes.len() < ROWS / 2 && fits(page.grids.iter())
}

fn fits<'a>(grids: impl Iterator<Item = &'a Grid>) -> bool {
    let mut rows = 0;
    let mut all = true;
    for grid in grids {
        rows += grid.rows.len() + grid.notes.len() + 4;
        let columns = grid.columns.len();
        all &= columns < COLUMNS
            && grid.columns.iter().all(|column| (0.0..=WIDEST).contains(&column.width))
            && grid.rows.iter().all(|row| row.cells.len() <= columns);
    }
    all && rows < ROWS / 2
}

fn is_money(money: &Money) -> bool {
    let (lines, parts, inputs) = (money.lines.len(), money.parts.len(), money.inputs.len());
    let (arms, months, n, groups) = (money.arms.len(), money.months.len(), money.replications, money.groups.len());
    let any = [arms, months, n, groups].iter().all(|count| (1..ROWS).contains(count));
    let rows = arms.saturating_mul(months).saturating_mul(n).saturating_add(arms);
    if !any || inputs > ROWS / 2 || rows > ROWS || rows.saturating_mul(lines + parts + 1) > CELLS {
        return false;
    }
    let running = money.lines.iter().filter(|line| line.running).count();
    let of_part = |factor: &Factor| match factor {
        Factor::Price(at) | Factor::OneMore(at) | Factor::Beyond(at, _) => *at < inputs,
        Factor::Times(_) | Factor::Over(_) => true,
    };
    let ordered = money.parts.is_sorted_by_key(|part| part.line) && money.inputs.is_sorted_by_key(|input| input.heads);
    let columns = lines + parts + months + 2 * groups + 12 < COLUMNS && arms * (lines + 2) < ROWS;
    let of_arm = |quantities: &Vec<Vec<f64>>| {
        let each = |each: &Vec<f64>| each.len() == 1 || each.len() == n;
        quantities.is_empty() || quantities.len() == months && quantities.iter().all(each)
    };
    let of_pair = |pair: &Pair| pair.arm < arms && pair.base < arms && pair.error > 0.0 && pair.error < 1.0;
    columns
        && ordered
        && money.lines.iter().take(running).all(|line| line.running)
        && money.parts.iter().all(|part| part.line < lines && part.factors.iter().all(of_part))
        && money.parts.iter().all(|part| part.heads.is_none_or(|at| at < inputs))
        && money.inputs.iter().all(|input| input.values.len() == groups)
        && money.arms.iter().all(|arm| arm.group < groups && arm.quantities.len() == parts)
        && money.arms.iter().all(|arm| arm.quantities.iter().all(of_arm))
        && money.pairs.len().saturating_mul(lines + 9) < ROWS / 2
        && money.pairs.iter().all(of_pair)
        && money.year.as_ref().is_none_or(|year| year.months.iter().all(|month| *month < months))
}
