//! Which groups of changes lead from one design to another: its levers, groups that the file names, and those found by what a path
//! is of.

use crate::compile::document::differences::Path;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::model::Label;
use crate::say;
use crate::scenario::schema::GroupText;
use crate::scenario::text::document::Node;
use crate::scenario::values::change::split_path;
use crate::scenario::values::read::{Names, Read};

/// Changes that come together.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Group {
    /// What they are called.
    pub label: Label,
    /// Where the designs differ without levers, by path from the root of the design, or of the world.
    pub paths: Vec<Vec<String>>,
    /// Where its levers change the later design.
    pub by_levers: Vec<Vec<String>>,
    /// Levers of the later design, by their position in what it takes in beyond the earlier.
    pub levers: Vec<usize>,
}

impl Group {
    /// The two as one.
    pub(crate) fn join(self, other: Self) -> Self {
        let Label { key, en, zh } = self.label;
        let label = Label {
            key: format!("{key}+{}", other.label.key),
            en: format!("{en} with {}", other.label.en),
            zh: format!("{zh}和{}", other.label.zh),
        };
        Self {
            label,
            paths: self.paths.into_iter().chain(other.paths).collect(),
            by_levers: self.by_levers.into_iter().chain(other.by_levers).collect(),
            levers: self.levers.into_iter().chain(other.levers).collect(),
        }
    }
}

/// What a path is of, where the file does not say.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
enum Kind {
    Teams,
    People,
    Shifts,
    Skills,
    Bot,
    Tools,
    Work,
    Rules,
    Once,
}

impl Kind {
    const ALL: [(Self, &str, &str, &str); 9] = [
        (Self::Teams, "teams", "teams", "分组"),
        (Self::People, "people", "people and pay", "人员与薪酬"),
        (Self::Shifts, "shifts", "shifts", "班次"),
        (Self::Skills, "skills", "skills", "技能"),
        (Self::Bot, "bot", "bot", "机器人"),
        (Self::Tools, "ticket_tool", "ticket tool", "工单工具"),
        (Self::Work, "work", "the work itself", "工作内容"),
        (Self::Rules, "rules", "rules", "规则"),
        (Self::Once, "one_off", "one-off costs", "一次性成本"),
    ];

    fn label(self) -> Label {
        let (_, key, en, zh) = Self::ALL[self as usize];
        Label { key: key.to_owned(), en: en.to_owned(), zh: zh.to_owned() }
    }

    /// `world`: the tree in which types stand.
    fn of(path: &[String], world: &Node) -> Self {
        let parts: Vec<&str> = path.iter().map(String::as_str).collect();
        match parts[..] {
            ["team", _] | ["team", _, "serves" | "name"] | ["routes" | "owner", ..] => Self::Teams,
            [
                "team",
                _,
                "shifts" | "split" | "rest" | "rota" | "last_call" | "after_shift" | "pause" | "off_desk",
                ..,
            ] => Self::Shifts,
            ["team", _, "skill" | "chats" | "switching" | "answers", ..] => Self::Skills,
            ["bot", ..] | ["costs", "bot", ..] => Self::Bot,
            ["costs", "tools", ..] | ["contact", _, "steps", ..] => Self::Tools,
            ["costs", ..] => Self::Once,
            ["contact", kind, ..] if is_ticket(world, kind) => Self::Tools,
            ["contact" | "stream", ..] => Self::Work,
            ["policy" | "calendar", ..] => Self::Rules,
            _ => Self::People,
        }
    }
}

fn is_ticket(world: &Node, kind: &str) -> bool {
    world.at(&["contact", kind, "channel"]).and_then(Node::text) == Some("ticket")
}

/// The groups of paths: those that the file names first, in their order, then those found. Where teams come or go, their people go
/// with them: a team of nobody, or twice as many people, is no organisation that anybody thinks of.
pub(crate) fn groups_of(paths: &[Path], root: &Node, world: &Node, out: &mut Diagnostics) -> Vec<Group> {
    let named = named(root, out);
    let teams_change = paths.iter().any(|path| path.len() == 2 && path[0] == "team");
    let mut groups: Vec<Group> = named.iter().map(|(label, _)| group(label.clone())).collect();
    let mut found: Vec<(Kind, Group)> = Vec::new();
    for path in paths {
        let mine = |(_, patterns): &(Label, Vec<Path>)| patterns.iter().any(|pattern| matches(pattern, path));
        if let Some(at) = named.iter().position(mine) {
            groups[at].paths.push(path.clone());
            continue;
        }
        let kind = match Kind::of(path, world) {
            Kind::People if teams_change => Kind::Teams,
            kind => kind,
        };
        let at = found.iter().position(|(other, _)| *other == kind).unwrap_or_else(|| {
            found.push((kind, group(kind.label())));
            found.len() - 1
        });
        found[at].1.paths.push(path.clone());
    }
    found.sort_by_key(|(kind, _)| *kind);
    // What only has another name is no change.
    let says = |group: &Group| group.paths.iter().any(|path| path.last().is_none_or(|last| last != "name"));
    groups.extend(found.into_iter().map(|(_, group)| group).filter(says));
    groups
}

fn group(label: Label) -> Group {
    Group { label, paths: Vec::new(), by_levers: Vec::new(), levers: Vec::new() }
}

/// The groups that the file names: `[group.NAME]`.
fn named(root: &Node, out: &mut Diagnostics) -> Vec<(Label, Vec<Path>)> {
    let Some(node) = root.get("group") else { return Vec::new() };
    let Some(names) = <Names<GroupText> as Read>::read(node, out) else { return Vec::new() };
    let mut found = Vec::new();
    for (key, entry) in names.0 {
        let Some(text) = entry.value else { continue };
        let label = text.name.as_ref().map_or_else(|| Label::plain(&key), |name| Label::parse(&key, &name.value));
        let paths: Vec<Path> = text.paths.iter().map(|path| split_path(&path.value)).collect();
        if paths.is_empty() {
            out.push(
                Diagnostic::error(Code::Empty, &entry.key, say!("group `{key}` has no paths", "分组 `{key}` 没有路径"))
                    .help(say!("write paths = [\"bot.*\", \"costs.bot\"]", "请写 paths = [\"bot.*\", \"costs.bot\"]")),
            );
        }
        found.push((label, paths));
    }
    found
}

/// Whether a path is what a pattern says, or within it.
fn matches(pattern: &[String], path: &[String]) -> bool {
    pattern.len() <= path.len() && pattern.iter().zip(path).all(|(pattern, part)| pattern == "*" || pattern == part)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn path(text: &str) -> Path {
        split_path(text)
    }

    #[test]
    fn kinds_are_listed_in_order() {
        for (n, (kind, ..)) in Kind::ALL.iter().enumerate() {
            assert_eq!(*kind as usize, n);
        }
    }

    #[test]
    fn a_pattern_holds_all_that_is_within_it() {
        assert!(matches(&path("contact.*.effort"), &path("contact.presale.effort.mean")));
        assert!(matches(&path("bot"), &path("bot.presale")));
        assert!(!matches(&path("team.*.headcount"), &path("team.presale")));
        assert!(!matches(&path("team.a"), &path("team.b.pay")));
    }
}
