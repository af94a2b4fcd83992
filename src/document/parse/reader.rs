//! The kinds of file that hold a text: a reader is one line in [`READERS`], chosen by the file's ending.

use super::block::{Block, blocks_of_text};
use super::encoding::{Encoding, decode};
use super::markdown::blocks_of_markdown;
use crate::document::docx::provenance::provenance_of;
use crate::document::docx::{self, Fault};
use crate::message::Message;

/// A way to read a file.
#[derive(Debug)]
pub struct Reader {
    /// The file endings that choose it, without dot.
    pub endings: &'static [&'static str],
    /// Whether a folder stands for the files of these endings too, or only those that are named are taken.
    pub is_in_folders: bool,
    /// The reader itself; its fault says why the bytes cannot be used, and what to do.
    pub read: fn(&str, &[u8]) -> Result<Paragraphs, Fault>,
}

/// A file as paragraphs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Paragraphs {
    /// The text in which places are counted: the file's own, or one paragraph a line where the file holds more than text.
    pub text: String,
    /// The paragraphs and headings.
    pub blocks: Vec<Block>,
    /// What a line of the text is to the user.
    pub places: Places,
    /// How the file is written, where it is nothing but text.
    pub written: Option<(Encoding, bool)>,
    /// What was not read, or not as it stands.
    pub notes: Vec<Message>,
    /// The text of the draft that the file carries, if it carries one.
    pub draft: Option<String>,
}

/// What a line of a text is to the user.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Places {
    /// A line of the file.
    Lines,
    /// A paragraph of a file that has no lines.
    Paragraphs,
}

/// Every reader; the first reads what has no known ending.
pub static READERS: [Reader; 5] = [
    Reader {
        endings: &["txt"],
        is_in_folders: true,
        read: |name, bytes| text(name, bytes, blocks_of_text),
    },
    Reader {
        endings: &["md", "markdown"],
        is_in_folders: true,
        read: |name, bytes| text(name, bytes, blocks_of_markdown),
    },
    Reader {
        endings: &["docx"],
        is_in_folders: true,
        read: |_, bytes| word(bytes),
    },
    // These are read by nothing but the programs that wrote them.
    Reader {
        endings: &["doc", "wps", "rtf"],
        is_in_folders: true,
        read: |_, _| Err((Message::LockedOrLegacyWord, Message::SaveAsDocx)),
    },
    // What these hold beside the text would be taken for text.
    Reader {
        endings: &["html", "htm", "pdf", "odt"],
        is_in_folders: false,
        read: |name, _| {
            let file = name.to_owned();
            Err((
                Message::NotACheckableText { file },
                Message::GiveTextOrMarkdown,
            ))
        },
    },
];

/// The endings of the files that a folder stands for.
pub fn endings() -> impl Iterator<Item = &'static str> {
    let readers = READERS.iter().filter(|reader| reader.is_in_folders);
    readers.flat_map(|reader| reader.endings).copied()
}

/// The reader of a file by its name.
pub fn reader_of(name: &str) -> &'static Reader {
    let ending = name
        .rsplit_once('.')
        .map_or(String::new(), |(_, ending)| ending.to_lowercase());
    READERS
        .iter()
        .find(|reader| reader.endings.contains(&ending.as_str()))
        .unwrap_or(&READERS[0])
}

fn text(name: &str, bytes: &[u8], blocks: fn(&str) -> Vec<Block>) -> Result<Paragraphs, Fault> {
    let decoded = decode(bytes).ok_or_else(|| {
        let file = name.to_owned();
        (Message::NotAText { file }, Message::SaveAsText)
    })?;
    Ok(Paragraphs {
        blocks: blocks(&decoded.text),
        text: decoded.text,
        places: Places::Lines,
        written: Some((decoded.encoding, decoded.had_bom)),
        notes: Vec::new(),
        draft: None,
    })
}

fn word(bytes: &[u8]) -> Result<Paragraphs, Fault> {
    let word = docx::read(bytes)?;
    Ok(Paragraphs {
        text: word.text,
        blocks: word.blocks,
        places: Places::Paragraphs,
        written: None,
        notes: word.notes,
        draft: provenance_of(bytes)?,
    })
}
