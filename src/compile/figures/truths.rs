//! What a validation file adds: how often it is run, and the truths that it is held against.

use crate::catalogue::{KpiId, Part, Subject, TruthKind, find_in, is_given, kpis, spans};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Place};
use crate::model::Model;
use crate::say;
use crate::scenario::schema::{TruthText, VerifyText};
use crate::scenario::text::document::Node;
use crate::scenario::values::plain::number;
use crate::scenario::values::read::{At, Read};

/// A truth that a validation file is held against.
#[derive(Clone, Debug, PartialEq)]
pub struct Truth {
    /// KPI's key.
    pub kpi: At<String>,
    /// `all`, `contact:NAME`, `team:NAME` …
    pub subject: At<String>,
    /// `horizon`, a named period …
    pub period: At<String>,
    /// The exact value.
    pub value: f64,
    /// Half-width of its 95 % interval, where it is another program's estimate; none: exact.
    pub half_width: Option<f64>,
    /// What the value is of the figure.
    pub kind: At<String>,
    /// Where the value comes from.
    pub source: String,
}

/// What a truth is about, in a model.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct TruthOf {
    /// Which KPI.
    pub kpi: KpiId,
    /// Of whom.
    pub subject: Subject,
    /// Of all, first contacts or repeats.
    pub part: Part,
    /// Number of its period among the model's spans.
    pub span: usize,
    /// What the value is of the figure.
    pub kind: TruthKind,
}

/// Replications asked for, and truths.
pub fn validation(root: &Node, out: &mut Diagnostics) -> (Option<u32>, Vec<Truth>) {
    let verify = root.get("verify").and_then(|n| VerifyText::read(n, out));
    let texts = root.get("truth").and_then(|n| Vec::<At<TruthText>>::read(n, out)).unwrap_or_default();
    let truth = |t: &At<TruthText>, out: &mut Diagnostics| {
        // What is left out stands where the truth begins.
        let or = |text: &Option<At<String>>, plain: &str| {
            text.clone().unwrap_or_else(|| At { value: plain.to_string(), place: t.place.clone() })
        };
        Some(Truth {
            kpi: t.kpi.clone(),
            subject: or(&t.subject, "all"),
            period: or(&t.period, "horizon"),
            value: number(&t.value.value.value, out)?,
            half_width: t.half_width.as_ref().map(|h| h.value.0),
            kind: or(&t.kind, "mean"),
            source: or(&t.source, "").value,
        })
    };
    let truths = texts.iter().filter_map(|t| truth(t, out)).collect();
    (verify.and_then(|v| v.replications).map(|r| r.value.0), truths)
}

/// Reports every truth that no model gives, as the first of them has it.
pub(crate) fn check(truths: &[Truth], models: &[Model], out: &mut Diagnostics) {
    for truth in truths {
        let mut found = models.iter().map(|model| truth.of(model));
        if let Some(Err(wrong)) = found.next()
            && !found.any(|other| other.is_ok())
        {
            out.push(*wrong);
        }
    }
}

impl Truth {
    /// What it is about in a model.
    ///
    /// # Errors
    /// What the model does not know: the figure, the kind, the subject or the period; or that the figure is not given there.
    pub fn of(&self, model: &Model) -> Result<TruthOf, Box<Diagnostic>> {
        let unknown = |place: &Place, name: &str, en: &str, zh: &str| {
            Diagnostic::error(Code::Truth, place, say!("there is no {en} `{name}`", "没有叫 `{name}` 的{zh}"))
        };
        let (key, kind) = (&self.kpi, &self.kind);
        let kpi = find_in(key, model).ok_or_else(|| {
            let keys: Vec<_> = kpis(model).into_iter().map(|kpi| kpi.key(model)).collect();
            let keys: Vec<&str> = keys.iter().map(|key| &key[..]).collect();
            Box::new(unknown(&key.place, key, "figure", "指标").near_or_list(key, &keys))
        })?;
        let kind = TruthKind::parse(kind).ok_or_else(|| {
            Box::new(unknown(&kind.place, kind, "kind of truth", "真值种类").near_or_list(kind, &TruthKind::WORDS))
        })?;
        let (subject, part) = Subject::parse(&self.subject, model)
            .ok_or_else(|| Box::new(unknown(&self.subject.place, &self.subject, "subject", "对象")))?;
        let spans = spans(model);
        let span = spans.iter().position(|span| span.label.key == *self.period.value).ok_or_else(|| {
            let keys: Vec<&str> = spans.iter().map(|span| &span.label.key[..]).collect();
            Box::new(unknown(&self.period.place, &self.period, "period", "期间").near_or_list(&self.period, &keys))
        })?;
        if !is_given(model, kpi, part, subject) {
            let not_given = self.not_given();
            return Err(Box::new(match super::to_count(kpi, model) {
                Some(help) => not_given.help(help),
                None => not_given,
            }));
        }
        Ok(TruthOf { kpi, subject, part, span, kind })
    }

    /// That its figure is not given for its subject in its period.
    pub fn not_given(&self) -> Diagnostic {
        let (key, subject, period) = (&*self.kpi, &*self.subject, &*self.period);
        let text = say!("{key} is not given for {subject} in {period}", "{key} 不适用于 {subject}（{period}）");
        Diagnostic::error(Code::Truth, &self.kpi.place, text)
    }
}
