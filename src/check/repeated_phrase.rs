//! `repeated-phrase`: the same words twice in one text.

use super::{Findings, Rule, Text, own_wording};
use crate::message::{Bilingual, Message};
use indexmap::IndexMap;

/// See [`Rule`].
pub static RULE: Rule = Rule {
    id: "repeated-phrase",
    what: Bilingual {
        zh: "除规定表述和事实本身外，同一句话里的八个字以上在文中出现了两次。",
        en: "Eight characters or more stand twice in the text, prescribed wording and the facts themselves aside.",
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

fn check(text: &Text<'_>, findings: &mut Findings<'_>) {
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
    let least = findings.number("characters", 8.0).max(1.0) as usize;
    let mut seen: IndexMap<Vec<char>, usize> = IndexMap::new();
    let sections = &text.document.sections;
    let sentences = sections
        .iter()
        .flat_map(|section| section.all().map(move |sentence| (section, sentence)))
        .filter(|(_, sentence)| !sentence.mandated && sentence.gap.is_none());
    for (index, (section, sentence)) in sentences.enumerate() {
        let own = own_wording(sentence);
        let mut repeated: Vec<char> = Vec::new();
        for stretch in own.split('\0') {
            let characters: Vec<char> = stretch
                .chars()
                .filter(|character| character.is_alphanumeric())
                .collect();
            for window in characters.windows(least) {
                let first = *seen.entry(window.to_vec()).or_insert(index);
                if first == index {
                    continue;
                }
                if repeated.is_empty() {
                    repeated.extend(window);
                } else if repeated[repeated.len() + 1 - least..] == window[..least - 1] {
                    repeated.extend(window.last());
                }
            }
        }
        if !repeated.is_empty() {
            let phrase: String = repeated.into_iter().collect();
            let message = Message::RepeatedPhrase {
                phrase: phrase.clone(),
            };
            findings.words_in(section, &phrase, message, Message::ChooseAnotherWording);
        }
    }
}
