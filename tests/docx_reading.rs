//! Word files of many makers read as they should, and hostile ones are refused.

use chengwen::document::docx::comment::{Comment, annotated};
use chengwen::document::docx::package::Package;
use chengwen::document::docx::{WordText, read};
use chengwen::message::Language;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

fn samples() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/docx");
    let entries = fs::read_dir(folder).expect("tests/docx");
    let mut paths: Vec<PathBuf> = entries
        .map(|entry| entry.expect("entry").path())
        .filter(|path| path.extension().is_some_and(|ending| ending == "docx"))
        .collect();
    paths.sort();
    assert!(paths.len() >= 12, "samples of many makers");
    paths
}

fn name_of(path: &Path) -> String {
    path.file_stem()
        .expect("a name")
        .to_string_lossy()
        .into_owned()
}

/// The blocks as lines: paragraph, hints, words.
fn tree(word: &WordText) -> String {
    let mut text = String::new();
    for block in &word.blocks {
        let line = word.text[..block.span.range.start].matches('\n').count() + 1;
        let level = block
            .level
            .map_or(String::new(), |level| format!(" heading {level}"));
        let bold = match block.bold {
            0 => String::new(),
            bold if bold >= block.text.len() => " bold".to_owned(),
            bold => format!(" bold “{}”", &block.text[..bold]),
        };
        let centred = if block.centred { " centred" } else { "" };
        let _ = writeln!(
            text,
            "{line} {:?}{level}{centred}{bold}: {:?} {:?}",
            block.shape, block.number, block.text
        );
    }
    for note in &word.notes {
        let _ = writeln!(text, "note: {}", note.text(Language::English));
    }
    text
}

#[test]
fn files_of_many_makers_read_into_their_paragraphs() {
    for path in samples() {
        let bytes = fs::read(&path).expect("a sample");
        let word = read(&bytes).unwrap_or_else(|fault| panic!("{}: {fault:?}", path.display()));
        for block in &word.blocks {
            let source = &word.text[block.span.range.clone()];
            assert!(source.starts_with(block.text.chars().next().expect("words")));
            assert!(block.text.is_char_boundary(block.bold));
        }
        insta::assert_snapshot!(name_of(&path), tree(&word));
    }
}

/// Comments on every `XX` of a file and on the first character of every block, in the order of the text.
fn comments(word: &WordText) -> Vec<Comment> {
    let mut comments = Vec::new();
    for block in &word.blocks {
        let first = block.text.chars().next().expect("words");
        let start = block.span.range.start;
        comments.push(start..start + first.len_utf8());
    }
    comments.extend(
        word.text
            .match_indices("XX")
            .map(|(at, mark)| at..at + mark.len()),
    );
    comments.sort_by_key(|words| words.start);
    let comment = |words: std::ops::Range<usize>| Comment {
        paragraphs: vec![
            format!("“{}”", &word.text[words.clone()]),
            "<rule> & more".to_owned(),
        ],
        words,
    };
    comments.into_iter().map(comment).collect()
}

#[test]
fn comments_leave_the_words_and_all_other_parts_as_they_were() {
    for path in samples() {
        let bytes = fs::read(&path).expect("a sample");
        let word = read(&bytes).expect("a Word file");
        let commented = annotated(&bytes, &word, &comments(&word)).expect("comments");
        let again =
            read(&commented).unwrap_or_else(|fault| panic!("{}: {fault:?}", path.display()));
        assert_eq!(again.text, word.text, "{}", path.display());
        assert_eq!(again.blocks, word.blocks, "{}", path.display());
        let mut before = Package::open(&bytes).expect("a package");
        let mut after = Package::open(&commented).expect("a package");
        let main = before.main_part().expect("a main part");
        let comments_part = after.related(&main, "comments").expect("relationships");
        let comments_part = comments_part.expect("a comments part");
        let may_change = [
            main.as_str(),
            comments_part.as_str(),
            "[Content_Types].xml",
            "word/_rels/document.xml.rels",
        ];
        let mut same = 0;
        for name in before.names() {
            if !may_change.contains(&name.as_str()) {
                let (before, after) = (before.bytes(&name), after.bytes(&name));
                assert_eq!(before.expect("a part"), after.expect("a part"), "{name}");
                same += 1;
            }
        }
        assert!(same >= 1, "{}", path.display());
        // What is not commented is not changed either.
        assert_eq!(annotated(&bytes, &word, &[]).expect("none"), bytes);
    }
}

