//! Dates of any precision: 2021年6月22日, 二〇二一年六月, 去年8月中旬, 第三季度, 上周三, 5月17日至21日.

use super::Found;
use super::number::{Number, number};
use super::reading::Reading;
use super::words::Classes;
use crate::bank::WordClass;
use crate::wording::Grade;

const YEAR: Classes = Classes::of(&[WordClass::Year]);
const DAY: Classes = Classes::of(&[WordClass::Day]);
const FESTIVAL: Classes = Classes::of(&[WordClass::Festival]);
const FIXED: Classes = Classes::of(&[WordClass::Fixed]);

/// How much of a date stands at a place.
#[derive(Debug, Clone, Copy)]
struct Part {
    end: usize,
    /// Whether it is more than a year.
    precise: bool,
    grade: Grade,
}

/// The date that starts at a place.
pub(super) fn date(reading: &Reading, start: usize, numeral: Option<Number>) -> Option<Found> {
    let mut part = one(reading, start, numeral)?;
    // A period: the second date may leave out what it shares with the first.
    if let Some(joint) = joint(reading, part.end)
        && let Some(second) =
            one(reading, joint, number(reading, joint)).or_else(|| day(reading, joint))
    {
        part = Part {
            end: second.end,
            precise: part.precise || second.precise,
            grade: part.grade.min(second.grade),
        };
    }
    Some(Found {
        range: start..part.end,
        kind: "date",
        grade: if part.precise {
            part.grade
        } else {
            Grade::None
        },
    })
}

/// Where the second date of a period begins.
fn joint(reading: &Reading, at: usize) -> Option<usize> {
    match reading.at(at) {
        '至' | '到' | '-' | '—' | '－' | '~' | '～' | '–' => {
            Some(at + 1 + usize::from(reading.at(at + 1) == '—'))
        }
        '、' | '和' => day(reading, at + 1).map(|_| at + 1),
        _ => None,
    }
}

fn one(reading: &Reading, start: usize, numeral: Option<Number>) -> Option<Part> {
    if let Some(numeral) = numeral {
        return year(reading, numeral)
            .or_else(|| iso(reading, numeral))
            .or_else(|| month(reading, start))
            .or_else(|| quarter(reading, start));
    }
    if let Some(end) = reading.word(start, YEAR) {
        let end = end + usize::from(reading.at(end) == '度');
        return Some(within_year(reading, end).unwrap_or(Part {
            end,
            precise: false,
            grade: Grade::None,
        }));
    }
    if let Some(end) = reading.word(start, DAY) {
        let end = day(reading, end)
            .or_else(|| weekday(reading, end))
            .map_or(end, |part| part.end);
        return Some(hard(hour(reading, end)));
    }
    half(reading, start)
        .or_else(|| quarter(reading, start))
        .or_else(|| {
            let end = reading.word(start, FESTIVAL)?;
            Some(Part {
                end,
                precise: true,
                grade: Grade::Scenario,
            })
        })
}

fn hard(end: usize) -> Part {
    Part {
        end,
        precise: true,
        grade: Grade::Hard,
    }
}

/// 2021年 and what follows.
fn year(reading: &Reading, numeral: Number) -> Option<Part> {
    let figures = numeral.end - numeral.start;
    let is_year = reading.at(numeral.end) == '年'
        && match numeral.value {
            Some(value) => {
                figures == 4 && (1900.0..2100.0).contains(&value)
                    || figures == 2
                        && !numeral.han
                        && (10.0..40.0).contains(&value)
                        && month(reading, numeral.end + 1).is_some()
            }
            None => false,
        };
    if !is_year {
        return None;
    }
    let end = numeral.end + 1;
    let end = end + usize::from(reading.at(end) == '度');
    let part = within_year(reading, end).unwrap_or(Part {
        end,
        precise: false,
        grade: Grade::None,
    });
    // 1921年7月 is everybody's, and nobody writes of what he did himself so long ago.
    let is_history = reading.is_fixed(numeral.start)
        || figures == 4 && numeral.value.is_some_and(|value| value < HISTORY);
    Some(Part {
        grade: if is_history { Grade::None } else { part.grade },
        ..part
    })
}

/// Dates of earlier years are history.
const HISTORY: f64 = 1978.0;

/// What follows a year: a month, a quarter, a half, a festival, its start or end.
fn within_year(reading: &Reading, at: usize) -> Option<Part> {
    let at = at + usize::from(reading.at(at) == '的');
    month(reading, at)
        .or_else(|| half(reading, at))
        .or_else(|| quarter(reading, at))
        .or_else(|| reading.word(at, FESTIVAL).map(hard))
        .or_else(|| {
            let at = at + usize::from(reading.at(at) == '年');
            match reading.at(at) {
                '底' if matches!(reading.at(at + 1), '稿' | '子' | '数' | '本' | '册') => {
                    None
                }
                '底' | '末' => Some(hard(at + 1)),
                '初' if reading.at(at + 1) != '心' => Some(hard(at + 1)),
                '春' | '夏' | '秋' | '冬' => Some(hard(
                    at + 1 + usize::from(matches!(reading.at(at + 1), '天' | '季')),
                )),
                _ => None,
            }
        })
}

