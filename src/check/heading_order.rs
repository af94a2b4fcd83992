//! `heading-order`: numbers of headings that do not run on.

use super::survey::{Survey, children};
use super::{Findings, Rule, Text};
use crate::document::Section;
use crate::document::parse::{NumberKind, number_of};
use crate::message::{Bilingual, Message};
use crate::value::arabic_or_han;

/// See [`Rule`].
pub static RULE: Rule = Rule {
    id: "heading-order",
    what: Bilingual {
        zh: "同一层的序号从一起连续编排，不重、不漏、样式一致；层级按“一、”“（一）”“1.”“（1）”逐层往下，不越级。",
        en: "Numbers of one level start at one and run on, none skipped or repeated, all written alike; levels follow one another: 一、 （一） 1. （1）.",
    },
    why: Bilingual {
        zh: "序号错乱多半是拼接、删改留下的痕迹，读的人会以为缺了内容。",
        en: "Broken numbers are the trace of cutting and pasting, and the reader thinks that something is missing.",
    },
    example: Bilingual {
        zh: "差：（一）……（三）……。好：（一）……（二）……。",
        en: "Poor: (1) … (3) …. Good: (1) … (2) ….",
    },
    check,
};

/// How a number is written: a style of headings, or 一是.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Style {
    Heading(NumberKind),
    Run,
}

fn check(_: &Text<'_>, findings: &mut Findings<'_>) {
    let survey = findings.survey;
    siblings(survey, None, findings);
    for above in 0..survey.sections.len() {
        if !survey.sections[above].is_leaf {
            siblings(survey, Some(above), findings);
        }
    }
}

fn siblings(survey: &Survey<'_>, above: Option<usize>, findings: &mut Findings<'_>) {
    let mut last: Option<(Style, u64)> = None;
    for index in children(survey, above) {
        let section = survey.sections[index].section;
        let Some((style, value)) = style_of(section) else {
            continue;
        };
        if let (Some(above), None) = (above, last) {
            level_jump(survey.sections[above].section, section, style, findings);
        }
        let written = section.number.trim().to_owned();
        let message = match last {
            None if value > 1 => Some(Message::NumberStarts { number: written }),
            Some((before, _)) if before != style => match (before, style) {
                (Style::Heading(_), Style::Heading(_)) => {
                    Some(Message::NumberStyle { number: written })
                }
                _ => None,
            },
            Some((_, before)) if value == before => {
                Some(Message::NumberRepeated { number: written })
            }
            Some((_, before)) if value != before + 1 => Some(Message::NumberSkips {
                number: written,
                before: usize::try_from(before).unwrap_or(usize::MAX),
            }),
            _ => None,
        };
        if let Some(message) = message {
            let range = 0..section.number.trim_end().len();
            findings.at_number(section, range, None, message, Message::NumberThemAnew);
        }
        last = Some((style, value));
    }
}

/// （1） right under 一、 leaves out a level; 1. may stand there where a text has two levels only.
fn level_jump(above: &Section, section: &Section, style: Style, findings: &mut Findings<'_>) {
    const LEVELS: [NumberKind; 4] = [
        NumberKind::Han,
        NumberKind::HanInBrackets,
        NumberKind::Arabic,
        NumberKind::ArabicInBrackets,
    ];
    let (Some((Style::Heading(outer), _)), Style::Heading(inner)) = (style_of(above), style) else {
        return;
    };
    let rank = |kind: NumberKind| LEVELS.iter().position(|level| *level == kind);
    let (Some(outer), Some(inner)) = (rank(outer), rank(inner)) else {
        return;
    };
    if inner > outer + 2 {
        let number = section.number.trim().to_owned();
        let range = 0..section.number.trim_end().len();
        findings.at_number(
            section,
            range,
            None,
            Message::LevelSkipped { number },
            Message::NumberThemAnew,
        );
    }
}

fn style_of(section: &Section) -> Option<(Style, u64)> {
    if section.number.is_empty() {
        return None;
    }
    if let Some(number) = number_of(&section.number) {
        return Some((Style::Heading(number.kind), number.value));
    }
    let run = section
        .number
        .trim()
        .trim_end_matches(['，', ',', '、', '：']);
    let digits = run.strip_suffix(['是', '要'])?;
    Some((Style::Run, arabic_or_han(digits)?))
}
