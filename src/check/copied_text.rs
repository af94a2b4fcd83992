//! `copied-text`: passages that stand in another text too.

use super::lists::Ready;
use super::survey::Survey;
use super::{Findings, Other, Rule, Spot, Text};
use crate::document::{Document, Section};
use crate::message::{Bilingual, Message};
use crate::similarity::is_letter;
use indexmap::IndexMap;
use std::hash::{BuildHasherDefault, Hasher};
use std::ops::Range;

/// See [`Rule`].
pub static RULE: Rule = Rule {
    id: "copied-text",
    what: Bilingual {
        zh: "除规定的标题和规范表述外，与所给其他材料（--against，或一并检查的文件）没有大段相同的文字。",
        en: "Prescribed titles and set terms aside, no long passage stands in another of the given texts too (--against, or the files that are checked together).",
    },
    why: Bilingual {
        zh: "互相抄、抄去年的，是督导组最先比对的。",
        en: "Copying a colleague or last year's text is the first thing that reviewers compare.",
    },
    example: Bilingual {
        zh: "“……听汇报多、看现场少，到了村里也只在村部坐一坐……”与《去年.txt》1.3.1:2 相同。",
        en: "“… mostly listened to reports and seldom went to see …” also stands in `last-year.txt`, 1.3.1:2.",
    },
    check,
};

/// A character of the text's own wording, with where it stands.
#[derive(Clone, Copy)]
struct Letter {
    character: char,
    line: usize,
    at: usize,
    /// Whether it belongs to a set term, which everybody writes.
    is_set: bool,
}

/// What a section shares with one other text.
struct Shared {
    other: usize,
    section: usize,
    longest: Range<usize>,
    address: String,
    length: usize,
    total: usize,
}

fn check(text: &Text<'_>, findings: &mut Findings<'_>) {
    if text.others.is_empty() {
        return;
    }
    let survey = findings.survey;
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
    let least = findings.number("characters", 18.0).max(4.0) as usize;
    let letters = letters_of(survey);
    let mut places: IndexMap<u64, usize, BuildHasherDefault<Ready>> = IndexMap::default();
    let characters: Vec<char> = letters.iter().map(|letter| letter.character).collect();
    for (at, window) in characters.windows(least).enumerate() {
        if !window.contains(&'\0') {
            places.entry(hash_of(window)).or_insert(at);
        }
    }
    let mut all: Vec<Shared> = Vec::new();
    for (index, other) in text.others.iter().enumerate() {
        let mut shared: Vec<Shared> = Vec::new();
        for passage in passages(&characters, &places, other, least) {
            let own = letters[passage.own.clone()]
                .iter()
                .filter(|letter| !letter.is_set)
                .count();
            if own < least {
                continue;
            }
            let section = survey.lines[letters[passage.own.start].line].section;
            match shared.iter_mut().find(|shared| shared.section == section) {
                Some(known) => {
                    known.total += own;
                    if own > known.length {
                        (known.length, known.longest, known.address) =
                            (own, passage.own, passage.address);
                    }
                }
                None => shared.push(Shared {
                    other: index,
                    section,
                    longest: passage.own,
                    address: passage.address,
                    length: own,
                    total: own,
                }),
            }
        }
        all.append(&mut shared);
    }
    all.sort_by_key(|shared| {
        (
            shared.section,
            std::cmp::Reverse(shared.total),
            shared.other,
        )
    });
    // One finding a section: of a passage that a whole unit shares, the reader wants to know once.
    for of_section in all.chunk_by(|one, next| one.section == next.section) {
        let Some(shared) = of_section.first() else {
            continue;
        };
        let first = letters[shared.longest.start];
        let line = &survey.lines[first.line];
        let words = &line.sentence.text;
        // A place is within one sentence; the message shows the whole passage.
        let until = letters[shared.longest.clone()]
            .iter()
            .rfind(|letter| letter.line == first.line)
            .unwrap_or(&first);
        let passage: String = characters[shared.longest.clone()].iter().collect();
        let message = Message::CopiedText {
            passage,
            other: text.others[shared.other].name.to_owned(),
            address: shared.address.clone(),
            characters: shared.total,
        };
        let message = match of_section.len() - 1 {
            0 => message,
            more => Message::AlsoShared {
                first: Box::new(message),
                more,
            },
        };
        let spot = Spot::new(line.number, first.at..until.at + until.character.len_utf8());
        debug_assert!(words.get(spot.range.clone()).is_some());
        let section = survey.sections[shared.section].section;
        findings.at(section, spot, None, message, Message::WriteYourOwn);
    }
}

