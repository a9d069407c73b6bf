//! Random small shops, each a function of its number: every feature at some, all kinds of mixtures.

use crate::support::Random;
use std::fmt::Write as _;

/// What a shop may have.
#[derive(Clone, Copy)]
pub struct Kinds {
    pub chats: usize,
    pub calls: usize,
    pub tickets: usize,
    /// Off-desk pauses, which make chats stand still.
    pub pauses: bool,
    /// Places of an agent who writes: up to so many.
    pub places: usize,
    /// Shops whose chats go by the message among them.
    pub by_message: bool,
    /// Every kind of end that a shift may have.
    pub shift_ends: bool,
}

pub const ANYTHING: Kinds =
    Kinds { chats: 2, calls: 2, tickets: 2, pauses: true, places: 5, by_message: true, shift_ends: true };

/// Share of those answered at once who buy, where a type has a sale.
pub const CONVERSION: f64 = 0.3;

const PROFILES: [&str; 3] = ["", ", profile = \"cn_office\"", ", profile = \"cn_evening\""];

fn law(random: &mut Random, mean: f64) -> String {
    let mean = format!("mean = \"{mean:.1} s\"");
    match random.below(6) {
        0 => format!("{{ fixed = {} }}", mean.trim_start_matches("mean = ")),
        1 => format!("{{ gamma = {{ {mean}, cv = 0.7 }} }}"),
        2 => format!("{{ lognormal = {{ {mean}, cv = 1.2 }} }}"),
        3 => format!("{{ weibull = {{ {mean}, cv = 0.5 }} }}"),
        _ => format!("{{ exponential = {{ {mean} }} }}"),
    }
}

/// The text of a shop.
pub fn shop(number: u64, kinds: Kinds) -> String {
    let random = &mut Random(number);
    let mut text = String::from("start = 2025-03-05\ncurrency = \"CNY\"\n");
    let days = 2 + random.below(3);
    writeln!(text, "days = {days}\nwarm_up = \"{} days\"", random.below(2)).unwrap();
    writeln!(text, "interval = \"{}\"", random.one(&["15 min", "30 min", "1 h", "24 h"])).unwrap();
    let mut types: Vec<(&str, String)> = Vec::new();
    for (channel, most) in [("chat", kinds.chats), ("call", kinds.calls), ("ticket", kinds.tickets)] {
        let least = usize::from(types.is_empty() && most > 0);
        for i in 0..least.max(random.below(most + 1)) {
            types.push((channel, format!("{channel}{i}")));
        }
    }
    writeln!(text, "[calendar]\nday_cv = {}", random.one(&["0", "0.3"])).unwrap();
    writeln!(text, "[stream.orders]\narrivals = {{ per_day = 60 }}").unwrap();
    let any = &random.one(&types).1;
    writeln!(text, "then = [ {{ chance = 0.4, in = {}, creates = \"{any}\" }} ]", law(random, 40_000.0)).unwrap();
    let by_message = kinds.by_message && Random(!number).chance(0.4);
    for (channel, name) in &types {
        contact(&mut text, random, channel, name, &types);
        if *channel == "chat" && kinds.by_message {
            let random = &mut Random(text.len() as u64);
            messages(&mut text, random, by_message);
        }
    }
    design(&mut text, random, &types, kinds);
    by_person(&text, kinds)
}

/// The first person of some teams takes more chats than the others, newcomers and people for the day fewer. Last, with draws
/// of their own, so that whatever else a shop has stays what it was.
fn by_person(text: &str, kinds: Kinds) -> String {
    if kinds.places == 1 {
        return text.to_owned();
    }
    let random = &mut Random(!(text.len() as u64));
    let line = |line: &str| match line.strip_prefix("chats = ") {
        Some(chats) if random.chance(0.3) => {
            let most = chats.parse::<usize>().unwrap() + 1 + random.below(kinds.places);
            format!("chats = [ {{ count = 1, chats = {most} }}, {{ chats = {chats} }} ]\n")
        }
        _ => {
            let few = line.replace("shift = \"late\" }", "shift = \"late\", chats = 1 }");
            few.replace("\"0 days\" = 0.5", "\"0 days\" = { speed = 0.5, chats = 1 }") + "\n"
        }
    };
    text.lines().map(line).collect()
}

