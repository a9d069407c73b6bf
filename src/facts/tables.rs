//! Tables on the sheet of people: their rows, with the cells that are empty.

use super::cell::find;
use super::page::{Page, Typed};
use super::questions::{Table, all};
use super::readings::plain;
use crate::diagnostic::{Code, Diagnostics};
use crate::say;
use std::collections::{BTreeMap, BTreeSet};

/// A row of a table.
#[derive(Debug)]
pub struct Row {
    /// The cell of its name.
    pub name: Typed,
    /// Cells in which something stands, by the key of their column.
    pub cells: BTreeMap<&'static str, Typed>,
    /// Those in which nothing stands.
    pub empty: BTreeMap<&'static str, Typed>,
    /// Whether one of these belongs to merged cells, which were told of.
    pub merged: bool,
}

impl Row {
    /// The cell of a column, empty or not.
    pub fn cell(&self, key: &str) -> &Typed {
        self.cells.get(key).or_else(|| self.empty.get(key)).unwrap_or(&self.name)
    }
}

/// The rows of a table in which more than a name stands; merged cells and a name that is wanting are reported.
pub fn rows(page: &Page, table: &'static Table, out: &mut Diagnostics) -> Vec<Row> {
    let heads = [table.head[0].as_str(), &table.head[1]];
    let is_head = |row: usize| all().table.iter().any(|one| page.says(row, 0, &[&one.head[0], &one.head[1]]));
    let Some(head) = (0..page.rows()).find(|row| page.says(*row, 0, &heads)) else { return Vec::new() };
    let columns: Vec<(usize, &str)> =
        (1..page.columns(head)).filter_map(|at| Some((at, &*find(&table.columns, page.text(head, at))?.key))).collect();
    let mut merged = BTreeSet::new();
    let mut rows = Vec::new();
    for row in (head + 1..page.rows()).take_while(|row| !is_head(*row)) {
        if let Some(row) = read(page, row, &columns, &mut merged, out) {
            rows.push(row);
        }
    }
    rows
}

/// One row; none where nothing but a name stands in it. `merged`: merged cells that were told of.
fn read(
    page: &Page,
    row: usize,
    columns: &[(usize, &'static str)],
    merged: &mut BTreeSet<(usize, usize)>,
    out: &mut Diagnostics,
) -> Option<Row> {
    let (mut cells, mut empty, mut in_merged) = (BTreeMap::new(), BTreeMap::new(), false);
    for (at, key) in columns {
        if let Some(typed) = page.typed(row, *at) {
            cells.insert(*key, typed);
            continue;
        }
        let first = page.merged_into(row, *at).filter(|_| page.typed(row, 0).is_some());
        let typed = first.and_then(|first| page.typed(first.0, first.1));
        in_merged |= typed.is_some();
        if let (Some(first), Some(typed)) = (first, typed)
            && merged.insert(first)
        {
            let text = &typed.text;
            let what = say!(
                "\"{text}\" is merged over several cells: of which row is it?",
                "“{text}”所在的合并单元格跨了几格：是哪一行的？"
            );
            let help = say!("unmerge the cells and write each", "请取消合并，每格各填");
            out.push(typed.fault(Code::DataDoubt, &what).help(help));
        }
        if page.columns(row) > 0 {
            empty.insert(*key, page.empty(row, *at));
        }
    }
    // The example over a table is no row of the one above it.
    let is_example = |typed: &Typed| ["例子", "example"].iter().any(|word| plain(&typed.text).starts_with(word));
    if cells.is_empty() || cells.values().any(is_example) {
        return None;
    }
    let Some(name) = page.typed(row, 0) else {
        let what = say!("the row has no name", "这一行没有写名称");
        let help = say!("write what it is called, or clear the row", "请写上名称，不用的行请清空");
        return out.reject(page.empty(row, 0).fault(Code::Missing, &what).help(help));
    };
    Some(Row { name, cells, empty, merged: in_merged })
}

/// Reports rows that are called as one before them.
pub fn twice(rows: &[Row], out: &mut Diagnostics) {
    for (number, row) in rows.iter().enumerate() {
        let name = plain(&row.name.text);
        let Some(first) = rows[..number].iter().find(|other| plain(&other.name.text) == name) else { continue };
        let (text, cell) = (&row.name.text, &first.name.name);
        let what = say!("\"{text}\" stands in {cell} already", "“{text}”在 {cell} 已经写过");
        let help = say!("give each a name of its own", "请各写各的名称");
        out.push(row.name.fault(Code::Twice, &what).help(help));
    }
}
