//! From a page to bytes: text, CSV, JSON, Markdown.

pub(crate) mod csv;
pub(crate) mod fold;
pub(crate) mod json;
pub(crate) mod markdown;
pub mod text;
