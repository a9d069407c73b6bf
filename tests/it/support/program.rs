//! The program as a user runs it, in a folder of its own.

use super::SHOP;
use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use tempfile::TempDir;

/// A folder where the program is run; it goes with the test.
pub struct World(TempDir);

/// The program with its arguments, of which nothing depends on who runs it.
pub fn program(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_peakstaff"));
    command.args(arguments).env("LC_ALL", "C").stdin(Stdio::null());
    command
}

/// What stands on standard error.
pub fn errors(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

/// What stands on standard output, then what stands on standard error.
pub fn said(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap() + &errors(output)
}

impl World {
    /// A folder with the small shop in it, as `shop.toml`.
    pub fn new() -> Self {
        Self::with(SHOP)
    }
    /// A folder with this scenario in it, as `shop.toml`.
    pub fn with(text: &str) -> Self {
        let world = Self::empty();
        world.put("shop.toml", text);
        world
    }
    /// A folder with nothing in it.
    pub fn empty() -> Self {
        Self(tempfile::tempdir().unwrap())
    }
    /// The folder.
    pub fn folder(&self) -> &Path {
        self.0.path()
    }
    /// A path inside the folder.
    pub fn path(&self, name: impl AsRef<Path>) -> PathBuf {
        self.folder().join(name)
    }
    /// Writes a file.
    pub fn put(&self, name: &str, bytes: impl AsRef<[u8]>) {
        fs::write(self.path(name), bytes).unwrap();
    }
    /// Reads a file.
    pub fn read(&self, name: &str) -> String {
        fs::read_to_string(self.path(name)).unwrap_or_else(|why| panic!("{name}: {why}"))
    }
    /// Names of what stands in a folder below, in order; `""` is the folder itself. Of what is not there, none.
    pub fn names(&self, below: &str) -> Vec<String> {
        let all = fs::read_dir(self.path(below)).into_iter().flatten();
        let mut names: Vec<String> = all.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }
    /// The program, to be run in the folder.
    pub fn command(&self, arguments: &[&str]) -> Command {
        let mut command = program(arguments);
        command.current_dir(self.folder());
        command
    }
    /// Runs it where files may not grow beyond so many KiB, as on a disk that is full.
    #[cfg(target_os = "linux")]
    pub fn run_limited(&self, kib: u32, words: &str) -> Output {
        let limited = format!("ulimit -f {kib}; exec '{}' {words}", env!("CARGO_BIN_EXE_peakstaff"));
        Command::new("bash").args(["-c", &limited]).current_dir(self.folder()).output().unwrap()
    }
    /// Runs it.
    pub fn run(&self, arguments: &[&str]) -> Output {
        self.command(arguments).output().unwrap()
    }
    /// Runs what should succeed; its standard output.
    #[track_caller]
    pub fn ok(&self, arguments: &[&str]) -> String {
        let output = self.run(arguments);
        assert_eq!(output.status.code(), Some(0), "{arguments:?}: {}", errors(&output));
        String::from_utf8(output.stdout).unwrap()
    }
    /// Runs what should succeed; all that it says.
    #[track_caller]
    pub fn said(&self, arguments: &[&str]) -> String {
        let output = self.run(arguments);
        assert_eq!(output.status.code(), Some(0), "{arguments:?}: {}", errors(&output));
        said(&output)
    }
    /// Runs it with `--json`.
    #[track_caller]
    pub fn data(&self, arguments: &[&str]) -> Value {
        let output = self.run(&[arguments, &["--json", "--no-files"]].concat());
        serde_json::from_slice(&output.stdout).unwrap_or_else(|_| panic!("{arguments:?}: {}", errors(&output)))
    }
    /// Runs what is a user's mistake, of which nothing is printed; the message.
    #[track_caller]
    pub fn mistaken(&self, arguments: &[&str]) -> String {
        let output = self.run(arguments);
        assert!(output.stdout.is_empty(), "{arguments:?} printed a result");
        assert_eq!(output.status.code(), Some(2), "{arguments:?}: {}", errors(&output));
        errors(&output)
    }
}
