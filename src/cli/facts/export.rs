//! `chengwen facts export`: facts in another form.

use super::product::{self, Form};
use super::template::genre_of;
use crate::cli::{Outcome, Shell};
use crate::fact::write::written;
use crate::files;
use crate::message::Message;

/// Runs the command.
pub fn run(
    shell: &Shell,
    path: &str,
    output: Option<&str>,
    genre: Option<&str>,
    edition: Option<&str>,
) -> Result<Outcome, Outcome> {
    let output = output.filter(|output| *output != "-");
    let form = match output {
        Some(output) => product::form(shell, output)?,
        None => Form::Ron,
    };
    if let Some(output) = output
        && files::is_same(output.trim_end_matches('/'), path.trim_end_matches('/'))
    {
        let path = output.to_owned();
        return Err(shell.fault(&(Message::WouldOverwrite { path }, Message::WriteElsewhere)));
    }
    let bank = shell.bank()?;
    let mut facts = shell.facts(bank, path, genre)?;
    let genre_id = genre.map(str::to_owned).or_else(|| facts.genre.clone());
    let genre = genre_of(shell, bank, genre_id.as_deref())?;
    facts.genre = Some(genre.definition.id.clone());
    if let Some(edition) = edition {
        if !genre.editions.contains_key(edition) {
            let edition = edition.to_owned();
            let known = genre.editions.keys().cloned().collect();
            let fault = (
                Message::UnknownEdition { edition },
                Message::KnownAre { known },
            );
            return Err(shell.fault(&fault));
        }
        facts.edition = Some(edition.to_owned());
    }
    match output {
        None => shell.product(written(&facts, genre)),
        Some(output) => {
            let files = product::files(shell, form, output, genre, &facts, false)?;
            // Another person's ledger in the way would be lost, or mixed with this one.
            if let Some(path) = product::in_the_way(output, &files) {
                return Err(
                    shell.fault(&(Message::WouldOverwrite { path }, Message::WriteElsewhere))
                );
            }
            product::write(shell, output, &files)?;
        }
    }
    let hidden = facts
        .facts
        .values()
        .filter(|fact| fact.confidential)
        .count();
    if hidden > 0 {
        shell.note(&Message::HoldsConfidential { facts: hidden });
    }
    Ok(Outcome::Clean)
}
