//! `blame-shift`: somebody else's fault.

use super::lists::Hit;
use super::{Findings, Rule, Spot, Text};
use crate::bank::Role;
use crate::diagnostic::Severity;
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

fn check(_: &Text<'_>, findings: &mut Findings<'_>) {
    let survey = findings.survey;
    let (others, except) = (findings.list("others"), findings.list("except"));
    let toward = findings.words("toward");
    for (index, line) in survey.lines.iter().enumerate() {
        if line.mandated || !matches!(survey.role(line), Role::Problem | Role::Cause) {
            continue;
        }
        for hit in first_of_each(survey.hits(index, others, except)) {
            let range = hit.start..hit.end;
            // What the facts themselves say of others is the writer's own account.
            if line.is_fact(&range) || line.is_named(&range) {
                continue;
            }
            let words = &line.sentence.text;
            let word = words[range.clone()].to_owned();
            // 同班子成员沟通少 tells of the writer all the same; a reviewer will look at it twice.
            let is_toward = toward
                .iter()
                .any(|word| words[..range.start].ends_with(word.as_str()));
            let section = survey.sections[line.section].section;
            let message = Message::BlameShift { word };
            findings.at(
                section,
                Spot::new(line.number, range),
                None,
                message,
                Message::SpeakOfYourself,
            );
            if is_toward {
                findings.lower_last(Severity::Note);
            }
        }
    }
}

/// Of words that start at one place, the longest.
fn first_of_each(mut hits: Vec<Hit>) -> Vec<Hit> {
    hits.sort_by_key(|hit| (hit.start, std::cmp::Reverse(hit.end)));
    hits.dedup_by(|later, earlier| later.start < earlier.end);
    hits
}
