//! Half-width and doubled marks, full-width digits, and 、 between quoted items: what one sentence shows.

use super::{Slip, is_han};
use crate::message::Message;
use std::ops::Range;

/// The slips of a sentence.
pub fn slips(text: &str) -> Vec<Slip> {
    let mut found = Vec::new();
    let mut before = '\0';
    let mut characters = text.char_indices().peekable();
    while let Some((at, character)) = characters.next() {
        let next = characters.peek().map_or('\0', |(_, next)| *next);
        let range = at..at + character.len_utf8();
        match character {
            ',' | ';' | ':' | '?' | '!' | '.' => {
                // A blank before or after a mark makes it no less one.
                let last = text[..at].trim_end_matches(' ').chars().next_back();
                let follows = text[range.end..].trim_start_matches(' ').chars().next();
                let (before, next) = if before == ' ' || next == ' ' {
                    (last.unwrap_or(before), follows.unwrap_or('\0'))
                } else {
                    (before, next)
                };
                if let Some(fix) = full_width(text, at, before, character, next) {
                    let half = |found| Message::HalfWidthMark { found };
                    found.push(Slip::new(text, range, Some(fix), half));
                }
            }
            '，' | '、' | '；' | '：' | '。' => {
                if let Some(slip) = doubled(text, at, before, character) {
                    found.push(slip);
                }
            }
            '０'..='９' | 'Ａ'..='Ｚ' | 'ａ'..='ｚ' => {
                let mut end = range.end;
                while let Some((next, wide)) = characters.peek().copied() {
                    if !matches!(wide, '０'..='９' | 'Ａ'..='Ｚ' | 'ａ'..='ｚ' | '．') {
                        break;
                    }
                    end = next + wide.len_utf8();
                    characters.next();
                }
                let narrow: String = text[at..end].chars().map(half_width).collect();
                let wide = |found| Message::FullWidthFigures { found };
                found.push(Slip::new(text, at..end, Some(&narrow), wide));
            }
            _ => {}
        }
        before = text[..at + character.len_utf8()]
            .chars()
            .next_back()
            .unwrap_or(character);
    }
    found.extend(list_commas(text));
    found
}

/// The full-width mark for a half-width one that stands between Chinese characters.
fn full_width(text: &str, at: usize, before: char, mark: char, next: char) -> Option<&'static str> {
    let closes = |character: char| matches!(character, '”' | '’' | '》' | '）' | '】');
    let opens = |character: char| matches!(character, '“' | '‘' | '《' | '（' | '【');
    let in_chinese = is_han(before) || closes(before);
    let to_chinese = is_han(next) || opens(next);
    let after_figure = before.is_ascii_alphanumeric() || before == '%';
    // `1,` and `8:30` are figures, `A.` opens a list, 一.加强 is a heading's number.
    let is_wrong = match mark {
        ',' | ';' => in_chinese && !next.is_ascii_punctuation() || after_figure && to_chinese,
        '.' => {
            let is_number = text[..at]
                .chars()
                .all(|digit| "一二三四五六七八九十".contains(digit));
            in_chinese && !is_number && (next == '\0' || to_chinese)
        }
        ':' => in_chinese && next != '/',
        _ => in_chinese && !matches!(next, '?' | '!') && !matches!(before, '?' | '!'),
    };
    is_wrong.then_some(match mark {
        ',' => "，",
        ';' => "；",
        ':' => "：",
        '?' => "？",
        '!' => "！",
        _ => "。",
    })
}

/// A mark right after another; of a run, each but the first is reported.
fn doubled(text: &str, at: usize, before: char, mark: char) -> Option<Slip> {
    let is_mark = matches!(before, '，' | '、' | '；' | '：' | '。');
    if !is_mark {
        return None;
    }
    let start = at - before.len_utf8();
    let doubled = |found| Message::DoubledMark { found };
    let around = |character: Option<char>| character == Some(mark);
    let is_run = around(text[..start].chars().next_back())
        || around(text[at + mark.len_utf8()..].chars().next());
    // 。。。 may be meant as ……; of two different marks, the stop is meant.
    let fix = match (before, mark) {
        _ if is_run => None,
        (before, mark) if before == mark => Some(mark),
        ('，' | '、' | '；', '。') => Some('。'),
        ('、', mark @ ('，' | '；')) => Some(mark),
        _ => None,
    };
    let fix = fix.map(String::from);
    Some(Slip::new(
        text,
        start..at + mark.len_utf8(),
        fix.as_deref(),
        doubled,
    ))
}

/// 、 between bare quoted items: “四个意识”、“四个自信”. In a list with items that are not quoted it stays.
fn list_commas(text: &str) -> Vec<Slip> {
    let mut found: Vec<Slip> = Vec::new();
    for (open, close) in [('“', '”'), ('《', '》')] {
        let joint = format!("{close}、{open}");
        let mut run: Vec<Range<usize>> = Vec::new();
        let mut first = true;
        let places: Vec<usize> = text.match_indices(&joint).map(|(at, _)| at).collect();
        for (index, at) in places.iter().enumerate() {
            if first {
                run.clear();
            }
            let comma = at + close.len_utf8();
            run.push(comma..comma + '、'.len_utf8());
            let end = text[comma..].find(close).map(|length| comma + length);
            first = places.get(index + 1).copied() != end;
            if !first {
                continue;
            }
            // The run goes from the item before its first comma to the item after its last.
            let opening = text[..run[0].start - close.len_utf8()].rfind(open);
            let before = opening.and_then(|opening| text[..opening].chars().next_back());
            let after = end.and_then(|end| text[end + close.len_utf8()..].chars().next());
            let is_mixed = |character: Option<char>| character == Some('、');
            if end.is_none() || opening.is_none() || is_mixed(before) || is_mixed(after) {
                continue;
            }
            for comma in run.drain(..) {
                let needless = |_| Message::ListCommaBetweenQuotes;
                found.push(Slip::new(text, comma, Some(""), needless));
            }
        }
    }
    found
}

fn half_width(wide: char) -> char {
    match wide {
        '！'..='～' => u32::from(wide)
            .checked_sub(0xfee0)
            .and_then(char::from_u32)
            .unwrap_or(wide),
        _ => wide,
    }
}
