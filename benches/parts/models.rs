//! The models of the targeted benches, made from text as a user writes it.

use peakstaff::compile;
use peakstaff::diagnostic::Style;
use peakstaff::model::Model;
use peakstaff::scenario::text::sources::Sources;
use std::fmt::Write as _;
use std::io;

/// What each leans on, and its scenario.
pub const MODELS: [(&str, &str); 6] = [
    ("calls", include_str!("models/calls.toml")),
    ("calls without patience", include_str!("models/patient.toml")),
    ("chats at five places", include_str!("models/chats.toml")),
    ("interrupted tickets", include_str!("models/tickets.toml")),
    ("met by the bot", include_str!("models/bot.toml")),
    ("16 types, 16 teams", ""),
];

/// The model of this name.
pub fn model(name: &str) -> Model {
    let text = MODELS.iter().find(|(known, _)| *known == name).expect("a name of the list").1;
    let generated = many(16);
    compiled(if text.is_empty() { &generated } else { text })
}

/// So many types and teams, each team with skills for every type: its own first.
fn many(n: usize) -> String {
    let mut text = "template = \"none\"\nstart = 2025-01-06\ndays = 1\n".to_owned();
    let turned = |word: &str, from: usize| {
        let names: Vec<String> = (0..n).map(|i| format!("\"{word}{}\"", (from + i) % n)).collect();
        format!("[{}]", names.join(", "))
    };
    let law = "{ exponential = { mean = \"3 min\" } }";
    for i in 0..n {
        let _ = writeln!(text, "[contact.k{i}]\nchannel = \"call\"\narrivals = {{ per_day = 1600 }}");
        let _ = writeln!(text, "effort = {law}\npatience = {law}");
        let _ = writeln!(text, "[design.only.team.t{i}]\nserves = {}\nstaffed = 4", turned("k", i));
    }
    text.push_str("[design.only.routes]\n");
    for i in 0..n {
        let _ = writeln!(text, "k{i} = {}", turned("t", i));
    }
    text
}

struct Text<'a>(&'a str);

impl Sources for Text<'_> {
    fn read(&self, _: &str) -> io::Result<Vec<u8>> {
        Ok(self.0.as_bytes().to_vec())
    }
}

fn compiled(text: &str) -> Model {
    let outcome = compile::load(&Text(text), "bench.toml", &[]);
    let told = outcome.diagnostics.render(&outcome.files, Style::default());
    outcome.compiled.unwrap_or_else(|| panic!("{told}")).model(0, 0).clone()
}
