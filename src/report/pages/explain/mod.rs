//! The catalogues in both languages: what each number means, each code of a message, each key of a scenario, what is shipped; and what a word
//! that somebody asks for may mean.

mod fields;
mod figures;
mod search;
mod things;

pub use fields::Example;
pub use figures::{explain, explain_code, subjects, unit, way};
pub use search::{FieldAt, Meaning, meanings, near_names, with_word_in_name};

use crate::model::Lang;
use crate::report::page::{Block, Report, Section};
use crate::report::words::{Words, say};

/// So many keys of one name have a page each; more are a line each.
pub const ALONE: usize = 2;

/// What a word means, on one page. `example`: lines that show how a key is written, where there are any.
pub fn explain_found(found: &[Meaning], example: &dyn Fn(&FieldAt) -> Option<Example>, lang: Lang) -> Report {
    let keys: Vec<&FieldAt> = found.iter().filter_map(of_scenario).collect();
    let (codes, named): (Vec<_>, Vec<_>) = found.iter().partition(|meaning| matches!(meaning, Meaning::Code(_)));
    let mut sections: Vec<Section> = named.into_iter().flat_map(|meaning| others(meaning, lang)).collect();
    if keys.len() > ALONE {
        sections.push(fields::several(&keys, lang));
    } else {
        sections.extend(keys.iter().map(|at| fields::one(at, example(at).as_ref(), lang)));
    }
    sections.extend(codes.into_iter().flat_map(|meaning| others(meaning, lang)));
    let next = match keys[..] {
        [_, _, _, ..] => format!("{} peakstaff explain {}", Words::of(lang).next, plain(&keys[0].paths[0])),
        _ => String::new(),
    };
    Report { title: String::new(), sections, next }
}

fn of_scenario(meaning: &Meaning) -> Option<&FieldAt> {
    match meaning {
        Meaning::Field(at) => Some(at),
        _ => None,
    }
}

/// The sections of a figure, a code or what is shipped.
fn others(meaning: &Meaning, lang: Lang) -> Vec<Section> {
    match meaning {
        Meaning::Figure(key, kpi) => explain(Some((key, kpi)), lang).sections,
        Meaning::Code(code) => explain_code(*code, lang).sections,
        Meaning::Shipped(thing) => vec![things::one(thing, lang)],
        Meaning::Changed(one) => vec![things::changed(one, lang)],
        Meaning::Field(_) => Vec::new(),
    }
}

/// A path as somebody may type it.
fn plain(path: &str) -> String {
    path.replace("design.NAME.", "").replace(".NAME", "").replace("[]", "")
}

/// What has a word in its name, a line each.
pub fn explain_near(word: &str, found: &[Meaning], lang: Lang) -> Report {
    let zh = lang == Lang::Zh;
    let row = |meaning: &Meaning| match meaning {
        Meaning::Figure(key, kpi) => (format!("  {key}"), say(lang, kpi.en.into(), kpi.zh.into())),
        Meaning::Code(code) => (format!("  {}", code.word()), code.explained().title.get(zh).to_owned()),
        Meaning::Shipped(thing) => (format!("  {}", thing.key), thing.name.get(zh).to_owned()),
        Meaning::Changed(one) => (format!("  {}", one.code), (one.says)().0.get(zh).to_owned()),
        Meaning::Field(at) => (format!("  {}", plain(&at.paths[0])), at.field.doc.text().get(zh).to_owned()),
    };
    let heading =
        say(lang, format!("what has \"{word}\" in its name or its sentence"), format!("名称或说明里有“{word}”的"));
    let section = Section { heading, blocks: vec![Block::Named(found.iter().map(row).collect())] };
    let first = row(&found[0]).0;
    let next = format!("{} peakstaff explain {}", Words::of(lang).next, first.trim());
    Report { title: String::new(), sections: vec![section], next }
}
