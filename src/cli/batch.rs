//! `chengwen batch`: one draft each for many people, all kept apart.
//!
//! Only the choices are made one after the other; words, findings and files follow on all processors. A file that already
//! holds what it should is not touched, so a run that was cut off is completed by running it again.

mod roster;

use super::arguments::Batch;
use super::compose::Product;
use super::text::text_of;
use super::{Outcome, Shell, compose, vary};
use crate::bank::Bank;
use crate::diagnostic::Severity;
use crate::document::Section;
use crate::document::parse::endings;
use crate::fact::Facts;
use crate::files;
use crate::files::draft::read_file;
use crate::message::{Language, Message};
use crate::similarity::{Likeness, Shingles};
use crate::wording::Grade;
use crate::workspace::{
    Delivery, Request, Series, Workspace, nearest, thin_formulations, without_prescribed,
};
use comfy_table::{CellAlignment, ContentArrangement, Table, presets};
use indexmap::IndexSet;
use indicatif::{ProgressBar, ProgressStyle};
use roster::Person;
use std::path::{Path, PathBuf};
use std::sync::mpsc;

/// How many thin formulations are shown.
const SHOWN: usize = 5;

type Fault = (Message, Message);

/// Whose drafts are composed, and how.
struct Set<'b> {
    people: &'b [Person],
    /// Each person's facts; `None` where they cannot be used.
    facts: &'b [Option<Facts>],
    /// The texts from which the drafts are kept apart, with their names.
    earlier: &'b [(String, String)],
    delivery: &'b Delivery,
}

/// A draft with its files.
struct Done<'b> {
    workspace: Workspace<'b>,
    shingles: Shingles,
    /// What was written, or why nothing was.
    written: Result<Written, Fault>,
}

/// What was written for a person.
#[derive(Default)]
struct Written {
    /// How many files changed.
    files: usize,
    /// What the user should know of them.
    notes: Vec<Message>,
}

/// Runs the command.
pub fn run(shell: &Shell, arguments: &Batch) -> Outcome {
    match batch(shell, arguments) {
        Ok(outcome) | Err(outcome) => outcome,
    }
}

fn batch(shell: &Shell, arguments: &Batch) -> Result<Outcome, Outcome> {
    let people = roster::people(shell, &arguments.people)?;
    let outputs: Vec<Vec<(String, Product)>> = people
        .iter()
        .map(|person| outputs(shell, arguments, person))
        .collect::<Result<_, _>>()?;
    let overwritten = outputs.iter().flatten().find(|(path, _)| {
        people
            .iter()
            .any(|person| files::is_same(path, &person.path))
    });
    if let Some((path, _)) = overwritten {
        let path = path.clone();
        return Err(shell.fault(&(Message::WouldOverwrite { path }, Message::WriteElsewhere)));
    }
    let delivery = match outputs.first() {
        Some(outputs) => compose::delivery(shell, &arguments.hand, outputs)?,
        None => Delivery::default(),
    };
    let bank = shell.bank()?;
    let earlier = earlier_texts(shell, bank, &arguments.against)?;
    let folder = Path::new(&arguments.output);
    files::create_folder(folder).map_err(|fault| shell.fault(&fault))?;
    let _hold = files::hold(folder).map_err(|fault| shell.fault(&fault))?;
    files::sweep(folder).map_err(|fault| shell.fault(&fault))?;
    let facts: Vec<Option<Facts>> = people
        .iter()
        .map(|person| {
            let facts = shell.facts(bank, &person.path, arguments.genre.as_deref());
            if facts.is_err() {
                let path = person.path.clone();
                shell.note(&Message::PersonLeftOut { path });
            }
            facts.ok()
        })
        .collect();
    let set = Set {
        people: &people,
        facts: &facts,
        earlier: &earlier,
        delivery: &delivery,
    };
    let drafts = composed(shell, bank, arguments, &set, outputs)?;
    reported(shell, arguments, &people, &drafts, &earlier)
}

/// Where a person's texts go.
fn outputs(
    shell: &Shell,
    arguments: &Batch,
    person: &Person,
) -> Result<Vec<(String, Product)>, Outcome> {
    let endings: IndexSet<&str> = arguments
        .format
        .iter()
        .map(|format| compose::ending(format))
        .collect();
    let paths: Vec<String> = endings
        .into_iter()
        .map(|ending| {
            let path = Path::new(&arguments.output).join(format!("{}.{ending}", person.name));
            path.to_string_lossy().into_owned()
        })
        .collect();
    compose::outputs(shell, &paths, None)
}

