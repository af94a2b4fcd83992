//! What the linter asks of a variant's wording: likeness, punctuation, words, invented details.

use super::{Genre, Variant};
use crate::diagnostic::Severity;
use crate::message::Language;
use indexmap::IndexSet;

const SHINGLE: usize = 5;

/// A variant's characters without punctuation, all options of `[…]` in their order, NUL for a slot.
pub fn own_wording(variant: &Variant) -> Vec<char> {
    variant
        .template
        .wording(&[])
        .chars()
        .filter(|character| character.is_alphanumeric() || *character == '\0')
        .collect()
}

/// How many of two wordings' shingles are shared, in percent of all.
pub fn likeness(left: &[char], right: &[char]) -> usize {
    let shingles = |text: &[char]| -> IndexSet<Vec<char>> {
        text.windows(SHINGLE).map(<[char]>::to_vec).collect()
    };
    let (left, right) = (shingles(left), shingles(right));
    let shared = left.intersection(&right).count();
    let all = left.len() + right.len() - shared;
    (shared * 100).checked_div(all).unwrap_or(0)
}

/// The first run of that length that two wordings share.
pub fn shared_run(left: &[char], right: &[char], length: usize) -> Option<String> {
    left.windows(length)
        .find(|run| !run.contains(&'\0') && right.windows(length).any(|other| other == *run))
        .map(|run| run.iter().collect())
}

/// Half-width marks beside Chinese characters, doubled marks, unpaired quotation marks, a final mark.
pub fn bad_punctuation(text: &str, language: Language) -> Vec<String> {
    const MARKS: [char; 6] = ['，', '、', '；', '：', '。', '…'];
    let is_han = |character: char| {
        language == Language::Chinese && ('\u{4e00}'..='\u{9fff}').contains(&character)
    };
    let mut found = Vec::new();
    let plain = without_syntax(text);
    let characters: Vec<char> = plain.chars().collect();
    for pair in characters.windows(2) {
        if MARKS.contains(&pair[0]) && MARKS.contains(&pair[1]) {
            found.push(pair.iter().collect());
        }
        if is_han(pair[0]) && matches!(pair[1], ',' | ';' | ':' | '?' | '!' | '.') {
            found.push(pair[1].to_string());
        }
    }
    if plain.matches('“').count() != plain.matches('”').count() {
        found.push("“”".to_owned());
    }
    if plain.ends_with(MARKS) || plain.starts_with(MARKS) {
        found.push(plain.chars().last().unwrap_or('，').to_string());
    }
    if plain.contains("”、“") {
        found.push("”、“".to_owned());
    }
    found
}

/// The text with a word for every slot and a dot for every bracket of the syntax.
fn without_syntax(text: &str) -> String {
    let mut plain = String::new();
    let mut rest = text;
    while let Some(character) = rest.chars().next() {
        rest = &rest[character.len_utf8()..];
        match character {
            '{' => {
                plain.push('甲');
                rest = rest.split_once('}').map_or("", |(_, after)| after);
            }
            '(' if rest.starts_with('?') => {
                plain.push('·');
                rest = rest.split_once(':').map_or("", |(_, after)| after);
            }
            '[' | ']' | '|' | ')' => plain.push('·'),
            _ => plain.push(character),
        }
    }
    plain
}

/// Words that would break a rule in the composed text.
pub fn forbidden(genre: &Genre, text: &str) -> Vec<(String, Severity)> {
    let mut found = Vec::new();
    for (rule, list, severity) in [
        ("blame-shift", "others", Severity::Error),
        ("placeholder", "marks", Severity::Error),
        ("praise-first", "praise", Severity::Warning),
        ("bank-lint", "words", Severity::Warning),
    ] {
        let words = genre
            .definition
            .rules
            .get(rule)
            .and_then(|settings| settings.words.get(list));
        for word in words.into_iter().flatten() {
            if text.contains(word.as_str()) {
                found.push((word.clone(), severity));
            }
        }
    }
    if ["XX", "xx", "××", "__", "○○"]
        .iter()
        .any(|mark| text.contains(mark))
    {
        found.push(("XX".to_owned(), Severity::Error));
    }
    found
}

/// A numeral with a unit that no slot supplies; `fixed` words hold numerals and are none.
pub fn invented(text: &str, units: &[String], fixed: &[String]) -> Option<String> {
    let is_numeral = |character: char| {
        character.is_ascii_digit() || "一二两三四五六七八九十百千万几半数".contains(character)
    };
    let mut plain = text.to_owned();
    for word in fixed {
        plain = plain.replace(word.as_str(), "·");
    }
    plain.char_indices().find_map(|(at, character)| {
        if !is_numeral(character) {
            return None;
        }
        let rest = &plain[at + character.len_utf8()..];
        units
            .iter()
            .find(|unit| rest.starts_with(unit.as_str()))
            .map(|unit| format!("{character}{unit}"))
    })
}
