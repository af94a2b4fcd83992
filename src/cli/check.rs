//! `chengwen check`: texts that anyone wrote, held against the rules.

mod comments;
mod fixes;
mod formats;
mod human;

use super::arguments::{Check, CheckFormat};
use super::{Outcome, Shell, report};
use crate::bank::Bank;
use crate::check::{Finding, RULES};
use crate::diagnostic::{Severity, any_error, known_or_nearest};
use crate::document::parse::{endings, reader_of};
use crate::draft::read::read_draft;
use crate::fact::Facts;
use crate::files;
use crate::message::{Language, Message};
use crate::project::{Baseline, PROJECT_FILE, Project, SUPPRESSION, read_baseline, read_project};
use crate::source::Source;
use crate::workspace::{Pair, Request, Reviewed, Reviewer, alike};
use indexmap::IndexMap;
use indicatif::{ProgressBar, ProgressDrawTarget};
use rayon::prelude::*;
use std::path::{Path, PathBuf};

/// From so many files on, progress is shown.
const MANY: usize = 8;

/// What an output format is given.
struct Report<'r, 'b> {
    texts: &'r [Reviewed<'b>],
    /// The genre of each text.
    genres: Vec<&'b crate::bank::Genre>,
    /// All that was read, the given texts first.
    all: &'r [Reviewed<'b>],
    pairs: &'r [Pair],
    language: Language,
}

/// Runs the command.
pub fn run(shell: &Shell, arguments: &Check) -> Outcome {
    match check(shell, arguments) {
        Ok(outcome) | Err(outcome) => outcome,
    }
}

