//! One folder's files, by plain names: nothing outside it is reached.

use super::{cannot_write, stage};
use crate::message::Message;
use std::fs;
use std::path::{Path, PathBuf};

/// More files than anyone finds their way in.
const MOST: usize = 1000;

/// The names of a folder's files, hidden ones left out, in order.
pub fn names(folder: &Path) -> Result<Vec<String>, (Message, Message)> {
    let entries = fs::read_dir(folder).map_err(|error| {
        let path = folder.display().to_string();
        let error = error.to_string();
        (Message::CannotRead { path, error }, Message::CheckThePath)
    })?;
    let mut names: Vec<String> = entries
        .filter_map(Result::ok)
        .filter(|entry| entry.path().is_file())
        .filter_map(|entry| entry.file_name().into_string().ok())
        .filter(|name| is_plain(name))
        .collect();
    names.sort();
    names.truncate(MOST);
    Ok(names)
}

/// The path of a file in a folder; `None` where the name is no plain one or leads out of the folder.
pub fn within(folder: &Path, name: &str) -> Option<PathBuf> {
    let path = folder.join(name);
    if !is_plain(name) || path.parent() != Some(folder) {
        return None;
    }
    if fs::symlink_metadata(&path).is_err() {
        return Some(path);
    }
    let target = fs::canonicalize(&path).ok()?;
    let folder = fs::canonicalize(folder).ok()?;
    (target.parent() == Some(folder.as_path())).then_some(path)
}

/// A file's bytes.
pub fn bytes_of(path: &Path) -> Result<Vec<u8>, (Message, Message)> {
    fs::read(path).map_err(|error| {
        let path = path.display().to_string();
        let error = error.to_string();
        (Message::CannotRead { path, error }, Message::CheckThePath)
    })
}

/// Writes a file that is not there yet; one that is there stays as it is, and the answer is `false`.
pub fn create(path: &Path, content: &[u8]) -> Result<bool, (Message, Message)> {
    match stage(path, content)?.persist_noclobber(path) {
        Ok(_) => Ok(true),
        Err(error) if error.error.kind() == std::io::ErrorKind::AlreadyExists => Ok(false),
        Err(error) => Err(cannot_write(path, &error.error)),
    }
}

/// Whether a name is one that a file may have on every system, without any path in it.
fn is_plain(name: &str) -> bool {
    const LONGEST: usize = 200;
    let is_bad = |character: char| {
        character.is_control()
            || matches!(
                character,
                '/' | '\\' | ':' | '*' | '?' | '"' | '<' | '>' | '|'
            )
    };
    !name.is_empty()
        && name.len() <= LONGEST
        && !name.starts_with('.')
        && !name.ends_with(['.', ' '])
        && !name.contains(is_bad)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_name_leads_out_of_the_folder() {
        let folder = tempfile::tempdir().expect("a folder");
        for name in [
            "",
            ".",
            "..",
            "../a.ron",
            "a/b.ron",
            "a\\b.ron",
            "/etc/passwd",
            "C:a.ron",
            "a\0.ron",
            ".hidden",
            "a.ron ",
            "a.ron.",
        ] {
            assert_eq!(within(folder.path(), name), None, "{name:?}");
        }
        assert!(within(folder.path(), "稿件 1.ron").is_some());
    }

    #[cfg(unix)]
    #[test]
    fn a_link_out_of_the_folder_is_not_followed() {
        let outside = tempfile::tempdir().expect("a folder");
        let folder = tempfile::tempdir().expect("a folder");
        fs::write(outside.path().join("secret.ron"), "x").expect("written");
        let link = folder.path().join("draft.ron");
        std::os::unix::fs::symlink(outside.path().join("secret.ron"), link).expect("linked");
        assert_eq!(within(folder.path(), "draft.ron"), None);
    }

    #[test]
    fn a_file_that_is_there_is_never_written_over() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("a.ron");
        assert_eq!(create(&path, b"one"), Ok(true));
        assert_eq!(create(&path, b"two"), Ok(false));
        assert_eq!(fs::read(&path).expect("the file"), b"one");
    }
}
