//! A Word file as a package of parts: read within bounds, and written back with every part that is not replaced as it was.
//!
//! Nothing is unpacked but the parts that are asked for, and no reference is followed out of the file, so links and pictures
//! elsewhere do no harm. What is refused: encrypted and legacy files, entries that repeat or overlap, names that lead out of
//! the package, and parts larger than a Word file needs.

use super::Fault;
use super::xml::{Event, Part, Xml};
use crate::message::Message;
use std::collections::BTreeMap;
use std::io::{Cursor, Read, Write};
use zip::result::ZipError;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipArchive, ZipWriter};

/// The largest file that is read, in bytes.
pub const MOST_BYTES: u64 = 64 << 20;
/// The largest part that is unpacked, in bytes; the text of a thousand pages takes a tenth of it.
const MOST_OF_A_PART: u64 = 24 << 20;
/// The most that is unpacked of one file, in bytes.
const MOST_IN_ALL: u64 = 48 << 20;
/// The most entries; Word writes some dozens, a file full of pictures some hundreds.
const MOST_PARTS: usize = 8_000;
/// How often a part of some size may be larger than its packed form. XML is some tens of times larger; Deflate can reach 1,032.
const MOST_RATIO: u64 = 200;
/// Parts smaller than this may be of any ratio.
const RATIO_COUNTS_FROM: u64 = 4 << 20;

/// A Word file with its entries known and none unpacked.
#[derive(Debug, Clone)]
pub struct Package<'b> {
    archive: ZipArchive<Cursor<&'b [u8]>>,
    unpacked: u64,
}

/// A tie from one part to another, or to something outside.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Relationship {
    /// Its id within the part.
    pub id: String,
    /// The last word of its type: `officeDocument`, `comments`.
    pub kind: String,
    /// The part's name, without leading slash; for something outside, what the file says.
    pub target: String,
    /// Whether it leads out of the package.
    pub is_external: bool,
}

