//! Comments in the margin of a Word file, each on the words that it is about.
//!
//! The main part gets marks around the words, the comments a part of their own, and that part its type and its relationship;
//! every other part stays as it was, byte for byte.

use super::package::{Package, relationships_of};
use super::paragraph::Paragraph;
use super::splice::{Side, Splices};
use super::write::escape_into;
use super::xml::{Event, Part, WORD, Xml};
use super::{Fault, WordText};
use crate::message::Message;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::ops::Range;

/// Who comments.
const AUTHOR: &str = "chengwen";
const INITIALS: &str = "CW";
const CONTENT_TYPES: &str = "[Content_Types].xml";
const CONTENT_TYPE: &str =
    "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml";
/// The kinds of relationship, as the two forms of the standard name them.
const RELATIONSHIPS: [&str; 2] = [
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments",
    "http://purl.oclc.org/ooxml/officeDocument/relationships/comments",
];
const CONTENT_TYPES_SPACE: &str = "http://schemas.openxmlformats.org/package/2006/content-types";
const RELATIONSHIPS_SPACE: &str = "http://schemas.openxmlformats.org/package/2006/relationships";
const DECLARATION: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";

/// A comment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Comment {
    /// The words that it is about, in bytes of [`WordText::text`].
    pub words: Range<usize>,
    /// What it says, a paragraph each.
    pub paragraphs: Vec<String>,
}

/// The file with comments added to those that it has.
pub fn annotated(bytes: &[u8], word: &WordText, comments: &[Comment]) -> Result<Vec<u8>, Fault> {
    let mut package = Package::open(bytes)?;
    if comments.is_empty() {
        return Ok(bytes.to_vec());
    }
    let main = &word.main;
    let is_strict = main.is_strict()?;
    let present = package.related(&main.name, "comments")?;
    let present = match &present {
        Some(name) => package.part(name)?,
        None => None,
    };
    let first = first_free_id([Some(main), present.as_ref()].into_iter().flatten())?;
    let mut splices = Splices::new(main);
    let mut written = String::new();
    for (comment, id) in comments.iter().zip(first..) {
        if mark(&mut splices, word, &comment.words, id, is_strict) {
            write_comment(&mut written, comment, id);
        }
    }
    let space = WORD[usize::from(is_strict)];
    let mut parts = BTreeMap::new();
    if let Some(part) = &present {
        let text = extended(part, &declared(&written, space), |tag| {
            tag.word() == "comments"
        })?;
        parts.insert(part.name.clone(), part.encoded(&text));
    } else {
        let name = free_name(&package, &main.name);
        let text = format!("{DECLARATION}<w:comments xmlns:w=\"{space}\">{written}</w:comments>");
        parts.extend(tied(&mut package, &main.name, &name, is_strict)?);
        parts.insert(name, text.into_bytes());
    }
    parts.insert(main.name.clone(), main.encoded(&splices.applied()));
    package.replaced(&parts)
}

/// Marks the words of one comment; whether there was a place for it.
fn mark(
    splices: &mut Splices<'_>,
    word: &WordText,
    words: &Range<usize>,
    id: u64,
    is_strict: bool,
) -> bool {
    let last = words.end.saturating_sub(1).max(words.start);
    let (Some((first, start)), Some((last, end))) = (word.place(words.start), word.place(last))
    else {
        return false;
    };
    // A place without words is shown by the rest of its paragraph.
    let end = if words.is_empty() {
        last.text.len()
    } else {
        (end + 1).min(last.text.len())
    };
    let (outer_first, outer_last) = (word.holder(first), word.holder(last));
    if first.pieces.is_empty() || last.pieces.is_empty() {
        return false;
    }
    let prefix = |paragraph: &Paragraph| match paragraph.prefix.as_str() {
        "" => (
            "w".to_owned(),
            format!(" xmlns:w=\"{}\"", WORD[usize::from(is_strict)]),
        ),
        prefix => (prefix.to_owned(), String::new()),
    };
    let (w, declared) = prefix(first);
    let opening = format!("<{w}:commentRangeStart{declared} {w}:id=\"{id}\"/>");
    let (w, declared) = prefix(last);
    let closing = format!(
        "<{w}:commentRangeEnd{declared} {w}:id=\"{id}\"/><{w}:r{declared}><{w}:commentReference {w}:id=\"{id}\"/></{w}:r>"
    );
    // Word takes no comments within a text box: they stand at the box.
    match outer_first {
        Some(run) => splices.mark_run(&run.range, Side::Start, &opening),
        None => splices.mark(first, start, Side::Start, &opening),
    }
    match outer_last {
        Some(run) => splices.mark_run(&run.range, Side::End, &closing),
        None => splices.mark(last, end, Side::End, &closing),
    }
    true
}

fn write_comment(written: &mut String, comment: &Comment, id: u64) {
    let _ = write!(
        written,
        "<w:comment w:id=\"{id}\" w:author=\"{AUTHOR}\" w:initials=\"{INITIALS}\">"
    );
    for paragraph in &comment.paragraphs {
        written.push_str("<w:p><w:r><w:t xml:space=\"preserve\">");
        escape_into(written, paragraph);
        written.push_str("</w:t></w:r></w:p>");
    }
    written.push_str("</w:comment>");
}

