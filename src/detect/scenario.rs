//! Occasions of the writer's own unit without date, number or name: 在策划区域文旅融合宣传时.

use super::Found;
use super::reading::{Reading, is_han};
use super::words::Classes;
use crate::bank::WordClass;
use crate::wording::Grade;

const OPEN: Classes = Classes::of(&[WordClass::OccasionOpen]);
const CLOSE: Classes = Classes::of(&[WordClass::OccasionClose]);
const STOP: Classes = Classes::of(&[WordClass::Stop]);
const WORKS: Classes = Classes::of(&[WordClass::Works]);

/// Characters that join words and tell nothing.
const FUNCTION: &str =
    "的了着过在和与及对向从把被为是有我你他她它这那之等就都也又不没要能会可以到上下";

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
    const LONGEST: usize = 30;
    let open = (start..end).find(|at| reading.word(*at, OPEN).is_some())?;
    let mut from = open;
    // Verbs that open an occasion are no part of what it is about: 在策划, 在组织开展.
    while let Some(next) = reading.word(from, OPEN) {
        from = next;
    }
    let (word, close) = (from..=end.min(open + LONGEST)).find_map(|at| {
        let word = reading.word_before(at, CLOSE)?;
        let cover = reading.cover(word);
        let is_whole = cover.is_empty() || cover == (word..at) || at - word > 1 && cover.end <= at;
        // 时时 closes nothing.
        let is_doubled =
            at - word == 1 && [reading.before(word), reading.at(at)].contains(&reading.at(word));
        (word > from && is_whole && !is_doubled && !reading.is_fixed(word)).then_some((word, at))
    })?;
    is_own(reading, from, word).then_some(Found {
        range: open..close,
        kind: "scenario",
        grade: Grade::Scenario,
    })
}

/// Whether an occasion is about something that is not anybody's: words that no list knows, things that are built or
/// mended, or several ordinary words together.
fn is_own(reading: &Reading, start: usize, end: usize) -> bool {
    const UNKNOWN: usize = 2;
    const ORDINARY: usize = 3;
    let (mut unknown, mut ordinary) = (0, 0);
    for at in start..end {
        if reading.word(at, WORKS).is_some_and(|works| works <= end) {
            return true;
        }
        let character = reading.at(at);
        let breaks = !is_han(character)
            || FUNCTION.contains(character) && !reading.is_covered(at)
            || reading.is_general(at)
            || reading.word(at, STOP).is_some_and(|stop| stop > at + 1);
        if breaks {
            (unknown, ordinary) = (0, 0);
            continue;
        }
        ordinary += 1;
        unknown = if reading.is_covered(at) {
            0
        } else {
            unknown + 1
        };
        if unknown >= UNKNOWN || ordinary >= ORDINARY {
            return true;
        }
    }
    false
}
