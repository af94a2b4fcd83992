//! `<!-- chengwen: allow RULE: reason -->`: a finding that its writer allows, in the text itself.
//!
//! A comment within a line allows what is found in that line. One on a line of its own allows what is found in the paragraph below
//! it; with a heading there, in the whole section; above the first words of the file, in the whole text.

use super::Allowance;
use crate::check::{Explained, Finding, RULES};
use crate::diagnostic::Severity;
use crate::document::parse::comments;
use crate::document::{Document, Section, Sentence, Span};
use crate::message::{Bilingual, Message};
use std::ops::Range;

/// The id of what is found of allowances themselves.
pub const RULE: &str = "suppression";

/// What a reader is told of it; it has no level of its own to set, and always warns.
pub static EXPLAINED: Explained = Explained {
    id: RULE,
    what: Bilingual {
        zh: "文中用注释放过的规则，都写明了理由，也确有可放过之处。",
        en: "Every allowance in the text gives its reason, and there is something that it allows.",
    },
    why: Bilingual {
        zh: "没有理由的放过等于不查；不再需要的放过会挡住以后的问题。",
        en: "An allowance without a reason is no check at all; one that is left over hides what comes later.",
    },
    example: Bilingual {
        zh: "差：<!-- chengwen: allow length -->。好：<!-- chengwen: allow length: 本次会议限时三分钟 -->",
        en: "Poor: <!-- chengwen: allow length -->. Good: <!-- chengwen: allow length: three minutes were given this time -->",
    },
};

/// An allowance in a text.
struct Comment {
    range: Range<usize>,
    rule: String,
    reason: String,
    scope: Scope,
}

/// Where an allowance holds.
enum Scope {
    /// In these bytes of the source.
    Bytes(Range<usize>),
    /// In a section and those below it.
    Section(String),
    /// Everywhere.
    Whole,
}

/// Takes away what is allowed, and adds what is wrong with allowances.
pub fn suppress(
    findings: Vec<Finding>,
    document: &Document,
    source: &str,
    name: &str,
    project: &[Allowance],
) -> Vec<Finding> {
    let comments: Vec<Comment> = comments(source)
        .into_iter()
        .filter_map(|range| comment(source, range, document))
        .collect();
    let mut used = vec![false; comments.len()];
    let mut kept: Vec<Finding> = findings
        .into_iter()
        .filter(|finding| {
            let mut is_allowed = project.iter().any(|allowance| {
                let is_file = allowance.file.as_ref().is_none_or(|file| {
                    name == file || name.replace('\\', "/").ends_with(&format!("/{file}"))
                });
                let is_text = allowance
                    .text
                    .as_ref()
                    .is_none_or(|text| *text == finding.text);
                allowance.rule == finding.rule && is_file && is_text
            });
            for (comment, used) in comments.iter().zip(&mut used) {
                if comment.rule == finding.rule
                    && !comment.reason.is_empty()
                    && comment.scope.holds(finding)
                {
                    *used = true;
                    is_allowed = true;
                }
            }
            !is_allowed
        })
        .collect();
    for (comment, used) in comments.into_iter().zip(used) {
        let rule = comment.rule;
        let is_known = RULES.iter().any(|known| known.id == rule);
        let (message, help) = if !is_known {
            (
                Message::SuppressionOfUnknownRule { rule },
                Message::GiveAReason,
            )
        } else if comment.reason.is_empty() {
            (
                Message::ReasonlessSuppression { rule },
                Message::GiveAReason,
            )
        } else if used {
            continue;
        } else {
            (
                Message::UnusedSuppression { rule },
                Message::RemoveTheSuppression,
            )
        };
        kept.push(Finding {
            rule: RULE,
            severity: Severity::Warning,
            message,
            help,
            section: String::new(),
            text: source[comment.range.clone()].to_owned(),
            spot: None,
            source: Some(comment.range),
            fix: None,
        });
    }
    kept
}

impl Scope {
    fn holds(&self, finding: &Finding) -> bool {
        match self {
            Scope::Whole => true,
            Scope::Section(address) => {
                let rest = finding.section.strip_prefix(address.as_str());
                rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
            }
            Scope::Bytes(range) => finding
                .source
                .as_ref()
                .is_some_and(|found| range.start <= found.start && found.end <= range.end),
        }
    }
}

fn comment(source: &str, range: Range<usize>, document: &Document) -> Option<Comment> {
    let words = source[range.clone()]
        .trim_start_matches("<!--")
        .trim_end_matches("-->")
        .trim()
        .strip_prefix("chengwen")?
        .trim_start()
        .strip_prefix([':', '：'])?
        .trim_start()
        .strip_prefix("allow")?
        .trim();
    let (rule, reason) = words.split_once([':', '：']).unwrap_or((words, ""));
    let line_start = source[..range.start].rfind('\n').map_or(0, |at| at + 1);
    let line_end = source[range.end..]
        .find('\n')
        .map_or(source.len(), |at| range.end + at);
    let is_alone = source[line_start..range.start].trim().is_empty()
        && source[range.end..line_end].trim().is_empty();
    let scope = if !is_alone {
        Scope::Bytes(line_start..line_end)
    } else if source[..range.start].trim().is_empty() {
        Scope::Whole
    } else {
        below(document, range.end)
    };
    Some(Comment {
        rule: rule.trim().to_owned(),
        reason: reason.trim().to_owned(),
        range,
        scope,
    })
}

/// The paragraph or the section that follows a place.
fn below(document: &Document, at: usize) -> Scope {
    for section in &document.sections {
        if let Some(start) = start_of(section).filter(|start| *start >= at) {
            let is_headed = section.heading.is_some() || section.number_span.is_some();
            if is_headed {
                return Scope::Section(section.address());
            }
            let _ = start;
        }
        let paragraphs = section.paragraphs.iter().filter_map(|paragraph| {
            let first = span(paragraph.first()?)?.range.start;
            let last = span(paragraph.last()?)?.range.end;
            Some(first..last)
        });
        if let Some(paragraph) = paragraphs
            .into_iter()
            .find(|paragraph| paragraph.start >= at)
        {
            return Scope::Bytes(paragraph);
        }
    }
    Scope::Bytes(at..at)
}

fn start_of(section: &Section) -> Option<usize> {
    let number = section.number_span.as_ref();
    number
        .or_else(|| span(section.all().next()?))
        .map(|span| span.range.start)
}

fn span(sentence: &Sentence) -> Option<&Span> {
    sentence.span.as_ref()
}