/// The texts from which the drafts are kept apart, with their names.
fn earlier_texts(
    shell: &Shell,
    bank: &'static Bank,
    against: &[String],
) -> Result<Vec<(String, String)>, Outcome> {
    let endings: Vec<&str> = endings().chain(["ron"]).collect();
    let mut texts = Vec::new();
    for path in against {
        for path in files::files_at(path, &endings).map_err(|fault| shell.fault(&fault))? {
            let text = text_of(shell, bank, &path)?;
            texts.push((path, without_prescribed(bank, &text)));
        }
    }
    Ok(texts)
}

/// Composes all drafts in order and writes them, each as soon as it is ready; `None` where a person had to be left out.
fn composed<'b>(
    shell: &Shell,
    bank: &'b Bank,
    arguments: &Batch,
    set: &Set<'b>,
    outputs: Vec<Vec<(String, Product)>>,
) -> Result<Vec<Option<Done<'b>>>, Outcome> {
    let jobs = arguments.jobs.map_or(0, usize::from);
    let pool = rayon::ThreadPoolBuilder::new()
        .num_threads(jobs)
        .build()
        .map_err(|error| {
            let error = error.to_string();
            shell.fault(&(Message::NoWorkers { error }, Message::TryFewerJobs))
        })?;
    let people = set.people;
    let mut series = Series::new(bank);
    for (_, text) in set.earlier {
        series.keep_apart_from(text);
    }
    // On anything but a terminal the bar draws nothing.
    let bar = ProgressBar::new(people.len() as u64);
    if let Ok(style) = ProgressStyle::with_template("{bar:40} {pos}/{len} {msg}") {
        bar.set_style(style);
    }
    let mut drafts: Vec<Option<Done<'b>>> = people.iter().map(|_| None).collect();
    let mut faults = Vec::new();
    let (sender, receiver) = mpsc::channel();
    pool.in_place_scope(|scope| {
        for (index, (person, outputs)) in people.iter().zip(outputs).enumerate() {
            let Some(facts) = &set.facts[index] else {
                bar.inc(1);
                continue;
            };
            bar.set_message(person.name.clone());
            let request = Request {
                genre: arguments.genre.clone(),
                edition: arguments.edition.clone(),
                seed: seed_of(arguments.seed, &person.name),
                length: arguments.length.map(|length| length as usize),
            };
            let planned = match series.plan(facts, &request) {
                Ok(planned) => planned,
                Err(fault) => {
                    faults.push((index, fault));
                    continue;
                }
            };
            let (sender, bar, asked) = (sender.clone(), bar.clone(), shell.asked);
            let delivery = set.delivery;
            scope.spawn(move |_| {
                let workspace = planned.finish();
                let done = Done {
                    shingles: workspace.shingles(),
                    written: written(bank, &workspace, outputs, asked, delivery),
                    workspace,
                };
                bar.inc(1);
                // The other end lives until all have sent.
                let _ = sender.send((index, done));
            });
        }
    });
    drop(sender);
    bar.finish_and_clear();
    for (index, done) in receiver {
        drafts[index] = Some(done);
    }
    for (index, fault) in faults {
        shell.fault(&fault);
        let path = people[index].path.clone();
        shell.note(&Message::PersonLeftOut { path });
    }
    Ok(drafts)
}

/// A person's own seed, which does not depend on who else is in the set; short enough to be typed.
fn seed_of(seed: u64, name: &str) -> u64 {
    xxhash_rust::xxh3::xxh3_64_with_seed(name.as_bytes(), seed) & u64::from(u32::MAX)
}

/// Writes a person's files, all or none.
fn written(
    bank: &Bank,
    workspace: &Workspace<'_>,
    outputs: Vec<(String, Product)>,
    asked: Option<Language>,
    delivery: &Delivery,
) -> Result<Written, Fault> {
    let language = asked.unwrap_or(workspace.genre.definition.language);
    let mut contents = Vec::new();
    let mut notes = Vec::new();
    for (path, product) in outputs {
        let (content, told) = compose::content(workspace, product, language, delivery)?;
        notes.extend(told);
        if files::holds(Path::new(&path), &content) {
            continue;
        }
        if was_edited(bank, &path) {
            return Err((Message::DraftWasEdited { path }, Message::MoveItAway));
        }
        contents.push((PathBuf::from(path), content));
    }
    files::write_all(&contents)?;
    Ok(Written {
        files: contents.len(),
        notes,
    })
}

/// Whether a draft lies there that was changed since it was composed: by a step of its history, or, in a Word file, by hand.
fn was_edited(bank: &Bank, path: &str) -> bool {
    let Ok(file) = read_file(path, bank) else {
        return false;
    };
    let Some(opened) = file.opened else {
        return false;
    };
    let reads_otherwise = |word: &[u8]| {
        Workspace::open(bank, &opened)
            .and_then(|(workspace, _)| workspace.is_read_in(word))
            .is_ok_and(|is_same| !is_same)
    };
    !opened.draft.history.is_empty() || file.origin.word.as_deref().is_some_and(reads_otherwise)
}

