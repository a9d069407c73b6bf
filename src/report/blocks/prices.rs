//! Where prices come from, and of when they are.

use crate::model::Lang;
use crate::report::labels::View;
use crate::report::page::{Block, Column, Section, Table};
use crate::report::paths::named;
use crate::report::results::Source;
use crate::report::words::{Words, either, list};

/// A table of the prices among the sources of a study; one line for what is the same in several places.
pub fn section(view: &View<'_>) -> Option<Section> {
    let lang = view.lang;
    let prices: Vec<Source> = view.results.sources.iter().filter(|source| source.is_price()).cloned().collect();
    table(&prices, lang, &|path| named(view, path).text(lang))
        .map(|table| Section { heading: Words::of(lang).prices.to_owned(), blocks: vec![Block::Table(table)] })
}

/// All of these sources, with what each path is called; none where there are none.
pub fn table(sources: &[Source], lang: Lang, called: &dyn Fn(&str) -> String) -> Option<Table> {
    let w = Words::of(lang);
    let mut rows: Vec<Vec<String>> = Vec::new();
    for Source { path, value, source, as_of, .. } in sources {
        let name = called(path);
        let said = [&value[..], either(source, lang), as_of.as_deref().unwrap_or(w.none)];
        match rows.iter_mut().find(|row| row[1..] == said) {
            Some(row) if row[0] == name => (),
            Some(row) => row[0] = list(lang, &[row[0].clone(), name]),
            None => rows.push(vec![name, said[0].into(), said[1].into(), said[2].into()]),
        }
    }
    let columns = [w.line, w.value, w.source, w.as_of].map(Column::words).to_vec();
    (!rows.is_empty()).then_some(Table { caption: String::new(), columns, rows, fixed: 1 })
}