fn contact(text: &mut String, random: &mut Random, channel: &str, name: &str, types: &[(&str, String)]) {
    let live = channel != "ticket";
    let per_day = if live { 80 + random.below(200) } else { 20 + random.below(60) };
    let profile = random.one(&PROFILES);
    writeln!(text, "[contact.{name}]\nchannel = \"{channel}\"\narrivals = {{ per_day = {per_day}{profile} }}").unwrap();
    let seconds = 60.0 + random.unit() * 300.0;
    let effort = law(random, seconds);
    // A generator of its own, so that shops without steps stay what they were.
    let stepped = &mut Random(seconds.to_bits());
    let in_steps = !live && stepped.chance(0.6);
    if in_steps {
        steps(text, stepped);
    } else {
        writeln!(text, "effort = {effort}").unwrap();
    }
    writeln!(text, "resolved = 0.8").unwrap();
    if live && Random(!seconds.to_bits()).chance(0.5) {
        let slow = "slow_answer = { \"10 s\" = 1.0, \"3 min\" = 0.4 }";
        writeln!(text, "sale = {{ conversion = {CONVERSION}, margin = 40, order_value = 200, bot = 0.8, {slow} }}")
            .unwrap();
    }
    let mut some = |p: f64, line: String, random: &mut Random| {
        if random.chance(p) {
            writeln!(text, "{line}").unwrap();
        }
    };
    // Steps say their own work.
    some(0.3, if in_steps { String::new() } else { "wrap_up = \"25 s\"".into() }, random);
    if live {
        let patience = law(random, 200.0);
        some(0.7, format!("patience = {patience}"), random);
        some(0.3, "balk = 0.1".into(), random);
        let limit = random.below(12);
        some(0.3, format!("queue_limit = {limit}"), random);
        some(0.4, format!("closed = {{ leaves_message = 0.6, in_line = {} }}", random.chance(0.5)), random);
        some(0.2, "hours = \"08:30-22:00\"".into(), random);
        some(0.2, "owner = \"3 min\"".into(), &mut Random((3.0 * seconds).to_bits()));
        some(0.5, "targets = [ { accepted = \"20 s\", share = 0.8 } ]".into(), random);
        some(0.3, "abandoned = { returns = 0.4, in = \"20 min\" }".into(), random);
    } else {
        some(0.25, "slots = \"all\"".into(), &mut Random((2.0 * seconds).to_bits()));
        let interruptible = random.chance(0.6);
        some(1.0, format!("interruptible = {interruptible}"), random);
        some(0.4, "resume_cost = \"10 s\"".into(), random);
        let counted = if stepped.chance(0.3) {
            "hours = \"09:00-18:00\"\ntargets = [ { counted = \"opening\", "
        } else {
            "targets = [ { "
        };
        some(0.7, format!("{counted}done = \"8 h\", share = 0.9 }} ]\nlate = {{ pays = 5 }}"), random);
        some(0.3, "order = \"fifo\"".into(), random);
    }
    some(0.3, "unresolved = { returns = 0.3, in = { exponential = { mean = \"5 h\" } } }".into(), random);
    let (_, other) = random.one(types);
    let link = if live && !other.starts_with("ticket") && other != name && random.chance(0.5) {
        ", transfer = true"
    } else {
        ", in = \"1 h\""
    };
    let handled = format!("{{ on = \"handled\", chance = 0.15, creates = \"{other}\"{link} }}");
    let asks = if in_steps {
        format!(
            ", {{ on = \"missed\", chance = 0.3, in = \"2 h\", creates = \"{other}\" }}, \
             {{ on = \"open\", chance = 0.2, in = \"5 h\", creates = \"{other}\", first_only = true }}"
        )
    } else {
        String::new()
    };
    some(0.4, format!("then = [ {handled}{asks} ]"), random);
}

