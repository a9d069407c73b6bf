//! Volumes as people have them: from what an export counts to the first contacts of every type.
//!
//! On an ordinary day (or a mean one of all that count), under the design and case in which it was counted, the first contacts of a type are what was counted, less what
//! contacts cause by expectation, and with the bot's part where only people were counted: a fixed point, as what they
//! cause depends on them. Chances are those of [`chance_of`], so nobody gives up in it; `check` says what came out.

use crate::compile::assemble::pair_model;
use crate::compile::document::baseline::{BASE, baseline};
use crate::compile::document::given_volume::GivenPerDay;
use crate::compile::document::resolve::{Case, Written};
use crate::compile::files::reading::Reading;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Severity};
use crate::id::IdVec;
use crate::model::{
    Counted, CountedRow, Counts, Event, Label, Model, TypeId, chance_of, is_seasonal, mean_days, ordinary_days,
};
use crate::say;
use crate::scenario::schema::{CountsWord, OfWord, RepeatsWord, Volume};
use crate::scenario::text::document::Node;
use crate::scenario::values::read::At;
use std::collections::BTreeMap;

/// Rounds after which a fixed point that is not there yet is none.
const ROUNDS: usize = 100_000;
/// How far the shares of `mix` may be off 1 by rounding.
const ROUNDING: f64 = 0.011;

/// Volumes taken apart so far, by what they say: cases may say different ones.
#[derive(Default)]
pub(crate) struct Volumes(BTreeMap<String, (GivenPerDay, Option<Counted>)>);

impl Volumes {
    /// What the volume gives every type in a case; nothing where the file has no volume.
    pub fn of(
        &mut self,
        written: &mut Written,
        case: &Case,
        cases: &[Case],
        reading: &mut Reading<'_>,
        out: &mut Diagnostics,
    ) -> (GivenPerDay, Option<Counted>) {
        let Some(node) = written.volume(case, out) else { return Default::default() };
        let said = node.shown();
        if let Some(known) = self.0.get(&said) {
            return known.clone();
        }
        let mut per_day = GivenPerDay::new();
        // What the volume does not give for want of sense is not missing in the type as well.
        for (name, share) in node.get("mix").and_then(Node::table).into_iter().flatten() {
            per_day.insert(name.clone(), (1.0, share.place.clone()));
        }
        let counted = written.as_written(|written| taken_apart(&node, &mut per_day, written, cases, reading, out));
        self.0.insert(said, (per_day.clone(), counted.clone()));
        (per_day, counted)
    }
}

fn taken_apart(
    node: &Node,
    per_day: &mut GivenPerDay,
    written: &mut Written,
    cases: &[Case],
    reading: &mut Reading<'_>,
    out: &mut Diagnostics,
) -> Option<Counted> {
    let text = At::<Volume>::read(node, out)?;
    let before = out.reported();
    let counts = counts(&text, out);
    let shares = shares(&text, written, out);
    let (design, case) = under(&text, written, cases, out)?;
    if out.reported() > before {
        return None;
    }
    let total = text.contacts_per_day.value.0;
    for (name, (x, _)) in per_day.iter_mut() {
        // One that could not be read was reported.
        *x = shares.get(name)? * total;
    }
    let label = crate::compile::document::baseline::label_of(&design, &written.designs[&design]);
    for _ in 0..ROUNDS {
        let mut found = Diagnostics::default();
        let resolved = written.resolve(&design, &cases[case], per_day, &mut found);
        let pair = (&label, &cases[case].label);
        let model = pair_model(written, pair, &resolved, reading, &mut found);
        if found.errors() > 0 {
            // Nothing is told twice: what the pair itself has wrong is found again where it is compiled.
            found.retain(|severity, _| severity == Severity::Error);
            out.extend(found);
            return None;
        }
        let model = model?;
        let means = days(&model, text.of.as_ref().map_or(OfWord::OrdinaryDay, |of| of.value));
        let flows = firsts(&model, &means, &shares, counts, &text, out)?;
        let mut change = 0.0_f64;
        for (name, (x, place)) in per_day.iter_mut() {
            let id = named(&model, name)?;
            let (own, mean) = (flows[id].own, means[id]);
            if mean > 0.0 {
                *x *= own / mean;
                change = change.max((own / mean - 1.0).abs());
            } else if own > 0.0 {
                let why = say!(
                    "nothing of `{name}` arrives under the design and case in which it was counted",
                    "在统计所处的方案与假设下，`{name}` 没有到达"
                );
                return out.reject(Diagnostic::error(Code::Volume, place, why));
            }
        }
        if change < 1e-12 {
            let under = (label, cases[case].label.clone());
            let rows = rows(&model, &flows, &shares, total);
            let on = |of: OfWord| on_mean_day(&model, &days(&model, of), counts, &shares);
            let all_days = is_seasonal(&model.types).then(|| on(OfWord::AllDays)).flatten();
            let ordinary_day = on(OfWord::OrdinaryDay)?;
            return Some(Counted { per_day: total, counts, all_days, ordinary_day, under, rows });
        }
    }
    unsettled(&text, out)
}

