//! What the rules cost on texts that were read: `cargo bench --bench rules`.

use chengwen::bank::Bank;
use chengwen::check::{Lists, Text, check};
use chengwen::document::Document;
use chengwen::document::parse::{blocks_of_text, parse};
use chengwen::embedded;
use chengwen::fact::read::read_facts;
use chengwen::message::Language;
use chengwen::render::RENDERERS;
use chengwen::source::Source;
use chengwen::workspace::{Request, Workspace};
use divan::Bencher;
use divan::counter::BytesCount;
use indexmap::IndexMap;
use std::sync::LazyLock;

const GENRE: &str = "self-examination";

static BANK: LazyLock<Bank> = LazyLock::new(embedded::bank);

fn main() {
    divan::main();
}

/// Drafts of many seeds, read as if anyone had written them, half of their sentences with a slip of the pen.
fn text() -> String {
    let source = Source::new("facts.ron", embedded::example(GENRE));
    let (facts, _) = read_facts(&source, &BANK, None);
    let renderer = RENDERERS
        .iter()
        .find(|renderer| renderer.id == "text")
        .expect("text");
    let mut text = String::new();
    for seed in 0..100 {
        let request = Request {
            seed,
            ..Request::default()
        };
        let workspace = Workspace::compose(&BANK, &facts, &request).expect("composes");
        let bytes = workspace.render(renderer, Language::Chinese);
        let draft = String::from_utf8(bytes).expect("UTF-8");
        text.push_str(&if seed % 2 == 0 {
            draft
        } else {
            draft.replacen("，", ",", 9)
        });
        text.push('\n');
    }
    text
}

fn document(text: &str) -> Document {
    parse(&blocks_of_text(text), &BANK.genres[GENRE], None).0
}

fn run(document: &Document, rule: Option<&str>, lists: &Lists) -> usize {
    let genre = &BANK.genres[GENRE];
    let rules = &genre.definition.rules;
    let settings: IndexMap<_, _> = rules
        .iter()
        .filter(|(id, _)| rule.is_none_or(|rule| rule == id.as_str()))
        .map(|(id, settings)| (id.clone(), settings.clone()))
        .collect();
    check(&Text {
        document,
        genre,
        edition: genre.editions.get("2021"),
        facts: None,
        length: None,
        settings: &settings,
        others: &[],
        lists,
    })
    .len()
}

#[divan::bench(sample_count = 10)]
fn all_rules(bencher: Bencher<'_, '_>) {
    let text = text();
    let document = document(&text);
    let lists = Lists::default();
    run(&document, None, &lists);
    bencher
        .counter(BytesCount::new(text.len()))
        .bench_local(|| run(&document, None, &lists));
}

#[divan::bench(sample_count = 5, args = rule_ids())]
fn one_rule(bencher: Bencher<'_, '_>, rule: &str) {
    let text = text();
    let document = document(&text);
    let lists = Lists::default();
    run(&document, Some(rule), &lists);
    bencher
        .counter(BytesCount::new(text.len()))
        .bench_local(|| run(&document, Some(rule), &lists));
}

/// The lists of all rules, made ready.
#[divan::bench]
fn prepare_lists(bencher: Bencher<'_, '_>) {
    let document = document("一、存在的主要问题\n");
    bencher.bench_local(|| run(&document, None, &Lists::default()));
}

fn rule_ids() -> impl Iterator<Item = &'static str> {
    chengwen::check::RULES.iter().map(|rule| rule.id)
}
