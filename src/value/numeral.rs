//! Chinese numerals, read and written.

const DIGITS: [char; 10] = ['零', '一', '二', '三', '四', '五', '六', '七', '八', '九'];

/// The number written in Arabic digits or in Chinese numerals up to 亿; `None` for anything else.
pub fn arabic_or_han(text: &str) -> Option<u64> {
    if text.bytes().all(|byte| byte.is_ascii_digit()) {
        return text.parse().ok();
    }
    let (mut total, mut section, mut digit) = (0u64, 0u64, None::<u64>);
    for character in text.chars() {
        if let Some(value) = digit_value(character) {
            if digit.is_some_and(|digit| digit != 0) {
                return None;
            }
            digit = Some(value);
            continue;
        }
        let scale = match character {
            '十' => 10,
            '百' => 100,
            '千' => 1_000,
            '万' => 10_000,
            '亿' => 100_000_000,
            _ => return None,
        };
        if scale >= 10_000 {
            section += digit.take().unwrap_or(0);
            if section == 0 {
                return None;
            }
            total = (total + section).checked_mul(scale)?;
            section = 0;
        } else {
            section += digit.take().unwrap_or(1) * scale;
        }
    }
    let any = !text.is_empty();
    any.then(|| total + section + digit.unwrap_or(0))
}

/// Whether a character is a digit or a Chinese numeral.
pub fn is_numeral(character: char) -> bool {
    character.is_ascii_digit() || "〇零一二两三四五六七八九十百千万".contains(character)
}

/// A number in Chinese numerals; `measure` writes 两 for a lone 2, as before a unit.
pub fn han(number: u64, measure: bool) -> String {
    if number == 2 && measure {
        return "两".to_owned();
    }
    if number == 0 {
        return "零".to_owned();
    }
    if number >= 100_000_000 {
        return number.to_string();
    }
    let mut text = String::new();
    let (high, low) = (number / 10_000, number % 10_000);
    if high > 0 {
        text.push_str(&section(high));
        text.push('万');
        if low > 0 && low < 1_000 {
            text.push('零');
        }
    }
    if low > 0 {
        text.push_str(&section(low));
    }
    if let Some(rest) = text.strip_prefix("一十") {
        text = format!("十{rest}");
    }
    text
}

fn digit_value(character: char) -> Option<u64> {
    match character {
        '两' => Some(2),
        '〇' => Some(0),
        _ => DIGITS
            .iter()
            .position(|digit| *digit == character)
            .map(|value| value as u64),
    }
}

fn section(number: u64) -> String {
    let mut text = String::new();
    let mut zero = false;
    for (scale, name) in [(1_000, "千"), (100, "百"), (10, "十"), (1, "")] {
        let digit = number / scale % 10;
        if digit == 0 {
            zero = !text.is_empty();
            continue;
        }
        if zero {
            text.push('零');
            zero = false;
        }
        text.extend(DIGITS.get(usize::try_from(digit).unwrap_or(0)));
        text.push_str(name);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numerals_are_read() {
        let cases = [
            ("12", Some(12)),
            ("两", Some(2)),
            ("十", Some(10)),
            ("十二", Some(12)),
            ("二十", Some(20)),
            ("一百零五", Some(105)),
            ("三千一百", Some(3_100)),
            ("一万二千", Some(12_000)),
            ("三十万", Some(300_000)),
            ("二三", None),
            ("几", None),
            ("", Some(0).filter(|_| false)),
            ("万", None),
        ];
        for (text, number) in cases {
            assert_eq!(arabic_or_han(text), number, "{text}");
        }
    }

    #[test]
    fn what_is_written_reads_back() {
        for number in (1..3_000).chain([9_999, 10_000, 10_001, 10_500, 120_034]) {
            assert_eq!(
                arabic_or_han(&han(number, false)),
                Some(number),
                "{}",
                han(number, false)
            );
        }
        assert_eq!(han(2, true), "两");
        assert_eq!(han(12, true), "十二");
    }
}
