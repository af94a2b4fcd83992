//! A set of people's drafts: sound, apart from one another, the same on every run, whole however a run ends.

use chengwen::document::docx;
use chengwen::document::docx::provenance::provenance_of;
use chengwen::document::parse::{Encoding, encode};
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::{Command, Output, Stdio};
use std::time::Duration;

const PLACES: [&str; 6] = [
    "临江县柳河镇青石村",
    "临江县白水镇后岭村",
    "临江县城关镇东街社区",
    "临江县桐坪乡石桥村",
    "临江县南湖街道梅园社区",
    "临江县柳河镇大塘村",
];
const NAMES: [&str; 6] = ["葛桂兰", "覃有田", "麦秀英", "阮长庚", "蒲玉珍", "骆金生"];
const TASKS: [&str; 6] = [
    "幸福里雨污分流改造",
    "南湖堤岸加固工程",
    "东街停车泊位清理整治",
    "桐坪供水管网更新",
    "老粮站危房拆除",
    "城北公交首末站建设",
];
const MATTERS: [&str; 6] = [
    "安置房顶楼漏水",
    "小区路灯长期不亮",
    "夜间工地噪声扰民",
    "农贸市场污水外溢",
    "学校门口车辆拥堵",
    "饮用水水压不足",
];

/// A made-up person: all have the same kinds of facts, most share some of the details.
fn facts(person: usize) -> String {
    let of = |list: [&'static str; 6], shift: usize| list[(person + shift) % list.len()];
    let (month, day) = (person % 9 + 1, person % 27 + 1);
    let records = [
        format!("study(date: \"2021-{month:02}\", document: \"论中国共产党历史\", planned: 12, attended: {}, topics: [\"theory-study\"])", 6 + person % 5),
        format!("training(date: \"2021-{month:02}\", subject: \"党史学习教育专题\", hours: {})", 24 + person % 3 * 8),
        format!("task(name: \"{}\", due: \"2021-0{}-{day:02}\", done: \"2021-11-{day:02}\", reason: \"前期摸底不细\")", of(TASKS, 0), person % 8 + 1),
        format!("task(name: \"{}\", due: \"2021-06\", reason: \"部门分工没有谈拢\")", of(TASKS, 3)),
        format!("metric(date: \"2021Q{}\", name: \"线上业务办结率\", value: \"{}.5%\", target: \"85%\")", person % 4 + 1, 60 + person % 20),
        format!("visit(date: \"2021-{month:02}-{day:02}\", place: \"{}\", person: \"{}\", times: {})", of(PLACES, 0), of(NAMES, 0), person % 3 + 1),
        format!("complaint(date: \"2021-08-{day:02}\", channel: \"12345热线\", matter: \"{}\", days: {})", of(MATTERS, 0), 31 + person),
        format!("research(date: \"2021-10\", place: \"{}\", subject: \"老旧小区物业托管\", days: 1)", of(PLACES, 2)),
        format!("incident(date: \"2021-07-{day:02}\", matter: \"城南泵站在强降雨中停机\", response: \"调来移动泵车排水\")"),
        format!("talk(date: \"2021-11\", person: \"{}\", matter: \"工地巡查走过场\")", of(NAMES, 2)),
        format!("discipline(date: \"2021H2\", matter: \"参加理论学习迟到\", times: {})", person % 4 + 1),
        format!("expense(date: \"2021\", item: \"办公室打印耗材\", amount: \"{}.6万元\")", person % 6 + 1),
        "study(date: \"2021-12\", document: \"关于新形势下党内政治生活的若干准则\", planned: 2, attended: 2, role: \"achievement\")".to_owned(),
        format!("commitment(action: \"到联系社区现场办公\", due: \"2022-12\", target: \"全年{}次\")", person % 6 + 6),
        "rectification(problem: \"下基层调研少\", measure: \"建立包联社区台账\", status: \"完成\", date: \"2021-06\")".to_owned(),
        "declaration(item: \"本人及家庭房产、投资情况\", status: \"2021年没有变化\")".to_owned(),
    ];
    let records: Vec<String> = records
        .iter()
        .enumerate()
        .map(|(number, record)| format!("        \"f{}\": {record},", number + 1))
        .collect();
    let records = records.join("\n");
    format!(
        "Facts(\n    genre: \"self-examination\",\n    edition: \"2021\",\n    author: Author(name: \"甲{person:02}\", post: \"副局长\", unit: \"临江县住房和城乡建设局\"),\n    facts: {{\n{records}\n    }},\n)\n"
    )
}

/// A folder with the facts of so many people in `facts`.
fn folder(people: usize) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    fs::create_dir(folder.path().join("facts")).expect("a folder");
    for person in 0..people {
        let path = folder.path().join(format!("facts/甲{person:02}.ron"));
        fs::write(path, facts(person)).expect("written");
    }
    folder
}

