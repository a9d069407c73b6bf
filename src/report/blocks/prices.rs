//! Where prices come from, and of when they are.

use crate::model::Lang;
use crate::report::page::{Block, Column, Section, Table};
use crate::report::results::Source;
use crate::report::words::{Words, list};

/// A table of the prices among these sources; one line for what is the same in several places.
pub fn section(sources: &[Source], lang: Lang) -> Option<Section> {
    let prices: Vec<Source> = sources.iter().filter(|source| source.is_price()).cloned().collect();
    table(&prices, lang)
        .map(|table| Section { heading: Words::of(lang).prices.to_owned(), blocks: vec![Block::Table(table)] })
}

/// All of these sources; none where there are none.
pub fn table(sources: &[Source], lang: Lang) -> Option<Table> {
    let w = Words::of(lang);
    let mut rows: Vec<Vec<String>> = Vec::new();
    for Source { path, value, source, as_of, .. } in sources {
        let said = [value, source, as_of.as_deref().unwrap_or(w.none)];
        match rows.iter_mut().find(|row| row[1..] == said) {
            Some(row) => row[0] = list(lang, &[row[0].clone(), path.clone()]),
            None => rows.push(vec![path.clone(), said[0].into(), said[1].into(), said[2].into()]),
        }
    }
    let columns = [w.key, w.value, w.source, w.as_of].map(Column::words).to_vec();
    (!rows.is_empty()).then_some(Table { caption: String::new(), columns, rows, fixed: 1 })
}
