//! What a file need not say: the template's defaults, and the shipped profiles.

use crate::diagnostic::{Code, Diagnostic, Diagnostics, SourceId, SourceMap};
use crate::say;
use crate::scenario::text::document::{Node, Value, parse};
use crate::scenario::values::change::overlay;
use crate::scenario::values::law::LawText;
use crate::scenario::values::read::Read;
use crate::scenario::{PLATFORMS, PROFILES, TEMPLATES};
use std::collections::BTreeMap;

/// Lays the file's own defaults over those of its template; the template's text, none where it wants none.
pub fn add_template(root: &mut Node, files: &mut SourceMap, out: &mut Diagnostics) -> Option<SourceId> {
    let given = root.get("template").cloned();
    let name = given.as_ref().and_then(Node::text).unwrap_or("cn_shop");
    if name == "none" {
        return None;
    }
    let Some((_, text)) = TEMPLATES.iter().find(|(n, _)| *n == name) else {
        let known: Vec<&str> = TEMPLATES.iter().map(|t| t.0).chain(["none"]).collect();
        let place = given.as_ref().map_or_else(|| root.place.clone(), |n| n.place.clone());
        let text = say!("unknown template `{name}`", "没有叫 `{name}` 的默认值模板");
        return out.reject(Diagnostic::error(Code::UnknownName, &place, text).near_or_list(name, &known));
    };
    let id = files.add(&format!("<{name}>"), text);
    let mut template = parse(files, id, out);
    if let Some(own) = root.get("defaults") {
        let wrapped = Node::of_entries(own.place.clone(), BTreeMap::from([("defaults".to_string(), own.clone())]));
        overlay(&mut template, &wrapped, out);
    }
    let entries = root.table_mut().expect("a document is a table");
    for (key, value) in template.table().into_iter().flatten().filter(|(k, _)| *k != "defaults") {
        entries.entry(key.clone()).or_insert_with(|| value.clone());
    }
    let merged = template.table_mut().and_then(|t| t.remove("defaults")).expect("the template has defaults");
    root.table_mut().expect("a document is a table").insert("defaults".into(), merged);
    Some(id)
}

pub fn add_profiles(root: &mut Node, files: &mut SourceMap, out: &mut Diagnostics) {
    let id = files.add("<profiles>", PROFILES);
    let shipped = parse(files, id, out);
    let place = shipped.place.clone();
    let entries = root.table_mut().expect("a document is a table");
    let calendar = entries.entry("calendar".into()).or_insert_with(|| Node::empty_table(place.clone()));
    let Some(calendar) = calendar.table_mut() else { return };
    let profiles = calendar.entry("profile".into()).or_insert_with(|| Node::empty_table(place));
    let Some(profiles) = profiles.table_mut() else { return };
    for (name, weights) in shipped.table().into_iter().flatten() {
        profiles.entry(name.clone()).or_insert_with(|| weights.clone());
    }
}

/// Shipped platforms stand beneath the file's own, key by key.
pub fn add_platforms(root: &mut Node, files: &mut SourceMap, out: &mut Diagnostics) {
    let id = files.add("<platforms>", PLATFORMS);
    let mut shipped = parse(files, id, out);
    let entries = root.table_mut().expect("a document is a table");
    match entries.get_mut("platform") {
        None => {
            entries.insert("platform".into(), shipped);
        }
        Some(own) if own.table().is_some() => {
            overlay(&mut shipped, own, out);
            *own = shipped;
        }
        Some(_) => (),
    }
}

pub fn check_defaults(root: &Node, out: &mut Diagnostics) {
    if let Some(defaults) = root.get("defaults") {
        crate::scenario::values::read::unknown_keys(defaults, &["chat", "call", "ticket", "team", "bot"], out);
    }
}

/// Lays every contact type over the defaults of its channel.
pub fn add_contact_defaults(world: &mut Node, out: &mut Diagnostics) {
    let defaults = world.get("defaults").cloned();
    let Some(contacts) = world.get_mut("contact").and_then(Node::table_mut) else { return };
    for contact in contacts.values_mut() {
        let channel = contact.get("channel").and_then(Node::text);
        let base = channel.and_then(|c| defaults.as_ref()?.get(c));
        if base.is_none() {
            super::clock::not_both(contact, out);
            super::clock::work_back(contact, defaults.as_ref(), out);
        }
        if let (Some(base), Some(_)) = (base, contact.table()) {
            let mut merged = base.clone();
            if let Some(entries) = merged.table_mut().filter(|_| is_outreach(contact)) {
                // Nobody waits for it, whatever tickets of customers cause.
                entries.retain(|key, _| !["late", "unresolved"].contains(&key.as_str()));
            }
            if contact.get("sale").is_none() {
                // What a sale need not say makes no sale.
                merged.table_mut().map(|entries| entries.remove("sale"));
            }
            super::clock::not_both(contact, out);
            super::clock::one_of_both(&mut merged, contact);
            overlay(&mut merged, contact, out);
            super::clock::work_back(&mut merged, defaults.as_ref(), out);
            // A default effort may say its spread only; then the type itself must say how long.
            let spread_only =
                merged.get("effort").is_some_and(|e| LawText::read(e, &mut Diagnostics::default()).is_none());
            // Steps say their own efforts.
            if (spread_only || contact.says("steps")) && contact.get("effort").is_none() {
                merged.table_mut().map(|t| t.remove("effort"));
            }
            *contact = merged;
        }
    }
}

fn is_outreach(contact: &Node) -> bool {
    contact.get("outreach").is_some_and(|outreach| matches!(outreach.value, Value::Bool(true)))
}

