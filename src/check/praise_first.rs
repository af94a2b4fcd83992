//! `praise-first`: praise before the fault.

use super::{Findings, Rule, Spot, Text};
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

fn check(_: &Text<'_>, findings: &mut Findings<'_>) {
    let survey = findings.survey;
    let list = |name| findings.list(name);
    let (praise, contrast, except) = (list("praise"), list("contrast"), list("except"));
    for (index, line) in survey.lines.iter().enumerate() {
        if line.mandated || !matches!(survey.role(line), Role::Problem | Role::Cause) {
            continue;
        }
        let praises = survey.hits(index, praise, except);
        let Some(praise) = praises
            .iter()
            .find(|hit| !line.is_fact(&(hit.start..hit.end)))
        else {
            continue;
        };
        let contrasts = survey.hits(index, contrast, except);
        let Some(contrast) = contrasts.iter().find(|hit| hit.start >= praise.end) else {
            continue;
        };
        let words = &line.sentence.text;
        let longest = contrasts
            .iter()
            .filter(|hit| hit.start == contrast.start)
            .map(|hit| hit.end)
            .max()
            .unwrap_or(contrast.end);
        let message = Message::PraiseFirst {
            praise: words[praise.start..praise.end].to_owned(),
            contrast: words[contrast.start..longest].to_owned(),
        };
        let section = survey.sections[line.section].section;
        let spot = Spot::new(line.number, praise.start..praise.end);
        findings.at(section, spot, None, message, Message::NameTheFaultFirst);
    }
}
