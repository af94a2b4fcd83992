//! `unsupported-detail`: a specific detail that no fact backs.

use super::{Findings, Rule, Spot, Text};
use crate::message::{Bilingual, Message};
use crate::wording::Grade;

/// See [`Rule`].
pub static RULE: Rule = Rule {
    id: "unsupported-detail",
    what: Bilingual {
        zh: "给出事实文件时，文中的时间、数量、人名、地名、单位、会议、文件都应当有事实为据。",
        en: "Where facts are given, every date, count, person, place, body, meeting and document of the text is backed by one.",
    },
    why: Bilingual {
        zh: "没有依据的细节多半是套来的或者编的，经不起核实。",
        en: "A detail without a fact is borrowed or made up, and will not stand when somebody asks.",
    },
    example: Bilingual {
        zh: "差：事实里只有6月22日的走访，文中写了“去了五次”。好：写“去了2次”，或者先把事实补上。",
        en: "Poor: “five visits” where the facts know of two. Good: “two visits”, or the other three in the facts file.",
    },
    check,
};

fn check(text: &Text<'_>, findings: &mut Findings<'_>) {
    if text.facts.is_none() {
        return;
    }
    for section in &text.document.sections {
        for (index, sentence) in section.numbered() {
            if sentence.gap.is_some() || sentence.mandated {
                continue;
            }
            for mention in &sentence.mentions {
                if mention.fact.is_some() || mention.grade != Grade::Hard {
                    continue;
                }
                let spot = Spot {
                    sentence: index,
                    range: mention.range.clone(),
                };
                let detail = sentence.text[mention.range.clone()].to_owned();
                let message = Message::UnsupportedDetail { detail };
                findings.at(section, spot, None, message, Message::AddTheFactOrTakeItOut);
            }
        }
    }
}
