//! The command line as a user meets it: products, exit status, files, and the README's own commands.

use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

const ROOT: &str = env!("CARGO_MANIFEST_DIR");
const EXAMPLE: &str = concat!(
    env!("CARGO_MANIFEST_DIR"),
    "/phrasebank/self-examination/example/facts.ron"
);

fn chengwen(arguments: &[&str], folder: &Path) -> Output {
    Command::new(env!("CARGO_BIN_EXE_chengwen"))
        .args(arguments)
        .current_dir(folder)
        .env("NO_COLOR", "1")
        .env("LANG", "en_US.UTF-8")
        .env("LC_ALL", "en_US.UTF-8")
        .stdin(Stdio::null())
        .output()
        .expect("the program runs")
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

fn compose_json(facts: &str, folder: &Path, more: &[&str]) -> (Value, i32) {
    let mut arguments = vec!["compose", facts, "--seed", "7", "--format", "json"];
    arguments.extend(more);
    let output = chengwen(&arguments, folder);
    let json = serde_json::from_slice(&output.stdout)
        .unwrap_or_else(|error| panic!("{error}: {}", stderr(&output)));
    (json, code(&output))
}

/// The example's text without the records of which `is_out` says so.
fn example_without(is_out: impl Fn(&str) -> bool) -> String {
    fs::read_to_string(EXAMPLE)
        .expect("the example")
        .lines()
        .filter(|line| !is_out(line.trim_start()))
        .collect::<Vec<_>>()
        .join("\n")
}

#[test]
fn one_run_writes_several_files_and_the_same_bytes_each_time() {
    let folder = tempfile::tempdir().expect("a folder");
    let run = |names: [&str; 3]| {
        let output = chengwen(
            &[
                "compose", EXAMPLE, "--seed", "7", "-o", names[0], "-o", names[1], "-o", names[2],
            ],
            folder.path(),
        );
        assert_eq!(code(&output), 0, "{}", stderr(&output));
        assert!(output.stdout.is_empty(), "the product went to files");
    };
    run(["a.txt", "a.md", "a.json"]);
    run(["b.txt", "b.md", "b.json"]);
    for ending in ["txt", "md", "json"] {
        let read =
            |name: &str| fs::read(folder.path().join(format!("{name}.{ending}"))).expect("written");
        assert_eq!(read("a"), read("b"), "{ending}");
    }
    let left: Vec<PathBuf> = fs::read_dir(folder.path())
        .expect("the folder")
        .map(|entry| entry.expect("entry").path())
        .filter(|path| path.to_string_lossy().contains(".chengwen-"))
        .collect();
    assert!(left.is_empty(), "no temporary file is left: {left:?}");
}

#[test]
fn the_example_draft_reads_as_it_did() {
    let output = chengwen(&["compose", EXAMPLE, "--seed", "7"], Path::new(ROOT));
    assert_eq!(code(&output), 0);
    insta::assert_snapshot!("draft", stdout(&output));
    let output = chengwen(
        &["compose", EXAMPLE, "--seed", "7", "--format", "md"],
        Path::new(ROOT),
    );
    insta::assert_snapshot!("draft_markdown", stdout(&output));
}

#[test]
fn a_drawn_seed_is_told_and_gives_the_draft_again() {
    let output = chengwen(&["compose", EXAMPLE], Path::new(ROOT));
    let told = stderr(&output);
    let seed = told
        .lines()
        .find_map(|line| line.strip_prefix("seed: "))
        .and_then(|line| line.split_whitespace().next())
        .expect("the seed is told on standard error");
    let again = chengwen(&["compose", EXAMPLE, "--seed", seed], Path::new(ROOT));
    assert_eq!(output.stdout, again.stdout);
}

#[test]
fn json_has_the_promised_shape() {
    let (json, code) = compose_json(EXAMPLE, Path::new(ROOT), &[]);
    assert_eq!(code, 0);
    assert_eq!(json["version"], 1);
    assert_eq!(json["seed"], 7);
    assert_eq!(json["genre"], "self-examination");
    assert_eq!(json["edition"], "2021");
    assert_eq!(json["gaps"], Value::Array(Vec::new()));
    assert_eq!(json["findings"], Value::Array(Vec::new()));
    let sections = json["sections"].as_array().expect("sections");
    assert_eq!(sections[0]["path"], "0");
    for section in sections {
        let path = section["path"].as_str().expect("a path");
        assert_eq!(section["level"], path.split('.').count());
        let leaf = !sections.iter().any(|other| {
            other["path"]
                .as_str()
                .is_some_and(|other| other.starts_with(&format!("{path}.")))
        });
        assert_eq!(section["leaf"], leaf, "{path}");
        if path.starts_with(['1', '2', '3']) {
            assert_eq!(section["grade"], "hard", "{path}");
        }
        for (index, sentence) in section["sentences"]
            .as_array()
            .expect("sentences")
            .iter()
            .enumerate()
        {
            assert_eq!(sentence["address"], format!("{path}:{}", index + 1));
            assert!(
                sentence["text"]
                    .as_str()
                    .is_some_and(|text| text.ends_with('。'))
            );
            assert!(sentence["origin"]["formulation"].is_string());
            assert_eq!(sentence["hand"], false);
        }
        for example in section["examples"].as_array().expect("examples") {
            assert!(example["fact"].is_string() && example["kind"].is_string());
        }
    }
}

#[test]
fn a_section_that_cannot_be_served_shows_its_gap() {
    let folder = tempfile::tempdir().expect("a folder");
    // Without these kinds nothing can show the area of serving the people.
    let facts = example_without(|line| {
        line.starts_with("\"f")
            && ["study", "training", "rectification", "declaration"]
                .iter()
                .all(|kind| !line.contains(&format!("{kind}(")))
    });
    fs::write(folder.path().join("facts.ron"), facts).expect("written");
    let (json, code) = compose_json("facts.ron", folder.path(), &[]);
    assert_eq!(code, 1);
    let gaps = json["gaps"].as_array().expect("gaps");
    assert!(gaps.iter().any(|gap| gap["section"] == "1.3.1"), "{gaps:?}");
    let wants = gaps[0]["wants"].as_array().expect("kinds");
    assert!(!wants.is_empty());
    let text = chengwen(&["compose", "facts.ron", "--seed", "7"], folder.path());
    assert!(stdout(&text).contains("【待补："));
    let told = stderr(&text);
    assert!(
        told.contains("error[gap]") && told.contains("1.3.1"),
        "{told}"
    );

    let strict = chengwen(
        &[
            "compose",
            "facts.ron",
            "--seed",
            "7",
            "--strict",
            "-o",
            "draft.md",
        ],
        folder.path(),
    );
    assert_eq!(self::code(&strict), 1);
    assert!(!folder.path().join("draft.md").exists());
    assert!(strict.stdout.is_empty());

    let missing = chengwen(&["facts", "missing", "facts.ron"], folder.path());
    assert_eq!(self::code(&missing), 1);
    assert!(stdout(&missing).contains("1.3.1"), "{}", stdout(&missing));
}

#[test]
fn nothing_is_missing_from_the_example() {
    let missing = chengwen(&["facts", "missing", EXAMPLE], Path::new(ROOT));
    assert_eq!(code(&missing), 0, "{}", stdout(&missing));
}

#[test]
fn lengths_are_kept_within_five_percent() {
    for length in [3_200, 3_600, 4_000, 4_400] {
        let asked = length.to_string();
        for seed in ["1", "2", "3"] {
            let output = chengwen(
                &["compose", EXAMPLE, "--seed", seed, "--length", &asked],
                Path::new(ROOT),
            );
            assert_eq!(code(&output), 0, "{}", stderr(&output));
            let found = stdout(&output)
                .chars()
                .filter(|character| !character.is_whitespace())
                .count();
            // The line under the title is no part of the text's length.
            assert!(
                found.abs_diff(length) * 20 <= length + 20 * 30,
                "{length}: {found}"
            );
        }
    }
}

#[test]
fn wrong_usage_and_unusable_input_end_in_2_and_write_nothing() {
    let folder = tempfile::tempdir().expect("a folder");
    let cases: [&[&str]; 9] = [
        &[],
        &["compose"],
        &["compose", "nowhere.ron", "-o", "out.md"],
        &["compose", EXAMPLE, "-o", "out.xyz"],
        &["compose", EXAMPLE, "--format", "verse"],
        &["compose", EXAMPLE, "--edition", "1999", "-o", "out.md"],
        &["compose", EXAMPLE, "--genre", "sonnet", "-o", "out.md"],
        &["compose", EXAMPLE, "--length", "0"],
        &["rules", "no-exampel"],
    ];
    for arguments in cases {
        let output = chengwen(arguments, folder.path());
        assert_eq!(code(&output), 2, "{arguments:?}");
        assert!(output.stdout.is_empty(), "{arguments:?}");
        assert!(!output.stderr.is_empty(), "{arguments:?}");
        let mut chinese = arguments.to_vec();
        chinese.extend(["--lang", "zh"]);
        assert_eq!(code(&chengwen(&chinese, folder.path())), 2, "{chinese:?}");
    }
    assert_eq!(fs::read_dir(folder.path()).expect("the folder").count(), 0);
}

#[test]
fn facts_come_from_standard_input_too() {
    let facts = fs::File::open(EXAMPLE).expect("the example");
    let output = Command::new(env!("CARGO_BIN_EXE_chengwen"))
        .args(["compose", "-", "--seed", "7"])
        .stdin(facts)
        .output()
        .expect("the program runs");
    let direct = chengwen(&["compose", EXAMPLE, "--seed", "7"], Path::new(ROOT));
    assert_eq!(output.stdout, direct.stdout);
}

#[test]
fn the_starter_file_is_sound_in_both_languages() {
    let folder = tempfile::tempdir().expect("a folder");
    for language in ["zh", "en"] {
        let name = format!("{language}.ron");
        let output = chengwen(
            &["facts", "template", "--lang", language, "-o", &name],
            folder.path(),
        );
        assert_eq!(code(&output), 0, "{}", stderr(&output));
        let lint = chengwen(&["facts", "lint", &name], folder.path());
        assert_eq!(code(&lint), 0, "{}", stderr(&lint));
        // With the comment signs taken from every record, the samples themselves are sound facts.
        let text = fs::read_to_string(folder.path().join(&name)).expect("written");
        let head = text.split("\n)\n").next().expect("the file's own part");
        let filled = head.replace("        // \"f", "        \"f") + "\n)\n";
        fs::write(folder.path().join("filled.ron"), filled).expect("written");
        let lint = chengwen(&["facts", "lint", "filled.ron"], folder.path());
        assert_eq!(code(&lint), 0, "{}", stderr(&lint));
        assert!(stderr(&lint).contains("18"), "{}", stderr(&lint));
    }
}

#[test]
fn an_overlay_adds_replaces_and_switches_off() {
    let folder = tempfile::tempdir().expect("a folder");
    let topics = folder.path().join("unit/self-examination/topics");
    fs::create_dir_all(&topics).expect("a folder");
    let shown = stdout(&chengwen(&["bank", "show", "theory-study"], folder.path()));
    let ids: Vec<&str> = shown
        .lines()
        .filter_map(|line| line.split_once("  → "))
        .map(|(id, _)| id)
        .collect();
    let overlay = format!(
        "Topic(id: \"theory-study\", off: [{:?}], points: [])\n",
        ids[0]
    );
    fs::write(topics.join("theory-study.ron"), overlay).expect("written");
    let shown = stdout(&chengwen(
        &["bank", "show", "theory-study", "--overlay", "unit"],
        folder.path(),
    ));
    assert!(!shown.contains(&format!("{}  → ", ids[0])), "{shown}");
    assert!(shown.contains(&format!("{}  → ", ids[1])), "{shown}");
    // A point of a known id takes that point's place; one of a new id is added.
    let source = fs::read_to_string(
        Path::new(ROOT).join("phrasebank/self-examination/topics/theory-study.ron"),
    )
    .expect("a topic");
    let start = source.find("        Point(").expect("a point");
    let end =
        start + source[start..].find("\n        ),\n").expect("its end") + "\n        ),\n".len();
    let point = &source[start..end];
    let changed = point.replacen("claim: [", "claim: [\"读书一曝十寒\", ", 1);
    let added = point.replacen(ids[0], "added-by-the-unit", 1);
    let overlay = format!("Topic(id: \"theory-study\", points: [\n{changed}{added}])\n");
    fs::write(topics.join("theory-study.ron"), overlay).expect("written");
    let shown = stdout(&chengwen(
        &["bank", "show", "theory-study", "--overlay", "unit"],
        folder.path(),
    ));
    assert!(shown.contains("读书一曝十寒"), "{shown}");
    assert!(shown.contains("added-by-the-unit  → "), "{shown}");
    assert_eq!(shown.matches("  → ").count(), ids.len() + 1, "{shown}");
    fs::write(
        topics.join("theory-study.ron"),
        "Topic(id: \"theory-study\", off: [\"nowhere\"])\n",
    )
    .expect("written");
    let output = chengwen(&["bank", "list", "--overlay", "unit"], folder.path());
    assert_eq!(code(&output), 2);
    assert!(stderr(&output).contains("nowhere"));
}

#[test]
fn an_overlay_that_cannot_hold_a_text_is_refused() {
    let folder = tempfile::tempdir().expect("a folder");
    let editions = folder.path().join("unit/self-examination/editions");
    fs::create_dir_all(&editions).expect("a folder");
    let edition = |id: &str, words: &str, areas: &str| {
        format!(
            "Edition(id: {id:?}, year: 2021, level: \"支部\", title: \"检查\", source: \"本单位\", words: {{{words}}}, areas: [{areas}])\n"
        )
    };
    let words = "\"theme\": \"“一个主题”\", \"meeting\": \"组织生活会\"";
    let area = "(id: \"a\", title: \"学习方面\", topics: [\"theory-study\"])";
    let twice = format!("{area}, {area}");
    let faults = [
        (edition("unit", "", area), "lacks `theme`"),
        (edition("unit", words, ""), "no areas"),
        (edition("unit", words, &twice), "stands here a second time"),
        (
            edition("unit", words, "(id: \"a\", title: \"甲\", topics: [])"),
            "no points",
        ),
        (
            edition(
                "unit",
                words,
                "(id: \"a\", title: \"甲\", topics: [\"duty\", \"duty\"])",
            ),
            "names a topic twice",
        ),
        (
            edition(
                "unit",
                words,
                "(id: \"a\", title: \"甲\", topics: [\"dutty\"])",
            ),
            "did you mean `duty`?",
        ),
        (edition("other", words, area), "is not the file's name"),
    ];
    let path = editions.join("unit.ron");
    let run = || {
        let arguments = [
            "compose",
            EXAMPLE,
            "--edition",
            "unit",
            "--seed",
            "1",
            "--overlay",
            "unit",
        ];
        chengwen(&arguments, folder.path())
    };
    for (text, told) in faults {
        fs::write(&path, text).expect("written");
        let output = run();
        assert_eq!(code(&output), 2, "{told}");
        assert!(
            stderr(&output).contains(told),
            "{told}: {}",
            stderr(&output)
        );
    }
    fs::write(&path, edition("unit", words, area)).expect("written");
    let output = run();
    assert_eq!(code(&output), 0, "{}", stderr(&output));
    assert!(stdout(&output).contains("（一）学习方面"));
    let empty = ["bank", "list", "--overlay", "empty"];
    fs::create_dir_all(folder.path().join("empty")).expect("a folder");
    assert_eq!(code(&chengwen(&empty, folder.path())), 2);
}

#[test]
fn files_that_are_there_are_safe() {
    let folder = tempfile::tempdir().expect("a folder");
    let facts = folder.path().join("facts.ron");
    fs::copy(EXAMPLE, &facts).expect("copied");
    let before = fs::read(&facts).expect("the facts");
    let refused: [&[&str]; 3] = [
        &["facts", "template", "-o", "facts.ron"],
        &["compose", "facts.ron", "--seed", "1", "-o", "facts.ron"],
        &[
            "compose",
            "facts.ron",
            "--seed",
            "1",
            "-o",
            "a.txt",
            "-o",
            "nowhere/b.md",
        ],
    ];
    for arguments in refused {
        let output = chengwen(arguments, folder.path());
        assert_eq!(code(&output), 2, "{arguments:?}");
    }
    assert_eq!(fs::read(&facts).expect("the facts"), before);
    assert_eq!(fs::read_dir(folder.path()).expect("the folder").count(), 1);
}

#[test]
fn a_file_is_the_same_under_every_locale() {
    let gaps = example_without(|line| line.starts_with("\"f") && !line.contains("study("));
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("facts.ron"), gaps).expect("written");
    let run = |locale: &str| {
        Command::new(env!("CARGO_BIN_EXE_chengwen"))
            .args(["compose", "facts.ron", "--seed", "7", "--format", "json"])
            .current_dir(folder.path())
            .env("LANG", locale)
            .env("LC_ALL", locale)
            .output()
            .expect("the program runs")
            .stdout
    };
    assert_eq!(run("zh_CN.UTF-8"), run("en_US.UTF-8"));
}

