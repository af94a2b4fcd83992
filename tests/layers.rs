//! Holds the layer table of `lib.rs` against the paths that the code really uses.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

const SOURCE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/src");

/// The modules in the order of the table in `lib.rs`.
fn layers() -> Vec<String> {
    let text = fs::read_to_string(Path::new(SOURCE).join("lib.rs")).expect("lib.rs");
    let rows: Vec<String> = text
        .lines()
        .filter_map(|line| line.strip_prefix("//! | [`"))
        .filter_map(|row| row.split_once("`]"))
        .map(|(name, _)| name.to_owned())
        .collect();
    let mut declared: Vec<&str> = text
        .lines()
        .filter_map(|line| line.strip_prefix("pub mod ")?.strip_suffix(';'))
        .collect();
    let mut listed: Vec<&str> = rows.iter().map(String::as_str).collect();
    declared.sort_unstable();
    listed.sort_unstable();
    assert_eq!(listed, declared, "the table lists every module once");
    rows
}

fn files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("src") {
        let path = entry.expect("entry").path();
        if path.is_dir() {
            files(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
}

/// Every source file of the library with its top module, comments and test modules taken away.
fn modules() -> Vec<(String, String, String)> {
    let mut paths = Vec::new();
    files(Path::new(SOURCE), &mut paths);
    paths.sort();
    paths
        .into_iter()
        .filter_map(|path| {
            let name = path
                .strip_prefix(SOURCE)
                .expect("in src")
                .to_string_lossy()
                .replace('\\', "/");
            let module = name.split(['/', '.']).next()?.to_owned();
            if matches!(module.as_str(), "lib" | "main" | "build") {
                return None;
            }
            let text = fs::read_to_string(&path).expect("source");
            let code = text.split("#[cfg(test)]").next().unwrap_or("");
            let code: String = code
                .lines()
                .map(|line| line.split("//").next().unwrap_or(""))
                .collect::<Vec<_>>()
                .join("\n");
            Some((name, module, code))
        })
        .collect()
}

/// The top modules that a file names: `crate::x`, in `use` lists and in full paths, and `super::super::x` from submodules.
fn named(code: &str) -> Vec<String> {
    let mut found = Vec::new();
    for prefix in ["crate::", "super::super::"] {
        for (at, _) in code.match_indices(prefix) {
            let rest = &code[at + prefix.len()..];
            if let Some(list) = rest.strip_prefix('{') {
                let list = list.split('}').next().unwrap_or("");
                found.extend(list.split(',').map(first_word));
            } else {
                found.push(first_word(rest));
            }
        }
    }
    found
}

fn first_word(text: &str) -> String {
    text.trim()
        .chars()
        .take_while(|character| character.is_alphanumeric() || *character == '_')
        .collect()
}

#[test]
fn dependencies_point_up_the_table_only() {
    let layers = layers();
    let rank: BTreeMap<&str, usize> = layers
        .iter()
        .enumerate()
        .map(|(rank, name)| (name.as_str(), rank))
        .collect();
    let mut edges = 0;
    for (file, module, code) in modules() {
        let own = rank[module.as_str()];
        for used in named(&code) {
            let Some(other) = rank.get(used.as_str()) else {
                continue;
            };
            edges += 1;
            assert!(
                *other <= own,
                "{file} uses `{used}`, which stands below `{module}`"
            );
            let pair = [module.as_str(), used.as_str()];
            assert!(
                pair != ["render", "check"] && pair != ["check", "render"],
                "{file}: check and render never see each other"
            );
        }
    }
    assert!(edges > 50, "the test sees the code's paths: {edges}");
}

#[test]
fn the_core_does_not_print_touch_files_tell_time_or_draw() {
    const PRINTING: [&str; 6] = [
        "print!(",
        "println!(",
        "eprint!(",
        "eprintln!(",
        "dbg!(",
        "io::std",
    ];
    const OUTSIDE: [&str; 7] = [
        "std::fs",
        "std::env",
        "std::net",
        "std::process",
        "std::time",
        "std::thread",
        "rand::rng(",
    ];
    for (file, module, code) in modules() {
        let forbidden: Vec<&str> = match module.as_str() {
            "cli" => vec!["std::fs", "std::net", "std::time"],
            "files" => PRINTING[..5].to_vec(),
            // The page's only socket.
            "studio" if file == "studio/serve.rs" => PRINTING[..5].to_vec(),
            _ => PRINTING
                .into_iter()
                .chain(OUTSIDE)
                .chain([
                    "rand::random",
                    "thread_rng",
                    "static mut",
                    "thread_local!",
                    "LazyLock",
                    "SystemTime",
                ])
                .collect(),
        };
        for word in forbidden {
            assert!(!code.contains(word), "{file} holds `{word}`");
        }
    }
}

#[test]
fn the_scan_would_see_an_offence() {
    assert_eq!(
        named("use crate::{bank, cli::run};\nlet x = crate::files::read(y);"),
        ["bank", "cli", "files"]
    );
}
