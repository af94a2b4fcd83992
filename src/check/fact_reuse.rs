//! `fact-reuse`: one fact backs several problems.

use super::{Findings, Rule, Text, name_of};
use crate::bank::Role;
use crate::document::{Section, Sentence};
use crate::message::{Bilingual, Message};
use crate::wording::Grade;
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

fn check(_: &Text<'_>, findings: &mut Findings<'_>) {
    let survey = findings.survey;
    let mut seen: IndexMap<String, &Section> = IndexMap::new();
    for surveyed in survey.leaves(Role::Problem) {
        let section = surveyed.section;
        // 集中学习 may be a fact's word and stand anywhere: what shows a fact is what is evidence of it.
        let facts: IndexSet<&str> = section
            .sentences()
            .flat_map(|sentence| &sentence.mentions)
            .filter(|mention| mention.grade != Grade::None)
            .filter_map(|mention| mention.fact.as_deref())
            .collect();
        let told: IndexSet<String> = section.sentences().filter_map(event).collect();
        for fact in facts.into_iter().map(str::to_owned).chain(told) {
            match seen.get(&fact) {
                Some(first) => {
                    let message = Message::FactReused {
                        fact,
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

/// What tells an event without a fact apart from others: its date together with a name, a place or a title.
fn event(sentence: &Sentence) -> Option<String> {
    let words = |kinds: &[&str]| {
        sentence
            .mentions
            .iter()
            .find(|mention| mention.fact.is_none() && kinds.contains(&mention.kind.as_str()))
            .map(|mention| &sentence.text[mention.range.clone()])
    };
    let date = words(&["date"]).filter(|date| date.ends_with(['日', '号']))?;
    let other = words(&["person", "place", "org", "title", "meeting", "project"])?;
    Some(format!("{date}{other}"))
}
