//! `chengwen rules`: lists the rules, or explains one.

use super::{Outcome, Shell};
use crate::bank::Genre;
use crate::check::{Explained, RULES, Rule};
use crate::diagnostic::known_or_nearest;
use crate::message::Message;
use crate::project::SUPPRESSION_EXPLAINED;
use std::fmt::Write as _;

/// Runs the command.
pub fn run(shell: &Shell, rule: Option<&str>) -> Outcome {
    let bank = match shell.bank() {
        Ok(bank) => bank,
        Err(outcome) => return outcome,
    };
    let genre = bank.genres.values().next();
    let warning = super::report::label(crate::diagnostic::Severity::Warning, shell.language);
    let mut entries: Vec<(Explained, String)> = RULES
        .iter()
        .map(|rule| (rule.explained(), level(shell, genre, rule)))
        .collect();
    entries.push((SUPPRESSION_EXPLAINED, warning));
    match rule {
        None => {
            let width = entries.iter().map(|(rule, _)| rule.id.len()).max();
            let width = width.unwrap_or(0);
            let mut text = String::new();
            for (rule, level) in &entries {
                let what = rule.what.text(shell.language);
                let _ = writeln!(text, "{:width$}  {level}  {what}", rule.id);
            }
            shell.product(&text);
            Outcome::Clean
        }
        Some(id) => {
            if let Some((rule, level)) = entries.iter().find(|(rule, _)| rule.id == id) {
                shell.product(explanation(shell, rule, level));
                return Outcome::Clean;
            }
            let known: Vec<&str> = entries.iter().map(|(rule, _)| rule.id).collect();
            let help = known_or_nearest(id, &known);
            let rule = id.to_owned();
            shell.fault(&(Message::UnknownRule { rule }, help))
        }
    }
}

fn explanation(shell: &Shell, rule: &Explained, level: &str) -> String {
    let language = shell.language;
    let mut text = format!("{}\n\n", rule.id);
    let entries = [
        (Message::RuleWhat, rule.what.text(language)),
        (Message::RuleWhy, rule.why.text(language)),
        (Message::RuleExample, rule.example.text(language)),
        (Message::RuleLevel, level),
    ];
    for (label, value) in entries {
        let _ = writeln!(text, "{}: {value}", label.text(language));
    }
    text
}

/// The rule's level in the first genre of the bank, with what its roles change.
fn level(shell: &Shell, genre: Option<&Genre>, rule: &Rule) -> String {
    let word = |severity: Option<crate::diagnostic::Severity>| match severity {
        Some(severity) => super::report::label(severity, shell.language),
        None => Message::LevelOff.text(shell.language),
    };
    let settings = genre.and_then(|genre| genre.definition.rules.get(rule.id));
    let mut text = word(settings.and_then(|settings| settings.level));
    for (role, severity) in settings.into_iter().flat_map(|settings| &settings.roles) {
        let name = crate::bank::Role::NAMED
            .iter()
            .find(|(_, known)| known == role)
            .map_or("", |(name, _)| name);
        let _ = write!(text, " ({name}: {})", word(*severity));
    }
    text
}