fn counts(text: &Volume, out: &mut Diagnostics) -> Counts {
    let word = text.counts.as_ref().map_or(CountsWord::Contacts, |c| c.value);
    let repeats = text.repeats.as_ref().map_or(RepeatsWord::Included, |r| r.value);
    if let (CountsWord::Customers, Some(said)) =
        (word, text.repeats.as_ref().filter(|r| r.value == RepeatsWord::Included))
    {
        let why =
            say!("customers are counted once: repeats are not among them", "按客户数统计时每人只算一次，不含重复进线");
        out.push(Diagnostic::error(Code::Volume, &said.place, why).help(say!(
            "leave `repeats` out, or count \"contacts\"",
            "请删去 `repeats`，或改为 counts = \"contacts\""
        )));
    }
    Counts {
        human: word == CountsWord::Human,
        repeats: repeats == RepeatsWord::Included && word != CountsWord::Customers,
    }
}

/// Shares by type, of exactly 1 in all.
fn shares(text: &At<Volume>, written: &Written, out: &mut Diagnostics) -> BTreeMap<String, f64> {
    let contacts = written.root.get("contact");
    let known: Vec<&str> = contacts.map(Node::names).unwrap_or_default();
    for (name, entry) in &text.mix.0 {
        if !known.contains(&name.as_str()) {
            out.push(
                Diagnostic::error(
                    Code::UnknownName,
                    &entry.key,
                    say!("unknown contact type `{name}`", "没有叫 `{name}` 的咨询类型"),
                )
                .near_or_list(name, &known),
            );
        } else if let Some(file) = written.root.at(&["contact", name, "arrivals", "file"]) {
            out.push(
                Diagnostic::error(
                    Code::Volume,
                    file.named_place(),
                    say!("`{name}` has its volume from a file", "`{name}` 的咨询量已由文件给出"),
                )
                .also(&entry.key, say!("its share of [volume]", "它在 [volume] 中的占比"))
                .help(say!("keep one of the two", "只保留其中一个")),
            );
        } else if let Some(given) = written.root.at(&["contact", name, "arrivals", "per_day"]) {
            out.push(
                Diagnostic::error(
                    Code::Volume,
                    given.named_place(),
                    say!("`{name}` has its `per_day` from [volume]", "`{name}` 的 `per_day` 已由 [volume] 给出"),
                )
                .also(&entry.key, say!("its share of it", "它在其中的占比"))
                .help(say!("keep one of the two", "只保留其中一个")),
            );
        }
    }
    let sum: f64 = text.mix.iter().map(|(.., share)| share.0).sum();
    let all_read = text.mix.0.values().all(|entry| entry.value.is_some());
    if all_read && !text.mix.is_empty() && (sum - 1.0).abs() > ROUNDING {
        let sum = (sum * 1000.0).round() / 1000.0;
        let place = text.mix.0.values().next().map_or(&text.place, |entry| &entry.key);
        let why = say!("the shares of `mix` are {sum} in all, not 1", "`mix` 各占比合计为 {sum}，不等于 1");
        out.push(Diagnostic::error(Code::Volume, place, why));
    }
    if text.mix.is_empty() && !text.writes("mix") {
        let why = say!("`mix` is missing", "缺少 `mix`（各类型占比）");
        out.push(Diagnostic::error(Code::Missing, &text.place, why).help(say!(
            "each type's share, such as mix = {{ presale = 0.6, aftersale = 0.4 }}",
            "各咨询类型的占比，例如 mix = {{ presale = 0.6, aftersale = 0.4 }}"
        )));
    }
    if text.contacts_per_day.value.0 <= 0.0 {
        let why = say!("a volume is above 0", "咨询量必须大于 0");
        out.push(Diagnostic::error(Code::OutOfRange, &text.contacts_per_day.place, why));
    }
    text.mix.iter().map(|(name, _, share)| (name.to_string(), share.0 / sum)).collect()
}

