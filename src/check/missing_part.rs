//! `missing-part`: a part or an area that the outline prescribes is not there.

use super::lists::share;
use super::{Findings, Rule, Text};
use crate::bank::{Body, Part, Role};
use crate::document::Section;
use crate::message::{Bilingual, Message};
use indexmap::IndexSet;

/// See [`Rule`].
pub static RULE: Rule = Rule {
    id: "missing-part",
    what: Bilingual {
        zh: "规定的部分和方面一个都不能少。",
        en: "Every part of the outline and every area of the edition is there.",
    },
    why: Bilingual {
        zh: "缺项的材料在形式审查时就会退回。",
        en: "A text that leaves out a part is sent back unread.",
    },
    example: Bilingual {
        zh: "差：没有上年度整改情况。",
        en: "Poor: nothing on last year's measures.",
    },
    check,
};

fn check(text: &Text<'_>, findings: &mut Findings<'_>) {
    let survey = findings.survey;
    let sections = &text.document.sections;
    let help = || Message::AddThePart;
    for part in text.genre.outline(text.edition) {
        let must = part.required || part.body != Body::Facts;
        let is_there = sections
            .iter()
            .any(|section| section.part == part.id || section.role == part.role);
        // In a text that was read, a part may be told without a heading of its own.
        let is_told = || {
            let name = Role::NAMED.iter().find(|(_, role)| *role == part.role);
            let list = name.and_then(|(name, _)| findings.list(name));
            survey.is_foreign
                && list.is_some()
                && (0..survey.lines.len()).any(|line| !survey.hits(line, list, None).is_empty())
        };
        if must && !is_there && !is_told() {
            let part = name_of(part);
            findings.whole(Message::MissingPart { part }, help());
        }
    }
    for area in text.edition.iter().flat_map(|edition| &edition.areas) {
        let is_there = survey.sections.iter().any(|surveyed| {
            let section = surveyed.section;
            section.area.as_ref() == Some(&area.id) && (surveyed.is_leaf || survey.is_foreign)
        });
        let is_there = is_there
            || survey.is_foreign
                && sections
                    .iter()
                    .any(|section| is_titled(section, &area.title));
        if !is_there {
            let part = area.title.clone();
            findings.whole(Message::MissingPart { part }, help());
        }
    }
}

/// What a part is usually headed by; its id where it has no heading.
fn name_of(part: &Part) -> String {
    let heading = part.heading.as_ref();
    let variant = heading.and_then(|heading| heading.variants.first());
    variant.map_or_else(
        || part.id.clone(),
        |variant| {
            let picks = vec![0; variant.template.alternatives().len()];
            variant.template.wording(&picks).replace('\0', "")
        },
    )
}

/// Whether a section is headed by an area's title, give or take a few words: people shorten long titles.
fn is_titled(section: &Section, title: &str) -> bool {
    const LEAST: usize = 4;
    const SHARE: f64 = 0.6;
    let pairs = |text: &str| -> IndexSet<(char, char)> {
        let letters: Vec<char> = text
            .trim_end_matches('。')
            .trim_end_matches("方面")
            .chars()
            .filter(|character| character.is_alphanumeric())
            .collect();
        letters.windows(2).map(|pair| (pair[0], pair[1])).collect()
    };
    let Some(heading) = &section.heading else {
        return false;
    };
    let (heading, title) = (pairs(&heading.text), pairs(title));
    let shared = heading.intersection(&title).count();
    let fewer = heading.len().min(title.len());
    fewer >= LEAST.min(title.len()) && share(shared, fewer) >= SHARE
}