impl<'b> Package<'b> {
    /// Looks through a file's entries.
    pub fn open(bytes: &'b [u8]) -> Result<Self, Fault> {
        if bytes.len() as u64 > MOST_BYTES {
            return Err(too_large("*", MOST_BYTES));
        }
        if bytes.starts_with(&[0xd0, 0xcf, 0x11, 0xe0]) {
            return Err((Message::LockedOrLegacyWord, Message::SaveAsDocx));
        }
        if bytes.starts_with(b"{\\rtf") {
            return Err((Message::NotAWordFile, Message::SaveAsDocx));
        }
        if !bytes.starts_with(b"PK") {
            return Err((Message::NotAWordFile, Message::CheckTheWordFile));
        }
        // The archive is indexed in memory, so the entries are counted first, by what each must begin with.
        if memchr::memmem::find_iter(bytes, b"PK\x01\x02").count() > MOST_PARTS {
            let most = MOST_PARTS;
            return Err((
                Message::WordTooManyParts { most },
                Message::CheckTheWordFile,
            ));
        }
        let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|error| damaged(&error))?;
        if archive.has_duplicate_names()
            || archive
                .has_overlapping_entries()
                .map_err(|error| damaged(&error))?
        {
            return Err((Message::WordPartsOverlap, Message::CheckTheWordFile));
        }
        let mut names = BTreeMap::new();
        for index in 0..archive.len() {
            let entry = archive
                .by_index_raw(index)
                .map_err(|error| damaged(&error))?;
            let name = entry.name().map_err(|error| damaged(&error))?.into_owned();
            if entry.encrypted() {
                return Err((Message::LockedOrLegacyWord, Message::SaveAsDocx));
            }
            if leads_out(&name) || entry.is_symlink() {
                let part = name.escape_default().to_string();
                return Err((
                    Message::WordPartLeadsOut { part },
                    Message::CheckTheWordFile,
                ));
            }
            // Parts are the same if their names differ in case only.
            if names.insert(name.to_ascii_lowercase(), index).is_some() {
                return Err((Message::WordPartsOverlap, Message::CheckTheWordFile));
            }
        }
        Ok(Self {
            archive,
            unpacked: 0,
        })
    }

    /// The names of all entries, in the order of the file.
    pub fn names(&self) -> Vec<String> {
        self.archive
            .file_names()
            .filter_map(|name| Some(name.ok()?.into_owned()))
            .collect()
    }

    /// A part's bytes; `None` where there is no such part.
    pub fn bytes(&mut self, name: &str) -> Result<Option<Vec<u8>>, Fault> {
        let Some(index) = self.index(name) else {
            return Ok(None);
        };
        let entry = self
            .archive
            .by_index(index)
            .map_err(|error| damaged(&error))?;
        let packed = entry.compressed_size();
        let most = MOST_OF_A_PART.min(MOST_IN_ALL - self.unpacked);
        let refused =
            |size: u64| size > most || (size > RATIO_COUNTS_FROM && size / MOST_RATIO > packed);
        if refused(entry.size()) {
            return Err(too_large(name, most));
        }
        // The declared size may be a lie, so what comes out is counted too.
        let mut bytes = Vec::new();
        entry
            .take(most + 1)
            .read_to_end(&mut bytes)
            .map_err(|error| damaged(&ZipError::Io(error)))?;
        let size = bytes.len() as u64;
        if refused(size) {
            return Err(too_large(name, most));
        }
        self.unpacked += size;
        Ok(Some(bytes))
    }

    /// A part's text; `None` where there is no such part.
    pub fn part(&mut self, name: &str) -> Result<Option<Part>, Fault> {
        match self.bytes(name)? {
            Some(bytes) => Part::new(name, bytes).map(Some),
            None => Ok(None),
        }
    }

    /// The relationships of a part; those of the whole package for an empty name.
    pub fn relationships(&mut self, part: &str) -> Result<Vec<Relationship>, Fault> {
        let Some(text) = self.part(&relationships_of(part))? else {
            return Ok(Vec::new());
        };
        let mut relationships = Vec::new();
        let mut xml = Xml::new(&text);
        while let Some(event) = xml.event()? {
            let Event::Open(tag) = event else {
                continue;
            };
            if tag.local() != "Relationship" {
                continue;
            }
            let attribute = |name: &str| tag.plain(name).unwrap_or_default();
            let is_external = attribute("TargetMode") == "External";
            let target = attribute("Target");
            let target = if is_external {
                target
            } else {
                let Some(target) = resolved(part, &target) else {
                    let part = target.escape_default().to_string();
                    return Err((
                        Message::WordPartLeadsOut { part },
                        Message::CheckTheWordFile,
                    ));
                };
                target
            };
            relationships.push(Relationship {
                id: attribute("Id"),
                kind: last_word(&attribute("Type")).to_owned(),
                target,
                is_external,
            });
        }
        Ok(relationships)
    }

    /// The part that a part's relationship of a kind leads to.
    pub fn related(&mut self, part: &str, kind: &str) -> Result<Option<String>, Fault> {
        let relationships = self.relationships(part)?;
        let Some(found) = relationships
            .into_iter()
            .find(|related| related.kind == kind)
        else {
            return Ok(None);
        };
        if found.is_external {
            let target = found.target;
            return Err((
                Message::WordPartOutside { target },
                Message::CheckTheWordFile,
            ));
        }
        Ok(Some(found.target))
    }

    /// The name of the part that holds the text.
    pub fn main_part(&mut self) -> Result<String, Fault> {
        let main = self.related("", "officeDocument")?;
        main.filter(|name| self.index(name).is_some())
            .ok_or((Message::NotAWordFile, Message::CheckTheWordFile))
    }

    /// The file with some parts replaced or added; every other entry is copied as it stands, packed bytes and all.
    pub fn replaced(&mut self, parts: &BTreeMap<String, Vec<u8>>) -> Result<Vec<u8>, Fault> {
        let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
        let options = SimpleFileOptions::default()
            .compression_method(CompressionMethod::Deflated)
            .last_modified_time(DateTime::default());
        let mut unwritten: BTreeMap<String, (&String, &Vec<u8>)> = parts
            .iter()
            .map(|(name, bytes)| (name.to_ascii_lowercase(), (name, bytes)))
            .collect();
        for index in 0..self.archive.len() {
            let entry = self
                .archive
                .by_index_raw(index)
                .map_err(|error| damaged(&error))?;
            let name = entry.name().map_err(|error| damaged(&error))?.into_owned();
            match unwritten.remove(&name.to_ascii_lowercase()) {
                Some((_, bytes)) => put(&mut writer, &name, bytes, options),
                None => writer.raw_copy_file(entry),
            }
            .map_err(|error| damaged(&error))?;
        }
        for (name, bytes) in unwritten.into_values() {
            put(&mut writer, name, bytes, options).map_err(|error| damaged(&error))?;
        }
        let written = writer.finish().map_err(|error| damaged(&error))?;
        Ok(written.into_inner())
    }

    fn index(&self, name: &str) -> Option<usize> {
        self.archive.index_for_name(name).or_else(|| {
            self.archive
                .file_names()
                .position(|other| other.is_ok_and(|other| other.eq_ignore_ascii_case(name)))
        })
    }
}

