//! `chengwen vary` and `chengwen compare`: many drafts of the same facts, and how alike texts are.

use super::arguments::{Compare, Vary};
use super::text::text_of;
use super::{Outcome, Shell, compose};
use crate::diagnostic::Severity;
use crate::files;
use crate::message::Message;
use crate::similarity::{Shingles, shared_passages};
use crate::workspace::{
    Pair, Request, Workspace, pairs, thin_formulations, vary, without_prescribed,
};
use std::fmt::Write as _;
use std::path::Path;

/// How many thin formulations and shared passages are shown.
const SHOWN: usize = 5;
/// A shared passage worth showing has as many characters.
const PASSAGE: usize = 8;

/// Runs `vary`.
pub fn run(shell: &Shell, arguments: &Vary) -> Outcome {
    match vary_facts(shell, arguments) {
        Ok(outcome) | Err(outcome) => outcome,
    }
}

/// Runs `compare`.
pub fn compare(shell: &Shell, arguments: &Compare) -> Outcome {
    match compare_files(shell, arguments) {
        Ok(outcome) | Err(outcome) => outcome,
    }
}

fn vary_facts(shell: &Shell, arguments: &Vary) -> Result<Outcome, Outcome> {
    let format = arguments.format.as_deref().unwrap_or("txt");
    let bank = shell.bank()?;
    let facts = shell.facts(bank, &arguments.facts, arguments.genre.as_deref())?;
    let seed = arguments.seed.unwrap_or_else(compose::draw_seed);
    let request = Request {
        genre: arguments.genre.clone(),
        edition: arguments.edition.clone(),
        seed,
        length: arguments.length.map(|length| length as usize),
    };
    let number = arguments.number as usize;
    let width = number.to_string().len().max(2);
    let name = |index: usize| format!("{:0width$}", index + 1);
    let folder = Path::new(&arguments.output);
    let paths: Vec<String> = (0..number)
        .map(|index| {
            let ending = compose::ending(format);
            let path = folder.join(format!("{}.{ending}", name(index)));
            path.to_string_lossy().into_owned()
        })
        .collect();
    let outputs = compose::outputs(shell, &paths, None)?;
    let delivery = compose::delivery(shell, &arguments.hand, &outputs)?;
    let drafts = vary(bank, &facts, &request, number).map_err(|fault| shell.fault(&fault))?;
    if arguments.seed.is_none() {
        shell.note(&Message::SeedDrawn { seed });
    }
    files::create_folder(folder).map_err(|fault| shell.fault(&fault))?;
    let mut outcome = Outcome::Clean;
    for (draft, output) in drafts.iter().zip(outputs) {
        let path = output.0.clone();
        compose::write(shell, draft, vec![output], &delivery)?;
        if compose::outcome(draft) == Outcome::Short {
            outcome = Outcome::Short;
            let count = |severity| {
                let findings = draft.findings.iter();
                findings
                    .filter(|finding| finding.severity == severity)
                    .count()
            };
            shell.note(&Message::NoteOnFile {
                path: path.clone(),
                note: Box::new(Message::FindingsCount {
                    errors: count(Severity::Error),
                    warnings: count(Severity::Warning),
                }),
            });
        }
    }
    let texts: Vec<Shingles> = drafts.iter().map(Workspace::shingles).collect();
    let pairs = pairs(&texts);
    let names: Vec<String> = (0..number).map(name).collect();
    shell.product(matrix(&names, &pairs));
    let worst = summary(shell, &names, &pairs);
    if let (Some(limit), Some(worst)) = (arguments.max_similarity, worst)
        && worst.likeness.containment > limit
    {
        shell.note(&Message::TooAlike {
            first: names[worst.first].clone(),
            second: names[worst.second].clone(),
            found: percent(worst.likeness.containment),
            most: percent(limit),
        });
        for (formulation, phrasings, drafts) in thin_formulations(&drafts).into_iter().take(SHOWN) {
            shell.note(&Message::ThinFormulation {
                formulation,
                phrasings,
                drafts,
            });
        }
        outcome = Outcome::Short;
    }
    Ok(outcome)
}

fn compare_files(shell: &Shell, arguments: &Compare) -> Result<Outcome, Outcome> {
    let bank = shell.bank()?;
    let mut texts = Vec::new();
    for path in &arguments.files {
        texts.push(without_prescribed(bank, &text_of(shell, bank, path)?));
    }
    let shingles: Vec<Shingles> = texts.iter().map(|text| Shingles::of_lines(text)).collect();
    let pairs = pairs(&shingles);
    shell.product(matrix(&arguments.files, &pairs));
    let mut ranked = pairs.clone();
    ranked.sort_by(|left, right| {
        right
            .likeness
            .containment
            .total_cmp(&left.likeness.containment)
    });
    let mut text = String::new();
    for pair in ranked.iter().take(SHOWN) {
        let (first, second) = (&texts[pair.first], &texts[pair.second]);
        let passages = shared_passages(first, second, PASSAGE);
        if passages.is_empty() {
            continue;
        }
        let names = (&arguments.files[pair.first], &arguments.files[pair.second]);
        let _ = writeln!(text, "\n{} | {}", names.0, names.1);
        for passage in passages.iter().take(SHOWN) {
            let _ = writeln!(
                text,
                "  {:>3}  {} | {}",
                passage.length,
                &first[passage.first.clone()],
                &second[passage.second.clone()]
            );
        }
    }
    shell.product(&text);
    summary(shell, &arguments.files, &pairs);
    Ok(Outcome::Clean)
}

/// Jaccard above the names' order, containment in brackets, both in percent.
fn matrix(names: &[String], pairs: &[Pair]) -> String {
    let mut text = String::new();
    for (second, name) in names.iter().enumerate() {
        let _ = write!(text, "{name}");
        for pair in pairs.iter().filter(|pair| pair.second == second) {
            let _ = write!(
                text,
                "  {}({})",
                percent(pair.likeness.jaccard),
                percent(pair.likeness.containment)
            );
        }
        text.push('\n');
    }
    text
}

/// Says the mean and the worst pair, and returns that.
fn summary(shell: &Shell, names: &[String], pairs: &[Pair]) -> Option<Pair> {
    let worst = pairs
        .iter()
        .max_by(|left, right| {
            left.likeness
                .containment
                .total_cmp(&right.likeness.containment)
        })
        .copied()?;
    #[allow(clippy::cast_precision_loss)]
    let mean = pairs.iter().map(|pair| pair.likeness.jaccard).sum::<f64>() / pairs.len() as f64;
    shell.note(&Message::Similarity {
        mean: percent(mean),
        first: names[worst.first].clone(),
        second: names[worst.second].clone(),
        worst: percent(worst.likeness.containment),
    });
    Some(worst)
}

/// A share in percent.
pub fn percent(share: f64) -> String {
    format!("{:.1}", share * 100.0)
}
