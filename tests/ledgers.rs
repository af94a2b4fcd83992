//! Ledgers in and out: spreadsheets of several makers, CSV in several encodings, what is wrong with them, and round trips.

use chengwen::bank::{Bank, FactKind, Field, Genre};
use chengwen::diagnostic::{Diagnostic, any_error};
use chengwen::embedded;
use chengwen::fact::ledger::read::read_ledger;
use chengwen::fact::ledger::{tables, workbook};
use chengwen::fact::read::read_facts;
use chengwen::fact::write::written;
use chengwen::fact::{Author, Fact, FactRole, Facts};
use chengwen::sheet::{File, written_csv};
use chengwen::source::Source;
use chengwen::value::{Raw, ValueType};
use indexmap::IndexMap;
use proptest::prelude::*;
use std::fs;
use std::path::Path;
use std::process::Command;
use std::sync::LazyLock;

const GENRE: &str = "self-examination";
const ROOT: &str = env!("CARGO_MANIFEST_DIR");

static BANK: LazyLock<Bank> = LazyLock::new(embedded::bank);

fn genre() -> &'static Genre {
    &BANK.genres[GENRE]
}

fn file(name: &str) -> File {
    let path = Path::new(ROOT).join("tests/ledgers").join(name);
    File {
        name: name.to_owned(),
        bytes: fs::read(path).expect("a ledger"),
    }
}

fn read(files: &[File]) -> (Facts, Vec<Diagnostic>) {
    read_ledger("ledger", files, &BANK, Some(GENRE))
}

fn sound(files: &[File]) -> Facts {
    let (facts, diagnostics) = read(files);
    assert!(!any_error(&diagnostics), "{diagnostics:#?}");
    facts
}

/// Facts of a facts file.
fn ron(text: &str) -> Facts {
    let (facts, diagnostics) = read_facts(&Source::new("facts.ron", text), &BANK, None);
    assert!(!any_error(&diagnostics), "{diagnostics:#?}\n{text}");
    facts
}

fn example() -> Facts {
    ron(embedded::example(GENRE))
}

fn as_workbook(facts: &Facts) -> Vec<File> {
    vec![File {
        name: "a.xlsx".to_owned(),
        bytes: workbook(genre(), facts, false).expect("a workbook"),
    }]
}

fn as_folder(facts: &Facts) -> Vec<File> {
    let files = tables(genre(), facts, false).into_iter().map(|table| File {
        name: format!("a/{}.csv", table.name),
        bytes: written_csv(&table.rows),
    });
    files.collect()
}

#[test]
fn a_clerks_workbook_reads_the_same_from_three_formats() {
    let text = r#"Facts(
        genre: "self-examination", edition: "2021",
        author: Author(name: "沈砚舟", post: "副局长", unit: "临江县住房和城乡建设局"),
        facts: {
            "visit-4": visit(date: "2021-06-22", place: "临江县柳河镇青石村", person: "葛桂兰", times: 2, finding: "老人住的危房排上了改造名单", note: "村里记录"),
            "visit-6": visit(date: "2021-08", place: "临江县柳河镇", times: 3),
            "visit-7": visit(date: "2021Q3", place: "临江县城关镇东街社区", times: 2, finding: "排水沟还没有着落"),
            "visit-8": visit(date: "2021Q3", place: "城南街道", times: 1),
            "metric-2": metric(date: "2021-09-30", name: "公积金线上业务办结率", value: "71.5%", target: "85%"),
            "expense-2": expense(date: "2021", item: "打印耗材", amount: "4.6万元"),
            "expense-3": expense(date: "2021-03", item: "差旅", amount: "3.5万元", confidential: true),
        },
    )"#;
    for name in ["clerk.xlsx", "clerk.ods", "clerk.xls"] {
        assert_eq!(sound(&[file(name)]), ron(text), "{name}");
    }
}