fn command(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_chengwen"));
    command
        .arg("batch")
        .args(arguments)
        .args(["--lang", "en"])
        .current_dir(folder)
        .stdin(Stdio::null());
    command
}

fn batch(folder: &Path, arguments: &[&str]) -> Output {
    command(folder, arguments)
        .output()
        .expect("the program runs")
}

fn stdout(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).expect("UTF-8")
}

fn stderr(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).expect("UTF-8")
}

/// All files of a folder, hidden ones too, with their bytes.
fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    fs::read_dir(folder)
        .expect("a folder")
        .map(|entry| {
            let path = entry.expect("an entry").path();
            let name = path
                .file_name()
                .expect("a name")
                .to_string_lossy()
                .into_owned();
            (name, fs::read(&path).expect("a file"))
        })
        .collect()
}

/// The figures in percent of the table's last column.
fn shares(table: &str) -> Vec<f64> {
    let shares = table.lines().skip(1).filter_map(|line| {
        let before = line.split(" %").next()?;
        before.split_whitespace().last()?.parse().ok()
    });
    shares.collect()
}

#[test]
fn thirty_people_get_sound_texts_that_differ() {
    let folder = folder(30);
    let output = batch(
        folder.path(),
        &[
            "facts",
            "-o",
            "out",
            "--format",
            "txt",
            "--format",
            "json",
            "--max-similarity",
            "0.2",
        ],
    );
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    let table = stdout(&output);
    let shares = shares(&table);
    assert_eq!(shares.len(), 30, "{table}");
    let worst = shares.iter().copied().fold(0.0, f64::max);
    println!("batch 30: worst containment {worst} %");
    assert!(worst <= 20.0, "{table}");
    let files = files(&folder.path().join("out"));
    assert_eq!(files.len(), 60);
    for (name, content) in files.iter().filter(|(name, _)| name.contains(".json")) {
        let json: serde_json::Value = serde_json::from_slice(content).expect("JSON");
        assert_eq!(json["gaps"], serde_json::json!([]), "{name}");
        let findings = json["findings"].as_array().expect("findings");
        assert!(findings.is_empty(), "{name}: {findings:?}");
    }
    // Read back as anybody's texts, each is sound by its person's facts, and no two are too much alike.
    for name in files.keys().filter(|name| name.contains(".json")) {
        fs::remove_file(folder.path().join("out").join(name)).expect("removed");
    }
    let check = |arguments: &[&str]| {
        let output = Command::new(env!("CARGO_BIN_EXE_chengwen"))
            .args(["check", "--format", "json", "--lang", "en"])
            .args(arguments)
            .current_dir(folder.path())
            .output()
            .expect("the program runs");
        let json: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON");
        (output.status.code(), json)
    };
    for person in 0..30 {
        let facts = format!("facts/甲{person:02}.ron");
        let text = format!("out/甲{person:02}.txt");
        let (code, json) = check(&[&text, "--facts", &facts]);
        assert_eq!(code, Some(0), "{text}: {}", json["files"][0]["findings"]);
    }
    // One who does not know the facts cannot tell every name of a project from ordinary words.
    let (_, json) = check(&["out"]);
    let texts = json["files"].as_array().expect("files");
    assert_eq!(texts.len(), 30);
    let errors = || {
        let findings = texts
            .iter()
            .flat_map(|text| text["findings"].as_array().expect("findings"));
        findings.filter(|finding| finding["severity"] == "error")
    };
    let sections: usize = texts
        .iter()
        .map(|text| text["sections"].as_array().map_or(0, Vec::len))
        .sum();
    println!(
        "batch 30: without facts {} of {sections} sections show no example",
        errors().count()
    );
    assert!(errors().all(|finding| finding["rule"] == "no-example"));
    assert!(
        errors().count() * 100 <= sections,
        "{:#?}",
        errors().collect::<Vec<_>>()
    );
    for pair in json["pairs"].as_array().expect("pairs") {
        assert!(
            pair["containment"].as_f64().expect("a share") <= 0.2,
            "{pair}"
        );
    }
}

