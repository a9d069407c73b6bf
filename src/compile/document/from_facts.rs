//! Changes in the words of a shop, `facts.presale.lasts = "*0.9"`: as changes of what `facts read` worked out of that answer.
//!
//! The scenario that the answers alone give is written twice, with the answers as they were and as they are changed to; what differs
//! is changed. A number is changed in proportion, so that what was moved since (by hand, or by `calibrate`) stays moved.

use super::changes::{Override, Tables, flatten, lay};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, SourceMap, Text};
use crate::facts;
use crate::say;
use crate::scenario::text::document::{Node, Value, parse};
use crate::scenario::values::change::clean;
use crate::scenario::values::law::LawText;
use crate::scenario::values::quantity;
use crate::scenario::values::read::Read;
use std::collections::{BTreeMap, BTreeSet};

/// The table of answers.
pub(crate) const FACTS: &str = "facts";
/// Answers that come out of the work: to change one is to say that it was measured so.
const OUTCOMES: [&str; 2] = ["first_response", "average_response"];
/// Numbers that differ by less are the same, rounded.
const SAME: f64 = 1e-6;

/// What a scenario of facts says: values by path.
type Derived = BTreeMap<Vec<String>, Node>;

/// A file with the answers as they are changed so far.
pub(crate) struct Answered<'a> {
    root: &'a Node,
    /// `facts` alone.
    told: Node,
    /// What follows of the answers as the file has them; none before it is asked.
    of_file: Option<Derived>,
}

impl<'a> Answered<'a> {
    pub fn new(root: &'a Node) -> Self {
        let mut told = Node::empty_table(root.place.clone());
        if let (Some(facts), Some(entries)) = (root.get(FACTS), told.table_mut()) {
            entries.insert(FACTS.to_owned(), facts.clone());
        }
        Self { root, told, of_file: None }
    }

    /// These changes, with those of answers as changes of what was worked out of them, before the others.
    pub fn apply(&mut self, changes: &[Override], out: &mut Diagnostics) -> Vec<Override> {
        let (asked, others): (Vec<&Override>, Vec<&Override>) =
            changes.iter().partition(|change| change.path.first().is_some_and(|first| first == FACTS));
        let mut found = if asked.is_empty() { Vec::new() } else { self.worked_again(&asked, out).unwrap_or_default() };
        found.extend(others.into_iter().cloned());
        found
    }

    fn worked_again(&mut self, asked: &[&Override], out: &mut Diagnostics) -> Option<Vec<Override>> {
        let before = out.reported();
        let mut after = self.told.clone();
        for change in asked {
            self.lay_one(&mut after, change, out);
        }
        if out.reported() > before {
            return None;
        }
        let old = self.derived(&self.told, out)?;
        let new = self.derived_by(asked[0], &after, out)?;
        let of_file = self.of_file.get_or_insert_with(|| old.clone()).clone();
        // What each does alone; none where it makes sense only together with the others.
        let alone: Vec<Option<BTreeSet<Vec<String>>>> = asked.iter().map(|change| self.alone(change, &old)).collect();
        for (change, alone) in asked.iter().zip(&alone) {
            if alone.as_ref().is_some_and(BTreeSet::is_empty) && !self.is_as_it_was(change) {
                out.push(without_effect(change));
            } else if change.path.last().is_some_and(|key| OUTCOMES.contains(&key.as_str())) {
                out.push(an_outcome(change));
            }
        }
        let mut found = Vec::new();
        for path in differing(&old, &new) {
            let by = alone.iter().position(|alone| alone.as_ref().is_some_and(|alone| alone.contains(&path)));
            let change = asked[by.unwrap_or(0)];
            found.extend(self.one(change, &path, [of_file.get(&path), old.get(&path), new.get(&path)], out));
        }
        found.sort_by_key(order);
        self.told = after;
        (out.reported() == before).then_some(found)
    }

