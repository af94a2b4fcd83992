//! `unmatched-measure`: a cause or measure that answers no problem.

use super::answers::Told;
use super::{Findings, Rule, Text, name_of};
use crate::bank::Role;
use crate::diagnostic::Severity;
use crate::document::Section;
use crate::message::{Bilingual, Message};

/// See [`Rule`].
pub static RULE: Rule = Rule {
    id: "unmatched-measure",
    what: Bilingual {
        zh: "原因、措施部分的每一节都要回应前面讲过的问题。",
        en: "Every section of causes and measures answers a problem told before.",
    },
    why: Bilingual {
        zh: "没有问题对应的措施是凑数的口号。",
        en: "A measure without a problem is a slogan that fills the page.",
    },
    example: Bilingual {
        zh: "差：全文没有谈经费，措施里却要厉行节约。",
        en: "Poor: measures on spending where no problem is about money.",
    },
    check,
};

fn check(text: &Text<'_>, findings: &mut Findings<'_>) {
    if findings.survey.is_foreign {
        in_foreign_text(findings);
        return;
    }
    let document = text.document;
    let problems: Vec<&(String, String)> = document
        .sections
        .iter()
        .filter(|section| section.role == Role::Problem)
        .flat_map(Section::all)
        .filter_map(|sentence| sentence.origin.as_ref()?.point.as_ref())
        .collect();
    if problems.is_empty() {
        return;
    }
    for section in &document.sections {
        let answers = matches!(section.role, Role::Cause | Role::Measure);
        if !answers || !document.is_leaf(section) {
            continue;
        }
        let is_gap = section.sentences().any(|sentence| sentence.gap.is_some());
        let answered = section
            .sentences()
            .filter_map(|sentence| sentence.origin.as_ref()?.point.as_ref())
            .any(|point| problems.contains(&point));
        if !answered && !is_gap {
            let message = Message::UnmatchedMeasure {
                section: name_of(section),
            };
            findings.section(section, message, Message::TieToAProblem);
        }
    }
}

fn in_foreign_text(findings: &mut Findings<'_>) {
    let survey = findings.survey;
    let told = Told::in_roles(survey, &[Role::Problem, Role::Cause]);
    if told.is_empty() {
        return;
    }
    for surveyed in survey.leaves(Role::Measure) {
        if !surveyed.has_gap && !told.meets(survey, surveyed) {
            let message = Message::UnmatchedMeasure {
                section: name_of(surveyed.section),
            };
            findings.section(surveyed.section, message, Message::TieToAProblem);
            findings.lower_last(Severity::Warning);
        }
    }
}
