//! Straight, reversed and unpaired quotation marks: what a paragraph shows.

use super::{Slip, is_han};
use crate::message::Message;

/// A mark of a paragraph: its sentence, its place and itself.
#[derive(Clone, Copy)]
struct Mark {
    sentence: usize,
    at: usize,
    sign: char,
}

/// The slips of a paragraph's sentences, each with the sentence's position.
pub fn slips(texts: &[&str]) -> Vec<(usize, Slip)> {
    let mut curly = Vec::new();
    let mut straight = Vec::new();
    for (sentence, text) in texts.iter().enumerate() {
        if !text.contains(['“', '”', '"']) {
            continue;
        }
        for (at, mark) in text.char_indices() {
            match mark {
                '“' | '”' => curly.push(Mark {
                    sentence,
                    at,
                    sign: mark,
                }),
                '"' => straight.push(Mark {
                    sentence,
                    at,
                    sign: mark,
                }),
                _ => {}
            }
        }
    }
    let mut found = straight_marks(texts, &straight);
    found.extend(curly_marks(texts, &curly));
    found
}

/// Straight marks beside Chinese characters; they are paired by turns where their number is even.
fn straight_marks(texts: &[&str], marks: &[Mark]) -> Vec<(usize, Slip)> {
    let beside_han = |mark: &Mark| {
        let text = texts[mark.sentence];
        let before = text[..mark.at].chars().next_back();
        let after = text[mark.at + 1..].chars().next();
        before.is_some_and(is_han) || after.is_some_and(is_han)
    };
    if !marks.iter().any(beside_han) {
        return Vec::new();
    }
    let is_even = marks.len().is_multiple_of(2);
    marks
        .iter()
        .enumerate()
        .map(|(turn, mark)| {
            let fix = if turn % 2 == 0 { "“" } else { "”" };
            let straight = |_| Message::StraightQuote;
            let range = mark.at..mark.at + 1;
            let slip = Slip::new(
                texts[mark.sentence],
                range,
                is_even.then_some(fix),
                straight,
            );
            (mark.sentence, slip)
        })
        .collect()
}

fn curly_marks(texts: &[&str], marks: &[Mark]) -> Vec<(usize, Slip)> {
    let slip = |mark: &Mark, fix: Option<&str>, message: fn(String) -> Message| {
        let range = mark.at..mark.at + mark.sign.len_utf8();
        (
            mark.sentence,
            Slip::new(texts[mark.sentence], range, fix, message),
        )
    };
    let reversed = |_| Message::ReversedQuote;
    let unpaired = |_| Message::UnpairedQuote;
    let mut found = Vec::new();
    let mut open: Option<&Mark> = None;
    let mut index = 0;
    while let Some(mark) = marks.get(index) {
        let next = marks.get(index + 1);
        index += 1;
        match (open, mark.sign) {
            (None, '“') => open = Some(mark),
            (Some(_), '”') => open = None,
            // ”甲“ is a pair the wrong way round.
            (None, _) => match next {
                Some(closing) if closing.sign == '“' && !opens_a_pair(&marks[index..]) => {
                    found.push(slip(mark, Some("“"), reversed));
                    found.push(slip(closing, Some("”"), reversed));
                    index += 1;
                }
                // ”甲” has its closing mark twice.
                Some(closing) if closing.sign == '”' => {
                    found.push(slip(mark, Some("“"), reversed));
                    index += 1;
                }
                _ => found.push(slip(mark, None, unpaired)),
            },
            // “甲“: the second mark closes, unless a closing one follows for each.
            (Some(_), _) => {
                let closing = marks[index..]
                    .iter()
                    .take_while(|mark| mark.sign == '”')
                    .count();
                if closing >= 2 {
                    index += 1;
                } else if closing == 0 {
                    found.push(slip(mark, Some("”"), reversed));
                    open = None;
                } else {
                    found.push(slip(mark, None, unpaired));
                }
            }
        }
    }
    found
}

/// Whether marks go on with “…”.
fn opens_a_pair(marks: &[Mark]) -> bool {
    matches!(marks, [first, second, ..] if first.sign == '“' && second.sign == '”')
}
