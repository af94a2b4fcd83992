//! Where sentences end: at stops outside quotation marks and brackets.

use std::ops::Range;

/// The sentences of a text, without white space around them; `gap` is what stands before and after the list in a gap's mark,
/// which is a sentence of its own.
pub fn sentences(text: &str, mut gap: Option<(&str, &str)>) -> Vec<Range<usize>> {
    let closings = closings(text);
    let mut closings = closings.into_iter().peekable();
    let mut found = Vec::new();
    let mut start = 0;
    let mut characters = text.char_indices().peekable();
    while let Some((at, character)) = characters.next() {
        let mut end = at + character.len_utf8();
        if let Some((before, after)) = gap
            && text[at..].starts_with(before)
        {
            // An unclosed mark is none, and neither is any after it.
            let Some(length) = text[at + before.len()..].find(after) else {
                gap = None;
                continue;
            };
            push(text, start..at, &mut found);
            end = at + before.len() + length + after.len();
            push(text, at..end, &mut found);
            start = end;
            while characters.next_if(|(at, _)| *at < end).is_some() {}
            continue;
        }
        while closings.next_if(|(open, _)| *open < at).is_some() {}
        let quoted = closings.next_if(|(open, _)| *open == at);
        if let Some((_, close)) = quoted {
            while characters.next_if(|(at, _)| *at <= close).is_some() {}
            let inside = text[..close].chars().next_back().unwrap_or(' ');
            end = close + text[close..].chars().next().map_or(0, char::len_utf8);
            let goes_on = text[end..].starts_with(|next: char| next.is_alphanumeric());
            let is_whole = matches!(inside, '。') || matches!(inside, '！' | '？') && !goes_on;
            let is_quotation = matches!(character, '“' | '「' | '"');
            let goes_on_after_a_mark =
                text[end..].starts_with(['，', '。', '、', '；', '：', '！', '？', '）', '”']);
            if is_quotation && is_whole && !goes_on_after_a_mark {
                push(text, start..end, &mut found);
                start = end;
            }
            continue;
        }
        let is_end = match character {
            '。' | '！' | '？' => true,
            '!' | '?' => ends_here(&text[end..]),
            '.' => ends_here(&text[end..]) && is_full_stop(&text[start..at]),
            _ => false,
        };
        if !is_end {
            continue;
        }
        while let Some((at, mark)) = characters.next_if(|(_, next)| {
            matches!(
                next,
                '。' | '！' | '？' | '!' | '?' | '”' | '’' | '）' | ')' | '」' | '』'
            )
        }) {
            end = at + mark.len_utf8();
        }
        push(text, start..end, &mut found);
        start = end;
    }
    push(text, start..text.len(), &mut found);
    found
}

fn push(text: &str, range: Range<usize>, found: &mut Vec<Range<usize>>) {
    let words = text[range.clone()].trim_start();
    let start = range.end - words.len();
    let end = start + words.trim_end().len();
    if start < end {
        found.push(start..end);
    }
}

/// Every opening mark that is closed, with its closing one, in the order of the opening ones; what stands within another pair
/// is left out.
fn closings(text: &str) -> Vec<(usize, usize)> {
    let mut open: Vec<(usize, char)> = Vec::new();
    let mut pairs = Vec::new();
    let mut straight: Option<usize> = None;
    for (at, character) in text.char_indices() {
        let closing = match character {
            '“' => '”',
            '‘' => '’',
            '（' => '）',
            '(' => ')',
            '《' => '》',
            '〈' => '〉',
            '「' => '」',
            '『' => '』',
            '【' => '】',
            '[' => ']',
            '"' => {
                match straight.take() {
                    Some(start) => pairs.push((start, at)),
                    None => straight = Some(at),
                }
                continue;
            }
            '”' | '’' | '）' | ')' | '》' | '〉' | '」' | '』' | '】' | ']' => {
                if let Some(depth) = open.iter().rposition(|(_, closing)| *closing == character) {
                    pairs.push((open[depth].0, at));
                    open.truncate(depth);
                }
                continue;
            }
            _ => continue,
        };
        // Marks nested deeper than anyone writes are noise, and looking through them would take time.
        if open.len() < 16 {
            open.push((at, closing));
        }
    }
    pairs.sort_unstable();
    let mut end = 0;
    pairs.retain(|(start, close)| {
        let is_outer = *start >= end;
        if is_outer {
            end = *close;
        }
        is_outer
    });
    pairs
}

/// Whether a half-width stop is followed by what may open a sentence.
fn ends_here(rest: &str) -> bool {
    let mut next = rest
        .chars()
        .skip_while(|next| matches!(next, '.' | '!' | '?' | '”' | '’' | '"' | ')' | '）'));
    match next.next() {
        None => true,
        Some(space) if space.is_whitespace() => true,
        Some(next) => !next.is_ascii(),
    }
}

/// Whether a point after these words closes them, and is no part of an abbreviation, an initial or a number.
fn is_full_stop(before: &str) -> bool {
    const SHORT: [&str; 10] = ["Mr", "Mrs", "Ms", "Dr", "St", "No", "vs", "pp", "eg", "ie"];
    let word = before
        .rsplit(|character: char| !character.is_ascii_alphanumeric())
        .next()
        .unwrap_or("");
    let is_initial =
        word.len() == 1 && word.starts_with(|letter: char| letter.is_ascii_alphabetic());
    !is_initial && !SHORT.contains(&word)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn split(text: &str) -> Vec<&str> {
        sentences(text, Some(("【待补：", "】")))
            .into_iter()
            .map(|range| &text[range])
            .collect()
    }

    #[test]
    fn stops_end_sentences_outside_quotation_marks_and_brackets() {
        let cases: [(&str, &[&str]); 12] = [
            ("甲。乙！丙？丁", &["甲。", "乙！", "丙？", "丁"]),
            (
                "他说：“知道了。下次改。”我走了。",
                &["他说：“知道了。下次改。”", "我走了。"],
            ),
            (
                "对“我是谁？为了谁？”想得少。乙。",
                &["对“我是谁？为了谁？”想得少。", "乙。"],
            ),
            (
                "学了《甲。乙》（见附件。）没有用。乙。",
                &["学了《甲。乙》（见附件。）没有用。", "乙。"],
            ),
            ("甲……乙。丙……", &["甲……乙。", "丙……"]),
            ("真的？！是。", &["真的？！", "是。"]),
            ("“没有闭合。乙。", &["“没有闭合。", "乙。"]),
            ("没有开启。”乙。", &["没有开启。”", "乙。"]),
            ("增长3.5%。完成.乙", &["增长3.5%。", "完成.", "乙"]),
            (
                "甲。【待补：走访（时间）】乙。",
                &["甲。", "【待补：走访（时间）】", "乙。"],
            ),
            (
                "Mr. Fields came. He left at 9.30. “Why?” I asked.",
                &["Mr. Fields came.", "He left at 9.30.", "“Why?” I asked."],
            ),
            ("　甲。　乙 ", &["甲。", "乙"]),
        ];
        for (text, expected) in cases {
            assert_eq!(split(text), expected, "{text}");
        }
    }

    #[test]
    fn deep_nesting_takes_no_time() {
        let text = "（".repeat(200_000) + &"）".repeat(200_000) + "。";
        assert_eq!(split(&text).len(), 1);
    }
}
