//! What a user sees of a faulty facts file or bank: every fault at once, with its place and what to do.

use std::path::Path;
use std::process::Command;

fn run(arguments: &[&str], language: &str) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_chengwen"))
        .args(arguments)
        .args(["--lang", language])
        .current_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/tests"))
        .env("NO_COLOR", "1")
        .output()
        .expect("the program runs");
    assert!(output.stdout.is_empty(), "faults are no product");
    format!(
        "exit {}\n\n{}",
        output.status.code().expect("no signal"),
        String::from_utf8(output.stderr).expect("UTF-8")
    )
}

#[test]
fn facts() {
    insta::glob!("errors/*.ron", |path| {
        let name = path.file_name().expect("a file").to_string_lossy();
        let file = format!("errors/{name}");
        insta::assert_snapshot!("english", run(&["facts", "lint", &file], "en"));
        insta::assert_snapshot!("chinese", run(&["facts", "lint", &file], "zh"));
        assert!(run(&["compose", &file], "en").starts_with("exit 2"));
    });
}

#[test]
fn bank() {
    assert!(
        Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("tests/banks/broken")
            .is_dir()
    );
    insta::assert_snapshot!(
        "bank_read",
        run(
            &["compose", "errors/empty.ron", "--bank", "banks/broken"],
            "en"
        )
    );
    insta::assert_snapshot!(
        "bank_lint",
        run(&["bank", "lint", "--bank", "banks/broken"], "en")
    );
    let faulty = run(&["bank", "lint", "--bank", "banks/faulty"], "en");
    let finds = [
        "has too few variants",
        "% alike",
        "two variants share",
        "makes two statements",
        "punctuation “,”",
        "punctuation “，，”",
        "punctuation “”、“”",
        "should be “全面从严治党”",
        "uses “部分同志”",
        "uses “非常”",
        "uses “XX”",
        "“三次” is a detail",
        "renders no field that is evidence",
        "too few variants take any legal fact",
        "takes examples of too few kinds",
        "characters long",
        "also stands in",
        "variants that open with “常去”: 7",
        "no point feeds the root `unfed`",
        "no edition draws on the topic `unused`",
    ];
    for found in finds {
        assert!(faulty.contains(found), "{found} is not found in\n{faulty}");
    }
    insta::assert_snapshot!("bank_lint_wording", faulty);
}
