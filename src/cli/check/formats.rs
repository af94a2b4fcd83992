//! Findings for other programs: JSON, SARIF 2.1.0, and annotations as GitHub takes them from a log.

use super::Report;
use crate::check::{Finding, RULES};
use crate::diagnostic::Severity;
use crate::project::SUPPRESSION;
use crate::workspace::Reviewed;
use serde_json::{Value, json};
use std::fmt::Write as _;

/// The shape that the README specifies.
pub fn json(report: &Report<'_, '_>) -> String {
    let files: Vec<Value> = report
        .texts
        .iter()
        .zip(&report.genres)
        .map(|(text, genre)| text.json(genre, report.language))
        .collect();
    let pairs: Vec<Value> = report
        .pairs
        .iter()
        .map(|pair| {
            json!({
                "a": report.all[pair.first].name,
                "b": report.all[pair.second].name,
                "jaccard": rounded(pair.likeness.jaccard),
                "containment": rounded(pair.likeness.containment),
            })
        })
        .collect();
    format!(
        "{:#}\n",
        json!({"version": 1, "files": files, "pairs": pairs})
    )
}

/// SARIF 2.1.0; columns count characters.
pub fn sarif(report: &Report<'_, '_>) -> String {
    let rules: Vec<Value> = RULES
        .iter()
        .map(|rule| {
            json!({
                "id": rule.id,
                "shortDescription": {"text": rule.what.text(report.language)},
                "fullDescription": {"text": rule.why.text(report.language)},
                "help": {"text": rule.example.text(report.language)},
            })
        })
        .chain([json!({"id": SUPPRESSION})])
        .collect();
    let results: Vec<Value> = report
        .texts
        .iter()
        .flat_map(|text| text.findings.iter().map(move |finding| (text, finding)))
        .map(|(text, finding)| result(report, text, finding))
        .collect();
    let run = json!({
        "tool": {"driver": {
            "name": "chengwen",
            "version": env!("CARGO_PKG_VERSION"),
            "rules": rules,
        }},
        "columnKind": "unicodeCodePoints",
        "results": results,
    });
    let log = json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [run],
    });
    format!("{log:#}\n")
}

fn result(report: &Report<'_, '_>, text: &Reviewed<'_>, finding: &Finding) -> Value {
    let artifact = json!({"uri": uri(&text.name)});
    let region = text.range_of(finding).map(|range| {
        let (start, end) = (text.position(range.start), text.position(range.end));
        json!({
            "startLine": start.line,
            "startColumn": start.column,
            "endLine": end.line,
            "endColumn": end.column,
        })
    });
    let mut place = json!({"artifactLocation": artifact});
    if let Some(region) = &region {
        place["region"] = region.clone();
    }
    let position = RULES
        .iter()
        .position(|rule| rule.id == finding.rule)
        .unwrap_or(RULES.len());
    let message = format!(
        "{} {}",
        finding.message.text(report.language),
        finding.help.text(report.language)
    );
    let mut result = json!({
        "ruleId": finding.rule,
        "ruleIndex": position,
        "level": finding.severity.id(),
        "message": {"text": message},
        "locations": [{"physicalLocation": place}],
    });
    if let (Some(fix), Some(region), true) = (&finding.fix, region, finding.source.is_some()) {
        result["fixes"] = json!([{
            "artifactChanges": [{
                "artifactLocation": artifact,
                "replacements": [{"deletedRegion": region, "insertedContent": {"text": fix}}],
            }],
        }]);
    }
    result
}

/// A path as a URI: separators forward, what a URI cannot hold in percent.
fn uri(path: &str) -> String {
    let mut uri = String::with_capacity(path.len());
    for byte in path.bytes() {
        match byte {
            b'\\' => uri.push('/'),
            b'/' | b'-' | b'_' | b'.' | b'~' => uri.push(char::from(byte)),
            byte if byte.is_ascii_alphanumeric() => uri.push(char::from(byte)),
            byte => {
                let _ = write!(uri, "%{byte:02X}");
            }
        }
    }
    uri
}

/// `::error file=…,line=…::…`, one a finding.
pub fn github(report: &Report<'_, '_>) -> String {
    let mut lines = String::new();
    for text in report.texts {
        for finding in &text.findings {
            let command = match finding.severity {
                Severity::Error => "error",
                Severity::Warning => "warning",
                Severity::Note => "notice",
            };
            let _ = write!(lines, "::{command} file={}", property(&text.name));
            if let Some(range) = text.range_of(finding) {
                let (start, end) = (text.position(range.start), text.position(range.end));
                let _ = write!(lines, ",line={},endLine={}", start.line, end.line);
                // Columns are taken for places in one line only.
                if start.line == end.line {
                    let _ = write!(lines, ",col={},endColumn={}", start.column, end.column);
                }
            }
            let message = format!(
                "{}\n{}",
                finding.message.text(report.language),
                finding.help.text(report.language)
            );
            let _ = writeln!(
                lines,
                ",title={}::{}",
                property(finding.rule),
                data(&message)
            );
        }
    }
    lines
}

fn data(text: &str) -> String {
    text.replace('%', "%25")
        .replace('\r', "%0D")
        .replace('\n', "%0A")
}

fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

fn rounded(share: f64) -> f64 {
    (share * 10_000.0).round() / 10_000.0
}
