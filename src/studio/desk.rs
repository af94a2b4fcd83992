//! The open folder: drafts read from their files at every request, changed under a hold, written back at once.

use super::action::{Action, Fault, perform};
use super::form::Begun;
use super::upload::{LEDGERS, ending_of};
use crate::bank::Bank;
use crate::diagnostic::Diagnostic;
use crate::document::Section;
use crate::draft::Draft;
use crate::fact::Facts;
use crate::files;
use crate::files::convert::libreoffice;
use crate::files::draft::{Origin, read_file, read_undone, write_file};
use crate::files::folder::{create, names, within};
use crate::message::Language;
use crate::source::Source;
use crate::workspace::{Address, Request, Session, Workspace};
use indexmap::IndexMap;
use std::path::PathBuf;

/// What the page works on.
#[derive(Debug)]
pub struct Desk {
    /// The phrase bank.
    pub bank: &'static Bank,
    /// The folder that was opened; nothing outside it is reached.
    pub folder: PathBuf,
    /// The language where the page asks for none.
    pub language: Language,
    /// Draws a seed.
    pub seed: fn() -> u64,
    /// Whether a text can be handed out as PDF on this machine.
    pub has_pdf: bool,
    /// The drafts as they were last read or written here, by name.
    drafts: IndexMap<String, Sheet>,
}

/// A draft as it stands in its file.
#[derive(Debug, Clone, PartialEq)]
pub struct Sheet {
    /// The file.
    pub origin: Origin,
    /// The draft with its steps.
    pub session: Session,
    /// The slots that keep their text because the bank words them otherwise now.
    pub kept: Vec<String>,
}

/// Why a request was not served.
#[derive(Debug, Clone, PartialEq)]
pub enum Refusal {
    /// There is no such file in the folder.
    NotFound,
    /// The file cannot be used as it is now.
    Broken {
        /// The file.
        source: Source,
        /// What is wrong with it.
        diagnostics: Vec<Diagnostic>,
    },
    /// The file has changed since the page saw it, in what the request is about; the sentence that now stands there.
    Conflict(Option<String>),
    /// The action cannot be carried out.
    Fault(Fault),
}

impl<F: Into<Fault>> From<F> for Refusal {
    fn from(fault: F) -> Self {
        Refusal::Fault(fault.into())
    }
}

/// What a page has seen of the draft when it asks for an action.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Seen {
    /// The version of the file; see [`Sheet::version`].
    pub version: String,
    /// The text at the action's address; empty where it is about none.
    pub text: String,
}

/// A kind of file on the work list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Listed {
    /// A saved draft.
    Draft,
    /// A facts file.
    Facts,
}

impl Sheet {
    /// A stable mark of the file's bytes.
    pub fn version(&self) -> String {
        format!(
            "{:016x}",
            xxhash_rust::xxh3::xxh3_64(self.origin.source.text.as_bytes())
        )
    }

    /// The draft with its text and findings.
    pub fn workspace<'s>(&'s self, bank: &'s Bank) -> Result<Workspace<'s>, Fault> {
        Ok(self.session.workspace(bank)?)
    }
}

impl Desk {
    /// A desk for a folder.
    pub fn new(
        bank: &'static Bank,
        folder: PathBuf,
        language: Language,
        seed: fn() -> u64,
    ) -> Self {
        Self {
            bank,
            folder,
            language,
            seed,
            has_pdf: libreoffice().is_some(),
            drafts: IndexMap::new(),
        }
    }

    /// The drafts and the facts files of the folder, by name.
    pub fn list(&self) -> Result<Vec<(String, Listed)>, Fault> {
        let names = names(&self.folder)?;
        Ok(names
            .into_iter()
            .filter_map(|name| {
                if LEDGERS.contains(&ending_of(&name).as_str()) {
                    return Some((name, Listed::Facts));
                }
                let path = within(&self.folder, &name).filter(|_| is_ron(&name))?;
                let source = files::read(&path.to_string_lossy()).ok()?;
                Some((name, listed(&source.text)?))
            })
            .collect())
    }

    /// A draft as its file is now.
    pub fn sheet(&mut self, name: &str) -> Result<&Sheet, Refusal> {
        self.refresh(name)?;
        self.drafts.get(name).ok_or(Refusal::NotFound)
    }

