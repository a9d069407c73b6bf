//! What may be written in places that are read as trees first, because something is laid over or beneath them.

use super::{BotText, ContactText, Design, PolicyText, TeamText, TruthText, VerifyText};
use crate::scenario::values::documented::{ValueKind, changes_by_path};
use crate::scenario::values::read::Read;

/// `[defaults]`.
pub fn defaults() -> ValueKind {
    ValueKind::Entries(vec![
        ("chat", ContactText::kind()),
        ("call", ContactText::kind()),
        ("ticket", ContactText::kind()),
        ("team", TeamText::kind()),
        ("bot", BotText::kind()),
    ])
}

/// `[design.NAME]`.
pub fn designs() -> ValueKind {
    ValueKind::names(Design::kind())
}

/// `[policy.NAME]`.
pub fn policies() -> ValueKind {
    ValueKind::names(PolicyText::kind())
}

/// Named changes: `[lever.NAME]`, `[case.NAME]`.
pub fn changes() -> ValueKind {
    ValueKind::names(changes_by_path())
}

/// `[measured."design@case"]`.
pub fn measured() -> ValueKind {
    ValueKind::names(ValueKind::Said(
        ["values by figure: on_time.reship = 0.93", "按指标写的值：on_time.reship = 0.93"],
        vec![ValueKind::names(ValueKind::Any)],
    ))
}

/// `[verify]`.
pub fn verification() -> ValueKind {
    VerifyText::kind()
}

/// `[[truth]]`.
pub fn truths() -> ValueKind {
    ValueKind::list(TruthText::kind())
}
