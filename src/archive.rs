//! Zip archives from strangers, unpacked in memory within limits.

use crate::message::Message;
use std::io::{Cursor, Read};
use zip::ZipArchive;
use zip::result::ZipError;

/// The most that an archive's parts may unpack to, in bytes, all that are read taken together.
const MOST_UNPACKED: u64 = 64 << 20;
/// The most entries that an archive may list.
const MOST_ENTRIES: usize = 10_000;

/// An archive in memory, read part by part.
#[derive(Debug)]
pub struct Archive<'b> {
    zip: ZipArchive<Cursor<&'b [u8]>>,
    left: u64,
}

impl<'b> Archive<'b> {
    /// Whether the bytes begin as a zip archive does.
    pub fn is_one(bytes: &[u8]) -> bool {
        bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06")
    }

    /// Opens an archive; the error says why it cannot be read.
    pub fn open(bytes: &'b [u8]) -> Result<Self, Message> {
        // Opening lists the entries in memory, so they are counted first, by what each must begin with.
        if memchr::memmem::find_iter(bytes, b"PK\x01\x02").count() > MOST_ENTRIES {
            return Err(too_large());
        }
        let zip = ZipArchive::new(Cursor::new(bytes)).map_err(|_| Message::BrokenArchive)?;
        Ok(Self {
            zip,
            left: MOST_UNPACKED,
        })
    }

    /// The names of its parts, in the archive's order; names that are no text are left out.
    pub fn names(&self) -> impl Iterator<Item = String> {
        self.zip
            .file_names()
            .flatten()
            .map(std::borrow::Cow::into_owned)
    }

    /// A part's bytes, `None` where there is no such part. What an entry claims of its size is not believed: unpacking ends
    /// at the limit.
    pub fn part(&mut self, name: &str) -> Result<Option<Vec<u8>>, Message> {
        let file = match self.zip.by_name(name) {
            Ok(file) => file,
            Err(ZipError::FileNotFound) => return Ok(None),
            Err(_) => return Err(Message::BrokenArchive),
        };
        let mut bytes = Vec::new();
        let read = file
            .take(self.left + 1)
            .read_to_end(&mut bytes)
            .map_err(|_| Message::BrokenArchive)? as u64;
        if read > self.left {
            return Err(too_large());
        }
        self.left -= read;
        Ok(Some(bytes))
    }
}

fn too_large() -> Message {
    let most = usize::try_from(MOST_UNPACKED >> 20).unwrap_or(usize::MAX);
    Message::ArchiveTooLarge { most }
}