/// Every file of volumes has a factor, so that whatever changes demand finds one.
pub fn add_times(world: &mut Node) {
    for kind in ["contact", "stream"] {
        let entries =
            world.get_mut(kind).and_then(Node::table_mut).into_iter().flat_map(|entries| entries.values_mut());
        for arrivals in entries.filter_map(|entry| entry.get_mut("arrivals")?.table_mut()) {
            let Some(place) = arrivals.get("file").map(|file| file.place.clone()) else { continue };
            arrivals.entry("times".into()).or_insert_with(|| Node::new(place, Value::Number(1.0)));
        }
    }
}

/// A design that says `steps` means them instead of the effort of the type, and the other way round.
pub fn make_way(base: &mut Node, change: &Node, defaults: Option<&Node>) {
    super::clock::one_of_both(base, change);
    let says = |key: &str| change.says(key);
    if says("steps") == says("effort") {
        return;
    }
    let Some(entries) = base.table_mut() else { return };
    if says("steps") {
        entries.remove("effort");
    } else if entries.remove("steps").is_some() {
        // The spread comes from where it would have come from without steps.
        let channel = entries.get("channel").and_then(Node::text);
        if let Some(effort) = channel.and_then(|c| defaults?.at(&[c, "effort"])) {
            entries.insert("effort".into(), effort.clone());
        }
    }
}

/// Lays the effort of every step over the default effort of its channel, when nothing changes it any more.
pub fn add_step_defaults(world: &mut Node, out: &mut Diagnostics) {
    let defaults = world.get("defaults").cloned();
    let Some(contacts) = world.get_mut("contact").and_then(Node::table_mut) else { return };
    for contact in contacts.values_mut() {
        let channel = contact.get("channel").and_then(Node::text);
        let Some(base) = channel.and_then(|c| defaults.as_ref()?.at(&[c, "effort"])).cloned() else { continue };
        let Some(Value::List(steps)) = contact.get_mut("steps").map(|steps| &mut steps.value) else { continue };
        for effort in steps.iter_mut().filter_map(|step| step.get_mut("effort")) {
            let mut merged = base.clone();
            overlay(&mut merged, effort, out);
            *effort = merged;
        }
    }
}

/// Settles what depends on the whole type, when nothing changes it any more: a sale that came late has its default too, and
/// a default gives way where the file says the same in another form (a rule on `falsely_contained`; a log of every contact
/// has those in it who asked again).
pub fn settle_defaults(world: &mut Node, template: Option<SourceId>) {
    let defaults = world.get("defaults").cloned();
    let Some(contacts) = world.get_mut("contact").and_then(Node::table_mut) else { return };
    for contact in contacts.values_mut() {
        let channel = contact.get("channel").and_then(Node::text);
        let bot = channel.and_then(|c| defaults.as_ref()?.at(&[c, "sale", "bot"])).cloned();
        if let (Some(bot), Some(sale)) = (bot, contact.get_mut("sale").and_then(Node::table_mut)) {
            sale.entry("bot".into()).or_insert(bot);
        }
        let says_who_comes_back = |rule: &Node| rule.get("on").and_then(Node::text) == Some("falsely_contained");
        let ruled = match contact.get("then").map(|then| &then.value) {
            Some(Value::List(rules)) => rules.iter().any(says_who_comes_back),
            _ => false,
        };
        let logged = contact.at(&["arrivals", "counts"]).and_then(Node::text) == Some("rows");
        let Some(entries) = contact.table_mut() else { continue };
        entries.retain(|key, value| match &key[..] {
            "falsely_contained" => !(ruled || logged) || !is_all_of(value, template),
            "unresolved" | "abandoned" => !logged || !is_all_of(value, template),
            _ => true,
        });
    }
}

/// Whether nothing of it was written anywhere but in this text.
fn is_all_of(node: &Node, text: Option<SourceId>) -> bool {
    let mut all = true;
    node.walk("", &mut |_, part| all &= Some(part.place.source) == text);
    all
}

/// Lays a design's teams and bots over their defaults.
pub fn add_design_defaults(design: &mut Node, root: &Node, out: &mut Diagnostics) {
    for (_, team) in design.get_mut("team").and_then(Node::table_mut).into_iter().flatten() {
        over_defaults(team, root.at(&["defaults", "team"]), out);
    }
    for (name, bot) in design.get_mut("bot").and_then(Node::table_mut).into_iter().flatten() {
        bot_over_defaults(name, bot, root, out);
    }
}

/// Gives its defaults to a bot that changes have brought.
pub fn add_bot_defaults(design: &mut Node, known: &Node, root: &Node, out: &mut Diagnostics) {
    for (name, bot) in design.get_mut("bot").and_then(Node::table_mut).into_iter().flatten() {
        if known.at(&["bot", name]).is_none() || bot.table().is_none() {
            bot_over_defaults(name, bot, root, out);
        }
    }
}

fn bot_over_defaults(name: &str, bot: &mut Node, root: &Node, out: &mut Diagnostics) {
    if bot.is_none() {
        return;
    }
    if bot.table().is_none() {
        // A bare number is the contained share.
        let mut table = Node::empty_table(bot.place.clone());
        table.key.clone_from(&bot.key);
        table.table_mut().expect("just made").insert("contains".into(), bot.clone());
        *bot = table;
    }
    // One of outreach talks to nobody.
    if !root.at(&["contact", name]).is_some_and(is_outreach) {
        over_defaults(bot, root.at(&["defaults", "bot"]), out);
    }
}

fn over_defaults(entry: &mut Node, defaults: Option<&Node>, out: &mut Diagnostics) {
    if let (Some(defaults), Some(_)) = (defaults, entry.table()) {
        let mut merged = defaults.clone();
        overlay(&mut merged, entry, out);
        *entry = merged;
    }
}
