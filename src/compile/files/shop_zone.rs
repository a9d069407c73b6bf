//! The zone in which moments are written, and how they become the shop's time.

use super::brackets::HeadingZone;
use super::clocks::{self, Zone};
use super::moment_doubt::{Asked, MomentDoubt};
use super::moments::Moment;

/// How what is written with a zone becomes the shop's time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ShopZone {
    /// The time that is written is the shop's, whatever zone stands behind it.
    AsWritten,
    /// The shop is so many minutes east of Greenwich, all the year.
    East(i32),
    /// What is written without a zone is so many minutes east of Greenwich (the first), and the shop is (the second).
    Turned(i32, i32),
}

impl ShopZone {
    /// Of `"as written"`, `"+08:00"`, `"UTC+8"` or `"UTC to +08:00"`.
    pub fn of(text: &str) -> Option<Self> {
        const CHINA: [&str; 5] = ["asia/shanghai", "asia/hong_kong", "asia/taipei", "beijing", "北京时间"];
        let text = text.trim().to_lowercase();
        if let Some((from, to)) = [" to ", "→", " 转 "].iter().find_map(|mark| text.split_once(mark)) {
            return match (clocks::zone(from.trim())?, Self::of(to)?) {
                (from, Self::East(to)) => Some(Self::Turned(from, to)),
                _ => None,
            };
        }
        match text.as_str() {
            "as written" | "原样" => Some(Self::AsWritten),
            word if CHINA.contains(&word) => Some(Self::East(480)),
            word => clocks::zone(word).map(Self::East),
        }
    }
}

/// The zone that moments are written in. One that is the shop's own, as a rule, is read as written; what is written in that of
/// Greenwich is no shop's time in most places, so it is asked.
pub fn zone(
    moments: &[Moment],
    said: Option<ShopZone>,
    heading: Option<HeadingZone>,
) -> Result<Option<i32>, MomentDoubt> {
    let heading = match said {
        Some(ShopZone::Turned(from, _)) => Some(HeadingZone::East(from)),
        _ => heading,
    };
    // A date alone has no zone.
    let timed = || moments.iter().enumerate().filter(|(_, moment)| moment.clock.is_some());
    let bare = timed().find(|(_, moment)| moment.zone.is_none());
    if let Some((at, _)) = bare.filter(|_| heading == Some(HeadingZone::Named) && said != Some(ShopZone::AsWritten)) {
        return Err(MomentDoubt { at, asked: Asked::NamedZone });
    }
    let heading = match heading {
        Some(HeadingZone::East(east)) => Some(east),
        Some(HeadingZone::Named) | None => None,
    };
    let names =
        || timed().filter_map(|(at, moment)| Some((at, moment.zone.filter(|zone| matches!(zone, Zone::Named(_)))?)));
    if let Some((at, name)) = names().next() {
        match said {
            Some(ShopZone::AsWritten) => (),
            Some(ShopZone::Turned(..)) => {
                let other = timed().find(|(_, moment)| moment.zone.is_some_and(|zone| zone != name));
                if let Some((against, _)) = other {
                    return Err(MomentDoubt { at, asked: Asked::Zones { against } });
                }
            }
            _ => return Err(MomentDoubt { at, asked: Asked::ZoneBehind }),
        }
    }
    let zone_of = |moment: &Moment| east(moment.zone).or(heading);
    let Some((first, zone)) = timed().find_map(|(at, moment)| Some((at, zone_of(moment)?))) else {
        // Nothing is turned where no zone is written, though whoever says the shop's believes so.
        let first = timed().next().filter(|_| matches!(said, Some(ShopZone::East(_))));
        return first.map_or(Ok(None), |(at, _)| Err(MomentDoubt { at, asked: Asked::NoZone }));
    };
    let other = |moment: &Moment| match zone_of(moment) {
        None => said != Some(ShopZone::AsWritten),
        Some(other) => other != zone && said.is_none(),
    };
    if let Some((against, _)) = timed().find(|(_, moment)| other(moment)) {
        return Err(MomentDoubt { at: first, asked: Asked::Zones { against } });
    }
    if zone == 0 && said.is_none() {
        return Err(MomentDoubt { at: first, asked: Asked::Zone(zone) });
    }
    Ok(Some(zone))
}

/// Minutes east of Greenwich, where they are written.
pub fn east(zone: Option<Zone>) -> Option<i32> {
    match zone {
        Some(Zone::East(east)) => Some(east),
        Some(Zone::Named(_)) | None => None,
    }
}
