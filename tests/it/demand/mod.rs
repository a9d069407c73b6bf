//! How many come, when, and what brings them.

mod arrivals;
mod born;
mod caused;
mod columns;
mod data;
mod exports;
mod file_kinds;
mod files_read;
mod moments;
mod outreach;
mod replay;
mod seasons;
mod unread_times;
mod volume;
