//! Every rule has a file of cases under `tests/rules/`: texts that it finds, and texts about which it is silent.

use chengwen::bank::{Edition, Genre, Role};
use chengwen::check::{Lists, Other, RULES, Text, check};
use chengwen::detect::Detector;
use chengwen::document::parse::{blocks_of_text, parse};
use chengwen::document::{Document, Origin, Section, Sentence};
use chengwen::embedded;
use chengwen::fact::Facts;
use chengwen::message::Language;
use chengwen::wording::{Grade, Mention};
use serde::Deserialize;
use std::collections::BTreeSet;
use std::fs;
use std::path::PathBuf;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Cases {
    firing: Vec<Case>,
    silent: Vec<Case>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    name: String,
    /// Repeats the first sentence of the first section, for rules about length.
    #[serde(default)]
    repeat: usize,
    #[serde(default)]
    length: Option<usize>,
    /// The edition by id; else the one that the text tells, or 2021 for sections.
    #[serde(default)]
    edition: Option<String>,
    /// A text that anyone wrote, with `|` for a line's end.
    #[serde(default)]
    text: Option<String>,
    /// Another text beside it.
    #[serde(default)]
    other: Option<String>,
    #[serde(default)]
    sections: Vec<CaseSection>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct CaseSection {
    path: Vec<usize>,
    role: Role,
    #[serde(default)]
    part: String,
    #[serde(default)]
    area: Option<String>,
    #[serde(default)]
    heading: Option<String>,
    #[serde(default)]
    sentences: Vec<CaseSentence>,
}

#[derive(Deserialize, Clone)]
#[serde(deny_unknown_fields)]
struct CaseSentence {
    text: String,
    /// The words of the text that are details, with the id of the fact behind them, if any, and the grade.
    #[serde(default)]
    facts: Vec<(String, String, String)>,
    #[serde(default)]
    point: Option<(String, String)>,
    #[serde(default)]
    gap: Option<Vec<String>>,
    #[serde(default)]
    mandated: bool,
}

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/rules")
}

fn sentence(case: &CaseSentence) -> Sentence {
    let mentions = case
        .facts
        .iter()
        .map(|(words, fact, grade)| {
            let start = case.text.find(words).expect("the words stand in the text");
            Mention {
                range: start..start + words.len(),
                kind: "text".to_owned(),
                fact: Some(fact.clone()).filter(|fact| !fact.is_empty()),
                field: "matter".to_owned(),
                grade: match grade.as_str() {
                    "hard" => Grade::Hard,
                    "scenario" => Grade::Scenario,
                    _ => Grade::None,
                },
            }
        })
        .collect();
    Sentence {
        text: case.text.clone(),
        origin: case.point.clone().map(|point| Origin {
            formulation: String::new(),
            variant: 0,
            point: Some(point),
        }),
        mentions,
        mandated: case.mandated,
        gap: case.gap.clone(),
        ..Sentence::default()
    }
}

fn document(case: &Case) -> Document {
    let sections = case
        .sections
        .iter()
        .enumerate()
        .map(|(index, section)| {
            let mut sentences: Vec<Sentence> = section.sentences.iter().map(sentence).collect();
            if index == 0 {
                let first = sentences.first().cloned();
                sentences.extend(std::iter::repeat_n(first, case.repeat).flatten());
            }
            Section {
                path: section.path.clone(),
                role: section.role,
                part: section.part.clone(),
                area: section.area.clone(),
                number: String::new(),
                number_span: None,
                heading: section.heading.clone().map(|text| Sentence {
                    text,
                    ..Sentence::default()
                }),
                run_in: false,
                paragraphs: vec![sentences],
            }
        })
        .collect();
    Document {
        title: "对照检查材料".to_owned(),
        byline: String::new(),
        sections,
        signature: Vec::new(),
    }
}

/// A text as the checker reads it.
fn read<'b>(
    text: &str,
    genre: &'b Genre,
    edition: Option<&'b Edition>,
) -> (Document, Option<&'b Edition>) {
    let blocks = blocks_of_text(&text.replace('|', "\n"));
    let (mut document, edition) = parse(&blocks, genre, edition);
    let detector = Detector::of(genre, &[]);
    for section in &mut document.sections {
        let paragraphs = section.paragraphs.iter_mut().flatten();
        for sentence in section.heading.iter_mut().chain(paragraphs) {
            sentence.mentions = detector.mentions(&sentence.text);
        }
    }
    (document, edition)
}

fn fires(rule: &str, case: &Case) -> bool {
    let bank = embedded::bank();
    let genre = &bank.genres["self-examination"];
    let named = case
        .edition
        .as_ref()
        .map(|edition| &genre.editions[edition.as_str()]);
    let (document, edition) = match &case.text {
        Some(text) => read(text, genre, named),
        None => (document(case), named.or(Some(&genre.editions["2021"]))),
    };
    let other = case.other.as_ref().map(|text| read(text, genre, None).0);
    let others: Vec<Other<'_>> = other
        .iter()
        .map(|document| Other {
            name: "last-year.txt",
            document,
            containment: 1.0,
        })
        .collect();
    check(&Text {
        document: &document,
        genre,
        edition,
        facts: Some(&Facts::default()),
        length: case.length,
        settings: &genre.definition.rules,
        others: &others,
        lists: &Lists::default(),
    })
    .iter()
    .any(|finding| finding.rule == rule)
}

#[test]
fn every_rule_fires_and_is_silent_where_its_cases_say() {
    let mut wrong = Vec::new();
    for rule in RULES {
        let path = folder().join(format!("{}.ron", rule.id));
        let text =
            fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        let options = ron::Options::default()
            .with_default_extension(ron::extensions::Extensions::IMPLICIT_SOME);
        let cases: Cases = options
            .from_str(&text)
            .unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        assert!(
            !cases.firing.is_empty() && !cases.silent.is_empty(),
            "{}",
            rule.id
        );
        let is_wrong = |case: &&Case, firing: bool| fires(rule.id, case) != firing;
        let silent = cases.firing.iter().filter(|case| is_wrong(case, true));
        let firing = cases.silent.iter().filter(|case| is_wrong(case, false));
        wrong.extend(silent.map(|case| format!("{} is silent about: {}", rule.id, case.name)));
        wrong.extend(firing.map(|case| format!("{} fires on: {}", rule.id, case.name)));
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn cases_rules_explanations_and_settings_are_the_same_set() {
    let listed: BTreeSet<String> = RULES.iter().map(|rule| rule.id.to_owned()).collect();
    assert_eq!(listed.len(), RULES.len(), "no id stands twice");
    let cases: BTreeSet<String> = fs::read_dir(folder())
        .expect("tests/rules")
        .map(|entry| entry.expect("entry").path())
        .filter_map(|path| Some(path.file_stem()?.to_string_lossy().into_owned()))
        .collect();
    assert_eq!(cases, listed);
    let bank = embedded::bank();
    let mut set: BTreeSet<String> = bank.genres["self-examination"]
        .definition
        .rules
        .keys()
        .cloned()
        .collect();
    assert!(set.remove("bank-lint"), "the bank's own lists");
    assert_eq!(set, listed);
    for rule in RULES {
        for text in [rule.what, rule.why, rule.example] {
            assert!(!text.text(Language::Chinese).is_empty());
            assert!(!text.text(Language::English).is_empty());
        }
    }
}
