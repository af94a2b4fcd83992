//! `repeated-phrase`: the same words twice in one text.

use super::copied_text::hash_of;
use super::lists::Ready;
use super::survey::Line;
use super::{Findings, Rule, Spot, Text};
use crate::message::{Bilingual, Message};
use crate::similarity::is_letter;
use indexmap::IndexMap;
use std::hash::BuildHasherDefault;
use std::ops::Range;

/// See [`Rule`].
pub static RULE: Rule = Rule {
    id: "repeated-phrase",
    what: Bilingual {
        zh: "除规定表述和事实本身外，同一句话里的八个字以上（别人写的材料为二十个字以上）在文中出现了两次。",
        en: "Eight characters or more (twenty in a text that was not composed here) stand twice in the text, prescribed wording and the facts themselves aside.",
    },
    why: Bilingual {
        zh: "重复的句子一听就是拼凑的。",
        en: "Repeated wording sounds put together by machine.",
    },
    example: Bilingual {
        zh: "差：两处都写“没有把群众的难处当成自己的难处”。",
        en: "Poor: two causes both say “did not put myself in their place at all”.",
    },
    check,
};

fn check(_: &Text<'_>, findings: &mut Findings<'_>) {
    let survey = findings.survey;
    let number = if survey.is_foreign {
        findings.number("characters in foreign text", 20.0)
    } else {
        findings.number("characters", 8.0)
    };
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
    let least = number.max(1.0) as usize;
    let terms = survey.words.list("terms", "wordings");
    let mut seen: IndexMap<u64, usize, BuildHasherDefault<Ready>> = IndexMap::default();
    for (index, line) in survey.lines.iter().enumerate() {
        if line.mandated || line.sentence.gap.is_some() {
            continue;
        }
        let set: Vec<Range<usize>> = survey
            .hits(index, terms, None)
            .iter()
            .map(|hit| hit.start..hit.end)
            .collect();
        let mut repeated: Option<(Range<usize>, Vec<char>)> = None;
        for stretch in stretches(line, &set) {
            let letters: Vec<(usize, char)> = line.sentence.text[stretch.clone()]
                .char_indices()
                .filter(|(_, character)| is_letter(*character))
                .map(|(at, character)| (stretch.start + at, character))
                .collect();
            let characters: Vec<char> = letters.iter().map(|(_, character)| *character).collect();
            for (at, window) in characters.windows(least).enumerate() {
                let first = *seen.entry(hash_of(window)).or_insert(index);
                if first == index {
                    continue;
                }
                let (start, (before, character)) = (letters[at].0, letters[at + least - 1]);
                let end = before + character.len_utf8();
                match &mut repeated {
                    None => repeated = Some((start..end, window.to_vec())),
                    // The next window runs on with one more character.
                    Some((range, phrase))
                        if phrase[phrase.len() + 1 - least..] == window[..least - 1] =>
                    {
                        range.end = end;
                        phrase.push(character);
                    }
                    Some(_) => {}
                }
            }
        }
        if let Some((range, phrase)) = repeated {
            let message = Message::RepeatedPhrase {
                phrase: phrase.into_iter().collect(),
            };
            let section = survey.sections[line.section].section;
            let spot = Spot::new(line.number, range);
            findings.at(section, spot, None, message, Message::ChooseAnotherWording);
        }
    }
}

/// What of a line lies outside the facts' words and the set terms.
fn stretches(line: &Line<'_>, set: &[Range<usize>]) -> Vec<Range<usize>> {
    let mentions = line
        .sentence
        .mentions
        .iter()
        .map(|mention| mention.range.clone());
    let mut taken: Vec<Range<usize>> = mentions.chain(set.iter().cloned()).collect();
    taken.sort_by_key(|range| range.start);
    let mut stretches = Vec::new();
    let mut start = 0;
    for range in taken {
        if start < range.start {
            stretches.push(start..range.start);
        }
        start = start.max(range.end);
    }
    if start < line.sentence.text.len() {
        stretches.push(start..line.sentence.text.len());
    }
    stretches
}
