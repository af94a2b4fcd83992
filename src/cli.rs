//! The command line: the only printing. Exit status 0 clean, 1 short of a rule, 2 unusable input.

mod adopt;
mod arguments;
mod bank;
mod batch;
mod check;
mod compose;
mod facts;
mod report;
mod rules;
#[cfg(feature = "studio")]
mod studio;
mod swap;
mod text;
mod vary;

use crate::bank::Bank;
use crate::bank::read::read_layer;
use crate::diagnostic::{Diagnostic, any_error};
use crate::embedded;
use crate::fact::Facts;
use crate::fact::ledger::read::read_ledger;
use crate::fact::read::read_facts;
use crate::files;
use crate::message::{Language, Message};
use crate::source::Source;
use arguments::{Arguments, Command, LanguageChoice};
use clap::{CommandFactory, FromArgMatches};
use std::ffi::OsString;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// How a run ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Outcome {
    /// Clean.
    Clean,
    /// The text or the facts fall short of a rule at level error.
    Short,
    /// Wrong usage, or input that cannot be used; nothing was written.
    Unusable,
}

/// What every command needs.
struct Shell {
    language: Language,
    /// The language that was asked for, if one was: products speak the genre's own otherwise, so that they are the same on
    /// every machine.
    asked: Option<Language>,
    /// Whether a product could not be written.
    failed: std::cell::Cell<bool>,
    bank_folder: Option<PathBuf>,
    overlays: Vec<PathBuf>,
}

/// A bank with the files that it was read from, empty where it is the embedded one.
struct LoadedBank {
    bank: Bank,
    sources: Vec<Source>,
    diagnostics: Vec<Diagnostic>,
}

/// Facts as they were read.
struct ReadFacts {
    facts: Facts,
    diagnostics: Vec<Diagnostic>,
    /// The text of a facts file; a ledger's faults name their cells.
    source: Option<Source>,
}

/// The endings of spreadsheets that are read.
const LEDGERS: [&str; 5] = ["xlsx", "xlsm", "xls", "ods", "csv"];
/// The endings of spreadsheets that can be saved as one of those.
const OTHER_SHEETS: [&str; 5] = ["et", "ett", "xlsb", "numbers", "wps"];

/// Runs the program.
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    let raw: Vec<OsString> = arguments.into_iter().collect();
    let asked = language_asked(&raw);
    let language = asked.unwrap_or_else(language_of_locale);
    let command = arguments::localize(Arguments::command(), language);
    let parsed = command
        .try_get_matches_from(&raw)
        .and_then(|matches| Arguments::from_arg_matches(&matches));
    let arguments = match parsed {
        Ok(arguments) => arguments,
        Err(error) => return report::usage(&error, language),
    };
    let shell = Shell {
        language,
        asked,
        failed: std::cell::Cell::new(false),
        bank_folder: arguments.bank,
        overlays: arguments.overlay,
    };
    let outcome = match arguments.command {
        Command::Compose(compose) => compose::run(&shell, &compose),
        Command::Vary(arguments) => vary::run(&shell, &arguments),
        Command::Batch(arguments) => batch::run(&shell, &arguments),
        Command::Compare(arguments) => vary::compare(&shell, &arguments),
        Command::Swap(arguments) => swap::run(&shell, &arguments),
        Command::Check(arguments) => check::run(&shell, &arguments),
        Command::Adopt(arguments) => adopt::run(&shell, &arguments),
        Command::Render(arguments) => swap::render(&shell, &arguments),
        Command::Facts { command } => facts::run(&shell, &command),
        Command::Bank { command } => bank::run(&shell, &command),
        Command::Rules { rule } => rules::run(&shell, rule.as_deref()),
        #[cfg(feature = "studio")]
        Command::Studio(arguments) => studio::run(&shell, &arguments),
        Command::Completions { shell: kind } => {
            let mut command = arguments::localize(Arguments::command(), language);
            let mut script = Vec::new();
            clap_complete::generate(kind, &mut command, "chengwen", &mut script);
            shell.product(script);
            Outcome::Clean
        }
        Command::Man => {
            let command = arguments::localize(Arguments::command(), language);
            let mut page = Vec::new();
            match clap_mangen::Man::new(command).render(&mut page) {
                Ok(()) => {
                    shell.product(page);
                    Outcome::Clean
                }
                Err(error) => shell.fault(&(
                    Message::CannotWrite {
                        path: "-".to_owned(),
                        error: error.to_string(),
                    },
                    Message::CheckThePath,
                )),
            }
        }
    };
    match outcome {
        _ if shell.failed.get() => ExitCode::from(2),
        Outcome::Clean => ExitCode::SUCCESS,
        Outcome::Short => ExitCode::from(1),
        Outcome::Unusable => ExitCode::from(2),
    }
}

impl Shell {
    /// Writes the product to standard output. A reader that has gone away is no fault; a full disk is one.
    fn product(&self, content: impl AsRef<[u8]>) {
        let mut output = std::io::stdout().lock();
        let written = output
            .write_all(content.as_ref())
            .and_then(|()| output.flush());
        if let Err(error) = written
            && error.kind() != std::io::ErrorKind::BrokenPipe
        {
            let path = "-".to_owned();
            let error = error.to_string();
            self.fault(&(Message::CannotWrite { path, error }, Message::CheckThePath));
            self.failed.set(true);
        }
    }

    /// Shows something on standard output, in colour where that is a terminal.
    fn show(&self, text: &str) {
        let choice = anstream::AutoStream::choice(&std::io::stdout());
        if choice == anstream::ColorChoice::Never {
            self.product(anstream::adapter::strip_str(text).to_string());
        } else {
            self.product(text);
        }
    }

