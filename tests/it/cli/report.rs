//! `peakstaff report FOLDER`: the files to read come again from the folder alone, and only from one that is ours.

use crate::support::World;
use std::fs;

const COMPARED: [&str; 8] =
    ["compare", "shop.toml", "--replications", "3", "--no-assumptions", "--quiet", "--out", "made"];

fn bytes(world: &World, folder: &str) -> Vec<(String, Vec<u8>)> {
    let read = |name: String| {
        let bytes = fs::read(world.path(folder).join(&name)).unwrap_or_default();
        (name, bytes)
    };
    world.names(folder).into_iter().map(read).collect()
}

#[test]
fn the_folder_alone_gives_the_same_bytes_again() {
    let world = World::new();
    world.ok(&COMPARED);
    let before = bytes(&world, "made");
    let names: Vec<&str> = before.iter().map(|(name, _)| &name[..]).collect();
    assert!(["one_page.html", "report.html", "report.json"].iter().all(|name| names.contains(name)), "{names:?}");
    let page = fs::read(world.path("made/report.html")).unwrap();
    assert!(page.len() < 1_500_000 && fs::read(world.path("made/report.json")).unwrap().len() < 3_000_000);
    world.ok(&["report", "made"]);
    assert!(bytes(&world, "made") == before, "all as it was, the manifest too");
    // What was taken away comes back; nothing of the scenario is needed.
    for name in ["report.html", "one_page.html", "report.xlsx"] {
        fs::remove_file(world.path("made").join(name)).unwrap();
    }
    fs::remove_file(world.path("shop.toml")).unwrap();
    world.ok(&["report", "made", "--one-page"]);
    assert!(!world.path("made/report.html").exists());
    world.ok(&["report", "made"]);
    assert!(bytes(&world, "made") == before);
    // Another language first, and back to that of the run.
    world.ok(&["report", "made", "--lang", "zh"]);
    assert!(world.read("made/one_page.html").contains("<html lang=\"zh-CN\">"));
    world.ok(&["report", "made"]);
    assert!(bytes(&world, "made") == before);
    assert_eq!(world.names(""), ["made"], "nothing is left beside it");
}

#[test]
fn only_a_folder_that_is_ours_is_written_to() {
    let world = World::new();
    assert!(world.mistaken(&["report", "nowhere"]).contains("there is no folder nowhere"));
    fs::create_dir(world.path("mine")).unwrap();
    assert!(world.mistaken(&["report", "mine"]).contains("no folder of results"));
    world.put("mine/notes.txt", "mine");
    assert!(world.mistaken(&["report", "mine"]).contains("notes.txt"));
    world.ok(&COMPARED);
    let altered = world.read("made/report.json").replace("Four", "Fore");
    let whole = world.read("made/report.json");
    world.put("made/report.json", altered);
    let said = world.mistaken(&["report", "made"]);
    assert!(said.contains("changed since peakstaff wrote them: report.json"), "{said}");
    fs::remove_file(world.path("made/report.json")).unwrap();
    assert!(world.mistaken(&["report", "made", "--lang", "zh"]).contains("没有 made/report.json"));
    world.put("made/report.json", whole);
    world.ok(&["report", "made"]);
}