#[test]
fn the_folder_bank_gives_what_the_embedded_one_gives() {
    let embedded = chengwen(&["compose", EXAMPLE, "--seed", "3"], Path::new(ROOT));
    let folder = chengwen(
        &["compose", EXAMPLE, "--seed", "3", "--bank", "phrasebank"],
        Path::new(ROOT),
    );
    assert_eq!(stdout(&embedded), stdout(&folder));
}

#[test]
fn another_language_needs_no_other_engine() {
    let folder = tempfile::tempdir().expect("a folder");
    let facts = "Facts(genre: \"note\", edition: \"autumn\", author: (name: \"Ada\", post: \"teacher\"), facts: {
        \"a\": piece(date: \"2021-10-04\", title: \"The Harbour\", drafts: 1),
    })";
    fs::write(folder.path().join("facts.ron"), facts).expect("written");
    let bank = Path::new(ROOT).join("tests/banks/english");
    let bank = bank.to_str().expect("UTF-8");
    let output = chengwen(
        &["compose", "facts.ron", "--seed", "1", "--bank", bank],
        folder.path(),
    );
    assert_eq!(code(&output), 0, "{}", stderr(&output));
    insta::assert_snapshot!("english_draft", stdout(&output));
}

#[test]
fn varied_drafts_are_written_and_compared() {
    let folder = tempfile::tempdir().expect("a folder");
    let vary = |limit: &str| {
        chengwen(
            &[
                "vary",
                EXAMPLE,
                "-n",
                "12",
                "-o",
                "set",
                "--seed",
                "1",
                "--max-similarity",
                limit,
                "--format",
                "md",
            ],
            folder.path(),
        )
    };
    let output = vary("0.3");
    assert_eq!(code(&output), 0, "{}", stderr(&output));
    assert_eq!(
        stdout(&output).lines().count(),
        12,
        "a line of the matrix for each draft"
    );
    let mut names: Vec<String> = fs::read_dir(folder.path().join("set"))
        .expect("the folder")
        .map(|entry| {
            entry
                .expect("entry")
                .file_name()
                .to_string_lossy()
                .into_owned()
        })
        .collect();
    names.sort();
    assert_eq!((names.len(), names[0].as_str()), (12, "01.md"));
    let output = vary("0.001");
    assert_eq!(code(&output), 1);
    let told = stderr(&output);
    assert!(told.contains("more than 0.1 %"), "{told}");

    fs::write(
        folder.path().join("a.txt"),
        "没有把群众的难处放在心上。甲乙丙丁。",
    )
    .expect("written");
    fs::write(
        folder.path().join("b.txt"),
        "说到底，没有把群众的难处，放在心上。",
    )
    .expect("written");
    let output = chengwen(&["compare", "a.txt", "b.txt"], folder.path());
    assert_eq!(code(&output), 0);
    assert!(stdout(&output).contains("没有把群众的难处放在心上 | 没有把群众的难处，放在心上"));
    assert_eq!(code(&chengwen(&["compare", "a.txt"], folder.path())), 2);
    assert_eq!(
        code(&chengwen(&["compare", "a.txt", "none.txt"], folder.path())),
        2
    );
}

