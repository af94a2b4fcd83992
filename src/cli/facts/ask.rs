//! `chengwen facts ask`: asks for the facts that a draft still lacks, one question at a time, and saves after each.

use super::product::{self, Form};
use super::template::genre_of;
use crate::bank::{Bank, FactKind, Field, Genre};
use crate::cli::{Outcome, ReadFacts, Shell, report};
use crate::diagnostic::{Diagnostic, any_error};
use crate::fact::ledger::{GUIDE, tables};
use crate::fact::read::read_answer;
use crate::fact::write::amended;
use crate::fact::{Fact, Facts};
use crate::files;
use crate::message::Message;
use crate::source::Source;
use crate::value::ValueType;
use crate::workspace::{Request, Want, Workspace};
use indexmap::IndexMap;
use std::io::{IsTerminal, stdin};
use std::path::{Path, PathBuf};

/// What was answered.
enum Answer {
    Text(String),
    Skip,
    Back,
    Leave,
}

/// How a question about a fact ended.
enum Asked {
    Fact(Fact),
    Back,
    Leave,
}

/// An interview under way.
struct Interview<'s> {
    shell: &'s Shell,
    is_terminal: bool,
    output: String,
    form: Form,
    /// The facts file as it was last read or written: what the user wrote in it stays.
    source: Option<Source>,
    facts: Facts,
}

/// Runs the command.
pub fn run(
    shell: &Shell,
    input: Option<&str>,
    output: Option<&str>,
    genre: Option<&str>,
    edition: Option<&str>,
) -> Result<Outcome, Outcome> {
    let output = output.or(input).unwrap_or_default().to_owned();
    let form = product::form(shell, &output)?;
    let exists = Path::new(&output).exists();
    let bank = shell.bank()?;
    let is_other = exists && input.is_some_and(|input| !files::is_same(input, &output));
    if let Some(input) = input.filter(|_| is_other)
        && !goes_on(shell, bank, (input, &output), genre)?
    {
        let fault = (
            Message::WouldOverwrite { path: output },
            Message::WriteElsewhere,
        );
        return Err(shell.fault(&fault));
    }
    let begun = exists.then_some(output.as_str());
    let read = match if is_other { begun } else { input.or(begun) } {
        Some(path) => shell.read_facts(bank, path, genre)?,
        None => ReadFacts {
            facts: Facts::default(),
            diagnostics: Vec::new(),
            source: None,
        },
    };
    if any_error(&read.diagnostics) {
        shell.report(&read);
        return Err(Outcome::Unusable);
    }
    if exists && form != Form::Ron {
        refuse_to_lose(shell, bank, &read, form, &output)?;
    }
    let mut interview = Interview {
        shell,
        is_terminal: stdin().is_terminal(),
        output,
        form,
        source: read.source.filter(|_| form == Form::Ron),
        facts: read.facts,
    };
    interview.hold(bank, genre, edition)
}

/// Whether an interview that was left goes on: what lies there holds all the facts that it began with, and more, of the same author.
fn goes_on(
    shell: &Shell,
    bank: &Bank,
    (input, output): (&str, &str),
    genre: Option<&str>,
) -> Result<bool, Outcome> {
    let first = shell.read_facts(bank, input, genre)?.facts;
    let begun = shell.read_facts(bank, output, genre)?.facts;
    let mut facts = first.facts.values();
    Ok(first.author == begun.author
        && facts.all(|fact| begun.facts.values().any(|known| known == fact)))
}

/// A ledger that is written anew keeps its facts; where it holds more than was read, it is left alone.
fn refuse_to_lose(
    shell: &Shell,
    bank: &Bank,
    read: &ReadFacts,
    form: Form,
    output: &str,
) -> Result<(), Outcome> {
    let unread = read
        .diagnostics
        .iter()
        .any(|diagnostic| match &diagnostic.message {
            Message::ColumnIgnored { .. } => true,
            Message::SheetIgnored { sheet } => *sheet != GUIDE.0 && *sheet != GUIDE.1,
            _ => false,
        });
    let genre = read.facts.genre.as_ref().and_then(|id| bank.genres.get(id));
    let is_foreign = form == Form::Folder
        && genre.is_some_and(|genre| {
            let known = tables(genre, &read.facts, false);
            files::read_ledger(output).is_ok_and(|files| {
                files.iter().any(|file| {
                    let stem = Path::new(&file.name).file_stem();
                    !known
                        .iter()
                        .any(|table| stem.is_some_and(|stem| *stem == *table.name))
                })
            })
        });
    if unread || is_foreign {
        let path = output.to_owned();
        return Err(shell.fault(&(Message::WouldLose { path }, Message::AskElsewhere)));
    }
    Ok(())
}

