//! The ledger of a study as quantities and prices: what all designs have, gathered under the same names.

use super::money::{ArmMoney, Asked, Factor, Input, Line, Money, Pair, PartColumn, Year};
use super::{inputs, parts};
use crate::catalogue::{Estimator, KpiId, Line as LedgerLine, Saving, Span};
use crate::experiment::Arm;
use crate::measure::{self, Layout, LedgerPart, Priced, Quantity, Whose};
use crate::model::{Label, Model, TeamId};
use crate::report::blocks::figures::{of_money, running};
use crate::report::cents;
use crate::report::labels::{View, team_heads};
use crate::report::numbers::money_word;
use crate::report::results::Source;
use crate::report::words::{either, say};

/// So many quantities fit into a workbook that still opens at once.
const MOST: usize = 600_000;

/// A part with the names of whose it is, and so the same in all models.
#[derive(PartialEq)]
struct Key {
    line: usize,
    whose: String,
    quantity: Quantity,
    factors: Vec<Factor>,
    heads: Option<usize>,
}

/// The inputs of all arms while they are gathered.
struct Gathered<'v, 'a> {
    view: &'v View<'a>,
    /// Whose (by stable name), and which price; none: heads.
    keys: Vec<(String, Option<Priced>)>,
    found: Vec<Input>,
}

/// Money of a study, and what does not fit.
pub fn money(view: &View<'_>) -> (Money, Vec<String>) {
    let results = view.results;
    let base = results.baseline;
    let replications = view.arms()[base].outcomes.len();
    let lines: Vec<LedgerLine> = lines(view);
    let mut all = Gathered { view, keys: Vec::new(), found: Vec::new() };
    let mut keys: Vec<Key> = Vec::new();
    let mut columns: Vec<PartColumn> = Vec::new();
    let mut found: Vec<Vec<(usize, LedgerPart)>> = Vec::new();
    for arm in 0..view.arms().len() {
        let model = view.model(arm);
        let mut own = Vec::new();
        for part in measure::parts(model) {
            let Some(line) = lines.iter().position(|line| *line == shown_under(part.line)) else { continue };
            if is_idle(view, arm, &part) {
                continue;
            }
            let factors = part.factors.iter().map(|factor| all.factor((arm, part.stretches.start), *factor)).collect();
            let heads = part.by_heads.and_then(|team| all.heads(arm, team));
            let key = Key { line, whose: whose_key(model, part.whose), quantity: part.quantity, factors, heads };
            let at = keys.iter().position(|other| *other == key).unwrap_or_else(|| {
                columns.push(column(view, arm, &part, &key));
                keys.push(key);
                keys.len() - 1
            });
            own.push((at, part));
        }
        found.push(own);
    }
    // A line's parts stand beside each other.
    let mut order: Vec<usize> = (0..keys.len()).collect();
    order.sort_by_key(|at| keys[*at].line);
    let (kept, left_out) = fitting(view, order.len(), replications);
    let arms = kept.iter().map(|arm| {
        let own = &found[*arm];
        let of = |at: &usize| own.iter().find(|(other, _)| other == at).map(|(_, part)| quantities(view, *arm, part));
        let quantities = order.iter().map(|at| of(at).unwrap_or_default()).collect();
        ArmMoney { number: *arm, name: view.arm_name(*arm), group: 0, quantities }
    });
    let arms: Vec<ArmMoney> = arms.collect();
    let whole = view.span(base);
    let money = Money {
        currency: money_word(results.currency(), view.lang).to_owned(),
        replications,
        months: months(view, base).into_iter().map(|at| month_name(view, base, at)).collect(),
        in_months: whole.months,
        inputs: all.found,
        groups: Vec::new(),
        lines: lines.iter().map(|line| line_row(view, *line, &columns, &lines)).collect(),
        parts: order.iter().map(|at| columns[*at].clone()).collect(),
        arms,
        pairs: pairs(view, &kept),
        year: year(view, base),
    };
    (grouped(view, heads_last(money), &kept), left_out)
}

