//! What is named by its last word: places, bodies, offices, meetings, projects; and places and bodies known by name.

use super::Found;
use super::number::number;
use super::reading::{Reading, is_han};
use super::words::Classes;
use crate::bank::WordClass;
use crate::wording::Grade;
use std::ops::Range;

const PLACE: Classes = Classes::of(&[WordClass::Place]);
const NATION: Classes = Classes::of(&[WordClass::Nation]);
const ORGANISATION: Classes = Classes::of(&[WordClass::Organisation]);
const INSTITUTION: Classes = Classes::of(&[WordClass::Institution]);
const PLACE_SUFFIX: Classes = Classes::of(&[WordClass::PlaceSuffix]);
const ORGANISATION_SUFFIX: Classes = Classes::of(&[WordClass::OrganisationSuffix]);
const OFFICE_SUFFIX: Classes = Classes::of(&[WordClass::OfficeSuffix]);
const MEETING: Classes = Classes::of(&[WordClass::Meeting]);
const PROJECT: Classes = Classes::of(&[WordClass::Project]);
const SUFFIXES: Classes = Classes::of(&[
    WordClass::PlaceSuffix,
    WordClass::OrganisationSuffix,
    WordClass::OfficeSuffix,
    WordClass::Meeting,
    WordClass::Project,
]);
const WORKS: Classes = Classes::of(&[WordClass::Works]);
const STOP: Classes = Classes::of(&[WordClass::Stop]);
const PERSON: Classes = Classes::of(&[WordClass::Person, WordClass::Post]);
const VAGUE: Classes = Classes::of(&[WordClass::Vague]);

/// A place or a body that the lexicon knows by name, at its start.
pub(super) fn known(reading: &Reading, start: usize) -> Option<Found> {
    let listed = [
        (PLACE, "place", Grade::Hard),
        (ORGANISATION, "org", Grade::Hard),
        (NATION, "place", Grade::None),
        (INSTITUTION, "org", Grade::None),
    ];
    let found = listed
        .iter()
        .filter_map(|(class, kind, grade)| Some((reading.word(start, *class)?, *kind, *grade)))
        .max_by_key(|(end, _, grade)| (*end, *grade))?;
    let (mut end, kind, grade) = found;
    // 对美 in 对美好生活 is no place.
    let tail = reading.cover(end - 1);
    let hidden = grade == Grade::Hard
        && (reading.is_fixed(start)
            || tail.start > start && tail.end > end
            || reading.is_covered(start) && !starts_known(reading, start, end));
    if hidden {
        return None;
    }
    // 江西省, 北京市.
    if kind == "place"
        && grade == Grade::Hard
        && let Some(suffix) = reading.word(end, PLACE_SUFFIX)
        && !reading.is_covered(end)
    {
        end = suffix;
    }
    Some(Found {
        range: start..end,
        kind,
        grade,
    })
}

/// Whether the known word that covers a place is no longer than the listed name itself.
fn starts_known(reading: &Reading, start: usize, end: usize) -> bool {
    (start..end).all(|at| !reading.is_fixed(at))
        && reading
            .hits_at(start)
            .last()
            .is_none_or(|hit| hit.end as usize <= end)
}

/// What is named by a last word that ends here.
pub(super) fn suffixed(reading: &Reading, end: usize) -> Option<Found> {
    if !reading.ends(end, SUFFIXES) {
        return None;
    }
    let kinds: [(Classes, Finder); 5] = [
        (MEETING, meeting),
        (PROJECT, project),
        (ORGANISATION_SUFFIX, organisation),
        (PLACE_SUFFIX, place),
        (OFFICE_SUFFIX, office),
    ];
    kinds.iter().find_map(|(class, finder)| {
        // The longest last word that stands by itself: in 化工厂 that is 厂.
        let suffix = reading
            .words_before(end, *class)
            .find(|suffix| !is_hidden(reading, *suffix, end))?;
        finder(reading, suffix, end)
    })
}

/// Whether a last word belongs to another word: within 示范村 and 会议室 it is none.
fn is_hidden(reading: &Reading, suffix: usize, end: usize) -> bool {
    let (head, tail) = (reading.cover(suffix), reading.cover(end - 1));
    (suffix..end).any(|at| reading.is_fixed(at))
        || !head.is_empty() && (head.start < suffix || end < head.end)
        || end < tail.end
}

type Finder = fn(&Reading, usize, usize) -> Option<Found>;

/// 青石村, 城关镇, 锦绣苑小区: two characters at least that belong to no known word.
fn place(reading: &Reading, suffix: usize, end: usize) -> Option<Found> {
    const LONGEST: usize = 6;
    let mut start = suffix;
    while start > 0
        && suffix - start < LONGEST
        && is_han(reading.before(start))
        && !reading.is_covered(start - 1)
        && !reading.ends(start, STOP)
        && !reading.ends(start, PERSON)
        && (start == suffix || !reading.ends(start, PLACE_SUFFIX))
    {
        start -= 1;
    }
    let start = without_vague(reading, start, suffix);
    // 下河村, 上坪村: the first character is a word by itself elsewhere.
    let is_sided = suffix - start == 1
        && matches!(
            reading.before(start),
            '上' | '下' | '前' | '后' | '里' | '中'
        )
        && !reading.is_covered(start - 1)
        && (start == 1
            || !is_han(reading.at(start - 2))
            || reading.ends(start - 1, STOP)
            || reading.is_covered(start - 2));
    let start = start - usize::from(is_sided);
    (suffix - start >= 2).then(|| found(start..end, "place", Grade::Hard))
}

