//! Counts with a unit, percentages, amounts and ranks: 12条, 两次, 半天, 近百户, 71.5%, 3100余万元, 第9位.

use super::Found;
use super::number::{Number, number};
use super::reading::Reading;
use super::words::Classes;
use crate::bank::WordClass;
use crate::wording::Grade;

const UNIT: Classes = Classes::of(&[WordClass::Unit]);
const WEAK_UNIT: Classes = Classes::of(&[WordClass::WeakUnit]);
const ONLY: Classes = Classes::of(&[WordClass::Only]);
const CONCRETE: Classes = Classes::of(&[WordClass::Concrete]);
const ABSTRACT: Classes = Classes::of(&[WordClass::Abstract]);

/// The count whose numeral starts here.
pub(super) fn count(reading: &Reading, numeral: Number) -> Option<Found> {
    if reading.is_fixed(numeral.start) {
        return None;
    }
    let share = percentage(reading, numeral);
    if share.is_some() || numeral.vague {
        return share;
    }
    rank(reading, numeral)
        .or_else(|| amount(reading, numeral))
        .or_else(|| measured(reading, numeral))
        .or_else(|| spoken(reading, numeral))
}

/// 四万八: an amount as one says it, with the last unit left out.
fn spoken(reading: &Reading, numeral: Number) -> Option<Found> {
    let end = numeral.end;
    let is_digit = number(reading, end - 1).is_some_and(|last| {
        last.han && last.value.is_some_and(|value| (1.0..10.0).contains(&value))
    });
    let is_spoken =
        end - numeral.start >= 3 && is_digit && matches!(reading.at(end - 2), '万' | '千');
    (numeral.han && is_spoken).then(|| found(numeral, end, "amount"))
}

fn found(numeral: Number, end: usize, kind: &'static str) -> Found {
    Found {
        range: numeral.start..end,
        kind,
        grade: Grade::Hard,
    }
}

fn percentage(reading: &Reading, numeral: Number) -> Option<Found> {
    let end = numeral.end;
    if matches!(reading.at(end), '%' | '％' | '‰') {
        return Some(found(numeral, end + 1, "percentage"));
    }
    if reading.holds(end, "个百分点") {
        return Some(found(numeral, end + 4, "percentage"));
    }
    // 百分之八十, 三分之一; 百分之百 claims all and counts nothing.
    if reading.holds(end, "分之") {
        let share = number(reading, end + 2)?;
        let is_all = share
            .value
            .is_some_and(|value| (value - 100.0).abs() < f64::EPSILON);
        return (!is_all && share.han).then(|| found(numeral, share.end, "percentage"));
    }
    None
}

/// 第9名, 排第七位, 倒数第二; 第一 puts something first and ranks nothing.
fn rank(reading: &Reading, numeral: Number) -> Option<Found> {
    if reading.before(numeral.start) != '第' {
        return None;
    }
    let ranked = matches!(reading.at(numeral.end), '名' | '位')
        || numeral.start >= 3
            && (reading.holds(numeral.start - 3, "倒数")
                || reading.holds(numeral.start - 3, "排名")
                || reading.holds(numeral.start - 3, "位列")
                || reading.holds(numeral.start - 3, "排在"));
    let is_first = numeral.value.is_some_and(|value| value < 2.0)
        && numeral.start >= 3
        && !reading.holds(numeral.start - 3, "倒数");
    (ranked && !is_first).then(|| {
        let end = numeral.end + usize::from(matches!(reading.at(numeral.end), '名' | '位'));
        found(numeral, end, "count")
    })
}

fn amount(reading: &Reading, numeral: Number) -> Option<Found> {
    let end = numeral.end;
    let money = ["元", "美元", "欧元", "日元", "港元", "块钱"];
    let unit = money.iter().find(|unit| reading.holds(end, unit))?;
    let is_word = *unit == "元" && matches!(reading.at(end + 1), '旦' | '素' | '宵' | '化');
    (!is_word).then(|| found(numeral, end + unit.chars().count(), "amount"))
}

/// Whether 只, 仅 and the like stand before a numeral, with no more between than 去了 or 有.
fn is_limited(reading: &Reading, start: usize) -> bool {
    const FARTHEST: usize = 3;
    const BETWEEN: &str = "了去过到有做开写花用来听读学走";
    let mut at = start;
    loop {
        if reading.ends(at, ONLY) {
            return true;
        }
        if start - at == FARTHEST || !BETWEEN.contains(reading.before(at)) {
            return false;
        }
        at -= 1;
    }
}

fn measured(reading: &Reading, numeral: Number) -> Option<Found> {
    let end = numeral.end + usize::from(matches!(reading.at(numeral.end), '多' | '余'));
    if reading.before(numeral.start) == '第' {
        return None;
    }
    let is_one = numeral.han
        && numeral
            .value
            .is_some_and(|value| (value - 1.0).abs() < f64::EPSILON);
    if let Some(unit) = reading.word(end, UNIT) {
        let is_duration = matches!(
            reading.at(end),
            '天' | '年' | '周' | '小' | '刻' | '上' | '分'
        ) || reading.holds(end, "个月")
            || reading.holds(end, "个多月")
            || reading.holds(end, "个小时")
            || reading.holds(end, "个星期");
        let counts = if is_one {
            reading.before(numeral.start) == '了' && is_duration
                || is_limited(reading, numeral.start)
        } else if numeral.value == Some(0.5) {
            is_duration
        } else {
            true
        };
        // 三年来, 五年规划: a span of policy.
        let is_policy = numeral.han
            && reading.at(unit - 1) == '年'
            && matches!(reading.at(unit), '来' | '行' | '规' | '计');
        let is_outline = numeral.han && reading.word(unit, ABSTRACT).is_some();
        return (counts && !is_policy && !is_outline).then(|| found(numeral, unit, "count"));
    }
    let unit = reading.word(end, WEAK_UNIT)?;
    let is_outline = reading.word(unit, ABSTRACT).is_some();
    let is_counted = if numeral.han {
        !is_one
            && numeral.value != Some(0.5)
            && (reading.word(unit, CONCRETE).is_some()
                || numeral.value.is_none_or(|value| value > 10.0))
    } else {
        true
    };
    (is_counted && !is_outline).then(|| found(numeral, unit, "count"))
}