/// 2021-06-22, 2021.6.22, 2021/6.
fn iso(reading: &Reading, numeral: Number) -> Option<Part> {
    let digits = |from: usize, most: usize| {
        (from..from + most)
            .take_while(|at| reading.at(*at).is_ascii_digit())
            .count()
    };
    let start = numeral.start;
    if digits(start, 5) != 4 || !matches!(reading.at(start), '1' | '2') {
        return None;
    }
    let mark = reading.at(start + 4);
    if !matches!(mark, '-' | '.' | '/') {
        return None;
    }
    let month = digits(start + 5, 3);
    let value: u32 = (start + 5..start + 5 + month)
        .filter_map(|at| reading.at(at).to_digit(10))
        .fold(0, |value, digit| value * 10 + digit);
    if !(1..=2).contains(&month) || !(1..=12).contains(&value) {
        return None;
    }
    let end = start + 5 + month;
    let day = digits(end + 1, 3);
    if reading.at(end) == mark && (1..=2).contains(&day) {
        return Some(hard(end + 1 + day));
    }
    // 2021.6 alone may be any decimal; 2021-06 and 2021/6 are months.
    (mark != '.' || month == 2).then(|| hard(end))
}

/// 6月22日, 8月中旬, 12月底, 5月份.
fn month(reading: &Reading, start: usize) -> Option<Part> {
    let numeral = number(reading, start)?;
    let is_month = reading.at(numeral.end) == '月'
        && numeral
            .value
            .is_some_and(|value| (1.0..=12.0).contains(&value) && value.fract() == 0.0)
        && numeral.end - numeral.start <= 2;
    if !is_month || reading.is_fixed(start) {
        return None;
    }
    let mut end = numeral.end + 1;
    if let Some(part) = day(reading, end) {
        return Some(hard(hour(reading, part.end)));
    }
    end += usize::from(reading.at(end) == '份');
    end += match (reading.at(end), reading.at(end + 1)) {
        ('上' | '中' | '下', '旬') => 2,
        ('底' | '初' | '末', _) => 1,
        _ => 0,
    };
    Some(hard(end))
}

/// 22日 or 22号, where a month or a joint stands before.
fn day(reading: &Reading, start: usize) -> Option<Part> {
    let numeral = number(reading, start)?;
    let is_day = matches!(reading.at(numeral.end), '日' | '号')
        && numeral
            .value
            .is_some_and(|value| (1.0..=31.0).contains(&value))
        && !matches!(reading.at(numeral.end + 1), '楼' | '线');
    is_day.then(|| hard(numeral.end + 1))
}

fn weekday(reading: &Reading, start: usize) -> Option<Part> {
    matches!(
        reading.at(start),
        '一' | '二' | '三' | '四' | '五' | '六' | '日' | '天'
    )
    .then(|| hard(start + 1))
    .filter(|_| reading.before(start) == '周' || reading.before(start) == '期')
}

/// 上午, 晚上9点, 15时30分 after a day.
fn hour(reading: &Reading, at: usize) -> usize {
    let mut end = at;
    for (first, second) in [
        ('上', '午'),
        ('下', '午'),
        ('晚', '上'),
        ('凌', '晨'),
        ('傍', '晚'),
        ('中', '午'),
        ('早', '上'),
    ] {
        if reading.at(end) == first && reading.at(end + 1) == second {
            end += 2;
        }
    }
    if let Some(numeral) = number(reading, end).filter(|numeral| numeral.value.is_some())
        && matches!(reading.at(numeral.end), '时' | '点')
    {
        end = numeral.end + 1;
        if let Some(minute) = number(reading, end).filter(|_| reading.at(end) != '半')
            && reading.at(minute.end) == '分'
        {
            return minute.end + 1;
        }
        return end + usize::from(reading.at(end) == '半');
    }
    end
}

/// 上半年, 下半年.
fn half(reading: &Reading, start: usize) -> Option<Part> {
    let is_half = matches!(reading.at(start), '上' | '下') && reading.holds(start + 1, "半年");
    is_half.then(|| hard(start + 3))
}

/// 第三季度, 三季度, 3季度; 每季度 and 四个季度 are none.
fn quarter(reading: &Reading, start: usize) -> Option<Part> {
    let at = start + usize::from(reading.at(start) == '第');
    let numeral = number(reading, at)?;
    let is_quarter = reading.holds(numeral.end, "季度")
        && numeral
            .value
            .is_some_and(|value| (1.0..=4.0).contains(&value))
        && !(at == start && reading.before(start) == '每')
        && reading.word(start, FIXED).is_none();
    is_quarter.then(|| hard(numeral.end + 2))
}
