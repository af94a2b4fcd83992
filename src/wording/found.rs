//! Finds the facts again in text that the writer has worded by hand.

use super::{Mention, detail, grade};
use crate::bank::Genre;
use crate::fact::Facts;
use crate::value::Figures;
use std::cmp::Reverse;

/// The facts mentioned in a text that the writer has worded by hand: every form of a value counts, at word boundaries.
pub fn mentions_in(text: &str, genre: &Genre, facts: &Facts, year: i16) -> Vec<Mention> {
    let language = genre.definition.language;
    let figures = Figures::of(text, year);
    // Each with the number of the fact's fields that are told here: where several facts share a word, the one that is told most is meant.
    let mut mentions: Vec<(Mention, usize)> = Vec::new();
    for (id, fact) in facts.usable() {
        let Some(kind) = genre.definition.kinds.get(&fact.kind) else {
            continue;
        };
        let mut found: Vec<Mention> = Vec::new();
        let mut fields = 0;
        for (field, value) in &fact.values {
            let places = figures.places_of(value, language, year);
            fields += usize::from(!places.is_empty());
            found.extend(places.into_iter().map(|range| Mention {
                range,
                kind: detail(kind, field, value),
                fact: Some(id.to_owned()),
                field: field.clone(),
                grade: grade(kind, field),
            }));
        }
        mentions.extend(found.into_iter().map(|mention| (mention, fields)));
    }
    // Of mentions that overlap, the longest is meant; of facts that say the same, the one of which it is evidence.
    mentions.sort_by_key(|(mention, fields)| {
        (
            Reverse(mention.range.len()),
            mention.range.start,
            Reverse(*fields),
            mention.grade,
        )
    });
    let mut kept: Vec<Mention> = Vec::new();
    for (mention, _) in mentions {
        let overlaps = kept.iter().any(|other| {
            other.range.start < mention.range.end && mention.range.start < other.range.end
        });
        if !overlaps {
            kept.push(mention);
        }
    }
    kept.sort_by_key(|mention| mention.range.start);
    kept
}
