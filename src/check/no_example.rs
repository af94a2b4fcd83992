//! `no-example`: a section without a specific example.

use super::{Findings, Rule, Text, name_of};
use crate::bank::Role;
use crate::message::{Bilingual, Message};
use crate::wording::Grade;

/// See [`Rule`].
pub static RULE: Rule = Rule {
    id: "no-example",
    what: Bilingual {
        zh: "每个部分至少有一个具体事例：时间加事项、次数、金额、人名、地名、篇目；最末级的问题可以用本单位的具体场合代替。",
        en: "Every section holds a specific example: a date with its event, a count, an amount, a name, a place, a title. A problem at the lowest level may make do with a named occasion of the writer's own unit.",
    },
    why: Bilingual {
        zh: "没有事例的检查放在谁身上都成立，审核时会被退回。",
        en: "A text without examples could be anybody's and is sent back.",
    },
    example: Bilingual {
        zh: "差：深入基层不够，联系群众不紧。好：2021年6月到柳河走访葛桂兰，只坐了一刻钟，老人断药的事我是听签约医生说起才知道的。",
        en: "Poor: “My work with families could be closer.” Good: “On 14 March I cancelled the visit to the Fields for the second time.”",
    },
    check,
};

fn check(_: &Text<'_>, findings: &mut Findings<'_>) {
    let survey = findings.survey;
    for surveyed in &survey.sections {
        let section = surveyed.section;
        let enough = match (surveyed.is_leaf, section.role) {
            (true, Role::Problem) => Grade::Scenario,
            _ => Grade::Hard,
        };
        // A gap says already what is missing, and which kinds of fact would serve.
        if !surveyed.has_gap && surveyed.grade > enough {
            let message = Message::NoExample {
                section: name_of(section),
            };
            findings.section(section, message, Message::GiveAnExample);
        }
    }
}
