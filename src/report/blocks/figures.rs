//! Which figures stand on the first page.

use crate::catalogue::{self, KpiId, List, Row, find, kpis, level_of, listed};
use crate::experiment::Arm;
use crate::model::{ContactType, Link, Model, Score, ScoreOf, Step, Task};
use crate::report::labels::View;

/// A figure: what, of whom.
#[derive(Clone, Debug)]
pub struct Figure {
    /// What.
    pub kpi: KpiId,
    /// Of whom: the stable name, which is the same in all designs.
    pub subject: String,
}

impl Figure {
    /// A KPI of somebody.
    pub fn new(kpi: impl Into<KpiId>, subject: &str) -> Self {
        Self { kpi: kpi.into(), subject: subject.to_owned() }
    }
}

/// The headline: what a manager asks first.
pub fn headline(view: &View<'_>) -> Vec<Figure> {
    let mut figures: Vec<Figure> = [Row::CarriedPerDay, Row::Coverage].map(|row| Figure::new(row, "all")).to_vec();
    // Who was sent away unsolved counts as carried: beside coverage, so that a bot is not taken for better than it is.
    if view.arms().iter().any(|arm| arm.model.types.iter().any(|kind| kind.is_live() && kind.bot.is_some())) {
        figures.push(Figure::new(Row::FalselyContained, "all"));
    }
    let types = view.types();
    let subject = |key: &str| format!("contact:{key}");
    let live = types.iter().filter(|kind| kind.is_live());
    for kind in live {
        figures.extend(kind.speeds().map(|target| Figure::new(level_of(kind, target), &subject(&kind.label.key))));
    }
    // All together, where that is more than the one type there is.
    if types.iter().filter(|kind| kind.is_live()).count() > 1 {
        figures.extend(limits(view.model(view.results.baseline)).map(|kpi| Figure::new(kpi, "all")));
    }
    // What platforms score is more than the first answer.
    let by_message = types.iter().filter(|kind| kind.turns.is_some());
    figures.extend(by_message.map(|kind| Figure::new(Row::Answered3min, &subject(&kind.label.key))));
    // By type: a total that falls can hide a type that is served worse.
    figures.extend(types.iter().filter(|k| k.is_live()).map(|k| Figure::new(Row::Abandonment, &subject(&k.label.key))));
    figures.push(Figure::new(Row::FirstContactResolution, "all"));
    figures.push(Figure::new(Row::Satisfaction, "all"));
    figures.push(Figure::new(Row::Orders, "all"));
    let promised = types
        .iter()
        .filter(|kind| !kind.outreach)
        .filter(|kind| kind.ticket.as_ref().is_some_and(|t| t.deadline.is_some()));
    figures.extend(promised.map(|kind| Figure::new(Row::OnTime, &subject(&kind.label.key))));
    if types.iter().any(|kind| !kind.is_live()) {
        figures.push(Figure::new(Row::BacklogGrowth, "all"));
    }
    let mut teams: Vec<String> = Vec::new();
    for team in view.arms().iter().flat_map(|arm| arm.model.teams.iter()) {
        let key = format!("team:{}", team.label.key);
        if !teams.contains(&key) {
            teams.push(key);
        }
    }
    for key in &teams {
        figures.push(Figure::new(Row::Occupancy, key));
        figures.extend(looks_idle(view, key).then(|| Figure::new(Row::Engaged, key)));
    }
    figures.extend(scores(view));
    for row in [Row::CostTotal, Row::CostPerContact, Row::CostOneOff, Row::LostMargin] {
        figures.push(Figure::new(row, "all"));
    }
    figures.into_iter().filter(|figure| is_shown(view, figure)).collect()
}

/// Below this hands rest for much of the time; above that something is open nearly all of it.
const RESTS: f64 = 0.7;
const OPEN: f64 = 0.85;

/// Whether a team's occupancy looks as if there were people to spare in some design, while they have chats open nearly all the time.
fn looks_idle(view: &View<'_>, team: &str) -> bool {
    let of = |arm: usize, row: Row| view.estimate(arm, row, team).map(|e| e.mean);
    (0..view.arms().len()).any(|arm| {
        of(arm, Row::Occupancy).is_some_and(|share| share < RESTS)
            && of(arm, Row::Engaged).is_some_and(|share| share > OPEN)
    })
}

/// Service levels at the limits that are counted of all types and teams.
pub fn limits(model: &Model) -> impl Iterator<Item = KpiId> {
    model.time_limits.iter().map(|limit| KpiId::Within { of: Row::ServiceLevel, limit: *limit })
}

/// The scores that the scenario declares.
fn scores(view: &View<'_>) -> Vec<Figure> {
    let of_score = |kpi: &KpiId| matches!(kpi, KpiId::Score(_));
    let all = kpis(view.model(view.results.baseline)).into_iter().filter(of_score);
    all.map(|kpi| Figure::new(kpi, "all")).collect()
}

/// Each score with the figures that it is made of.
pub fn of_scores(view: &View<'_>) -> Vec<Figure> {
    let parts = |score: &Score| {
        let figures = score.parts.iter().filter_map(|part| match &part.what {
            ScoreOf::Figure { kpi, subject, .. } => Some(Figure::new(find(kpi)?, subject)),
            ScoreOf::Fixed { .. } => None,
        });
        figures.collect::<Vec<_>>()
    };
    let model = view.model(view.results.baseline);
    scores(view)
        .into_iter()
        .zip(&model.scores)
        .flat_map(|(figure, score)| [vec![figure], parts(score)].concat())
        .collect()
}