#[test]
fn csv_is_read_in_its_encodings() {
    let visits = ron(r#"Facts(genre: "self-examination", facts: {
        "visit-2": visit(date: "2021-06-22", place: "临江县柳河镇青石村", person: "葛桂兰", times: 2, finding: "老人住的危房排上了改造名单"),
        "visit-4": visit(date: "2021-03-18", place: "城南街道", times: 1),
    })"#);
    assert_eq!(sound(&[file("visit.csv")]).facts, visits.facts, "GBK");
    let mixed = ron(r#"Facts(genre: "self-examination", facts: {
        "talk-2": talk(date: "2021-11", person: "质安站站长韦长林", matter: "工地巡查走过场"),
        "training-3": training(date: "2021-05-17..2021-05-21", subject: "党史学习教育专题", hours: 40),
    })"#);
    assert_eq!(sound(&[file("mixed.csv")]).facts, mixed.facts, "by column");
    let folder = ["folder/visit.csv", "folder/作者.csv", "folder/工作任务.csv"].map(file);
    let whole = ron(
        r#"Facts(genre: "self-examination", edition: "2021", date: "2022-01-10",
        author: Author(name: "沈砚舟", post: "副局长", unit: "临江县住房和城乡建设局"),
        facts: {
            "visit-1": visit(date: "2021-03-18", place: "柳河镇"),
            "task-1": task(name: "雨污分流改造", due: "2021-09-30", done: "2021-11-12"),
        })"#,
    );
    assert_eq!(sound(&folder), whole);
}

#[test]
fn all_faults_are_told_at_once_with_their_cells() {
    for (language, snapshot) in [("en", "faulty_english"), ("zh", "faulty_chinese")] {
        let output = Command::new(env!("CARGO_BIN_EXE_chengwen"))
            .args(["facts", "lint", "ledgers/faulty.xlsx", "--lang", language])
            .current_dir(Path::new(ROOT).join("tests"))
            .env("NO_COLOR", "1")
            .output()
            .expect("the program runs");
        assert_eq!(output.status.code(), Some(2));
        let told = String::from_utf8(output.stderr).expect("UTF-8");
        assert!(!told.contains("大前天"), "a confidential row shows nothing");
        insta::assert_snapshot!(snapshot, told);
    }
}

#[test]
fn a_template_holds_no_fact_until_its_example_is_written_over() {
    let empty = Facts {
        genre: Some(GENRE.to_owned()),
        ..Facts::default()
    };
    let bytes = workbook(genre(), &empty, true).expect("a workbook");
    assert_eq!(bytes, workbook(genre(), &empty, true).expect("a workbook"));
    let name = "a.xlsx".to_owned();
    assert!(sound(&[File { name, bytes }]).facts.is_empty());
    let visits = |row: &str| {
        read(&[File {
            name: "走访慰问.csv".to_owned(),
            bytes: format!("编号,时间*,地点*,次数（次）\n{row}\n").into_bytes(),
        }])
    };
    let example = "示例,2021-05-17..2021-05-21,临江县柳河镇青石村,2";
    assert!(visits(example).0.facts.is_empty());
    let (facts, diagnostics) = visits("示例,2021-06,城南街道,3");
    assert!(!any_error(&diagnostics));
    assert_eq!(facts.facts.keys().collect::<Vec<_>>(), ["visit-2"]);
    let (facts, diagnostics) = visits("示例,2021-06,临江县柳河镇青石村,3");
    assert!(
        any_error(&diagnostics) && facts.facts.len() == 1,
        "the place may be the example's"
    );
    let (facts, diagnostics) = visits("a,2021-06,临江县柳河镇青石村,3");
    assert!(!any_error(&diagnostics) && facts.facts.contains_key("a"));
}

#[test]
fn the_example_survives_every_form() {
    let facts = example();
    assert_eq!(sound(&as_workbook(&facts)), facts);
    assert_eq!(sound(&as_folder(&facts)), facts);
}

