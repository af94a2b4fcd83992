//! What checking a text costs, from bytes to findings: `cargo bench --bench check`.

use chengwen::bank::Bank;
use chengwen::document::parse::{blocks_of_text, parse, reader_of};
use chengwen::embedded;
use chengwen::project::Project;
use chengwen::render::{Frame, docx};
use chengwen::workspace::{Request, Reviewed, Reviewer, alike};
use divan::Bencher;
use divan::counter::BytesCount;
use std::sync::LazyLock;

static BANK: LazyLock<Bank> = LazyLock::new(embedded::bank);
static REVIEWER: LazyLock<Reviewer<'static>> = LazyLock::new(reviewer);
const TEXT: &str = include_str!("../tests/texts/no-example.txt");

fn main() {
    divan::main();
}

fn reviewer() -> Reviewer<'static> {
    Reviewer::new(&BANK, None, Project::default(), &Request::default()).expect("one genre")
}

fn read(text: &str) -> Reviewed<'static> {
    let paragraphs = (reader_of("a.txt").read)("a.txt", text.as_bytes()).expect("text");
    REVIEWER.read("a.txt", paragraphs, None)
}

/// A text of many others' length: the sections again and again.
fn long(times: usize) -> String {
    TEXT.repeat(times)
}

/// The bank's index and the word lists, once a run.
#[divan::bench]
fn make_ready(bencher: Bencher) {
    LazyLock::force(&BANK);
    bencher.bench(reviewer);
}

#[divan::bench(args = [1, 100])]
fn read_the_tree(bencher: Bencher, times: usize) {
    let text = long(times);
    let genre = REVIEWER.genre;
    bencher
        .counter(BytesCount::of_str(&text))
        .bench(|| parse(&blocks_of_text(&text), genre, None).0);
}

#[divan::bench(args = [1, 100])]
fn read_with_details(bencher: Bencher, times: usize) {
    let text = long(times);
    bencher
        .counter(BytesCount::of_str(&text))
        .bench(|| read(&text));
}

/// A Word file of a few pages that carries no draft, and one of hundreds.
#[divan::bench(args = [1, 100])]
fn read_word(bencher: Bencher, times: usize) {
    let frame = Frame::default();
    let source = parse(&blocks_of_text(&long(times)), REVIEWER.genre, None).0;
    let bytes = (docx::RENDERER.render)(&source, &frame);
    bencher
        .counter(BytesCount::new(TEXT.len() * times))
        .bench(|| (reader_of("a.docx").read)("a.docx", &bytes).expect("a Word file"));
}

#[divan::bench(args = [1, 100])]
fn all_rules(bencher: Bencher, times: usize) {
    let text = long(times);
    let reviewed = read(&text);
    bencher
        .counter(BytesCount::of_str(&text))
        .bench(|| REVIEWER.check(&reviewed, &[]));
}

#[divan::bench(args = [10, 300])]
fn compare_texts(bencher: Bencher, number: usize) {
    let texts: Vec<Reviewed<'_>> = (0..number)
        .map(|seed| read(&TEXT.replace('学', &format!("学{seed}"))))
        .collect();
    bencher.bench_local(|| alike(&texts, number));
}
