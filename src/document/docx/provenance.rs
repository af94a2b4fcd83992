//! The draft that travels in a Word file, in a part of its own, which Word, WPS and LibreOffice keep when they save.

use super::Fault;
use super::package::Package;
use super::write::escape_into;
use super::xml::{Event, Part, Xml};

/// The namespace by which the part is known; programs may give the part another name when they save.
pub const NAMESPACE: &str = "urn:chengwen:draft:1";

/// The part that carries a draft's text.
pub fn provenance_part(draft: &str) -> String {
    let mut xml = String::with_capacity(draft.len() * 5 / 4);
    xml.push_str("<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<draft xmlns=\"");
    xml.push_str(NAMESPACE);
    xml.push_str("\" xml:space=\"preserve\">");
    escape_into(&mut xml, draft);
    xml.push_str("</draft>");
    xml
}

/// The text of the draft that a Word file carries, if it carries one.
pub fn provenance_of(bytes: &[u8]) -> Result<Option<String>, Fault> {
    let found = carrier(&mut Package::open(bytes)?)?;
    Ok(found.map(|(_, draft)| draft))
}

/// A Word file with another draft in place of the one that it carries; all else stays as it was.
pub fn with_provenance(bytes: &[u8], draft: &str) -> Result<Vec<u8>, Fault> {
    let mut package = Package::open(bytes)?;
    let parts = carrier(&mut package)?
        .map(|(name, _)| (name, provenance_part(draft).into_bytes()))
        .into_iter()
        .collect();
    package.replaced(&parts)
}

/// The part that carries a draft, by its name, with the draft.
fn carrier(package: &mut Package<'_>) -> Result<Option<(String, String)>, Fault> {
    for name in package.names() {
        let is_item = name
            .strip_prefix("customXml/")
            .is_some_and(|file| !file.contains('/') && !file.starts_with("itemProps"));
        if !is_item {
            continue;
        }
        // A part that is not ours may be anything.
        let Some(Ok(part)) = package.bytes(&name)?.map(|bytes| Part::new(&name, bytes)) else {
            continue;
        };
        // A template filled without provenance keeps an empty part where it had one.
        if let Some(draft) = draft_in(&part).filter(|draft| !draft.is_empty()) {
            return Ok(Some((name, draft)));
        }
    }
    Ok(None)
}

/// The draft's text in a part; `None` where it is some other part.
fn draft_in(part: &Part) -> Option<String> {
    let mut xml = Xml::new(part);
    let root = loop {
        if let Event::Open(tag) = xml.event().ok()?? {
            break tag;
        }
    };
    let is_ours = root.local() == "draft"
        && ["xmlns", &format!("xmlns:{}", root.prefix())]
            .iter()
            .any(|name| root.plain(name).as_deref() == Some(NAMESPACE));
    if !is_ours {
        return None;
    }
    let mut draft = String::new();
    loop {
        match xml.event().ok()?? {
            Event::Text(range) | Event::Data(range) => draft.push_str(&part.text[range]),
            Event::Reference(character, _) => draft.push(character),
            Event::Close(_) => return Some(draft),
            Event::Open(_) => return None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::write::packed;
    use super::*;

    #[test]
    fn a_draft_comes_back_as_it_was() {
        let draft = "Draft(\n    version: 1, // “引号” <&> \"'\n\t𠀀\n)\n";
        let bytes = packed(&[
            ("customXml/item1.xml", b"<other/>"),
            ("customXml/item2.xml", provenance_part(draft).as_bytes()),
        ]);
        assert_eq!(provenance_of(&bytes), Ok(Some(draft.to_owned())));
        let bytes = with_provenance(&bytes, "Draft()").expect("a package");
        assert_eq!(provenance_of(&bytes), Ok(Some("Draft()".to_owned())));
        let package = Package::open(&bytes).expect("a package");
        assert_eq!(
            package.names(),
            ["customXml/item1.xml", "customXml/item2.xml"]
        );
        let bytes = packed(&[("word/document.xml", b"<draft/>")]);
        assert_eq!(provenance_of(&bytes), Ok(None));
    }
}