#[test]
fn the_number_of_jobs_changes_nothing_and_a_further_run_writes_nothing() {
    let folder = folder(8);
    for (jobs, out) in [("1", "one"), ("2", "two"), ("7", "seven")] {
        let output = batch(folder.path(), &["facts", "-o", out, "--jobs", jobs]);
        assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
        assert!(!stderr(&output).contains('█'), "no bar outside a terminal");
    }
    let one = files(&folder.path().join("one"));
    assert_eq!(one.len(), 8);
    assert!(one == files(&folder.path().join("two")));
    assert!(one == files(&folder.path().join("seven")));
    let again = batch(folder.path(), &["facts", "-o", "one"]);
    assert!(
        stderr(&again).contains("files written or changed: 0"),
        "{}",
        stderr(&again)
    );
    assert!(one == files(&folder.path().join("one")));
    // Another seed, other texts.
    batch(folder.path(), &["facts", "-o", "two", "--seed", "1"]);
    assert!(one != files(&folder.path().join("two")));
}

#[test]
fn a_killed_run_is_completed_by_running_it_again() {
    let folder = folder(12);
    let formats = ["--format", "txt", "--format", "ron"];
    let run = |out: &str| {
        let mut arguments = vec!["facts", "-o", out];
        arguments.extend(formats);
        command(folder.path(), &arguments)
    };
    let undisturbed = run("whole").output().expect("the program runs");
    assert_eq!(
        undisturbed.status.code(),
        Some(0),
        "{}",
        stderr(&undisturbed)
    );
    let whole = files(&folder.path().join("whole"));
    assert_eq!(whole.len(), 24);
    let mut cut_off = 0;
    for round in 0..12u64 {
        let out = folder.path().join("out");
        let _ = fs::remove_dir_all(&out);
        let mut child = run("out")
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("the program starts");
        std::thread::sleep(Duration::from_millis(round * round * 3));
        let _ = child.kill();
        child.wait().expect("it ends");
        if out.exists() {
            let left = files(&out);
            cut_off += usize::from(left.len() < whole.len());
            for (name, content) in left.iter().filter(|(name, _)| !name.starts_with('.')) {
                assert!(whole[name] == *content, "{name} is whole or not there");
            }
        } else {
            cut_off += 1;
        }
        let again = run("out").output().expect("the program runs");
        assert_eq!(again.status.code(), Some(0), "{}", stderr(&again));
        assert!(files(&out) == whole, "round {round}");
    }
    assert!(cut_off > 0, "some run was cut off");
}

#[test]
fn a_bad_file_does_not_stop_the_others() {
    let folder = folder(4);
    fs::write(
        folder.path().join("facts/甲02.ron"),
        "Facts(facts: {\"f1\": visit(date: \"2021-02-30\")})",
    )
    .expect("written");
    let output = batch(folder.path(), &["facts", "-o", "out"]);
    assert_eq!(output.status.code(), Some(2));
    let told = stderr(&output);
    assert!(
        told.contains("甲02.ron") && told.contains("2021-02-30"),
        "{told}"
    );
    let names: Vec<String> = files(&folder.path().join("out")).into_keys().collect();
    assert_eq!(names, ["甲00.txt", "甲01.txt", "甲03.txt"]);
    // A person whose facts leave a gap falls short of a rule, and the others do not wait for that.
    let few = facts(2)
        .lines()
        .filter(|line| line.contains(": study(") || !line.contains("\"f"))
        .collect::<Vec<_>>()
        .join("\n");
    fs::write(folder.path().join("facts/甲02.ron"), few).expect("written");
    let output = batch(folder.path(), &["facts", "-o", "out"]);
    assert_eq!(output.status.code(), Some(1), "{}", stderr(&output));
    assert_eq!(files(&folder.path().join("out")).len(), 4);
}

