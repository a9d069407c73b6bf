//! Numbers in words, Chinese and English, as digits: `十八`, `四千六`, `一万二`, `eighteen`, `thirty-five`.

/// A text with its numerals as digits; what is no number as a whole (`五六`: five or six) stays as it is.
pub fn in_digits(text: &str) -> String {
    in_english(&in_chinese(text))
}

/// The figure of a numeral below ten.
fn figure(c: char) -> Option<u64> {
    const FIGURES: [char; 10] = ['零', '一', '二', '三', '四', '五', '六', '七', '八', '九'];
    match c {
        '〇' => Some(0),
        '两' => Some(2),
        c => FIGURES.iter().position(|one| *one == c).map(|at| at as u64),
    }
}

/// What a numeral multiplies by.
fn unit(c: char) -> Option<u64> {
    match c {
        '十' => Some(10),
        '百' => Some(100),
        '千' => Some(1000),
        '万' => Some(10_000),
        _ => None,
    }
}

fn in_chinese(text: &str) -> String {
    let is_numeral = |c: char| figure(c).is_some() || unit(c).is_some();
    let mut done = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        if !is_numeral(c) {
            done.push(c);
            rest = &rest[c.len_utf8()..];
            continue;
        }
        let (run, behind) = rest.split_at(rest.find(|c| !is_numeral(c)).unwrap_or(rest.len()));
        // Behind digits it is their unit: 1.2万.
        let number = if done.ends_with(|c: char| c.is_ascii_digit()) { None } else { chinese(run) };
        match number {
            Some(number) => done.push_str(&number.to_string()),
            None => done.push_str(run),
        }
        rest = behind;
    }
    done
}

/// The number of a run of numerals; `None` where it is no single one.
fn chinese(run: &str) -> Option<u64> {
    if !run.chars().any(|c| unit(c).is_some()) {
        let figures: Vec<u64> = run.chars().filter_map(figure).collect();
        // Two or three in a row are "five or six", four are a year.
        let single = figures.len() == 1 || figures.len() >= 4;
        return single.then(|| figures.iter().try_fold(0_u64, |sum, one| sum.checked_mul(10)?.checked_add(*one)))?;
    }
    let (mut whole, mut section, mut open, mut last, mut zero) = (0, 0, None, u64::MAX, false);
    for c in run.chars() {
        if let Some(one) = figure(c) {
            if open.is_some() {
                return None;
            }
            if one == 0 {
                zero = true;
            } else {
                open = Some(one);
            }
        } else if let Some(by) = unit(c) {
            // Units fall, but for that of all before it.
            if if by == 10_000 { whole > 0 } else { by >= last } {
                return None;
            }
            if by == 10_000 {
                whole = (section + open.take().unwrap_or(0)) * by;
                if whole == 0 {
                    return None;
                }
                section = 0;
            } else {
                section += open.take().or((by == 10).then_some(1))? * by;
            }
            (last, zero) = (by, false);
        }
    }
    // 四千六 is 4,600, 四千零六 is 4,006.
    let end = open.map_or(0, |one| if last >= 100 && !zero { one * last / 10 } else { one });
    Some(whole + section + end)
}

/// The number of an English word.
fn english(word: &str) -> Option<u32> {
    const SMALL: [&str; 20] = [
        "zero",
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "eleven",
        "twelve",
        "thirteen",
        "fourteen",
        "fifteen",
        "sixteen",
        "seventeen",
        "eighteen",
        "nineteen",
    ];
    const TENS: [&str; 8] = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];
    let at = |all: &[&str]| all.iter().position(|one| *one == word).map(|at| at as u32);
    at(&SMALL).or_else(|| at(&TENS).map(|at| (at + 2) * 10))
}

fn in_english(text: &str) -> String {
    let one = ["a ", "an "].iter().find_map(|one| text.strip_prefix(one)).map(|rest| format!("1 {rest}"));
    let text = one.as_deref().unwrap_or(text);
    let mut done = String::with_capacity(text.len());
    let mut tens: Option<u32> = None;
    for word in text.split_inclusive(|c: char| !c.is_ascii_alphabetic()) {
        let bare = word.trim_end_matches(|c: char| !c.is_ascii_alphabetic());
        let mark = &word[bare.len()..];
        match (english(bare), tens.take()) {
            (Some(number), None) if number >= 20 && matches!(mark, "-" | " ") => tens = Some(number),
            (Some(number), Some(before)) if (1..10).contains(&number) => {
                done.push_str(&(before + number).to_string());
                done.push_str(mark);
            }
            (number, before) => {
                if let Some(before) = before {
                    done.push_str(&before.to_string());
                    done.push(' ');
                }
                done.push_str(&number.map_or_else(|| bare.to_owned(), |number| number.to_string()));
                done.push_str(mark);
            }
        }
    }
    if let Some(tens) = tens {
        done.push_str(&tens.to_string());
    }
    done
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numerals_as_people_write_them() {
        for (text, wanted) in [
            ("十八", "18"),
            ("两", "2"),
            ("三十", "30"),
            ("二十二秒", "22秒"),
            ("四千六", "4600"),
            ("四千零六", "4006"),
            ("一百二十", "120"),
            ("一万二", "12000"),
            ("五千", "5000"),
            ("十二万", "120000"),
            ("1.2万", "1.2万"),
            ("3千", "3千"),
            ("三分二十秒", "3分20秒"),
            ("二〇二六年十一月二日", "2026年11月2日"),
            // Five or six is no number.
            ("五六次", "五六次"),
            ("三四十", "三四十"),
            ("eighteen", "18"),
            ("thirty-five percent", "35 percent"),
            ("seventy", "70"),
            ("seventy percent", "70 percent"),
            ("two weeks", "2 weeks"),
            ("a day", "1 day"),
            ("55 a day", "55 a day"),
            ("10 november 20:00", "10 november 20:00"),
        ] {
            assert_eq!(in_digits(text), wanted, "{text}");
        }
    }
}
