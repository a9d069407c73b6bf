//! The house holds: no floor imports from above or beside, no circle binds the rooms of a floor or the files of a room, and
//! files, functions and lists of parameters stay small. What does not hold yet stands in dated lists, which only shrink.

mod arrows;
mod limits;
mod sources;
mod unchecked;

use arrows::{Arrows, Graph, knots};
use sources::{Source, sources};

pub use sources::texts;
use std::collections::BTreeSet;

/// Each module, and what it may import of ours.
const FLOORS: &[(&str, &[&str])] = &[
    ("harmless", &[]),
    ("diagnostic", &["harmless"]),
    ("id", &[]),
    ("time", &[]),
    ("analytic", &["id", "time"]),
    ("random", &["id", "time"]),
    ("stats", &["id", "time"]),
    ("scenario", &["diagnostic", "id", "time"]),
    // The other way round: what a shop said to the text of a scenario. It never sees a model.
    ("facts", &["diagnostic", "scenario", "analytic"]),
    // The pace of chats is a formula that the engine needs at every change; it reaches it through the model.
    ("model", &["id", "time", "random", "analytic"]),
    // What every number is: read by what checks a file's figures, by what counts, and by what shows.
    ("catalogue", &["id", "time", "model"]),
    // Of `facts` what other answers would have given: a case may speak in the words of a shop.
    ("compile", &["diagnostic", "id", "time", "scenario", "facts", "model", "catalogue", "random", "analytic"]),
    ("engine", &["id", "time", "model", "random"]),
    ("load", &["id", "time", "model", "analytic", "random"]),
    ("measure", &["id", "time", "engine", "model", "catalogue", "stats"]),
    ("experiment", &["id", "time", "model", "catalogue", "engine", "measure", "load", "stats", "analytic", "random"]),
    (
        "report",
        // Of `scenario` the list of what may be written, which it explains as it explains what is counted.
        &[
            "diagnostic",
            "harmless",
            "id",
            "time",
            "stats",
            "scenario",
            "measure",
            "load",
            "experiment",
            "model",
            "catalogue",
        ],
    ),
    (
        "session",
        &[
            "diagnostic",
            "harmless",
            "id",
            "time",
            "scenario",
            "facts",
            "model",
            "catalogue",
            "compile",
            "engine",
            "load",
            "measure",
            "experiment",
            "report",
            "stats",
        ],
    ),
    (
        "cli",
        &[
            "diagnostic",
            "harmless",
            "id",
            "time",
            "scenario",
            "facts",
            "model",
            "catalogue",
            "compile",
            "engine",
            "load",
            "measure",
            "experiment",
            "report",
            "session",
            "stats",
            "analytic",
        ],
    ),
];

/// Floors whose folders are rooms. The other floors are rooms themselves.
const ROOMED: [&str; 4] = ["compile", "measure", "report", "scenario"];
/// One room with folders: each is looked at by itself too.
const FOLDERED: &str = "engine";

/// A knot of circles that stays until somebody opens it: since when, the floor or room, what is in the knot, and why.
type Knot = (&'static str, &'static str, &'static str, &'static str);

fn floor(module: &[String]) -> Option<&str> {
    module.first().map(String::as_str)
}

/// The modules of a floor or room: their names below it; itself is `mod`.
fn below<'a>(place: &[&str], module: &'a [String]) -> Option<&'a str> {
    let inside = module.len() >= place.len() && module.iter().zip(place).all(|(part, of)| part == of);
    inside.then(|| module.get(place.len()).map_or("mod", String::as_str))
}

