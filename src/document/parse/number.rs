//! The numbers that head sections: 一、 （一） 1. （1） ① 第一章 1.1, as they are written and as they slip.

use crate::value::arabic_or_han;

/// A number at the head of a paragraph.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Number {
    /// How it is written.
    pub kind: NumberKind,
    /// How many bytes it takes, with its sign and the white space after it.
    pub length: usize,
    /// Its value.
    pub value: u64,
}

/// How a number is written, the outermost first, as official texts nest them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum NumberKind {
    /// 第一编, 第一部分
    Part,
    /// 第一章
    Chapter,
    /// 第一节
    Passage,
    /// 第一条
    Article,
    /// 一、
    Han,
    /// （一）
    HanInBrackets,
    /// 1.
    Arabic,
    /// 1.1, with how many points
    Decimal(usize),
    /// （1）
    ArabicInBrackets,
    /// ①
    Circled,
}

/// The number at the head of a paragraph, if one is there.
pub fn number_of(text: &str) -> Option<Number> {
    let (kind, length, value) = circled(text)
        .or_else(|| ordinal(text))
        .or_else(|| in_brackets(text))
        .or_else(|| arabic(text))
        .or_else(|| han(text))?;
    let rest = &text[length..];
    let length = text.len() - rest.trim_start().len();
    Some(Number {
        kind,
        length,
        value,
    })
}

type Found = (NumberKind, usize, u64);

fn circled(text: &str) -> Option<Found> {
    let first = text.chars().next()?;
    let value = match first {
        '①'..='⑳' => u64::from(first) - u64::from('①') + 1,
        '⑴'..='⒇' => u64::from(first) - u64::from('⑴') + 1,
        _ => return None,
    };
    let length = first.len_utf8();
    Some((NumberKind::Circled, length + sign(&text[length..]), value))
}

/// 第一章 and its like; 第一次 and 第一时间 are none.
fn ordinal(text: &str) -> Option<Found> {
    let rest = text.strip_prefix('第')?;
    let (digits, value) = digits(rest)?;
    let rest = &rest[digits..];
    let (word, kind) = [
        ("部分", NumberKind::Part),
        ("编", NumberKind::Part),
        ("篇", NumberKind::Part),
        ("章", NumberKind::Chapter),
        ("节", NumberKind::Passage),
        ("条", NumberKind::Article),
    ]
    .into_iter()
    .find(|(word, _)| rest.starts_with(word))?;
    let after = &rest[word.len()..];
    let sign = sign(after);
    let is_set_off = sign > 0
        || after.is_empty()
        || after.starts_with(|next: char| next.is_whitespace() || next == '：' || next == ':');
    let length = text.len() - after.len() + sign;
    let colon = after
        .chars()
        .next()
        .filter(|next| matches!(next, '：' | ':'));
    is_set_off.then_some((kind, length + colon.map_or(0, char::len_utf8), value))
}

fn in_brackets(text: &str) -> Option<Found> {
    let opened = text.strip_prefix(['（', '(', '〔', '【']);
    let inner = opened.unwrap_or(text);
    let (length, value) = digits(inner)?;
    let kind = if inner.starts_with(|digit: char| digit.is_ascii_digit()) {
        NumberKind::ArabicInBrackets
    } else {
        NumberKind::HanInBrackets
    };
    let rest = inner[length..].strip_prefix(['）', ')', '〕', '】'])?;
    // 1) is common; 一) is not.
    if opened.is_none() && kind == NumberKind::HanInBrackets {
        return None;
    }
    let is_number = value > 0 && value < 100;
    is_number.then_some((kind, text.len() - rest.len() + sign(rest), value))
}

/// 1. and 1、, and 1.1; 2021.6 and 3.5% are no numbers of sections, nor is 12月.
fn arabic(text: &str) -> Option<Found> {
    let (mut length, mut value) = ascii_digits(text)?;
    let mut points = 0;
    while let Some(rest) = text[length..].strip_prefix(['.', '．']) {
        let Some((digits, next)) = ascii_digits(rest) else {
            break;
        };
        // In 3.2021年3月 the number is 3.
        if rest[digits..].starts_with(['年', '月']) {
            break;
        }
        length = text.len() - rest.len() + digits;
        value = next;
        points += 1;
    }
    let rest = &text[length..];
    if points > 0 {
        let is_set_off = rest.starts_with([' ', '\u{3000}', '\t', '、', '.', '．']);
        let is_small = value < 100 && ascii_digits(text).is_some_and(|(_, first)| first < 100);
        return (is_set_off && is_small).then_some((
            NumberKind::Decimal(points),
            length + sign(rest),
            value,
        ));
    }
    let sign = sign(rest);
    // In 1.5万元 the point belongs to a figure.
    let is_figure = ascii_digits(&rest[sign..])
        .is_some_and(|(digits, _)| !rest[sign + digits..].starts_with(['年', '月']));
    (sign > 0 && !is_figure && value < 100).then_some((NumberKind::Arabic, length + sign, value))
}