/// The words between the two ends of each comment in LibreOffice's flat XML, with the comment's first paragraph.
fn anchored(flat: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    for (at, _) in flat.match_indices("<office:annotation ") {
        let annotation = &flat[at..];
        let (head, rest) = annotation
            .split_once("</office:annotation>")
            .expect("a whole comment");
        let body = &head[head.find("<text:p").expect("a paragraph")..];
        let first = rest_until(body, "</text:p>");
        let words = head.split_once("office:name=\"").map(|(_, rest)| {
            let name = rest.split('"').next().expect("a name");
            let end = format!("<office:annotation-end office:name=\"{name}\"/>");
            rest_until(rest_after(annotation, "</office:annotation>"), &end)
        });
        let words = words.unwrap_or(&rest[..0]);
        found.push((without_tags(first), without_tags(words)));
    }
    found
}

fn rest_after<'t>(text: &'t str, mark: &str) -> &'t str {
    text.split_once(mark).map_or("", |(_, rest)| rest)
}

fn rest_until<'t>(text: &'t str, mark: &str) -> &'t str {
    text.split_once(mark).map_or("", |(before, _)| before)
}

/// The characters of some XML; what stands in a comment in it is none of the words.
fn without_tags(xml: &str) -> String {
    let mut text = String::new();
    let mut rest = xml;
    while let Some((before, tag)) = rest.split_once('<') {
        text.push_str(before);
        if tag.starts_with("office:annotation ") {
            rest = rest_after(tag, "</office:annotation>");
        } else {
            rest = rest_after(tag, ">");
        }
    }
    text.push_str(rest);
    text.replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&amp;", "&")
}

#[test]
fn libreoffice_shows_comments_on_the_right_words() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut command = std::process::Command::new("soffice");
    let profile = folder.path().join("profile");
    command
        .arg(format!(
            "-env:UserInstallation=file://{}",
            profile.display()
        ))
        .args(["--headless", "--convert-to", "fodt", "--outdir"])
        .arg(folder.path());
    let mut expected = Vec::new();
    for path in samples() {
        let bytes = fs::read(&path).expect("a sample");
        let word = read(&bytes).expect("a Word file");
        let comments = comments(&word);
        let commented = annotated(&bytes, &word, &comments).expect("comments");
        let target = folder.path().join(path.file_name().expect("a name"));
        fs::write(&target, commented).expect("a file");
        command.arg(&target);
        expected.push((target.with_extension("fodt"), comments));
    }
    if command.output().is_err() {
        eprintln!("LibreOffice is not installed: whether it shows the comments is left out");
        return;
    }
    for (path, comments) in expected {
        let flat = fs::read_to_string(&path).expect("LibreOffice opens the file");
        let found = anchored(&flat);
        let of_ours: Vec<_> = found
            .iter()
            .filter(|(first, _)| first.starts_with('“'))
            .collect();
        // LibreOffice works fields out anew, without the comments in their results, and a comment on words in a text box stands
        // on the box.
        let is_exact = !["by-hand-text-boxes", "by-hand-fields"].contains(&name_of(&path).as_str());
        if is_exact {
            assert_eq!(of_ours.len(), comments.len(), "{}", path.display());
        }
        assert!(of_ours.len() * 2 > comments.len(), "{}", path.display());
        for (first, words) in of_ours.into_iter().filter(|_| is_exact) {
            assert_eq!(*first, format!("“{words}”"), "{}", path.display());
        }
    }
}

