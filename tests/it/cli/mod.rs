//! The program: commands, exit statuses, files, languages.

mod checks;
mod commands;
mod erlang;
mod files;
mod language;
mod power_cut;
