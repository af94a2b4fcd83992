//! Documents in 《》 and file numbers 〔2024〕15号.

use super::Found;
use super::number::number;
use super::reading::{Reading, is_han};
use crate::wording::Grade;

/// The title that opens here.
pub(super) fn title(reading: &Reading, start: usize) -> Option<Found> {
    /// The longest official titles have some sixty characters.
    const LONGEST: usize = 80;
    if reading.at(start) != '《' {
        return None;
    }
    let mut depth = 0;
    let mut says = false;
    for at in start..(start + LONGEST).min(reading.len()) {
        match reading.at(at) {
            '《' => depth += 1,
            '》' => {
                depth -= 1;
                if depth == 0 {
                    return says.then(|| Found {
                        range: start..at + 1,
                        kind: "title",
                        grade: Grade::Hard,
                    });
                }
            }
            character => says |= is_han(character) || character.is_ascii_alphanumeric(),
        }
    }
    None
}

/// The file number whose bracket opens here: 〔2024〕15号.
pub(super) fn file_number(reading: &Reading, start: usize) -> Option<Found> {
    let close = match reading.at(start) {
        '〔' => '〕',
        '[' => ']',
        '［' => '］',
        '(' => ')',
        '（' => '）',
        '【' => '】',
        _ => return None,
    };
    let year = number(reading, start + 1)?;
    let is_year = year.end == start + 5
        && year
            .value
            .is_some_and(|value| (1949.0..2100.0).contains(&value));
    if !is_year || reading.at(year.end) != close {
        return None;
    }
    let at = year.end + 1 + usize::from(reading.at(year.end + 1) == '第');
    let serial = number(reading, at)?;
    (reading.at(serial.end) == '号').then(|| Found {
        range: start..serial.end + 1,
        kind: "document number",
        grade: Grade::Hard,
    })
}
