//! `wrong-term`: a set term that is not quite itself.

use super::lists::Hit;
use super::survey::Line;
use super::{Findings, Rule, Spot, Text};
use crate::bank::Term;
use crate::diagnostic::Severity;
use crate::message::{Bilingual, Message};
use indexmap::IndexSet;
use std::ops::Range;

/// No term is longer, in bytes.
const LONG: usize = 200;

/// See [`Rule`].
pub static RULE: Rule = Rule {
    id: "wrong-term",
    what: Bilingual {
        zh: "规范表述不写错、不缺漏、次序和动词搭配不乱。词表见 terms.ron；未核实的词条只作提示。",
        en: "Set terms stand as they are prescribed: no slip, nothing missing, members in order, with their own verb. The list is terms.ron; what is not verified there is a note at most.",
    },
    why: Bilingual {
        zh: "规范表述写错一个字就是政治性差错。",
        en: "One wrong character in a set term is a grave slip.",
    },
    example: Bilingual {
        zh: "差：习近平新世代中国特色社会主义思想；坚定“四个意识”。好：习近平新时代中国特色社会主义思想；增强“四个意识”。",
        en: "Poor: a set term with one character changed. Good: the term as prescribed.",
    },
    check,
};

fn check(text: &Text<'_>, findings: &mut Findings<'_>) {
    let survey = findings.survey;
    let terms = &text.genre.terms;
    let list = |name| survey.words.list("terms", name);
    let (wordings, slips, heads, members) = (
        list("wordings"),
        list("slips"),
        list("heads"),
        list("members"),
    );
    let verbs: Vec<&str> = terms
        .iter()
        .flat_map(|term| &term.verbs)
        .map(String::as_str)
        .collect();
    for (index, line) in survey.lines.iter().enumerate() {
        if line.mandated || line.sentence.gap.is_some() || survey.all_hits(index).is_empty() {
            continue;
        }
        let words = &line.sentence.text;
        let right = survey.hits(index, wordings, None);
        let is_right = |range: &Range<usize>| {
            let first = right.partition_point(|hit| hit.start + LONG < range.start);
            right[first..]
                .iter()
                .take_while(|hit| hit.start <= range.start)
                .any(|hit| range.end <= hit.end)
        };
        let mut seen: IndexSet<usize> = IndexSet::new();
        for hit in survey.hits(index, slips, None) {
            let range = hit.start..hit.end;
            if !is_right(&range) && is_judged(line, &range) {
                report(findings, line, range, &terms[hit.word]);
                seen.insert(hit.start);
            }
        }
        for hit in survey.hits(index, heads, None) {
            let term = &terms[hit.word];
            let Some(end) = near_miss(&words[hit.start..], term) else {
                continue;
            };
            let range = hit.start..hit.start + end;
            if !seen.contains(&hit.start) && !is_right(&range) && is_judged(line, &range) {
                report(findings, line, range, term);
                seen.insert(hit.start);
            }
        }
        for hit in &right {
            wrong_verb(findings, line, hit, &terms[hit.word], &verbs);
        }
        let members = survey.hits(index, members, None);
        for (position, term) in terms
            .iter()
            .enumerate()
            .filter(|(_, term)| !term.members.is_empty())
        {
            let own: Vec<Hit> = members
                .iter()
                .filter(|hit| hit.word == position)
                .copied()
                .collect();
            wrong_members(findings, line, &own, term);
        }
    }
}

fn is_judged(line: &Line<'_>, range: &Range<usize>) -> bool {
    !line.is_fact(range) && !line.is_named(range)
}

fn report(findings: &mut Findings<'_>, line: &Line<'_>, range: Range<usize>, term: &Term) {
    let message = Message::WrongTerm {
        found: line.sentence.text[range.clone()].to_owned(),
        term: term.wording.clone(),
    };
    let fix = term.verified.then(|| term.wording.clone());
    let most = if term.verified {
        Severity::Error
    } else {
        Severity::Note
    };
    at_most(findings, line, range, fix, (message, help_of(term)), most);
}

fn help_of(term: &Term) -> Message {
    if term.verified {
        Message::WriteInstead {
            words: term.wording.clone(),
        }
    } else {
        Message::PleaseVerify
    }
}

fn at_most(
    findings: &mut Findings<'_>,
    line: &Line<'_>,
    range: Range<usize>,
    fix: Option<String>,
    (message, help): (Message, Message),
    most: Severity,
) {
    let section = findings.survey.sections[line.section].section;
    let spot = Spot::new(line.number, range);
    findings.at(section, spot, fix, message, help);
    findings.lower_last(most);
}

