//! Bad input never panics: mutated facts files, bank files and texts give a value or faults with places inside the text.

use chengwen::bank::Bank;
use chengwen::bank::read::read_layer;
use chengwen::diagnostic::Place;
use chengwen::document::parse::reader_of;
use chengwen::embedded;
use chengwen::fact::read::read_facts;
use chengwen::project::Project;
use chengwen::source::Source;
use chengwen::workspace::{Request, Reviewer};
use proptest::prelude::*;
use std::fs;
use std::sync::LazyLock;

static BANK: LazyLock<Bank> = LazyLock::new(embedded::bank);
static REVIEWER: LazyLock<Reviewer<'static>> = LazyLock::new(|| {
    Reviewer::new(&BANK, None, Project::default(), &Request::default()).expect("one genre")
});
static TOPIC: LazyLock<String> = LazyLock::new(|| {
    let path = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/tests/banks/english/note/topics/drafting.ron"
    );
    fs::read_to_string(path).expect("the test bank")
});

/// Cuts, doubles or replaces a stretch of a text.
fn mutated(text: &str, at: usize, length: usize, insert: &str, double: bool) -> String {
    let start = text.floor_char_boundary(at % (text.len() + 1));
    let end = text.ceil_char_boundary((start + length).min(text.len()));
    let kept = if double { &text[start..end] } else { "" };
    format!("{}{insert}{kept}{kept}{}", &text[..start], &text[end..])
}

fn inserted() -> impl Strategy<Value = String> {
    prop_oneof![
        Just(String::new()),
        Just("，".to_owned()),
        Just("“".to_owned()),
        Just("\"".to_owned()),
        Just("((((".to_owned()),
        Just(")]}".to_owned()),
        Just("\u{0}".to_owned()),
        Just("\r\n".to_owned()),
        Just("/*".to_owned()),
        Just("r#\"".to_owned()),
        Just("[".repeat(400)),
        ".{0,12}",
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn facts(at in any::<usize>(), length in 0usize..200, insert in inserted(), double in any::<bool>()) {
        let text = mutated(embedded::example("self-examination"), at, length, &insert, double);
        let source = Source::new("facts.ron", text);
        let (_, diagnostics) = read_facts(&source, &BANK, None);
        for diagnostic in diagnostics {
            if let Place::Span(span) = diagnostic.place {
                prop_assert!(source.text.is_char_boundary(span.range.start));
                prop_assert!(source.text.is_char_boundary(span.range.end));
                prop_assert!(span.range.start <= span.range.end);
            }
        }
    }

    #[test]
    fn bank_files(at in any::<usize>(), length in 0usize..120, insert in inserted(), double in any::<bool>()) {
        let text = mutated(&TOPIC, at, length, &insert, double);
        let source = Source::new("note/topics/drafting.ron", text);
        let (_, diagnostics) = read_layer(std::slice::from_ref(&source));
        for diagnostic in diagnostics {
            if let Place::Span(span) = diagnostic.place {
                prop_assert!(source.text.is_char_boundary(span.range.start));
                prop_assert!(source.text.is_char_boundary(span.range.end));
            }
        }
    }
}

/// A text of the genre, as bytes in one of the encodings that are read.
fn text_bytes(text: &str, encoding: u8) -> Vec<u8> {
    use chengwen::document::parse::{Encoding, encode};
    let encoding = match encoding % 4 {
        0 => Encoding::Utf8,
        1 => Encoding::Utf16Le,
        2 => Encoding::Utf16Be,
        _ => Encoding::Gb18030,
    };
    encode(text, encoding, true).expect("has signs for all")
}

/// Reads and checks bytes as a file of a name; `false` where they are refused.
fn is_checked(name: &str, bytes: &[u8]) -> bool {
    let Ok(paragraphs) = (reader_of(name).read)(name, bytes) else {
        return false;
    };
    let mut text = REVIEWER.read(name, paragraphs, None);
    text.findings = REVIEWER.check(&text, &[]);
    for finding in &text.findings {
        if let Some(range) = text.range_of(finding) {
            assert!(range.start <= range.end);
            assert!(text.source.text.get(range.clone()).is_some(), "{finding:?}");
            assert!(text.position(range.end).line >= 1);
        }
    }
    text.fixed(&text.fixes());
    true
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn texts(
        at in any::<usize>(),
        length in 0usize..400,
        insert in prop_oneof![inserted(), Just("“（《".repeat(50)), Just("**_`[<!--".repeat(9)), Just("<!-- chengwen: allow x -->".to_owned())],
        double in any::<bool>(),
        encoding in any::<u8>(),
        noise in proptest::collection::vec((any::<usize>(), any::<u8>()), 0..4),
        markdown in any::<bool>(),
    ) {
        let text = mutated(include_str!("texts/no-example.txt"), at, length, &insert, double);
        let mut bytes = text_bytes(&text, encoding);
        for (at, byte) in noise {
            let at = at % bytes.len();
            bytes[at] = byte;
        }
        is_checked(if markdown { "a.md" } else { "a.txt" }, &bytes);
    }
}

#[test]
fn what_no_one_writes_takes_no_more_time_than_its_length() {
    let long = |piece: &str| piece.repeat(1_000_000 / piece.len());
    for text in [
        long("走访"),
        long("（"),
        long("“甲。”"),
        long("XX村"),
        long("一是甲；二是乙；"),
        long("【待补："),
        long("<!-- a -->"),
        long("**甲_乙`"),
        long("1.甲。\n"),
        long("[甲](乙"),
        long("\0"),
    ] {
        for name in ["a.txt", "a.md"] {
            assert!(is_checked(name, text.as_bytes()));
        }
    }
}