    /// The draft as it was last usable, whatever has become of its file.
    pub fn last(&self, name: &str) -> Option<&Sheet> {
        self.drafts.get(name)
    }

    /// Carries out an action on a draft and saves it.
    pub fn act(&mut self, name: &str, action: &Action, seen: &Seen) -> Result<&Sheet, Refusal> {
        let bank = self.bank;
        let drawn = (self.seed)();
        self.change(name, Some((action, seen)), |session| {
            perform(session, bank, action, drawn)
        })
    }

    /// Changes a draft's session and saves it. With an action, what the page has seen must still be so.
    pub fn change(
        &mut self,
        name: &str,
        asked: Option<(&Action, &Seen)>,
        change: impl FnOnce(&mut Session) -> Result<(), Fault>,
    ) -> Result<&Sheet, Refusal> {
        let path = self.path(name)?;
        let _hold = files::hold(&path)?;
        self.refresh(name)?;
        let sheet = self.drafts.get(name).ok_or(Refusal::NotFound)?;
        if let Some((action, seen)) = asked.filter(|(_, seen)| seen.version != sheet.version()) {
            let now = action
                .at()
                .map(|at| text_at(sheet, self.bank, at))
                .transpose()?
                .flatten();
            // A sentence that is still as it was seen may be changed, whatever else has changed.
            let is_free = match action {
                Action::SetFact { id, .. } => id.is_empty(),
                _ => action.at().is_some() && now.as_ref() == Some(&seen.text),
            };
            if !is_free {
                return Err(Refusal::Conflict(now));
            }
        }
        let mut session = sheet.session.clone();
        change(&mut session)?;
        let workspace = session.workspace(self.bank)?;
        let (draft, undone) = session.written(&workspace);
        write_file(&sheet.origin, &draft, None, &undone)?;
        let source = Source::new(sheet.origin.source.name.clone(), draft);
        let kept = Vec::new();
        let sheet = Sheet {
            origin: Origin { source, word: None },
            session,
            kept,
        };
        self.drafts.insert(name.to_owned(), sheet);
        self.drafts.get(name).ok_or(Refusal::NotFound)
    }

    /// Composes a draft from facts into a new file, and gives the file's name.
    pub fn compose(&mut self, wish: &str, facts: &Facts) -> Result<String, Refusal> {
        let request = Request {
            seed: (self.seed)(),
            ..Request::default()
        };
        let workspace = Workspace::compose(self.bank, facts, &request)?;
        let draft = Draft::new(facts, workspace.plan.clone());
        // Facts kept back do not belong to the text either.
        let session = Session {
            draft,
            undone: Vec::new(),
        };
        let workspace = session.workspace(self.bank)?;
        let text = session.written(&workspace).0;
        self.create(wish, &text)
    }

    /// Copies a draft into a new file with everything worded anew that is not settled, and gives that file's name.
    pub fn variant(&mut self, name: &str) -> Result<String, Refusal> {
        let seed = (self.seed)();
        let bank = self.bank;
        let mut session = self.sheet(name)?.session.clone();
        session.draft.history.clear();
        let mut workspace = session.workspace(bank)?;
        workspace.reroll(seed);
        session.draft.plan = workspace.plan;
        let workspace = session.workspace(bank)?;
        let text = session.written(&workspace).0;
        self.create(name, &text)
    }

    /// The form that the writer has begun at a draft and not kept yet: it waits in a file of its own, so that a closed window or a crash
    /// loses nothing that was typed.
    pub fn begun(&mut self, name: &str) -> Result<Option<Begun>, Refusal> {
        let path = self.begun_path(name)?;
        let text = files::read(&path.to_string_lossy());
        // One that cannot be read is nobody's loss but its own.
        Ok(text
            .ok()
            .and_then(|source| serde_json::from_str(&source.text).ok()))
    }

    /// Keeps what stands in a form that was begun; `None` where it was kept or given up.
    pub fn begin(&mut self, name: &str, begun: Option<&Begun>) -> Result<(), Refusal> {
        let path = self.begun_path(name)?;
        match begun.and_then(|begun| serde_json::to_vec(begun).ok()) {
            Some(text) => Ok(files::write(&path, &text)?),
            None => Ok(files::remove(&path)?),
        }
    }

