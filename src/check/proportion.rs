//! `proportion`: problems and causes get too small a share.

use super::{Findings, Rule, Text};
use crate::bank::Role;
use crate::document::Section;
use crate::message::{Bilingual, Message};

/// See [`Rule`].
pub static RULE: Rule = Rule {
    id: "proportion",
    what: Bilingual {
        zh: "问题和原因合计不少于全文一半，问题、原因各有最低字数。",
        en: "Problems and causes together make at least half of the text, and each has a least length.",
    },
    why: Bilingual {
        zh: "成绩长、问题短是最常见的退回原因。",
        en: "Long achievements and short problems are what texts are most often sent back for.",
    },
    example: Bilingual {
        zh: "差：问题三成，措施五成。",
        en: "Poor: problems 30 %, measures 50 %.",
    },
    check,
};

fn check(text: &Text<'_>, findings: &mut Findings<'_>) {
    let length_of = |role: Role| -> usize {
        text.document
            .sections
            .iter()
            .filter(|section| section.role == role)
            .map(Section::length)
            .sum()
    };
    let (problems, causes) = (length_of(Role::Problem), length_of(Role::Cause));
    // Where nothing is told of problems, `missing-part` says so.
    if problems == 0 {
        return;
    }
    let total = text.document.length().max(1);
    #[allow(clippy::cast_precision_loss)]
    let share = (problems + causes) as f64 / total as f64;
    let least = findings.number("problems and causes", 0.0);
    if share < least {
        let message = Message::SmallShare {
            percent: percent(share),
            least: percent(least),
        };
        findings.whole(message, Message::LengthenProblems);
    }
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
    let least = |name| findings.number(name, 0.0) as usize;
    let (least_problems, least_causes) = (least("problems"), least("causes"));
    if problems < least_problems {
        let message = Message::ShortProblems {
            length: problems,
            least: least_problems,
        };
        findings.whole(message, Message::LengthenProblems);
    }
    if causes < least_causes {
        let message = Message::ShortCauses {
            length: causes,
            least: least_causes,
        };
        findings.whole(message, Message::LengthenProblems);
    }
}

fn percent(share: f64) -> usize {
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
    let percent = (share * 100.0).floor() as usize;
    percent
}
