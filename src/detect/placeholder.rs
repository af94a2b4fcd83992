//! Marks left to be filled in: XX, ××, X次, **, ○○, ____, 某某, 202X年, 【待补】, （此处填写）.

use crate::value::Pairs;
use std::ops::Range;

/// The marks of a text, in bytes. `words` are marks by themselves (某某), and none is found inside of `except` (X光).
pub fn placeholders(text: &str, words: &[String], except: &[String]) -> Vec<Range<usize>> {
    let mut found = runs(text);
    let pairs = Pairs::of(text);
    for word in words.iter().filter(|word| pairs.may_hold(word)) {
        found.extend(
            text.match_indices(word.as_str())
                .filter(|(at, word)| !is_masked_name(text, *at, word))
                .map(|(at, word)| bracketed(text, at..at + word.len())),
        );
    }
    found.retain(|range| !is_within(text, range, except));
    found.sort_by_key(|range| (range.start, std::cmp::Reverse(range.end)));
    found.dedup_by(|later, earlier| later.start < earlier.end);
    found
}

/// 李某某 is a person whose name is kept back; 反映某某 holds a mark.
fn is_masked_name(text: &str, at: usize, word: &str) -> bool {
    /// The surnames that most people bear; a text that masks a rarer one writes 某.
    const SURNAMES: &str = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎武乔贺赖龚葛";
    let before = text[..at].chars().next_back();
    word.starts_with('某') && before.is_some_and(|before| SURNAMES.contains(before))
}

/// A mark with the brackets around it: 【待补：时间】 is one mark.
fn bracketed(text: &str, mark: Range<usize>) -> Range<usize> {
    /// A note in brackets is short.
    const REACH: usize = 60;
    const PAIRS: [(char, char); 4] = [('【', '】'), ('（', '）'), ('(', ')'), ('[', ']')];
    let from = text.floor_char_boundary(mark.start.saturating_sub(REACH));
    let to = text.ceil_char_boundary((mark.end + REACH).min(text.len()));
    for (open, close) in PAIRS {
        let start = if text[mark.clone()].starts_with(open) {
            Some(mark.start - from)
        } else {
            text[from..mark.start].rfind([open, close, '。'])
        };
        let end = text[mark.end..to].find([open, close, '。']);
        if let (Some(start), Some(end)) = (start, end)
            && text[from + start..].starts_with(open)
            && text[mark.end + end..].starts_with(close)
        {
            return from + start..mark.end + end + close.len_utf8();
        }
    }
    mark
}

/// Runs of filler signs, and a single one before a measure word or in place of a figure.
fn runs(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut run = 0..0;
    let mut first = '\0';
    for (at, character) in text.char_indices().chain([(text.len(), '\0')]) {
        let end = (at + character.len_utf8()).min(text.len());
        if !run.is_empty() && is_sign(character) && alike(first, character) {
            run.end = end;
            continue;
        }
        if !run.is_empty() && is_mark(text, &run, character) {
            found.push(run.clone());
        }
        run = if is_sign(character) { at..end } else { at..at };
        first = character;
    }
    found
}

const CIRCLES: &str = "○◯〇Ｏ";
const NUMERALS: &str = "一二三四五六七八九十百";

fn is_mark(text: &str, run: &Range<usize>, after: char) -> bool {
    const MEASURED: &str =
        "次年月日号个项户名天人村镇县市乡区局家元万亿条篇份场期届组科室所站校院路同岁%％";
    let signs = &text[run.clone()];
    let before = text[..run.start].chars().next_back().unwrap_or('\0');
    let sign = signs.chars().next().unwrap_or('\0');
    // 二○○八年: a circle among numerals is a zero.
    if CIRCLES.contains(sign) && [before, after].iter().any(|near| NUMERALS.contains(*near)) {
        return false;
    }
    if after.is_ascii_alphanumeric() && !sign.is_ascii_alphabetic() && signs.chars().count() == 1 {
        return false;
    }
    match signs.chars().count() {
        1 if matches!(sign, '_' | '＿' | '*' | '＊') => false,
        1 => {
            let is_figure = before.is_ascii_digit()
                && matches!(
                    after,
                    '年' | '月' | '日' | '次' | '个' | '户' | '万' | '人' | '%'
                );
            is_figure || MEASURED.contains(after) && !before.is_ascii_alphanumeric()
        }
        2 if matches!(sign, '_') => {
            !before.is_ascii_alphanumeric() && !after.is_ascii_alphanumeric()
        }
        _ => {
            let is_year = before.is_ascii_digit() && after == '年';
            is_year || !before.is_ascii_alphanumeric() && !after.is_ascii_alphanumeric()
        }
    }
}

fn is_sign(character: char) -> bool {
    "XxＸｘ×╳✕＊*○◯〇_＿●△▲□■Ｏ".contains(character)
}

/// Whether two signs make one run; a zero written as a circle makes none with figures.
fn alike(left: char, right: char) -> bool {
    left == right || left.eq_ignore_ascii_case(&right)
}

fn is_within(text: &str, range: &Range<usize>, except: &[String]) -> bool {
    except.iter().any(|look_alike| {
        let from = text.floor_char_boundary(range.start.saturating_sub(look_alike.len()));
        let to = text.ceil_char_boundary((range.end + look_alike.len()).min(text.len()));
        text[from..to]
            .match_indices(look_alike.as_str())
            .any(|(start, _)| {
                from + start <= range.start && range.end <= from + start + look_alike.len()
            })
    })
}
