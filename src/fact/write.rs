//! Writes facts as a facts file in RON, anew or into the text that a user wrote, whose comments stay.

use super::{Author, Fact, Facts};
use crate::bank::Genre;
use crate::source::Source;
use crate::syntax::{NodeKind, Reader};
use std::fmt::Write as _;
use std::ops::Range;

/// A facts file of all facts, confidential ones included; facts of a kind that the genre lacks are left out.
pub fn written(facts: &Facts, genre: &Genre) -> String {
    let mut text = "Facts(\n".to_owned();
    for (name, value) in heads(facts) {
        let _ = writeln!(text, "    {name}: {value},");
    }
    text.push_str("    facts: {\n");
    for (id, fact) in &facts.facts {
        text.push_str(&line(id, fact, genre));
    }
    text.push_str("    },\n)\n");
    text
}

/// A facts file with what `facts` has beyond it written in; `None` where the text is not such a file.
pub fn amended(source: &Source, facts: &Facts, genre: &Genre) -> Option<String> {
    let (_, root) = Reader::open(source);
    let root = root?;
    let NodeKind::Record { fields, .. } = &root.kind else {
        return None;
    };
    let field = |name: &str| fields.iter().find(|field| field.key == name);
    let mut edits: Vec<(Range<usize>, String)> = Vec::new();
    let start = root.range.start + source.text.get(root.range.clone())?.find('(')? + 1;
    for (name, value) in heads(facts) {
        match field(name) {
            None => edits.push((start..start, format!("\n    {name}: {value},"))),
            Some(found) if name == "author" => {
                edits.push((found.value.range.clone(), value));
            }
            Some(_) => {}
        }
    }
    let list = &field("facts")?.value;
    let NodeKind::Map(entries) = &list.kind else {
        return None;
    };
    let added: String = facts
        .facts
        .iter()
        .filter(|(id, _)| entries.iter().all(|entry| entry.key != **id))
        .map(|(id, fact)| line(id, fact, genre))
        .collect();
    if !added.is_empty() {
        let close = list.range.end.checked_sub(1)?;
        let end = entries.last().map(|entry| entry.value.range.end);
        if let Some(end) = end
            && !has_comma(source.text.get(end..close)?)
        {
            edits.push((end..end, ",".to_owned()));
        }
        let before = source.text.get(..close)?;
        let kept = before.trim_end_matches([' ', '\t']);
        let lead = if kept.ends_with('\n') { "" } else { "\n" };
        edits.push((kept.len()..close, format!("{lead}{added}    ")));
    }
    edits.sort_by_key(|(range, _)| (range.start, range.end));
    let mut text = String::new();
    let mut at = 0;
    for (range, value) in edits {
        text.push_str(source.text.get(at..range.start)?);
        text.push_str(&value);
        at = range.end;
    }
    text.push_str(source.text.get(at..)?);
    Some(text)
}

/// What stands before the facts, as far as it is known.
fn heads(facts: &Facts) -> Vec<(&'static str, String)> {
    let mut heads = Vec::new();
    for (name, value) in [("genre", &facts.genre), ("edition", &facts.edition)] {
        if let Some(value) = value {
            heads.push((name, format!("{value:?}")));
        }
    }
    let author = &facts.author;
    if *author != Author::default() {
        heads.push(("author", author.written()));
    }
    if let Some(date) = facts.date {
        heads.push(("date", format!("{:?}", date.iso())));
    }
    heads
}

fn line(id: &str, fact: &Fact, genre: &Genre) -> String {
    let kind = genre.definition.kinds.get(&fact.kind);
    kind.map_or_else(String::new, |kind| {
        format!("        {id:?}: {},\n", fact.written(kind))
    })
}

/// Whether a comma stands in what follows the last item, comments aside.
fn has_comma(text: &str) -> bool {
    let mut rest = text;
    while let Some(at) = rest.find([',', '/']) {
        if rest[at..].starts_with(',') {
            return true;
        }
        let end = if rest[at..].starts_with("//") {
            rest[at..].find('\n')
        } else {
            rest[at..].find("*/")
        };
        let Some(end) = end else {
            return false;
        };
        rest = &rest[at + end + 1..];
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::embedded;
    use crate::fact::read::read_facts;

    const GENRE: &str = "self-examination";

    fn read(text: &str) -> Facts {
        let bank = embedded::bank();
        let (facts, diagnostics) = read_facts(&Source::new("a", text), &bank, None);
        assert!(
            !crate::diagnostic::any_error(&diagnostics),
            "{diagnostics:?}\n{text}"
        );
        facts
    }

    #[test]
    fn what_is_written_reads_back() {
        let bank = embedded::bank();
        let facts = read(embedded::example(GENRE));
        assert!(facts.facts.values().any(|fact| fact.confidential));
        let text = written(&facts, &bank.genres[GENRE]);
        assert_eq!(read(&text), facts);
    }

    #[test]
    fn what_a_user_wrote_stays_when_facts_are_added() {
        let bank = embedded::bank();
        let all = read(embedded::example(GENRE));
        let texts = [
            "// 我的\nFacts(genre: \"self-examination\", facts: {})",
            "Facts(\n    genre: \"self-examination\",\n    author: Author(name: \"\"),\n    facts: {\n        \"f1\": meeting(date: \"2021-09-08\", name: \"推进会\", matter: \"加装电梯\") // 尾, 注\n    },\n)\n",
        ];
        for text in texts {
            let source = Source::new("a", text);
            let mut facts = read(text);
            facts.author = all.author.clone();
            facts.edition = Some("2021".to_owned());
            for (id, fact) in &all.facts {
                facts
                    .facts
                    .entry(id.clone())
                    .or_insert_with(|| fact.clone());
            }
            let amended = amended(&source, &facts, &bank.genres[GENRE]).expect("a facts file");
            assert_eq!(read(&amended), facts, "{amended}");
            assert!(
                amended.contains("我的") || amended.contains("// 尾, 注"),
                "{amended}"
            );
        }
    }
}
