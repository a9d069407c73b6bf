//! The kinds of findings, by a stable word each.

/// Makes the enum and the list of its words from one table, in order of word: findings of one place are sorted by it.
macro_rules! codes {
    ($($code:ident $word:literal,)+) => {
        /// The kind of a finding.
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
        pub enum Code {
            $(#[doc = concat!("`", $word, "`")] $code,)+
        }

        impl Code {
            /// Every kind there is, in order of word.
            pub const ALL: &[Self] = &[$(Self::$code),+];

            /// The word that messages show in brackets, such as `out-of-range`.
            pub fn word(self) -> &'static str {
                match self {
                    $(Self::$code => $word,)+
                }
            }
        }
    };
}

codes! {
    Break "break",
    Cycle "cycle",
    Data "data",
    DataClock "data-clock",
    DataColumn "data-column",
    DataDate "data-date",
    DataDates "data-dates",
    DataDoubt "data-doubt",
    DataEmpty "data-empty",
    DataGap "data-gap",
    DataNumber "data-number",
    DataStep "data-step",
    DataTime "data-time",
    DataTwice "data-twice",
    DataUnread "data-unread",
    DataWhole "data-whole",
    Date "date",
    Dates "dates",
    Detail "detail",
    Empty "empty",
    Event "event",
    FullWidth "full-width",
    Headcount "headcount",
    Holidays "holidays",
    LeverClash "lever-clash",
    Levers "levers",
    LittleWork "little-work",
    Misplaced "misplaced",
    Missing "missing",
    Name "name",
    NeverArrives "never-arrives",
    NoDesign "no-design",
    NoPeople "no-people",
    NoRoute "no-route",
    NoShift "no-shift",
    NoTeam "no-team",
    NobodyServes "nobody-serves",
    NotRouted "not-routed",
    NotYet "not-yet",
    OnDuty "on-duty",
    OnTop "on-top",
    OpeningDays "opening-days",
    OutOfRange "out-of-range",
    Outside "outside",
    Overlap "overlap",
    Override "override",
    Per1000 "per-1000",
    Platform "platform",
    Policy "policy",
    Profile "profile",
    Request "request",
    Roster "roster",
    Runaway "runaway",
    SaidTwice "said-twice",
    Season "season",
    ServesNothing "serves-nothing",
    Share "share",
    Slots "slots",
    Split "split",
    Staffed "staffed",
    Syntax "syntax",
    Tiers "tiers",
    TooLarge "too-large",
    Truth "truth",
    Twice "twice",
    TwoLaws "two-laws",
    TwoLinks "two-links",
    TwoPlans "two-plans",
    TwoStaffings "two-staffings",
    TwoTasks "two-tasks",
    TwoWages "two-wages",
    Unit "unit",
    UnknownFigure "unknown-figure",
    UnknownKey "unknown-key",
    UnknownLaw "unknown-law",
    UnknownLetter "unknown-letter",
    UnknownName "unknown-name",
    UnknownPath "unknown-path",
    UnknownSubject "unknown-subject",
    UnknownWord "unknown-word",
    Unreadable "unreadable",
    Unused "unused",
    Version "version",
    Volume "volume",
    Weights "weights",
    WrongType "wrong-type",
}
