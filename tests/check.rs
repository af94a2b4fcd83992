//! `chengwen check` as a user meets it: places, formats, encodings, projects, baselines, exit status.

use chengwen::document::parse::{Encoding, encode};
use serde_json::{Value, json};
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

const TEXT: &str = include_str!("texts/no-example.txt");

/// A short text with two placeholders.
const SHORT: &str = "一、存在的问题\n（一）走访走了形式。只到过XX村，问的还是那几句话。\n二、整改措施\n（一）多下去。每季度到XX村住一晚。\n";

fn chengwen(arguments: &[&str], folder: &Path, input: &[u8]) -> Output {
    let mut child = Command::new(env!("CARGO_BIN_EXE_chengwen"))
        .args(["--lang", "en"])
        .args(arguments)
        .current_dir(folder)
        .env("NO_COLOR", "1")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program runs");
    // A program that ends before it reads all closes the pipe.
    let _ = child.stdin.take().expect("piped").write_all(input);
    child.wait_with_output().expect("the program ends")
}

fn stdout(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).expect("UTF-8")
}

fn stderr(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).expect("UTF-8")
}

fn code(output: &Output) -> i32 {
    output.status.code().expect("no signal")
}

fn folder_with(files: &[(&str, &str)]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    for (name, text) in files {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().expect("a folder")).expect("made");
        fs::write(path, text).expect("written");
    }
    folder
}

fn json_of(output: &Output) -> Value {
    serde_json::from_slice(&output.stdout)
        .unwrap_or_else(|error| panic!("{error}: {}", stderr(output)))
}

fn findings<'j>(file: &'j Value, rule: &str) -> Vec<&'j Value> {
    let findings = file["findings"].as_array().expect("findings");
    findings
        .iter()
        .filter(|finding| finding["rule"] == rule)
        .collect()
}

#[test]
fn a_text_without_examples_falls_short_at_its_places() {
    let folder = folder_with(&[("text.txt", TEXT)]);
    let output = chengwen(
        &["check", "text.txt", "--format", "json"],
        folder.path(),
        b"",
    );
    assert_eq!(code(&output), 1);
    let json = json_of(&output);
    assert_eq!(json["version"], 1);
    let file = &json["files"][0];
    assert_eq!(
        (&file["path"], &file["edition"]),
        (&json!("text.txt"), &json!("2021"))
    );
    let sections = file["sections"].as_array().expect("sections");
    let under = |path: &str| {
        sections
            .iter()
            .filter(|section| {
                let rest = section["path"]
                    .as_str()
                    .and_then(|other| other.strip_prefix(path));
                rest.is_some_and(|rest| rest.matches('.').count() == 1)
            })
            .count()
    };
    let problems: Vec<usize> = (1..=5).map(|area| under(&format!("1.{area}"))).collect();
    assert_eq!(problems, [3, 3, 3, 2, 3]);
    assert_eq!((under("2"), under("3")), (4, 4));
    for section in sections
        .iter()
        .filter(|section| section["role"] == "problem")
    {
        assert_ne!(section["grade"], "hard", "{section}");
    }
    assert!(!findings(file, "no-example").is_empty());
    let lines: Vec<&str> = TEXT.lines().collect();
    let marks = findings(file, "placeholder");
    assert_eq!(marks.len(), 4);
    for mark in marks {
        let place = |key: &str| {
            usize::try_from(mark["place"][key].as_u64().expect("a number")).expect("small")
        };
        let line: Vec<char> = lines[place("line") - 1].chars().collect();
        let words: String = line[place("column") - 1..place("end_column") - 1]
            .iter()
            .collect();
        assert!(words.contains('X'), "{mark}");
        assert_eq!(mark["section"], "1.3.1");
        assert_eq!(place("line"), place("end_line"));
    }
}

#[test]
fn people_see_the_line_the_help_and_the_sections_at_a_glance() {
    let folder = folder_with(&[("short.txt", SHORT)]);
    let arguments = ["check", "short.txt", "--select", "placeholder"];
    let english = chengwen(&arguments, folder.path(), b"");
    assert_eq!(code(&english), 1, "{}", stderr(&english));
    insta::assert_snapshot!(
        "check_english",
        format!("{}\n{}", stdout(&english), stderr(&english))
    );
    let chinese = Command::new(env!("CARGO_BIN_EXE_chengwen"))
        .args(arguments)
        .args(["--lang", "zh"])
        .current_dir(folder.path())
        .env("NO_COLOR", "1")
        .output()
        .expect("the program runs");
    insta::assert_snapshot!(
        "check_chinese",
        format!("{}\n{}", stdout(&chinese), stderr(&chinese))
    );
    let quiet = chengwen(
        &["check", "short.txt", "--select", "placeholder", "--quiet"],
        folder.path(),
        b"",
    );
    assert!(
        stdout(&quiet).starts_with("short.txt:2:14: error[placeholder] "),
        "{}",
        stdout(&quiet)
    );
    assert_eq!(stdout(&quiet).lines().count(), 2);
    assert!(stderr(&quiet).is_empty());
}