/// The design and the case under which it was counted: as it says, the baseline, or the only design.
fn under(text: &At<Volume>, written: &Written, cases: &[Case], out: &mut Diagnostics) -> Option<(String, usize)> {
    let names: Vec<String> = written.designs.keys().cloned().collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let labels: Vec<Label> = cases.iter().map(|case| case.label.clone()).collect();
    let of_file = written.root.get("baseline").and_then(|node| At::<String>::read(node, &mut Diagnostics::default()));
    let found = match (&text.measured, &of_file, &names[..]) {
        (Some(said), ..) => baseline(Some(said), &names, &labels, out)?,
        // Where the baseline is wrong, that is reported there.
        (None, Some(said), _) => baseline(Some(said), &names, &labels, &mut Diagnostics::default())?,
        (None, None, [_]) => (0, 0),
        (None, None, _) => {
            if text.writes("measured") {
                return None;
            }
            let why = say!("under which design was it counted?", "这个咨询量是在哪个方案下统计的？");
            let first = names.first().copied().unwrap_or_default();
            return out.reject(
                Diagnostic::error(Code::Missing, &text.place, why)
                    .help(say!("measured = \"{first}@{BASE}\"", "measured = \"{first}@{BASE}\"")),
            );
        }
    };
    Some((names[found.0].to_string(), found.1))
}

fn named(model: &Model, name: &str) -> Option<TypeId> {
    model.types.position(|kind| kind.label.key == name)
}

/// Contacts of a type on a mean day.
#[derive(Clone, Copy, Debug, Default)]
struct Flow {
    /// First contacts of its own.
    own: f64,
    /// What others cause: first contacts and repeats, each of those that meet the bot and of those that do not.
    caused: [[f64; 2]; 2],
}

impl Flow {
    /// How many there are of them, its own among those that are first and meet the bot.
    fn of(&self, repeat: usize, past_bot: usize) -> f64 {
        self.caused[repeat][past_bot] + if (repeat, past_bot) == (0, 0) { self.own } else { 0.0 }
    }
}

/// The first contacts of every type with which the counted ones are what was counted.
fn firsts(
    model: &Model,
    means: &IdVec<TypeId, f64>,
    shares: &BTreeMap<String, f64>,
    counts: Counts,
    text: &At<Volume>,
    out: &mut Diagnostics,
) -> Option<IdVec<TypeId, Flow>> {
    let total = text.contacts_per_day.value.0;
    let counted = |id: TypeId| shares.get(&model.types[id].label.key).map(|share| share * total);
    let to_people = |id: TypeId| 1.0 - chance_of(model, id, Event::Contained, true);
    let kinds: &[usize] = if counts.repeats { &[0, 1] } else { &[0] };
    let nobody = |id: &TypeId| counts.human && counted(*id).is_some() && to_people(*id) <= 0.0;
    if let Some(id) = model.types.ids().find(nobody) {
        let name = &model.types[id].label.key;
        let why = say!(
            "the bot ends all of `{name}`: none of them reached people",
            "机器人拦截了全部 `{name}`：没有到达人工的可数"
        );
        return out.reject(Diagnostic::error(Code::Volume, &text.mix.0[name].key, why));
    }
    let mut flows: IdVec<TypeId, Flow> = means.iter().map(|mean| Flow { own: *mean, ..Flow::default() }).collect();
    for _ in 0..ROUNDS {
        let caused = caused(model, &flows);
        let mut change = 0.0_f64;
        for id in model.types.ids() {
            let sum = |past_bot: usize| kinds.iter().map(|kind| caused[id][*kind][past_bot]).sum::<f64>();
            let own = match counted(id) {
                None => means[id],
                Some(n) if counts.human => (n - sum(1)) / to_people(id) - sum(0),
                Some(n) => n - sum(0) - sum(1),
            };
            let next = Flow { own, caused: caused[id] };
            for repeat in 0..2 {
                for past_bot in 0..2 {
                    change = change.max((next.of(repeat, past_bot) - flows[id].of(repeat, past_bot)).abs());
                }
            }
            flows[id] = next;
        }
        if change < 1e-12 * total {
            return not_negative(model, flows, text, out);
        }
        if !change.is_finite() {
            break;
        }
    }
    unsettled(text, out)
}

/// First contacts of every type on a mean day of these.
fn days(model: &Model, of: OfWord) -> IdVec<TypeId, f64> {
    match of {
        OfWord::OrdinaryDay => ordinary_days(&model.types, &model.calendar),
        OfWord::AllDays => mean_days(&model.types, &model.calendar),
    }
}

/// How many are counted of all types of the mix on a day with these first contacts.
fn on_mean_day(
    model: &Model,
    means: &IdVec<TypeId, f64>,
    counts: Counts,
    shares: &BTreeMap<String, f64>,
) -> Option<f64> {
    let kinds: &[usize] = if counts.repeats { &[0, 1] } else { &[0] };
    let flows = settled(model, means)?;
    let of_mix = flows.entries().filter(|(id, _)| shares.contains_key(&model.types[*id].label.key));
    let counted = of_mix.map(|(id, flow)| {
        let to_people = if counts.human { 1.0 - chance_of(model, id, Event::Contained, true) } else { 1.0 };
        kinds.iter().map(|kind| flow.of(*kind, 0) * to_people + flow.of(*kind, 1)).sum::<f64>()
    });
    Some(counted.sum())
}