    /// Lays a change over the answers, where there is one.
    fn lay_one(&self, answers: &mut Node, change: &Override, out: &mut Diagnostics) {
        let shown = change.shown();
        let at = |message| Diagnostic::error(Code::UnknownPath, change.place(), message);
        let Some(facts) = self.root.get(FACTS) else {
            let what = say!(
                "this scenario has no [facts]: `{shown}` means nothing here",
                "这个情景没有 [facts]，`{shown}` 无从谈起"
            );
            let help = say!(
                "a scenario that `peakstaff facts read` wrote has them; here, change the value itself, such as contact.NAME.session.lasts",
                "由 `peakstaff facts read` 写成的情景才有；这里请直接改数值本身，例如 contact.名称.session.lasts"
            );
            return out.push(at(what).help(help));
        };
        let [_, table, key] = &change.path[..] else {
            let what = say!("`{shown}` is no answer", "`{shown}` 不是一项回答");
            let help =
                say!("write for instance facts.presale.lasts = \"*0.9\"", "请写成例如 facts.presale.lasts = \"*0.9\"");
            return out.push(at(what).help(help));
        };
        let tables: Vec<&str> = facts.names();
        let with_it = |table: &&&str| facts.at(&[**table, key]).is_some();
        let met = if table == "*" { tables.iter().filter(with_it).count() } else { 1 };
        if table != "*" && !tables.contains(&table.as_str()) {
            let what = say!("[facts] has no `{table}`", "[facts] 里没有 `{table}`");
            out.push(at(what).near_or_list(table, &tables));
        } else if met == 0 || (table != "*" && facts.at(&[table, key]).is_none()) {
            let known: BTreeSet<&str> = tables
                .iter()
                .filter(|one| table == "*" || *one == table)
                .filter_map(|one| facts.get(one))
                .flat_map(Node::names)
                .collect();
            let what = say!(
                "`{key}` was not answered, so nothing was worked out of it",
                "`{key}` 当时没有填，没有数值由它推算"
            );
            out.push(at(what).near_or_list(key, &known.into_iter().collect::<Vec<_>>()));
        } else {
            for one in tables.iter().filter(|one| table == "*" || *one == table).filter(with_it) {
                let path = [FACTS, one, key].map(str::to_owned);
                lay(answers, &path, &change.value, out);
            }
        }
    }

    /// Whether a change leaves the answer what it was, as a factor of 1 does among others.
    fn is_as_it_was(&self, change: &Override) -> bool {
        let mut after = self.told.clone();
        self.lay_one(&mut after, change, &mut Diagnostics::default());
        let (Some(facts), Some(key)) = (self.told.get(FACTS), change.path.last()) else { return false };
        facts.names().iter().all(|table| {
            let at = |tree: &Node| tree.at(&[FACTS, table, key]).and_then(number);
            at(&self.told) == at(&after)
        })
    }

    /// The paths that a change alone moves; none where it cannot be alone.
    fn alone(&self, change: &Override, old: &Derived) -> Option<BTreeSet<Vec<String>>> {
        let (mut after, mut out) = (self.told.clone(), Diagnostics::default());
        self.lay_one(&mut after, change, &mut out);
        let new = self.derived(&after, &mut out)?;
        Some(differing(old, &new).into_iter().collect())
    }

    /// The values that answers give after a change: what is wrong with them as a whole is shown there.
    fn derived_by(&self, change: &Override, answers: &Node, out: &mut Diagnostics) -> Option<Derived> {
        let mut found = Diagnostics::default();
        let derived = self.derived(answers, &mut found);
        for one in found.sorted() {
            let at_large = one.labels.is_empty();
            let one = one.clone();
            out.push(if at_large { one.also(change.place(), Text::default()) } else { one });
        }
        derived
    }

    /// The values that answers give.
    fn derived(&self, answers: &Node, out: &mut Diagnostics) -> Option<Derived> {
        let text = facts::again(self.root, answers.get(FACTS)?, out)?;
        let mut files = SourceMap::default();
        let id = files.add(FACTS, &text);
        let tree = parse(&files, id, &mut Diagnostics::default());
        Some(flatten(&tree, Tables::InParts).into_iter().map(|one| (one.path, one.value)).collect())
    }