/// The parts of SARIF 2.1.0 that are used, as its specification (OASIS, 2020) asks for them: nothing else may stand there.
fn sarif_schema() -> Value {
    let message = json!({"type": "object", "required": ["text"], "additionalProperties": false, "properties": {"text": {"type": "string", "minLength": 1}}});
    let number = json!({"type": "integer", "minimum": 1});
    let region = json!({"type": "object", "required": ["startLine"], "additionalProperties": false,
        "properties": {"startLine": number, "startColumn": number, "endLine": number, "endColumn": number}});
    let artifact = json!({"type": "object", "required": ["uri"], "additionalProperties": false,
        "properties": {"uri": {"type": "string", "pattern": "^[A-Za-z0-9._~/%-]+$"}}});
    let place = json!({"type": "object", "required": ["artifactLocation"], "additionalProperties": false,
        "properties": {"artifactLocation": artifact, "region": region}});
    let fix = json!({"type": "object", "required": ["artifactChanges"], "additionalProperties": false, "properties": {
        "artifactChanges": {"type": "array", "minItems": 1, "items": {"type": "object", "required": ["artifactLocation", "replacements"],
            "additionalProperties": false, "properties": {"artifactLocation": artifact, "replacements": {"type": "array", "minItems": 1,
                "items": {"type": "object", "required": ["deletedRegion"], "additionalProperties": false,
                    "properties": {"deletedRegion": region, "insertedContent": {"type": "object", "required": ["text"]}}}}}}}}});
    let result = json!({"type": "object", "required": ["message", "ruleId", "ruleIndex", "level", "locations"], "additionalProperties": false,
        "properties": {"ruleId": {"type": "string"}, "ruleIndex": {"type": "integer", "minimum": 0},
            "level": {"enum": ["none", "note", "warning", "error"]}, "message": message,
            "locations": {"type": "array", "items": {"type": "object", "required": ["physicalLocation"], "additionalProperties": false,
                "properties": {"physicalLocation": place}}},
            "fixes": {"type": "array", "uniqueItems": true, "items": fix}}});
    let rule = json!({"type": "object", "required": ["id"], "additionalProperties": false,
        "properties": {"id": {"type": "string"}, "shortDescription": message, "fullDescription": message, "help": message}});
    json!({"type": "object", "required": ["version", "runs"], "additionalProperties": false, "properties": {
        "$schema": {"type": "string", "format": "uri"}, "version": {"const": "2.1.0"},
        "runs": {"type": "array", "items": {"type": "object", "required": ["tool"], "additionalProperties": false, "properties": {
            "columnKind": {"enum": ["utf16CodeUnits", "unicodeCodePoints"]},
            "tool": {"type": "object", "required": ["driver"], "additionalProperties": false, "properties": {
                "driver": {"type": "object", "required": ["name"], "additionalProperties": false, "properties": {
                    "name": {"type": "string"}, "version": {"type": "string"},
                    "rules": {"type": "array", "uniqueItems": true, "items": rule}}}}},
            "results": {"type": "array", "items": result}}}}}})
}

#[test]
fn sarif_and_annotations_hold_to_their_formats() {
    let folder = folder_with(&[("我的 稿子.txt", TEXT)]);
    let output = chengwen(
        &["check", "我的 稿子.txt", "--format", "sarif"],
        folder.path(),
        b"",
    );
    assert_eq!(code(&output), 1);
    let sarif = json_of(&output);
    let validator = jsonschema::validator_for(&sarif_schema()).expect("a schema");
    let faults: Vec<String> = validator
        .iter_errors(&sarif)
        .map(|error| error.to_string())
        .collect();
    assert!(faults.is_empty(), "{faults:?}");
    let run = &sarif["runs"][0];
    let results = run["results"].as_array().expect("results");
    assert!(results.len() > 10);
    for result in results {
        let index =
            usize::try_from(result["ruleIndex"].as_u64().expect("a number")).expect("small");
        assert_eq!(
            run["tool"]["driver"]["rules"][index]["id"],
            result["ruleId"]
        );
        let uri = result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
            .as_str()
            .expect("a URI");
        assert!(
            uri.starts_with("%E6%88%91%E7%9A%84%20") && !uri.contains(' '),
            "{uri}"
        );
    }
    let output = chengwen(
        &[
            "check",
            "我的 稿子.txt",
            "--format",
            "github",
            "--select",
            "placeholder",
        ],
        folder.path(),
        b"",
    );
    let text = stdout(&output);
    assert_eq!(text.lines().count(), 4, "{text}");
    assert!(
        text.starts_with(
            "::error file=我的 稿子.txt,line=12,endLine=12,col=25,endColumn=27,title=placeholder::"
        ),
        "{text}"
    );
}

