//! The program killed at any moment: a folder of results is the old one, the new one, or back after the next start;
//! never a mixture. The long test, two hundred moments:
//!
//! ```sh
//! cargo test --locked --test it -- --ignored --nocapture two_hundred_power_cuts
//! ```

use crate::cli::SHOP;
use crate::hostile::Random;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// Names and bytes of a folder; the log, which differs between any two runs, by name only.
type Content = BTreeMap<PathBuf, Vec<u8>>;

fn read(folder: &Path) -> Content {
    let mut content = Content::new();
    let mut open = vec![folder.to_owned()];
    while let Some(next) = open.pop() {
        for entry in fs::read_dir(&next).unwrap().map(|entry| entry.unwrap().path()) {
            if entry.is_dir() {
                open.push(entry);
            } else {
                let bytes = if entry.ends_with("run.log") { Vec::new() } else { fs::read(&entry).unwrap() };
                content.insert(entry.strip_prefix(folder).unwrap().to_owned(), bytes);
            }
        }
    }
    content
}

fn write(folder: &Path, content: &Content) {
    for (name, bytes) in content {
        let path = folder.join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }
}

/// A folder where the program is run.
struct Place(tempfile::TempDir);

impl Place {
    fn new() -> Self {
        let place = Self(tempfile::tempdir().unwrap());
        fs::write(place.0.path().join("shop.toml"), SHOP).unwrap();
        place
    }
    fn target(&self) -> PathBuf {
        self.0.path().join("output/shop/compare")
    }
    fn aside(&self) -> PathBuf {
        self.target().with_file_name(".compare.old")
    }
    fn start(&self, seed: &str, replications: &str) -> Child {
        Command::new(env!("CARGO_BIN_EXE_peakstaff"))
            .current_dir(self.0.path())
            .args(["compare", "shop.toml", "--quiet", "--threads", "1", "--seed", seed, "--replications", replications])
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap()
    }
    /// The folder of a run left in peace.
    fn whole(seed: &str) -> (Content, Duration) {
        let place = Self::new();
        let began = Instant::now();
        assert!(place.start(seed, "4").wait().unwrap().success());
        (read(&place.target()), began.elapsed())
    }
    fn making(&self, child: &Child) -> PathBuf {
        self.target().with_file_name(format!(".compare.new.{}", child.id()))
    }
    /// Puts everything back to `old`, and nothing beside it.
    fn reset(&self, old: &Content) {
        let parent = self.target().parent().unwrap().to_owned();
        if parent.exists() {
            fs::remove_dir_all(&parent).unwrap();
        }
        write(&self.target(), old);
    }
}

/// What was found after the cuts.
#[derive(Default, Debug)]
struct Found {
    old: u32,
    new: u32,
    put_back: u32,
    old_still_aside: u32,
    half_made: u32,
}

/// Waits until something is there, or the program is done.
fn wait_for(path: &Path, child: &mut Child) {
    while !path.exists() && child.try_wait().unwrap().is_none() {
        std::thread::sleep(Duration::from_micros(100));
    }
}

fn cut(times: u32, seed: u64) -> Found {
    let mut random = Random(seed);
    let ((old, _), (new, takes)) = (Place::whole("1"), Place::whole("2"));
    assert!(old != new && old.len() > 8, "{} files", old.len());
    let (mut found, place) = (Found::default(), Place::new());
    for n in 0..times {
        place.reset(&old);
        let mut child = place.start("2", "4");
        let making = place.making(&child);
        // A third anywhere; a third while files are written; a third about the renames, which take microseconds.
        match n % 3 {
            0 => std::thread::sleep(takes.mul_f64(1.1 * random.unit())),
            1 => {
                wait_for(&making.join("manifest.json"), &mut child);
                std::thread::sleep(takes.mul_f64(0.3 * random.unit()));
            }
            _ => {
                wait_for(&making.join("run.log"), &mut child);
                std::thread::sleep(Duration::from_micros(random.below(3000) as u64));
            }
        }
        child.kill().unwrap();
        child.wait().unwrap();
        found.half_made += u32::from(making.exists());
        found.old_still_aside += u32::from(place.aside().exists());
        if !place.target().exists() {
            found.put_back += 1;
        }
        if !place.target().exists() || place.aside().exists() {
            // The next start puts it right, before it does anything else.
            let mut next = place.start("3", "100000");
            let making = place.making(&next);
            wait_for(&making, &mut next);
            next.kill().unwrap();
            next.wait().unwrap();
            assert!(!place.aside().exists(), "cut {n}: the next start left the old folder aside");
        }
        let content = read(&place.target());
        if content == old {
            found.old += 1;
        } else if content == new {
            found.new += 1;
        } else {
            panic!("cut {n}: neither the old folder nor the new one: {:?}", content.keys());
        }
    }
    found
}

#[test]
fn a_power_cut_leaves_the_old_folder_or_the_new_one() {
    let found = cut(9, 1);
    assert_eq!(found.old + found.new, 9, "{found:?}");
}

#[test]
#[ignore = "minutes long"]
#[expect(clippy::print_stderr, reason = "a long test says what it found")]
fn two_hundred_power_cuts() {
    let found = cut(200, 2);
    eprintln!("{found:?}");
    assert_eq!(found.old + found.new, 200, "{found:?}");
    assert!(found.old >= 20 && found.new >= 5 && found.half_made >= 20, "the moments were not spread: {found:?}");
}
