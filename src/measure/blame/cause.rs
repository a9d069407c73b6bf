//! Causes, in the order in which they are charged.

/// Why a customer waits.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Cause {
    /// They came after the opening hours, and nobody looks at them before these begin.
    Closed,
    /// A place is free, and a rule keeps it from them: they are held for their own agent, a further team does not take part
    /// yet, or a call needs an agent who has nothing in hand.
    Rule,
    /// Somebody on the roster is absent.
    Absent,
    /// A break: in it, or one is near or due and nothing new is taken.
    Break,
    /// A paid pause.
    Pause,
    /// A leader away from the desk.
    Leading,
    /// A ticket has the place.
    Ticket,
    /// All places are taken by chats, though the hands could do with one more.
    ChatLimit,
    /// They are, or stand behind, customers who asked before.
    Backlog,
    /// Nobody of their teams is on shift.
    Nobody,
    /// Everybody is busy, with customers of other types.
    OtherTypes,
    /// Everybody is busy with customers of the same type: too few are on shift.
    TooFew,
    /// They have a place, and the agent has not come to the first answer.
    Unanswered,
}

impl Cause {
    /// How many there are.
    pub const COUNT: usize = 13;
    /// All of them, in order.
    pub const ALL: [Self; Self::COUNT] = [
        Self::Closed,
        Self::Rule,
        Self::Absent,
        Self::Break,
        Self::Pause,
        Self::Leading,
        Self::Ticket,
        Self::ChatLimit,
        Self::Backlog,
        Self::Nobody,
        Self::OtherTypes,
        Self::TooFew,
        Self::Unanswered,
    ];

    /// A stable word for files.
    pub fn word(self) -> &'static str {
        match self {
            Self::Closed => "closed",
            Self::Rule => "rule",
            Self::Absent => "absent",
            Self::Break => "break",
            Self::Pause => "pause",
            Self::Leading => "leading",
            Self::Ticket => "ticket",
            Self::ChatLimit => "chat_limit",
            Self::Backlog => "backlog",
            Self::Nobody => "nobody",
            Self::OtherTypes => "other_types",
            Self::TooFew => "too_few",
            Self::Unanswered => "unanswered",
        }
    }
}

/// Causes that a place may be taken from customers for, in the order in which they are charged.
pub(super) const OF_PLACES: [Cause; 7] =
    [Cause::Rule, Cause::Absent, Cause::Break, Cause::Pause, Cause::Leading, Cause::Ticket, Cause::ChatLimit];

/// Where a cause stands among those of places.
pub(super) fn of_place(cause: Cause) -> usize {
    OF_PLACES.iter().position(|of| *of == cause).expect("a place is taken for it")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn causes_are_numbered_in_order() {
        assert!(Cause::ALL.iter().enumerate().all(|(n, cause)| *cause as usize == n));
        assert!(OF_PLACES.is_sorted() && Cause::ALL.is_sorted());
    }
}