#[test]
fn rules_are_listed_and_explained() {
    for language in ["zh", "en"] {
        let list = chengwen(&["rules", "--lang", language], Path::new(ROOT));
        assert!(stdout(&list).contains("suppression"));
        let one = chengwen(
            &["rules", "suppression", "--lang", language],
            Path::new(ROOT),
        );
        assert!(stdout(&one).contains("chengwen: allow length"));
        assert_eq!(code(&list), 0);
        assert_eq!(
            stdout(&list).lines().count(),
            chengwen::check::RULES.len() + 1
        );
        for rule in chengwen::check::RULES {
            let one = chengwen(&["rules", rule.id, "--lang", language], Path::new(ROOT));
            assert_eq!(code(&one), 0);
            assert!(stdout(&one).starts_with(rule.id));
        }
    }
}

/// What somebody has written is never the price of a slip in a file's name.
#[test]
fn nothing_that_a_writer_made_is_written_over() {
    let folder = tempfile::tempdir().expect("a folder");
    let folder = folder.path();
    let example = fs::read_to_string(Path::new(ROOT).join(EXAMPLE)).expect("facts");
    fs::write(folder.join("mine.ron"), &example).expect("written");
    fs::write(folder.join("hers.ron"), example.replace("沈砚舟", "岑月")).expect("written");
    fs::write(folder.join("text.txt"), "一、存在的问题\n学习不够。\n").expect("written");
    for arguments in [
        &["compose", "mine.ron", "--seed", "7", "-o", "draft.docx"][..],
        &["facts", "export", "hers.ron", "-o", "hers.xlsx"],
        &["facts", "export", "hers.ron", "-o", "hers/"],
        &["facts", "export", "hers.ron", "-o", "hers/"],
        &["check", "text.txt", "--write-baseline", "known.ron"],
        &["check", "text.txt", "--write-baseline", "known.ron"],
    ] {
        assert_ne!(code(&chengwen(arguments, folder)), 2, "{arguments:?}");
    }
    let all = || {
        let mut files: Vec<(std::path::PathBuf, Vec<u8>)> =
            [folder.to_owned(), folder.join("hers")]
                .iter()
                .flat_map(|folder| fs::read_dir(folder).expect("a folder"))
                .map(|entry| entry.expect("an entry").path())
                .filter(|path| path.is_file())
                .map(|path| (path.clone(), fs::read(path).expect("a file")))
                .collect();
        files.sort();
        files
    };
    let before = all();
    for arguments in [
        &["compose", "mine.ron", "--seed", "7", "-o", "hers.ron"][..],
        &["render", "draft.docx", "-o", "hers.ron"],
        &["facts", "export", "mine.ron", "-o", "hers.xlsx"],
        &["facts", "export", "mine.ron", "-o", "hers/"],
        &["check", "text.txt", "--write-baseline", "text.txt"],
        &["check", "text.txt", "--write-baseline", "mine.ron"],
        &["swap", "draft.docx", "--pick", "1"],
        &["swap", "draft.docx", "--write", "我写的"],
        &["check", "page.html"],
    ] {
        assert_eq!(code(&chengwen(arguments, folder)), 2, "{arguments:?}");
        assert_eq!(all(), before, "{arguments:?}");
    }
    // A colon typed with a Chinese input method is one too, and a sentence has no lines.
    let written = chengwen(
        &["swap", "draft.docx", "1.1.1：1", "--write", "两行\n文字"],
        folder,
    );
    assert_eq!(
        code(&written),
        0,
        "{}",
        String::from_utf8_lossy(&written.stderr)
    );
    let shown = stdout(&chengwen(&["swap", "draft.docx"], folder));
    assert!(shown.contains("两行文字"), "{shown}");
}

