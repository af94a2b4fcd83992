//! Texts that anyone wrote are read into the tree that a reader sees, and what was composed is read back as it was.

use chengwen::bank::{Bank, Genre, Role};
use chengwen::document::parse::{blocks_of_markdown, blocks_of_text, parse};
use chengwen::document::{Document, Section};
use chengwen::embedded;
use chengwen::fact::read::read_facts;
use chengwen::message::Language;
use chengwen::render::renderer;
use chengwen::source::Source;
use chengwen::value::Date;
use chengwen::workspace::{Request, Workspace};
use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::sync::LazyLock;

static BANK: LazyLock<Bank> = LazyLock::new(embedded::bank);

fn genre() -> &'static Genre {
    &BANK.genres["self-examination"]
}

fn text(name: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/texts")
        .join(name);
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// The tree as lines: path, role, area, number, the heading's first words and the number of sentences.
fn tree(document: &Document) -> String {
    let mut lines = format!("{}|{}\n", document.title, document.byline);
    for section in &document.sections {
        let heading: String = section
            .heading
            .iter()
            .flat_map(|heading| heading.text.chars().take(14))
            .collect();
        let _ = writeln!(
            lines,
            "{} {:?} {} {}|{heading} {}",
            section.address(),
            section.role,
            section.area.as_deref().unwrap_or("-"),
            section.number,
            section.sentences().count()
        );
    }
    lines
}

#[test]
fn a_text_without_examples_has_the_tree_that_a_reader_sees() {
    let source = text("no-example.txt");
    let (document, edition) = parse(&blocks_of_text(&source), genre(), None);
    assert_eq!(edition.map(|edition| edition.id.as_str()), Some("2021"));
    insta::assert_snapshot!("no_example", tree(&document));
    spans_hold(&document, &source);
}

/// Every word that was read stands at its place in the source.
fn spans_hold(document: &Document, source: &str) {
    for section in &document.sections {
        for sentence in section.all() {
            let span = sentence.span.as_ref().expect("a text that was read");
            for (at, character) in sentence.text.char_indices() {
                let place = span.source(at..at + character.len_utf8());
                assert!(
                    source[place].starts_with(character),
                    "{} of {}",
                    at,
                    sentence.text
                );
            }
        }
    }
}

#[test]
fn every_style_of_heading_is_read() {
    let names = [
        "chapters.txt",
        "markdown.md",
        "plain.txt",
        "word.txt",
        "cut.txt",
    ];
    let mut trees = String::new();
    for name in names {
        let source = text(name);
        let blocks = if name == "markdown.md" {
            blocks_of_markdown(&source)
        } else {
            blocks_of_text(&source)
        };
        let (document, edition) = parse(&blocks, genre(), None);
        spans_hold(&document, &source);
        let edition = edition.map_or("-", |edition| edition.id.as_str());
        let _ = writeln!(trees, "{name} {edition}\n{}", tree(&document));
    }
    insta::assert_snapshot!("headings", trees);
}

/// What a reader of the text can see of a section.
#[derive(Debug, PartialEq)]
struct Seen<'d> {
    path: &'d [usize],
    role: Role,
    number: &'d str,
    area: Option<&'d str>,
    heading: Option<&'d str>,
    sentences: Vec<&'d str>,
    gaps: Vec<bool>,
}

fn seen(section: &Section) -> Seen<'_> {
    Seen {
        path: &section.path,
        role: section.role,
        number: &section.number,
        area: section.area.as_deref(),
        heading: section
            .heading
            .as_ref()
            .map(|heading| heading.text.as_str()),
        sentences: section
            .sentences()
            .map(|sentence| sentence.text.as_str())
            .collect(),
        gaps: section
            .sentences()
            .map(|sentence| sentence.gap.is_some())
            .collect(),
    }
}

#[test]
fn a_composed_text_is_read_back_as_it_was() {
    let source = Source::new("facts.ron", embedded::example("self-examination"));
    let (all, _) = read_facts(&source, &BANK, None);
    // With half of its facts gone, the text has gaps; with a date, it is signed.
    let mut half = all.clone();
    half.date = Date::read("2021-12-20").ok();
    half.facts
        .retain(|id, _| id.len() % 2 == 0 || id.ends_with(['1', '4', '7']));
    for seed in 0..60 {
        for (facts, edition) in [
            (&all, "2021"),
            (&half, "2021"),
            (&all, "2025"),
            (&all, "2023"),
        ] {
            let request = Request {
                seed,
                edition: Some(edition.to_owned()),
                ..Request::default()
            };
            let draft = Workspace::compose(&BANK, facts, &request).expect("composed");
            for (ending, given) in [("txt", None), ("md", None), ("txt", Some(draft.edition))] {
                let renderer = renderer(ending).expect("listed");
                let bytes = draft.render(renderer, Language::Chinese);
                let text = String::from_utf8(bytes).expect("text");
                let blocks = if ending == "md" {
                    blocks_of_markdown(&text)
                } else {
                    blocks_of_text(&text)
                };
                let (read, guessed) = parse(&blocks, genre(), given);
                let place = format!("seed {seed}, edition {edition}, {ending}");
                assert_eq!(
                    guessed.map(|edition| edition.id.as_str()),
                    Some(edition),
                    "{place}"
                );
                assert_eq!(read.title, draft.document.title, "{place}");
                assert_eq!(read.byline, draft.document.byline, "{place}");
                assert_eq!(read.signature, draft.document.signature, "{place}");
                let left: Vec<_> = read.sections.iter().map(seen).collect();
                let right: Vec<_> = draft.document.sections.iter().map(seen).collect();
                for (left, right) in left.iter().zip(&right) {
                    assert_eq!(left, right, "{place}");
                }
                assert_eq!(left.len(), right.len(), "{place}");
            }
        }
    }
}