#[test]
fn every_encoding_gives_the_same_findings_at_the_same_places() {
    let folder = folder_with(&[("text.txt", SHORT)]);
    let run = |input: &[u8]| {
        let output = chengwen(&["check", "-", "--format", "json"], folder.path(), input);
        assert_eq!(code(&output), 1, "{}", stderr(&output));
        json_of(&output)
    };
    let plain = run(SHORT.as_bytes());
    for encoding in [
        Encoding::Utf8,
        Encoding::Utf16Le,
        Encoding::Utf16Be,
        Encoding::Gb18030,
    ] {
        for text in [SHORT.to_owned(), SHORT.replace('\n', "\r\n")] {
            let bytes = encode(&text, encoding, encoding != Encoding::Gb18030).expect("encoded");
            assert_eq!(run(&bytes), plain, "{encoding:?}");
        }
    }
}

#[test]
fn a_file_that_cannot_be_used_does_not_hide_the_others() {
    let folder = folder_with(&[("a.txt", SHORT)]);
    fs::write(folder.path().join("b.txt"), b"\xFF\xFE\x00\xD8A").expect("written");
    let output = chengwen(
        &["check", "b.txt", "nowhere.txt", "a.txt", "--quiet"],
        folder.path(),
        b"",
    );
    assert_eq!(code(&output), 2);
    assert!(
        stdout(&output).contains("a.txt:2:14: error[placeholder]"),
        "{}",
        stdout(&output)
    );
    let told = stderr(&output);
    assert!(
        told.contains("`b.txt` is no text") && told.contains("nowhere.txt"),
        "{told}"
    );
    for arguments in [
        &["check"] as &[&str],
        &["check", "a.txt", "--select", "placehodler"],
        &["check", "a.txt", "--format", "verse"],
        &["check", "a.txt", "--edition", "1999"],
        &["check", "a.txt", "--baseline", "nowhere.ron"],
    ] {
        assert_eq!(
            code(&chengwen(arguments, folder.path(), b"")),
            2,
            "{arguments:?}"
        );
    }
}

#[test]
fn a_project_sets_levels_and_allows_with_reasons() {
    let project = "Project(genre: \"self-examination\", rules: {\"placeholder\": (level: warning), \"no-example\": (level: None), \"missing-part\": (level: note)})\n";
    let folder = folder_with(&[("chengwen.ron", project), ("unit/a.txt", SHORT)]);
    let output = chengwen(&["check", "unit/a.txt", "--quiet"], folder.path(), b"");
    let text = stdout(&output);
    assert!(
        text.contains("warning[placeholder]") && text.contains("note[missing-part]"),
        "{text}"
    );
    assert!(!text.contains("no-example"), "{text}");

    let faulty = "Project(gerne: \"self-examination\", rules: {\"placehodler\": (level: warning), \"length\": (numbers: {\"leest\": 1}, level: bad)})\n";
    fs::write(folder.path().join("chengwen.ron"), faulty).expect("written");
    let output = chengwen(&["check", "unit/a.txt"], folder.path(), b"");
    assert_eq!(code(&output), 2);
    let told = stderr(&output);
    for suggestion in [
        "did you mean `genre`?",
        "did you mean `placeholder`?",
        "did you mean `least`?",
        "error, warning, note or None",
    ] {
        assert!(told.contains(suggestion), "{suggestion}: {told}");
    }

    let allowed =
        "Project(allow: [(rule: \"placeholder\", reason: \"a form\", file: \"a.txt\")])\n";
    fs::write(folder.path().join("chengwen.ron"), allowed).expect("written");
    let output = chengwen(&["check", "unit/a.txt", "--quiet"], folder.path(), b"");
    assert!(
        !stdout(&output).contains("placeholder"),
        "{}",
        stdout(&output)
    );
}

