//! From a page to bytes: text, CSV, JSON, Markdown, HTML.

pub(crate) mod contacts;
pub(crate) mod csv;
pub(crate) mod dossier;
pub(crate) mod fold;
pub(crate) mod html;
pub(crate) mod json;
pub(crate) mod json_schema;
pub(crate) mod markdown;
pub mod text;
pub mod xlsx;

use super::dossier::Dossier;
use super::page::Report;
use super::results::Results;
use crate::model::Lang;
use json::Manifest;

/// What a format is rendered from.
#[derive(Debug)]
pub struct Bundle<'a> {
    /// What was done.
    pub manifest: &'a Manifest,
    /// What came out.
    pub results: &'a Results,
    /// The first page.
    pub report: &'a Report,
    /// Its language.
    pub lang: Lang,
    /// What the files to read are made of, or why it could not be made.
    pub dossier: &'a Result<Dossier, String>,
}

/// A file name and its bytes.
pub type Asset = (String, Vec<u8>);

/// A format: what it writes into the output folder.
pub struct Format {
    /// Files it writes.
    pub files: &'static str,
    /// What they hold.
    pub en: &'static str,
    /// What they hold, in Chinese.
    pub zh: &'static str,
    /// Makes them.
    pub render: fn(&Bundle<'_>) -> Result<Vec<Asset>, String>,
}
