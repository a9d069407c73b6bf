//! What is written: a tree of values that know their place, the override rule, and the typed tables read from it.
//!
//! `scenario` knows text, not meaning: that a team serves an unknown type, or that rules run away, is found by
//! `compile`. Reading goes on after a mistake, so that all of a file's mistakes are reported in one go.

pub mod meanings;
pub mod schema;
pub mod shipped;
pub mod text;
pub mod values;

/// The shipped defaults, by template name.
pub const TEMPLATES: [(&str, &str); 1] = [("cn_shop", include_str!("assets/cn_shop.toml"))];
/// The shipped profiles of a day.
pub const PROFILES: &str = include_str!("assets/profiles.toml");
/// The shipped platforms.
pub const PLATFORMS: &str = include_str!("assets/platforms.toml");
/// The shipped calendars, by name.
pub const CALENDARS: [(&str, &str); 1] = [("cn_ecommerce", include_str!("assets/cn_ecommerce.toml"))];
/// Public holidays and make-up workdays of mainland China, year by year.
pub const HOLIDAYS_CN: &str = include_str!("assets/holidays_cn.toml");
