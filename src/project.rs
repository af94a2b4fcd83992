//! What a project asks of its texts beside the genre: `chengwen.ron`, findings that are allowed with a reason, and a baseline.

mod baseline;
mod read;
mod suppress;

pub use baseline::{Baseline, read_baseline};
pub use read::read_project;
pub use suppress::{EXPLAINED as SUPPRESSION_EXPLAINED, RULE as SUPPRESSION, suppress};

use crate::bank::RuleSettings;
use crate::diagnostic::Severity;
use indexmap::IndexMap;

/// The name of a project's file, which is looked for beside a text and in the folders above it.
pub const PROJECT_FILE: &str = "chengwen.ron";

/// What a project asks.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Project {
    /// The genre of its texts.
    pub genre: Option<String>,
    /// Their edition.
    pub edition: Option<String>,
    /// What changes of the rules' settings, by rule id.
    pub rules: IndexMap<String, Change>,
    /// Short names of places and bodies that count as details.
    pub gazetteer: Vec<String>,
    /// Findings that are allowed.
    pub allow: Vec<Allowance>,
}

/// What a project changes of a rule's settings; what is empty stays as the genre has it.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Change {
    /// The level.
    pub level: Option<Level>,
    /// Numbers by name.
    pub numbers: IndexMap<String, f64>,
}

/// A rule's level in a project.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Level {
    /// It is switched off.
    Off,
    /// Its findings have this severity, whatever the section.
    At(Severity),
}

/// Findings of a rule that are allowed throughout a project.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Allowance {
    /// The rule's id.
    pub rule: String,
    /// Why.
    pub reason: String,
    /// The file's name, where only one file is meant.
    pub file: Option<String>,
    /// The words, where only a finding of these is meant.
    pub text: Option<String>,
}

impl Project {
    /// The genre's settings with the project's changes.
    pub fn settings(
        &self,
        genre: &IndexMap<String, RuleSettings>,
    ) -> IndexMap<String, RuleSettings> {
        let mut settings = genre.clone();
        for (rule, change) in &self.rules {
            let set = settings.entry(rule.clone()).or_default();
            if let Some(level) = change.level {
                set.level = match level {
                    Level::Off => None,
                    Level::At(severity) => Some(severity),
                };
                set.roles.clear();
            }
            set.numbers.extend(change.numbers.clone());
        }
        settings
    }
}