/// Prices first, then heads.
fn heads_last(mut money: Money) -> Money {
    let mut order: Vec<usize> = (0..money.inputs.len()).collect();
    order.sort_by_key(|at| money.inputs[*at].heads);
    let mut place = vec![0; order.len()];
    order.iter().enumerate().for_each(|(new, old)| place[*old] = new);
    money.inputs = order.iter().map(|old| money.inputs[*old].clone()).collect();
    for part in &mut money.parts {
        part.heads = part.heads.map(|at| place[at]);
        for factor in &mut part.factors {
            match factor {
                Factor::Price(at) | Factor::OneMore(at) | Factor::Beyond(at, _) => *at = place[*at],
                Factor::Times(_) | Factor::Over(_) => (),
            }
        }
    }
    money
}

/// Lines that the report shows: the running cost's, then what is paid once, and what is sold.
fn lines(view: &View<'_>) -> Vec<LedgerLine> {
    let line = |kpi: KpiId| if let Estimator::Money(line) = kpi.estimator() { Some(line) } else { None };
    let others = of_money(view).into_iter().filter_map(|figure| line(figure.kpi));
    let others = others.filter(|line| matches!(line, LedgerLine::OneOff | LedgerLine::Sales | LedgerLine::LostMargin));
    running(view).iter().filter_map(|figure| line(figure.kpi)).chain(others).collect()
}

/// What is paid to people who are dismissed is part of what is paid once.
fn shown_under(line: LedgerLine) -> LedgerLine {
    if line == LedgerLine::Severance { LedgerLine::OneOff } else { line }
}

fn line_row(view: &View<'_>, line: LedgerLine, columns: &[PartColumn], lines: &[LedgerLine]) -> Line {
    let kpi = of_money(view).into_iter().map(|figure| figure.kpi);
    let kpi = kpi.into_iter().find(|kpi| kpi.estimator() == Estimator::Money(line)).expect("a line of the ledger");
    let at = lines.iter().position(|other| *other == line);
    let dead: Vec<String> = columns
        .iter()
        .filter(|column| Some(column.line) == at && column.factors.is_empty())
        .map(|column| format!("{} · {}", column.whose, column.name))
        .collect();
    let named = crate::report::words::list(view.lang, &dead);
    let note = say(
        view.lang,
        format!("as simulated, does not follow the inputs: {named}"),
        format!("按模拟结果给出，不随单价变动：{named}"),
    );
    Line {
        name: view.name(kpi),
        running: line.is_running(),
        once: line == LedgerLine::OneOff,
        earned: line == LedgerLine::Sales,
        note: if dead.is_empty() { String::new() } else { note },
    }
}

/// Whether an arm has nothing of a part, and nobody has to say its price.
fn is_idle(view: &View<'_>, arm: usize, part: &LedgerPart) -> bool {
    let model = view.model(arm);
    let is_nothing = quantities(view, arm, part).iter().flatten().all(|quantity| *quantity == 0.0);
    is_nothing && part.amount(model, 0.0).is_some()
}

/// By month: a number a replication, or one for all.
fn quantities(view: &View<'_>, arm: usize, part: &LedgerPart) -> Vec<Vec<f64>> {
    let Arm { model, spans, outcomes, .. } = &view.arms()[arm];
    let layout = Layout::new(model);
    let of = |span: usize| {
        let each = outcomes.iter().map(|o| measure::quantity(part, model, &layout, &o.rows[span], &spans[span]));
        let each: Vec<f64> = each.collect();
        if each.iter().all(|quantity| *quantity == each[0]) { each[..1].to_vec() } else { each }
    };
    months(view, arm).into_iter().map(of).collect()
}

/// The months of the report's period; where it is not made of months, itself.
fn months(view: &View<'_>, arm: usize) -> Vec<usize> {
    let span = view.span_number(arm);
    let months = cents::months(&view.arms()[arm], span);
    if months.is_empty() { vec![span] } else { months }
}

