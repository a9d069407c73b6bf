//! Hostile files and commands, one a file in `tests/cases/attack`, told by its first lines:
//!
//! ```text
//! # right: what is right, for a reader
//! # before: bash, in an empty folder
//! # run: arguments of peakstaff, as bash reads them
//! # want: exit statuses that are right, apart by spaces [default: 0 2]
//! # after: bash in the same folder; fails where the fault is
//! # cpu: at most so many seconds of CPU [default: 60]
//! # wall: at most so many seconds [default: 120]
//! # memory: at most so many MiB of addresses
//! # slow:
//! ```
//!
//! `{file}` is the file, `{dir}` the folder, `{out}` and `{err}` what the program said. `before`, `run` and `after` may
//! stand several times; all of a kind are done in order. Whatever a file asks for: nothing panics, nothing is killed,
//! and no control character reaches a terminal. `slow` files: `cargo test --test it -- --ignored attacks_that_take_long`.
#![cfg(target_os = "linux")]

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// A hostile file with what its first lines ask for.
struct Attack {
    file: PathBuf,
    lines: Vec<(String, String)>,
}

impl Attack {
    fn read(file: PathBuf) -> Self {
        let text = String::from_utf8_lossy(&fs::read(&file).unwrap()).into_owned();
        let head = text.lines().map_while(|line| line.strip_prefix('#'));
        let pairs = head.filter_map(|line| line.trim().split_once(':'));
        let lines = pairs.map(|(name, what)| (name.trim().to_owned(), what.trim().to_owned())).collect();
        let this = Self { file, lines };
        for (name, _) in &this.lines {
            let known = ["right", "before", "run", "want", "after", "cpu", "wall", "memory", "slow"];
            assert!(known.contains(&&name[..]), "{}: `{name}` is no line of an attack", this.file.display());
        }
        assert!(!this.all("run").is_empty(), "{} runs nothing", this.file.display());
        this
    }

    fn all(&self, name: &str) -> Vec<&str> {
        self.lines.iter().filter(|(n, _)| n == name).map(|(_, what)| &what[..]).collect()
    }

    fn number(&self, name: &str, usual: u32) -> u32 {
        self.all(name).first().map_or(usual, |text| text.parse().expect("a whole number"))
    }

    fn is_slow(&self) -> bool {
        !self.all("slow").is_empty()
    }

    /// What went wrong; empty where all is right.
    fn faults(&self) -> String {
        let (place, said) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        let (out, err) = (said.path().join("out"), said.path().join("err"));
        let filled = |text: &str| {
            let show = |path: &Path| path.to_str().expect("a name of ours").to_owned();
            text.replace("{file}", &show(&self.file))
                .replace("{dir}", &show(place.path()))
                .replace("{out}", &show(&out))
                .replace("{err}", &show(&err))
        };
        let bash = |text: &str| {
            let mut command = Command::new("bash");
            command.current_dir(place.path()).args(["-c", &filled(text)]).env("LC_ALL", "C").stdin(Stdio::null());
            command
        };
        let mut faults = String::new();
        for before in self.all("before") {
            assert!(bash(before).status().unwrap().success(), "{}: `{before}` fails", self.file.display());
        }
        let (cpu, wall) = (self.number("cpu", 60), self.number("wall", 120));
        let memory = self.all("memory").first().map_or(String::new(), |mib| format!("ulimit -v $(({mib} * 1024)); "));
        for run in self.all("run") {
            let bin = env!("CARGO_BIN_EXE_peakstaff");
            let limited = format!("ulimit -t {cpu}; {memory}exec timeout -s KILL {wall} '{bin}' {run}");
            let open = |path: &Path| fs::File::create(path).unwrap();
            let status = bash(&limited).stdout(open(&out)).stderr(open(&err)).status().unwrap();
            let wanted = self.all("want").first().copied().unwrap_or("0 2");
            if !status.code().is_some_and(|code| wanted.split(' ').any(|want| want == code.to_string())) {
                let _ = writeln!(faults, "`{run}` ended with {status}, not {wanted}");
            }
            for path in [&out, &err] {
                let text = String::from_utf8_lossy(&fs::read(path).unwrap()).into_owned();
                let unseen = "\u{202e}\u{2066}\u{200e}\u{200b}\u{2028}\u{2029}\u{feff}\u{ad}\u{61c}";
                let hostile = |c: &char| c.is_control() && *c != '\n' || unseen.contains(*c);
                if let Some(c) = text.chars().find(hostile) {
                    let _ = writeln!(faults, "`{run}` says {c:?}");
                }
                if text.contains("panicked") {
                    let _ = writeln!(faults, "`{run}` panics");
                }
            }
        }
        for after in self.all("after") {
            if !bash(after).status().unwrap().success() {
                let _ = writeln!(faults, "afterwards `{after}` fails");
            }
        }
        if !faults.is_empty() {
            faults.push_str(&String::from_utf8_lossy(&fs::read(&err).unwrap_or_default()));
        }
        faults
    }
}

fn attack(slow: bool) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/attack");
    let mut files: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.retain(|path| path.extension().is_some_and(|ending| ending == "toml"));
    files.sort();
    let mut told = String::new();
    for attack in files.into_iter().map(Attack::read).filter(|attack| attack.is_slow() == slow) {
        let faults = attack.faults();
        if !faults.is_empty() {
            let _ = writeln!(told, "{}:\n{faults}", attack.file.file_name().unwrap().display());
        }
    }
    assert!(told.is_empty(), "\n{told}");
}

#[test]
fn attacks_end_as_their_first_lines_say() {
    attack(false);
}

#[test]
#[ignore = "long, or hungry"]
fn attacks_that_take_long() {
    attack(true);
}
