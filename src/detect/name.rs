//! Persons: 葛桂兰, 站长韦长林, 李大爷, 老李, 陈某, 王局长, foreign names, and those of history and state.

use super::Found;
use super::reading::{Reading, is_han};
use super::words::Classes;
use crate::bank::WordClass;
use crate::wording::Grade;

const SURNAME: Classes = Classes::of(&[WordClass::Surname]);
const COMPOUND: Classes = Classes::of(&[WordClass::CompoundSurname]);
const GIVEN: Classes = Classes::of(&[WordClass::Given]);
const FOREIGN: Classes = Classes::of(&[WordClass::Foreign]);
const LEADER: Classes = Classes::of(&[WordClass::Leader]);
const POST: Classes = Classes::of(&[WordClass::Post]);
const CALLED: Classes = Classes::of(&[WordClass::Post, WordClass::Address]);
const BEFORE: Classes = Classes::of(&[WordClass::Post, WordClass::Person]);
const SPEECH: Classes = Classes::of(&[WordClass::Speech]);
const STOP: Classes = Classes::of(&[WordClass::Stop]);

/// The person whose name starts here.
pub(super) fn person(reading: &Reading, start: usize) -> Option<Found> {
    if let Some(end) = reading.word(start, LEADER) {
        return Some(found(start, end, Grade::None));
    }
    if reading.is_fixed(start) {
        return None;
    }
    familiar(reading, start)
        .or_else(|| named(reading, start))
        .or_else(|| foreign(reading, start))
}

fn found(start: usize, end: usize, grade: Grade) -> Found {
    Found {
        range: start..end,
        kind: "person",
        grade,
    }
}

/// 老李, 小王: not where more of a word follows.
fn familiar(reading: &Reading, start: usize) -> Option<Found> {
    let is_familiar = matches!(reading.at(start), '老' | '小')
        && reading.word(start + 1, SURNAME) == Some(start + 2)
        && !reading.is_covered(start)
        && !reading.is_covered(start + 1)
        && right(reading, start + 2) > 0;
    is_familiar.then(|| found(start, start + 2, Grade::Hard))
}

fn named(reading: &Reading, start: usize) -> Option<Found> {
    let surname = reading
        .word(start, COMPOUND)
        .or_else(|| reading.word(start, SURNAME).filter(|end| *end == start + 1))?;
    if reading.is_covered(start) {
        return None;
    }
    // 陈某, 陈某某: masked, and still a person whom the reader could ask after.
    if reading.at(surname) == '某' {
        let end = surname + 1 + usize::from(reading.at(surname + 1) == '某');
        return Some(found(start, end, Grade::Hard));
    }
    let left = left(reading, start);
    for given in [2, 1] {
        let end = surname + given;
        let is_name = (surname..end).all(|at| is_han(reading.at(at)) && !reading.is_covered(at));
        if !is_name || end > reading.len() {
            continue;
        }
        let listed = (surname..end)
            .filter(|at| reading.word(*at, GIVEN).is_some())
            .count();
        let right = right(reading, end);
        let score = left + right + if listed == given { 2 } else { 0 };
        let least = if given == 2 || surname > start + 1 {
            4
        } else {
            5
        };
        if left > 0 && right > 0 && (score >= least || given == 1 && left == 3 && score >= 4) {
            return Some(found(start, end, Grade::Hard));
        }
    }
    // 李大爷, 王局长.
    let called = reading.word(surname, CALLED)?;
    (called > surname + 1 && left > 0).then(|| found(start, called, Grade::Hard))
}

/// How well a name may begin here: 3 after a post or 村民, 1 at a boundary, 0 inside a word.
fn left(reading: &Reading, start: usize) -> u8 {
    if reading.ends(start, BEFORE) {
        3
    } else if start == 0 || !is_han(reading.before(start)) || reading.ends(start, STOP) {
        1
    } else {
        u8::from(reading.is_covered(start - 1))
    }
}

/// How well a name may end here: 3 before a post or 大爷, 2 before 说, 1 at a boundary, 0 inside a word.
fn right(reading: &Reading, end: usize) -> u8 {
    if reading.word(end, CALLED).is_some() {
        3
    } else if reading.word(end, SPEECH).is_some() {
        2
    } else if !is_han(reading.at(end)) || reading.word(end, STOP).is_some() {
        1
    } else {
        u8::from(reading.is_covered(end) && !reading.ends(end, POST))
    }
}

/// A run of characters that spell foreign sounds: 克林顿, 奥尔布赖特, with or without a middle dot.
fn foreign(reading: &Reading, start: usize) -> Option<Found> {
    /// Two characters may be any word.
    const LEAST: usize = 3;
    if start > 0 && reading.word(start - 1, FOREIGN).is_some() && !reading.is_covered(start - 1) {
        return None;
    }
    let mut end = start;
    let mut dots = 0;
    while reading.word(end, FOREIGN).is_some() && !reading.is_covered(end)
        || matches!(reading.at(end), '·' | '•') && end > start && is_han(reading.at(end + 1))
    {
        dots += usize::from(!is_han(reading.at(end)));
        end += 1;
    }
    (end - start >= LEAST + dots).then(|| found(start, end, Grade::Hard))
}
