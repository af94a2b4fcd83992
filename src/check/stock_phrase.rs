//! `stock-phrase`: a section that could belong to anyone.

use super::lists::share;
use super::survey::Line;
use super::{Findings, Rule, Text, name_of};
use crate::bank::Role;
use crate::message::{Bilingual, Message};
use crate::wording::{Grade, length_of};

/// See [`Rule`].
pub static RULE: Rule = Rule {
    id: "stock-phrase",
    what: Bilingual {
        zh: "一节里放在谁身上都成立的话不能占多半：套话连篇而没有具体内容的句子；没有事例的一节里，与语料库的现成说法大体相同的句子也算。",
        en: "Less than half of a section could be anybody's: sentences without a detail that consist of worn-out phrases and, in a section without an example, sentences that the phrase bank holds ready.",
    },
    why: Bilingual {
        zh: "套话再顺也不是检查；千人一面的材料会被退回。",
        en: "Smooth stock wording examines nothing, and texts that are all alike are sent back.",
    },
    example: Bilingual {
        zh: "差：理论学习不够深入，宗旨意识有所淡化，担当精神有待加强。好：6月的12次集中学习我缺了3次，笔记是年底补的。",
        en: "Poor: “I could be more proactive going forward.” Good: “I missed three of twelve sessions and copied the notes in December.”",
    },
    check,
};

fn check(text: &Text<'_>, findings: &mut Findings<'_>) {
    let survey = findings.survey;
    let (Some(worn), most, worn_out, ready) = (
        findings.list("worn"),
        findings.number("share", 0.5),
        findings.number("worn in a sentence", 0.35),
        findings.number("bank in a sentence", 0.7),
    ) else {
        return;
    };
    for surveyed in &survey.sections {
        let section = surveyed.section;
        let is_told = matches!(section.role, Role::Problem | Role::Cause | Role::Measure);
        // A gap says already that the section is not specific yet.
        if !is_told || !surveyed.is_leaf || surveyed.has_gap {
            continue;
        }
        let mut anyone = 0;
        let mut all = 0;
        for index in surveyed.lines.clone() {
            let line = &survey.lines[index];
            if line.number == 0 {
                continue;
            }
            let length = length_of(&line.sentence.text);
            all += length;
            if line.sentence.grade() != Grade::None {
                continue;
            }
            let covered: usize = {
                let mut until = 0;
                let hits = survey.hits(index, Some(worn), None);
                hits.iter()
                    .map(|hit| {
                        let start = hit.start.max(until);
                        until = until.max(hit.end);
                        line.sentence.text.get(start..hit.end).map_or(0, length_of)
                    })
                    .sum()
            };
            let is_worn = share(covered, length) >= worn_out;
            let is_ready = surveyed.grade == Grade::None && is_from_the_bank(text, line, ready);
            if is_worn || is_ready {
                anyone += length;
            }
        }
        let found = share(anyone, all);
        if all > 0 && found > most {
            let message = Message::StockPhrases {
                section: name_of(section),
                percent: percent(found),
            };
            findings.section(section, message, Message::SayWhatOnlyYouCan);
        }
    }
}

/// Whether the bank holds a sentence ready, but for a few words.
fn is_from_the_bank(text: &Text<'_>, line: &Line<'_>, least: f64) -> bool {
    let sentence = line.sentence;
    if sentence.origin.is_some() && !sentence.hand {
        return true;
    }
    text.lists.stock(text.genre).share(&sentence.text) >= least
}

fn percent(share: f64) -> usize {
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
    let percent = (share * 100.0).floor() as usize;
    percent
}
