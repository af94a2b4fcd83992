//! Numerals, Arabic and Chinese, with what makes them approximate: 12, 1,200, 十二, 3100余万, 近百, 十几, 半.

use super::reading::Reading;

/// A numeral at its place, in characters.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Number {
    pub(super) start: usize,
    pub(super) end: usize,
    /// Its value, where it is a plain one.
    pub(super) value: Option<f64>,
    /// Whether it is written in Chinese numerals.
    pub(super) han: bool,
    /// Whether it is 几 or 数 alone, which say nothing.
    pub(super) vague: bool,
}

/// The numeral that starts at a place; none inside a longer one.
pub(super) fn number(reading: &Reading, start: usize) -> Option<Number> {
    if digit(reading.at(start)).is_some() {
        return Some(arabic(reading, start));
    }
    han(reading, start)
}

fn digit(character: char) -> Option<u32> {
    match character {
        '０'..='９' => Some(character as u32 - '０' as u32),
        _ => character.to_digit(10),
    }
}

fn arabic(reading: &Reading, start: usize) -> Number {
    let mut end = start;
    let mut value = 0.0;
    let mut fraction = None::<f64>;
    loop {
        let character = reading.at(end);
        if let Some(digit) = digit(character) {
            match &mut fraction {
                Some(scale) => {
                    *scale /= 10.0;
                    value += f64::from(digit) * *scale;
                }
                None => value = value * 10.0 + f64::from(digit),
            }
        } else if character == ','
            && (1..=3).all(|step| digit(reading.at(end + step)).is_some())
            && digit(reading.at(end + 4)).is_none()
            && fraction.is_none()
        {
            // A comma between groups of three.
        } else if matches!(character, '.' | '．')
            && fraction.is_none()
            && digit(reading.at(end + 1)).is_some()
        {
            fraction = Some(1.0);
        } else {
            break;
        }
        end += 1;
    }
    let (end, scale) = scales(reading, end);
    Number {
        start,
        end,
        value: Some(value * scale),
        han: false,
        vague: false,
    }
}

/// What follows the figures: 余, 多, 百, 千, 万, 亿.
fn scales(reading: &Reading, mut end: usize) -> (usize, f64) {
    let mut scale = 1.0;
    loop {
        scale *= match reading.at(end) {
            '余' | '多' | '几' | '来' if end > 0 && is_approximate(reading, end) => 1.0,
            '百' => 1e2,
            '千' if !matches!(reading.at(end + 1), '克' | '米' | '瓦') => 1e3,
            '万' => 1e4,
            '亿' => 1e8,
            _ => return (end, scale),
        };
        end += 1;
    }
}

/// 十来天, but not 三年来; 多 and 余 stand before a unit or a scale.
fn is_approximate(reading: &Reading, at: usize) -> bool {
    match reading.at(at) {
        '来' => matches!(reading.before(at), '十' | '百' | '0' | '千' | '万'),
        _ => true,
    }
}

fn han_value(character: char) -> Option<u32> {
    Some(match character {
        '〇' | '○' | '零' => 0,
        '一' => 1,
        '二' | '两' => 2,
        '三' => 3,
        '四' => 4,
        '五' => 5,
        '六' => 6,
        '七' => 7,
        '八' => 8,
        '九' => 9,
        _ => return None,
    })
}

fn han(reading: &Reading, start: usize) -> Option<Number> {
    let opens = reading.at(start);
    let mut end = start;
    let mut value = 0.0;
    let mut pending = None::<f64>;
    let mut scaled = false;
    let mut figures = 0;
    let mut several = false;
    let mut digits = 0.0;
    if opens == '数' && matches!(reading.at(start + 1), '十' | '百' | '千' | '万') {
        several = true;
        end += 1;
    }
    loop {
        let character = reading.at(end);
        if let Some(digit) = han_value(character) {
            figures += 1;
            digits = digits * 10.0 + f64::from(digit);
            pending = Some(f64::from(digit));
        } else if character == '几' {
            several = true;
            figures += 1;
            pending = Some(0.0);
        } else if matches!(character, '十' | '百' | '千' | '万' | '亿') {
            let scale = match character {
                '十' => 1e1,
                '百' => 1e2,
                '千' => 1e3,
                '万' => 1e4,
                _ => 1e8,
            };
            if scale >= 1e4 {
                value = (value + pending.take().unwrap_or(0.0)) * scale;
            } else {
                value += pending.take().unwrap_or(1.0) * scale;
            }
            scaled = true;
            figures += 1;
        } else if matches!(character, '余' | '多' | '来') && scaled && is_approximate(reading, end)
        {
            several = true;
        } else {
            break;
        }
        end += 1;
    }
    if figures == 0 {
        if opens == '半' {
            return Some(Number {
                start,
                end: start + 1,
                value: Some(0.5),
                han: true,
                vague: false,
            });
        }
        return None;
    }
    // 百 and 千 alone are figures of speech; 近百 and 百余 are not.
    let bare = matches!(opens, '百' | '千' | '万' | '亿')
        && !several
        && !matches!(
            reading.before(start),
            '近' | '上' | '逾' | '超' | '过' | '约'
        );
    let total = if scaled {
        value + pending.unwrap_or(0.0)
    } else {
        digits
    };
    Some(Number {
        start,
        end,
        value: (!several).then_some(total),
        han: true,
        vague: several && !scaled || bare || !scaled && total == 0.0,
    })
}
