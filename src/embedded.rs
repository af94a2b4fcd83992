//! The bank that the build script has packed into the program.

use crate::bank::{Bank, Genre, GenreIndex, Lazy, LazyTopic};
use crate::message::Language;
use std::sync::Arc;

struct PackedGenre {
    id: &'static str,
    index: &'static [u8],
    topics: &'static [(&'static str, &'static [u8])],
    example: &'static str,
}

static PACKED: &[PackedGenre] = include!(concat!(env!("OUT_DIR"), "/bank.rs"));

static LEXICONS: &[(Language, &[u8])] = include!(concat!(env!("OUT_DIR"), "/lexicons.rs"));

/// The embedded bank; each topic is decoded when it is first asked for.
///
/// # Panics
///
/// Only if the build script packed what it cannot unpack.
pub fn bank() -> Bank {
    let genres = PACKED
        .iter()
        .map(|packed| {
            let index: GenreIndex = postcard::from_bytes(packed.index)
                .unwrap_or_else(|error| panic!("the build script packed this index: {error}"));
            let topics = packed
                .topics
                .iter()
                .map(|(id, bytes)| ((*id).to_owned(), LazyTopic::packed(bytes)))
                .collect();
            (packed.id.to_owned(), Genre::from_index(index, topics))
        })
        .collect();
    let lexicons = LEXICONS
        .iter()
        .map(|(language, bytes)| (*language, Arc::new(Lazy::packed(bytes))))
        .collect();
    let mut bank = Bank { genres, lexicons };
    bank.share_lexicons();
    bank
}

/// The fictitious writer's facts that come with a genre; empty where it has none.
pub fn example(genre: &str) -> &'static str {
    PACKED
        .iter()
        .find(|packed| packed.id == genre)
        .map_or("", |packed| packed.example)
}