#[test]
fn fixes_change_their_words_and_nothing_else() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/docx/by-hand-breaks.docx");
    let bytes = fs::read(path).expect("a sample");
    let word = read(&bytes).expect("a Word file");
    let fix = |old: &str, new: &str| {
        let at = word.text.find(old).unwrap_or_else(|| panic!("{old}"));
        (at..at + old.len(), new.to_owned())
    };
    // Across a run's end, over a reference, in a data section, beside white space; what stays is not written anew.
    let fixes = [
        fix("说明一XX。", "说明一<甲>。"),
        fix("空格 & 有", "空格和有"),
        fix("<原样>尾", "<原貌>尾"),
        fix("接着XX", "接着"),
    ];
    let mended = word.replaced(&bytes, &fixes).expect("fixed");
    let again = read(&mended).expect("a Word file");
    let mut expected = word.text.clone();
    for (words, new) in fixes.iter().rev() {
        expected.replace_range(words.clone(), new);
    }
    assert_eq!(again.text, expected);
    let main = |bytes: &[u8]| {
        let mut package = Package::open(bytes).expect("a package");
        let part = package.part("word/document.xml").expect("a part");
        part.expect("a main part").text
    };
    let (before, after) = (main(&bytes), main(&mended));
    let tags = |xml: &str| xml.matches("<w:").count();
    assert_eq!(tags(&before), tags(&after));
    let reading = word.replaced(&bytes, &[]).expect("nothing to fix");
    assert_eq!(main(&reading), before);
}

/// Runs the program on a sample in a folder of its own.
fn chengwen(folder: &Path, arguments: &[&str]) -> (Option<i32>, String, String) {
    let output = std::process::Command::new(env!("CARGO_BIN_EXE_chengwen"))
        .args(arguments)
        .args(["--lang", "en"])
        .current_dir(folder)
        .output()
        .expect("the program");
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    (
        output.status.code(),
        text(&output.stdout),
        text(&output.stderr),
    )
}

fn sample_in(folder: &Path, name: &str) -> Vec<u8> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/docx")
        .join(name);
    let bytes = fs::read(path).expect("a sample");
    fs::write(folder.join("a.docx"), &bytes).expect("a file");
    bytes
}

#[test]
fn check_names_paragraphs_and_comments_on_words() {
    let folder = tempfile::tempdir().expect("a folder");
    let bytes = sample_in(folder.path(), "python-docx-official.docx");
    let arguments = [
        "check",
        "a.docx",
        "--select",
        "placeholder",
        "--format",
        "json",
    ];
    let (code, output, _) = chengwen(folder.path(), &arguments);
    assert_eq!(code, Some(1));
    let value: serde_json::Value = serde_json::from_str(&output).expect("JSON");
    let file = &value["files"][0];
    assert_eq!(file["title"], "个人对照检查材料");
    let finding = &file["findings"][0];
    assert_eq!(finding["text"], "XX");
    let place =
        serde_json::json!({"paragraph": 6, "column": 13, "end_paragraph": 6, "end_column": 15});
    assert_eq!(finding["place"], place);

    let (code, _, _) = chengwen(folder.path(), &["check", "a.docx", "--annotate", "b.docx"]);
    assert_eq!(code, Some(1));
    let commented = fs::read(folder.path().join("b.docx")).expect("the copy");
    let mut package = Package::open(&commented).expect("a package");
    let part = package
        .part("word/comments.xml")
        .expect("a part")
        .expect("comments");
    assert!(part.text.contains("w:author=\"chengwen\""));
    assert!(part.text.contains("placeholder") && part.text.contains("XX"));
    assert!(!part.text.contains("w:date"));
    // The program speaks of the file by its words, so its own comments are no findings.
    let (_, again, _) = chengwen(folder.path(), &["check", "b.docx", "--format", "json"]);
    let (_, before, _) = chengwen(folder.path(), &["check", "a.docx", "--format", "json"]);
    assert_eq!(again.replace("b.docx", "a.docx"), before);
    assert_eq!(
        fs::read(folder.path().join("a.docx")).expect("the file"),
        bytes
    );
}

