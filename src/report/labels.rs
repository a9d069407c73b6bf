//! Names and estimates by stable key: how the tables look things up.

mod heads;

pub use heads::{Heads, team_heads};

use super::cents::printed;
use super::numbers::days;
use super::results::{Results, Unwritten};
use super::words::{Words, colon, list, say};
use crate::catalogue::{HORIZON, KpiId, Part, Row, Saving, Span, Subject, Unit, called_by_platforms};
use crate::experiment::{Address, Arm, Difference, Estimate, Interaction, Parts, same_demand};
use crate::model::{Channel, ContactType, DayPaid, Lang, Model, PersonLimit, Staffing, Team};
use crate::stats::Verdict;
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// Results, read in a language.
pub struct View<'a> {
    /// What came out.
    pub results: &'a Results,
    /// The language.
    pub lang: Lang,
    /// Its words.
    pub words: &'static Words,
    /// The stable name of the span that it is about.
    period: &'a str,
    of_period: BTreeMap<Address, &'a Estimate>,
    /// By arm: its subjects by stable name.
    subjects: Vec<BTreeMap<String, Subject>>,
    /// Money of the report's period as it is printed.
    printed: BTreeMap<Address, f64>,
}

/// A KPI's name, and beside it, in Chinese, what the shop's platforms call it.
pub fn heading(kpi: KpiId, model: &Model, lang: Lang) -> String {
    let ours = kpi.name(model, lang);
    let theirs = if lang == Lang::Zh { called_by_platforms(kpi, model).join("；") } else { String::new() };
    if theirs.is_empty() { ours.into_owned() } else { format!("{ours}（{theirs}）") }
}

/// A compared pair of arms.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Comparison {
    /// Which arm.
    pub arm: usize,
    /// Against which.
    pub base: usize,
}

impl<'a> View<'a> {
    /// Reads results in a language, about the report's period.
    pub fn new(results: &'a Results, lang: Lang) -> Self {
        Self::of_period(results, lang, &results.period)
    }

    /// The same about another span: its stable name.
    pub fn of_period(results: &'a Results, lang: Lang, period: &'a str) -> Self {
        let of_period = results.estimates.iter().filter(|e| results.span_of(e.of.arm, period) == Some(e.of.span));
        let named = |arm: &Arm| {
            Subject::all_of(&arm.model).into_iter().map(|subject| (subject.key(&arm.model), subject)).collect()
        };
        Self {
            results,
            lang,
            words: Words::of(lang),
            period,
            of_period: of_period.map(|e| (e.of, e)).collect(),
            subjects: results.study.arms.iter().map(named).collect(),
            printed: printed(results, period),
        }
    }

