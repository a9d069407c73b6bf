//! The rule by which waiting customers are charged at an instant.
//!
//! Whoever rests after the opening hours is charged to these. Then cause by cause, team by team: each place that the team has
//! not for customers excuses the one whom that team would take first, and no other. Whoever is left is charged to the older
//! backlog while any of it waits, and then as far as places are taken by it. The rest, more than there are places, waits for
//! all of them: it is divided in proportion to what the places of its teams are for at that instant.

use super::cause::{Cause, OF_PLACES};
use crate::id::Id;
use crate::model::{Channel, Model};

/// Who may take whom, as numbers of types and teams.
pub(super) struct Reach {
    /// By team: live types that it takes, those first that it prefers.
    pub takes: Vec<Vec<usize>>,
    /// By type: teams of its route, and whether it is a call.
    pub routes: Vec<Vec<usize>>,
    pub calls: Vec<bool>,
}

impl Reach {
    /// As the rules of now have it.
    pub fn of(model: &Model) -> Self {
        let routes: Vec<Vec<usize>> = model
            .types
            .iter()
            .map(
                |of| if of.is_live() { of.routes.iter().map(|route| route.team.index()).collect() } else { Vec::new() },
            )
            .collect();
        let takes = model.teams.entries().map(|(team, of)| {
            let serves = of.serves.iter().flat_map(|level| &level.live).map(|of| of.index());
            serves.filter(|of| routes[*of].contains(&team.index())).collect()
        });
        Self {
            takes: takes.collect(),
            calls: model.types.iter().map(|of| of.channel == Channel::Call).collect(),
            routes,
        }
    }
}

/// Places that a team has not for customers, for one cause: chats that they would hold, and agents whom a call would have.
#[derive(Clone, Copy, Default, PartialEq, Eq, Debug)]
pub(super) struct Budget {
    pub places: u32,
    pub agents: u32,
}

impl Budget {
    /// So many customers of a type are excused, at most those who wait.
    fn excuse(&mut self, waiting: u32, call: bool) -> u32 {
        if call {
            let excused = waiting.min(self.agents);
            // An agent excuses a call, or as many chats as they would hold.
            let of_one = self.places.checked_div(self.agents).unwrap_or(0);
            self.agents -= excused;
            self.places -= excused * of_one;
            excused
        } else {
            let excused = waiting.min(self.places);
            self.places -= excused;
            self.agents = self.agents.min(self.places);
            excused
        }
    }
}

/// What there is of a team at an instant.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct OfTeam {
    /// By cause of [`OF_PLACES`].
    pub budgets: [Budget; OF_PLACES.len()],
    /// By type: places that its customers have.
    pub busy: Vec<u32>,
    /// Agents at the desk or near it who have not had their last call.
    pub staffed: u32,
}

/// Who waits of a type at an instant.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Waiting {
    pub all: u32,
    /// Of these, who rest after the opening hours.
    pub resting: u32,
    /// Of these, who asked before.
    pub old: u32,
}

/// What is charged at an instant.
#[derive(Clone, Debug, Default)]
pub(super) struct Dealt {
    /// By type and cause: customers.
    pub charged: Vec<[u32; Cause::COUNT]>,
    /// By type: customers who are still to be divided by [`parts`].
    pub rest: Vec<u32>,
}

/// Deals the causes of an instant. `old`: by team, places that the older backlog has.
pub(super) fn deal(reach: &Reach, teams: &[OfTeam], old: &[u32], waiting: &[Waiting]) -> Dealt {
    let mut charged = vec![[0; Cause::COUNT]; waiting.len()];
    let mut left: Vec<u32> = waiting.iter().map(|of| of.all).collect();
    let mut charge = |left: &mut [u32], of: usize, cause: Cause, customers: u32| {
        let customers = customers.min(left[of]);
        charged[of][cause as usize] += customers;
        left[of] -= customers;
        customers
    };
    for (of, waits) in waiting.iter().enumerate() {
        charge(&mut left, of, Cause::Closed, waits.resting);
    }
    for (place, cause) in OF_PLACES.into_iter().enumerate() {
        for (team, takes) in teams.iter().zip(&reach.takes) {
            let mut budget = team.budgets[place];
            for of in takes {
                let excused = budget.excuse(left[*of], reach.calls[*of]);
                charge(&mut left, *of, cause, excused);
            }
        }
    }
    let mut old = old.to_vec();
    for (of, routes) in reach.routes.iter().enumerate() {
        let ahead = routes.iter().flat_map(|team| &reach.takes[*team]).any(|of| waiting[*of].old > 0);
        if ahead {
            charge(&mut left, of, Cause::Backlog, u32::MAX);
        }
        for team in routes {
            old[*team] -= charge(&mut left, of, Cause::Backlog, old[*team]);
        }
    }
    Dealt { charged, rest: left }
}

/// A part of what is left of a type's customers: so many places are there for it, or not.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Part {
    pub cause: Cause,
    /// Whose customers have the places, of [`Cause::OtherTypes`].
    pub served: Option<usize>,
    pub places: u32,
}

