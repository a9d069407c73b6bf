//! Designs as boxes: the contacts that come, and below them the teams that take them, a dot a person.

use super::blocks::{Glossary, shown};
use crate::model::Lang;
use crate::report::blocks::organisations::{Door, Organisation, TeamBox};
use crate::report::words::say;
use maud::{Markup, html};

/// A team of more people than these is drawn with fewer dots.
const DOTS: u32 = 60;
/// A value of no more letters than these is a number, and stays on one line.
const NUMBER: usize = 26;

pub(super) fn all(organisations: &[Organisation], lang: Lang, glossary: &Glossary<'_>) -> Markup {
    let largest = organisations.iter().flat_map(|one| &one.teams).map(|team| team.peak).max().unwrap_or(0);
    // 1, 10, 100, …: the same in all drawings, so that they can be held against each other.
    let worth = std::iter::successors(Some(1_u32), |dot| dot.checked_mul(10))
        .find(|dot| largest.div_ceil(*dot) <= DOTS)
        .unwrap_or(u32::MAX);
    let legend = match worth {
        1 => say(lang, "● one person".into(), "● 一人".into()),
        n => say(lang, format!("● up to {n} people"), format!("● 至多 {n} 人")),
    };
    let come = organisations.iter().flat_map(|one| &one.teams).any(|team| team.peak > team.heads);
    let legend = if come {
        legend + &say(lang, "; ○ comes for the day".into(), "；○ 按天来的人".into())
    } else {
        legend
    };
    html! {
        p.note { (legend) }
        div.organisations.pairs[organisations.len() == 4] { @for (n, one) in organisations.iter().enumerate() {
                div.organisation data-d=[(organisations.len() > 1).then_some(n)] { (drawing(one, worth, lang, glossary)) }
            } }
    }
}

fn drawing(one: &Organisation, worth: u32, lang: Lang, glossary: &Glossary<'_>) -> Markup {
    let base = say(lang, " (baseline)".into(), "（基准）".into());
    html! {
        h3 { (shown(&one.name)) @if one.is_baseline { (base) } }
        p.note { (shown(&one.people)) }
        div.doors { @for each in &one.doors { (door(each, glossary)) } }
        p.down aria-hidden="true" { "↓" }
        div.teams { @for each in &one.teams { (team(each, worth, glossary)) } }
    }
}

fn door(door: &Door, glossary: &Glossary<'_>) -> Markup {
    html! {
        div.door {
            p { strong { (shown(&door.name)) } }
            p.note { (shown(&door.how)) }
            (figures(&door.figures, glossary))
        }
    }
}

fn team(team: &TeamBox, worth: u32, glossary: &Glossary<'_>) -> Markup {
    let [heads, peak] = [team.heads, team.peak].map(|people| people.div_ceil(worth) as usize);
    let dots = format!("{}{}", "●".repeat(heads), "○".repeat(peak - heads));
    html! {
        div.team {
            p { strong { (shown(&team.name)) } " · " (shown(&team.people)) }
            p.heads aria-hidden="true" { (dots) }
            @if !team.serves.is_empty() { p { (shown(&team.serves)) } }
            (figures(&team.figures, glossary))
        }
    }
}

fn figures(figures: &[(String, String)], glossary: &Glossary<'_>) -> Markup {
    // A number stays with its error and its unit on one line; what is longer is words.
    let whole = |value: &str| {
        let value = shown(value);
        if value.chars().count() <= NUMBER { value.replace(' ', "\u{a0}") } else { value.into_owned() }
    };
    html! { @for (name, value) in figures { p { (glossary.explained(name)) " " strong { (whole(value)) } } } }
}
