//! Prices of a model apart from all else: what a year costs at other prices needs no other simulation.

use super::{ContactType, Model, Once, Pay, Sale, Team};

/// Prices that are moved together when it is asked how far they may go.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum PriceGroup {
    /// Wages by the month and by the hour of all teams; overtime, night pay and training follow them.
    Wages,
    /// Desks of all teams.
    Seats,
    /// All that the bot is paid.
    Bot,
    /// All that tools are paid.
    Tools,
    /// What customers are paid for late tickets.
    LateTickets,
}

impl PriceGroup {
    /// All of them.
    pub const ALL: [Self; 5] = [Self::Wages, Self::Seats, Self::Bot, Self::Tools, Self::LateTickets];
}

impl Model {
    /// Whether another model is this one at other prices: every contact has the same fate in both, and what is counted is the same.
    /// A price that only one of them has is more than another price.
    pub fn differs_in_prices_only(&self, other: &Self) -> bool {
        let mut same = self.clone();
        same.take_prices(other);
        same == *other
    }

    /// The same at a multiple of some prices. Not of late tickets where rules switch: what is paid beyond their price is counted.
    #[must_use]
    pub fn at_prices(&self, group: PriceGroup, times: f64) -> Self {
        let mut model = self.clone();
        for (_, dated) in &mut model.dated {
            *dated = dated.at_prices(group, times);
        }
        let scale = |price: &mut f64| *price *= times;
        let scale_prices = |prices: &mut super::Prices| {
            [&mut prices.month, &mut prices.contact, &mut prices.resolution].into_iter().for_each(scale);
        };
        match group {
            PriceGroup::Bot => model.money.bot.iter_mut().for_each(scale_prices),
            PriceGroup::Tools => model.money.tools.iter_mut().for_each(scale_prices),
            PriceGroup::LateTickets if !model.policies.is_empty() => (),
            PriceGroup::LateTickets => {
                let tickets = model.types.iter_mut().filter_map(|kind| kind.ticket.as_mut());
                tickets.for_each(|ticket| scale(&mut ticket.late_pays));
            }
            PriceGroup::Wages | PriceGroup::Seats => {
                for pay in model.teams.iter_mut().filter_map(|team| team.pay.as_mut()) {
                    let wages = group == PriceGroup::Wages;
                    let prices =
                        if wages { [pay.month.as_mut(), pay.hour.as_mut()] } else { [pay.seat.as_mut(), None] };
                    prices.into_iter().flatten().for_each(scale);
                }
            }
        }
        model
    }

    fn take_prices(&mut self, other: &Self) {
        if self.teams.len() != other.teams.len() || self.types.len() != other.types.len() {
            return;
        }
        for (mine, theirs) in [(&mut self.money.bot, other.money.bot), (&mut self.money.tools, other.money.tools)] {
            if mine.is_some() && theirs.is_some() {
                *mine = theirs;
            }
        }
        for (mine, theirs) in self.money.bot_tiers.iter_mut().zip(&other.money.bot_tiers) {
            mine.each = theirs.each;
        }
        take_amounts(&mut self.money.one_off, &other.money.one_off);
        self.teams.iter_mut().zip(other.teams.iter()).for_each(|(mine, theirs)| of_team(mine, theirs));
        // Where rules switch, what is paid for a late ticket beyond its price is counted as money.
        let late = self.policies.is_empty();
        for (mine, theirs) in self.types.iter_mut().zip(other.types.iter()) {
            of_type(mine, theirs, late);
        }
        self.policies.each_with(&other.policies, Self::take_prices);
        for ((_, mine), (_, theirs)) in self.dated.iter_mut().zip(&other.dated) {
            mine.take_prices(theirs);
        }
    }
}

fn take(mine: &mut Option<f64>, theirs: Option<f64>) {
    if mine.is_some() && theirs.is_some() {
        *mine = theirs;
    }
}

fn take_amounts(mine: &mut [Once], theirs: &[Once]) {
    mine.iter_mut().zip(theirs).for_each(|(mine, theirs)| take(&mut mine.amount, theirs.amount));
}

fn of_team(mine: &mut Team, theirs: &Team) {
    take_amounts(&mut mine.severance, &theirs.severance);
    if let (Some(mine), Some(theirs)) = (&mut mine.pay, &theirs.pay) {
        of_pay(mine, theirs);
    }
}

/// Of a firm's people the tiers are no price here: contacts are priced while they are counted.
fn of_pay(mine: &mut Pay, theirs: &Pay) {
    for (mine, theirs) in [
        (&mut mine.month, theirs.month),
        (&mut mine.hour, theirs.hour),
        (&mut mine.loading, theirs.loading),
        (&mut mine.seat, theirs.seat),
        (&mut mine.day, theirs.day),
        (&mut mine.hire, theirs.hire),
        (&mut mine.rest_day_factor, theirs.rest_day_factor),
        (&mut mine.holiday_factor, theirs.holiday_factor),
    ] {
        take(mine, theirs);
    }
    mine.overtime_factor = theirs.overtime_factor;
    if let (Some(mine), Some(theirs)) = (&mut mine.night, theirs.night) {
        mine.more = theirs.more;
    }
    if mine.commission.is_some() && theirs.commission.is_some() {
        mine.commission = theirs.commission;
    }
    if let (Some(mine), Some(theirs)) = (&mut mine.outsourced, &theirs.outsourced) {
        (mine.seat, mine.day) = (theirs.seat, theirs.day);
    }
}

fn of_type(mine: &mut ContactType, theirs: &ContactType, late: bool) {
    if let (Some(mine), Some(theirs), true) = (&mut mine.ticket, &theirs.ticket, late) {
        mine.late_pays = theirs.late_pays;
    }
    if let (Some(mine), Some(theirs)) = (&mut mine.sale, &theirs.sale) {
        let Sale { margin, order_value, .. } = theirs;
        take(&mut mine.margin, *margin);
        take(&mut mine.order_value, *order_value);
    }
}
