//! `facts ask` by its line protocol: answers in, a facts file or a ledger out, left and resumed without loss.

use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};

const EXAMPLE: &str = concat!(
    env!("CARGO_MANIFEST_DIR"),
    "/phrasebank/self-examination/example/facts.ron"
);

/// Runs `facts ask` with answers; its exit status and what it said.
fn ask(arguments: &[&str], answers: &str, folder: &Path) -> (i32, String) {
    let mut child = Command::new(env!("CARGO_BIN_EXE_chengwen"))
        .args(["--lang", "en", "facts", "ask"])
        .args(arguments)
        .current_dir(folder)
        .env("NO_COLOR", "1")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program runs");
    // It may leave before it has read all.
    let _ = child
        .stdin
        .take()
        .expect("piped")
        .write_all(answers.as_bytes());
    let output = child.wait_with_output().expect("it ends");
    assert!(output.stdout.is_empty());
    let told = String::from_utf8(output.stderr).expect("UTF-8");
    (output.status.code().expect("no signal"), told)
}

/// The example without last year's items and the declarations.
fn incomplete() -> String {
    let text = fs::read_to_string(EXAMPLE).expect("the example");
    let kept: Vec<&str> = text
        .lines()
        .filter(|line| !line.contains("rectification(") && !line.contains("declaration("))
        .collect();
    kept.join("\n")
}

#[test]
fn an_interview_is_left_and_resumed_and_keeps_what_the_user_wrote() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("mine.ron");
    fs::write(&path, incomplete()).expect("written");
    let answers = "XX问题\n下基层调研少\n包联社区\n<\n建立包联社区台账\n在办\n2\n去年\n\nq\n";
    let (code, told) = ask(&["mine.ron"], answers, folder.path());
    assert_eq!(code, 1, "{told}");
    for said in [
        "`XX` is a placeholder",
        "write one of: 完成, 持续",
        "`去年` is not a date",
        "saved f",
    ] {
        assert!(told.contains(said), "{said}\n{told}");
    }
    let text = fs::read_to_string(&path).expect("saved");
    assert!(text.contains("// 服务群众"), "comments stay");
    assert!(text.contains(
        "rectification(problem: \"下基层调研少\", measure: \"建立包联社区台账\", status: \"持续\")"
    ));
    assert!(!text.contains("declaration("));
    let (code, told) = ask(&["-o", "mine.ron"], "房产情况\n没有变化\n", folder.path());
    assert_eq!(code, 0, "{told}");
    assert!(told.contains("Nothing is missing"));
    let text = fs::read_to_string(&path).expect("saved");
    assert!(text.contains("rectification(") && text.contains("declaration("));
}

#[test]
fn a_new_ledger_asks_for_edition_and_author_first_and_ends_with_the_input() {
    let folder = tempfile::tempdir().expect("a folder");
    let (code, told) = ask(
        &["-o", "new.xlsx"],
        "2021\n沈砚舟\n-\n临江县住建局\n",
        folder.path(),
    );
    assert_eq!(code, 1, "{told}");
    assert!(told.contains("Which edition?") && told.contains("What kind of fact?"));
    let (code, told) = ask(&["-o", "new.xlsx"], "", folder.path());
    assert_eq!(code, 1);
    assert!(
        !told.contains("Which edition?"),
        "it is known by now\n{told}"
    );
    let exported = Command::new(env!("CARGO_BIN_EXE_chengwen"))
        .args(["facts", "export", "new.xlsx"])
        .current_dir(folder.path())
        .output()
        .expect("the program runs");
    let text = String::from_utf8(exported.stdout).expect("UTF-8");
    assert!(
        text.contains("name: \"沈砚舟\", post: \"\", unit: \"临江县住建局\""),
        "{text}"
    );
}

#[test]
fn nothing_that_was_not_read_is_written_over() {
    let folder = tempfile::tempdir().expect("a folder");
    let notes = "编号,时间,地点,心得\na,2021,柳河镇,很多\n";
    fs::create_dir(folder.path().join("mine")).expect("a folder");
    let path = folder.path().join("mine/走访慰问.csv");
    fs::write(&path, notes).expect("written");
    let arguments = ["mine", "--genre", "self-examination", "--edition", "2021"];
    let (code, told) = ask(&arguments, "甲\n\n\nq\n", folder.path());
    assert_eq!(code, 2, "{told}");
    assert_eq!(fs::read_to_string(&path).expect("kept"), notes);
}

#[test]
fn an_interview_into_another_file_goes_on_by_the_same_command() {
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("few.ron"), incomplete()).expect("written");
    let answers = "下基层调研少\n建立包联社区台账\n完成\n2021-06\nq\n";
    let arguments = ["few.ron", "-o", "mine.ron"];
    let (code, told) = ask(&arguments, answers, folder.path());
    assert_eq!(code, 1, "{told}");
    let read = |name: &str| fs::read_to_string(folder.path().join(name)).expect("a file");
    let begun = read("mine.ron");
    assert!(begun.contains("建立包联社区台账"), "{begun}");
    let (code, told) = ask(&arguments, "q\n", folder.path());
    assert_eq!(code, 1, "{told}");
    assert_eq!(read("mine.ron"), begun);
    // A ledger of somebody else is no interview that goes on.
    let hers = incomplete().replace("沈砚舟", "岑月");
    fs::write(folder.path().join("mine.ron"), &hers).expect("written");
    let (code, told) = ask(&arguments, "q\n", folder.path());
    assert_eq!(code, 2, "{told}");
    assert_eq!(read("mine.ron"), hers);
}
