//! Streams whose volume includes what is born in contacts: `includes = "converted"`. Of 1,800 orders a day some are those of
//! customers who asked before; what comes by itself is the rest.
//!
//! How large a share that is, is worked out once, on a mean day under the baseline, with everybody answered at once
//! ([`chance_of`]), and holds for all designs and cases: a design that answers faster sells more on top.

use super::volume::{Volumes, flows};
use crate::compile::assemble::pair_model;
use crate::compile::document::baseline::{BASE, label_of};
use crate::compile::document::given_volume::OwnShares;
use crate::compile::document::resolve::{Case, Written};
use crate::compile::files::reading::Reading;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::id::IdVec;
use crate::model::{Event, Model, TypeId, chance_of, mean_days};
use crate::say;
use crate::scenario::schema::IncludesWord;
use crate::scenario::text::document::Node;
use crate::scenario::values::read::At;

/// Rounds after which shares that have not settled never will.
const ROUNDS: usize = 1000;

/// Works out the own shares of all streams that say what they include.
pub(crate) fn own_shares(
    written: &mut Written,
    baseline: Option<(usize, usize)>,
    cases: &[Case],
    reading: &mut Reading<'_>,
    out: &mut Diagnostics,
) {
    let including: Vec<(String, At<IncludesWord>)> = (written.root.get("stream").and_then(Node::table).into_iter())
        .flatten()
        .filter_map(|(name, stream)| {
            // A word that is none is reported where the stream is read.
            let word = At::read(stream.get("includes")?, &mut Diagnostics::default())?;
            Some((name.clone(), word))
        })
        .collect();
    let Some((_, first)) = including.first() else { return };
    let names: Vec<String> = written.designs.keys().cloned().collect();
    let under = baseline.or((names.len() == 1).then_some((0, 0)));
    let Some((Some(design), case)) = under.map(|(design, case)| (names.get(design), case)) else {
        let example = names.first().map_or("", String::as_str);
        let why = say!("under which design were they counted?", "这个数量是在哪个方案下统计的？");
        out.push(
            Diagnostic::error(Code::Missing, &first.place, why)
                .help(say!("baseline = \"{example}@{BASE}\"", "baseline = \"{example}@{BASE}\"")),
        );
        return;
    };
    let settling = Settling { design, case: &cases[case], cases, including: &including };
    let shares = written.as_written(|written| settling.settle(written, reading, out));
    written.own_shares = shares.unwrap_or_default();
}

struct Settling<'a> {
    design: &'a String,
    case: &'a Case,
    cases: &'a [Case],
    including: &'a [(String, At<IncludesWord>)],
}

impl Settling<'_> {
    /// Shares with which all arrivals together are what is written; none where something is wrong.
    fn settle(&self, written: &mut Written, reading: &mut Reading<'_>, out: &mut Diagnostics) -> Option<OwnShares> {
        let whole = self.model(written, reading)?;
        let means = mean_days(&whole.types, &whole.calendar);
        let mut shares: OwnShares = self.including.iter().map(|(name, _)| (name.clone(), 1.0)).collect();
        for _ in 0..ROUNDS {
            written.own_shares.clone_from(&shares);
            let model = self.model(written, reading)?;
            // Rules that run away are reported as such.
            let flows = flows(&model)?;
            let (mut change, before) = (0.0_f64, out.reported());
            for (name, word) in self.including {
                let stream = model.types.position(|kind| kind.label.key == *name)?;
                let born = born(&model, stream, &flows);
                if refused(&whole, stream, (means[stream], born), word, out) {
                    continue;
                }
                let own = 1.0 - born / means[stream];
                change = change.max((own - shares[name]).abs());
                shares.insert(name.clone(), own);
            }
            if out.reported() > before {
                return None;
            }
            if change < 1e-12 {
                return Some(shares);
            }
        }
        let (_, first) = &self.including[0];
        let why = say!(
            "orders that bring contacts that bring orders do not settle",
            "订单带来咨询、咨询又带来订单，算不出稳定的数量"
        );
        out.reject(Diagnostic::error(Code::Volume, &first.place, why))
    }

    /// The pair under the shares that were found so far. What is wrong with it is reported where it is compiled.
    fn model(&self, written: &mut Written, reading: &mut Reading<'_>) -> Option<Model> {
        let mut found = Diagnostics::default();
        let (per_day, _) = Volumes::default().of(written, self.case, self.cases, reading, &mut found);
        let resolved = written.resolve(self.design, self.case, &per_day, &mut found);
        let label = label_of(self.design, &written.designs[self.design]);
        let model = pair_model(written, (&label, &self.case.label), &resolved, reading, &mut found);
        model.filter(|_| found.errors() == 0)
    }
}

/// How many a day are born: of first contacts only, as who asks again has had their chance.
fn born(model: &Model, stream: TypeId, flows: &IdVec<TypeId, [f64; 2]>) -> f64 {
    let of = |(id, flow): (TypeId, &[f64; 2])| {
        let rules = &model.types[id].rules[Event::Converted as usize];
        let chance: f64 = rules.iter().filter(|rule| rule.creates == stream).map(|rule| rule.chance).sum();
        let buys = |past_bot: usize| chance_of(model, id, Event::Converted, past_bot == 0) * flow[past_bot];
        chance * (buys(0) + buys(1))
    };
    flows.entries().map(of).sum()
}

/// Whether a stream cannot include what is born, and says so.
fn refused(
    model: &Model,
    stream: TypeId,
    (mean, born): (f64, f64),
    word: &At<IncludesWord>,
    out: &mut Diagnostics,
) -> bool {
    let kind = &model.types[stream];
    let name = &kind.label.key;
    let exact = kind.arrivals.as_ref().is_some_and(|arrivals| !arrivals.given.is_empty());
    let (why, help) = if exact {
        (
            say!("the arrivals of `{name}` are given one by one", "`{name}` 的到达是逐个给定的"),
            say!("give expected volumes to take a share out of them", "请给期望数量，才能从中扣除一部分"),
        )
    } else if mean <= 0.0 {
        (
            say!("`{name}` has no arrivals that could include anything", "`{name}` 没有自己的咨询量，谈不上包含"),
            say!("leave `includes` out, or give it `arrivals`", "请删去 `includes`，或写 `arrivals`"),
        )
    } else if born > mean {
        let (born, mean) = (born.round(), mean.round());
        (
            say!(
                "contacts bring {born} of `{name}` a day, more than the {mean} in all",
                "咨询每天就带来 {born} 个 `{name}`，多于总量 {mean}"
            ),
            say!("a larger volume, or a lower conversion", "请提高总量，或降低转化率"),
        )
    } else {
        return false;
    };
    out.push(Diagnostic::error(Code::Volume, &word.place, why).help(help));
    true
}