#[test]
fn rosters_list_the_people_and_names_never_collide() {
    let folder = folder(3);
    fs::create_dir(folder.path().join("more")).expect("a folder");
    fs::copy(
        folder.path().join("facts/甲01.ron"),
        folder.path().join("more/甲00.ron"),
    )
    .expect("copied");
    let rosters = [
        (
            "名单.txt",
            "# 名单\nfacts/甲02.ron\n\nfacts/甲00.ron\nmore/甲00.ron\n",
        ),
        (
            "名单.csv",
            "路径,备注\nfacts/甲02.ron,新任\nfacts/甲00.ron,\nmore/甲00.ron\n",
        ),
        (
            "名单.ron",
            "[\"facts/甲02.ron\", \"facts/甲00.ron\", \"more/甲00.ron\"]",
        ),
    ];
    let mut results = Vec::new();
    for (name, text) in rosters {
        fs::write(folder.path().join(name), text).expect("written");
        let out = format!("out-{name}");
        let output = batch(folder.path(), &[name, "-o", &out]);
        assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
        results.push(files(&folder.path().join(out)));
    }
    let names: Vec<&String> = results[0].keys().collect();
    assert_eq!(names, ["甲00-2.txt", "甲00.txt", "甲02.txt"]);
    assert!(results.iter().all(|result| *result == results[0]));
}