fn month_name(view: &View<'_>, arm: usize, span: usize) -> String {
    view.arms()[arm].spans[span].label.in_lang(view.lang).to_owned()
}

/// A year is the mean of the calendar years that are counted whole; where none is, the days counted × 365.
fn year(view: &View<'_>, arm: usize) -> Option<Year> {
    const DAYS: f64 = 365.0;
    let spans = &view.arms()[arm].spans;
    let whole = view.span(arm);
    let months = months(view, arm);
    if whole.days < DAYS || whole.cut.is_some() {
        return None;
    }
    let inside = |part: &Span, of: &Span| part.dates.iter().zip(&of.dates).all(|(part, of)| *of || !*part);
    let years: Vec<&Span> = spans.iter().filter(|span| span.year && !span.named && inside(span, whole)).collect();
    let of_years = |month: &usize| years.iter().any(|year| inside(&spans[*month], year));
    match years.len() {
        0 => Some(Year { months: (0..months.len()).collect(), factor: DAYS / whole.days }),
        _ if whole.year => Some(Year { months: (0..months.len()).collect(), factor: 1.0 }),
        n => {
            let inside = (0..months.len()).filter(|at| of_years(&months[*at])).collect();
            Some(Year { months: inside, factor: 1.0 / n as f64 })
        }
    }
}

fn pairs(view: &View<'_>, kept: &[usize]) -> Vec<Pair> {
    let (within, across) = view.pairs();
    let all: Vec<_> = within.into_iter().chain(across).collect();
    // All comparisons hold together.
    let beside = view.results.parts.iter().filter(|parts| parts.alone.len() > 1).count();
    let n = crate::experiment::pairs(&view.results.study, view.results.baseline).len() + beside;
    let place = |arm: usize| kept.iter().position(|other| *other == arm);
    let of = |pair: &crate::report::labels::Comparison| {
        Some(Pair {
            arm: place(pair.arm)?,
            base: place(pair.base)?,
            judged: view.is_judged(*pair),
            undone: view.difference(*pair, Saving::Undone, "all").is_some(),
            error: (1.0 - crate::experiment::LEVEL) / n.max(1) as f64,
        })
    };
    all.iter().filter_map(of).collect()
}

/// The arms whose quantities fit, the baseline among them, and what is said of the others.
fn fitting(view: &View<'_>, parts: usize, replications: usize) -> (Vec<usize>, Vec<String>) {
    let base = view.results.baseline;
    let each = parts * replications * months(view, base).len();
    let room = (MOST / each.max(1)).max(1);
    let all = view.arms().len();
    let mut kept: Vec<usize> = std::iter::once(base).chain((0..all).filter(|arm| *arm != base)).take(room).collect();
    kept.sort_unstable();
    let left: Vec<String> = (0..all).filter(|arm| !kept.contains(arm)).map(|arm| view.arm_name(arm)).collect();
    if left.is_empty() {
        return (kept, Vec::new());
    }
    let left = crate::report::words::list(view.lang, &left);
    let why = say(
        view.lang,
        format!("ledger of {left}: together they are more than {MOST} quantities; compare fewer designs or cases"),
        format!("{left} 的台账：合计超过 {MOST} 个数量；请减少同时比较的方案或假设"),
    );
    (kept, vec![why])
}

/// Arms with the same prices and heads share a column of inputs.
fn grouped(view: &View<'_>, mut money: Money, kept: &[usize]) -> Money {
    let values = |at: usize| money.inputs.iter().map(|input| input.values[at]).collect::<Vec<Asked>>();
    let by_arm: Vec<Vec<Asked>> = kept.iter().map(|arm| values(*arm)).collect();
    let design = |at: usize| &view.model(kept[at]).design.key;
    let mut first: Vec<usize> = Vec::new();
    let mut groups = Vec::new();
    for at in 0..kept.len() {
        let same = |other: &usize| design(*other) == design(at) && by_arm[*other] == by_arm[at];
        groups.push(first.iter().position(same).unwrap_or_else(|| {
            first.push(at);
            first.len() - 1
        }));
    }
    let several = |at: usize| first.iter().filter(|other| design(**other) == design(at)).count() > 1;
    let name = |at: &usize| if several(*at) { view.arm_name(kept[*at]) } else { view.design(kept[*at]).to_owned() };
    money.groups = first.iter().map(name).collect();
    for (arm, group) in money.arms.iter_mut().zip(groups) {
        arm.group = group;
    }
    for (row, input) in money.inputs.iter_mut().enumerate() {
        input.values = first.iter().map(|at| by_arm[*at][row]).collect();
    }
    money
}

