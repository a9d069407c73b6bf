//! The program killed at any moment: a folder of results is the old one or the new one, and whole; points that are kept
//! are whole; the same command goes on from there, and leaves nothing beside its results. The long test, a thousand
//! moments:
//!
//! ```sh
//! cargo test --locked --test it -- --ignored --nocapture a_thousand_power_cuts
//! ```

use crate::support::Random;
use crate::support::World;
use sha2::{Digest as _, Sha256};
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Stdio};
use std::time::{Duration, Instant};

/// Names and bytes of a folder.
type Content = BTreeMap<PathBuf, Vec<u8>>;

fn read(folder: &Path) -> Content {
    let mut content = Content::new();
    let mut open = vec![folder.to_owned()];
    while let Some(next) = open.pop() {
        for entry in fs::read_dir(&next).unwrap().map(|entry| entry.unwrap().path()) {
            if entry.is_dir() {
                open.push(entry);
            } else {
                content.insert(entry.strip_prefix(folder).unwrap().to_owned(), fs::read(&entry).unwrap());
            }
        }
    }
    content
}

/// Whether two folders hold the same; of the log, which differs between any two runs, only the name is asked.
fn same(a: &Content, b: &Content) -> bool {
    let log = Path::new("run.log");
    a.keys().eq(b.keys()) && a.iter().all(|(name, bytes)| name == log || b[name] == *bytes)
}

fn write(folder: &Path, content: &Content) {
    for (name, bytes) in content {
        let path = folder.join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }
}

/// The commands that are cut, with what is asked of them.
const COMMANDS: [(&str, &str); 3] = [
    ("compare", "--case base"),
    ("sweep", "--vary team.service.headcount=3,5 --kpi coverage"),
    ("sensitivity", "--input contact.presale --kpi coverage --top 3"),
];

/// A folder where a command is run, over the results of the same command with another seed.
struct Place {
    world: World,
    command: &'static str,
    options: &'static str,
}

impl Place {
    fn new((command, options): (&'static str, &'static str)) -> Self {
        Self { world: World::new(), command, options }
    }
    fn target(&self) -> PathBuf {
        self.world.path("output/shop").join(self.command)
    }
    fn start(&self, seed: &str, replications: &str) -> Child {
        self.world
            .command(&[self.command, "shop.toml", "--quiet", "--threads", "1", "--set", "days=1"])
            .args(["--seed", seed, "--replications", replications])
            .args(self.options.split(' '))
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap()
    }
    /// Runs it in peace.
    fn finish(&self, seed: &str) -> Content {
        assert!(self.start(seed, "2").wait().unwrap().success(), "{}", self.command);
        read(&self.target())
    }
    fn beside(&self, ending: &str) -> PathBuf {
        self.target().with_file_name(format!(".{}.{ending}", self.command))
    }
    fn making(&self, child: &Child) -> PathBuf {
        self.beside(&format!("new.{}", child.id()))
    }
    /// Puts everything back to `old`, and nothing beside it but a file of the user's.
    fn reset(&self, old: &Content) {
        let parent = self.target().parent().unwrap().to_owned();
        if parent.exists() {
            fs::remove_dir_all(&parent).unwrap();
        }
        write(&self.target(), old);
        fs::write(parent.join("mine.txt"), "mine").unwrap();
    }
    /// What stands beside the results.
    fn others(&self) -> Vec<String> {
        let all = fs::read_dir(self.target().parent().unwrap()).unwrap();
        let mut names: Vec<String> = all.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names.retain(|name| name != self.command);
        names
    }
    /// Every point that is kept is whole: its last line is the hash of what is before it.
    fn points_are_whole(&self) {
        let kept = self.target().with_file_name(format!("{}.partial", self.command));
        for entry in fs::read_dir(kept).into_iter().flatten().map(Result::unwrap) {
            let name = entry.file_name().into_string().unwrap();
            if name.starts_with("point-") && name != "point-.json" {
                let text = fs::read_to_string(entry.path()).unwrap();
                let (point, hash) = text.rsplit_once('\n').unwrap();
                let mut hex = String::new();
                Sha256::digest(point).iter().for_each(|byte| write!(hex, "{byte:02x}").unwrap());
                assert_eq!(hex, hash, "{name} is not whole");
            }
        }
    }
    /// Starts it and kills it: a third anywhere; a third while files are written; a third about the exchange of the
    /// names, which takes microseconds.
    fn cut(&self, how: u32, takes: Duration, random: &mut Random) -> bool {
        let mut child = self.start("2", "2");
        let making = self.making(&child);
        match how % 3 {
            0 => std::thread::sleep(takes.mul_f64(1.1 * random.unit())),
            1 => {
                wait_for(&making.join("estimates.json"), &mut child);
                std::thread::sleep(takes.mul_f64(0.3 * random.unit()));
            }
            _ => {
                wait_for(&making.join("run.log"), &mut child);
                std::thread::sleep(Duration::from_micros(random.below(3000) as u64));
            }
        }
        child.kill().unwrap();
        child.wait().unwrap();
        making.exists()
    }
}

