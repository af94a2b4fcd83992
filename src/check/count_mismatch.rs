//! `count-mismatch`: a number of things that is not the number of things that follow.

use super::survey::{Line, Survey, children};
use super::{Findings, Rule, Spot, Text};
use crate::bank::Role;
use crate::document::Section;
use crate::message::{Bilingual, Message};
use crate::value::arabic_or_han;
use std::ops::Range;

/// See [`Rule`].
pub static RULE: Rule = Rule {
    id: "count-mismatch",
    what: Bilingual {
        zh: "说了“几个方面”“几个问题”，列出来的要与这个数相符。",
        en: "Where a text says how many points there are, as many are listed.",
    },
    why: Bilingual {
        zh: "数目对不上，说明删改后没有核对，或者材料是套来的。",
        en: "A wrong count shows that a text was cut or borrowed and not read again.",
    },
    example: Bilingual {
        zh: "差：学习不够、联系群众少、作风不实等十一个方面的问题已经整改。好：逐项列出，或写“三个方面的问题”。",
        en: "Poor: “eleven faults such as A, B and C are mended”. Good: list them all, or say three.",
    },
    check,
};

fn check(_: &Text<'_>, findings: &mut Findings<'_>) {
    let survey = findings.survey;
    let counted = findings.list("counted");
    for (index, line) in survey.lines.iter().enumerate() {
        if line.mandated || line.sentence.gap.is_some() {
            continue;
        }
        let mut from = 0;
        for hit in survey.hits(index, counted, None) {
            let words = &line.sentence.text;
            let Some((number, value)) = number_before(words, hit.start) else {
                continue;
            };
            let range = number.start..hit.end;
            let list = from.min(number.start)..number.start;
            from = hit.end;
            if line.is_fact(&range) || line.is_named(&range) {
                continue;
            }
            let closed = listed_before(&words[list]).filter(|_| {
                let open = findings
                    .words("open")
                    .iter()
                    .any(|noun| words[hit.end..].starts_with(noun.as_str()));
                let is_item = findings
                    .words("items")
                    .iter()
                    .any(|item| *item == words[hit.start..hit.end]);
                open || is_item || survey.role(line) == Role::LastYear
            });
            let listed = closed.or_else(|| {
                (line.number > 0)
                    .then(|| listed_after(survey, index, hit.end, findings.words("leads")))
                    .flatten()
            });
            let Some(listed) = listed.filter(|listed| *listed != value) else {
                continue;
            };
            tell(findings, line, range, listed);
        }
    }
    themes(survey, findings);
}

/// Says that a count in a line is not that of what is listed.
fn tell(findings: &mut Findings<'_>, line: &Line<'_>, range: Range<usize>, listed: usize) {
    let message = Message::CountMismatch {
        stated: line.sentence.text[range.clone()].to_owned(),
        listed,
    };
    let section = findings.survey.sections[line.section].section;
    let spot = Spot::new(line.number, range);
    findings.at(section, spot, None, message, Message::CountAnew);
}

/// The numeral that ends right before a place; an ordinal and a vague one are none.
fn number_before(text: &str, end: usize) -> Option<(Range<usize>, usize)> {
    const MOST: usize = 99;
    let is_digit = |character: char| {
        character.is_ascii_digit() || "一二两三四五六七八九十百".contains(character)
    };
    let before = &text[..end];
    let start = before.trim_end_matches(is_digit).len();
    let is_vague = text[..start].ends_with([
        '第', '几', '数', '多', '每', '.', '另', '前', '后', '上', '这',
    ]);
    let value = usize::try_from(arabic_or_han(&before[start..])?).ok()?;
    (!is_vague && (2..=MOST).contains(&value)).then_some((start..end, value))
}

/// How many things stand before 等, right before a count: 甲、乙、丙等三个方面.
fn listed_before(before: &str) -> Option<usize> {
    let before = before.trim_end();
    let list = before
        .strip_suffix('等')
        .or_else(|| before.strip_suffix("等等"))?;
    let start = list
        .rfind(['。', '：', ':', '！', '？'])
        .map_or(0, |at| at + 1);
    let start = (start..=list.len()).find(|at| list.is_char_boundary(*at))?;
    let list = &list[start..];
    let items = if list.contains(['；', ';']) {
        list.split(['；', ';']).count()
    } else {
        // Only the last stretch without a comma is the list.
        let list = list.rsplit(['，', ',']).next()?;
        list.split('、').count()
    };
    (items > 1).then_some(items)
}