/// The letters of all that is not prescribed, without punctuation; a NUL ends each section.
fn letters_of(survey: &Survey<'_>) -> Vec<Letter> {
    let wordings = survey.words.list("terms", "wordings");
    let mut letters = Vec::new();
    let mut section = None;
    for (index, line) in survey.lines.iter().enumerate() {
        if section
            .replace(line.section)
            .is_some_and(|before| before != line.section)
            || line.mandated
        {
            letters.push(Letter {
                character: '\0',
                line: index,
                at: 0,
                is_set: true,
            });
        }
        if line.mandated || line.sentence.gap.is_some() {
            continue;
        }
        let terms = survey.hits(index, wordings, None);
        let mut terms = terms.iter().peekable();
        let mut set_until = 0;
        for (at, character) in line.sentence.text.char_indices() {
            while let Some(term) = terms.next_if(|term| term.start <= at) {
                set_until = set_until.max(term.end);
            }
            if is_letter(character) {
                letters.push(Letter {
                    character,
                    line: index,
                    at,
                    is_set: at < set_until,
                });
            }
        }
    }
    letters
}

/// A passage that stands in both texts.
struct Passage {
    own: Range<usize>,
    address: String,
}

fn passages(
    own: &[char],
    places: &IndexMap<u64, usize, BuildHasherDefault<Ready>>,
    other: &Other<'_>,
    least: usize,
) -> Vec<Passage> {
    let (theirs, starts) = characters_of(other.document);
    let mut found: Vec<Passage> = Vec::new();
    let mut covered = 0;
    for (at, window) in theirs.windows(least).enumerate() {
        if at < covered {
            continue;
        }
        let Some(start) = places.get(&hash_of(window)).copied() else {
            continue;
        };
        let length = own[start..]
            .iter()
            .zip(&theirs[at..])
            .take_while(|(own, their)| own == their && **own != '\0')
            .count();
        if length < least {
            continue;
        }
        covered = at + length;
        let sentence = starts
            .partition_point(|(start, _)| *start <= at)
            .saturating_sub(1);
        let address = starts.get(sentence).map(|(_, address)| address);
        // The same words twice in the other text are one passage of this one.
        if !found.iter().any(|passage| passage.own.contains(&start)) {
            found.push(Passage {
                own: start..start + length,
                address: address.map(Address::text).unwrap_or_default(),
            });
        }
    }
    found
}

/// A sentence's place in the other text.
struct Address<'o>(&'o Section, usize);

impl Address<'_> {
    fn text(&self) -> String {
        format!("{}:{}", self.0.address(), self.1)
    }
}

/// A text's characters without punctuation, and where each sentence starts among them.
fn characters_of(document: &Document) -> (Vec<char>, Vec<(usize, Address<'_>)>) {
    let mut characters = Vec::new();
    let mut starts = Vec::new();
    for section in &document.sections {
        for (number, sentence) in section.numbered() {
            starts.push((characters.len(), Address(section, number)));
            characters.extend(
                sentence
                    .text
                    .chars()
                    .filter(|character| is_letter(*character)),
            );
        }
        characters.push('\0');
    }
    (characters, starts)
}

pub(super) fn hash_of(window: &[char]) -> u64 {
    let mut hasher = Ready::default();
    for character in window {
        hasher.write_u64(u64::from(*character));
    }
    hasher.finish()
}
