//! The program: commands, exit statuses, files, languages.

mod book;
mod checks;
mod commands;
mod contacts;
mod erlang;
mod files;
mod language;
mod library;
mod power_cut;
mod readme;
mod report;
