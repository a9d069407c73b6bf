//! The one integration binary: a module a feature.

mod diagnostics;
mod floors;
