//! A Word file that carries its draft: what an edit of the draft makes of the file.

use super::{Delivery, Workspace};
use crate::document::docx::{Fault, WordText, provenance::with_provenance, read};
use crate::message::Message;
use crate::render::docx::RENDERER;
use crate::render::docx::reference::Reference;
use std::ops::Range;
use std::sync::Arc;

impl Workspace<'_> {
    /// The Word file with the draft as it is now. Where paragraphs only read otherwise than `before`, their words are replaced and every
    /// format stays; where some come or go, the text is set anew into the file as its own template. A file whose words are neither
    /// the text before nor the text now was edited elsewhere and is refused. `draft` is the text of the draft that it carries from now on.
    pub fn carried(&self, before: &Self, bytes: &[u8], draft: &str) -> Result<Vec<u8>, Fault> {
        let file = read(bytes)?;
        let (old, new) = (before.as_word()?, self.as_word()?);
        if alike(&file, &new) {
            return with_provenance(bytes, draft);
        }
        if !alike(&file, &old) {
            return Err((Message::WordFileWasEdited, Message::AdoptItFirst));
        }
        let changed = match replacements(&file, &new) {
            Some(replacements) => file.replaced(bytes, &replacements)?,
            None => {
                let reference = Reference::read(bytes.to_vec())?;
                let delivery = Delivery {
                    reference: Some(Arc::new(reference)),
                    bare: false,
                };
                self.deliver(&RENDERER, self.genre.definition.language, &delivery)
            }
        };
        with_provenance(&changed, draft)
    }

    /// The paragraphs of the text as a Word file has them.
    fn as_word(&self) -> Result<WordText, Fault> {
        let delivery = Delivery {
            reference: None,
            bare: true,
        };
        read(&self.deliver(&RENDERER, self.genre.definition.language, &delivery))
    }
}

fn alike(left: &WordText, right: &WordText) -> bool {
    let words = |word: &WordText| {
        word.blocks
            .iter()
            .map(|block| block.text.clone())
            .collect::<Vec<_>>()
    };
    words(left) == words(right)
}

/// What to put in place of which words, in bytes of the file's text; `None` where paragraphs come or go, or where a paragraph
/// that changes is broken by hand.
fn replacements(file: &WordText, new: &WordText) -> Option<Vec<(Range<usize>, String)>> {
    if file.blocks.len() != new.blocks.len() {
        return None;
    }
    let changed = file
        .blocks
        .iter()
        .zip(&new.blocks)
        .filter(|(old, new)| old.text != new.text);
    changed
        .map(|(old, new)| {
            let (range, words) = difference(&old.text, &new.text);
            let start = old.span.range.start;
            old.span
                .cuts
                .is_empty()
                .then_some((start + range.start..start + range.end, words))
        })
        .collect()
}

/// Where a text differs from another, and what the other has there.
fn difference(old: &str, new: &str) -> (Range<usize>, String) {
    let same = |pairs: &mut dyn Iterator<Item = (char, char)>| -> usize {
        pairs
            .take_while(|(old, new)| old == new)
            .map(|(character, _)| character.len_utf8())
            .sum()
    };
    let head = same(&mut old.chars().zip(new.chars()));
    let tails = (old[head..].chars().rev(), new[head..].chars().rev());
    let tail = same(&mut tails.0.zip(tails.1));
    (
        head..old.len() - tail,
        new[head..new.len() - tail].to_owned(),
    )
}

#[cfg(test)]
mod tests {
    use super::difference;

    #[test]
    fn the_difference_is_as_short_as_it_can_be() {
        assert_eq!(
            difference("我去过两次。", "我去过三次。"),
            (9..12, "三".to_owned())
        );
        assert_eq!(difference("甲甲", "甲"), (3..6, String::new()));
        assert_eq!(difference("甲", "甲甲"), (3..3, "甲".to_owned()));
        assert_eq!(difference("甲", "乙"), (0..3, "乙".to_owned()));
        assert_eq!(difference("同", "同"), (3..3, String::new()));
    }
}