#[test]
fn what_is_no_ledger_is_refused() {
    let bytes = as_workbook(&example()).remove(0).bytes;
    let cases: [(&str, Vec<u8>); 6] = [
        ("cut.xlsx", bytes[..bytes.len() / 2].to_vec()),
        ("empty.xlsx", Vec::new()),
        ("page.xls", b"<html><table></table></html>".to_vec()),
        ("cut.xls", file("clerk.xls").bytes[..3_000].to_vec()),
        ("bomb.xlsx", bomb()),
        ("note.csv", vec![0xFF, 0x00, 0x80, 0x81, 0xFF]),
    ];
    for (name, bytes) in cases {
        let name = name.to_owned();
        let (facts, diagnostics) = read(&[File { name, bytes }]);
        assert!(any_error(&diagnostics), "{diagnostics:?}");
        assert!(facts.facts.is_empty());
    }
}

/// A workbook whose one sheet unpacks to a hundred megabytes.
fn bomb() -> Vec<u8> {
    use std::io::{Cursor, Write};
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let options = zip::write::SimpleFileOptions::default();
    zip.start_file("xl/workbook.xml", options)
        .expect("an entry");
    let megabyte = vec![b' '; 1 << 20];
    for _ in 0..100 {
        zip.write_all(&megabyte).expect("memory");
    }
    zip.finish().expect("memory").into_inner()
}

/// A value of a field by a number, as a facts file writes it.
fn value(field: &Field, vary: u32, text: &str) -> String {
    match &field.value_type {
        ValueType::Date | ValueType::DateOrPeriod => {
            let forms = [
                "2021-03-18",
                "2021-10",
                "2021Q3",
                "2020H1",
                "2021",
                "2021-12-31",
            ];
            let period = "2021-05-17..2021-06-02";
            if vary % 7 == 6 && field.value_type == ValueType::DateOrPeriod {
                period.to_owned()
            } else {
                forms[vary as usize % forms.len()].to_owned()
            }
        }
        ValueType::Count(_) => (field.least + u64::from(vary % 5_000)).to_string(),
        ValueType::Amount => {
            ["3100余万元", "71.5%", "1,200户", "4.10万元", "-3.2%"][vary as usize % 5].to_owned()
        }
        ValueType::Choice(words) => words[vary as usize % words.len()].clone(),
        ValueType::Title => format!("《{text}》"),
        ValueType::Place | ValueType::Name | ValueType::Text => text.to_owned(),
    }
}

fn fact(
    kind: (&String, &FactKind),
    vary: u32,
    texts: &[String],
    marks: (u8, bool),
) -> Option<Fact> {
    let mut values = IndexMap::new();
    for (index, (id, field)) in kind.1.fields.iter().enumerate() {
        if !field.required && (vary >> index) & 1 == 0 {
            continue;
        }
        let text = &texts[index % texts.len()];
        let written = value(
            field,
            vary.rotate_left(u32::try_from(index).ok()? * 3),
            text,
        );
        values.insert(
            id.clone(),
            field.value_type.read(&Raw::Text(&written)).ok()?,
        );
    }
    let topics = genre().topics.keys().skip(vary as usize % 7);
    let mut fact = Fact {
        kind: kind.0.clone(),
        values,
        topics: topics.take(usize::from(marks.0 % 3)).cloned().collect(),
        role: [
            None,
            Some(FactRole::Problem),
            Some(FactRole::Measure),
            Some(FactRole::Achievement),
        ][usize::from(marks.0 % 4)],
        confidential: marks.1,
        source: texts[0].trim().to_owned(),
        note: format!("{}\n{}", texts[1], texts[2]).trim().to_owned(),
    };
    fact.derive(kind.1);
    Some(fact)
}

