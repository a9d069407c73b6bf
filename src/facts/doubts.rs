//! Which facts contradict each other: every one with its numbers and its cells.

use super::answers::{Kind, Number};
use super::readings::time_text;
use super::shop::Shop;
use super::worked::{Load, Way, Worked};
use crate::diagnostic::Text;
use crate::say;

/// Facts that do not go together, or hardly.
#[derive(Clone, Debug)]
pub struct Doubt {
    /// What.
    pub text: Text,
    /// Their cells.
    pub cells: Vec<String>,
    /// They cannot both be so; else they hardly can.
    pub sure: bool,
}

/// Beyond this share two numbers for the same differ.
const ALIKE: f64 = 0.05;
/// Beyond this share two figures of the same differ, one of them from an export.
const MEASURED_ALIKE: f64 = 0.10;

/// All of them.
pub fn doubts(shop: &Shop, worked: &Worked) -> Vec<Doubt> {
    let mut all = Vec::new();
    volumes(shop, worked, &mut all);
    for (kind, at) in shop.answers.kinds.iter().zip(0..) {
        bot(shop, kind, &mut all);
        session(shop, kind, worked, at, &mut all);
        response(shop, kind, &mut all);
        sales(shop, kind, worked.chats[at].people, &mut all);
        exported(shop, kind, &mut all);
    }
    for load in &worked.loads {
        team(shop, load, worked, &mut all);
    }
    person(shop, worked, &mut all);
    all
}

fn one(value: f64) -> String {
    format!("{value:.1}")
}

fn percent(value: f64) -> String {
    format!("{:.0}", value * 100.0)
}

fn whole(value: f64) -> String {
    format!("{value:.0}")
}

fn apart(a: f64, b: f64) -> f64 {
    (a - b).abs() / a.abs().max(b.abs()).max(f64::MIN_POSITIVE)
}

fn volumes(shop: &Shop, worked: &Worked, all: &mut Vec<Doubt>) {
    if let Some(sum) = shop.demand.by_kind.filter(|sum| apart(*sum, shop.demand.per_day) > ALIKE) {
        let (kinds, told) = (whole(sum), whole(shop.demand.per_day));
        all.push(Doubt {
            text: say!(
                "the kinds are {kinds} a day together, all contacts {told}",
                "各类型合计每天 {kinds}，总量填的是 {told}"
            ),
            cells: [vec![shop.demand.cell.clone()], shop.demand.cells.clone()].concat(),
            sure: true,
        });
    }
    let Some(volumes) = &shop.volumes else { return };
    for ((kind, counted), share) in shop.answers.kinds.iter().zip(&volumes.kinds).zip(&shop.demand.shares) {
        let told = shop.demand.per_day * share;
        let Some(counted) = counted.as_ref().filter(|counted| apart(counted.per_day, told) > MEASURED_ALIKE) else {
            continue;
        };
        let (counted, told, en, zh) = (whole(counted.per_day), whole(told), &kind.name.en, &kind.name.zh);
        all.push(Doubt {
            text: say!(
                "{en}: {counted} a day by date, {told} a day as answered; the answer is used",
                "{zh}：按日期统计每天 {counted}，问题页是 {told}；以问题页为准"
            ),
            cells: vec![volumes.cells.clone(), shop.demand.cell.clone()],
            sure: false,
        });
    }
    if worked.counted_share < 0.9 {
        let (share, all_day) = (percent(worked.counted_share), whole(worked.per_day));
        all.push(Doubt {
            text: say!(
                "8–23 h have about {share} % of a day: {all_day} a day are simulated",
                "8–23 点约占全天的 {share}%：按全天 {all_day} 模拟"
            ),
            cells: vec![shop.demand.cell.clone()],
            sure: false,
        });
    }
}