fn check(shell: &Shell, arguments: &Check) -> Result<Outcome, Outcome> {
    for rule in arguments.select.iter().chain(&arguments.ignore) {
        let known: Vec<&str> = RULES
            .iter()
            .map(|rule| rule.id)
            .chain([SUPPRESSION])
            .collect();
        if !known.contains(&rule.as_str()) {
            let help = known_or_nearest(rule, &known);
            let rule = rule.clone();
            return Err(shell.fault(&(Message::UnknownRule { rule }, help)));
        }
    }
    if let Some(path) = &arguments.write_baseline
        && Path::new(path).exists()
        && !files::read(path).is_ok_and(|source| !any_error(&read_baseline(&source).1))
    {
        let path = path.clone();
        return Err(shell.fault(&(Message::WouldOverwrite { path }, Message::WriteElsewhere)));
    }
    let commented = match &arguments.annotate {
        Some(output) => Some(comments::of(shell, arguments, output)?),
        None => None,
    };
    let bank = shell.bank()?;
    let facts: Option<&'static Facts> = match &arguments.facts {
        // Facts live as long as the run, like the bank.
        Some(path) => {
            let facts = shell.facts(bank, path, arguments.genre.as_deref())?;
            Some(Box::leak(Box::new(facts)))
        }
        None => None,
    };
    let mut baseline = match &arguments.baseline {
        Some(path) => Some(baseline(shell, path)?),
        None => None,
    };
    let mut is_unusable = false;
    let endings: Vec<&str> = endings().collect();
    let mut names = |paths: &[String]| {
        let mut names: Vec<String> = Vec::new();
        for path in paths {
            match files::files_at(path, &endings) {
                Ok(found) => names.extend(found),
                Err(fault) => {
                    shell.fault(&fault);
                    is_unusable = true;
                }
            }
        }
        names
    };
    let given = names(&arguments.files);
    let against: Vec<String> = names(&arguments.against)
        .into_iter()
        .filter(|path| !given.iter().any(|given| files::is_same(given, path)))
        .collect();
    let reviewers = reviewers(shell, arguments, bank, facts, given.iter().chain(&against))?;
    let reviewer_of = |name: &str| &reviewers[&files::find_upwards(name, PROJECT_FILE)];
    let progress = progress(given.len() + against.len(), shell);
    let read: Vec<Result<Reviewed<'static>, Fault>> = given
        .par_iter()
        .chain(&against)
        .map(|name| {
            let read = read(bank, reviewer_of(name), name);
            progress.inc(1);
            read
        })
        .collect();
    progress.finish_and_clear();
    let mut all = Vec::new();
    let mut count = 0;
    for (index, read) in read.into_iter().enumerate() {
        match read {
            Ok(text) => {
                all.push(text);
                count += usize::from(index < given.len());
            }
            Err(fault) => {
                fault.show(shell);
                is_unusable = true;
            }
        }
    }
    let pairs = if all.len() > 1 {
        alike(&all, count)
    } else {
        Vec::new()
    };
    let checked: Vec<Vec<Finding>> = (0..count)
        .into_par_iter()
        .map(|at| {
            let reviewer = reviewer_of(&all[at].name);
            reviewer.check(&all[at], &reviewer.others(at, &all, &pairs))
        })
        .collect();
    let mut known = 0;
    let mut noted = Baseline::default();
    for (text, findings) in all.iter_mut().zip(checked) {
        text.findings = findings;
        text.findings
            .retain(|finding| is_asked_for(finding, arguments));
        if arguments.write_baseline.is_some() {
            noted.note(&text.name, &with_words(text));
        }
        if let Some(baseline) = &mut baseline {
            let is_known = baseline.known(&text.name, &with_words(text));
            known += is_known.iter().filter(|is_known| **is_known).count();
            let mut is_known = is_known.into_iter();
            text.findings.retain(|_| !is_known.next().unwrap_or(false));
        }
    }
    if arguments.fix {
        for text in &mut all[..count] {
            is_unusable |=
                fixes::fix(shell, bank, reviewer_of(&text.name), text, arguments).is_err();
        }
    }
    let texts = &all[..count];
    let report = Report {
        texts,
        genres: texts
            .iter()
            .map(|text| reviewer_of(&text.name).genre)
            .collect(),
        all: &all,
        pairs: &pairs,
        language: match arguments.format {
            CheckFormat::Json => texts.first().map_or(shell.language, |text| {
                shell.language_of(reviewer_of(&text.name).genre)
            }),
            _ => shell.language,
        },
    };
    match arguments.format {
        CheckFormat::Human => shell.show(&human::written(&report, arguments.quiet)),
        CheckFormat::Json => shell.product(formats::json(&report)),
        CheckFormat::Sarif => shell.product(formats::sarif(&report)),
        CheckFormat::Github => shell.product(formats::github(&report)),
    }
    if !arguments.quiet {
        notes(shell, texts, known, reviewers.values().next());
    }
    if let (Some(output), [text]) = (commented, texts) {
        let genre = reviewer_of(&text.name).genre;
        comments::write(shell, text, shell.language_of(genre), output)?;
    }
    if let Some(path) = &arguments.write_baseline {
        files::write(Path::new(path), noted.written().as_bytes())
            .map_err(|fault| shell.fault(&fault))?;
        let path = path.clone();
        shell.note(&Message::Wrote { path });
    }
    let is_short = texts
        .iter()
        .flat_map(|text| &text.findings)
        .any(|finding| finding.severity == Severity::Error);
    Ok(match (is_unusable, is_short) {
        (true, _) => Outcome::Unusable,
        (false, true) if arguments.write_baseline.is_none() => Outcome::Short,
        _ => Outcome::Clean,
    })
}

/// Why a file cannot be used.
enum Fault {
    Message((Message, Message)),
    Draft(Vec<crate::diagnostic::Diagnostic>, Source),
}

impl Fault {
    fn show(&self, shell: &Shell) {
        match self {
            Fault::Message(fault) => {
                shell.fault(fault);
            }
            Fault::Draft(diagnostics, source) => {
                report::diagnostics(diagnostics, std::slice::from_ref(source), shell.language);
            }
        }
    }
}

fn read(
    bank: &'static Bank,
    reviewer: &Reviewer<'static>,
    name: &str,
) -> Result<Reviewed<'static>, Fault> {
    let is_draft = Path::new(name)
        .extension()
        .is_some_and(|ending| ending.eq_ignore_ascii_case("ron"));
    if is_draft {
        let source = files::read(name).map_err(Fault::Message)?;
        let (opened, diagnostics) = read_draft(&source, bank);
        let Some(opened) = opened else {
            return Err(Fault::Draft(diagnostics, source));
        };
        return reviewer.open(bank, source, &opened).map_err(Fault::Message);
    }
    let bytes = files::read_bytes(name).map_err(Fault::Message)?;
    let mut paragraphs = (reader_of(name).read)(name, &bytes).map_err(Fault::Message)?;
    let carried = paragraphs.draft.take().and_then(|draft| {
        let (opened, diagnostics) = read_draft(&Source::new(name, draft), bank);
        opened.filter(|_| !any_error(&diagnostics))
    });
    Ok(reviewer.read(name, paragraphs, carried.as_ref()))
}