#[test]
fn check_says_what_it_cannot_do_with_a_file() {
    let folder = tempfile::tempdir().expect("a folder");
    sample_in(folder.path(), "by-hand-tracked.docx");
    let (_, _, errors) = chengwen(folder.path(), &["check", "a.docx"]);
    assert!(
        errors.contains("a.docx: the file holds tracked changes"),
        "{errors}"
    );
    for name in ["old.doc", "old.wps", "old.rtf"] {
        fs::write(folder.path().join(name), "x").expect("a file");
        let (code, _, errors) = chengwen(folder.path(), &["check", name]);
        assert_eq!(code, Some(2));
        assert!(errors.contains("save it as docx"), "{errors}");
    }
    fs::write(folder.path().join("a.txt"), "甲").expect("a file");
    for arguments in [
        ["check", "a.txt", "--annotate", "b.docx"],
        ["check", "a.docx", "--annotate", "a.docx"],
        ["check", "a.docx", "--annotate", "b.txt"],
    ] {
        let (code, _, errors) = chengwen(folder.path(), &arguments);
        assert_eq!(code, Some(2), "{errors}");
    }
    assert!(!folder.path().join("b.docx").exists());
}

/// A draft of the example, as its own file and as a Word file that carries it.
fn example_in(folder: &Path) {
    let facts =
        Path::new(env!("CARGO_MANIFEST_DIR")).join("phrasebank/self-examination/example/facts.ron");
    let facts = facts.to_string_lossy();
    let (code, _, errors) = chengwen(
        folder,
        &[
            "compose",
            &facts,
            "--seed",
            "7",
            "-o",
            "draft.ron",
            "-o",
            "draft.docx",
        ],
    );
    assert_eq!(code, Some(0), "{errors}");
}

#[test]
fn a_draft_comes_back_out_of_its_word_file() {
    let folder = tempfile::tempdir().expect("a folder");
    let folder = folder.path();
    example_in(folder);
    let bytes = |name: &str| fs::read(folder.join(name)).expect("a file");
    let (code, _, errors) = chengwen(folder, &["render", "draft.docx", "-o", "out.ron"]);
    assert_eq!(code, Some(0), "{errors}");
    assert_eq!(bytes("out.ron"), bytes("draft.ron"));
    let (_, of_word, _) = chengwen(folder, &["swap", "draft.docx"]);
    let (_, of_draft, _) = chengwen(folder, &["swap", "draft.ron"]);
    assert!(!of_word.is_empty() && of_word == of_draft);
    sample_in(folder, "by-hand-strict.docx");
    let (code, _, errors) = chengwen(folder, &["render", "a.docx", "-o", "none.ron"]);
    assert_eq!(code, Some(2));
    assert!(errors.contains("carries no draft"), "{errors}");
}

#[test]
fn what_was_changed_in_word_is_taken_back_and_nothing_else() {
    let folder = tempfile::tempdir().expect("a folder");
    let folder = folder.path();
    example_in(folder);
    let draft = || fs::read_to_string(folder.join("draft.ron")).expect("the draft");
    let before = draft();
    let (code, changes, errors) = chengwen(folder, &["adopt", "draft.ron", "draft.docx"]);
    assert_eq!((code, changes.as_str()), (Some(0), ""), "{errors}");
    assert_eq!(draft(), before);
    let profile = format!("-env:UserInstallation=file://{}/profile", folder.display());
    let saved = std::process::Command::new("soffice")
        .args([
            profile.as_str(),
            "--headless",
            "--convert-to",
            "docx",
            "--outdir",
            "saved",
        ])
        .arg("draft.docx")
        .current_dir(folder)
        .output();
    if saved.is_ok() {
        let (code, changes, errors) = chengwen(folder, &["adopt", "draft.ron", "saved/draft.docx"]);
        assert_eq!((code, changes.as_str()), (Some(0), ""), "{errors}");
        assert_eq!(draft(), before);
    } else {
        eprintln!("LibreOffice is not installed: what it saves is left out");
    }
    let bytes = fs::read(folder.join("draft.docx")).expect("the file");
    let word = read(&bytes).expect("a Word file");
    let at = word.text.find("葛桂兰").expect("the example's person");
    let fix = (at..at + "葛桂兰".len(), "葛桂兰大娘".to_owned());
    let edited = word.replaced(&bytes, &[fix]).expect("edited");
    fs::write(folder.join("edited.docx"), edited).expect("a file");
    let (_, changes, errors) = chengwen(folder, &["adopt", "draft.ron", "edited.docx"]);
    assert!(changes.contains("葛桂兰大娘"), "{changes}{errors}");
    assert!(draft().contains("葛桂兰大娘"));
}