/// What the bot ends alone, and what it hands over.
fn bot(shop: &Shop, kind: &Kind, all: &mut Vec<Doubt>) {
    let number = |key| shop.answers.number(key, kind.slot);
    let (Some(contains), Some(handed)) = (number("bot_contains"), number("bot_handover")) else { return };
    if contains.value <= 1.0 - handed.value + 0.01 {
        return;
    }
    let (en, zh, alone, over) = (&kind.name.en, &kind.name.zh, percent(contains.value), percent(handed.value));
    let most = percent(1.0 - handed.value);
    all.push(Doubt {
        text: say!(
            "{en}: the bot ends {alone} % alone, but hands over {over} % of those whom it meets: {most} % at most could end with it",
            "{zh}：机器人独立接完 {alone}%，而转人工率 {over}%：最多只能接完 {most}%"
        ),
        cells: vec![contains.cell, handed.cell],
        sure: true,
    });
}

fn session(shop: &Shop, kind: &Kind, worked: &Worked, at: usize, all: &mut Vec<Doubt>) {
    let number = |key| shop.answers.number(key, kind.slot);
    let (en, zh) = (&kind.name.en, &kind.name.zh);
    if let (Some(open), Some(limit)) = (number("open"), shop.answers.number("limit", 0))
        && open.value > limit.value
    {
        let (are, may) = (one(open.value), whole(limit.value));
        all.push(Doubt {
            text: say!(
                "{en}: {are} chats are open on average, at most {may} may be",
                "{zh}：平均同时开着 {are} 个，上限却是 {may} 个"
            ),
            cells: vec![open.cell, limit.cell],
            sure: true,
        });
    }
    let Some(session) = &worked.chats[at].session else { return };
    let Some((response, messages)) = &session.clash else { return };
    let (lasts, r) = (time_text(session.told.value), time_text(response.value));
    let (lasts_en, lasts_zh, r_en, r_zh) = (lasts.en, lasts.zh, r.en, r.zh);
    let mut cells = vec![session.told.cell.clone(), response.cell.clone()];
    let text = match messages {
        Some(messages) => {
            cells.push(messages.cell.clone());
            let n = one(messages.value);
            say!(
                "{en}: {n} answers, each after {r_en}, leave no pause in {lasts_en}; the number of answers is not used",
                "{zh}：{n} 次回复、每次等 {r_zh}，{lasts_zh}里客户就没有停顿了；回复次数未采用"
            )
        }
        None => say!(
            "{en}: the first answer alone takes {r_en}, the whole session {lasts_en}",
            "{zh}：一次回复就要 {r_zh}，整个会话才 {lasts_zh}"
        ),
    };
    all.push(Doubt { text, cells, sure: true });
}

/// Of any law with this mean, no more than mean / limit can be beyond a limit (Markov).
fn response(shop: &Shop, kind: &Kind, all: &mut Vec<Doubt>) {
    const LIMIT: f64 = 180.0;
    let number = |key| shop.answers.number(key, kind.slot);
    let (Some(mean), Some(in_time)) = (number("average_response"), number("three_minute_rate")) else { return };
    let (late, most) = (1.0 - in_time.value, mean.value / LIMIT);
    if late <= most {
        return;
    }
    let (en, zh, late, most, mean_s) =
        (&kind.name.en, &kind.name.zh, one(late * 100.0), one(most * 100.0), whole(mean.value));
    all.push(Doubt {
        text: say!(
            "{en}: {late} % take longer than three minutes, but with {mean_s} s on average {most} % at most can: they count other messages",
            "{zh}：{late}% 超过三分钟，但平均 {mean_s} 秒时最多 {most}%：两者统计的不是同一批消息"
        ),
        cells: vec![mean.cell, in_time.cell],
        sure: true,
    });
}