fn han(text: &str) -> Option<Found> {
    let (length, value) = han_digits(text)?;
    let rest = &text[length..];
    let sign = match rest.chars().next()? {
        sign @ ('、' | '.' | '．') => sign.len_utf8(),
        _ => return None,
    };
    // 一、二、三等奖 lists numbers.
    let is_list = han_digits(&rest[sign..])
        .is_some_and(|(more, _)| rest[sign + more..].starts_with(['、', '等', '季', '号', '是']));
    let is_number = value > 0 && value < 100 && !is_list;
    is_number.then_some((NumberKind::Han, length + sign, value))
}

/// The sign after a number: a point or a 顿号, doubled ones too.
fn sign(text: &str) -> usize {
    text.len()
        - text
            .trim_start_matches(['.', '．', '、'])
            .len()
            .max(text.len().saturating_sub(2 * '、'.len_utf8()))
}

fn ascii_digits(text: &str) -> Option<(usize, u64)> {
    let full_width = |digit: char| ('０'..='９').contains(&digit);
    let digits: String = text
        .chars()
        .take(5)
        .take_while(|digit| digit.is_ascii_digit() || full_width(*digit))
        .collect();
    let plain: String = digits
        .chars()
        .map(|digit| match digit.to_digit(10) {
            None => char::from_digit(u32::from(digit) - u32::from('０'), 10).unwrap_or('0'),
            Some(_) => digit,
        })
        .collect();
    (!digits.is_empty() && digits.chars().count() < 5)
        .then(|| plain.parse().ok())
        .flatten()
        .map(|value| (digits.len(), value))
}

/// Digits of either kind with their value.
fn digits(text: &str) -> Option<(usize, u64)> {
    ascii_digits(text).or_else(|| han_digits(text))
}

fn han_digits(text: &str) -> Option<(usize, u64)> {
    let length = text
        .chars()
        .take(4)
        .take_while(|digit| "一二三四五六七八九十".contains(*digit))
        .map(char::len_utf8)
        .sum::<usize>();
    (length > 0)
        .then(|| arabic_or_han(&text[..length]))
        .flatten()
        .map(|value| (length, value))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_as_they_are_written_and_as_they_slip() {
        use NumberKind::{
            Arabic, ArabicInBrackets, Chapter, Circled, Decimal, Han, HanInBrackets, Part,
        };
        let cases = [
            ("一、问题", Han, "一、", 1),
            ("十二、问题", Han, "十二、", 12),
            ("（二）问题", HanInBrackets, "（二）", 2),
            ("(二)、问题", HanInBrackets, "(二)、", 2),
            ("3.问题", Arabic, "3.", 3),
            ("3、问题", Arabic, "3、", 3),
            ("3． 问题", Arabic, "3． ", 3),
            ("３．问题", Arabic, "３．", 3),
            ("（4）问题", ArabicInBrackets, "（4）", 4),
            ("4)问题", ArabicInBrackets, "4)", 4),
            ("⑤问题", Circled, "⑤", 5),
            ("第一章 问题", Chapter, "第一章 ", 1),
            ("第二部分：问题", Part, "第二部分：", 2),
            ("3.2021年3月", Arabic, "3.", 3),
            ("1.2 问题", Decimal(1), "1.2 ", 2),
            ("1.2.3 问题", Decimal(2), "1.2.3 ", 3),
        ];
        for (text, kind, head, value) in cases {
            let length = head.len();
            let expected = Number {
                kind,
                length,
                value,
            };
            assert_eq!(number_of(text), Some(expected), "{text}");
        }
    }

    #[test]
    fn figures_dates_and_lists_are_no_numbers() {
        for text in [
            "",
            "一",
            "一是学习",
            "一、二、三等奖",
            "2021.6完成",
            "2021年",
            "1.5万元",
            "3.5%",
            "12月",
            "第一次去",
            "第一章里说",
            "（2021）15号",
            "（见附件）",
            "100、",
            "问题",
        ] {
            assert_eq!(number_of(text), None, "{text}");
        }
    }
}
