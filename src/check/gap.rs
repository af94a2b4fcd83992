//! `gap`: a place where a fact is missing.

use super::{Findings, Rule, Spot, Text, name_of};
use crate::document::Section;
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
    let gap = &text.genre.definition.style.gap;
    let (open, close) = gap.split_once("{wants}").unwrap_or((gap, ""));
    for section in &text.document.sections {
        for (number, sentence) in section.numbered() {
            if let Some(kinds) = &sentence.gap {
                let wants = kinds
                    .iter()
                    .filter_map(|id| Some((id, text.genre.definition.kinds.get(id)?)))
                    .map(|(id, kind)| format!("{}（{id}）", kind.label))
                    .collect();
                report(
                    findings,
                    section,
                    Spot::new(number, 0..sentence.text.len()),
                    wants,
                );
                continue;
            }
            // In a text that was read, the mark stands among the words.
            let words = &sentence.text;
            let mut from = 0;
            while let Some(at) = words[from..].find(open) {
                let start = from + at;
                let inside = start + open.len();
                let length = words[inside..].find(close).unwrap_or(words.len() - inside);
                let end = (inside + length + close.len()).min(words.len());
                let wants = vec![words[inside..inside + length].to_owned()];
                report(findings, section, Spot::new(number, start..end), wants);
                from = end;
            }
        }
    }
}

fn report(findings: &mut Findings<'_>, section: &Section, spot: Spot, wants: Vec<String>) {
    let message = Message::Gap {
        section: name_of(section),
        wants,
    };
    findings.at(section, spot, None, message, Message::SupplyAFact);
}