fn sales(shop: &Shop, kind: &Kind, people: f64, all: &mut Vec<Doubt>) {
    let number = |key| shop.answers.number(key, kind.slot);
    let (en, zh) = (&kind.name.en, &kind.name.zh);
    let asked = number("inquiries");
    if let Some(asked) = asked.as_ref().filter(|asked| asked.value > people * (1.0 + ALIKE)) {
        let (asked_n, people) = (whole(asked.value), whole(people));
        all.push(Doubt {
            text: say!(
                "{en}: {asked_n} a day asked before buying, only {people} a day reach people",
                "{zh}：询单 {asked_n} 人，而每天到人工的只有 {people}"
            ),
            cells: vec![asked.cell.clone(), shop.demand.cell.clone()],
            sure: false,
        });
    }
    let (Some(asked), Some(bought), Some(rate)) = (asked, number("buyers"), number("conversion")) else { return };
    let found = bought.value / asked.value;
    if apart(found, rate.value) > ALIKE {
        let (found, told) = (one(found * 100.0), one(rate.value * 100.0));
        all.push(Doubt {
            text: say!(
                "{en}: who bought of who asked are {found} %, the conversion rate is {told} %; the rate is used",
                "{zh}：购买人数÷询单人数是 {found}%，询单转化率填的是 {told}%；以转化率为准"
            ),
            cells: vec![asked.cell, bought.cell, rate.cell],
            sure: true,
        });
    }
}

/// Answers beside the export.
fn exported(shop: &Shop, kind: &Kind, all: &mut Vec<Doubt>) {
    for key in ["first_response", "average_response", "three_minute_rate", "conversion", "lasts"] {
        let (Some(told), Some(figure)) = (shop.answers.number(key, kind.slot), shop.export.get(key)) else { continue };
        // The export is of the whole shop: where kinds differ, only the one that it is close to says anything.
        let kinds = shop.answers.kinds.iter();
        let near = kinds
            .filter_map(|other| shop.answers.number(key, other.slot))
            .any(|one| apart(one.value, figure.value) <= MEASURED_ALIKE);
        if near || apart(told.value, figure.value) <= MEASURED_ALIKE {
            continue;
        }
        let shown = |value: f64| match key {
            "three_minute_rate" | "conversion" => {
                let text = one(value * 100.0);
                say!("{text} %", "{text}%")
            }
            _ => time_text(value),
        };
        let (en, zh, told_text, found) = (&kind.name.en, &kind.name.zh, shown(told.value), shown(figure.value));
        let (told_en, told_zh, found_en, found_zh) = (told_text.en, told_text.zh, found.en, found.zh);
        all.push(Doubt {
            text: say!(
                "{en}: {told_en} as answered, {found_en} in the export; the answer is used",
                "{zh}：问题页填 {told_zh}，报表是 {found_zh}；以问题页为准"
            ),
            cells: vec![told.cell, figure.cells.clone()],
            sure: false,
        });
    }
}

/// Hands against the hours that there are, and sessions against how many are open.
fn team(shop: &Shop, load: &Load, worked: &Worked, all: &mut Vec<Doubt>) {
    if load.desk <= 0.0 {
        return;
    }
    let (name, customers, hands, desk) = (&load.name, whole(load.customers), one(load.hands), one(load.desk));
    let cells = || vec![load.cell.clone(), shop.demand.cell.clone()];
    if load.hands > load.desk {
        all.push(Doubt {
            text: say!(
                "{name}: {customers} customers a day and its tickets need {hands} h of hands in {desk} h at the desk",
                "{name}：每天 {customers} 个客户加工单要动手 {hands} 小时，而在岗只有 {desk} 小时"
            ),
            cells: cells(),
            sure: true,
        });
    }
    let sessions: Vec<_> = load.kinds.iter().filter_map(|kind| worked.chats[*kind].session.as_ref()).collect();
    if sessions.len() < load.kinds.len() || sessions.is_empty() || sessions.iter().any(|one| one.open_cell.is_none()) {
        return;
    }
    // Little: hours of open sessions over hours at the desk.
    let open = load.sessions / load.desk;
    let told = sessions.iter().map(|session| session.open.likely).fold(0.0, f64::max);
    let cells = || [cells(), sessions.iter().filter_map(|session| session.open_cell.clone()).collect()].concat();
    let (is, said) = (one(open), one(told));
    if open > told * 1.2 {
        all.push(Doubt {
            text: say!(
                "{name}: {customers} sessions a day of this length are {is} open on average over {desk} h at the desk, {said} were answered",
                "{name}：每天 {customers} 个这么长的会话，在岗 {desk} 小时平均要同时开 {is} 个，填的是 {said} 个"
            ),
            cells: cells(),
            sure: true,
        });
    } else if open < told / 1.5 {
        let busy = percent(open / told);
        let open_cells: Vec<String> = sessions.iter().filter_map(|session| session.open_cell.clone()).collect();
        let open_cells = open_cells.join(" ");
        all.push(Doubt {
            text: say!(
                "{name}: {customers} sessions a day are {is} open on average over {desk} h at the desk; {said} open are possible {busy} % of the time at most. \
                 {said} is then of busy hours: leave it in {open_cells} where the session length is of the same hours. Only if that length is the mean of the whole day, write the mean number there too (about {is}, by these hours): answers take longer by hand then",
                "{name}：每天 {customers} 个会话，在岗 {desk} 小时平均只同时开 {is} 个；同时开 {said} 个最多占 {busy}% 的时间。看来 {said} 是忙时的数：会话时长若也是忙时的，{open_cells} 不用改；会话时长若是全天平均，才请在 {open_cells} 也改填全天平均（按这些小时约 {is} 个），动手时间会比这里算的长"
            ),
            cells: cells(),
            sure: false,
        });
    }
}

