//! The mechanical fixes: what they set right, and that they change nothing else; and that the rules of wording are silent about
//! what the bank composes.

use chengwen::bank::{Bank, Genre};
use chengwen::check::{Finding, Lists, Text, check};
use chengwen::detect::Detector;
use chengwen::diagnostic::Severity;
use chengwen::document::docx;
use chengwen::document::docx::package::Package;
use chengwen::document::docx::write::packed;
use chengwen::document::parse::{Encoding, encode};
use chengwen::document::parse::{blocks_of_text, parse};
use chengwen::embedded;
use chengwen::fact::read::read_facts;
use chengwen::message::Language;
use chengwen::render::RENDERERS;
use chengwen::source::Source;
use chengwen::workspace::{Request, Workspace};
use proptest::prelude::*;
use std::fs;
use std::path::Path;
use std::process::Command;
use std::sync::LazyLock;

const GENRE: &str = "self-examination";

static BANK: LazyLock<Bank> = LazyLock::new(embedded::bank);
static DETECTOR: LazyLock<Detector> = LazyLock::new(|| Detector::of(genre(), &[]));

fn genre() -> &'static Genre {
    &BANK.genres[GENRE]
}

fn findings(text: &str) -> Vec<Finding> {
    let (mut document, edition) = parse(&blocks_of_text(text), genre(), None);
    for section in &mut document.sections {
        let paragraphs = section.paragraphs.iter_mut().flatten();
        for sentence in section.heading.iter_mut().chain(paragraphs) {
            sentence.mentions = DETECTOR.mentions(&sentence.text);
        }
    }
    check(&Text {
        document: &document,
        genre: genre(),
        edition,
        facts: None,
        length: None,
        settings: &genre().definition.rules,
        others: &[],
        lists: &Lists::default(),
    })
}

/// The text with every fix set in its place.
fn fixed(text: &str) -> String {
    let mut fixes: Vec<_> = findings(text)
        .into_iter()
        .filter_map(|finding| Some((finding.source?, finding.fix?)))
        .collect();
    fixes.sort_by_key(|(range, _)| (range.start, range.end));
    let mut mended = String::new();
    let mut from = 0;
    for (range, fix) in fixes {
        assert!(from <= range.start, "fixes do not overlap");
        mended.push_str(&text[from..range.start]);
        mended.push_str(&fix);
        from = range.end;
    }
    mended.push_str(&text[from..]);
    mended
}

/// A sound line, and the same with a slip.
const SLIPS: [(&str, &str); 13] = [
    ("我去得少，看得浅；问得更少。", "我去得少,看得浅;问得更少。"),
    (
        "我把走访当成“任务”，把座谈当成“调研”。",
        "我把走访当成\"任务\"，把座谈当成\"调研\"。",
    ),
    (
        "我把走访当成“任务”，去了就走。",
        "我把走访当成”任务“，去了就走。",
    ),
    (
        "“四个意识”“四个自信”“两个维护”记得不牢。",
        "“四个意识”、“四个自信”、“两个维护”记得不牢。",
    ),
    (
        "读《宪法》《党章》，只看标题。",
        "读《宪法》、《党章》，只看标题。",
    ),
    (
        "我坐在村部听汇报，很少去田里看一看。",
        "我坐在村部听汇报，很少去田里看一看",
    ),
    (
        "我坐在村部听汇报。很少去田里看一看。",
        "我坐在村部听汇报。。很少去田里看一看。",
    ),
    ("全年去了12次，见了5户。", "全年去了１２次，见了５户。"),
    (
        "学习习近平新时代中国特色社会主义思想不深。",
        "学习习近平新世代中国特色社会主义思想不深。",
    ),
    (
        "学习习近平新时代中国特色社会主义思想不深。",
        "学习习近平新时代中国特色社会注义思想不深。",
    ),
    ("截至目前，只去了两次。", "截止目前，只去了两次。"),
    (
        "落实中央八项规定及其实施细则精神不严。",
        "落实中央八项规定及其实施细责精神不严。",
    ),
    (
        "我布置的事没有问过：谁去办，哪天办。",
        "我布置的事没有问过:谁去办，哪天办。",
    ),
];

/// Numbers as they should be, and as they slip.
const NUMBERS: [(&str, &str); 4] = [
    ("（{}）", "({})"),
    ("（{}）", "（{}）、"),
    ("（{}）", "（{}）"),
    ("（{}）", "（{})"),
];

const HAN: [&str; 8] = ["一", "二", "三", "四", "五", "六", "七", "八"];

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 128,
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    #[test]
    fn fixes_give_the_sound_text_back(
        picks in proptest::collection::vec((0..SLIPS.len(), 0..NUMBERS.len(), any::<bool>()), 1..8),
    ) {
        let mut sound = String::from("一、存在的主要问题\n");
        let mut slipped = sound.clone();
        for (index, (slip, number, slips)) in picks.into_iter().enumerate() {
            // A paragraph without a stop counts for something only among others that have one.
            let rest = "车停在村口，我在车里接电话。\n下车时人都散了，我也就回去了。\n回到单位，我就把记录归了档，再没有翻开。\n";
            let (right, wrong) = SLIPS[slip];
            let (good, bad) = NUMBERS[number];
            let head = |pattern: &str| format!("{}走得少。", pattern.replace("{}", HAN[index]));
            let line = |number: &str, words: &str| format!("{}我坐着不动。\n{words}\n{rest}", head(number));
            sound.push_str(&line(good, right));
            slipped.push_str(&if slips { line(bad, wrong) } else { line(good, right) });
        }
        prop_assert_eq!(fixed(&sound), sound.clone());
        prop_assert_eq!(fixed(&slipped), sound);
    }
}