    /// How the file changes at a path where what was worked out differs.
    fn one(
        &self,
        change: &Override,
        path: &[String],
        [of_file, old, new]: [Option<&Node>; 3],
        out: &mut Diagnostics,
    ) -> Option<Override> {
        let shown = path.join(".");
        let fact = change.shown();
        let refused = |what, help| Diagnostic::error(Code::Override, change.place(), what).help(help);
        let itself = || {
            say!(
                "change `{shown}` itself, or the workbook, and `peakstaff facts read` it again",
                "请直接改 `{shown}`，或改工作簿后重新 `peakstaff facts read`"
            )
        };
        let Some(laid) = laid_at(path) else {
            let what = say!(
                "`{fact}` decides `{shown}`, which is the whole file's: a case cannot change it",
                "`{fact}` 决定 `{shown}`，那是整个文件的，假设不能改"
            );
            return out.reject(refused(what, itself()));
        };
        let there = self.root.at_path(path);
        let value = |value: Value| {
            let node = Node { computed: true, ..Node::new(change.value.place.clone(), value) };
            Node { key: change.value.key.clone(), ..node }
        };
        let numbers = [of_file, old, new, there].map(|node| node.and_then(number));
        if let [Some(worked), Some(was), Some(is), Some(now)] = numbers
            && was != 0.0
        {
            if (now - worked).abs() > SAME * worked.abs() {
                let factor = clean((is / was * 1e4).round() / 1e4);
                let (was, now) =
                    (of_file.map(Node::shown).unwrap_or_default(), there.map(Node::shown).unwrap_or_default());
                out.push(Diagnostic::warning(
                    Code::Override,
                    change.place(),
                    say!(
                        "`{shown}` is {now} in the file, not {was} as worked out of the answers (calibrated, or changed by hand): it changes in proportion, × {factor}",
                        "文件里的 `{shown}` 是 {now}，不是由回答推算的 {was}（校准过，或手工改过）：按比例改，× {factor}"
                    ),
                ));
            }
            let factor = clean(is / was);
            return Some(Override { path: laid, value: value(Value::Text(format!("*{factor}"))) });
        }
        match new {
            Some(new) if there == of_file => Some(Override { path: laid, value: value(new.value.clone()) }),
            Some(_) => {
                let what = say!(
                    "`{fact}` decides `{shown}`, which is no longer as it was worked out of the answers",
                    "`{fact}` 决定 `{shown}`，而它已不是当初由回答推算的样子"
                );
                out.reject(refused(what, itself()))
            }
            None => {
                let what = say!(
                    "`{fact}` changed so far decides something else than `{shown}`",
                    "`{fact}` 改到这里，决定的就不再是 `{shown}` 了"
                );
                out.reject(refused(what, itself()))
            }
        }
    }
}

/// Where a case lays what the file says at a path; none where it cannot. What teams have in common, it lays over each.
fn laid_at(path: &[String]) -> Option<Vec<String>> {
    let keys: Vec<&str> = path.iter().map(String::as_str).collect();
    match keys[..] {
        ["contact" | "calendar" | "volume", ..] | ["design", _, "bot" | "costs", ..] => Some(path.to_vec()),
        ["defaults", "team", ..] => Some(["team", "*"].iter().chain(&keys[2..]).map(|key| (*key).to_owned()).collect()),
        _ => None,
    }
}

/// Paths at which something else is said, of all that is simulated.
fn differing(old: &Derived, new: &Derived) -> Vec<Vec<String>> {
    let paths: BTreeSet<&Vec<String>> = old.keys().chain(new.keys()).collect();
    paths.into_iter().filter(|path| old.get(*path) != new.get(*path)).cloned().collect()
}

/// A number that can be changed in proportion: plain, a share, seconds, the mean of a law.
fn number(node: &Node) -> Option<f64> {
    match &node.value {
        Value::Integer(number) => Some(*number as f64),
        Value::Number(number) => Some(*number),
        Value::Text(text) => quantity::duration(text).or_else(|_| quantity::share(text)).ok(),
        Value::Table(_) => LawText::read(node, &mut Diagnostics::default())?.mean_seconds(),
        _ => None,
    }
}

/// A session never is shorter than the pauses in it, not even between two changes: pauses are shortened and sessions lengthened first.
fn order(change: &Override) -> u8 {
    let less =
        change.value.text().and_then(|text| text.strip_prefix('*')?.parse::<f64>().ok()).is_some_and(|x| x < 1.0);
    match change.path.get(2).map(String::as_str) {
        Some("customer_pause") if less => 0,
        Some("session") if !less => 1,
        Some("messages") => 2,
        _ => 3,
    }
}

fn without_effect(change: &Override) -> Diagnostic {
    let shown = change.shown();
    let what = say!("`{shown}` so changes nothing that is simulated", "`{shown}` 这样改，模拟里什么都不变");
    Diagnostic::error(Code::Override, change.place(), what).help(say!(
        "it is only noted, held against what comes out, or rounded; what it comes from can be changed: people, shifts, the bot, facts such as `lasts`, `contacts`, `bot_contains`",
        "它只作记录、只用来对照，或取整后没有变；可以改的是它的由来：人数、班次、机器人，或 `lasts`、`contacts`、`bot_contains` 等事实"
    ))
}

fn an_outcome(change: &Override) -> Diagnostic {
    let shown = change.shown();
    Diagnostic::warning(
        Code::Override,
        change.place(),
        say!(
            "`{shown}` says what was measured, not what is aimed at: answers a chat and sales are worked out as if it had been measured so; \
             how fast answers then are comes out of the simulation",
            "`{shown}` 是实测值，不是目标：按“当时测到的是这个数”重新推算回复次数与成交；之后回复有多快由模拟得出"
        ),
    )
}