/// A package by hand: name and content of each part.
fn pack(parts: &[(&str, &[u8])]) -> Vec<u8> {
    chengwen::document::docx::write::packed(parts)
}

const TIE: &str = r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>"#;

fn with_main(main: &str) -> Vec<u8> {
    pack(&[
        ("_rels/.rels", TIE.as_bytes()),
        ("word/document.xml", main.as_bytes()),
    ])
}

fn document(body: &str) -> String {
    format!(
        r#"<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>{body}</w:body></w:document>"#
    )
}

#[track_caller]
fn says(bytes: &[u8], words: &str) {
    let message = refused(bytes);
    assert!(message.contains(words), "{message}");
}

/// The fault's message, in English.
#[track_caller]
fn refused(bytes: &[u8]) -> String {
    let Err((message, help)) = read(bytes) else {
        panic!("not refused");
    };
    assert!(!help.text(Language::English).is_empty());
    message.text(Language::English)
}

#[test]
fn hostile_files_are_refused_with_a_reason() {
    assert!(read(&with_main(&document("<w:p/>"))).is_ok());
    // Zip bombs: one that says its size, and one that would say less than it is.
    let bomb = document(&" ".repeat(40 << 20));
    says(&with_main(&bomb), "too large");
    let repeated = document(&format!("<w:p>{}</w:p>", " ".repeat(20 << 20)));
    let parts =
        std::collections::BTreeMap::from([("word/document.xml".to_owned(), repeated.into_bytes())]);
    let small = with_main(&document(""));
    let tight = Package::open(&small).expect("a package").replaced(&parts);
    says(&tight.expect("packed"), "too large");
    let mut liar = with_main(&bomb);
    let size = u32::try_from(bomb.len()).expect("a size").to_le_bytes();
    for at in 0..liar.len() - 4 {
        if liar[at..at + 4] == size {
            liar[at..at + 4].copy_from_slice(&1000_u32.to_le_bytes());
        }
    }
    says(&liar, "damaged");
    let many: Vec<String> = (0..9_000).map(|number| format!("a{number}")).collect();
    let many: Vec<(&str, &[u8])> = many.iter().map(|name| (name.as_str(), &b""[..])).collect();
    says(&pack(&many), "more than 8000 parts");
    says(
        &with_main(&document(&"<w:p/>".repeat(100_001))),
        "too many paragraphs",
    );
    let runs = "<w:r><w:t>a</w:t></w:r>".repeat(280_000);
    says(
        &with_main(&document(&format!("<w:p>{runs}</w:p>"))),
        "too many paragraphs",
    );

    // Entities, deep nesting, a giant attribute.
    let entities = r#"<!DOCTYPE d [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><d>&b;</d>"#;
    says(&with_main(entities), "declares a document type");
    let outside = r#"<!DOCTYPE d SYSTEM "file:///etc/passwd"><d/>"#;
    says(&with_main(outside), "declares a document type");
    says(
        &with_main(&document("<w:p><w:r><w:t>&b;</w:t></w:r></w:p>")),
        "damaged",
    );
    let deep = document(&format!(
        "{}{}",
        "<w:tbl>".repeat(50_000),
        "</w:tbl>".repeat(50_000)
    ));
    says(&with_main(&deep), "nested too deeply");
    says(
        &with_main(&document(&"<a>".repeat(100_000))),
        "nested too deeply",
    );
    let attribute = format!("<w:p x=\"{}\"/>", "x".repeat(5 << 20));
    says(&with_main(&document(&attribute)), "too large");

    // Parts that stand elsewhere or lead out.
    let tie = |from: &str, to: &str| TIE.replace(from, to);
    let external = tie("Target=", "TargetMode=\"External\" Target=");
    says(&pack(&[("_rels/.rels", external.as_bytes())]), "elsewhere");
    let out = tie("word/document.xml", "../../etc/passwd");
    says(&pack(&[("_rels/.rels", out.as_bytes())]), "leads out");
    for name in [
        "../word/document.xml",
        "/word/document.xml",
        "word\\document.xml",
        "C:/document.xml",
    ] {
        says(
            &pack(&[("_rels/.rels", TIE.as_bytes()), (name, b"<a/>")]),
            "leads out",
        );
    }
    says(
        &pack(&[("a.xml", b""), ("A.xml", b"")]),
        "repeat or overlap",
    );

    // Files that are no Word files, or not whole.
    let whole = with_main(&document("<w:p/>"));
    for length in 4..whole.len() {
        let message = refused(&whole[..length]);
        assert!(message.contains("damaged"), "{length}: {message}");
    }
    says(&with_main(&document("<w:p>")), "damaged");
    says(&with_main("<w:document"), "damaged");
    says(b"", "no Word file");
    says("纯文本".as_bytes(), "no Word file");
    says(b"{\\rtf1}", "no Word file");
    says(
        &[0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1],
        "encrypted",
    );
    says(
        &pack(&[("mimetype", b"application/vnd.oasis.opendocument.text")]),
        "no Word file",
    );
}

