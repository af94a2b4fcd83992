//! Details in English texts: dates, numbers with a unit, names in mid-sentence, quoted titles.

use super::words::{Classes, Words};
use crate::bank::WordClass;
use crate::wording::Grade;
use std::ops::Range;

const DATE_WORD: Classes = Classes::of(&[WordClass::DateWord]);
const UNIT: Classes = Classes::of(&[WordClass::Unit]);
const FIXED: Classes = Classes::of(&[WordClass::Fixed]);

/// A word of the text with its bytes.
struct Token<'t> {
    text: &'t str,
    range: Range<usize>,
    classes: Classes,
    /// Whether a sentence begins with it.
    opens: bool,
}

/// The details of a text, in bytes.
pub(super) fn details(text: &str, words: &Words) -> Vec<(Range<usize>, &'static str, Grade)> {
    let tokens = tokens(text, words);
    let mut found = Vec::new();
    let mut index = 0;
    while index < tokens.len() {
        let (length, kind) = detail(text, &tokens[index..]);
        if let Some(kind) = kind {
            let range = tokens[index].range.start..tokens[index + length - 1].range.end;
            found.push((range, kind, Grade::Hard));
        }
        index += length;
    }
    for range in quoted(text) {
        if !found
            .iter()
            .any(|(other, _, _)| other.start < range.end && range.start < other.end)
        {
            found.push((range, "title", Grade::Hard));
        }
    }
    found.sort_by_key(|(range, _, _)| range.start);
    found
}

fn tokens<'t>(text: &'t str, words: &Words) -> Vec<Token<'t>> {
    let is_inside = |character: char| {
        character.is_alphanumeric() || matches!(character, '\'' | '’' | '-' | '%' | '.' | ',')
    };
    let mut tokens: Vec<Token<'t>> = Vec::new();
    let mut opens = true;
    let mut start = None;
    for (at, character) in text.char_indices().chain([(text.len(), ' ')]) {
        if start.is_none() && (character.is_alphanumeric()) {
            start = Some(at);
        } else if let Some(from) = start
            && !is_inside(character)
        {
            let word = text[from..at].trim_end_matches(['.', ',', '\'', '’', '-']);
            let characters: Vec<char> = word.to_lowercase().chars().collect();
            let mut classes = Classes::default();
            words.at(&characters, |length, found| {
                if length == characters.len() {
                    classes.add(found);
                }
            });
            let closed = text[from + word.len()..at].contains('.');
            tokens.push(Token {
                text: word,
                range: from..from + word.len(),
                classes,
                opens,
            });
            opens = closed;
            start = None;
        }
        if matches!(character, '!' | '?' | ':' | '“' | '"' | '\n') {
            opens = true;
        }
    }
    tokens
}

/// How many tokens the first detail or the first word takes, and its kind.
fn detail(text: &str, tokens: &[Token<'_>]) -> (usize, Option<&'static str>) {
    let first = &tokens[0];
    let is_number = first
        .text
        .starts_with(|character: char| character.is_ascii_digit());
    let next = tokens
        .get(1)
        .filter(|next| text[first.range.end..next.range.start].trim().is_empty());
    let is_month = |token: &Token<'_>| {
        token.classes.meets(DATE_WORD) && token.text.starts_with(char::is_uppercase)
    };
    if is_number {
        if let Some(month) = next.filter(|next| is_month(next)) {
            let year = tokens
                .get(2)
                .filter(|year| is_year(year.text) && year.range.start == month.range.end + 1);
            return (2 + usize::from(year.is_some()), Some("date"));
        }
        if first.text.ends_with('%') {
            return (1, Some("percentage"));
        }
        if next.is_some_and(|next| next.classes.meets(UNIT)) {
            return (2, Some("count"));
        }
        return (1, None);
    }
    if is_month(first) {
        let number = next.filter(|next| {
            next.text
                .starts_with(|character: char| character.is_ascii_digit())
        });
        return match number {
            Some(_) => (2, Some("date")),
            None => (1, (!first.opens).then_some("date")),
        };
    }
    if first.classes.meets(UNIT) && NUMERALS.contains(&first.text) {
        return (1, None);
    }
    if NUMERALS.contains(&first.text.to_lowercase().as_str())
        && next.is_some_and(|next| next.classes.meets(UNIT))
    {
        return (2, Some("count"));
    }
    let is_name = |token: &Token<'_>| {
        token.text.len() > 1
            && token.text.starts_with(char::is_uppercase)
            && !token.opens
            && !token.classes.meets(FIXED)
    };
    let mut length = 0;
    while length < tokens.len()
        && is_name(&tokens[length])
        && (length == 0
            || text[tokens[length - 1].range.end..tokens[length].range.start]
                .trim()
                .is_empty())
    {
        length += 1;
    }
    if length > 0 {
        return (length, Some("person"));
    }
    (1, None)
}

const NUMERALS: [&str; 11] = [
    "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
];

fn is_year(text: &str) -> bool {
    text.len() == 4
        && (text.starts_with("19") || text.starts_with("20"))
        && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// What stands in “…” and begins with a capital.
fn quoted(text: &str) -> Vec<Range<usize>> {
    /// A title is short.
    const LONGEST: usize = 120;
    let mut found = Vec::new();
    let mut open = None;
    for (at, character) in text.char_indices() {
        match character {
            '“' => open = Some(at),
            '”' => {
                if let Some(start) = open.take()
                    && at - start < LONGEST
                    && text[start + '“'.len_utf8()..at].starts_with(char::is_uppercase)
                {
                    found.push(start..at + character.len_utf8());
                }
            }
            _ => {}
        }
    }
    found
}
