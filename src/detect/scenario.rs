//! Occasions of the writer's own unit without date, number or name: 在策划区域文旅融合宣传时.

use super::Found;
use super::reading::{Reading, is_han};
use super::words::Classes;
use crate::bank::WordClass;
use crate::wording::Grade;

const OPEN: Classes = Classes::of(&[WordClass::OccasionOpen]);
const CLOSE: Classes = Classes::of(&[WordClass::OccasionClose]);
const STOP: Classes = Classes::of(&[WordClass::Stop, WordClass::Vague]);

/// Every occasion, clause by clause.
pub(super) fn scenarios(reading: &Reading, found: &mut Vec<Found>) {
    let mut start = 0;
    for at in 0..=reading.len() {
        if matches!(
            reading.at(at),
            '，' | '。' | '；' | '：' | '！' | '？' | ',' | ';' | '\n'
        ) {
            found.extend(scenario(reading, start, at));
            start = at + 1;
        }
    }
}

fn scenario(reading: &Reading, start: usize, end: usize) -> Option<Found> {
    /// No occasion is told in more characters.
    const LONGEST: usize = 40;
    let open = (start..end).find(|at| reading.word(*at, OPEN).is_some())?;
    let limit = end.min(open + LONGEST);
    let mut from = open;
    // Verbs that open an occasion are no part of what it is about: 在策划, 在组织开展.
    while let Some(next) = reading.word(from, OPEN) {
        from = next;
    }
    let close = (from..=limit).find(|at| {
        reading.word_before(*at, CLOSE).is_some_and(|word| {
            word > from && (!reading.is_covered(word) || *at - word > 1) && !reading.is_fixed(word)
        })
    })?;
    let word = reading.word_before(close, CLOSE)?;
    (own(reading, from, word) >= 2).then_some(Found {
        range: open..close,
        kind: "scenario",
        grade: Grade::Scenario,
    })
}

/// How many characters stand together that belong to no general word.
fn own(reading: &Reading, start: usize, end: usize) -> usize {
    let mut longest = 0;
    let mut run = 0;
    let mut at = start;
    while at < end {
        if let Some(word) = reading.word(at, STOP) {
            run = 0;
            at = word;
            continue;
        }
        if is_han(reading.at(at)) && !reading.is_covered(at) && !reading.is_fixed(at) {
            run += 1;
            longest = longest.max(run);
        } else {
            run = 0;
        }
        at += 1;
    }
    longest
}
