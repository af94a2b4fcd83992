//! `chengwen rules`: lists the rules, or explains one.

use super::{Outcome, Shell};
use crate::bank::Genre;
use crate::check::{RULES, Rule};
use crate::diagnostic::known_or_nearest;
use crate::message::Message;
use std::fmt::Write as _;

/// Runs the command.
pub fn run(shell: &Shell, rule: Option<&str>) -> Outcome {
    let bank = match shell.bank() {
        Ok(bank) => bank,
        Err(outcome) => return outcome,
    };
    let genre = bank.genres.values().next();
    match rule {
        None => {
            let width = RULES.iter().map(|rule| rule.id.len()).max().unwrap_or(0);
            let mut text = String::new();
            for rule in RULES {
                let _ = writeln!(
                    text,
                    "{:width$}  {}  {}",
                    rule.id,
                    level(shell, genre, rule),
                    rule.what.text(shell.language)
                );
            }
            shell.product(&text);
            Outcome::Clean
        }
        Some(id) => {
            if let Some(rule) = RULES.iter().find(|rule| rule.id == id) {
                shell.product(explanation(shell, genre, rule));
                return Outcome::Clean;
            }
            let help = known_or_nearest(id, &RULES.map(|rule| rule.id));
            let rule = id.to_owned();
            shell.fault(&(Message::UnknownRule { rule }, help))
        }
    }
}

fn explanation(shell: &Shell, genre: Option<&Genre>, rule: &Rule) -> String {
    let language = shell.language;
    let mut text = format!("{}\n\n", rule.id);
    let entries = [
        (Message::RuleWhat, rule.what.text(language).to_owned()),
        (Message::RuleWhy, rule.why.text(language).to_owned()),
        (Message::RuleExample, rule.example.text(language).to_owned()),
        (Message::RuleLevel, level(shell, genre, rule)),
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
