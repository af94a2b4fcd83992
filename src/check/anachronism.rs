//! `anachronism`: a term of another year.

use super::{Findings, Rule, Spot, Text};
use crate::bank::{Role, Term};
use crate::diagnostic::Severity;
use crate::message::{Bilingual, Message};

/// See [`Rule`].
pub static RULE: Rule = Rule {
    id: "anachronism",
    what: Bilingual {
        zh: "不用本年度还没有的提法，不留往年的提法和年份。词表见 terms.ron；未核实的词条只作提示。",
        en: "No term that is newer than the text's year, none left over from an earlier one, and no other year in its place. The list is terms.ron; what is not verified there is a note at most.",
    },
    why: Bilingual {
        zh: "旧提法、旧年份说明材料是拿往年的改的。",
        en: "Last year's terms and years show last year's text.",
    },
    example: Bilingual {
        zh: "差：2024年的材料写“深刻感悟‘两个确立’的决定性意义”。好：深刻领悟“两个确立”的决定性意义。",
        en: "Poor: the wording of 2021 in a text of 2024.",
    },
    check,
};

fn check(text: &Text<'_>, findings: &mut Findings<'_>) {
    let Some(year) = text
        .edition
        .map(|edition| edition.year)
        .or_else(|| year_in(&text.document.title).map(|(_, year)| year))
    else {
        return;
    };
    let survey = findings.survey;
    let terms = &text.genre.terms;
    let wordings = survey.words.list("terms", "wordings");
    for (index, line) in survey.lines.iter().enumerate() {
        let role = survey.role(line);
        // What is said of last year has last year's words.
        if line.mandated || line.sentence.gap.is_some() || role == Role::LastYear {
            continue;
        }
        let section = survey.sections[line.section].section;
        for hit in survey.hits(index, wordings, None) {
            let range = hit.start..hit.end;
            if line.is_fact(&range) || line.is_named(&range) {
                continue;
            }
            let term = &terms[hit.word];
            let found = term.wording.clone();
            let message = match (term.since, term.until) {
                (Some(since), _) if since > year => Message::TermTooNew {
                    term: found,
                    since: usize::try_from(since).unwrap_or(0),
                },
                (_, Some(until)) if until < year => Message::TermTooOld {
                    term: found,
                    until: usize::try_from(until).unwrap_or(0),
                },
                _ => continue,
            };
            let is_old = matches!(message, Message::TermTooOld { .. });
            let fix = term.instead.clone().filter(|_| is_old && term.verified);
            let help = match &fix {
                Some(words) => Message::WriteInstead {
                    words: words.clone(),
                },
                None => Message::PleaseVerify,
            };
            findings.at(section, Spot::new(line.number, range), fix, message, help);
            findings.lower_last(worst(term));
        }
        if matches!(role, Role::Intro | Role::Declaration)
            && let Some((at, found)) = year_in(&line.sentence.text)
            && found != year
            && found + 1 != year
        {
            let range = at..at + "2021年度".len();
            if !line.is_fact(&range) && !line.is_named(&range) {
                let message = Message::OtherYear {
                    found: usize::try_from(found).unwrap_or(0),
                    year: usize::try_from(year).unwrap_or(0),
                };
                findings.at(
                    section,
                    Spot::new(line.number, range),
                    None,
                    message,
                    Message::PleaseVerify,
                );
            }
        }
    }
}

fn worst(term: &Term) -> Severity {
    if term.verified {
        Severity::Error
    } else {
        Severity::Note
    }
}

/// The first 2021年度 of a text, with where it stands.
fn year_in(text: &str) -> Option<(usize, i16)> {
    text.match_indices("年度").find_map(|(at, _)| {
        let start = at.checked_sub(4)?;
        let digits = text.get(start..at)?;
        let is_year =
            digits.bytes().all(|digit| digit.is_ascii_digit()) && digits.starts_with("20");
        is_year
            .then(|| Some((start, digits.parse().ok()?)))
            .flatten()
    })
}
