//! Checks `phrasebank/` and embeds it in a compact form: an index of each genre and one blob a topic.
//!
//! The script compiles the library's own lower layers, so that the bank is read by one reader only.
#![allow(dead_code, unused_imports)]

mod bank;
mod condition;
mod diagnostic;
mod message;
mod source;
mod syntax;
mod template;
mod value;

use bank::read::read_layer;
use bank::{Bank, GenreIndex, LazyTopic};
use diagnostic::{Diagnostic, Place, any_error};
use message::Language;
use source::Source;
use std::error::Error;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs};

fn main() -> Result<(), Box<dyn Error>> {
    let root = PathBuf::from(env::var("CARGO_MANIFEST_DIR")?).join("phrasebank");
    println!("cargo::rerun-if-changed=phrasebank");
    println!("cargo::rerun-if-changed=src");
    let mut files = Vec::new();
    collect(&root, &root, &mut files)?;
    files.sort_by(|left, right| left.name.cmp(&right.name));
    let (layer, mut diagnostics) = read_layer(&files);
    let mut bank = Bank::default();
    diagnostics.extend(bank.overlay(layer));
    diagnostics.extend(bank.validate(&files));
    for diagnostic in &diagnostics {
        println!("cargo::error={}", line(diagnostic, &files));
    }
    if !any_error(&diagnostics) {
        embed(bank, &files, &PathBuf::from(env::var("OUT_DIR")?))?;
    }
    Ok(())
}

fn collect(root: &Path, folder: &Path, files: &mut Vec<Source>) -> Result<(), Box<dyn Error>> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            collect(root, &path, files)?;
        } else if path.extension().is_some_and(|extension| extension == "ron") {
            let name: Vec<_> = path
                .strip_prefix(root)?
                .iter()
                .map(|part| part.to_string_lossy())
                .collect();
            files.push(Source::new(name.join("/"), fs::read_to_string(&path)?));
        }
    }
    Ok(())
}

/// A diagnostic on one line, as cargo shows it.
fn line(diagnostic: &Diagnostic, files: &[Source]) -> String {
    let message = diagnostic.message.text(Language::English);
    let help = diagnostic
        .help
        .as_ref()
        .map(|help| format!(" ({})", help.text(Language::English)))
        .unwrap_or_default();
    let place = match &diagnostic.place {
        Place::Named(name) => name.clone(),
        Place::Span(span) => {
            let position = files
                .iter()
                .find(|file| file.name == span.source)
                .map(|file| file.position(span.range.start));
            match position {
                Some(position) => {
                    format!("{}:{}:{}", span.source, position.line, position.column)
                }
                None => span.source.clone(),
            }
        }
    };
    format!("phrasebank/{place}: {message}{help}")
}

/// Writes the blobs and the Rust expression that lists them.
fn embed(bank: Bank, files: &[Source], out: &Path) -> Result<(), Box<dyn Error>> {
    let mut code = String::from("&[\n");
    let included = |name: &str| format!("include_bytes!(concat!(env!(\"OUT_DIR\"), \"/{name}\"))");
    for (id, genre) in bank.genres {
        let index = GenreIndex {
            definition: genre.definition,
            roots: genre.roots,
            terms: genre.terms,
            layout: genre.layout,
            editions: genre.editions,
        };
        let index_name = format!("{id}.index");
        fs::write(out.join(&index_name), postcard::to_stdvec(&index)?)?;
        let index_bytes = included(&index_name);
        writeln!(
            code,
            "PackedGenre {{ id: {id:?}, index: {index_bytes}, topics: &["
        )?;
        for (topic_id, topic) in &genre.topics {
            let topic_name = format!("{id}.{topic_id}.topic");
            let packed = postcard::to_stdvec(LazyTopic::get(topic))?;
            let _: bank::Topic = postcard::from_bytes(&packed)?;
            fs::write(out.join(&topic_name), packed)?;
            writeln!(code, "({topic_id:?}, {}),", included(&topic_name))?;
        }
        let example_name = format!("{id}/example/facts.ron");
        let example = files
            .iter()
            .find(|file| file.name == example_name)
            .map_or("", |file| file.text.as_str());
        writeln!(code, "], example: {example:?} }},")?;
    }
    code.push(']');
    fs::write(out.join("bank.rs"), code)?;
    let mut code = String::from("&[\n");
    for (language, lexicon) in &bank.lexicons {
        let name = format!("{language:?}.lexicon");
        fs::write(out.join(&name), postcard::to_stdvec(lexicon.get())?)?;
        writeln!(code, "(Language::{language:?}, {}),", included(&name))?;
    }
    code.push(']');
    fs::write(out.join("lexicons.rs"), code)?;
    Ok(())
}
