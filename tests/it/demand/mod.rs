//! How many come, when, and what brings them.

mod answered;
mod arrivals;
mod born;
mod caused;
mod chosen_rows;
mod columns;
mod data;
mod exports;
mod file_kinds;
mod files_read;
mod moments;
mod outreach;
mod replay;
mod seasons;
mod unread;
mod volume;
mod written_when;
