//! What became of each contact of the first replications, as a table that is written while they run.

use super::{Refused, Request, Scenario, chosen};
use crate::engine;
use crate::measure::Lives;
use crate::report::ContactRows;
use crate::say;
use std::io;

/// Writes a row a contact, in the order in which they left, replication by replication: a limit that stops a replication ends the
/// table there, and the run itself says so.
pub fn contacts(
    scenario: &Scenario,
    request: &Request,
    replications: u64,
    to: &mut dyn io::Write,
) -> io::Result<Result<(), Refused>> {
    let model = match chosen(&scenario.compiled, request) {
        Ok(model) => model,
        Err(refused) => return Ok(Err(refused)),
    };
    let simulated = request.replications.unwrap_or(super::REPLICATIONS);
    if request.precision.is_none() && replications > simulated {
        return Ok(Err(Refused::said(
            say!(
                "--contacts-replications {replications} is more than the {simulated} that are simulated",
                "--contacts-replications {replications} 超过模拟次数 {simulated}"
            ),
            Some(say!(
                "ask for {simulated} at most, or for more --replications",
                "最多写 {simulated}，或加大 --replications"
            )),
        )));
    }
    let mut rows = ContactRows::begin(model, to)?;
    for replication in 0..replications {
        let lives = Lives::new(model, |life| rows.add(replication + 1, life));
        let (lives, ended) = engine::run(model, request.seed, replication, lives, &|| false);
        lives.finish();
        if ended != engine::Ended::Whole {
            break;
        }
    }
    rows.finish().map(Ok)
}
