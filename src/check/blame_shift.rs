//! `blame-shift`: somebody else's fault.

use super::{Findings, Rule, Text, find_word, own_wording};
use crate::bank::Role;
use crate::message::{Bilingual, Message};

/// See [`Rule`].
pub static RULE: Rule = Rule {
    id: "blame-shift",
    what: Bilingual {
        zh: "个人检查只讲自己：班子成员、部分同志、有的党员、客观上等说法不出现在问题和原因里。",
        en: "A personal text speaks of its writer: no “some colleagues”, no “circumstances” among problems and causes.",
    },
    why: Bilingual {
        zh: "拿集体、别人、客观条件当挡箭牌，就不是自我检查。",
        en: "Team, others and circumstances are a shield, not an examination of oneself.",
    },
    example: Bilingual {
        zh: "差：部分同志学习不够深入。好：我读原著少。",
        en: "Poor: “Some colleagues study little.” Good: “I read little.”",
    },
    check,
};

fn check(text: &Text<'_>, findings: &mut Findings<'_>) {
    for section in &text.document.sections {
        if !matches!(section.role, Role::Problem | Role::Cause) {
            continue;
        }
        for sentence in section.all().filter(|sentence| !sentence.mandated) {
            let except = findings.words("except");
            // What the facts themselves say of others is the writer's own account.
            let own = own_wording(sentence);
            if let Some((_, word)) = find_word(&own, findings.words("others"), except) {
                let word = word.to_owned();
                let message = Message::BlameShift { word: word.clone() };
                findings.words_in(section, &word, message, Message::SpeakOfYourself);
            }
        }
    }
}
