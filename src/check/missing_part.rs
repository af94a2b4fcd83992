//! `missing-part`: a part or an area that the outline prescribes is not there.

use super::{Findings, Rule, Text};
use crate::bank::Body;
use crate::message::{Bilingual, Message};

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
    let sections = &text.document.sections;
    let help = || Message::AddThePart;
    for part in text.genre.outline(text.edition) {
        let must = part.required || part.body != Body::Facts;
        let is_there = sections
            .iter()
            .any(|section| section.part == part.id || section.role == part.role);
        if must && !is_there {
            let part = part.id.clone();
            findings.whole(Message::MissingPart { part }, help());
        }
    }
    for area in text.edition.iter().flat_map(|edition| &edition.areas) {
        let is_there = sections.iter().any(|section| {
            section.area.as_ref() == Some(&area.id) && text.document.is_leaf(section)
        });
        if !is_there {
            let part = area.title.clone();
            findings.whole(Message::MissingPart { part }, help());
        }
    }
}
