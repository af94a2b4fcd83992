//! The arguments; their help is said in both languages from `message::HELP`.

use crate::diagnostic::Severity;
use crate::message::{HELP, HELP_HEADINGS, Language};
use clap::{Arg, ArgAction, Args, Parser, Subcommand, ValueEnum};
use std::path::PathBuf;

/// The whole command line.
#[derive(Debug, Parser)]
#[command(name = "chengwen", version, disable_help_subcommand = true)]
pub struct Arguments {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
    #[arg(long, global = true, value_name = "DIR")]
    pub bank: Option<PathBuf>,
    #[arg(long, global = true, value_name = "DIR")]
    pub overlay: Vec<PathBuf>,
    #[arg(long, global = true, value_enum, hide_possible_values = true)]
    pub lang: Option<LanguageChoice>,
}

/// The language of messages.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub enum LanguageChoice {
    /// Chinese.
    Zh,
    /// English.
    En,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub enum Command {
    Compose(Compose),
    Vary(Vary),
    Batch(Batch),
    Compare(Compare),
    Swap(Swap),
    Adopt(Adopt),
    Render(Render),
    Check(Check),
    Facts {
        #[command(subcommand)]
        command: FactsCommand,
    },
    Bank {
        #[command(subcommand)]
        command: BankCommand,
    },
    Rules {
        rule: Option<String>,
    },
    #[cfg(feature = "studio")]
    Studio(Studio),
    Completions {
        #[arg(value_enum, hide_possible_values = true)]
        shell: clap_complete::Shell,
    },
    Man,
}

/// `compose`
#[derive(Debug, Args)]
pub struct Compose {
    #[arg(required_unless_present = "keep")]
    pub facts: Option<String>,
    #[arg(long, value_name = "DRAFT", conflicts_with_all = ["genre", "edition"])]
    pub keep: Option<String>,
    #[arg(short, long = "output", value_name = "OUT")]
    pub output: Vec<String>,
    #[arg(long)]
    pub genre: Option<String>,
    #[arg(long)]
    pub edition: Option<String>,
    #[arg(long)]
    pub seed: Option<u64>,
    #[arg(long, value_name = "CHARS", value_parser = clap::value_parser!(u32).range(1..=1_000_000))]
    pub length: Option<u32>,
    #[arg(long)]
    pub strict: bool,
    #[arg(long)]
    pub format: Option<String>,
    #[command(flatten)]
    pub hand: Hand,
}

/// How a text is handed over.
#[derive(Debug, Args)]
pub struct Hand {
    #[arg(long, value_name = "TEMPLATE.docx")]
    pub reference_doc: Option<PathBuf>,
    #[arg(long)]
    pub no_provenance: bool,
}

/// `vary`
#[derive(Debug, Args)]
pub struct Vary {
    pub facts: String,
    #[arg(short, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=200))]
    pub number: u32,
    #[arg(short, long = "output", value_name = "DIR")]
    pub output: String,
    #[arg(long, value_name = "S", value_parser = share)]
    pub max_similarity: Option<f64>,
    #[arg(long)]
    pub genre: Option<String>,
    #[arg(long)]
    pub edition: Option<String>,
    #[arg(long)]
    pub seed: Option<u64>,
    #[arg(long, value_name = "CHARS", value_parser = clap::value_parser!(u32).range(1..=1_000_000))]
    pub length: Option<u32>,
    #[arg(long)]
    pub format: Option<String>,
    #[command(flatten)]
    pub hand: Hand,
}

/// `batch`
#[derive(Debug, Args)]
pub struct Batch {
    pub people: String,
    #[arg(short, long = "output", value_name = "DIR")]
    pub output: String,
    #[arg(long, value_name = "FILE|DIR")]
    pub against: Vec<String>,
    #[arg(long, value_name = "S", value_parser = share)]
    pub max_similarity: Option<f64>,
    #[arg(long)]
    pub genre: Option<String>,
    #[arg(long)]
    pub edition: Option<String>,
    #[arg(long, default_value_t = 0)]
    pub seed: u64,
    #[arg(long, value_name = "CHARS", value_parser = clap::value_parser!(u32).range(1..=1_000_000))]
    pub length: Option<u32>,
    #[arg(long, default_value = "txt")]
    pub format: Vec<String>,
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=256))]
    pub jobs: Option<u16>,
    #[command(flatten)]
    pub hand: Hand,
}

/// `compare`
#[derive(Debug, Args)]
pub struct Compare {
    #[arg(required = true, num_args = 2..)]
    pub files: Vec<String>,
}