    /// The arms.
    pub fn arms(&self) -> &'a [Arm] {
        &self.results.study.arms
    }

    /// An arm's model.
    pub fn model(&self, arm: usize) -> &'a Model {
        &self.results.study.arms[arm].model
    }

    /// The span of an arm that the report is about.
    pub fn span(&self, arm: usize) -> &'a Span {
        &self.results.study.arms[arm].spans[self.span_number(arm)]
    }

    /// Its number among the arm's spans.
    pub fn span_number(&self, arm: usize) -> usize {
        self.results.span_of(arm, self.period).unwrap_or(0)
    }

    /// How long the report's period is, with its name where it is not all that is counted: `2025-02 (28 days)`.
    pub fn stretch(&self) -> String {
        let span = self.span(self.results.baseline);
        let days = days(span.days, self.lang);
        if span.label.key == HORIZON {
            return days;
        }
        let name = span.label.in_lang(self.lang);
        say(self.lang, format!("{name} ({days})"), format!("{name}（{days}）"))
    }

    /// With what others are compared, and why, where the file does not say it.
    pub fn unwritten_baseline(&self) -> Option<String> {
        let design = self.design(self.results.baseline);
        let (en, zh) = match self.results.unwritten? {
            Unwritten::FirstWritten => ("the first in the file", "文件中写在最前"),
            Unwritten::FirstAsked => ("the first that was asked for", "命令里写在最前"),
        };
        Some(say(
            self.lang,
            format!("no `baseline` is written: compared with “{design}”, {en}"),
            format!("没写 `baseline`：与“{design}”相比（{zh}）"),
        ))
    }

    /// Whether both sides meet the same demand, so that one may be better than the other.
    pub fn is_judged(&self, pair: Comparison) -> bool {
        same_demand(self.model(pair.arm), self.model(pair.base))
    }

    /// What a figure of somebody is about in an arm, over a span; none where the arm has nobody of this name.
    fn address(&self, arm: usize, kpi: KpiId, subject: &str, span: usize) -> Option<Address> {
        let (name, part) = Part::split(subject);
        Some(Address { arm, kpi, subject: *self.subjects[arm].get(name)?, part, span })
    }

    /// An estimate over the report's period. `subject`: the stable name.
    pub fn estimate(&self, arm: usize, kpi: impl Into<KpiId>, subject: &str) -> Option<&'a Estimate> {
        let address = self.address(arm, kpi.into(), subject, self.span_number(arm))?;
        self.of_period.get(&address).copied()
    }

    /// The mean of an estimate as it is printed: money as the sum of cents.
    pub fn mean(&self, e: &Estimate) -> f64 {
        self.printed.get(&e.of).copied().unwrap_or(e.mean)
    }

    /// The mean of a difference as it is printed: of money the difference of what is printed of both sides.
    pub fn gap(&self, d: &Difference) -> f64 {
        let (kpi, sign) = match d.of.kpi {
            KpiId::Saving(Saving::Cash) => (Row::CostTotal.into(), -1.0),
            kpi => (kpi, 1.0),
        };
        let subject = d.of.subject.key(self.model(d.of.arm));
        let of = |arm: usize| self.printed.get(&self.address(arm, kpi, &subject, self.span_number(arm))?).copied();
        match (of(d.of.arm), of(d.base)) {
            (Some(arm), Some(base)) => sign * (arm - base),
            _ => d.judgement.mean,
        }
    }

    /// A difference over the report's period. `subject`: the stable name.
    pub fn difference(&self, pair: Comparison, kpi: impl Into<KpiId>, subject: &str) -> Option<&'a Difference> {
        let address = self.address(pair.arm, kpi.into(), subject, self.span_number(pair.arm))?;
        self.results.differences.iter().find(|d| d.of == address && d.base == pair.base)
    }

    /// How far all levers together go beyond the sum of each alone, over the report's period.
    pub fn interaction(&self, parts: &Parts, kpi: KpiId, subject: &str) -> Option<&'a Interaction> {
        let address = self.address(parts.together, kpi, subject, self.span_number(parts.together))?;
        self.results.interactions.iter().find(|i| i.of == address)
    }

    /// Whether the whole horizon knows a figure: a period may lack it although it was given.
    pub fn known(&self, arm: usize, kpi: KpiId, subject: &str) -> bool {
        let horizon = self.address(arm, kpi, subject, 0);
        horizon.is_some_and(|address| self.results.estimates.iter().any(|e| e.of == address))
    }

    /// A KPI's name; of scores that of the baseline.
    pub fn name(&self, kpi: KpiId) -> String {
        kpi.name(self.model(self.results.baseline), self.lang).into_owned()
    }

    /// A KPI's name as a heading has it: beside ours, in Chinese, what the shop's platforms call it.
    pub fn heading(&self, kpi: KpiId) -> String {
        heading(kpi, self.model(self.results.baseline), self.lang)
    }

    /// A KPI's name and what it means.
    pub fn defined(&self, kpi: KpiId) -> (String, String) {
        let model = self.model(self.results.baseline);
        (self.heading(kpi), kpi.definition(model, self.lang).into_owned())
    }

    /// A KPI's unit.
    pub fn unit(&self, kpi: KpiId) -> Unit {
        kpi.unit(self.model(self.results.baseline))
    }

    /// `service level: Pre-sale chat`, of what a result is about.
    pub fn about(&self, of: &Address) -> String {
        self.figure(&self.name(of.kpi), &of.named(self.arms()).subject)
    }

    /// Pairs within a case, then pairs across cases, as they were compared.
    pub fn pairs(&self) -> (Vec<Comparison>, Vec<Comparison>) {
        let base_design = &self.model(self.results.baseline).design.key;
        let arms = self.arms();
        let (mut within, mut across) = (Vec::new(), Vec::new());
        for (arm, a) in arms.iter().enumerate() {
            let same = |b: &Arm| b.model.design.key == *base_design && b.model.case.key == a.model.case.key;
            if let Some(base) = arms.iter().position(same).filter(|base| *base != arm) {
                within.push(Comparison { arm, base });
            }
            if a.model.case.key != self.model(self.results.baseline).case.key {
                across.push(Comparison { arm, base: self.results.baseline });
            }
        }
        (within, across)
    }

    /// Whether there is more than one case.
    pub fn has_cases(&self) -> bool {
        self.arms().iter().any(|arm| arm.model.case.key != self.model(0).case.key)
    }

    /// The design's name.
    pub fn design(&self, arm: usize) -> &'a str {
        self.model(arm).design.in_lang(self.lang)
    }

    /// The case's name; the base case has none of its own.
    pub fn case(&self, arm: usize) -> &'a str {
        let case = &self.model(arm).case;
        if case.key == "base" && case.en == "base" { self.words.as_is } else { case.in_lang(self.lang) }
    }

    /// Design, and case where there are several.
    pub fn arm_name(&self, arm: usize) -> String {
        let design = self.design(arm);
        if !self.has_cases() {
            return design.to_owned();
        }
        say(self.lang, format!("{design}, {}", self.case(arm)), format!("{design}，{}", self.case(arm)))
    }

    /// The heading of an arm's column.
    pub fn arm_heading(&self, arm: usize) -> String {
        if self.has_cases() { format!("{}\n{}", self.design(arm), self.case(arm)) } else { self.design(arm).to_owned() }
    }

    /// A subject's name, from the first arm that has it.
    pub fn subject(&self, key: &str) -> String {
        let (name, _) = Part::split(key);
        let of = |arm: usize| Some(self.subjects[arm].get(name)?.name(self.model(arm), self.lang));
        (0..self.arms().len()).find_map(of).unwrap_or_else(|| key.to_owned())
    }

    /// `service level: Pre-sale chat`.
    pub fn figure(&self, name: &str, subject: &str) -> String {
        if subject == "all" { name.to_owned() } else { colon(self.lang, name, &self.subject(subject)) }
    }

    /// Contact types of any arm, in order of first appearance.
    pub fn types(&self) -> Vec<&'a ContactType> {
        let mut seen: Vec<&ContactType> = Vec::new();
        for kind in self.arms().iter().flat_map(|arm| arm.model.types.iter()) {
            if kind.channel != Channel::Stream && seen.iter().all(|k| k.label.key != kind.label.key) {
                seen.push(kind);
            }
        }
        seen
    }
}