/// What one person handles, beside how many come and how many are at work.
fn person(shop: &Shop, worked: &Worked, all: &mut Vec<Doubt>) {
    let Some(told) = shop.answers.number("handled_per_person", 0) else { return };
    let at_work: f64 = worked.loads.iter().filter(|load| !load.kinds.is_empty()).map(|load| load.at_work).sum();
    let people: f64 = worked.chats.iter().map(|chat| chat.people).sum();
    if at_work > 0.0 && apart(people / at_work, told.value) > 0.2 {
        let (found, said, people, at_work) = (whole(people / at_work), whole(told.value), whole(people), one(at_work));
        all.push(Doubt {
            text: say!(
                "{people} customers a day for {at_work} people at work are {found} each, {said} were answered",
                "每天 {people} 个客户、{at_work} 人上班，人均 {found}，填的是 {said}"
            ),
            cells: vec![told.cell.clone(), shop.demand.cell.clone()],
            sure: false,
        });
    }
    for load in worked.loads.iter().filter(|load| load.at_work > 0.0) {
        hands_of_one(load, worked, &told, all);
    }
}

/// "Six minutes at four open and 400 a day need 5.3 h of hands in 4.9 h on duty."
fn hands_of_one(load: &Load, worked: &Worked, told: &Number, all: &mut Vec<Doubt>) {
    let [kind] = load.kinds[..] else { return };
    let Some(session) = &worked.chats[kind].session else { return };
    let (needs, has) = (told.value * session.effort / 3600.0, load.desk / load.at_work);
    if needs <= has {
        return;
    }
    let lasts = time_text(session.told.value);
    let (lasts_en, lasts_zh, open) = (lasts.en, lasts.zh, whole(session.open.likely));
    let (name, each, needs, has) = (&load.name, whole(told.value), one(needs), one(has));
    let mut cells = vec![session.told.cell.clone(), told.cell.clone()];
    cells.extend(session.open_cell.clone());
    let way = match session.way {
        Way::Usual => say!(" (answers as long as usual)", "（每次回复按通常时长）"),
        _ => Text::default(),
    };
    let (way_en, way_zh) = (way.en, way.zh);
    all.push(Doubt {
        text: say!(
            "{name}: {lasts_en} at {open} open and {each} a day need {needs} h of hands in {has} h on duty{way_en}",
            "{name}：每个 {lasts_zh}、同时 {open} 个、每天 {each} 个，要动手 {needs} 小时，而在岗只有 {has} 小时{way_zh}"
        ),
        cells,
        sure: true,
    });
}