/// How many things follow a count: after a colon, as 一是 … 二是 …, or as the sections below.
fn listed_after(survey: &Survey<'_>, line: usize, end: usize, leads: &[String]) -> Option<usize> {
    /// A colon further off announces something else.
    const NEAR: usize = 12;
    /// What is announced, and the words that announce it, are within so many bytes.
    const FAR: usize = 3000;
    let here = &survey.lines[line];
    let words = &here.sentence.text[end..];
    let colon = words
        .char_indices()
        .take(NEAR)
        .find(|(_, character)| matches!(character, '：' | ':'))
        .map(|(at, colon)| at + colon.len_utf8());
    let near = here
        .sentence
        .text
        .floor_char_boundary(end.saturating_sub(FAR));
    let lead = &here.sentence.text[near..end];
    let announces = colon.is_some() || leads.iter().any(|word| lead.contains(word.as_str()));
    if !announces {
        return None;
    }
    let words = &words[..words.floor_char_boundary(FAR)];
    let mut rest: String = words[colon.unwrap_or(0)..].to_owned();
    for next in &survey.lines[line + 1..] {
        if next.paragraph != here.paragraph || rest.len() > FAR {
            break;
        }
        rest.push_str(&next.sentence.text);
    }
    if let Some(run) = run_of(&rest) {
        return Some(run);
    }
    let section = here.section;
    let is_last = survey.sections[section].lines.end == line + 1;
    if is_last
        && !survey.sections[section].is_leaf
        && colon.is_none_or(|colon| words.len() == colon)
    {
        let below = children(survey, Some(section));
        return Some(
            below
                .filter(|index| !survey.sections[*index].section.number.is_empty())
                .count(),
        )
        .filter(|count| *count > 1);
    }
    let first = words[colon?..].trim_end_matches(['。', '！', '？']);
    let items = first
        .split(['；', ';'])
        .filter(|item| !item.trim().is_empty())
        .count();
    (items > 1).then_some(items)
}

/// The length of a run 一是 … 二是 …, 第一，… 第二，…, 首先 … 其次 ….
fn run_of(text: &str) -> Option<usize> {
    const DIGITS: [&str; 10] = ["一", "二", "三", "四", "五", "六", "七", "八", "九", "十"];
    for (before, after) in [("", "是"), ("", "要"), ("第", "，"), ("第", "、")] {
        let mut from = 0;
        let mut count = 0;
        for digit in DIGITS {
            let Some(at) = text[from..].find(&format!("{before}{digit}{after}")) else {
                break;
            };
            from += at + 1;
            from = (from..=text.len())
                .find(|at| text.is_char_boundary(*at))
                .unwrap_or(text.len());
            count += 1;
        }
        if count > 1 {
            return Some(count);
        }
    }
    None
}

/// “五个带头” in the opening, and the first sections side by side whose headings begin with 带头.
fn themes(survey: &Survey<'_>, findings: &mut Findings<'_>) {
    for theme in findings.words("themes") {
        let heads = |section: &Section| {
            section.heading.as_ref().is_some_and(|heading| {
                let words = heading.text.trim_start_matches('“');
                words.starts_with(theme.as_str())
            })
        };
        let first = survey
            .sections
            .iter()
            .find(|surveyed| heads(surveyed.section));
        let Some((_, above)) = first.and_then(|first| first.section.path.split_last()) else {
            continue;
        };
        let headings = survey
            .sections
            .iter()
            .filter(|surveyed| {
                let path = &surveyed.section.path;
                path.len() == above.len() + 1 && path.starts_with(above) && heads(surveyed.section)
            })
            .count();
        let counted = format!("个{theme}");
        let stated = survey
            .lines
            .iter()
            .filter(|line| !line.mandated && survey.role(line) == Role::Intro)
            .find_map(|line| {
                let at = line.sentence.text.find(&counted)?;
                let (number, value) = number_before(&line.sentence.text, at)?;
                Some((line, number.start..at + counted.len(), value))
            });
        let Some((line, range, value)) = stated.filter(|_| headings > 1) else {
            continue;
        };
        if value != headings {
            tell(findings, line, range, headings);
        }
    }
}
