//! `gap`: a place where a fact is missing.

use super::{Findings, Rule, Text, name_of};
use crate::message::{Bilingual, Message};

/// See [`Rule`].
pub static RULE: Rule = Rule {
    id: "gap",
    what: Bilingual {
        zh: "文中还留着【待补：……】的空缺。",
        en: "The text still holds a visible gap.",
    },
    why: Bilingual {
        zh: "空缺处缺的是事实，只有本人能补；补上之前不能定稿。",
        en: "Only the writer can supply the fact; until then the text is no final text.",
    },
    example: Bilingual {
        zh: "【待补：走访慰问（时间、地点）】",
        en: "[missing: visit (date, place)]",
    },
    check,
};

fn check(text: &Text<'_>, findings: &mut Findings<'_>) {
    for section in &text.document.sections {
        for sentence in section.sentences() {
            let Some(kinds) = &sentence.gap else {
                continue;
            };
            let wants = kinds
                .iter()
                .filter_map(|id| Some((id, text.genre.definition.kinds.get(id)?)))
                .map(|(id, kind)| format!("{}（{id}）", kind.label))
                .collect();
            let message = Message::Gap {
                section: name_of(section),
                wants,
            };
            findings.words_in(section, &sentence.text, message, Message::SupplyAFact);
        }
    }
}
