//! `praise-first`: praise before the fault.

use super::{Findings, Rule, Text, find_word};
use crate::bank::Role;
use crate::message::{Bilingual, Message};

/// See [`Rule`].
pub static RULE: Rule = Rule {
    id: "praise-first",
    what: Bilingual {
        zh: "查摆问题不先肯定后转折：虽然……但是、总体上……不过、能够……但。",
        en: "A problem does not begin with praise: although …, but; on the whole …, however.",
    },
    why: Bilingual {
        zh: "先扬后抑把问题说轻了，是审核时的扣分项。",
        en: "Praise first makes light of the fault, and reviewers mark it down.",
    },
    example: Bilingual {
        zh: "差：虽然能够按时参加学习，但是思考不深。好：读原著半途而废，记了要点就合上书。",
        en: "Poor: “Although I attended, I thought little.” Good: “I attended and read nothing to its end.”",
    },
    check,
};

fn check(text: &Text<'_>, findings: &mut Findings<'_>) {
    for section in &text.document.sections {
        if !matches!(section.role, Role::Problem | Role::Cause) {
            continue;
        }
        for sentence in section.all() {
            let except = findings.words("except");
            let Some((at, praise)) = find_word(&sentence.text, findings.words("praise"), except)
            else {
                continue;
            };
            let rest = &sentence.text[at + praise.len()..];
            let Some((_, contrast)) = find_word(rest, findings.words("contrast"), except) else {
                continue;
            };
            let message = Message::PraiseFirst {
                praise: praise.to_owned(),
                contrast: contrast.to_owned(),
            };
            let words = praise.to_owned();
            findings.words_in(section, &words, message, Message::NameTheFaultFirst);
        }
    }
}
