//! Whom a number is about.

use crate::model::{Channel, Label, Lang, Model, TeamId, TypeId};

/// Whom a number is about.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Subject {
    /// The whole shop.
    All,
    /// A contact type or stream.
    Type(TypeId),
    /// A team.
    Team(TeamId),
    /// A type at a team.
    TypeAtTeam(TypeId, TeamId),
    /// A named step of a ticket type.
    Step(TypeId, u16),
    /// A policy, by its place among the model's.
    Policy(usize),
}

/// First contacts, repeats, or both.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default)]
pub enum Part {
    /// Both.
    #[default]
    Both,
    /// First contacts.
    First,
    /// The same customers asking again.
    Repeat,
}

impl Part {
    /// Its suffix on a subject.
    pub fn suffix(self) -> &'static str {
        match self {
            Self::Both => "",
            Self::First => ".first",
            Self::Repeat => ".repeat",
        }
    }

    /// A stable name without the suffix, and what the suffix says.
    pub fn split(text: &str) -> (&str, Self) {
        let of = |part: Self| text.strip_suffix(part.suffix()).map(|text| (text, part));
        [Self::First, Self::Repeat].into_iter().find_map(of).unwrap_or((text, Self::Both))
    }
}

impl Subject {
    /// All subjects of a model: the shop, types, teams, pairs, named steps, policies.
    pub fn all_of(model: &Model) -> Vec<Self> {
        let types = model.types.ids().map(Self::Type);
        let teams = model.teams.ids().map(Self::Team);
        let pairs = model
            .types
            .entries()
            .flat_map(|(kind, t)| t.routes.iter().map(move |route| Self::TypeAtTeam(kind, route.team)));
        let named = model.types.entries().flat_map(|(kind, t)| {
            let steps = t.steps().iter().enumerate().filter(|(_, step)| step.label.is_some());
            steps.map(move |(n, _)| Self::Step(kind, n as u16))
        });
        let policies = (0..model.policies.switches().len()).map(Self::Policy);
        std::iter::once(Self::All).chain(types).chain(teams).chain(pairs).chain(named).chain(policies).collect()
    }

    /// The stable name used in files: `all`, `contact:x`, `stream:x`, `team:x`, `contact:a@team:b`, `contact:a/step`,
    /// `policy:x`.
    pub fn key(self, model: &Model) -> String {
        match self {
            Self::All => "all".into(),
            Self::Type(kind) => format!("{}:{}", word(model, kind), model.types[kind].label.key),
            Self::Team(team) => format!("team:{}", model.teams[team].label.key),
            Self::TypeAtTeam(kind, team) => {
                format!("contact:{}@team:{}", model.types[kind].label.key, model.teams[team].label.key)
            }
            Self::Step(kind, step) => {
                format!("contact:{}/{}", model.types[kind].label.key, step_label(model, kind, step).key)
            }
            Self::Policy(policy) => format!("policy:{}", model.policies.switches()[policy].label.key),
        }
    }

    /// Reads a stable name, with a suffix for first contacts or repeats.
    pub fn parse(text: &str, model: &Model) -> Option<(Self, Part)> {
        let (text, part) = Part::split(text);
        let subject = Self::all_of(model).into_iter().find(|s| s.key(model) == text)?;
        Some((subject, part))
    }

    /// Its name in a language.
    pub fn name(self, model: &Model, lang: Lang) -> String {
        let label = |label: &Label| label.in_lang(lang).to_owned();
        match self {
            Self::All => match lang {
                Lang::En => "all".into(),
                Lang::Zh => "全部".into(),
            },
            Self::Type(kind) => label(&model.types[kind].label),
            Self::Team(team) => label(&model.teams[team].label),
            Self::TypeAtTeam(kind, team) => {
                format!("{} @ {}", label(&model.types[kind].label), label(&model.teams[team].label))
            }
            Self::Step(kind, step) => {
                format!("{} / {}", label(&model.types[kind].label), label(step_label(model, kind, step)))
            }
            Self::Policy(policy) => label(&model.policies.switches()[policy].label),
        }
    }

    /// The same subject in another model, by key.
    pub fn in_model(self, from: &Model, to: &Model) -> Option<Self> {
        Self::parse(&self.key(from), to).map(|(subject, _)| subject)
    }
}

fn step_label(model: &Model, kind: TypeId, step: u16) -> &Label {
    model.types[kind].steps()[usize::from(step)].label.as_ref().expect("only named steps are subjects")
}

fn word(model: &Model, kind: TypeId) -> &'static str {
    if model.types[kind].channel == Channel::Stream { "stream" } else { "contact" }
}