/// The same comments, each with Word's vocabulary declared: the part that they are added to may name it otherwise.
fn declared(written: &str, space: &str) -> String {
    written.replace("<w:comment ", &format!("<w:comment xmlns:w=\"{space}\" "))
}

/// The first number that no comment of these parts has.
fn first_free_id<'p>(parts: impl Iterator<Item = &'p Part>) -> Result<u64, Fault> {
    let mut free = 0;
    for part in parts {
        let mut xml = Xml::new(part);
        while let Some(event) = xml.event()? {
            let Event::Open(tag) = event else {
                continue;
            };
            let is_comment = matches!(
                tag.word(),
                "comment" | "commentReference" | "commentRangeStart" | "commentRangeEnd"
            );
            let id = tag.own("id").filter(|_| is_comment);
            if let Some(id) = id.and_then(|id| id.parse::<u32>().ok()) {
                free = free.max(u64::from(id) + 1);
            }
        }
    }
    Ok(free)
}

/// A part with something added at the end of its outermost element.
fn extended(
    part: &Part,
    added: &str,
    is_root: impl Fn(&super::xml::Tag<'_>) -> bool,
) -> Result<String, Fault> {
    let mut xml = Xml::new(part);
    while let Some(event) = xml.event()? {
        let Event::Open(tag) = event else {
            continue;
        };
        if !is_root(&tag) {
            break;
        }
        let source = &part.text;
        if tag.is_empty {
            let (open, rest) = (&source[..tag.range.end - 2], &source[tag.range.end..]);
            let name = tag.name();
            return Ok(format!("{open}>{added}</{name}>{rest}"));
        }
        xml.skip(&tag)?;
        let end = source[..xml.position()]
            .rfind("</")
            .unwrap_or(tag.range.end);
        return Ok(format!("{}{added}{}", &source[..end], &source[end..]));
    }
    let error = part.name.clone();
    Err((
        Message::DamagedWordFile { error },
        Message::CheckTheWordFile,
    ))
}

/// A name beside the main part that no part has.
fn free_name(package: &Package<'_>, main: &str) -> String {
    let folder = &main[..main.rfind('/').map_or(0, |slash| slash + 1)];
    let names = package.names();
    let is_free = |name: &String| !names.iter().any(|other| other.eq_ignore_ascii_case(name));
    let numbered = (2..=names.len() + 2).map(|number| format!("{folder}comments{number}.xml"));
    std::iter::once(format!("{folder}comments.xml"))
        .chain(numbered)
        .find(is_free)
        .unwrap_or_default()
}

/// The parts that tie a new comments part to the main part, with their new content.
fn tied(
    package: &mut Package<'_>,
    main: &str,
    name: &str,
    is_strict: bool,
) -> Result<Vec<(String, Vec<u8>)>, Fault> {
    let missing = |part: &str| {
        let error = part.to_owned();
        (
            Message::DamagedWordFile { error },
            Message::CheckTheWordFile,
        )
    };
    let types = package
        .part(CONTENT_TYPES)?
        .ok_or_else(|| missing(CONTENT_TYPES))?;
    let added = format!(
        "<Override xmlns=\"{CONTENT_TYPES_SPACE}\" PartName=\"/{name}\" ContentType=\"{CONTENT_TYPE}\"/>"
    );
    let new_types = extended(&types, &added, |tag| tag.local() == "Types")?;
    let taken: Vec<String> = package
        .relationships(main)?
        .into_iter()
        .map(|relationship| relationship.id)
        .collect();
    let id = (1..=taken.len() + 1)
        .map(|number| format!("rIdComments{number}"))
        .find(|id| !taken.contains(id))
        .unwrap_or_default();
    let kind = RELATIONSHIPS[usize::from(is_strict)];
    let file = name.rsplit('/').next().unwrap_or(name);
    let relationship = format!(
        "<Relationship xmlns=\"{RELATIONSHIPS_SPACE}\" Id=\"{id}\" Type=\"{kind}\" Target=\"{file}\"/>"
    );
    let relationships_name = relationships_of(main);
    let relationships = if let Some(part) = package.part(&relationships_name)? {
        let text = extended(&part, &relationship, |tag| tag.local() == "Relationships")?;
        part.encoded(&text)
    } else {
        let text = format!(
            "{DECLARATION}<Relationships xmlns=\"{RELATIONSHIPS_SPACE}\">{relationship}</Relationships>"
        );
        text.into_bytes()
    };
    Ok(vec![
        (types.name.clone(), types.encoded(&new_types)),
        (relationships_name, relationships),
    ])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_added_comes_last_in_the_outermost_element() {
        let part = |text: &str| Part::new("a.xml", text.as_bytes().to_vec()).expect("UTF-8");
        let added = |text: &str| extended(&part(text), "<b/>", |tag| tag.local() == "a").ok();
        assert_eq!(
            added("<?xml version='1.0'?><a x='1'/>").as_deref(),
            Some("<?xml version='1.0'?><a x='1'><b/></a>")
        );
        assert_eq!(
            added("<n:a xmlns:n='u'><c/></n:a >\n").as_deref(),
            Some("<n:a xmlns:n='u'><c/><b/></n:a >\n")
        );
        assert_eq!(added("<c/>"), None);
    }
}
