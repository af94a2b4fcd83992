//! `fact-reuse`: one fact backs several problems.

use super::{Findings, Rule, Text, name_of};
use crate::bank::Role;
use crate::document::{Section, Sentence};
use crate::message::{Bilingual, Message};
use indexmap::{IndexMap, IndexSet};

/// See [`Rule`].
pub static RULE: Rule = Rule {
    id: "fact-reuse",
    what: Bilingual {
        zh: "同一个事实用来证明了两个以上的问题。",
        en: "One fact shows more than one problem.",
    },
    why: Bilingual {
        zh: "一件事讲几遍，等于只有一件事；原因和措施可以回指，问题不可以重用。",
        en: "A fact told twice is still one fact. Causes and measures may refer back to it, other problems may not.",
    },
    example: Bilingual {
        zh: "差：同一次走访既说明调研少，又说明感情淡。好：每个问题各有各的事。",
        en: "Poor: one visit shows both problems. Good: each problem has an event of its own.",
    },
    check,
};

fn check(text: &Text<'_>, findings: &mut Findings<'_>) {
    let mut seen: IndexMap<&str, &Section> = IndexMap::new();
    let document = text.document;
    for section in &document.sections {
        if section.role != Role::Problem || !document.is_leaf(section) {
            continue;
        }
        let facts: IndexSet<&str> = section.sentences().flat_map(Sentence::facts).collect();
        for fact in facts {
            match seen.get(fact) {
                Some(first) => {
                    let message = Message::FactReused {
                        fact: fact.to_owned(),
                        first: name_of(first),
                    };
                    findings.section(section, message, Message::GiveAnotherFact);
                }
                None => {
                    seen.insert(fact, section);
                }
            }
        }
    }
}