/// What the places of the teams of a type are for. Never empty.
pub(super) fn parts(reach: &Reach, teams: &[OfTeam], of: usize) -> Vec<Part> {
    let routes = || reach.routes[of].iter().map(|team| &teams[*team]);
    let not_for_customers = OF_PLACES.into_iter().enumerate().map(|(place, cause)| {
        let places = routes().map(|team| team.budgets[place].places).sum();
        Part { cause, served: None, places }
    });
    let with_customers = (0..reach.routes.len()).map(|served| {
        let places = routes().map(|team| team.busy[served]).sum();
        if served == of {
            Part { cause: Cause::TooFew, served: None, places }
        } else {
            Part { cause: Cause::OtherTypes, served: Some(served), places }
        }
    });
    let mut parts: Vec<Part> = not_for_customers.chain(with_customers).filter(|part| part.places > 0).collect();
    if parts.is_empty() {
        let staffed = routes().any(|team| team.staffed > 0);
        let cause = if staffed { Cause::TooFew } else { Cause::Nobody };
        parts.push(Part { cause, served: None, places: 1 });
    }
    parts
}

/// Divides waiting among parts by their places: whole ticks, and nothing is lost.
pub(super) fn divided(wait: i64, parts: &[Part]) -> impl Iterator<Item = (Part, i64)> {
    let (mut wait, mut places) = (wait, parts.iter().map(|part| i128::from(part.places)).sum::<i128>());
    parts.iter().map(move |part| {
        let of_part = (i128::from(wait) * i128::from(part.places) / places) as i64;
        wait -= of_part;
        places -= i128::from(part.places);
        (*part, of_part)
    })
}

#[cfg(test)]
mod tests {
    use super::super::cause::of_place;
    use super::*;

    const CHAT: usize = 0;
    const CALL: usize = 1;

    fn reach() -> Reach {
        Reach { takes: vec![vec![CHAT], vec![CALL, CHAT]], routes: vec![vec![0, 1], vec![1]], calls: vec![false, true] }
    }

    fn team(budgets: &[(Cause, u32, u32)], busy: [u32; 2], staffed: u32) -> OfTeam {
        let mut team = OfTeam { busy: busy.to_vec(), staffed, ..OfTeam::default() };
        for (cause, places, agents) in budgets {
            team.budgets[of_place(*cause)] = Budget { places: *places, agents: *agents };
        }
        team
    }

    fn dealt(teams: &[OfTeam], old: [u32; 2], chats: Waiting, calls: u32) -> [Vec<(Cause, u32)>; 2] {
        let waiting = [chats, Waiting { all: calls, ..Waiting::default() }];
        let Dealt { mut charged, rest } = deal(&reach(), teams, &old, &waiting);
        [CHAT, CALL].map(|of| {
            for (part, wait) in divided(rest[of].into(), &parts(&reach(), teams, of)) {
                charged[of][part.cause as usize] += wait as u32;
            }
            let causes = Cause::ALL.into_iter().map(|cause| (cause, charged[of][cause as usize]));
            causes.filter(|(_, n)| *n > 0).collect()
        })
    }

    #[test]
    fn each_place_excuses_one_customer_in_the_order_of_causes() {
        let teams = [
            team(&[(Cause::Ticket, 1, 1), (Cause::Break, 3, 1)], [5, 0], 2),
            team(&[(Cause::Absent, 2, 1)], [1, 0], 1),
        ];
        let chats = |all| Waiting { all, ..Waiting::default() };
        let [four, _] = dealt(&teams, [0, 0], chats(4), 0);
        assert_eq!(four, [(Cause::Absent, 2), (Cause::Break, 2)]);
        let [six, _] = dealt(&teams, [0, 0], chats(6), 0);
        assert_eq!(six, [(Cause::Absent, 2), (Cause::Break, 3), (Cause::Ticket, 1)]);
        // Of twelve places 2, 3 and 1 are not for customers and 6 are: who is more is divided so.
        let [many, _] = dealt(&teams, [0, 0], chats(6 + 24), 0);
        let more = [(Cause::Absent, 2 + 4), (Cause::Break, 3 + 6), (Cause::Ticket, 1 + 2), (Cause::TooFew, 12)];
        assert_eq!(many, more);
        // A call comes first at the second team, and takes all places of whoever is absent.
        let [chats, calls] = dealt(&teams, [0, 0], chats(4), 1);
        assert_eq!(chats, [(Cause::Break, 3), (Cause::Ticket, 1)]);
        assert_eq!(calls, [(Cause::Absent, 1)]);
    }

    #[test]
    fn the_backlog_comes_behind_places_and_before_too_few() {
        let teams = [team(&[(Cause::Pause, 1, 1)], [4, 0], 2), team(&[], [0, 0], 0)];
        let [chats, calls] = dealt(&teams, [2, 0], Waiting { all: 7, resting: 1, old: 1 }, 2);
        assert_eq!(chats, [(Cause::Closed, 1), (Cause::Pause, 1), (Cause::Backlog, 5)]);
        // The second team takes both types, and has nobody: what waits for chats stands ahead.
        assert_eq!(calls, [(Cause::Backlog, 2)]);
        let [chats, calls] = dealt(&teams, [2, 0], Waiting { all: 8, resting: 0, old: 0 }, 2);
        assert_eq!(chats, [(Cause::Pause, 1 + 1), (Cause::Backlog, 2), (Cause::TooFew, 4)]);
        assert_eq!(calls, [(Cause::Nobody, 2)]);
    }

    #[test]
    fn customers_of_other_types_are_named() {
        let teams = [team(&[], [1, 0], 1), team(&[], [1, 2], 3)];
        let of_chats = parts(&reach(), &teams, CHAT);
        let part = |cause, served, places| Part { cause, served, places };
        assert_eq!(of_chats, [part(Cause::TooFew, None, 2), part(Cause::OtherTypes, Some(CALL), 2)]);
        let shared: Vec<i64> = divided(7, &of_chats).map(|(_, wait)| wait).collect();
        assert_eq!(shared, [3, 4]);
    }
}