impl Gathered<'_, '_> {
    /// A factor of an arm's part, with the input that it is.
    fn factor(&mut self, arm: (usize, usize), factor: measure::Factor) -> Factor {
        match factor {
            measure::Factor::Price(whose, priced) => Factor::Price(self.price(arm, whose, priced)),
            measure::Factor::OneMore(whose, priced) => Factor::OneMore(self.price(arm, whose, priced)),
            measure::Factor::Beyond(whose, priced, paid) => Factor::Beyond(self.price(arm, whose, priced), paid),
            measure::Factor::Times(number) => Factor::Times(number),
            measure::Factor::Over(number) => Factor::Over(number),
        }
    }

    /// An input of an arm in a stretch between changes of prices.
    fn price(&mut self, (arm, stretch): (usize, usize), whose: Whose, priced: Priced) -> usize {
        let model = self.view.model(arm);
        let lang = self.view.lang;
        let label = label(model, whose);
        let from = dated_from(model, measure::since(model, stretch, whose, priced));
        let key = format!("{}{}", whose_key(model, whose), from.as_deref().unwrap_or_default());
        let at = self.at(key, Some(priced), || {
            let shop = say(lang, "shop".into(), "全店".into());
            let path = inputs::path(priced, label).map(|path| inputs::dated(path, from.as_deref()));
            let path = path.map_or_else(String::new, |path| {
                let design = model.design.in_path();
                if inputs::is_of_design(priced) { format!("design.{design}.{path}") } else { path }
            });
            let found = source(&self.view.results.sources, &path);
            let said = |of: fn(&Source) -> Option<String>| found.and_then(of).unwrap_or_default();
            Input {
                whose: label.map_or(shop, |label| label.in_lang(lang).to_owned()),
                name: since(inputs::name(priced, lang), from.as_deref(), lang),
                unit: inputs::unit(priced, self.view.results.currency(), lang),
                share: inputs::is_share(priced),
                heads: false,
                values: vec![Asked::Nobody; self.view.arms().len()],
                range: said(|source| source.range.as_ref().map(|[low, high]| format!("{low} – {high}"))),
                source: either(&said(|source| Some(source.source.clone())), lang).to_owned(),
                as_of: said(|source| source.as_of.clone()),
                path,
            }
        });
        self.found[at].values[arm] =
            measure::price_in(model, stretch, whose, priced).map_or(Asked::NotGiven, Asked::Given);
        at
    }

    /// The input of a team's heads; none where there are none that could be more or fewer.
    fn heads(&mut self, arm: usize, team: TeamId) -> Option<usize> {
        let model = self.view.model(arm);
        let (lang, label) = (self.view.lang, &model.teams[team].label);
        let heads = team_heads(&model.teams[team].staffing);
        if heads == 0 {
            return None;
        }
        let at = self.at(whose_key(model, Whose::Team(team)), None, || Input {
            whose: label.in_lang(lang).to_owned(),
            name: say(lang, "heads".into(), "编制人数".into()),
            unit: say(lang, "people".into(), "人".into()),
            share: false,
            heads: true,
            values: vec![Asked::Nobody; self.view.arms().len()],
            path: format!("design.{}.team.{}.headcount", model.design.in_path(), label.in_path()),
            range: String::new(),
            source: String::new(),
            as_of: String::new(),
        });
        self.found[at].values[arm] = Asked::Given(f64::from(heads));
        Some(at)
    }

