//! Persons: 葛桂兰, 站长韦长林, 李大爷, 老李, 陈某, 王局长, foreign names, and those of history and state.

use super::Found;
use super::reading::{Reading, is_han};
use super::words::Classes;
use crate::bank::WordClass;
use crate::wording::Grade;

const SURNAME: Classes = Classes::of(&[WordClass::Surname]);
const COMPOUND: Classes = Classes::of(&[WordClass::CompoundSurname]);
const DOUBTFUL: Classes = Classes::of(&[WordClass::DoubtfulSurname]);
const GIVEN: Classes = Classes::of(&[WordClass::Given]);
const ANY_GIVEN: Classes = Classes::of(&[WordClass::Given, WordClass::CommonGiven]);
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
    let is_sure = reading.word(start + 1, SURNAME) == Some(start + 2);
    let is_surname = is_sure || reading.word(start + 1, DOUBTFUL) == Some(start + 2);
    let is_familiar = matches!(reading.at(start), '老' | '小')
        && is_surname
        && reading.before(start) != '得'
        && left(reading, start) > 0
        && !reading.is_covered(start)
        && !reading.is_covered(start + 1)
        && (right(reading, start + 2) > u8::from(!is_sure)
            || is_sure && !is_han(reading.before(start)));
    is_familiar.then(|| found(start, start + 2, Grade::Hard))
}

fn named(reading: &Reading, start: usize) -> Option<Found> {
    let one = |class| reading.word(start, class).filter(|end| *end == start + 1);
    let compound = reading.word(start, COMPOUND);
    let sure = compound.or_else(|| one(SURNAME));
    let surname = sure.or_else(|| one(DOUBTFUL))?;
    if reading.is_covered(start) {
        return None;
    }
    // 陈某, 陈某某: masked, and still a person whom the reader could ask after.
    if reading.at(surname) == '某' && reading.at(surname + 1) != '些' {
        let end = surname + 1 + usize::from(reading.at(surname + 1) == '某');
        return Some(found(start, end, Grade::Hard));
    }
    let left = left(reading, start);
    for given in [2, 1] {
        let end = surname + given;
        let is_name = end <= reading.len()
            && (surname..end)
                .all(|at| is_han(reading.at(at)) && (left == 3 || !reading.is_covered(at)));
        let right = right(reading, end);
        if !is_name || left == 0 || right == 0 {
            continue;
        }
        let is_listed = (surname..end).all(|at| reading.word(at, ANY_GIVEN).is_some());
        let is_typical = (surname..end).any(|at| reading.word(at, GIVEN).is_some());
        let given_score = match (given, is_listed, is_typical) {
            (2, true, true) => 3,
            (2, true, false) | (2, false, true) | (1, true, true) => 2,
            _ => 0,
        };
        let least = match (sure.is_some(), given) {
            (true, _) => 4,
            (false, 2) => 5,
            (false, _) => 6,
        };
        if left + right + given_score >= least {
            return Some(found(start, end, Grade::Hard));
        }
    }
    // 李大爷, 王局长.
    let called = reading.word(surname, CALLED)?;
    let is_called =
        called > surname + 1 && left > 0 && (sure.is_some() || left + right(reading, called) > 2);
    is_called.then(|| found(start, called, Grade::Hard))
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
    // 工 in 工作 calls nobody.
    let is_called = reading
        .word(end, CALLED)
        .is_some_and(|called| called > end + 1 || !reading.is_covered(end));
    if is_called {
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
    /// The longest names have some twenty.
    const MOST: usize = 24;
    if start > 0 && reading.word(start - 1, FOREIGN).is_some() && !reading.is_covered(start - 1) {
        return None;
    }
    let mut end = start;
    let mut dots = 0;
    let joins = |end: usize| {
        reading.word(end, FOREIGN).is_some() && !reading.is_covered(end)
            || matches!(reading.at(end), '·' | '•') && end > start && is_han(reading.at(end + 1))
    };
    while end - start < MOST && joins(end) {
        dots += usize::from(!is_han(reading.at(end)));
        end += 1;
    }
    let left = left(reading, start);
    let is_bounded = left > 0
        && (left == 3 || start == 0 || !reading.is_covered(start - 1))
        && right(reading, end) > 0;
    let is_name =
        end - start >= LEAST + dots && (is_bounded || dots > 0 || end - start > LEAST + 1);
    is_name.then(|| found(start, end, Grade::Hard))
}
