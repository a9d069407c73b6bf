//! What is told of results: pages, charts, files, comparisons, grids.

mod alternatives;
mod boss;
mod browser;
mod chance;
mod charts;
mod files;
mod finance;
mod formats;
mod html;
mod levers;
mod limits;
mod measured;
mod misleading;
mod one_page;
mod page;
mod ranking;
mod ratings;
mod scores;
mod sensitivity;
mod size_workbook;
mod sweep;
mod turned;
mod why;
mod window;
mod workbook;
