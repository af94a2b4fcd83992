//! Measures detection: `cargo run --release --example detection` on this folder's labelled texts,
//! `cargo run --release --example detection -- FILE` on a file of characters with BIO labels, one a line, such as the People's Daily
//! part of OYE93/Chinese-NLP-Corpus, and with `bank` or `drafts` on the bank's own wording or on composed drafts. `--faults` shows what was answered wrongly, `--bank DIR` reads the word lists from a folder.

#[path = "labelled.rs"]
mod labelled;

use chengwen::bank::Bank;
use chengwen::bank::read::read_layer;
use chengwen::detect::Detector;
use chengwen::{embedded, files};
use labelled::{
    GENRE, Score, example, measure_sections, measure_sentences, misjudged_sections, sentences,
    specific_wording,
};
use std::path::Path;
use std::time::Instant;
use std::{env, fs};

fn main() {
    let mut bank = embedded::bank();
    let mut faults = false;
    let mut paths = Vec::new();
    let mut arguments = env::args().skip(1);
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "--faults" => faults = true,
            "--bank" => {
                let folder = arguments.next().expect("a folder");
                let sources = files::read_bank(Path::new(&folder)).expect("a bank");
                bank = Bank::default();
                bank.overlay(read_layer(&sources).0);
            }
            _ => paths.push(argument),
        }
    }
    let detector = Detector::of(&bank.genres[GENRE], &[]);
    let wrong = |text: &str, found: &[String]| {
        if faults {
            println!("  {text}\n      {}", found.join(" · "));
        }
    };
    if paths.is_empty() {
        paths.push("sentences.ron".to_owned());
    }
    for path in paths {
        if path == "bank" {
            let (texts, specific) = specific_wording(&bank, &detector);
            for (text, details) in &specific {
                wrong(text, details);
            }
            println!(
                "{} of {texts} texts of the bank's own wording are found specific",
                specific.len()
            );
        } else if path == "drafts" {
            let (sections, misjudged) = misjudged_sections(&bank, &detector, &example(&bank), 100);
            for text in &misjudged {
                wrong(text, &[]);
            }
            println!(
                "{} of {sections} sections are specific by their facts and found otherwise",
                misjudged.len()
            );
        } else if Path::new(&path)
            .extension()
            .is_some_and(|ending| ending == "ron")
        {
            let [any, hard, marks] = measure_sentences(&detector, &sentences(&path), wrong);
            println!("{}", any.show("sentences with an example"));
            println!("{}", hard.show("sentences with a hard example"));
            println!("{}", marks.show("placeholders"));
            if path == "sentences.ron" {
                let [any, hard] = measure_sections(&detector, wrong);
                println!("{}", any.show("sections with an example"));
                println!("{}", hard.show("sections with a hard example"));
            }
        } else {
            measure_names(&detector, &path, wrong);
        }
    }
}

/// Sentences with a person, a place or a body, of which each label says where one begins.
fn measure_names(detector: &Detector, path: &str, mut wrong: impl FnMut(&str, &[String])) {
    let text = fs::read_to_string(path).expect("a labelled file");
    let mut all = Score::default();
    let mut kinds = [("person", "PER"), ("place", "LOC"), ("org", "ORG")]
        .map(|(kind, label)| (kind, label, Score::default()));
    let mut bytes = 0;
    let mut seconds = 0.0;
    for block in text.split("\n\n") {
        let pairs: Vec<(&str, &str)> = block
            .lines()
            .filter_map(|line| line.split_once(' '))
            .collect();
        let sentence: String = pairs.iter().map(|(character, _)| *character).collect();
        let start = Instant::now();
        let found = detector.mentions(&sentence);
        seconds += start.elapsed().as_secs_f64();
        bytes += sentence.len();
        let found: Vec<_> = found
            .into_iter()
            .filter(|mention| matches!(mention.kind.as_str(), "person" | "place" | "org"))
            .collect();
        let expected = pairs.iter().any(|(_, label)| *label != "O");
        all.add(expected, !found.is_empty());
        for (kind, label, score) in &mut kinds {
            let expected = pairs.iter().any(|(_, found)| found.ends_with(*label));
            score.add(expected, found.iter().any(|mention| mention.kind == *kind));
        }
        if expected == found.is_empty() {
            let labels: String = pairs
                .iter()
                .filter(|(_, label)| *label != "O")
                .map(|(character, label)| {
                    if label.starts_with('B') {
                        format!(" {character}")
                    } else {
                        (*character).to_owned()
                    }
                })
                .collect();
            let found: Vec<String> = found
                .iter()
                .map(|mention| format!("{} {}", mention.kind, &sentence[mention.range.clone()]))
                .collect();
            wrong(&format!("[{}] {sentence}", labels.trim()), &found);
        }
    }
    println!("{}", all.show("sentences with a name"));
    for (kind, _, score) in &kinds {
        println!("{}", score.show(kind));
    }
    #[allow(clippy::cast_precision_loss)]
    let speed = bytes as f64 / 1e6 / seconds;
    println!("{speed:.1} MB/s");
}