/// Where a text that opens like a term and closes like it ends, if it is off by a few characters within.
fn near_miss(text: &str, term: &Term) -> Option<usize> {
    let quotes = |character: char| match character {
        '‘' => '“',
        '’' => '”',
        other => other,
    };
    let wanted: Vec<char> = term.wording.chars().collect();
    let near = usize::from(term.near);
    let found: Vec<(usize, char)> = text
        .char_indices()
        .take(wanted.len() + near)
        .map(|(at, character)| (at + character.len_utf8(), quotes(character)))
        .collect();
    let characters: Vec<char> = found.iter().map(|(_, character)| *character).collect();
    if characters.starts_with(&wanted) {
        return None;
    }
    let tail = &wanted[wanted.len().saturating_sub(2)..];
    let lengths = wanted.len().saturating_sub(near)..=characters.len();
    let mut best: Option<(usize, usize)> = None;
    for length in lengths.filter(|length| *length > 2) {
        let candidate = &characters[..length];
        let is_sentence = candidate
            .iter()
            .any(|character| "。，；：！？《".contains(*character));
        if !candidate.ends_with(tail) || is_sentence {
            continue;
        }
        let distance = strsim::generic_levenshtein(&candidate.to_vec(), &wanted);
        if (1..=near).contains(&distance) && best.is_none_or(|(least, _)| distance < least) {
            best = Some((distance, found[length - 1].0));
        }
    }
    best.map(|(_, end)| end)
}

/// A verb that belongs to another term: 坚定“四个意识”.
fn wrong_verb(
    findings: &mut Findings<'_>,
    line: &Line<'_>,
    hit: &Hit,
    term: &Term,
    verbs: &[&str],
) {
    let words = &line.sentence.text;
    let before = &words[..hit.start];
    // 增强“两个维护”的自觉 has another object.
    if term.verbs.is_empty() || words[hit.end..].starts_with('的') {
        return;
    }
    let Some(verb) = verbs.iter().find(|verb| before.ends_with(**verb)) else {
        return;
    };
    if term.verbs.iter().any(|own| before.ends_with(own.as_str())) {
        return;
    }
    let range = hit.start - verb.len()..hit.end;
    if !is_judged(line, &range) {
        return;
    }
    let message = Message::WrongVerb {
        verb: (*verb).to_owned(),
        term: term.wording.clone(),
        right: term.verbs.first().cloned().unwrap_or_default(),
    };
    at_most(
        findings,
        line,
        range,
        None,
        (message, Message::PleaseVerify),
        Severity::Warning,
    );
}

/// Members of a chain that stand side by side in another order, or with one left out between.
fn wrong_members(findings: &mut Findings<'_>, line: &Line<'_>, hits: &[Hit], term: &Term) {
    /// Characters between two members of one chain: 、坚决做到.
    const BETWEEN: usize = 9;
    let words = &line.sentence.text;
    let position = |hit: &Hit| {
        let member = &words[hit.start..hit.end];
        term.members.iter().position(|other| other == member)
    };
    let mut runs: Vec<Vec<Hit>> = Vec::new();
    for hit in hits {
        let joins = runs.last().and_then(|run| run.last()).is_some_and(|last| {
            let between = words.get(last.end..hit.start).unwrap_or("。");
            !between.contains(['。', '；', '：']) && between.chars().count() <= BETWEEN
        });
        match runs.last_mut() {
            Some(run) if joins => run.push(*hit),
            _ => runs.push(vec![*hit]),
        }
    }
    for run in runs {
        let order: Vec<usize> = run.iter().filter_map(position).collect();
        let (Some(first), Some(last)) = (run.first(), run.last()) else {
            continue;
        };
        let range = first.start..last.end;
        if order.len() < 2 || !is_judged(line, &range) {
            continue;
        }
        let chain = || term.members.join("、");
        let mut sorted = order.clone();
        sorted.sort_unstable();
        sorted.dedup();
        let is_whole = sorted.len() == term.members.len();
        // Few members may stand together for a reason of their own.
        let slip = if order.windows(2).any(|pair| pair[0] > pair[1]) && order.len() > 2 {
            let message = Message::ChainOrder { chain: chain() };
            Some((message, Severity::Warning))
        } else if !is_whole && sorted.len() + 1 == term.members.len() && sorted.len() > 2 {
            let missing = (0..term.members.len()).find(|member| !sorted.contains(member));
            missing.filter(|member| *member > 0).map(|member| {
                let member = term.members[member].clone();
                (Message::ChainMember { member }, Severity::Note)
            })
        } else {
            None
        };
        if let Some((message, most)) = slip {
            let told = (message, Message::PleaseVerify);
            at_most(findings, line, range, None, told, most);
        }
    }
}