    fn at(&mut self, whose: String, priced: Option<Priced>, make: impl FnOnce() -> Input) -> usize {
        let key = (whose, priced);
        if let Some(at) = self.keys.iter().position(|other| *other == key) {
            return at;
        }
        self.found.push(make());
        self.keys.push(key);
        self.keys.len() - 1
    }
}

fn column(view: &View<'_>, arm: usize, part: &LedgerPart, key: &Key) -> PartColumn {
    let model = view.model(arm);
    let (lang, (name, unit)) = (view.lang, parts::name(part.quantity, view.lang));
    let shop = say(lang, "shop".into(), "全店".into());
    let own = |label: &Label| label.in_lang(lang).to_owned();
    let whose = match part.whose {
        Whose::TypeAtTeam(kind, team) => {
            format!("{} @ {}", own(&model.types[kind].label), own(&model.teams[team].label))
        }
        whose => label(model, whose).map_or(shop, own),
    };
    let from = dated_from(model, part.stretches.start);
    let name = match dated_from(model, part.stretches.end) {
        None => since(name, from.as_deref(), lang),
        Some(until) => {
            let name = since(name, from.as_deref(), lang);
            say(lang, format!("{name}, before {until}"), format!("{name}（{until} 前）"))
        }
    };
    PartColumn {
        line: key.line,
        whose,
        name,
        unit,
        factors: key.factors.clone(),
        heads: key.heads,
        nothing_free: part.is_nothing_free(),
    }
}

/// The date of a change of prices; none: as it begins, or the end.
fn dated_from(model: &Model, change: usize) -> Option<String> {
    let (day, _) = model.dated.get(change.checked_sub(1)?)?;
    Some(crate::catalogue::civil(*day).to_string())
}

/// A name of what is so from a date on.
fn since(name: String, from: Option<&str>, lang: crate::model::Lang) -> String {
    match from {
        None => name,
        Some(from) => say(lang, format!("{name}, from {from}"), format!("{name}（{from} 起）")),
    }
}

fn label(model: &Model, whose: Whose) -> Option<&Label> {
    match whose {
        Whose::Team(team) | Whose::TypeAtTeam(_, team) => Some(&model.teams[team].label),
        Whose::Type(kind) => Some(&model.types[kind].label),
        Whose::Shop => None,
    }
}

fn whose_key(model: &Model, whose: Whose) -> String {
    match whose {
        Whose::Team(team) => format!("team:{}", model.teams[team].label.key),
        Whose::Type(kind) => format!("type:{}", model.types[kind].label.key),
        Whose::TypeAtTeam(kind, team) => {
            format!("type:{}@team:{}", model.types[kind].label.key, model.teams[team].label.key)
        }
        Whose::Shop => "shop".to_owned(),
    }
}

/// The source that says most exactly where a value comes from: of the value itself, else of what it was taken from.
fn source<'a>(sources: &'a [Source], path: &str) -> Option<&'a Source> {
    let keys: Vec<&str> = path.split('.').collect();
    let below = |from: usize| keys.get(from..).map(|keys| keys.join(".")).unwrap_or_default();
    let ends = |source: &&Source, with: &str| !with.is_empty() && source.path.ends_with(&format!(".{with}"));
    let exact = sources.iter().find(|source| source.path == path);
    // `design.now.team.service.pay.month` may come of another design or lever, else of `defaults.team.pay.month`;
    // `contact.ask.late.pays` of `defaults.ticket.late.pays`.
    let (of_team, of_default) = if keys[0] == "design" { (below(2), below(4)) } else { (String::new(), below(2)) };
    let of_costs = keys.get(2) == Some(&"costs");
    let other = || sources.iter().find(|source| ends(source, &of_team));
    let is_default = |source: &&Source| source.path.starts_with("defaults.") && ends(source, &of_default);
    let default = || sources.iter().find(|source| !of_costs && is_default(source));
    exact.or_else(other).or_else(default)
}
