//! The labelled sentences and documents of this folder, and what a detector makes of them. Documents 13 to 24 were labelled by a reader
//! who knew neither the word lists nor the code, and the finders were not touched between writing and first measuring them.

use chengwen::bank::{Bank, Role, Slots};
use chengwen::detect::Detector;
use chengwen::document::{Section, Sentence};
use chengwen::embedded;
use chengwen::fact::Facts;
use chengwen::fact::read::read_facts;
use chengwen::source::Source;
use chengwen::wording::Grade;
use chengwen::workspace::{Request, Workspace};
use serde::Deserialize;
use std::fs;
use std::path::PathBuf;

/// Sentences by what a reader finds specific in them, and texts with their marks left to be filled in.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Sentences {
    pub hard: Vec<String>,
    pub scenario: Vec<String>,
    pub none: Vec<String>,
    pub placeholders: Vec<(String, usize)>,
}

/// A section of a document with its label.
pub struct LabelledSection {
    pub place: String,
    pub label: Grade,
    pub text: String,
}

/// Right and wrong answers to a question with yes and no.
#[derive(Default, Clone, Copy)]
pub struct Score {
    pub hits: usize,
    pub misses: usize,
    pub false_alarms: usize,
}

impl Score {
    pub fn add(&mut self, expected: bool, found: bool) {
        match (expected, found) {
            (true, true) => self.hits += 1,
            (true, false) => self.misses += 1,
            (false, true) => self.false_alarms += 1,
            (false, false) => {}
        }
    }

    pub fn precision(&self) -> f64 {
        ratio(self.hits, self.hits + self.false_alarms)
    }

    pub fn recall(&self) -> f64 {
        ratio(self.hits, self.hits + self.misses)
    }

    pub fn f1(&self) -> f64 {
        ratio(
            2 * self.hits,
            2 * self.hits + self.misses + self.false_alarms,
        )
    }

    pub fn show(&self, name: &str) -> String {
        format!(
            "{name:<34} precision {:.3}  recall {:.3}  F1 {:.3}  ({} right, {} missed, {} false)",
            self.precision(),
            self.recall(),
            self.f1(),
            self.hits,
            self.misses,
            self.false_alarms
        )
    }
}

#[allow(clippy::cast_precision_loss)]
fn ratio(part: usize, whole: usize) -> f64 {
    if whole == 0 {
        1.0
    } else {
        part as f64 / whole as f64
    }
}

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/detection")
}

pub fn sentences(file: &str) -> Sentences {
    let text = fs::read_to_string(folder().join(file)).expect("a file of labelled sentences");
    ron::from_str(&text).unwrap_or_else(|error| panic!("{file}: {error}"))
}

/// Every section of every document; a line `=hard heading` opens one, and the document's first line is its title.
pub fn sections() -> Vec<LabelledSection> {
    let mut paths: Vec<PathBuf> = fs::read_dir(folder().join("documents"))
        .expect("a folder of labelled documents")
        .map(|entry| entry.expect("an entry").path())
        .collect();
    paths.sort();
    let mut sections: Vec<LabelledSection> = Vec::new();
    for path in paths {
        let name = path
            .file_stem()
            .expect("a name")
            .to_string_lossy()
            .into_owned();
        for line in fs::read_to_string(&path)
            .expect("a document")
            .lines()
            .skip(1)
        {
            if let Some(opening) = line.strip_prefix('=') {
                let (label, heading) = opening.split_once(' ').expect("a label and a heading");
                let label = match label {
                    "hard" => Grade::Hard,
                    "scenario" => Grade::Scenario,
                    "none" => Grade::None,
                    other => panic!("{name}: {other}"),
                };
                let place = format!("{name} {heading}");
                sections.push(LabelledSection {
                    place,
                    label,
                    text: String::new(),
                });
            } else {
                let section = sections.last_mut().expect("a heading first");
                section.text.push_str(line);
                section.text.push('\n');
            }
        }
    }
    sections
}

/// The best grade of a text's sentences, and the details that have it.
pub fn grade(detector: &Detector, text: &str) -> (Grade, Vec<String>) {
    let mut best = Grade::None;
    let mut details = Vec::new();
    for sentence in text.split_inclusive(['。', '！', '？', '\n']) {
        for mention in detector.mentions(sentence) {
            if mention.grade == Grade::None {
                continue;
            }
            best = best.min(mention.grade);
            details.push(format!(
                "{:?} {} {}",
                mention.grade,
                mention.kind,
                &sentence[mention.range.clone()]
            ));
        }
    }
    (best, details)
}