/// Texts as users write them, with what separates and quotes cells among them.
fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        "[一-龥]{1,12}",
        "[一-龥]{1,4}[,;\"'\t、；=+_x@ -]{1,3}[一-龥a-z0-9]{1,4}",
        "_x000D_[一-龥]",
        "[0-9]{1,6}",
        "[a-zé😀]{1,5}[0-9]",
    ]
}

fn facts() -> impl Strategy<Value = Facts> {
    let one = (
        any::<prop::sample::Index>(),
        any::<u32>(),
        proptest::collection::vec(text(), 7),
        (any::<u8>(), any::<bool>()),
    );
    let author = proptest::collection::vec(text(), 3);
    (proptest::collection::vec(one, 1..25), author).prop_map(|(seeds, author)| {
        let kinds: Vec<(&String, &FactKind)> = genre().definition.kinds.iter().collect();
        let facts = seeds
            .iter()
            .enumerate()
            .filter_map(|(number, (kind, vary, texts, marks))| {
                let kind = kinds[kind.index(kinds.len())];
                Some((
                    format!("f{}", number + 1),
                    fact(kind, *vary, texts, *marks)?,
                ))
            });
        let [name, post, unit] = [0, 1, 2].map(|at: usize| format!("甲{}", author[at].trim()));
        Facts {
            genre: Some(GENRE.to_owned()),
            edition: Some("2021".to_owned()),
            author: Author { name, post, unit },
            date: None,
            facts: facts.collect(),
        }
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn facts_come_back_from_every_form(facts in facts()) {
        // Texts that the reader warns of or refuses (a line break, a placeholder) are no part of this.
        let (facts, _) = read_facts(&Source::new("a", written(&facts, genre())), &BANK, None);
        let from_workbook = sound(&as_workbook(&facts));
        prop_assert_eq!(&from_workbook, &facts);
        let from_folder = sound(&as_folder(&from_workbook));
        prop_assert_eq!(&from_folder, &facts);
        prop_assert_eq!(&ron(&written(&from_folder, genre())), &facts);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1_500, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn damaged_files_never_panic(
        which in 0usize..5,
        hits in proptest::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..12),
        cut in proptest::option::of(any::<prop::sample::Index>()),
    ) {
        let names = ["clerk.xls", "clerk.xls", "clerk.xlsx", "clerk.ods", "visit.csv"];
        let mut file = file(names[which]);
        for (at, byte) in hits {
            let at = at.index(file.bytes.len());
            file.bytes[at] = byte;
        }
        if let Some(cut) = cut {
            let length = cut.index(file.bytes.len());
            file.bytes.truncate(length);
        }
        let _ = read(&[file]);
    }

    #[test]
    fn damaged_parts_of_workbooks_never_panic(
        is_ods in any::<bool>(),
        hits in proptest::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..6),
    ) {
        let file = file(if is_ods { "clerk.ods" } else { "clerk.xlsx" });
        let bytes = repacked(&file.bytes, |part| {
            for (at, byte) in &hits {
                if !part.is_empty() {
                    let at = at.index(part.len());
                    part[at] = *byte;
                }
            }
        });
        let _ = read(&[File { bytes, ..file }]);
    }
}

/// An archive with its parts changed, so that faults get past the checksums.
fn repacked(bytes: &[u8], change: impl Fn(&mut Vec<u8>)) -> Vec<u8> {
    use std::io::{Cursor, Read, Write};
    let mut from = zip::ZipArchive::new(Cursor::new(bytes)).expect("an archive");
    let mut to = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let options = zip::write::SimpleFileOptions::default();
    for index in 0..from.len() {
        let mut entry = from.by_index(index).expect("an entry");
        let name = entry.name().expect("a name").into_owned();
        let mut part = Vec::new();
        entry.read_to_end(&mut part).expect("memory");
        if name.contains(".xml") {
            change(&mut part);
        }
        to.start_file(name, options).expect("an entry");
        to.write_all(&part).expect("memory");
    }
    to.finish().expect("memory").into_inner()
}
