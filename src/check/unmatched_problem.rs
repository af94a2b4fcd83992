//! `unmatched-problem`: a problem without its cause or its measure.

use super::answers::Told;
use super::{Findings, Rule, Text, name_of};
use crate::bank::Role;
use crate::diagnostic::Severity;
use crate::document::Section;
use crate::message::{Bilingual, Message};

/// See [`Rule`].
pub static RULE: Rule = Rule {
    id: "unmatched-problem",
    what: Bilingual {
        zh: "每个问题都要有对应的原因和措施。",
        en: "Every problem has its cause and its measure.",
    },
    why: Bilingual {
        zh: "只摆问题不挖根源、不提办法，等于没有检查完。",
        en: "A problem that is named but neither explained nor mended is half the work.",
    },
    example: Bilingual {
        zh: "差：问题里讲走访少，措施里只讲学习。",
        en: "Poor: the problem is about visits, the measures speak of study only.",
    },
    check,
};

fn check(text: &Text<'_>, findings: &mut Findings<'_>) {
    if findings.survey.is_foreign {
        in_foreign_text(findings);
        return;
    }
    let document = text.document;
    for section in &document.sections {
        let problem = section
            .all()
            .find_map(|sentence| sentence.origin.as_ref()?.point.as_ref());
        let Some(problem) = problem.filter(|_| section.role == Role::Problem) else {
            continue;
        };
        let is_gap = section.sentences().any(|sentence| sentence.gap.is_some());
        let answered = |role: Role| {
            document
                .sections
                .iter()
                .filter(|other| other.role == role)
                .flat_map(Section::sentences)
                .filter_map(|sentence| sentence.origin.as_ref()?.point.as_ref())
                .any(|point| point == problem)
        };
        // The cause of a gap is told once the fact is there.
        if !answered(Role::Cause) && !is_gap {
            unanswered(findings, section, |section| Message::ProblemWithoutCause {
                section,
            });
        }
        if !answered(Role::Measure) {
            unanswered(findings, section, |section| {
                Message::ProblemWithoutMeasure { section }
            });
        }
    }
}

/// Causes are pitched too high above their problems to be matched by words; measures are not.
fn in_foreign_text(findings: &mut Findings<'_>) {
    let survey = findings.survey;
    let measures = Told::in_roles(survey, &[Role::Measure]);
    if measures.is_empty() {
        return;
    }
    for surveyed in survey.leaves(Role::Problem) {
        if !surveyed.has_gap && !measures.meets(survey, surveyed) {
            unanswered(findings, surveyed.section, |section| {
                Message::ProblemWithoutMeasure { section }
            });
            findings.lower_last(Severity::Warning);
        }
    }
}

fn unanswered(findings: &mut Findings<'_>, section: &Section, message: fn(String) -> Message) {
    let message = message(name_of(section));
    findings.section(section, message, Message::AnswerTheProblem);
}