/// What was found after the cuts.
#[derive(Default, Debug)]
struct Found {
    cuts: u32,
    old: u32,
    new: u32,
    put_back: u32,
    half_made: u32,
    finished: u32,
}

/// Waits until something is there, or the program is done.
fn wait_for(path: &Path, child: &mut Child) {
    while !path.exists() && child.try_wait().unwrap().is_none() {
        std::thread::sleep(Duration::from_micros(100));
    }
}

/// Cuts until so many are done; every third time twice in a row, and then the command is left in peace.
fn cut(times: u32, seed: u64) -> Found {
    let mut random = Random(seed);
    let worlds = COMMANDS.map(|command| {
        let place = Place::new(command);
        let old = place.finish("1");
        let began = Instant::now();
        let new = place.finish("2");
        assert!(!same(&old, &new) && old.len() > 5, "{} files", old.len());
        (place, old, new, began.elapsed())
    });
    let mut found = Found::default();
    for round in 0.. {
        let (place, old, new, takes) = &worlds[round as usize % COMMANDS.len()];
        let (how, again) = (round / 3, round % 4 == 3);
        if found.cuts >= times {
            break;
        }
        place.reset(old);
        for _ in 0..=u32::from(again) {
            found.half_made += u32::from(place.cut(how, *takes, &mut random));
            found.cuts += 1;
            if !place.target().exists() {
                // Without an exchange of names, the next start puts it right before it does anything else.
                found.put_back += 1;
                let mut next = place.start("3", "100000");
                wait_for(&place.making(&next), &mut next);
                next.kill().unwrap();
                next.wait().unwrap();
            }
            place.points_are_whole();
            let content = read(&place.target());
            if same(&content, old) {
                found.old += 1;
            } else if same(&content, new) {
                found.new += 1;
            } else {
                panic!("cut {}: neither the old folder nor the new one: {:?}", found.cuts, content.keys());
            }
        }
        if again {
            assert!(
                same(&place.finish("2"), new),
                "round {round}: what was gone on with is not what was left in peace"
            );
            assert_eq!(place.others(), ["mine.txt"], "round {round}: something is left beside the results");
            found.finished += 1;
        }
    }
    found
}

#[test]
fn a_power_cut_leaves_the_old_folder_or_the_new_one() {
    let found = cut(18, 1);
    assert!(found.old + found.new == found.cuts && found.finished > 2, "{found:?}");
}

#[test]
#[ignore = "minutes long"]
#[expect(clippy::print_stderr, reason = "a long test says what it found")]
fn a_thousand_power_cuts() {
    let found = cut(1000, 2);
    eprintln!("{found:?}");
    assert_eq!(found.old + found.new, found.cuts, "{found:?}");
    assert!(found.old >= 100 && found.new >= 25 && found.half_made >= 100, "the moments were not spread: {found:?}");
    assert!(found.finished >= 150, "{found:?}");
}