/// Runs every command of the README's `sh` blocks in a folder that holds what a checkout holds, and a folder of people's facts.
#[test]
fn the_commands_of_the_readme_run() {
    let read = |name| fs::read_to_string(Path::new(ROOT).join(name)).expect("a README");
    let readme = format!("{}\n{}", read("README.md"), read("README.zh-CN.md"));
    let folder = tempfile::tempdir().expect("a folder");
    copy(
        &Path::new(ROOT).join("phrasebank"),
        &folder.path().join("phrasebank"),
    );
    fs::create_dir(folder.path().join("people")).expect("a folder");
    for name in ["people/甲.ron", "people/乙.ron"] {
        fs::copy(EXAMPLE, folder.path().join(name)).expect("copied");
    }
    let mut commands = 0;
    for block in readme.split("```sh\n").skip(1) {
        let block = block.split("```").next().expect("a closed block");
        for line in block.lines().map(str::trim) {
            let line = line.split(" #").next().unwrap_or("").trim();
            let Some(arguments) = line
                .strip_prefix("cargo run --release -- ")
                .or_else(|| line.strip_prefix("chengwen "))
            else {
                let is_other =
                    line.is_empty() || ["cargo test", "cargo install --path ."].contains(&line);
                assert!(is_other, "a command that no test runs: {line}");
                continue;
            };
            let arguments: Vec<&str> = arguments.split_whitespace().collect();
            let output = chengwen(&arguments, folder.path());
            assert_eq!(code(&output), 0, "{line}\n{}", stderr(&output));
            commands += 1;
        }
    }
    assert!(
        commands >= 8,
        "the README shows the jobs by example: {commands}"
    );
}

