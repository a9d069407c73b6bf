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
//! ```
//!
//! `{file}` is the file, `{dir}` the folder, `{out}` and `{err}` what the program said. `before`, `run` and `after` may
//! stand several times; all of a kind are done in order. Whatever a file asks for: nothing panics, nothing is killed,
//! and no control character reaches a terminal. Those that
//! take long: `cargo test --test it attack -- --ignored`.
#![cfg(target_os = "linux")]

use crate::support::{each_file, package, tomls};
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
            let known = ["right", "before", "run", "want", "after", "cpu", "wall", "memory"];
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

fn ends_as_its_first_lines_say(name: &str) {
    let faults = Attack::read(package(&format!("tests/cases/attack/{name}.toml"))).faults();
    assert!(faults.is_empty(), "\n{faults}");
}

// A new file of `tests/cases/attack`: its name without `.toml` goes here, behind `#[ignore = "why"]` where it takes long.
each_file! {
    tomls("tests/cases/attack") => ends_as_its_first_lines_say:
    h1_sweep_without_prices_hangs h2_roster_and_wrong_shift_panics h3_name_of_a_case_is_no_path
    h4_files_of_others_stay l1_trace_onto_the_scenario l3_dangling_link
    #[ignore = "long, or hungry"]
    m10_threads_are_not_capped
    m11_an_instant_that_repeats_itself m12_made_up_by_the_system m13_one_tag_for_a_hundred_million_cells
    m14_nearly_an_instant m15_rounds_of_seconds m16_many_designs_alike m1_control_characters_in_names
    m2_formulas_in_csv m3_many_mistakes_quadratic
    #[ignore = "long, or hungry"]
    m6_xlsx_bomb
    m7_fifo_hangs m9_pause_of_a_millisecond n1_hard_link_to_the_scenario n2_notes_are_no_trace
    n3_partial_of_others n4_changes_are_no_formulas n5_names_too_long n6_results_over_what_is_read
    n7_marks_of_direction n8_controls_in_excerpts
}