/// `studio`
#[cfg(feature = "studio")]
#[derive(Debug, Args)]
pub struct Studio {
    pub place: Option<String>,
    #[arg(long, value_name = "PORT", default_value_t = 0)]
    pub port: u16,
    #[arg(long)]
    pub open: bool,
}

/// `swap`
#[derive(Debug, Args)]
#[command(group = clap::ArgGroup::new("what").multiple(false).args([
    "pick", "next", "random", "write", "fact", "point", "add", "remove", "move_to", "lock", "unlock", "undo", "redo",
    "history", "format",
]))]
#[allow(clippy::struct_excessive_bools)]
pub struct Swap {
    pub draft: String,
    pub address: Option<String>,
    #[arg(long, value_name = "K")]
    pub pick: Option<usize>,
    #[arg(long)]
    pub next: bool,
    #[arg(long)]
    pub random: bool,
    #[arg(long, value_name = "TEXT")]
    pub write: Option<String>,
    #[arg(long, value_name = "ID")]
    pub fact: Option<String>,
    #[arg(long, value_name = "TOPIC/POINT", num_args = 0..=1, default_missing_value = "")]
    pub point: Option<String>,
    #[arg(long, value_name = "ID")]
    pub add: Option<String>,
    #[arg(long)]
    pub remove: bool,
    #[arg(long = "move", value_name = "N")]
    pub move_to: Option<usize>,
    #[arg(long)]
    pub lock: bool,
    #[arg(long)]
    pub unlock: bool,
    #[arg(long)]
    pub undo: bool,
    #[arg(long)]
    pub redo: bool,
    #[arg(long)]
    pub history: bool,
    #[arg(long)]
    pub format: Option<String>,
}

/// `adopt`
#[derive(Debug, Args)]
pub struct Adopt {
    pub draft: String,
    pub edited: String,
    #[arg(long)]
    pub force: bool,
}

/// `render`
#[derive(Debug, Args)]
pub struct Render {
    pub draft: String,
    #[arg(short, long = "output", value_name = "OUT")]
    pub output: Vec<String>,
    #[arg(long)]
    pub format: Option<String>,
    #[command(flatten)]
    pub hand: Hand,
}

/// `check`
#[derive(Debug, Args)]
#[allow(clippy::struct_excessive_bools)]
pub struct Check {
    #[arg(required = true)]
    pub files: Vec<String>,
    #[arg(long)]
    pub facts: Option<String>,
    #[arg(long, value_name = "FILE|DIR")]
    pub against: Vec<String>,
    #[arg(
        long,
        value_enum,
        default_value = "human",
        hide_default_value = true,
        hide_possible_values = true
    )]
    pub format: CheckFormat,
    #[arg(long)]
    pub genre: Option<String>,
    #[arg(long)]
    pub edition: Option<String>,
    #[arg(long, value_name = "RULE", value_delimiter = ',')]
    pub select: Vec<String>,
    #[arg(long, value_name = "RULE", value_delimiter = ',')]
    pub ignore: Vec<String>,
    #[arg(long, value_enum, value_name = "LEVEL", hide_possible_values = true)]
    pub min_severity: Option<Least>,
    #[arg(long)]
    pub quiet: bool,
    #[arg(long)]
    pub fix: bool,
    #[arg(long, value_name = "OUT.docx")]
    pub annotate: Option<String>,
    #[arg(long, value_name = "FILE")]
    pub baseline: Option<String>,
    #[arg(long, value_name = "FILE", conflicts_with = "fix")]
    pub write_baseline: Option<String>,
}

/// How findings are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum CheckFormat {
    /// For people.
    Human,
    /// The project's own JSON.
    Json,
    /// SARIF 2.1.0.
    Sarif,
    /// Annotations in a log of GitHub's.
    Github,
}

/// The least severity that is shown.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub enum Least {
    /// Errors only.
    Error,
    /// Errors and warnings.
    Warning,
    /// All.
    Note,
}

/// `facts …`
#[derive(Debug, Subcommand)]
pub enum FactsCommand {
    Lint {
        #[arg(required = true)]
        facts: Vec<String>,
        #[arg(long)]
        genre: Option<String>,
    },
    Template {
        #[arg(long)]
        genre: Option<String>,
        #[arg(long)]
        edition: Option<String>,
        #[arg(short, long = "output", value_name = "OUT")]
        output: Option<String>,
    },
    Missing {
        facts: String,
        #[arg(long)]
        genre: Option<String>,
        #[arg(long)]
        edition: Option<String>,
    },
    Export {
        facts: String,
        #[arg(short, long = "output", value_name = "OUT")]
        output: Option<String>,
        #[arg(long)]
        genre: Option<String>,
        #[arg(long)]
        edition: Option<String>,
    },
    Ask {
        #[arg(required_unless_present = "output")]
        facts: Option<String>,
        #[arg(short, long = "output", value_name = "OUT")]
        output: Option<String>,
        #[arg(long)]
        genre: Option<String>,
        #[arg(long)]
        edition: Option<String>,
    },
}

