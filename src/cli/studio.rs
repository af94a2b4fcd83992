//! `chengwen studio`: opens the local page and serves it until it is stopped.

use super::arguments::Studio as Arguments;
use super::{Outcome, Shell, compose};
use crate::files;
use crate::message::Message;
use crate::studio::desk::{Desk, Listed, listed};
use crate::studio::guard::Guard;
use crate::studio::route::Studio;
use crate::studio::serve::{listen, serve};
use crate::studio::upload::{LEDGERS, ending_of};
use crate::studio::view::encoded;
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::sync::Mutex;

/// Runs the command.
pub fn run(shell: &Shell, arguments: &Arguments) -> Outcome {
    match studio(shell, arguments) {
        Ok(outcome) | Err(outcome) => outcome,
    }
}

fn studio(shell: &Shell, arguments: &Arguments) -> Result<Outcome, Outcome> {
    let (folder, start) = place(shell, arguments.place.as_deref().unwrap_or("."))?;
    let cannot_listen = |error: std::io::Error| {
        let error = error.to_string();
        shell.fault(&(Message::CannotListen { error }, Message::ChooseAPort))
    };
    let listener = listen(arguments.port).map_err(cannot_listen)?;
    let port = listener.local_addr().map_err(cannot_listen)?.port();
    let bank = shell.bank()?;
    let token = format!("{:032x}", rand::random::<u128>());
    let address = format!("http://127.0.0.1:{port}/enter?token={token}");
    let studio = Studio {
        guard: Guard { port, token },
        start,
        desk: Mutex::new(Desk::new(bank, folder, shell.language, compose::draw_seed)),
    };
    shell.product(format!("{address}\n"));
    shell.note(&Message::StudioIsOpen);
    if arguments.open {
        open(shell, &address);
    }
    serve(listener, studio).map_err(cannot_listen)?;
    Ok(Outcome::Clean)
}

/// The folder of what was named, and where the page begins.
fn place(shell: &Shell, place: &str) -> Result<(PathBuf, String), Outcome> {
    let path = std::path::absolute(place).unwrap_or_else(|_| PathBuf::from(place));
    if path.is_dir() {
        return Ok((path, "/".to_owned()));
    }
    let is_ledger = LEDGERS.contains(&ending_of(place).as_str());
    let found = if is_ledger {
        path.is_file().then_some(Listed::Facts)
    } else {
        let source = files::read(place).map_err(|fault| shell.fault(&fault))?;
        listed(&source.text)
    };
    let folder = path.parent().unwrap_or(&path).to_owned();
    let name = path
        .file_name()
        .map(|name| encoded(&name.to_string_lossy()));
    let name = name.unwrap_or_default();
    match found {
        Some(Listed::Draft) => Ok((folder, format!("/draft/{name}"))),
        Some(Listed::Facts) => Ok((folder, format!("/?facts={name}"))),
        None => {
            let path = place.to_owned();
            Err(shell.fault(&(Message::NotADraft { path }, Message::ComposeADraft)))
        }
    }
}

/// Asks the system to show an address; where it cannot, the address is on the screen all the same.
fn open(shell: &Shell, address: &str) {
    let command = if cfg!(target_os = "macos") {
        ("open", vec![address])
    } else if cfg!(windows) {
        ("cmd", vec!["/C", "start", "", address])
    } else {
        ("xdg-open", vec![address])
    };
    let started = Command::new(command.0)
        .args(command.1)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn();
    if started.is_err() {
        shell.note(&Message::NoBrowser);
    }
}
