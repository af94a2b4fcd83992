//! Counts what a bank holds.

use super::{Formulation, Genre};

/// Numbers that `bank stats` shows.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Stats {
    /// Topics.
    pub topics: usize,
    /// Points.
    pub points: usize,
    /// Formulations of parts, roots and points.
    pub formulations: usize,
    /// Variants.
    pub variants: usize,
    /// Different texts, inline alternatives counted, facts not.
    pub phrasings: usize,
    /// Characters of the variants as written.
    pub characters: usize,
}

/// Counts a genre's content.
pub fn stats(genre: &Genre) -> Stats {
    let sites = genre.sites();
    let variants = || sites.iter().flat_map(|site| &site.formulation.variants);
    Stats {
        topics: genre.topics.len(),
        points: genre
            .topics
            .values()
            .map(|topic| topic.get().points.len())
            .sum(),
        formulations: sites.len(),
        variants: variants().count(),
        phrasings: sites.iter().map(|site| phrasings(site.formulation)).sum(),
        characters: variants()
            .map(|variant| variant.template.text.chars().count())
            .sum(),
    }
}

fn phrasings(formulation: &Formulation) -> usize {
    formulation
        .variants
        .iter()
        .map(|variant| variant.template.phrasings())
        .sum()
}