#[test]
fn earlier_texts_are_kept_apart_from_and_edited_drafts_are_left() {
    let folder = folder(2);
    let run = |out: &str, more: &[&str]| {
        let mut arguments = vec!["facts", "-o", out, "--format", "ron", "--format", "txt"];
        arguments.extend(more);
        batch(folder.path(), &arguments)
    };
    run("last-year", &[]);
    let output = run("out", &["--against", "last-year"]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    assert!(
        shares(&stdout(&output)).iter().all(|share| *share <= 20.0),
        "{}",
        stdout(&output)
    );
    // Some words are always shared.
    let again = run(
        "again",
        &["--against", "last-year", "--max-similarity", "0"],
    );
    assert_eq!(again.status.code(), Some(1));
    assert!(
        stderr(&again).contains("more than 0.0 %"),
        "{}",
        stderr(&again)
    );

    // A draft that was edited since is its writer's.
    let swapped = Command::new(env!("CARGO_BIN_EXE_chengwen"))
        .args([
            "swap",
            "out/甲01.ron",
            "1.1.1:1",
            "--write",
            "我自己另写一句",
        ])
        .current_dir(folder.path())
        .output()
        .expect("the program runs");
    assert_eq!(swapped.status.code(), Some(0), "{}", stderr(&swapped));
    let before = files(&folder.path().join("out"));
    let output = run("out", &["--against", "last-year"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(stderr(&output).contains("甲01.ron"), "{}", stderr(&output));
    assert!(files(&folder.path().join("out")) == before);
}

#[test]
fn earlier_texts_may_be_of_any_kind_and_the_new_ones_go_into_a_template() {
    let folder = folder(2);
    let path = |name: &str| folder.path().join(name);
    let output = batch(folder.path(), &["facts", "-o", "plain"]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    // Last year's texts as they lie in an office: one in Word, one in GBK, and Word's mark that a file is open.
    let word = [
        "facts",
        "-o",
        "earlier",
        "--format",
        "docx",
        "--no-provenance",
    ];
    assert_eq!(batch(folder.path(), &word).status.code(), Some(0));
    fs::remove_file(path("earlier/甲01.docx")).expect("removed");
    let text = fs::read_to_string(path("plain/甲01.txt")).expect("a text");
    let bytes = encode(&text, Encoding::Gb18030, false).expect("has signs for all");
    fs::write(path("earlier/甲01.txt"), bytes).expect("written");
    fs::write(path("earlier/~$甲00.docx"), "open").expect("written");
    let output = batch(
        folder.path(),
        &["facts", "-o", "new", "--against", "earlier"],
    );
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    let shares = shares(&stdout(&output));
    assert!(
        shares.len() == 2 && shares.iter().all(|share| *share <= 20.0),
        "{}",
        stdout(&output)
    );
    assert_ne!(files(&path("new")), files(&path("plain")));

    // A template is filled, and the draft travels along unless that is not wanted.
    let templated = |out: &str, more: &[&str]| {
        let mut arguments = vec![
            "facts",
            "-o",
            out,
            "--format",
            "docx",
            "--reference-doc",
            "earlier/甲00.docx",
        ];
        arguments.extend(more);
        let output = batch(folder.path(), &arguments);
        assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
        fs::read(path(out).join("甲00.docx")).expect("a file")
    };
    let carrying = templated("unit", &[]);
    assert!(provenance_of(&carrying).expect("a Word file").is_some());
    let bare = templated("bare", &["--no-provenance"]);
    assert_eq!(provenance_of(&bare).expect("a Word file"), None);
    // One that no text would go into is refused before anything is written.
    let output = batch(
        folder.path(),
        &[
            "facts",
            "-o",
            "none",
            "--reference-doc",
            "earlier/甲00.docx",
        ],
    );
    assert_eq!(output.status.code(), Some(2));
    assert!(!path("none").exists());
}

#[test]
fn word_files_that_were_edited_since_are_left() {
    let folder = folder(2);
    let run = || batch(folder.path(), &["facts", "-o", "out", "--format", "docx"]);
    assert_eq!(run().status.code(), Some(0));
    let path = |name: &str| folder.path().join("out").join(name);
    // One was swapped, in the other a word was changed in Word.
    let swapped = Command::new(env!("CARGO_BIN_EXE_chengwen"))
        .args(["swap", "out/甲00.docx", "1.1.1:1", "--next"])
        .current_dir(folder.path())
        .output()
        .expect("the program runs");
    assert_eq!(swapped.status.code(), Some(0));
    let bytes = fs::read(path("甲01.docx")).expect("a file");
    let word = docx::read(&bytes).expect("a Word file");
    let at = word.text.find("我").expect("the writer");
    let edited = word.replaced(&bytes, &[(at..at + "我".len(), "本人".to_owned())]);
    fs::write(path("甲01.docx"), edited.expect("replaced")).expect("written");
    let before = files(&folder.path().join("out"));
    let output = run();
    assert_eq!(output.status.code(), Some(2));
    let told = stderr(&output);
    assert!(
        told.contains("甲00.docx") && told.contains("甲01.docx"),
        "{told}"
    );
    assert_eq!(files(&folder.path().join("out")), before);
}

#[test]
fn a_roster_may_come_from_an_old_spreadsheet() {
    let folder = folder(2);
    let roster = encode("路径\r\nfacts/甲01.ron\r\n", Encoding::Gb18030, false);
    fs::write(folder.path().join("名单.csv"), roster.expect("has signs")).expect("written");
    let output = batch(folder.path(), &["名单.csv", "-o", "out"]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    assert_eq!(files(&folder.path().join("out")).len(), 1);
}

#[test]
fn wrong_usage_writes_nothing() {
    let folder = folder(1);
    fs::create_dir(folder.path().join("empty")).expect("a folder");
    let wrong: [&[&str]; 7] = [
        &["facts"],
        &["nowhere", "-o", "out"],
        &["empty", "-o", "out"],
        &["facts", "-o", "out", "--format", "verse"],
        &["facts", "-o", "out", "--against", "nowhere"],
        &["facts", "-o", "out", "--jobs", "0"],
        // The drafts would take the place of the facts.
        &["facts", "-o", "facts", "--format", "ron"],
    ];
    let before = files(&folder.path().join("facts"));
    for arguments in wrong {
        let output = batch(folder.path(), arguments);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        assert!(!folder.path().join("out").exists(), "{arguments:?}");
    }
    assert!(files(&folder.path().join("facts")) == before);
}