    /// The language of a product: the one asked for, else the genre's.
    fn language_of(&self, genre: &crate::bank::Genre) -> Language {
        self.asked.unwrap_or(genre.definition.language)
    }

    /// Says something on standard error.
    fn note(&self, message: &Message) {
        report::say(&message.text(self.language));
    }

    /// Reports a fault without a place.
    fn fault(&self, (message, help): &(Message, Message)) -> Outcome {
        report::fault(message, help, self.language);
        Outcome::Unusable
    }

    /// The bank that was asked for; faults are reported. It lives as long as the run, so nothing is spent on freeing it.
    fn bank(&self) -> Result<&'static Bank, Outcome> {
        let loaded = self.load_bank()?;
        if any_error(&loaded.diagnostics) {
            report::diagnostics(&loaded.diagnostics, &loaded.sources, self.language);
            return Err(Outcome::Unusable);
        }
        Ok(Box::leak(Box::new(loaded.bank)))
    }

    /// The bank that was asked for with its faults.
    fn load_bank(&self) -> Result<LoadedBank, Outcome> {
        let mut loaded = LoadedBank {
            bank: Bank::default(),
            sources: Vec::new(),
            diagnostics: Vec::new(),
        };
        let mut folders = Vec::new();
        match &self.bank_folder {
            Some(folder) => folders.push(folder),
            None => loaded.bank = embedded::bank(),
        }
        folders.extend(&self.overlays);
        for folder in &folders {
            let sources = files::read_bank(folder).map_err(|fault| self.fault(&fault))?;
            let (layer, diagnostics) = read_layer(&sources);
            if layer.is_empty() && diagnostics.is_empty() {
                let path = folder.display().to_string();
                return Err(self.fault(&(Message::NoBankInFolder { path }, Message::CheckThePath)));
            }
            loaded.diagnostics.extend(diagnostics);
            loaded.diagnostics.extend(loaded.bank.overlay(layer));
            loaded.sources.extend(sources);
        }
        if !folders.is_empty() {
            let diagnostics = loaded.bank.validate(&loaded.sources);
            loaded.diagnostics.extend(diagnostics);
        }
        if loaded.bank.genres.is_empty() {
            let path = self
                .bank_folder
                .as_ref()
                .map_or_else(String::new, |folder| folder.display().to_string());
            return Err(self.fault(&(Message::NoBankInFolder { path }, Message::CheckThePath)));
        }
        Ok(loaded)
    }

    /// Reads facts; every fault is reported, and an error ends the run.
    fn facts(&self, bank: &Bank, path: &str, genre: Option<&str>) -> Result<Facts, Outcome> {
        let mut read = self.read_facts(bank, path, genre)?;
        if !any_error(&read.diagnostics) {
            read.diagnostics
                .retain(|diagnostic| diagnostic.severity != crate::diagnostic::Severity::Note);
        }
        self.report(&read);
        if any_error(&read.diagnostics) {
            return Err(Outcome::Unusable);
        }
        Ok(read.facts)
    }

    /// Reads a facts file, a spreadsheet or a folder of CSV files, with all their faults.
    fn read_facts(
        &self,
        bank: &Bank,
        path: &str,
        genre: Option<&str>,
    ) -> Result<ReadFacts, Outcome> {
        let ending = Path::new(path)
            .extension()
            .map(|ending| ending.to_string_lossy().to_lowercase())
            .unwrap_or_default();
        let is_folder = files::is_folder(path);
        if path == "-" || ending == "ron" && !is_folder {
            let source = files::read(path).map_err(|fault| self.fault(&fault))?;
            let (facts, diagnostics) = read_facts(&source, bank, genre);
            return Ok(ReadFacts {
                facts,
                diagnostics,
                source: Some(source),
            });
        }
        if !is_folder && !LEDGERS.contains(&ending.as_str()) {
            let help = if OTHER_SHEETS.contains(&ending.as_str()) {
                Message::SaveAsXlsx
            } else {
                Message::WriteFactsInRon
            };
            let path = path.to_owned();
            return Err(self.fault(&(Message::NotAFactsFile { path }, help)));
        }
        let files = files::read_ledger(path).map_err(|fault| self.fault(&fault))?;
        let (facts, diagnostics) = read_ledger(path, &files, bank, genre);
        Ok(ReadFacts {
            facts,
            diagnostics,
            source: None,
        })
    }

    /// Shows the faults of facts, those of a facts file with their lines.
    fn report(&self, read: &ReadFacts) {
        match &read.source {
            Some(source) => report::facts(&read.diagnostics, source, self.language),
            None => report::diagnostics(&read.diagnostics, &[], self.language),
        }
    }
}

/// `--lang` decides even how wrong usage is reported, so it is looked for before parsing.
fn language_asked(raw: &[OsString]) -> Option<Language> {
    let words: Vec<&str> = raw.iter().filter_map(|word| word.to_str()).collect();
    let value = words
        .iter()
        .position(|word| *word == "--lang")
        .and_then(|at| words.get(at + 1).copied())
        .or_else(|| words.iter().find_map(|word| word.strip_prefix("--lang=")))?;
    match value {
        "zh" => Some(LanguageChoice::Zh.language()),
        "en" => Some(LanguageChoice::En.language()),
        _ => None,
    }
}

fn language_of_locale() -> Language {
    let is_chinese = sys_locale::get_locale().is_some_and(|locale| locale.starts_with("zh"));
    if is_chinese {
        Language::Chinese
    } else {
        Language::English
    }
}
