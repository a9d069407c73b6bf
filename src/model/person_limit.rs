//! How many places a person has, as far as it is not what their number in the team says.

/// How many places somebody has.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum PersonLimit {
    /// Those of their number in the team.
    #[default]
    OfNumber,
    /// The same, but no more than so many: a newcomer.
    AtMost(u16),
    /// So many: somebody who comes for the day.
    Own(u16),
}

impl PersonLimit {
    /// Places, where those of the number are so many.
    pub fn places(self, of_number: u16) -> u16 {
        match self {
            Self::OfNumber => of_number,
            Self::AtMost(most) => of_number.min(most),
            Self::Own(places) => places,
        }
    }
}
