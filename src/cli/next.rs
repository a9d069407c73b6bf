//! The natural next command, with the options that this one was called with: what is copied from the screen asks the same
//! question.

use clap::parser::ValueSource;
use clap::{ArgMatches, Command};

/// How the program was called: every option that was given, in order of the command's own list.
#[derive(Clone, Debug, Default)]
pub struct Called {
    options: Vec<Given>,
    /// Long names of the options that each subcommand takes.
    takes: Vec<(String, Vec<String>)>,
}

/// An option as it was given; a flag has no values.
#[derive(Clone, Debug)]
struct Given {
    name: String,
    values: Vec<String>,
}

/// What is about this output or this machine and not about the question: pages are the same bytes on any number of threads, and
/// another command must not write over these results.
const NEVER: [&str; 11] = [
    "json",
    "trace",
    "contacts",
    "contacts-replications",
    "markdown",
    "help",
    "threads",
    "quiet",
    "out",
    "no-files",
    "version",
];

impl Called {
    /// Reads what clap found. `root` is the whole program.
    pub fn of(root: &Command, matches: &ArgMatches) -> Self {
        let long = |arg: &clap::Arg| arg.get_long().map(str::to_owned);
        let everywhere: Vec<String> = root.get_arguments().filter_map(long).collect();
        let takes = root.get_subcommands().map(|command| {
            let own = command.get_arguments().filter_map(long);
            (command.get_name().to_owned(), own.chain(everywhere.clone()).collect())
        });
        let takes = takes.collect();
        let Some((name, inner)) = matches.subcommand() else { return Self::default() };
        let Some(command) = root.find_subcommand(name) else { return Self::default() };
        let mut options: Vec<Given> = Vec::new();
        for arg in command.get_arguments().chain(root.get_arguments()) {
            let id = arg.get_id().as_str();
            let (Some(name), Ok(Some(values))) = (long(arg), inner.try_get_raw_occurrences(id)) else { continue };
            let given = inner.value_source(id) == Some(ValueSource::CommandLine);
            if !given || options.iter().any(|option| option.name == name) {
                continue;
            }
            let flag = !arg.get_action().takes_values();
            let words = values.flatten().map(|value| value.to_string_lossy().into_owned());
            options.push(Given { name, values: if flag { Vec::new() } else { words.collect() } });
        }
        Self { options, takes }
    }

    /// `peakstaff COMMAND FILES`, every option of this call that the command takes, and `changes` instead of or beside them: an
    /// option with values, or without any to leave it out. `--set` is added to, anything else is replaced.
    pub fn next(&self, command: &str, files: &[&str], changes: &[(&str, Vec<String>)]) -> String {
        let mut words = vec!["peakstaff".to_owned(), command.to_owned()];
        words.extend(files.iter().map(|file| quoted(file)));
        let takes = self.takes.iter().find(|(name, _)| name == command).map_or(&[][..], |(_, takes)| takes);
        let replaced = |name: &str| name != "set" && changes.iter().any(|(changed, _)| *changed == name);
        let kept = self
            .options
            .iter()
            .filter(|given| takes.contains(&given.name) && !NEVER.contains(&&given.name[..]) && !replaced(&given.name));
        for Given { name, values } in kept {
            if values.is_empty() {
                words.push(format!("--{name}"));
            }
            words.extend(values.iter().map(|value| format!("--{name} {}", quoted(value))));
        }
        for (name, values) in changes {
            words.extend(values.iter().map(|value| format!("--{name} {}", quoted(value))));
        }
        words.join(" ")
    }
}

impl Called {
    /// ` --lang zh`, where it was said; nothing else.
    pub fn in_its_language(&self) -> String {
        let said = self.options.iter().find(|given| given.name == "lang");
        said.map_or_else(String::new, |given| format!(" --lang {}", given.values.join(" ")))
    }
}

/// As a shell reads it as one word, in which nothing is run: whoever copies the line has not read every name in it.
pub fn quoted(text: &str) -> String {
    let plain = !text.is_empty() && text.chars().all(|c| c.is_alphanumeric() || "-_./=@".contains(c));
    if text.contains(['$', '`', '!']) {
        return format!("'{}'", text.replace('\'', "'\\''"));
    }
    if plain { text.to_owned() } else { format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\"")) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_copied_line_runs_nothing_but_the_program() {
        assert_eq!(quoted("shop.toml"), "shop.toml");
        assert_eq!(quoted("my \"shop\".toml"), "\"my \\\"shop\\\".toml\"");
        assert_eq!(quoted("a$(reboot).toml"), "'a$(reboot).toml'");
        assert_eq!(quoted("`it's`!"), "'`it'\\''s`!'");
    }

    fn called(line: &[&str]) -> Called {
        let mut root = super::super::command();
        let matches = root.try_get_matches_from_mut([&["peakstaff"], line].concat()).unwrap();
        root.build();
        Called::of(&root, &matches)
    }

    #[test]
    fn what_was_asked_is_asked_again_as_far_as_the_next_command_takes_it() {
        let line = ["--lang", "zh", "run", "shop.toml", "--set", "demand=*1.1", "--case", "双 11", "--seed", "7"];
        let more = ["--out", "mine", "--trace", "t.txt", "--period", "sale", "--quiet"];
        let called = called(&[&line[..], &more].concat());
        let compare = called.next("compare", &["shop.toml"], &[]);
        assert_eq!(
            compare,
            "peakstaff compare shop.toml --case \"双 11\" --seed 7 --set \"demand=*1.1\" --period sale --lang zh"
        );
        let run = called.next("run", &["shop.toml"], &[("replications", vec!["40".into()]), ("period", vec![])]);
        assert!(run.ends_with("--replications 40") && !run.contains("--period"), "{run}");
        assert!(["--trace", "--out", "--quiet"].iter().all(|option| !run.contains(option)), "{run}");
        assert_eq!(called.next("explain", &[], &[]), "peakstaff explain --lang zh");
    }

    #[test]
    fn sets_add_up_and_whatever_else_is_said_anew_is_replaced() {
        let called = called(&["sweep", "s.toml", "--vary", "demand=*1,*2", "--set", "days=7", "--replications", "4"]);
        let changes = [("set", vec!["a=1".to_owned(), "b=*2".to_owned()]), ("replications", vec!["9".to_owned()])];
        let next = called.next("run", &["s.toml"], &changes);
        assert_eq!(next, "peakstaff run s.toml --set days=7 --set a=1 --set \"b=*2\" --replications 9");
    }
}
