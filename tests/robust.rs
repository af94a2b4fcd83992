//! Bad input never panics: mutated facts files and bank files give a value or faults with places inside the text.

use chengwen::bank::Bank;
use chengwen::bank::read::read_layer;
use chengwen::diagnostic::Place;
use chengwen::embedded;
use chengwen::fact::read::read_facts;
use chengwen::source::Source;
use proptest::prelude::*;
use std::fs;
use std::sync::LazyLock;

static BANK: LazyLock<Bank> = LazyLock::new(embedded::bank);
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