/// Prints the table, says what fell short, and tells how the run ends.
fn reported(
    shell: &Shell,
    arguments: &Batch,
    people: &[Person],
    drafts: &[Option<Done<'_>>],
    earlier: &[(String, String)],
) -> Result<Outcome, Outcome> {
    let all: Vec<(&Person, &Done<'_>)> = people
        .iter()
        .zip(drafts)
        .filter_map(|(person, done)| Some((person, done.as_ref()?)))
        .collect();
    let shingles: Vec<Shingles> = all.iter().map(|(_, done)| done.shingles.clone()).collect();
    let others: Vec<Shingles> = earlier
        .iter()
        .map(|(_, text)| Shingles::of_lines(text))
        .collect();
    let nearest = nearest(&shingles, &others);
    let name_of = |index: usize| match all.get(index) {
        Some((person, _)) => person.name.clone(),
        None => earlier[index - all.len()].0.clone(),
    };
    let mut table = table(shell);
    let mut outcome = Outcome::Clean;
    let mut changed = 0;
    let mut notes: Vec<&Message> = Vec::new();
    for ((person, done), nearest) in all.iter().zip(&nearest) {
        table.add_row(row(
            shell,
            person,
            done,
            nearest.map(|(index, likeness)| (name_of(index), likeness)),
        ));
        if compose::outcome(&done.workspace) == Outcome::Short {
            outcome = Outcome::Short;
        }
        if let Ok(written) = &done.written {
            changed += written.files;
            let new = written.notes.iter().filter(|note| !notes.contains(note));
            notes.extend(new.collect::<Vec<_>>());
        }
    }
    shell.product(format!("{table}\n"));
    for note in notes {
        shell.note(note);
    }
    shell.note(&Message::BatchSummary {
        people: people.len(),
        written: all.iter().filter(|(_, done)| done.written.is_ok()).count(),
        changed,
    });
    let worst = nearest
        .iter()
        .enumerate()
        .filter_map(|(index, nearest)| Some((index, (*nearest)?)))
        .max_by(|(_, (_, left)), (_, (_, right))| left.containment.total_cmp(&right.containment));
    if let (Some(limit), Some((first, (second, likeness)))) = (arguments.max_similarity, worst)
        && likeness.containment > limit
    {
        shell.note(&Message::TooAlike {
            first: name_of(first),
            second: name_of(second),
            found: vary::percent(likeness.containment),
            most: vary::percent(limit),
        });
        let drafts = all.iter().map(|(_, done)| &done.workspace);
        for (formulation, phrasings, drafts) in thin_formulations(drafts).into_iter().take(SHOWN) {
            shell.note(&Message::ThinFormulation {
                formulation,
                phrasings,
                drafts,
            });
        }
        outcome = Outcome::Short;
    }
    for (_, done) in &all {
        if let Err(fault) = &done.written {
            outcome = shell.fault(fault);
        }
    }
    if all.len() < people.len() {
        return Err(Outcome::Unusable);
    }
    Ok(outcome)
}

fn table(shell: &Shell) -> Table {
    let headings = [
        Message::ColumnPerson,
        Message::ColumnFile,
        Message::ColumnCharacters,
        Message::ColumnExamples,
        Message::ColumnFindings,
        Message::ColumnNearest,
    ];
    let mut table = Table::new();
    table
        .load_style(presets::NOTHING)
        .set_content_arrangement(ContentArrangement::Disabled)
        .set_header(headings.map(|heading| heading.text(shell.language)));
    for column in [2, 3] {
        if let Some(column) = table.column_mut(column) {
            column.set_cell_alignment(CellAlignment::Right);
        }
    }
    table
}

fn row(
    shell: &Shell,
    person: &Person,
    done: &Done<'_>,
    nearest: Option<(String, Likeness)>,
) -> Vec<String> {
    let workspace = &done.workspace;
    let examples: IndexSet<&str> = workspace
        .document
        .sections
        .iter()
        .flat_map(Section::sentences)
        .filter(|sentence| sentence.grade() == Grade::Hard)
        .flat_map(|sentence| sentence.facts())
        .collect();
    let count = |severity| {
        let findings = workspace.findings.iter();
        findings
            .filter(|finding| finding.severity == severity)
            .count()
    };
    let (errors, warnings) = (count(Severity::Error), count(Severity::Warning));
    let findings = if errors + warnings == 0 {
        "0".to_owned()
    } else {
        Message::FindingsCount { errors, warnings }.text(shell.language)
    };
    let nearest = nearest.map_or_else(String::new, |(name, likeness)| {
        let share = vary::percent(likeness.containment);
        Message::NearestText { share, name }.text(shell.language)
    });
    vec![
        workspace.facts.author.name.clone(),
        person.name.clone(),
        workspace.document.length().to_string(),
        examples.len().to_string(),
        findings,
        nearest,
    ]
}