/// The name of the part that holds a part's relationships.
pub fn relationships_of(part: &str) -> String {
    let (folder, file) = split(part);
    format!("{folder}_rels/{file}.rels")
}

fn put(
    writer: &mut ZipWriter<Cursor<Vec<u8>>>,
    name: &str,
    bytes: &[u8],
    options: SimpleFileOptions,
) -> Result<(), ZipError> {
    writer.start_file(name, options)?;
    writer.write_all(bytes)?;
    Ok(())
}

/// The folder, with its slash, and the file of a part's name.
fn split(part: &str) -> (&str, &str) {
    part.split_at(part.rfind('/').map_or(0, |slash| slash + 1))
}

/// A relationship's target as a part's name; `None` where it leads out of the package.
fn resolved(part: &str, target: &str) -> Option<String> {
    let (base, path) = match target.strip_prefix('/') {
        Some(path) => ("", path),
        None => (split(part).0, target),
    };
    let mut steps: Vec<&str> = base.split_terminator('/').collect();
    for step in path.split('/') {
        match step {
            "." | "" => {}
            ".." => {
                steps.pop()?;
            }
            step => steps.push(step),
        }
    }
    Some(steps.join("/"))
}

fn last_word(kind: &str) -> &str {
    kind.rsplit('/').next().unwrap_or(kind)
}

/// Whether a name would leave the folder that it were unpacked in.
fn leads_out(name: &str) -> bool {
    let path = name.strip_suffix('/').unwrap_or(name);
    path.contains(['\\', ':', '\0']) || path.split('/').any(|step| matches!(step, "" | "." | ".."))
}

fn damaged(error: &ZipError) -> Fault {
    let error = error.to_string();
    (
        Message::DamagedWordFile { error },
        Message::CheckTheWordFile,
    )
}

fn too_large(part: &str, most: u64) -> Fault {
    let part = part.to_owned();
    let most = most >> 20;
    (
        Message::WordPartTooLarge { part, most },
        Message::CheckTheWordFile,
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn targets_are_found_from_the_folder_of_the_part() {
        let found = |part, target| resolved(part, target);
        assert_eq!(
            found("", "word/document.xml").as_deref(),
            Some("word/document.xml")
        );
        assert_eq!(
            found("word/document.xml", "styles.xml").as_deref(),
            Some("word/styles.xml")
        );
        assert_eq!(
            found("word/document.xml", "/word/a.xml").as_deref(),
            Some("word/a.xml")
        );
        assert_eq!(
            found("word/document.xml", "../customXml/item1.xml").as_deref(),
            Some("customXml/item1.xml")
        );
        assert_eq!(found("word/document.xml", "../../etc/passwd"), None);
        assert_eq!(relationships_of(""), "_rels/.rels");
        assert_eq!(
            relationships_of("word/document.xml"),
            "word/_rels/document.xml.rels"
        );
    }

    #[test]
    fn names_that_lead_out_are_told() {
        for name in ["../a", "/a", "a\\b", "C:/a", "a//b", "a/./b", "a/.."] {
            assert!(leads_out(name), "{name}");
        }
        for name in [
            "word/document.xml",
            "[Content_Types].xml",
            "_rels/.rels",
            "word/",
            "a..b",
        ] {
            assert!(!leads_out(name), "{name}");
        }
    }
}