#[test]
fn the_rules_of_wording_are_silent_about_what_the_bank_composes() {
    let source = Source::new("facts.ron", embedded::example(GENRE));
    let (facts, _) = read_facts(&source, &BANK, None);
    let renderer = RENDERERS
        .iter()
        .find(|renderer| renderer.id == "text")
        .expect("text");
    let mut alarms = Vec::new();
    for seed in 0..200 {
        let request = Request {
            seed,
            ..Request::default()
        };
        let workspace = Workspace::compose(&BANK, &facts, &request).expect("the example composes");
        let composed: Vec<&Finding> = workspace.findings.iter().collect();
        assert!(composed.is_empty(), "seed {seed}: {composed:?}");
        let bytes = workspace.render(renderer, Language::Chinese);
        let text = String::from_utf8(bytes).expect("text is UTF-8");
        let wording = [
            "punctuation",
            "heading-order",
            "wrong-term",
            "anachronism",
            "count-mismatch",
            "blame-shift",
            "placeholder",
            "gap",
            "missing-part",
            "unmatched-problem",
            "unmatched-measure",
            "praise-first",
            "repeated-phrase",
            "proportion",
            "length",
        ];
        alarms.extend(
            findings(&text)
                .into_iter()
                .filter(|finding| {
                    wording.contains(&finding.rule) && finding.severity != Severity::Note
                })
                .map(|finding| format!("seed {seed}: {finding:?}")),
        );
        assert_eq!(fixed(&text), text, "seed {seed}");
    }
    assert!(alarms.is_empty(), "{alarms:#?}");
}

/// What a file of the folder holds after `check --fix`, with the exit status and what was told.
fn fixed_in(folder: &Path, name: &str, bytes: &[u8]) -> (Option<i32>, Vec<u8>, String) {
    let path = folder.join(name);
    fs::write(&path, bytes).expect("written");
    let output = Command::new(env!("CARGO_BIN_EXE_chengwen"))
        .args(["check", "--fix", "--lang", "en", "--quiet", name])
        .current_dir(folder)
        .output()
        .expect("the program runs");
    let told = String::from_utf8_lossy(&output.stderr).into_owned();
    (
        output.status.code(),
        fs::read(path).expect("the file"),
        told,
    )
}

#[test]
fn the_command_mends_the_file_in_its_own_encoding_and_shows_the_change() {
    let folder = tempfile::tempdir().expect("a folder");
    let folder = folder.path();
    let text = "一、存在的问题\r\n1、学习不深,调研不多。\r\n2.墨守陈规。\r\n";
    let mended = "一、存在的问题\r\n1.学习不深，调研不多。\r\n2.墨守成规。\r\n";
    for (encoding, with_bom) in [
        (Encoding::Utf8, false),
        (Encoding::Utf8, true),
        (Encoding::Gb18030, false),
        (Encoding::Utf16Le, true),
    ] {
        let bytes = |text: &str| encode(text, encoding, with_bom).expect("has signs for all");
        let (code, file, told) = fixed_in(folder, "a.txt", &bytes(text));
        assert_eq!(code, Some(1), "what cannot be mended stays: {told}");
        assert!(file == bytes(mended), "{encoding:?}: {told}");
        assert!(
            told.contains("-1、学习不深,调研不多。") && told.contains("+1.学习不深，调研不多。"),
            "{told}"
        );
        // A second run finds nothing more to mend.
        let (_, again, told) = fixed_in(folder, "a.txt", &file);
        assert!(again == file && !told.contains("+1."), "{told}");
    }
    // What has no bytes of its own is left alone, and said.
    for (name, bytes) in [("a.ron", &b"Draft()"[..]), ("nothing.docx", b"PK")] {
        let (code, file, _) = fixed_in(folder, name, bytes);
        assert_eq!((code, file.as_slice()), (Some(2), bytes), "{name}");
    }
}

#[test]
fn the_command_mends_a_word_file_and_keeps_its_looks() {
    let folder = tempfile::tempdir().expect("a folder");
    let folder = folder.path();
    let document = |words: &str| {
        format!(
            "<w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:body>\
             <w:p><w:r><w:t>一、存在的问题</w:t></w:r></w:p>{words}</w:body></w:document>"
        )
    };
    let before = "<w:p><w:r><w:rPr><w:b/></w:rPr><w:t>1.学习不深</w:t></w:r><w:r><w:t>,调研不多，墨守陈</w:t></w:r><w:r><w:rPr><w:i/></w:rPr><w:t>规。</w:t></w:r></w:p>";
    let types = "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><Default Extension=\"xml\" ContentType=\"application/xml\"/></Types>";
    let package = "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"r1\" \
        Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\" Target=\"word/document.xml\"/></Relationships>";
    let whole = document(before);
    let bytes = packed(&[
        ("[Content_Types].xml", types.as_bytes()),
        ("_rels/.rels", package.as_bytes()),
        ("word/document.xml", whole.as_bytes()),
    ]);
    let (code, file, told) = fixed_in(folder, "a.docx", &bytes);
    assert_eq!(code, Some(1), "{told}");
    let mut package = Package::open(&file).expect("a Word file");
    let part = package
        .bytes("word/document.xml")
        .expect("readable")
        .expect("there");
    let part = String::from_utf8(part).expect("UTF-8");
    assert!(part.contains("<w:b/>") && part.contains("<w:i/>"), "{part}");
    let text = docx::read(&file).expect("a Word file").text;
    assert_eq!(text, "一、存在的问题\n1.学习不深，调研不多，墨守成规。\n");
}
