//! What detection costs: `cargo bench --bench detect`.

use chengwen::bank::Bank;
use chengwen::detect::{Backing, Detector};
use chengwen::embedded;
use chengwen::fact::read::read_facts;
use chengwen::message::Language;
use chengwen::render::renderer;
use chengwen::source::Source;
use chengwen::workspace::{Request, Workspace};
use divan::Bencher;
use divan::counter::BytesCount;
use std::sync::LazyLock;

const GENRE: &str = "self-examination";

static BANK: LazyLock<Bank> = LazyLock::new(embedded::bank);

fn main() {
    divan::main();
}

/// The sentences of composed drafts: full of details, as a good text is.
fn sentences() -> Vec<String> {
    let source = Source::new("facts.ron", embedded::example(GENRE));
    let facts = read_facts(&source, &BANK, None).0;
    (0..20)
        .flat_map(|seed| {
            let request = Request {
                seed,
                ..Request::default()
            };
            let workspace =
                Workspace::compose(&BANK, &facts, &request).expect("the example names its genre");
            let text = workspace.render(renderer("text").expect("listed"), Language::Chinese);
            let text = String::from_utf8(text).expect("text");
            let sentences: Vec<String> = text.split_inclusive('。').map(str::to_owned).collect();
            sentences
        })
        .collect()
}

/// Measures what is found in every sentence.
fn over_sentences(bencher: Bencher, found: impl Fn(&str) -> usize) {
    let sentences = sentences();
    let bytes: usize = sentences.iter().map(String::len).sum();
    bencher.counter(BytesCount::new(bytes)).bench_local(|| {
        let counts = sentences.iter().map(|sentence| found(sentence));
        counts.sum::<usize>()
    });
}

/// The word lists decoded and indexed, as once for a run of `check`.
#[divan::bench]
fn make_a_detector() -> Detector {
    let bank = embedded::bank();
    Detector::of(&bank.genres[GENRE], &[])
}

#[divan::bench]
fn details(bencher: Bencher) {
    let detector = Detector::of(&BANK.genres[GENRE], &[]);
    over_sentences(bencher, |sentence| detector.mentions(sentence).len());
}

#[divan::bench]
fn details_with_facts(bencher: Bencher) {
    let genre = &BANK.genres[GENRE];
    let detector = Detector::of(genre, &[]);
    let source = Source::new("facts.ron", embedded::example(GENRE));
    let facts = read_facts(&source, &BANK, None).0;
    let backing = Backing::new(genre, genre.editions.get("2021"), &facts, 2021);
    over_sentences(bencher, |sentence| {
        detector.backed_mentions(sentence, &backing).len()
    });
}

#[divan::bench]
fn placeholders(bencher: Bencher) {
    let detector = Detector::of(&BANK.genres[GENRE], &[]);
    over_sentences(bencher, |sentence| detector.placeholders(sentence).len());
}