/// `bank …`
#[derive(Debug, Subcommand)]
pub enum BankCommand {
    List,
    Show { topic: String },
    Lint,
    Stats,
}

/// A number from 0 to 1.
fn share(text: &str) -> Result<f64, String> {
    match text.parse() {
        Ok(share) if (0.0..=1.0).contains(&share) => Ok(share),
        _ => Err("0..1".to_owned()),
    }
}

impl LanguageChoice {
    /// The language that it names.
    pub fn language(self) -> Language {
        match self {
            LanguageChoice::Zh => Language::Chinese,
            LanguageChoice::En => Language::English,
        }
    }
}

impl Least {
    /// The severity that it names.
    pub fn severity(self) -> Severity {
        match self {
            Least::Error => Severity::Error,
            Least::Warning => Severity::Warning,
            Least::Note => Severity::Note,
        }
    }
}

/// Sets the help of every command and argument in a language.
pub fn localize(command: clap::Command, language: Language) -> clap::Command {
    let flag = |name: &'static str, short: char, action: ArgAction| {
        Arg::new(name).long(name).short(short).action(action)
    };
    let command = command
        .disable_help_flag(true)
        .disable_version_flag(true)
        .arg(flag("help", 'h', ArgAction::Help).global(true))
        .arg(flag("version", 'V', ArgAction::Version));
    localize_at(command, "", language)
}

fn localize_at(mut command: clap::Command, path: &str, language: Language) -> clap::Command {
    let help = |key: &str| {
        HELP.iter()
            .find(|(known, _)| *known == key)
            .map(|(_, text)| text.text(language))
    };
    if let Some(about) = help(if path.is_empty() { "chengwen" } else { path }) {
        command = command.about(about);
    }
    let [usage, commands, arguments, options] = HELP_HEADINGS.map(|heading| heading.text(language));
    command = command
        .help_template(format!(
            "{{about-with-newline}}\n{usage}: {{usage}}\n\n{{all-args}}"
        ))
        .subcommand_help_heading(commands);
    let names: Vec<clap::Id> = command
        .get_arguments()
        .map(|argument| argument.get_id().clone())
        .collect();
    for name in names {
        let keys = keys_of(path, name.as_str());
        let text = keys.iter().find_map(|key| help(key)).unwrap_or_default();
        command = command.mut_arg(name, |argument| {
            let heading = if argument.is_positional() {
                arguments
            } else {
                options
            };
            argument.help(text).help_heading(heading)
        });
    }
    let children: Vec<String> = command
        .get_subcommands()
        .map(|child| child.get_name().to_owned())
        .collect();
    for child in children {
        let path = format!("{path} {child}").trim().to_owned();
        command = command.mut_subcommand(child, |child| localize_at(child, &path, language));
    }
    command
}

/// Where the help of an argument is looked for: its command's own, then everyone's.
fn keys_of(path: &str, name: &str) -> [String; 2] {
    [format!("{path}.{name}"), format!("--{name}")]
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    fn check(command: &clap::Command, path: &str, used: &mut Vec<String>) {
        let mut need = |keys: &[String]| {
            let found = keys
                .iter()
                .find(|key| HELP.iter().any(|(known, _)| known == key));
            assert!(found.is_some(), "no help for {keys:?}");
            used.extend(found.cloned());
        };
        need(&[if path.is_empty() {
            "chengwen".to_owned()
        } else {
            path.to_owned()
        }]);
        for argument in command.get_arguments() {
            let name = argument.get_id().to_string();
            need(&keys_of(path, &name));
        }
        for child in command.get_subcommands() {
            let path = format!("{path} {}", child.get_name()).trim().to_owned();
            check(child, &path, used);
        }
    }

    #[test]
    fn every_command_and_argument_has_help_and_no_help_is_left_over() {
        let command = localize(Arguments::command(), Language::Chinese);
        command.clone().debug_assert();
        let mut used = Vec::new();
        check(&command, "", &mut used);
        for (key, _) in HELP {
            assert!(used.iter().any(|used| used == key), "`{key}` helps nothing");
        }
    }
}