/// What chats by the message have of their own; who leaves without a word may do so in any.
fn messages(text: &mut String, random: &mut Random, by_message: bool) {
    let mut some = |p: f64, line: String, random: &mut Random| {
        if random.chance(p) {
            writeln!(text, "{line}").unwrap();
        }
    };
    some(0.3, "silent = 0.6".into(), random);
    if !by_message {
        return;
    }
    let many = random.one(&["3", "2.4", "{ geometric = 4 }", "{ values = [1, 2, 6] }"]);
    let pause = law(random, 40.0);
    some(1.0, format!("detail = \"message\"\nmessages = {many}\ncustomer_pause = {pause}"), random);
    let linger = law(random, 30.0);
    some(0.4, format!("linger = {linger}"), random);
    some(0.5, "release_after = \"30 s\"".into(), random);
    let patience = law(random, 150.0);
    some(0.5, format!("reply_patience = {patience}"), random);
    some(0.3, "platform = \"1688\"".into(), random);
    // A generator of its own, so that shops without reminders stay what they were.
    reminders(text, &mut Random(!(text.len() as u64)));
}

/// One to three reminders. Where places are freed, those that come later are the bot's, if the chat has no work after it.
fn reminders(text: &mut String, random: &mut Random) {
    if random.chance(0.3) {
        return;
    }
    let contact = &text[text.rfind("[contact.").unwrap()..];
    let (released, wrap_up) = (contact.contains("release_after"), contact.contains("wrap_up"));
    let sells = contact.contains("sale = ");
    let mut list = Vec::new();
    for after in [12, 25, 36] {
        let late = released && after >= 30;
        if late && wrap_up || !late && random.chance(0.3) {
            continue;
        }
        let effort = law(random, 8.0);
        let by = if late || random.chance(0.5) { "" } else { &format!(", by = \"agent\", effort = {effort}") };
        let replies = random.one(&["", ", replies = 0.3", ", replies = 0.1"]);
        let factor = if sells { random.one(&["", ", conversion = 1.3", ", conversion = 0.9"]) } else { "" };
        list.push(format!("{{ after = \"{after} s\"{by}{replies}{factor} }}"));
    }
    writeln!(text, "reminders = [ {} ]", list.join(", ")).unwrap();
}

/// One to four steps of every kind, one of them at least work. The first team serves everything.
fn steps(text: &mut String, random: &mut Random) {
    let mut list = Vec::new();
    for n in 0..=random.below(4) {
        let mean = 40.0 + random.unit() * 200.0;
        let effort = law(random, mean);
        let team = random.one(&["", "", ", team = \"t0\""]);
        let missed = random.one(&[
            "",
            ", missed = 0.3, found_in = { exponential = { mean = \"4 h\" } }",
            ", missed = 0.05, found_in = \"30 h\"",
        ]);
        let rest = law(random, 20_000.0);
        list.push(match random.below(if n == 0 { 3 } else { 6 }) {
            0..3 => format!("{{ name = \"s{n}\", effort = {effort}{team}{missed} }}"),
            3 => format!("{{ wait = {rest} }}"),
            4 => "{ at = \"16:00\" }".into(),
            _ => format!("{{ name = \"s{n}\", at = [\"10:30\", \"15:00\"] }}"),
        });
    }
    writeln!(text, "steps = [ {} ]", list.join(", ")).unwrap();
}

fn design(text: &mut String, random: &mut Random, types: &[(&str, String)], kinds: Kinds) {
    let teams = 1 + random.below(3);
    // The first team serves whatever nobody else does.
    let serves: Vec<Vec<&str>> = (0..teams)
        .map(|team| types.iter().filter(|_| team == 0 || random.chance(0.6)).map(|t| t.1.as_str()).collect())
        .collect();
    let used: Vec<usize> = (0..teams).filter(|t| !serves[*t].is_empty()).collect();
    writeln!(
        text,
        "[design.only]\ncosts = {{ bot = {{ per_contact = 0.2, month = 900 }}, tools = {{ month = 500 }} }}"
    )
    .unwrap();
    for (channel, name) in types {
        if *channel != "ticket" && random.chance(0.4) {
            let failure = "on_failure = { patience = 0.8, effort = 1.1 }";
            writeln!(text, "bot.{name} = {{ contains = 0.3, resolves = 0.8, lasts = \"40 s\", {failure} }}").unwrap();
        }
        let mut route: Vec<usize> = used.iter().copied().filter(|t| serves[*t].contains(&name.as_str())).collect();
        let turn = random.below(route.len());
        route.rotate_left(turn);
        let route: Vec<String> = route.iter().map(|t| format!("\"t{t}\"")).collect();
        writeln!(text, "routes.{name} = [{}]", route.join(", ")).unwrap();
    }
    for team in used {
        writeln!(text, "[design.only.team.t{team}]").unwrap();
        let together = random.chance(0.5);
        let mut levels: Vec<String> =
            serves[team].iter().map(|t| if together { format!("\"{t}\"") } else { format!("[\"{t}\"]") }).collect();
        if Random(!(text.len() as u64)).chance(0.4) {
            // All on one level: customers, messages and tickets by age.
            levels = vec![format!("[{}]", levels.join(", ").replace(['[', ']'], ""))];
        }
        writeln!(text, "serves = [{}]\nchats = {}", levels.join(", "), 1 + random.below(kinds.places)).unwrap();
        writeln!(text, "switching = {}", random.one(&["0", "0.05"])).unwrap();
        for name in &serves[team] {
            let wait = random.one(&["", ", wait_first = \"30 s\""]);
            if random.chance(0.3) {
                writeln!(text, "skill.{name} = {{ effort = \"*1.2\"{wait} }}").unwrap();
            }
        }
        staffing(text, random, kinds);
        writeln!(
            text,
            "pay = {{ {} }}",
            random.one(&[
                "month = 6000, loading = 0.3, seat = 800, hire = 500",
                "hour = 30, loading = 0, seat = 0, day = 150, hire = 90"
            ])
        )
        .unwrap();
    }
}

