//! Tests of `output`.

use super::ours::MANIFEST;
use super::*;

fn assets(text: &str) -> Vec<Asset> {
    let manifest = format!("{{\n  \"version\": \"{text}\"\n}}\n");
    vec![(MANIFEST.into(), manifest.into_bytes()), ("charts/a.svg".into(), text.into())]
}

fn text(folder: &Path) -> String {
    fs::read_to_string(folder.join("charts/a.svg")).unwrap()
}

fn begin(target: &Path) -> Result<Folder, Refusal> {
    Folder::begin(target, [])
}

fn write(target: &Path, what: &str) {
    begin(target).unwrap().put(assets(what), target, None).unwrap();
}

fn names(folder: &Path) -> Vec<String> {
    let mut all: Vec<String> =
        fs::read_dir(folder).unwrap().map(|e| e.unwrap().file_name().to_string_lossy().into_owned()).collect();
    all.sort();
    all
}

#[test]
fn a_new_folder_replaces_the_old_one_whole() {
    let place = tempfile::tempdir().unwrap();
    let target = place.path().join("shop/compare");
    write(&target, "one");
    write(&target, "two");
    assert_eq!((text(&target), names(&target)), ("two".into(), vec!["charts".into(), MANIFEST.into()]));
    assert_eq!(names(target.parent().unwrap()), ["compare"], "nothing is left beside it");
}

#[test]
fn what_is_not_committed_leaves_nothing() {
    let place = tempfile::tempdir().unwrap();
    let target = place.path().join("compare");
    write(&target, "old");
    let folder = begin(&target).unwrap();
    write_all(folder.making.path(), &assets("half")).unwrap();
    assert_eq!(text(&target), "old");
    drop(folder);
    assert_eq!((text(&target), names(place.path())), ("old".into(), vec!["compare".into()]));
}

#[test]
fn without_an_exchange_two_renames_do_it() {
    let place = tempfile::tempdir().unwrap();
    let target = place.path().join("compare");
    write(&target, "old");
    let folder = begin(&target).unwrap();
    write_all(folder.making.path(), &assets("new")).unwrap();
    two_renames(folder.making.path(), &target).unwrap();
    drop(folder);
    assert_eq!((text(&target), names(place.path())), ("new".into(), vec!["compare".into()]));
}

#[test]
fn killed_between_the_renames_the_old_folder_comes_back() {
    let place = tempfile::tempdir().unwrap();
    let target = place.path().join("compare");
    write(&target, "old");
    // Killed after the first rename: the old one aside, the new one still under its temporary name.
    let aside = beside(&target, "old").unwrap();
    fs::rename(&target, &aside).unwrap();
    fs::create_dir(beside(&target, "new.999999").unwrap()).unwrap();
    drop(begin(&target).unwrap());
    assert_eq!((text(&target), names(place.path())), ("old".into(), vec!["compare".into()]));
    // Killed after the second: the new one in place, the old one still aside.
    fs::rename(&target, &aside).unwrap();
    fs::create_dir(&target).unwrap();
    write_all(&target, &listed(assets("new")).unwrap()).unwrap();
    drop(begin(&target).unwrap());
    assert_eq!((text(&target), names(place.path())), ("new".into(), vec!["compare".into()]));
    // A folder of that name that is not ours is nobody's leftover.
    fs::create_dir(&aside).unwrap();
    fs::write(aside.join("mine"), "").unwrap();
    assert!(begin(&target).is_err() && aside.join("mine").exists());
}

#[test]
fn partial_results_stand_beside_whole_ones() {
    let place = tempfile::tempdir().unwrap();
    let target = place.path().join("compare");
    write(&target, "whole");
    begin(&target).unwrap().put(assets("part"), &partial(&target), None).unwrap();
    assert_eq!((text(&target), text(&partial(&target))), ("whole".into(), "part".into()));
}

#[test]
fn other_peoples_files_are_never_replaced() {
    let place = tempfile::tempdir().unwrap();
    fs::write(place.path().join("thesis.docx"), "years of work").unwrap();
    let (refused, _) = begin(place.path()).unwrap_err();
    assert!(refused.en.contains("thesis.docx"), "{}", refused.en);
    assert!(begin(Path::new("/")).is_err() && begin(Path::new("..")).is_err());
    let file = place.path().join("thesis.docx");
    assert!(begin(&file).is_err() && begin(&file.join("below")).is_err());
}

#[test]
fn what_came_into_the_folder_meanwhile_is_kept_and_the_results_are_rescued() {
    let place = tempfile::tempdir().unwrap();
    let target = place.path().join("compare");
    write(&target, "old");
    for n in 1..3 {
        let folder = begin(&target).unwrap();
        fs::write(target.join("notes.txt"), "mine").unwrap();
        let rescued = folder.put(assets("new"), &target, None).unwrap_err();
        assert_eq!(rescued.to.as_deref(), Some(&*place.path().join(format!("compare.rescued-{n}"))));
        assert_eq!((text(&target), text(rescued.to.as_deref().unwrap())), ("old".into(), "new".into()));
        assert!(rescued.told().en.contains("notes.txt"));
        fs::remove_file(target.join("notes.txt")).unwrap();
    }
    let wanting = begin(&target).unwrap().put(assets("new"), &target, Some(say!("no picture", "无图"))).unwrap_err();
    assert!(wanting.to.is_some_and(|to| to.ends_with("compare.rescued-3")) && text(&target) == "old");
}

#[test]
fn what_is_read_is_not_replaced() {
    let place = tempfile::tempdir().unwrap();
    let target = place.path().join("compare");
    write(&target, "old");
    let read = target.join("charts/a.svg");
    let (refused, _) = Folder::begin(&target, [read.to_str().unwrap()]).unwrap_err();
    assert!(refused.en.contains("which is read"), "{}", refused.en);
}

#[cfg(unix)]
#[test]
fn links_are_followed_and_those_to_nowhere_refused() {
    use std::os::unix::fs::symlink;
    let place = tempfile::tempdir().unwrap();
    let (real, link, lost) = (place.path().join("real"), place.path().join("link"), place.path().join("lost"));
    fs::create_dir(&real).unwrap();
    symlink("real", &link).unwrap();
    symlink("nowhere", &lost).unwrap();
    let folder = begin(&link).unwrap();
    let target = folder.target().to_owned();
    folder.put(assets("new"), &target, None).unwrap();
    assert_eq!((text(&real), link.is_symlink()), ("new".into(), true));
    for path in [lost.clone(), lost.join("below/r"), place.path().join("lost/")] {
        let (refused, _) = begin(&path).unwrap_err();
        assert!(refused.en.contains("is a link to nowhere, which is not there"), "{}", refused.en);
    }
    assert_eq!(names(place.path()), ["link", "lost", "real"]);
}

#[test]
fn a_name_that_is_too_long_is_refused_at_once() {
    let place = tempfile::tempdir().unwrap();
    for name in ["x".repeat(300), "x".repeat(250)] {
        assert!(begin(&place.path().join(name)).is_err());
    }
    assert!(names(place.path()).is_empty());
}