/// The README's excerpt is what the program really writes.
#[test]
fn the_excerpt_of_the_readme_is_real() {
    let readme = fs::read_to_string(Path::new(ROOT).join("README.md")).expect("README.md");
    let (_, rest) = readme
        .split_once("<!-- excerpt: seed ")
        .expect("an excerpt");
    let (seed, rest) = rest.split_once(" -->").expect("its seed");
    let (excerpt, _) = rest.split_once("<!-- /excerpt -->").expect("its end");
    let draft = stdout(&chengwen(
        &["compose", EXAMPLE, "--seed", seed],
        Path::new(ROOT),
    ));
    let mut shown = 0;
    for line in excerpt.lines().filter_map(|line| line.strip_prefix("> ")) {
        let words = line.rsplit("…… ").next().unwrap_or(line);
        assert!(
            draft.contains(words),
            "not in the draft of seed {seed}: {words}"
        );
        shown += 1;
    }
    assert_eq!(shown, 3, "a problem, its cause and its measure");
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("a folder");
    for entry in fs::read_dir(from).expect("a folder") {
        let path = entry.expect("entry").path();
        let target = to.join(path.file_name().expect("a name"));
        if path.is_dir() {
            copy(&path, &target);
        } else {
            fs::copy(&path, &target).expect("copied");
        }
    }
}