/// A reviewer for each project that the files belong to.
fn reviewers<'n>(
    shell: &Shell,
    arguments: &Check,
    bank: &'static Bank,
    facts: Option<&'static Facts>,
    names: impl Iterator<Item = &'n String>,
) -> Result<IndexMap<Option<PathBuf>, Reviewer<'static>>, Outcome> {
    let request = Request {
        genre: arguments.genre.clone(),
        edition: arguments.edition.clone(),
        ..Request::default()
    };
    let mut reviewers = IndexMap::new();
    for name in names {
        let path = files::find_upwards(name, PROJECT_FILE);
        if reviewers.contains_key(&path) {
            continue;
        }
        let project = match &path {
            Some(path) => project(shell, bank, path)?,
            None => Project::default(),
        };
        let reviewer = Reviewer::new(bank, facts, project, &request);
        reviewers.insert(path, reviewer.map_err(|fault| shell.fault(&fault))?);
    }
    Ok(reviewers)
}

fn project(shell: &Shell, bank: &Bank, path: &Path) -> Result<Project, Outcome> {
    let source = files::read(&path.to_string_lossy()).map_err(|fault| shell.fault(&fault))?;
    let (project, diagnostics) = read_project(&source, bank);
    report::diagnostics(&diagnostics, std::slice::from_ref(&source), shell.language);
    if any_error(&diagnostics) {
        return Err(Outcome::Unusable);
    }
    Ok(project)
}

fn baseline(shell: &Shell, path: &str) -> Result<Baseline, Outcome> {
    let source = files::read(path).map_err(|fault| shell.fault(&fault))?;
    let (baseline, diagnostics) = read_baseline(&source);
    report::diagnostics(&diagnostics, std::slice::from_ref(&source), shell.language);
    if any_error(&diagnostics) {
        let path = path.to_owned();
        return Err(shell.fault(&(Message::NotABaseline { path }, Message::WriteABaseline)));
    }
    Ok(baseline)
}

fn is_asked_for(finding: &Finding, arguments: &Check) -> bool {
    let names = |rules: &[String]| rules.iter().any(|rule| rule == finding.rule);
    (arguments.select.is_empty() || names(&arguments.select))
        && !names(&arguments.ignore)
        && arguments
            .min_severity
            .is_none_or(|least| finding.severity <= least.severity())
}

fn with_words<'t>(text: &'t Reviewed<'_>) -> Vec<(&'t Finding, String)> {
    text.findings
        .iter()
        .map(|finding| (finding, text.words_of(finding)))
        .collect()
}

fn progress(files: usize, shell: &Shell) -> ProgressBar {
    let bar = ProgressBar::new(files as u64);
    if files < MANY || shell.failed.get() {
        bar.set_draw_target(ProgressDrawTarget::hidden());
    }
    bar
}

fn notes(
    shell: &Shell,
    texts: &[Reviewed<'static>],
    known: usize,
    reviewer: Option<&Reviewer<'static>>,
) {
    for text in texts {
        for note in &text.notes {
            let (path, note) = (text.name.clone(), Box::new(note.clone()));
            shell.note(&Message::NoteOnFile { path, note });
        }
    }
    let count = |severity| {
        let findings = texts.iter().flat_map(|text| &text.findings);
        findings
            .filter(|finding| finding.severity == severity)
            .count()
    };
    if known > 0 {
        shell.note(&Message::KnownFindings { count: known });
    }
    let idle = reviewer
        .map(|reviewer| reviewer.idle_rules(texts))
        .unwrap_or_default();
    if !idle.is_empty() && !texts.is_empty() {
        let rules = idle.into_iter().map(str::to_owned).collect();
        shell.note(&Message::RuleWithoutSections { rules });
    }
    shell.note(&Message::CheckSummary {
        files: texts.len(),
        errors: count(Severity::Error),
        warnings: count(Severity::Warning),
        notes: count(Severity::Note),
    });
}