#[test]
fn an_allowance_in_the_text_holds_where_it_stands_and_must_be_used() {
    let lines: Vec<&str> = SHORT.lines().collect();
    let cases = [
        // In its line.
        (
            format!(
                "{}\n{}<!-- chengwen: allow placeholder: 表格 -->\n{}\n{}\n",
                lines[0], lines[1], lines[2], lines[3]
            ),
            1,
            0,
        ),
        // Above a heading: in its section.
        (
            format!(
                "{}\n{}\n<!-- chengwen: allow placeholder: 表格 -->\n{}\n{}\n",
                lines[0], lines[1], lines[2], lines[3]
            ),
            1,
            0,
        ),
        // Above all: everywhere.
        (
            format!("<!-- chengwen: allow placeholder: 表格 -->\n{SHORT}"),
            0,
            0,
        ),
        // Without a reason, of an unknown rule, and where there is nothing to allow.
        (
            format!("<!-- chengwen: allow placeholder -->\n{SHORT}"),
            2,
            1,
        ),
        (
            format!("<!-- chengwen: allow placehodler: 表格 -->\n{SHORT}"),
            2,
            1,
        ),
        (
            format!("{SHORT}<!-- chengwen: allow placeholder: 表格 -->\n"),
            2,
            1,
        ),
    ];
    for (text, placeholders, suppressions) in cases {
        let folder = folder_with(&[("a.md", &text), ("a.txt", &text)]);
        for name in ["a.md", "a.txt"] {
            let output = chengwen(
                &[
                    "check",
                    name,
                    "--format",
                    "json",
                    "--select",
                    "placeholder,suppression",
                ],
                folder.path(),
                b"",
            );
            let json = json_of(&output);
            let count = |rule| findings(&json["files"][0], rule).len();
            assert_eq!(
                (count("placeholder"), count("suppression")),
                (placeholders, suppressions),
                "{name}\n{text}"
            );
        }
    }
}

#[test]
fn a_baseline_hides_what_is_known_however_the_lines_move() {
    let folder = folder_with(&[("a.txt", SHORT)]);
    let output = chengwen(
        &["check", "a.txt", "--write-baseline", "known.ron"],
        folder.path(),
        b"",
    );
    assert_eq!(code(&output), 0, "{}", stderr(&output));
    let output = chengwen(
        &["check", "a.txt", "--baseline", "known.ron", "--quiet"],
        folder.path(),
        b"",
    );
    assert_eq!((code(&output), stdout(&output)), (0, String::new()));
    fs::write(
        folder.path().join("a.txt"),
        format!("\n\n{SHORT}（二）再多下去。到××镇住一晚。\n"),
    )
    .expect("written");
    let output = chengwen(
        &[
            "check",
            "a.txt",
            "--baseline",
            "known.ron",
            "--quiet",
            "--select",
            "placeholder",
        ],
        folder.path(),
        b"",
    );
    assert_eq!(code(&output), 1);
    assert_eq!(stdout(&output).lines().count(), 1, "{}", stdout(&output));
    assert!(stdout(&output).contains("a.txt:7:"), "{}", stdout(&output));
}

#[test]
fn many_texts_are_compared_with_each_other_and_with_earlier_ones() {
    let other = "一、存在的问题\n（一）学习停在面上。翻书图快。\n";
    let folder = folder_with(&[
        ("new/a.txt", SHORT),
        ("new/b.txt", other),
        ("old/2020.txt", SHORT),
    ]);
    let output = chengwen(
        &["check", "new", "--against", "old", "--format", "json"],
        folder.path(),
        b"",
    );
    let json = json_of(&output);
    let names: Vec<&str> = json["files"]
        .as_array()
        .expect("files")
        .iter()
        .filter_map(|file| file["path"].as_str())
        .collect();
    let path = |name: &str| {
        PathBuf::from("new")
            .join(name)
            .to_string_lossy()
            .into_owned()
    };
    assert_eq!(names, [path("a.txt"), path("b.txt")]);
    let pairs = json["pairs"].as_array().expect("pairs");
    assert_eq!(pairs.len(), 3);
    let copied = pairs.iter().find(|pair| {
        pair["b"].as_str().is_some_and(|name| name.contains("2020"))
            && pair["a"] == json!(path("a.txt"))
    });
    assert_eq!(copied.expect("the pair")["containment"], 1.0);
}