/// Figures of contact types beyond the headline.
pub fn of_types(view: &View<'_>) -> Vec<Figure> {
    let types = view.types();
    let of = |kind: &&ContactType| {
        let speeds = kind.speeds().map(|target| level_of(kind, target));
        let promised = kind.ticket.as_ref().is_some_and(|ticket| ticket.deadline.is_some());
        let on_time = (promised && !kind.outreach).then_some(KpiId::Row(Row::OnTime));
        let handed = hands_on(view, &kind.label.key).then_some(KpiId::Row(Row::Transfers));
        let helped = is_helped(view, &kind.label.key).then_some(KpiId::Row(Row::OverflowShare));
        let mut own: Vec<KpiId> = speeds.chain(on_time).chain(handed).chain(helped).collect();
        own.extend(listed(match (kind.outreach, kind.is_live()) {
            (true, _) => List::Outreach,
            (false, true) => List::Live,
            (false, false) => List::Tickets,
        }));
        for (list, is_given) in [
            (List::Messages, kind.turns.is_some()),
            (List::Reminders, is_reminded(view, &kind.label.key)),
            (List::Silent, kind.silent.is_some()),
            (List::Ratings, kind.rating.is_some()),
        ] {
            own.extend(if is_given { listed(list) } else { Vec::new() });
        }
        if kind.sale.is_some() {
            own.extend(listed(List::Sales).into_iter().filter(|kpi| !kind.outreach || kpi.of().outreach));
        }
        let subject = format!("contact:{}", kind.label.key);
        let own = own.into_iter().map(|kpi| Figure::new(kpi, &subject)).collect::<Vec<_>>();
        own.into_iter().chain(of_steps(view, &kind.label.key)).collect::<Vec<_>>()
    };
    types.iter().flat_map(of).collect()
}

/// Whether customers of a type wait on in another type's queue in any of the designs.
fn hands_on(view: &View<'_>, kind: &str) -> bool {
    let types = view.arms().iter().flat_map(|arm| arm.model.types.iter());
    let mut rules = types.filter(|other| other.label.key == kind).flat_map(|other| other.rules.iter().flatten());
    rules.any(|rule| rule.link == Link::Transfer)
}

/// Whether another team takes customers of a type that its first one does not, in any of the designs.
fn is_helped(view: &View<'_>, kind: &str) -> bool {
    let types = view.arms().iter().flat_map(|arm| arm.model.types.iter());
    types.filter(|other| other.label.key == kind).any(|other| other.routes.len() > 1)
}

/// Whether customers of a type are reminded in any of the designs.
fn is_reminded(view: &View<'_>, kind: &str) -> bool {
    let types = view.arms().iter().flat_map(|arm| arm.model.types.iter());
    types.filter(|other| other.label.key == kind).any(|other| !other.reminders().is_empty())
}

/// How often something of a ticket is forgotten, and what each step takes by hand, in any of the designs.
fn of_steps(view: &View<'_>, kind: &str) -> Vec<Figure> {
    let same = |arm: &'_ Arm| arm.model.types.position(|t| t.label.key == kind);
    let steps: Vec<&Step> =
        view.arms().iter().flat_map(|arm| same(arm).map_or(&[][..], |id| arm.model.types[id].steps())).collect();
    let mut figures = Vec::new();
    if steps.iter().any(|step| step.missed.is_some()) {
        figures.push(Figure::new(Row::MissedShare, &format!("contact:{kind}")));
    }
    let mut seen: Vec<&str> = Vec::new();
    for step in steps.iter().filter(|step| matches!(step.task, Task::Work { .. })) {
        let key = step.label.as_ref().map_or("", |label| &label.key);
        if !seen.contains(&key) {
            seen.push(key);
            figures.push(Figure::new(Row::StepTime, &format!("contact:{kind}/{key}")));
        }
    }
    figures
}

/// How often the policies of any design were used, and how long.
pub fn of_policies(view: &View<'_>) -> Vec<Figure> {
    let all = view.arms().iter().flat_map(|arm| arm.model.policies.switches());
    let names: std::collections::BTreeSet<&str> = all.map(|policy| policy.label.key.as_str()).collect();
    let of = |name: &str| -> Vec<Figure> {
        listed(List::Policies).into_iter().map(|kpi| Figure::new(kpi, &format!("policy:{name}"))).collect()
    };
    names.into_iter().flat_map(of).collect()
}

/// The ledger's figures.
pub fn of_money(view: &View<'_>) -> Vec<Figure> {
    listed(List::Ledger)
        .into_iter()
        .map(|kpi| Figure::new(kpi, "all"))
        .filter(|figure| is_shown(view, figure))
        .collect()
}

fn is_shown(view: &View<'_>, figure: &Figure) -> bool {
    view.arms().iter().any(|arm| catalogue::is_shown(figure.kpi, &arm.model))
}

/// Lines that make up the running cost.
pub fn running(view: &View<'_>) -> Vec<Figure> {
    of_money(view).into_iter().take_while(|figure| figure.kpi != KpiId::Row(Row::CostTotal)).collect()
}