/// Reads mutated bytes and, where they can be read, sets comments and fixes: nothing may panic.
fn exercise(bytes: &[u8]) {
    let Ok(word) = read(bytes) else {
        return;
    };
    let comments = comments(&word);
    let fixes: Vec<_> = comments
        .iter()
        .map(|comment| (comment.words.clone(), "改".to_owned()))
        .collect();
    if let Ok(commented) = annotated(bytes, &word, &comments) {
        assert!(read(&commented).is_ok_and(|again| again.text == word.text));
    }
    if let Ok(fixed) = word.replaced(bytes, &fixes) {
        assert!(read(&fixed).is_ok());
    }
}

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig { cases: 64, ..Default::default() })]

    #[test]
    fn mutated_files_never_panic(
        sample in 0..14_usize,
        changes in proptest::collection::vec((proptest::prelude::any::<usize>(), proptest::prelude::any::<u8>()), 1..6),
        is_packed in proptest::prelude::any::<bool>(),
    ) {
        let bytes = fs::read(&samples()[sample]).expect("a sample");
        let change = |bytes: &mut Vec<u8>| {
            for (place, byte) in &changes {
                let place = place % bytes.len();
                bytes[place] = *byte;
            }
        };
        if is_packed {
            let mut bytes = bytes;
            change(&mut bytes);
            exercise(&bytes);
        } else {
            // The change is made in the XML, so that it gets past the packing.
            let mut package = Package::open(&bytes).expect("a package");
            let mut main = package.bytes("word/document.xml").expect("a part").expect("a part");
            change(&mut main);
            let parts = std::collections::BTreeMap::from([("word/document.xml".to_owned(), main)]);
            exercise(&package.replaced(&parts).expect("packed"));
        }
    }

    #[test]
    fn pieces_of_xml_in_any_order_never_panic(
        pieces in proptest::collection::vec(proptest::sample::select(PIECES), 0..40),
    ) {
        exercise(&with_main(&document(&pieces.concat())));
    }
}

/// Pieces that make sense here and there, and often do not.
const PIECES: &[&str] = &[
    "<w:p>",
    "</w:p>",
    "<w:p/>",
    "<w:r>",
    "</w:r>",
    "<w:t>",
    "</w:t>",
    "<w:t xml:space='preserve'>",
    "甲XX",
    " 乙 ",
    "&amp;",
    "&#x4e00;",
    "<![CDATA[ <丙> ]]>",
    "<w:br/>",
    "<w:tab></w:tab>",
    "<w:pPr><w:rPr><w:del/></w:rPr></w:pPr>",
    "<w:tbl>",
    "</w:tbl>",
    "<w:tr>",
    "</w:tr>",
    "<w:tc>",
    "</w:tc>",
    "<w:trPr><w:del/></w:trPr>",
    "<w:ins>",
    "</w:ins>",
    "<w:del>",
    "</w:del>",
    "<w:txbxContent>",
    "</w:txbxContent>",
    "<w:fldChar w:fldCharType='begin'/>",
    "<w:fldChar w:fldCharType='separate'/>",
    "<w:fldChar w:fldCharType='end'/>",
    "<w:rPr><w:b/></w:rPr>",
    "<w:rPr><w:vanish/></w:rPr>",
    "<w:sym w:char='F0FE'/>",
    "<!-- x -->",
    "<?x?>",
    "<w:sdtPr/>",
    "<w:ruby>",
    "</w:ruby>",
];