/// First contacts of every type on a mean day, with what others cause: those that meet the bot, and those that do not. None
/// where what they cause does not settle.
pub(crate) fn flows(model: &Model) -> Option<IdVec<TypeId, [f64; 2]>> {
    let flows = settled(model, &mean_days(&model.types, &model.calendar))?;
    Some(flows.iter().map(|flow| [flow.of(0, 0), flow.of(0, 1)]).collect())
}

/// What contacts cause, once it settles.
fn settled(model: &Model, means: &IdVec<TypeId, f64>) -> Option<IdVec<TypeId, Flow>> {
    let total: f64 = means.iter().sum();
    let mut flows: IdVec<TypeId, Flow> = means.iter().map(|mean| Flow { own: *mean, ..Flow::default() }).collect();
    for _ in 0..ROUNDS {
        let caused = caused(model, &flows);
        let mut change = 0.0_f64;
        for id in model.types.ids() {
            let (before, now) = (flows[id].caused.as_flattened(), caused[id].as_flattened());
            change = before.iter().zip(now).map(|(a, b)| (a - b).abs()).fold(change, f64::max);
            flows[id].caused = caused[id];
        }
        if change <= 1e-13 * total {
            return Some(flows);
        }
        if !change.is_finite() {
            return None;
        }
    }
    None
}

fn not_negative(
    model: &Model,
    flows: IdVec<TypeId, Flow>,
    text: &At<Volume>,
    out: &mut Diagnostics,
) -> Option<IdVec<TypeId, Flow>> {
    let negative =
        |(id, flow): &(TypeId, &Flow)| flow.own < 0.0 && text.mix.0.contains_key(&model.types[*id].label.key);
    if let Some((id, flow)) = flows.entries().find(negative) {
        let name = &model.types[id].label.key;
        let entry = &text.mix.0[name];
        let caused = flow.caused.iter().flatten().sum::<f64>().round();
        return out.reject(
            Diagnostic::error(
                Code::Volume,
                &entry.key,
                say!(
                    "other contacts bring about {caused} of `{name}` a day, more than were counted",
                    "其他咨询每天就带来约 {caused} 个 `{name}`，超过了统计到的数量"
                ),
            )
            .help(say!("a larger share, or rules that cause fewer of them", "请提高占比，或减少会产生它的规则")),
        );
    }
    Some(flows)
}

fn unsettled<T>(text: &At<Volume>, out: &mut Diagnostics) -> Option<T> {
    let why = say!(
        "what contacts cause does not settle: no first contacts would give this volume",
        "咨询引发的咨询不收敛：没有哪个首次咨询量能得出这个总量"
    );
    out.reject(Diagnostic::error(Code::Volume, &text.place, why).help(say!(
        "lower the shares that come back, or cases that set `per_day` outright",
        "请降低再次咨询的比例；统计所处的假设里不要直接写死 `per_day`"
    )))
}

/// What all contacts together cause, by type: first contacts and repeats, meeting the bot or not.
fn caused(model: &Model, flows: &IdVec<TypeId, Flow>) -> IdVec<TypeId, [[f64; 2]; 2]> {
    let mut caused: IdVec<TypeId, [[f64; 2]; 2]> = flows.iter().map(|_| [[0.0; 2]; 2]).collect();
    for (id, kind) in model.types.entries() {
        for (event, _) in Event::ALL {
            for rule in &kind.rules[event as usize] {
                let child_past_bot = usize::from(!rule.child_meets_bot());
                for past_bot in 0..2 {
                    let chance = rule.chance * chance_of(model, id, event, past_bot == 0);
                    for repeat in 0..if rule.of_first_only(event) { 1 } else { 2 } {
                        let again = usize::from(rule.child_repeats(event, repeat == 1));
                        caused[rule.creates][again][child_past_bot] += chance * flows[id].of(repeat, past_bot);
                    }
                }
            }
        }
    }
    caused
}

fn rows(model: &Model, flows: &IdVec<TypeId, Flow>, shares: &BTreeMap<String, f64>, total: f64) -> Vec<CountedRow> {
    let counted = |(id, flow): (TypeId, &Flow)| {
        let label = model.types[id].label.clone();
        let contained = chance_of(model, id, Event::Contained, true);
        let [first, again] = flow.caused;
        Some(CountedRow {
            counted: total * shares.get(&label.key)?,
            first: flow.own,
            brought: first.iter().sum(),
            repeats: again.iter().sum(),
            people: (flow.own + first[0] + again[0]) * (1.0 - contained) + first[1] + again[1],
            label,
        })
    };
    flows.entries().filter_map(counted).collect()
}