impl Interview<'_> {
    fn hold(
        &mut self,
        bank: &Bank,
        genre: Option<&str>,
        edition: Option<&str>,
    ) -> Result<Outcome, Outcome> {
        self.shell.note(&Message::HowToAnswer);
        let Some(genre) = self.genre(bank, genre)? else {
            return Ok(self.leave(None));
        };
        if self.edition(genre, edition).is_none() || self.author().is_none() {
            return Ok(self.leave(None));
        }
        self.save(genre)?;
        let mut skipped: Vec<String> = Vec::new();
        loop {
            let wants = self.wants(bank)?;
            let next = wants.iter().find(|want| !skipped.contains(&key(want)));
            let Some(want) = next else {
                return Ok(self.leave(Some(wants.len())));
            };
            let left = wants.len();
            let heading = format!("{} {}", want.section, want.heading);
            self.shell.note(&Message::SectionLacks {
                section: heading.trim().to_owned(),
                left,
            });
            let labels: Vec<String> = want
                .kinds
                .iter()
                .filter_map(|id| genre.definition.kinds.get(id))
                .map(|kind| kind.label.clone())
                .collect();
            let question = Message::WhichKind.text(self.shell.language);
            let chosen = match labels.as_slice() {
                [_] => Answer::Text(labels[0].clone()),
                _ => self.choose(&question, &labels, true),
            };
            let label = match chosen {
                Answer::Text(label) => label,
                Answer::Skip | Answer::Back => {
                    skipped.push(key(want));
                    continue;
                }
                Answer::Leave => return Ok(self.leave(Some(left))),
            };
            let Some((id, kind)) = genre.kind(&label) else {
                continue;
            };
            match self.fact(id, kind) {
                Asked::Fact(fact) => {
                    let shown = fact.written(kind);
                    let mut number = self.facts.facts.len() + 1;
                    while self.facts.facts.contains_key(&format!("f{number}")) {
                        number += 1;
                    }
                    let name = format!("f{number}");
                    self.facts.facts.insert(name.clone(), fact);
                    self.save(genre)?;
                    self.shell.note(&Message::FactSaved {
                        id: name,
                        fact: shown,
                    });
                }
                Asked::Back if labels.len() == 1 => skipped.push(key(want)),
                Asked::Back => {}
                Asked::Leave => return Ok(self.leave(Some(left))),
            }
        }
    }

    /// The genre, asked for where there are several; `None` where the user leaves.
    fn genre<'b>(
        &mut self,
        bank: &'b Bank,
        asked: Option<&str>,
    ) -> Result<Option<&'b Genre>, Outcome> {
        let known = asked
            .map(str::to_owned)
            .or_else(|| self.facts.genre.clone());
        let ids: Vec<String> = bank.genres.keys().cloned().collect();
        let id = match known {
            Some(id) => id,
            None if ids.len() == 1 => ids[0].clone(),
            None => {
                let question = Message::WhichGenre.text(self.shell.language);
                match self.choose(&question, &ids, false) {
                    Answer::Text(id) => id,
                    Answer::Skip | Answer::Back | Answer::Leave => return Ok(None),
                }
            }
        };
        let genre = genre_of(self.shell, bank, Some(&id))?;
        self.facts.genre = Some(id);
        Ok(Some(genre))
    }

    /// Settles the edition; `None` where the user leaves.
    fn edition(&mut self, genre: &Genre, asked: Option<&str>) -> Option<()> {
        let ids: Vec<String> = genre.editions.keys().cloned().collect();
        let known = asked
            .map(str::to_owned)
            .or_else(|| self.facts.edition.clone())
            .filter(|id| ids.contains(id));
        let id = match known {
            Some(id) => id,
            None if ids.len() == 1 => ids[0].clone(),
            None => {
                let question = Message::WhichEdition.text(self.shell.language);
                match self.choose(&question, &ids, false) {
                    Answer::Text(id) => id,
                    Answer::Skip | Answer::Back | Answer::Leave => return None,
                }
            }
        };
        self.facts.edition = Some(id);
        Some(())
    }

    /// Asks in whose name the text is written, where that is not known; `None` where the user leaves.
    fn author(&mut self) -> Option<()> {
        if !self.facts.author.name.is_empty() {
            return Some(());
        }
        let questions = [
            Message::AuthorName,
            Message::AuthorPost,
            Message::AuthorUnit,
        ];
        let mut at = 0;
        while let Some(question) = questions.get(at) {
            let text = match self.question(&question.text(self.shell.language)) {
                Answer::Text(text) => text,
                Answer::Skip => String::new(),
                Answer::Back => {
                    at = at.saturating_sub(1);
                    continue;
                }
                Answer::Leave => return None,
            };
            let author = &mut self.facts.author;
            let target = match at {
                0 => &mut author.name,
                1 => &mut author.post,
                _ => &mut author.unit,
            };
            text.trim().clone_into(target);
            at += 1;
        }
        Some(())
    }

    /// The sections that lack an example.
    fn wants(&self, bank: &Bank) -> Result<Vec<Want>, Outcome> {
        let workspace = Workspace::compose(bank, &self.facts, &Request::default())
            .map_err(|fault| self.shell.fault(&fault))?;
        Ok(workspace.gaps())
    }

    /// Asks for a fact, field by field.
    fn fact(&self, id: &str, kind: &FactKind) -> Asked {
        let fields: Vec<(&String, &Field)> = kind.fields.iter().collect();
        let mut values = IndexMap::new();
        let mut at = 0;
        while let Some((id, field)) = fields.get(at) {
            let answer = match &field.value_type {
                ValueType::Choice(words) => {
                    self.choose(&self.asking(field), words, !field.required)
                }
                _ => self.question(&self.asking(field)),
            };
            let text = match answer {
                Answer::Text(text) => text,
                Answer::Skip => String::new(),
                Answer::Back if at == 0 => return Asked::Back,
                Answer::Back => {
                    at -= 1;
                    continue;
                }
                Answer::Leave => return Asked::Leave,
            };
            if text.trim().is_empty() {
                if field.required {
                    self.shell.note(&Message::MustBeAnswered);
                } else {
                    values.shift_remove(*id);
                    at += 1;
                }
                continue;
            }
            let (value, diagnostics) = read_answer(field, &text);
            self.say(&diagnostics);
            if let Some(value) = value {
                values.insert((*id).clone(), value);
                at += 1;
            }
        }
        // In the order of the kind's fields, whatever way the questions went.
        values.sort_by_cached_key(|id, _| kind.fields.get_index_of(id));
        let mut fact = Fact {
            kind: id.to_owned(),
            values,
            topics: Vec::new(),
            role: None,
            confidential: false,
            source: String::new(),
            note: String::new(),
        };
        fact.derive(kind);
        Asked::Fact(fact)
    }

    /// The question for a field: its label, whether it must be answered, what it is and an example.
    fn asking(&self, field: &Field) -> String {
        let language = self.shell.language;
        let need = if field.required {
            Message::ColumnRequired
        } else {
            Message::MayBeEmpty
        };
        let hint = if field.hint.is_empty() {
            let example = field.sample().to_owned();
            Message::WriteValueLike { example }.text(language)
        } else {
            field.hint.clone()
        };
        Message::AskField {
            label: field.label.clone(),
            need: Box::new(need),
            expected: Box::new(field.value_type.expectation()),
            hint,
        }
        .text(language)
    }

    fn say(&self, diagnostics: &[Diagnostic]) {
        for diagnostic in diagnostics {
            let label = report::label(diagnostic.severity, self.shell.language);
            let message = diagnostic.message.text(self.shell.language);
            report::say(&format!("{label}: {message}"));
            if let Some(help) = &diagnostic.help {
                report::say(&format!("  {}", help.text(self.shell.language)));
            }
        }
    }

    /// One of several words, by its number or itself; on a terminal it is picked with the arrow keys.
    fn choose(&self, question: &str, words: &[String], may_skip: bool) -> Answer {
        if self.is_terminal {
            let mut items = words.to_vec();
            if may_skip {
                items.push(Message::SkipThis.text(self.shell.language));
            }
            items.push(Message::SaveAndLeave.text(self.shell.language));
            let picked = dialoguer::Select::new()
                .with_prompt(question)
                .items(&items)
                .default(0)
                .interact_opt();
            return match picked {
                Ok(Some(at)) if at < words.len() => Answer::Text(words[at].clone()),
                Ok(Some(at)) if may_skip && at == words.len() => Answer::Skip,
                _ => Answer::Leave,
            };
        }
        loop {
            report::say(question);
            for (number, word) in (1..).zip(words) {
                report::say(&format!("  {number}. {word}"));
            }
            match self.question("") {
                Answer::Text(text) => {
                    let text = text.trim();
                    let number = text.parse::<usize>().ok();
                    let by_number = number
                        .and_then(|number| number.checked_sub(1))
                        .and_then(|at| words.get(at));
                    let word = words.iter().find(|word| *word == text).or(by_number);
                    match word {
                        Some(word) => return Answer::Text(word.clone()),
                        None if text.is_empty() && may_skip => return Answer::Skip,
                        None => {
                            let options = words.to_vec();
                            self.shell.note(&Message::WriteOneOf { options });
                        }
                    }
                }
                Answer::Skip if !may_skip => self.shell.note(&Message::MustBeAnswered),
                answer => return answer,
            }
        }
    }

    /// A line of the user's; its end of input leaves.
    fn question(&self, question: &str) -> Answer {
        let line = if self.is_terminal {
            dialoguer::Input::<String>::new()
                .with_prompt(question)
                .allow_empty(true)
                .interact_text()
                .ok()
        } else {
            if !question.is_empty() {
                report::say(question);
            }
            let mut line = String::new();
            match stdin().read_line(&mut line) {
                Ok(0) | Err(_) => None,
                Ok(_) => Some(line),
            }
        };
        let Some(line) = line else {
            return Answer::Leave;
        };
        match line.trim() {
            "q" | "quit" | "退出" => Answer::Leave,
            "<" | "back" | "返回" => Answer::Back,
            "-" | "skip" | "跳过" => Answer::Skip,
            text => Answer::Text(text.to_owned()),
        }
    }

    /// Saves all facts; a file that another program has changed meanwhile stays as it is.
    fn save(&mut self, genre: &Genre) -> Result<(), Outcome> {
        let output = PathBuf::from(&self.output);
        if let Some(source) = self.source.take() {
            let lost = || {
                let path = self.output.clone();
                self.shell
                    .fault(&(Message::WouldLose { path }, Message::AskElsewhere))
            };
            let mut text = amended(&source, &self.facts, genre).ok_or_else(lost)?;
            if source.had_bom {
                text.insert(0, '\u{feff}');
            }
            let written = if files::is_same(&source.name, &self.output) {
                files::replace(&source, &text)
            } else {
                files::write(&output, text.as_bytes())
            };
            written.map_err(|fault| self.shell.fault(&fault))?;
            self.source = Some(Source::new(self.output.clone(), text));
            return Ok(());
        }
        let files = product::files(
            self.shell,
            self.form,
            &self.output,
            genre,
            &self.facts,
            false,
        )?;
        if self.form == Form::Folder {
            files::create_folder(&output).map_err(|fault| self.shell.fault(&fault))?;
        }
        files::write_all(&files).map_err(|fault| self.shell.fault(&fault))
    }

    /// Says where the facts are and what to do next.
    fn leave(&self, left: Option<usize>) -> Outcome {
        let path = self.output.clone();
        match left {
            Some(0) => {
                self.shell.note(&Message::NothingIsMissing { path });
                Outcome::Clean
            }
            Some(left) => {
                self.shell.note(&Message::StillMissing { left, path });
                Outcome::Short
            }
            None => Outcome::Short,
        }
    }
}

/// What tells a section from the others while facts come in and addresses move.
fn key(want: &Want) -> String {
    let name = if want.heading.is_empty() {
        &want.section
    } else {
        &want.heading
    };
    format!("{name} {}", want.kinds.join(" "))
}