fn staffing(text: &mut String, random: &mut Random, kinds: Kinds) {
    let n = 2 + random.below(6);
    if random.chance(0.3) {
        let counts: Vec<String> = (0..6).map(|_| random.below(n + 2).to_string()).collect();
        writeln!(text, "staffed = {{ from = \"06:00\", every = \"3 h\", counts = [{}] }}", counts.join(", ")).unwrap();
        return;
    }
    let early = random.one(&["", ", break = \"60 min in 11:00-14:00\""]);
    writeln!(text, "headcount = {n}").unwrap();
    writeln!(text, "shifts.early = {{ hours = \"08:00-17:00\"{early} }}").unwrap();
    writeln!(text, "shifts.late = {{ hours = \"{}\" }}", random.one(&["15:00-24:00", "18:00-03:00"])).unwrap();
    writeln!(text, "split = {{ early = 0.5, late = 0.5 }}").unwrap();
    writeln!(text, "rest = \"{}\"", random.one(&["none", "alternating weeks", "2 days a week"])).unwrap();
    writeln!(text, "absence = {}", random.one(&["0", "0.1"])).unwrap();
    writeln!(text, "off_desk = {}", if kinds.pauses { random.one(&["0", "0.15"]) } else { "0" }).unwrap();
    if kinds.pauses {
        comings_and_goings(text, random, n);
    }
    if kinds.shift_ends {
        // A generator of its own, so that whatever else a shop has stays what it was.
        shift_end(text, &mut Random(!(text.len() as u64)));
    }
}

fn shift_end(text: &mut String, random: &mut Random) {
    let end = random.one(&["", "after_shift = \"open\"\n", "after_shift = \"queue\"\n", "after_shift = \"drop\"\n"]);
    let call = random.one(&["", "", "last_call = \"20 min\"\n"]);
    write!(text, "{end}{call}").unwrap();
}

fn comings_and_goings(text: &mut String, random: &mut Random, heads: usize) {
    let mut some = |line: String, random: &mut Random| {
        if random.chance(0.3) {
            writeln!(text, "{line}").unwrap();
        }
    };
    some(format!("leaders = {{ count = 1, load = {} }}", random.one(&["0", "0.4", "0.9"])), random);
    let other = heads - 1 + random.below(3);
    let change = format!("{{ headcount = {other} }}");
    some(format!("changes = {{ 2025-03-06 = {change}, 2025-03-31 = {{ headcount = {heads} }} }}"), random);
    some("people = { \"2025-03-05..2025-03-06\" = 2, \"2025-03-30..2025-04-01\" = 2, 2025-03-08 = { count = 1, shift = \"late\" } }".into(), random);
    let learns = random.one(&["", "\ntraining = \"1 day\"", "\nramp = { \"0 days\" = 0.5, \"2 days\" = 1.0 }"]);
    some(format!("attrition = 12\nhiring = {}{learns}", random.one(&["\"none\"", "\"0 days\"", "\"1 day\""])), random);
    some("speed_cv = 0.3".into(), random);
}