fn organisation(reading: &Reading, suffix: usize, end: usize) -> Option<Found> {
    let start = modifiers(reading, suffix, 18);
    let start = without_vague(reading, start, suffix);
    let own = residue(reading, start..suffix);
    let placed = has_place(reading, start..suffix);
    let is_named = placed && suffix - start >= 2
        || own >= 2
        || own == 1 && suffix - start > 2
        || is_numbered(reading, start..suffix);
    is_named.then(|| found(start..end, "org", Grade::Hard))
}

/// 综合科: an office of the writer's own unit.
fn office(reading: &Reading, suffix: usize, end: usize) -> Option<Found> {
    let start = modifiers(reading, suffix, 6);
    let start = without_vague(reading, start, suffix);
    (residue(reading, start..suffix) >= 2).then(|| found(start..end, "org", Grade::Scenario))
}

fn meeting(reading: &Reading, suffix: usize, end: usize) -> Option<Found> {
    let start = modifiers(reading, suffix, 30);
    let start = without_vague(reading, start, suffix);
    let own = residue(reading, start..suffix);
    let numbered = (start..suffix).any(|at| {
        reading.at(at) == '第'
            && number(reading, at + 1).is_some_and(|numeral| {
                numeral.value.is_some_and(|value| value > 1.0)
                    && matches!(reading.at(numeral.end), '次' | '届' | '期')
            })
    });
    let is_scoped = has_place(reading, start..suffix) || is_scoped(reading, start);
    let grade = if numbered || is_scoped && suffix - start >= 4 || own >= 4 {
        Grade::Hard
    } else if own >= 2 {
        Grade::Scenario
    } else {
        return None;
    };
    Some(found(start..end, "meeting", grade))
}

fn project(reading: &Reading, suffix: usize, end: usize) -> Option<Found> {
    /// A project that is told in so many words is one only: 城区公共停车泊位清理整治, but not 老旧小区改造.
    const LONG: usize = 8;
    let start = modifiers(reading, suffix, 24);
    let start = without_vague(reading, start, suffix);
    let own = residue(reading, start..suffix);
    let has_works =
        (start..suffix).any(|at| reading.word(at, WORKS).is_some_and(|end| end <= suffix));
    let grade = match (has_works, own) {
        (true, own) if own >= 2 || has_place(reading, start..suffix) || suffix - start >= LONG => {
            Grade::Hard
        }
        (true, _) | (false, 4..) => Grade::Scenario,
        _ => return None,
    };
    Some(found(start..end, "project", grade))
}

/// Whether a name begins with its number: 第三中学.
fn is_numbered(reading: &Reading, range: Range<usize>) -> bool {
    let numeral = number(reading, range.start + 1).filter(|_| reading.at(range.start) == '第');
    numeral.is_some_and(|numeral| numeral.value.is_some() && numeral.end == range.end)
}

/// Whether the words from a place begin with a level of government: 市安全生产工作会议, 县委.
fn is_scoped(reading: &Reading, start: usize) -> bool {
    let cover = reading.cover(start);
    let is_level = matches!(
        reading.at(start),
        '省' | '市' | '县' | '区' | '镇' | '乡' | '州'
    );
    let is_whole = reading.before(start) == '全' && cover.end == start + 1;
    is_level && (cover.is_empty() || is_whole) || reading.word(start, INSTITUTION).is_some()
}

fn found(range: Range<usize>, kind: &'static str, grade: Grade) -> Found {
    Found { range, kind, grade }
}

/// Where the words before a last word begin that may belong to its name.
fn modifiers(reading: &Reading, suffix: usize, longest: usize) -> usize {
    let mut start = suffix;
    while start > 0 && suffix - start < longest {
        let character = reading.before(start);
        let joins = matches!(character, '和' | '与' | '及' | '第')
            || character.is_ascii_alphanumeric()
            || matches!(character, '“' | '”' | '（' | '）');
        let ends = !(is_han(character) || joins)
            || reading.is_fixed(start - 1)
            || reading.ends(start, STOP) && !joins && !reading.is_covered(start - 1)
            || reading.ends(start, PERSON);
        if ends {
            break;
        }
        start -= 1;
    }
    while start < suffix
        && (matches!(reading.at(start), '和' | '与' | '及')
            || !is_han(reading.at(start)) && reading.at(start) != '“')
    {
        start += 1;
    }
    start
}

/// A start moved past words that tell nothing apart.
fn without_vague(reading: &Reading, mut start: usize, suffix: usize) -> usize {
    // 平安路 is a road: what is left must be able to name something.
    while let Some(end) = reading.word(start, VAGUE).filter(|end| *end <= suffix)
        && suffix - end != 1
    {
        start = end;
    }
    start
}

/// How many characters stand together that belong to no known word.
fn residue(reading: &Reading, range: Range<usize>) -> usize {
    let mut longest = 0;
    let mut run = 0;
    for at in range {
        if is_han(reading.at(at))
            && !reading.is_covered(at)
            && !matches!(reading.at(at), '和' | '与' | '及' | '的')
        {
            run += 1;
            longest = longest.max(run);
        } else {
            run = 0;
        }
    }
    longest
}

/// Whether a known place or a place's last word stands in a range: 县住建局, 全县.
fn has_place(reading: &Reading, range: Range<usize>) -> bool {
    range.clone().any(|at| {
        matches!(
            reading.at(at),
            '省' | '市' | '县' | '区' | '镇' | '乡' | '村' | '州' | '旗'
        ) && !reading.is_covered(at)
            || reading.word(at, PLACE).is_some_and(|end| end <= range.end)
                && !reading.is_covered(at)
            || reading
                .word(at, PLACE_SUFFIX)
                .is_some_and(|end| end <= range.end && end > at + 1)
                && at > range.start
                && !reading.is_covered(at)
    })
}
