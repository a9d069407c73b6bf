//! Which sets of groups of changes are simulated, so that each group's share can be told.

use crate::random::{Key, Purpose};
use crate::stats::Sets;

/// Groups up to which all sets are: 64 mixes of two designs.
const ALL_SETS: usize = 6;
/// Orders in which more groups come, each followed by its reverse.
const ORDERS: u64 = 8;

const COMES: Purpose = Purpose::new("comes in an order");

/// The sets of so many groups; more than a few come in random orders, which the seed decides.
pub fn sets_of(groups: usize, seed: u64) -> Sets {
    if groups <= ALL_SETS {
        return Sets::all(groups);
    }
    let key = Key::seed(seed).name("orders of groups");
    let order = |number: u64| {
        let when = |group: usize| key.number(number).number(group as u64).uniform(COMES);
        let mut order: Vec<usize> = (0..groups).collect();
        order.sort_by(|a, b| when(*a).total_cmp(&when(*b)));
        order
    };
    Sets::in_orders(groups, &(0..ORDERS).map(order).collect::<Vec<_>>())
}
