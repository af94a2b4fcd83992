//! A baseline: what is found in old texts today, so that only what is new is shown.

use crate::check::Finding;
use crate::diagnostic::Diagnostic;
use crate::source::Source;
use crate::syntax::{NodeKind, Reader};
use indexmap::IndexMap;
use std::fmt::Write as _;

/// Known findings: by file, how often a rule finds the same words.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Baseline {
    files: IndexMap<String, IndexMap<(String, String), usize>>,
}

impl Baseline {
    /// Notes what is found in a file; `words_of` gives a finding's words, or its section's heading.
    pub fn note(&mut self, file: &str, findings: &[(&Finding, String)]) {
        let known = self.files.entry(file.replace('\\', "/")).or_default();
        for (finding, words) in findings {
            *known
                .entry((finding.rule.to_owned(), words.clone()))
                .or_default() += 1;
        }
    }

    /// Which of the findings in a file are known, each as often as the baseline has it.
    pub fn known(&self, file: &str, findings: &[(&Finding, String)]) -> Vec<bool> {
        let mut left = self
            .files
            .get(&file.replace('\\', "/"))
            .cloned()
            .unwrap_or_default();
        findings
            .iter()
            .map(|(finding, words)| {
                let key = (finding.rule.to_owned(), words.clone());
                match left.get_mut(&key) {
                    Some(count) if *count > 0 => {
                        *count -= 1;
                        true
                    }
                    _ => false,
                }
            })
            .collect()
    }

    /// The baseline as it is kept in a file.
    pub fn written(&self) -> String {
        let mut text = String::from("Baseline(\n    version: 1,\n    files: {\n");
        for (file, known) in &self.files {
            let _ = writeln!(text, "        {}: [", quoted(file));
            for ((rule, words), count) in known {
                let _ = writeln!(
                    text,
                    "            ({}, {}, {count}),",
                    quoted(rule),
                    quoted(words)
                );
            }
            text.push_str("        ],\n");
        }
        text.push_str("    },\n)\n");
        text
    }
}

/// Reads a baseline.
pub fn read_baseline(source: &Source) -> (Baseline, Vec<Diagnostic>) {
    let (mut reader, root) = Reader::open(source);
    let mut baseline = Baseline::default();
    let Some(root) = root else {
        return (baseline, reader.diagnostics);
    };
    let Some(fields) = reader.fields(&root, &["version", "files"]) else {
        return (baseline, reader.diagnostics);
    };
    let files = reader.required(&root, &fields, "files");
    for entry in files.map(|files| reader.map(files)).unwrap_or_default() {
        let known = baseline.files.entry(entry.key.clone()).or_default();
        for item in reader.list(&entry.value) {
            match &item.kind {
                NodeKind::List(parts) => {
                    if let [rule, words, count] = parts.as_slice()
                        && let (Some(rule), Some(words)) = (
                            reader.text(rule).map(str::to_owned),
                            reader.text(words).map(str::to_owned),
                        )
                        && let Some(count) = reader.decode::<usize>(count)
                    {
                        *known.entry((rule, words)).or_default() += count;
                    }
                }
                _ => reader.expected(item, crate::message::Message::AList),
            }
        }
    }
    (baseline, reader.diagnostics)
}

fn quoted(text: &str) -> String {
    ron::ser::to_string(text)
        .unwrap_or_else(|error| unreachable!("a text always serializes: {error}"))
}