/// What is found in labelled sentences: any example, hard ones, and marks; each wrong answer is passed to `wrong`.
pub fn measure_sentences(
    detector: &Detector,
    sentences: &Sentences,
    mut wrong: impl FnMut(&str, &[String]),
) -> [Score; 3] {
    let [mut any, mut hard, mut marks] = [Score::default(); 3];
    let labelled = [
        (Grade::Hard, &sentences.hard),
        (Grade::Scenario, &sentences.scenario),
        (Grade::None, &sentences.none),
    ];
    for (label, texts) in labelled {
        for text in texts {
            let (found, details) = grade(detector, text);
            any.add(label < Grade::None, found < Grade::None);
            hard.add(label == Grade::Hard, found == Grade::Hard);
            if label != found {
                wrong(&format!("{label:?}: {text}"), &details);
            }
        }
    }
    for (text, expected) in &sentences.placeholders {
        let found = detector.placeholders(text);
        for index in 0..found.len().max(*expected) {
            marks.add(index < *expected, index < found.len());
        }
        if found.len() != *expected {
            let found: Vec<String> = found
                .into_iter()
                .map(|range| text[range].to_owned())
                .collect();
            wrong(&format!("{expected} marks: {text}"), &found);
        }
    }
    [any, hard, marks]
}

/// What is found in labelled sections: any example, and hard ones.
pub fn measure_sections(detector: &Detector, mut wrong: impl FnMut(&str, &[String])) -> [Score; 2] {
    let [mut any, mut hard] = [Score::default(); 2];
    for section in sections() {
        let (found, details) = grade(detector, &section.text);
        any.add(section.label < Grade::None, found < Grade::None);
        hard.add(section.label == Grade::Hard, found == Grade::Hard);
        if section.label != found {
            wrong(&format!("{:?}: {}", section.label, section.place), &details);
        }
    }
    [any, hard]
}

pub const GENRE: &str = "self-examination";

/// The bank's own wording in which something is found: none of it has a slot, so none of it may be specific.
pub fn specific_wording(bank: &Bank, detector: &Detector) -> (usize, Vec<(String, Vec<String>)>) {
    let mut texts = 0;
    let mut specific = Vec::new();
    for site in bank.genres[GENRE].sites() {
        if !matches!(site.slots, Slots::None) {
            continue;
        }
        for variant in &site.formulation.variants {
            // Every option of a single list, and the first and the last of several at once.
            let counts = variant.template.alternatives();
            let most = counts.iter().copied().max().unwrap_or(1);
            for option in 0..most {
                let picks: Vec<usize> = counts.iter().map(|count| option.min(count - 1)).collect();
                let text = variant.template.wording(&picks);
                let (found, details) = grade(detector, &text);
                texts += 1;
                if found < Grade::None {
                    specific.push((text, details));
                }
            }
        }
    }
    (texts, specific)
}

/// The example writer's facts.
pub fn example(bank: &Bank) -> Facts {
    read_facts(
        &Source::new("facts.ron", embedded::example(GENRE)),
        bank,
        None,
    )
    .0
}

/// The sections of composed drafts that are specific by their facts, or not, and found otherwise; and how many there were.
pub fn misjudged_sections(
    bank: &Bank,
    detector: &Detector,
    facts: &Facts,
    seeds: u64,
) -> (usize, Vec<String>) {
    let mut sections = 0;
    let mut misjudged = Vec::new();
    for seed in 0..seeds {
        let request = Request {
            seed,
            ..Request::default()
        };
        let workspace =
            Workspace::compose(bank, facts, &request).expect("the example names its genre");
        for section in &workspace.document.sections {
            let text: String = section
                .sentences()
                .map(|sentence| sentence.text.as_str())
                .collect();
            let by_facts = section
                .sentences()
                .map(Sentence::grade)
                .min()
                .unwrap_or(Grade::None);
            let (found, details) = grade(detector, &text);
            sections += 1;
            // What is declared of oneself is no example of anything, and no rule asks for one there.
            if section.role != Role::Declaration && by_facts == Grade::Hard && found != Grade::Hard
            {
                misjudged.push(format!(
                    "{seed} {}: {text} {details:?}",
                    Section::address(section)
                ));
            }
        }
    }
    (sections, misjudged)
}
