//! Dates and periods as they stand in text that a person has written.

use crate::value::numeral::{arabic_or_han, is_numeral};
use crate::value::{Date, Period, Precision, Value};

/// A date or a period as it stands in a text.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum FoundDate {
    /// One date.
    Date(Date),
    /// Two dates.
    Period(Period),
}

/// Whether a date in a text tells a fact's date: the same one, or, for a day, its month; for a period also a day in it.
pub fn tells(found: FoundDate, value: &Value) -> bool {
    let within = |date: Date, start: Date, end: Date| match date.precision {
        Precision::Day(..) => {
            start.first_day() <= date.first_day() && date.last_day() <= end.last_day()
        }
        Precision::Month(_) => [start, end].iter().any(|day| {
            matches!(day.precision, Precision::Day(..))
                && (date.first_day()..=date.last_day()).contains(&day.first_day())
        }),
        Precision::Quarter(_) | Precision::Half(_) | Precision::Year => false,
    };
    match (found, value) {
        (FoundDate::Date(date), Value::Date(known)) => {
            date == *known
                || matches!(date.precision, Precision::Month(_)) && within(date, *known, *known)
        }
        (FoundDate::Period(period), Value::Period(known)) => period == *known,
        (FoundDate::Date(date), Value::Period(known)) => within(date, known.start, known.end),
        _ => false,
    }
}

/// A date or a period at a place in a text, with its length in bytes.
pub fn date_at(text: &str, at: usize, year: i16) -> Option<(FoundDate, usize)> {
    let rest = &text[at..];
    let (start, length) = one_date(&text[..at], rest, year)?;
    let after = &rest[length..];
    let joint = ["至", "到", "——", "—", "–", "-", "～", "~", ".."]
        .into_iter()
        .find(|joint| after.starts_with(joint));
    if let Some(joint) = joint {
        let tail = &after[joint.len()..];
        let end = one_date("", tail, start.year).or_else(|| match start.precision {
            Precision::Day(month, _) => {
                let (day, length) = unit_at(tail, &["日", "号"])?;
                let date = date_of(start.year, month, Some(day))?;
                Some((date, length))
            }
            _ => None,
        });
        if let Some((end, more)) = end
            && start.first_day() < end.last_day()
        {
            let period = FoundDate::Period(Period { start, end });
            return Some((period, length + joint.len() + more));
        }
    }
    Some((FoundDate::Date(start), length))
}

/// A date at the head of a text; one without a year is of `year`, if no other year stands before it.
fn one_date(before: &str, text: &str, year: i16) -> Option<(Date, usize)> {
    if let Some((year, length)) = year_at(text) {
        let rest = &text[length..];
        if let Some(after) = rest.strip_prefix('年') {
            let after_degree = after.strip_prefix('度').unwrap_or(after);
            let (precision, more) = part_at(after_degree, year).unwrap_or((Precision::Year, 0));
            return Some((
                Date { year, precision },
                text.len() - after_degree.len() + more,
            ));
        }
        let (precision, more) = figures_at(rest, year)?;
        return Some((Date { year, precision }, length + more));
    }
    let is_of_other_year = before.ends_with('年')
        && !["今年", "当年", "本年", "这年"]
            .iter()
            .any(|this| before.ends_with(this));
    if is_of_other_year {
        return None;
    }
    let (precision, length) = part_at(text, year)?;
    Some((Date { year, precision }, length))
}

/// 2021 or 二〇二一, not as a part of a longer number.
fn year_at(text: &str) -> Option<(i16, usize)> {
    let digits: Vec<char> = text
        .chars()
        .take(5)
        .take_while(|digit| is_digit(*digit))
        .collect();
    if digits.len() != 4 {
        return None;
    }
    let length = digits.iter().map(|digit| digit.len_utf8()).sum();
    let date = Date::read(&text[..length]).ok()?;
    Some((date.year, length))
}

fn is_digit(character: char) -> bool {
    character.is_ascii_digit() || "〇零一二三四五六七八九".contains(character)
}

/// The part of a year in words: 6月22日, 六月份, 第三季度, 上半年.
fn part_at(text: &str, year: i16) -> Option<(Precision, usize)> {
    for (half, name) in [(1, "上半年"), (2, "下半年")] {
        if text.starts_with(name) {
            return Some((Precision::Half(half), name.len()));
        }
    }
    let ordinal = text.strip_prefix('第').unwrap_or(text);
    if let Some((quarter, length)) = unit_at(ordinal, &["季度"])
        && (1..=4).contains(&quarter)
    {
        return Some((
            Precision::Quarter(quarter),
            text.len() - ordinal.len() + length,
        ));
    }
    let (month, length) = unit_at(text, &["月份", "月"])?;
    let rest = &text[length..];
    if let Some((day, more)) = unit_at(rest, &["日", "号"])
        && let Some(date) = date_of(year, month, Some(day))
    {
        return Some((date.precision, length + more));
    }
    date_of(year, month, None).map(|date| (date.precision, length))
}

/// The part of a year in figures after the year: -06-22, /6, .6.22, Q3, H1.
fn figures_at(text: &str, year: i16) -> Option<(Precision, usize)> {
    for (sign, most) in [('Q', 4), ('H', 2)] {
        let rest = text.trim_start_matches('-').strip_prefix(sign);
        if let Some((number, length)) = rest.and_then(figure_at)
            && (1..=most).contains(&number)
        {
            let precision = match sign {
                'Q' => Precision::Quarter(number),
                _ => Precision::Half(number),
            };
            let head = text.len() - rest.map_or(0, str::len);
            return Some((precision, head + length));
        }
    }
    let sign = text
        .chars()
        .next()
        .filter(|sign| matches!(sign, '-' | '/' | '.'))?;
    let (month, length) = figure_at(&text[1..])?;
    let length = 1 + length;
    let day = text[length..].strip_prefix(sign).and_then(figure_at);
    if let Some((day, more)) = day
        && let Some(date) = date_of(year, month, Some(day))
    {
        return Some((date.precision, length + 1 + more));
    }
    // 2021.6 may be any number, and 2021-06-221 is no date.
    let is_clear = sign != '.'
        && !text[length..]
            .strip_prefix(sign)
            .is_some_and(|rest| rest.starts_with(is_numeral));
    date_of(year, month, None)
        .filter(|_| is_clear)
        .map(|date| (date.precision, length))
}

/// One or two digits.
fn figure_at(text: &str) -> Option<(i8, usize)> {
    let length = text.bytes().take(3).take_while(u8::is_ascii_digit).count();
    if !(1..=2).contains(&length) {
        return None;
    }
    Some((text[..length].parse().ok()?, length))
}

/// A small number in either numerals with one of some units, the longest first.
fn unit_at(text: &str, units: &[&str]) -> Option<(i8, usize)> {
    let length: usize = text
        .chars()
        .take(4)
        .take_while(|digit| is_digit(*digit) || *digit == '十')
        .map(char::len_utf8)
        .sum();
    if length == 0 {
        return None;
    }
    let number = i8::try_from(arabic_or_han(&text[..length])?).ok()?;
    let rest = &text[length..];
    let spaces = rest.len() - rest.trim_start_matches(' ').len();
    let unit = units
        .iter()
        .find(|unit| rest[spaces..].starts_with(**unit))?;
    Some((number, length + spaces + unit.len()))
}

/// A date of the calendar.
fn date_of(year: i16, month: i8, day: Option<i8>) -> Option<Date> {
    let text = match day {
        Some(day) => format!("{year}-{month}-{day}"),
        None => format!("{year}-{month}"),
    };
    Date::read(&text).ok()
}
