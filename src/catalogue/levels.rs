//! Service levels at limits, in a model: of whom they are given, what its targets promise, and how one is asked for.

use super::id::KpiId;
use super::rows::Row;
use super::subject::Subject;
use crate::model::{ContactType, Model, TypeId, WaitTarget};
use crate::time::SimDuration;

/// Whether service within a limit is counted of somebody: of a type where one of its targets has the limit or the model
/// counts it of all, of teams only there.
pub(super) fn is_counted(model: &Model, limit: SimDuration, subject: Subject) -> bool {
    let of_type =
        |kind: &ContactType| kind.is_live() && model.judged_by(kind).iter().any(|target| target.limit == limit);
    let mut live = model.types.iter().filter(|kind| kind.is_live());
    let by_team = model.time_limits.contains(&limit);
    match subject {
        Subject::Type(kind) => of_type(&model.types[kind]),
        Subject::All => live.clone().next().is_some() && live.all(of_type),
        Subject::Team(team) => by_team && live.any(|kind| kind.routes.iter().any(|route| route.team == team)),
        Subject::TypeAtTeam(kind, _) => by_team && model.types[kind].is_live(),
        Subject::Step(..) | Subject::Policy(_) => false,
    }
}

/// The figure that a target is judged by: the service level, of a type with several targets at the limit of this one.
pub fn level_of(kind: &ContactType, target: &WaitTarget) -> KpiId {
    if kind.more_speeds.is_empty() {
        Row::ServiceLevel.into()
    } else {
        KpiId::Within { of: Row::ServiceLevel, limit: target.limit }
    }
}

/// A share that a type promises.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Promised {
    /// The figure that is judged.
    pub kpi: KpiId,
    /// Whose it is.
    pub of: TypeId,
    /// The share, 0 to 1.
    pub share: f64,
    /// Chats and calls: the target; none of tickets.
    pub speed: Option<WaitTarget>,
}

/// Every share that a model promises: by type, as its targets are written.
pub fn promised(model: &Model) -> Vec<Promised> {
    let of = |(of, kind): (TypeId, &ContactType)| {
        let live = kind.speeds().filter_map(|target| {
            Some(Promised { kpi: level_of(kind, target), of, share: target.share?, speed: Some(*target) })
        });
        let ticket = kind.ticket.as_ref().and_then(|ticket| ticket.share);
        let ticket = ticket.map(|share| Promised { kpi: Row::OnTime.into(), of, share, speed: None });
        live.chain(ticket).collect::<Vec<_>>()
    };
    model.types.entries().flat_map(of).collect()
}

/// What a model promises of a figure of somebody, by the stable name; none where it promises nothing.
pub fn promise_of(model: &Model, kpi: KpiId, subject: &str) -> Option<Promised> {
    promised(model).into_iter().find(|one| one.kpi == kpi && Subject::Type(one.of).key(model) == subject)
}

/// The line by which a service level at a limit is asked for, where it is one and nobody counts its limit of all.
pub fn line_to_count(kpi: KpiId, model: &Model) -> Option<String> {
    let KpiId::Within { limit, .. } = kpi else { return None };
    if model.time_limits.contains(&limit) {
        return None;
    }
    let mut limits: Vec<SimDuration> = model.time_limits.iter().copied().chain([limit]).collect();
    limits.sort_unstable();
    let limits: Vec<String> = limits.iter().map(|limit| format!("\"{} s\"", limit.seconds())).collect();
    Some(format!("limits = [{}]", limits.join(", ")))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue::{Part, find, is_given};
    use crate::model::Lang;
    use crate::model::textbook::{calls, minutes, model, team};
    use crate::random::Law;

    #[test]
    fn a_limit_is_in_key_name_and_definition() {
        let shop = model(Vec::new(), Vec::new(), 1);
        for (key, en, zh) in [
            ("service_level_60s", "service level within 60 s", "60 秒服务水平"),
            ("service_level_1.5s", "service level within 1.5 s", "1.5 秒服务水平"),
            (
                "service_level_offered_180s",
                "service level within 3 min, of all offered",
                "3 分钟服务水平（按全部转人工）",
            ),
        ] {
            let kpi = find(key).unwrap();
            assert_eq!((&*kpi.key(&shop), &*kpi.name(&shop, Lang::En), &*kpi.name(&shop, Lang::Zh)), (key, en, zh));
            assert!(kpi.definition(&shop, Lang::En).contains("The limit is "), "{key}");
        }
        assert_eq!(find("service_level_3min"), find("service_level_180s"));
        for key in ["service_level_60", "service_level_s", "service_level_-1s", "wait_60s", "service_level_1e3s"] {
            assert!(find(key).is_none(), "{key}");
        }
    }

    #[test]
    fn it_is_given_where_it_is_counted() {
        let call = |name: &str, limit: f64| calls(name, 1.0, Law::exponential(minutes(4.0)), None, minutes(limit));
        let mut shop = model(vec![call("a", 1.0), call("b", 2.0)], vec![team("t", 9, 2, &[0, 1])], 1);
        let given = |shop: &Model, subject: &str| {
            let (whom, _) = Subject::parse(subject, shop).unwrap();
            is_given(shop, find("service_level_60s").unwrap(), Part::Both, whom)
        };
        let whom = ["contact:a", "contact:b", "all", "team:t", "contact:b@team:t"];
        assert_eq!(whom.map(|subject| given(&shop, subject)), [true, false, false, false, false]);
        assert_eq!(line_to_count(find("service_level_60s").unwrap(), &shop).unwrap(), "limits = [\"60 s\"]");
        assert_eq!(promised(&shop).iter().map(|one| one.kpi).collect::<Vec<_>>(), [Row::ServiceLevel.into(); 2]);
        shop.time_limits.push(minutes(1.0));
        assert!(whom.iter().all(|subject| given(&shop, subject)));
        assert_eq!(line_to_count(find("service_level_60s").unwrap(), &shop), None);
    }
}
