//! Which contact type, and which team.

crate::id! {
    /// A contact type or stream.
    TypeId
}

crate::id! {
    /// A team.
    TeamId
}