#[test]
fn no_floor_imports_from_above_or_beside() {
    let sources = sources("src");
    let mut faults = Vec::new();
    for (from, to) in Arrows::of(&sources).between(floor) {
        let Some((_, allowed)) = FLOORS.iter().find(|(name, _)| *name == from) else {
            faults.push(format!("module `{from}` has no floor"));
            continue;
        };
        faults.extend(
            to.iter()
                .filter(|to| !allowed.contains(to))
                .map(|to| format!("`{from}` imports `{to}`, which is not below it")),
        );
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// Knots that are not in a list, and those of the list that are there no more.
fn faults(place: &str, graph: &Graph<'_>, list: &[Knot]) -> Vec<String> {
    let found: BTreeSet<String> = knots(graph).into_iter().map(|knot| knot.join(" ")).collect();
    let known: BTreeSet<String> = list.iter().filter(|one| one.1 == place).map(|one| one.2.to_owned()).collect();
    let needs = |one: &str, knot: &str| -> String {
        let inside: Vec<&str> =
            graph[one].iter().copied().filter(|to| knot.split(' ').any(|other| other == *to)).collect();
        format!("{one} needs {}", inside.join(" "))
    };
    let told = |knot: &String| -> String {
        let all: Vec<String> = knot.split(' ').map(|one| needs(one, knot)).collect();
        format!("{place}: a circle binds {knot}: {}", all.join("; "))
    };
    let new = found.difference(&known).map(told);
    let gone =
        known.difference(&found).map(|knot| format!("{place}: {knot} are bound no more so: take it out of the list"));
    new.chain(gone).collect()
}

#[test]
fn no_circle_binds_rooms() {
    let arrows = Arrows::of(&sources("src"));
    let of = |floor: &&str| faults(floor, &arrows.between(|module| below(&[floor], module)), &[]);
    let faults: Vec<String> = ROOMED.iter().flat_map(of).collect();
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// A room's own `mod.rs` may hold what its files share, so only they are looked at.
#[test]
fn no_circle_binds_files_of_a_room() {
    let arrows = Arrows::of(&sources("src"));
    let rooms_of = |module: &Vec<String>| -> Vec<Vec<String>> {
        let depths: &[usize] = match &*module[0] {
            FOLDERED => &[1, 2],
            roomed if ROOMED.contains(&roomed) => &[2],
            _ => &[1],
        };
        depths.iter().filter(|depth| module.len() > **depth).map(|depth| module[..*depth].to_vec()).collect()
    };
    let rooms: BTreeSet<Vec<String>> = arrows.0.keys().filter(|module| !module.is_empty()).flat_map(rooms_of).collect();
    let of = |room: Vec<String>| {
        let place: Vec<&str> = room.iter().map(String::as_str).collect();
        let graph = arrows.between(|module| below(&place, module).filter(|file| *file != "mod"));
        faults(&place.join("::"), &graph, &[])
    };
    let faults: Vec<String> = rooms.into_iter().flat_map(of).collect();
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn the_test_would_notice() {
    let file = |path: &str, text: &str| Source {
        path: path.into(),
        text: text.into(),
        syntax: syn::parse_file(text).unwrap(),
    };
    let arrows = Arrows::of(&[
        file("src/engine/mod.rs", "pub mod desk; pub use desk::Desk; use crate::{report::Page, model};"),
        file("src/engine/desk/mod.rs", "mod queue; pub use queue::Queue as Desk; // crate::cli"),
        file(
            "src/engine/desk/queue.rs",
            "#[cfg(test)] mod tests { use crate::cli::x; } fn f() { super::super::life::end() }",
        ),
        file("src/engine/life.rs", "fn end(d: crate::engine::Desk) { say!(crate::stats::mean(&[1])) }"),
        file("src/report.rs", "mod inside { use super::super::session; } pub struct Page;"),
        file("src/model.rs", ""),
        file("src/stats.rs", ""),
        file("src/session.rs", ""),
        file("src/cli.rs", ""),
    ]);
    let floors = arrows.between(floor);
    assert_eq!(floors["engine"], BTreeSet::from(["model", "report", "stats"]));
    assert_eq!(floors["report"], BTreeSet::from(["session"]));
    let rooms = arrows.between(|module| below(&["engine"], module));
    assert_eq!(knots(&rooms), BTreeSet::from([vec!["desk", "life"]]));
    let list = [("", "engine", "desk life", ""), ("", "engine", "life mod", "")];
    assert!(faults("engine", &rooms, &list[..1]).is_empty());
    assert_eq!((faults("engine", &rooms, &[]).len(), faults("engine", &rooms, &list).len()), (1, 1));
}