    fn begun_path(&self, name: &str) -> Result<PathBuf, Refusal> {
        self.path(name)?;
        within(&self.folder, &format!("{name}.begun")).ok_or(Refusal::NotFound)
    }

    /// Writes the draft as it was last usable into a new file, and gives that file's name.
    pub fn rescue(&mut self, name: &str) -> Result<String, Refusal> {
        let text = self
            .last(name)
            .ok_or(Refusal::NotFound)?
            .origin
            .source
            .text
            .clone();
        self.create(name, &text)
    }

    /// Writes a new draft under the wished name, or under the next that is free: `a.ron`, `a 2.ron`.
    fn create(&mut self, wish: &str, text: &str) -> Result<String, Refusal> {
        let stem = stem_of(wish);
        for number in 1..=1000 {
            let name = match number {
                1 => format!("{stem}.ron"),
                number => format!("{stem} {number}.ron"),
            };
            let path = within(&self.folder, &name).ok_or(Refusal::NotFound)?;
            if create(&path, text.as_bytes())? {
                return Ok(name);
            }
        }
        Err(Refusal::NotFound)
    }

    fn path(&self, name: &str) -> Result<PathBuf, Refusal> {
        let path = within(&self.folder, name).filter(|_| is_ron(name));
        path.filter(|path| path.is_file()).ok_or(Refusal::NotFound)
    }

    /// Reads a draft's file where it is not as it was last seen.
    fn refresh(&mut self, name: &str) -> Result<(), Refusal> {
        let path = self.path(name)?;
        let path = path.to_string_lossy();
        let known = self.drafts.get(name);
        let unchanged = known.filter(|known| {
            files::read(&path).is_ok_and(|source| source.text == known.origin.source.text)
        });
        if let Some(known) = unchanged {
            // Undone steps may come and go without the draft's own bytes changing.
            let undone = read_undone(&path, &known.session.draft.plan.genre, self.bank)?.steps;
            if undone != known.session.undone
                && let Some(sheet) = self.drafts.get_mut(name)
            {
                sheet.session.undone = undone;
            }
            return Ok(());
        }
        let file = read_file(&path, self.bank)?;
        let Some(opened) = file.opened else {
            return Err(Refusal::Broken {
                source: file.origin.source,
                diagnostics: file.diagnostics,
            });
        };
        let undone = read_undone(&path, &opened.draft.plan.genre, self.bank)?.steps;
        let (session, kept) = Session::open(self.bank, opened, undone)?;
        let sheet = Sheet {
            origin: file.origin,
            session,
            kept,
        };
        self.drafts.insert(name.to_owned(), sheet);
        Ok(())
    }
}

/// The text at an address: a sentence, or the heading of a section as a whole.
fn text_at(sheet: &Sheet, bank: &Bank, at: &str) -> Result<Option<String>, Fault> {
    let workspace = sheet.workspace(bank)?;
    Ok(Address::read(at).and_then(|address| {
        let section: &Section = workspace.document.section(&address.path)?;
        let sentence = section.sentence(address.sentence.unwrap_or(0))?;
        Some(sentence.text.clone())
    }))
}

/// What a RON file is by its first word.
pub fn listed(text: &str) -> Option<Listed> {
    let first = text
        .trim_start_matches('\u{feff}')
        .lines()
        .map(str::trim)
        .find(|line| !line.is_empty() && !line.starts_with("//"))?;
    match first {
        first if first.starts_with("Draft(") => Some(Listed::Draft),
        first if first.starts_with("Facts(") => Some(Listed::Facts),
        _ => None,
    }
}

fn is_ron(name: &str) -> bool {
    ending_of(name) == "ron"
}

/// A wished name as the stem of a file's name.
fn stem_of(wish: &str) -> String {
    const LONGEST: usize = 60;
    let stem: String = wish
        .trim()
        .trim_end_matches(".ron")
        .chars()
        .filter(|character| !character.is_control() && !"/\\:*?\"<>|".contains(*character))
        .take(LONGEST)
        .collect();
    let stem = stem
        .trim()
        .trim_start_matches('.')
        .trim_end_matches('.')
        .trim();
    if stem.is_empty() {
        "draft".to_owned()
    } else {
        stem.to_owned()
    }
}
