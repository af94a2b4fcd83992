//! `punctuation`: marks that the standards of Chinese punctuation do not allow.

mod marks;
mod numbers;
mod quotes;
mod stops;

use super::{Findings, Rule, Spot, Text};
use crate::message::{Bilingual, Language, Message};
use std::ops::Range;

/// See [`Rule`].
pub static RULE: Rule = Rule {
    id: "punctuation",
    what: Bilingual {
        zh: "标点按国家标准书写：中文里不用半角标点和直引号，引号成对，并列的引号、书名号之间不加顿号，段末有句号，不用全角数字，序号后的标点用对。",
        en: "Marks follow the standards: no half-width marks or straight quotes between Chinese characters, quotes paired, no 、 between bare quoted items, a stop at the end of a paragraph, no full-width digits, the right mark after a number.",
    },
    why: Bilingual {
        zh: "标点差错是校对时最先看到的，也最容易改。",
        en: "They are what a proof-reader sees first, and the easiest to mend.",
    },
    example: Bilingual {
        zh: "差：1、关心群众少,为民服务少。好：1.关心群众少，为民服务少。（依据 GB/T 15834、GB/T 9704）",
        en: "Poor: “1、关心群众少,为民服务少”. Good: “1.关心群众少，为民服务少。” (GB/T 15834, GB/T 9704)",
    },
    check,
};

/// A slip in a sentence.
struct Slip {
    /// Bytes of its text.
    range: Range<usize>,
    /// What should stand there, if that is certain.
    fix: Option<String>,
    /// What is wrong.
    message: Message,
}

impl Slip {
    fn new(
        text: &str,
        range: Range<usize>,
        fix: Option<&str>,
        message: fn(String) -> Message,
    ) -> Self {
        Self {
            message: message(text[range.clone()].to_owned()),
            fix: fix.map(str::to_owned),
            range,
        }
    }
}

fn check(text: &Text<'_>, findings: &mut Findings<'_>) {
    if text.genre.definition.language != Language::Chinese {
        return;
    }
    let survey = findings.survey;
    for surveyed in &survey.sections {
        if let Some((range, fix)) = numbers::slip(surveyed.section) {
            let found = surveyed.section.number[range.clone()].to_owned();
            let help = help_for(fix.as_deref());
            findings.at_number(
                surveyed.section,
                range,
                fix,
                Message::NumberMark { found },
                help,
            );
        }
    }
    let stops = stops::slips(survey, findings.number("paragraphs without stop", 0.3));
    let mut stops = stops.into_iter().peekable();
    let mut from = 0;
    while from < survey.lines.len() {
        let paragraph = survey.lines[from].paragraph;
        let length = survey.lines[from..]
            .iter()
            .take_while(|line| line.paragraph == paragraph)
            .count();
        let lines = &survey.lines[from..from + length];
        let texts: Vec<&str> = lines
            .iter()
            .map(|line| line.sentence.text.as_str())
            .collect();
        let mut slips: Vec<(usize, Slip)> = quotes::slips(&texts);
        for (index, text) in texts.iter().enumerate() {
            slips.extend(marks::slips(text).into_iter().map(|slip| (index, slip)));
        }
        while let Some((line, slip)) = stops.next_if(|(line, _)| *line < from + length) {
            slips.push((line - from, slip(texts[line - from])));
        }
        slips.sort_by_key(|(index, slip)| (*index, slip.range.start));
        // Of two fixes for the same words, the second waits until the first is made.
        for later in 1..slips.len() {
            let (first, rest) = slips.split_at_mut(later);
            let ((line, slip), (other, before)) = (&mut rest[0], &first[later - 1]);
            if line == other && slip.range.start < before.range.end {
                slip.fix = None;
            }
        }
        for (index, slip) in slips {
            let line = &lines[index];
            let is_exempt = line.mandated || line.sentence.gap.is_some();
            // Marks around a run have their other half in another section.
            let is_half = slip.message == Message::UnpairedQuote && survey.is_run(line.section);
            if is_exempt || is_half || line.is_fact(&slip.range) {
                continue;
            }
            let section = survey.sections[line.section].section;
            let help = help_for(slip.fix.as_deref());
            findings.at(
                section,
                Spot::new(line.number, slip.range),
                slip.fix,
                slip.message,
                help,
            );
        }
        from += length;
    }
}

fn help_for(fix: Option<&str>) -> Message {
    match fix {
        Some("") => Message::DeleteIt,
        Some(fix) => Message::WriteInstead {
            words: fix.to_owned(),
        },
        None => Message::MendPunctuation,
    }
}

fn is_han(character: char) -> bool {
    matches!(character, '\u{3400}'..='\u{9fff}')
}