/// `24 people in 2 teams (pre-sale 12, after-sale 12)`; where people of a team take different numbers of chats at once
/// `pre-sale 12 [chats 5 × 2, 3 × 10]`.
pub fn staff(model: &Model, lang: Lang) -> String {
    let of = |team: &Team| {
        let (name, heads) = (team.label.in_lang(lang), Heads::of_team(model, team).cell(lang));
        if !team.limits_differ() {
            return format!("{name} {heads}");
        }
        let chats = chats_at_once(team, lang);
        say(lang, format!("{name} {heads} [chats {chats}]"), format!("{name} {heads}［同时接待 {chats}］"))
    };
    let each: Vec<String> = model.teams.iter().map(of).collect();
    let (n, teams, list) = (Heads::of(model).people(lang), model.teams.len(), list(lang, &each));
    let team_word = if teams == 1 { "team" } else { "teams" };
    say(lang, format!("{n} in {teams} {team_word} ({list})"), format!("{n}，{teams} 组（{list}）"))
}

/// Chats that people of a team take at once: `3`, or where they differ, the most first and how many take so many:
/// `5 × 2, 3 × 10`; newcomers and people for the day apart.
pub fn chats_at_once(team: &Team, lang: Lang) -> String {
    let mut people: BTreeMap<Reverse<u16>, u32> = BTreeMap::new();
    // Of a team that nobody is in yet, those who will be.
    for number in 0..team_heads(&team.staffing).max(1) {
        *people.entry(Reverse(team.places_of(number))).or_default() += 1;
    }
    let mut each: Vec<String> = match people.first_key_value() {
        Some((Reverse(places), _)) if people.len() == 1 => vec![places.to_string()],
        _ => people.iter().map(|(Reverse(places), people)| format!("{places} × {people}")).collect(),
    };
    if let Staffing::People(roster) = &team.staffing {
        each.extend(
            roster
                .payroll
                .limits
                .iter()
                .filter_map(|(_, most)| *most)
                .min()
                .map(|most| say(lang, format!("newcomers from {most}"), format!("新人 {most} 起"))),
        );
        let own = |come: &DayPaid| match come.limit {
            PersonLimit::Own(places) => Some(places),
            _ => None,
        };
        each.extend(
            roster
                .day_paid
                .iter()
                .filter_map(own)
                .max()
                .map(|places| say(lang, format!("for the day {places}"), format!("日薪 {places}"))),
        );
    }
    list(lang, &each)
}

/// The unit's word in files; money in the scenario's currency.
pub fn unit_word(unit: Unit, currency: &str) -> &str {
    match unit {
        Unit::Money if !currency.is_empty() => currency,
        unit => unit.word(),
    }
}

/// The verdict's word in files; none between different demand.
pub fn verdict_word(verdict: Verdict) -> Option<&'static str> {
    match verdict {
        Verdict::Better => Some("better"),
        Verdict::Worse => Some("worse"),
        Verdict::Different => Some("different"),
        Verdict::Undecided => Some("undecided"),
        Verdict::Same => Some("same"),
        Verdict::NotJudged => None,
    }
}

/// The mark of a verdict.
pub fn mark(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Better => "▲",
        Verdict::Worse => "▼",
        Verdict::Different => "≠",
        Verdict::Undecided | Verdict::Same => "=",
        Verdict::NotJudged => "",
    }
}
