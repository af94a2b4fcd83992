//! Every rule has a file of cases under `tests/rules/`: texts that it finds, and texts about which it is silent.

use chengwen::bank::Role;
use chengwen::check::{RULES, Text, check};
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
    /// The words of the text that render a fact, with the fact's id and the grade.
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
                fact: Some(fact.clone()),
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

fn fires(rule: &str, case: &Case) -> bool {
    let bank = embedded::bank();
    let genre = &bank.genres["self-examination"];
    let document = document(case);
    check(&Text {
        document: &document,
        genre,
        edition: Some(&genre.editions["2021"]),
        facts: Some(&Facts::default()),
        length: case.length,
        settings: &genre.definition.rules,
        others: &[],
    })
    .iter()
    .any(|finding| finding.rule == rule)
}

#[test]
fn every_rule_fires_and_is_silent_where_its_cases_say() {
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
        for case in &cases.firing {
            assert!(
                fires(rule.id, case),
                "{} is silent about: {}",
                rule.id,
                case.name
            );
        }
        for case in &cases.silent {
            assert!(!fires(rule.id, case), "{} fires on: {}", rule.id, case.name);
        }
    }
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
