//! The only file reading and writing: whole files in, whole files out or nothing.

pub mod convert;
pub mod draft;
pub mod folder;

use crate::document::docx::package::MOST_BYTES;
use crate::message::Message;
use crate::sheet::File;
use crate::source::Source;
use std::fs;
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

/// How the names of files begin that are not written to the end yet.
const STAGED: &str = ".chengwen-";

/// Reads a text; `-` is standard input.
pub fn read(path: &str) -> Result<Source, (Message, Message)> {
    let bytes = read_bytes(path)?;
    let text = String::from_utf8(bytes).map_err(|_| {
        let file = path.to_owned();
        (Message::NotUtf8 { file }, Message::SaveAsUtf8)
    })?;
    Ok(Source::new(path, text))
}

/// The largest file of a ledger that is read, in bytes.
const MOST_OF_A_LEDGER: u64 = 64 << 20;

/// Whether a path is a folder.
pub fn is_folder(path: &str) -> bool {
    Path::new(path).is_dir()
}

/// The files of a ledger with their names: the file itself, or the CSV files of a folder in the order of their names.
pub fn read_ledger(path: &str) -> Result<Vec<File>, (Message, Message)> {
    let fault = |path: &Path, error: &io::Error| {
        let path = path.display().to_string();
        let error = error.to_string();
        (Message::CannotRead { path, error }, Message::CheckThePath)
    };
    let whole = Path::new(path);
    let mut paths = vec![whole.to_owned()];
    if whole.is_dir() {
        paths.clear();
        for entry in fs::read_dir(whole).map_err(|error| fault(whole, &error))? {
            let path = entry.map_err(|error| fault(whole, &error))?.path();
            let is_csv = path
                .extension()
                .is_some_and(|ending| ending.eq_ignore_ascii_case("csv"));
            let is_hidden = path
                .file_name()
                .is_some_and(|name| name.as_encoded_bytes().starts_with(b"."));
            if is_csv && !is_hidden {
                paths.push(path);
            }
        }
        paths.sort();
    }
    let mut files = Vec::with_capacity(paths.len());
    for path in paths {
        let file = fs::File::open(&path).map_err(|error| fault(&path, &error))?;
        let mut bytes = Vec::new();
        file.take(MOST_OF_A_LEDGER + 1)
            .read_to_end(&mut bytes)
            .map_err(|error| fault(&path, &error))?;
        if bytes.len() as u64 > MOST_OF_A_LEDGER {
            let file = path.display().to_string();
            let most = MOST_OF_A_LEDGER >> 20;
            return Err((
                Message::FileTooLarge { file, most },
                Message::SplitTheLedger,
            ));
        }
        files.push(File {
            name: path.display().to_string(),
            bytes,
        });
    }
    Ok(files)
}

/// Reads a Word file; of one that is too large no more than shows it.
pub fn read_word(path: &Path) -> Result<Vec<u8>, (Message, Message)> {
    let read = || {
        let mut bytes = Vec::new();
        let file = fs::File::open(path)?;
        file.take(MOST_BYTES + 1).read_to_end(&mut bytes)?;
        Ok(bytes)
    };
    read().map_err(|error: io::Error| {
        let path = path.display().to_string();
        let error = error.to_string();
        (Message::CannotRead { path, error }, Message::CheckThePath)
    })
}

/// Reads a file's bytes; `-` is standard input.
pub fn read_bytes(path: &str) -> Result<Vec<u8>, (Message, Message)> {
    let fault = |error: io::Error| {
        let path = path.to_owned();
        let error = error.to_string();
        (Message::CannotRead { path, error }, Message::CheckThePath)
    };
    if path == "-" {
        let mut bytes = Vec::new();
        io::stdin().read_to_end(&mut bytes).map_err(fault)?;
        return Ok(bytes);
    }
    fs::read(path).map_err(fault)
}

/// A file itself, or the files in a folder and those below it that have one of some endings, in the order of their names; hidden
/// files and those by which Word marks that a file is open are left out.
pub fn files_at(path: &str, endings: &[&str]) -> Result<Vec<String>, (Message, Message)> {
    if path == "-" || !Path::new(path).is_dir() {
        return Ok(vec![path.to_owned()]);
    }
    let mut found = Vec::new();
    collect(Path::new(path), endings, &mut found).map_err(|error| {
        let path = path.to_owned();
        let error = error.to_string();
        (Message::CannotRead { path, error }, Message::CheckThePath)
    })?;
    found.sort();
    let names = found.iter().map(|path| path.to_string_lossy().into_owned());
    Ok(names.collect())
}

/// The nearest file of a name beside a file or in a folder above it.
pub fn find_upwards(path: &str, name: &str) -> Option<PathBuf> {
    let start = if path == "-" {
        Path::new(".")
    } else {
        Path::new(path).parent()?
    };
    let start = if start.as_os_str().is_empty() {
        Path::new(".")
    } else {
        start
    };
    let whole = fs::canonicalize(start).ok()?;
    let (at, folder) = whole
        .ancestors()
        .enumerate()
        .find(|(_, folder)| folder.join(name).is_file())?;
    // Beside the text it is named as the user would.
    let folder = if at == 0 { start } else { folder };
    Some(folder.join(name))
}

/// Reads every RON file of a bank's folder, each named by its path within the folder, in the order of the names.
pub fn read_bank(folder: &Path) -> Result<Vec<Source>, (Message, Message)> {
    let mut paths = Vec::new();
    collect(folder, &["ron"], &mut paths).map_err(|error| {
        let path = folder.display().to_string();
        let error = error.to_string();
        (Message::CannotRead { path, error }, Message::CheckThePath)
    })?;
    let mut sources = Vec::new();
    for path in paths {
        let name: Vec<_> = path
            .strip_prefix(folder)
            .unwrap_or(&path)
            .iter()
            .map(|part| part.to_string_lossy())
            .collect();
        let mut source = read(&path.to_string_lossy())?;
        source.name = name.join("/");
        sources.push(source);
    }
    sources.sort_by(|left, right| left.name.cmp(&right.name));
    Ok(sources)
}

/// A hold on a file: while it lives, no other `chengwen` changes that file.
#[derive(Debug)]
pub struct Hold {
    _lock: fs::File,
}

/// Takes hold of a file, waiting for another holder to finish. The lock itself lies among the temporary files.
pub fn hold(path: &Path) -> Result<Hold, (Message, Message)> {
    let fault = |error: io::Error| {
        let path = path.display().to_string();
        let error = error.to_string();
        (Message::CannotRead { path, error }, Message::CheckThePath)
    };
    let whole = fs::canonicalize(path).map_err(fault)?;
    let mark = xxhash_rust::xxh3::xxh3_64(whole.as_os_str().as_encoded_bytes());
    let lock = fs::OpenOptions::new()
        .create(true)
        .truncate(false)
        .write(true)
        .open(std::env::temp_dir().join(format!("chengwen-{mark:016x}.lock")))
        .map_err(fault)?;
    lock.lock().map_err(fault)?;
    Ok(Hold { _lock: lock })
}

/// Writes a file that is still as it was read; one changed meanwhile by another program stays as it is.
pub fn replace(source: &Source, text: &str) -> Result<(), (Message, Message)> {
    let now = read(&source.name)?;
    if now != *source {
        let path = source.name.clone();
        return Err((Message::ChangedMeanwhile { path }, Message::RunItAgain));
    }
    write(Path::new(&source.name), text.as_bytes())
}

/// Makes a folder with those above it, if it is not there.
pub fn create_folder(path: &Path) -> Result<(), (Message, Message)> {
    fs::create_dir_all(path).map_err(|error| {
        let path = path.display().to_string();
        let error = error.to_string();
        (Message::CannotWrite { path, error }, Message::CheckThePath)
    })
}

/// Removes a file if it is there.
pub fn remove(path: &Path) -> Result<(), (Message, Message)> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => {
            let path = path.display().to_string();
            let error = error.to_string();
            Err((Message::CannotWrite { path, error }, Message::CheckThePath))
        }
        _ => Ok(()),
    }
}

/// Writes a file so that it is at any moment either the old one or the new one.
pub fn write(path: &Path, content: &[u8]) -> Result<(), (Message, Message)> {
    let staged = stage(path, content)?;
    put(path, staged)
}

/// Writes several files, or none where one of them cannot be written.
pub fn write_all(files: &[(PathBuf, Vec<u8>)]) -> Result<(), (Message, Message)> {
    let mut staged = Vec::with_capacity(files.len());
    for (path, content) in files {
        staged.push((path, stage(path, content)?));
    }
    for (path, file) in staged {
        put(path, file)?;
    }
    Ok(())
}

/// Whether a file holds exactly this.
pub fn holds(path: &Path, content: &[u8]) -> bool {
    fs::read(path).is_ok_and(|now| now == content)
}

/// Removes what a run that was killed has left of files that it was about to write in a folder.
pub fn sweep(folder: &Path) -> Result<(), (Message, Message)> {
    for name in names_in(folder)? {
        if name.starts_with(STAGED) {
            remove(&folder.join(name))?;
        }
    }
    Ok(())
}

/// What lies in a folder, in the order of the names; hidden files too.
pub fn names_in(folder: &Path) -> Result<Vec<String>, (Message, Message)> {
    let fault = |error: io::Error| {
        let path = folder.display().to_string();
        let error = error.to_string();
        (Message::CannotRead { path, error }, Message::CheckThePath)
    };
    let mut names = Vec::new();
    for entry in fs::read_dir(folder).map_err(fault)? {
        names.push(
            entry
                .map_err(fault)?
                .file_name()
                .to_string_lossy()
                .into_owned(),
        );
    }
    names.sort_unstable();
    Ok(names)
}

/// Whether two paths name the same file.
pub fn is_same(left: &str, right: &str) -> bool {
    left != "-"
        && (left == right
            || matches!((fs::canonicalize(left), fs::canonicalize(right)), (Ok(left), Ok(right)) if left == right))
}

/// Writes the content beside the file that it is to become; a link is followed to its target.
fn stage(path: &Path, content: &[u8]) -> Result<tempfile::NamedTempFile, (Message, Message)> {
    let fault = |error: io::Error| cannot_write(path, &error);
    let target = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    if target.is_dir() {
        return Err(fault(io::Error::from(io::ErrorKind::IsADirectory)));
    }
    let folder = match target.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    };
    let mut file = tempfile::Builder::new()
        .prefix(STAGED)
        .tempfile_in(folder)
        .map_err(fault)?;
    file.write_all(content).map_err(fault)?;
    file.as_file().sync_all().map_err(fault)?;
    set_usual_permissions(&target, file.as_file()).map_err(fault)?;
    Ok(file)
}

fn put(path: &Path, file: tempfile::NamedTempFile) -> Result<(), (Message, Message)> {
    let target = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    file.persist(target)
        .map(|_| ())
        .map_err(|error| cannot_write(path, &error.error))
}

/// The error without the name of the temporary file, which means nothing to the user.
fn cannot_write(path: &Path, error: &io::Error) -> (Message, Message) {
    let path = path.display().to_string();
    let error = io::Error::from(error.kind()).to_string();
    (Message::CannotWrite { path, error }, Message::CheckThePath)
}

fn collect(folder: &Path, endings: &[&str], paths: &mut Vec<PathBuf>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        let is_marked = path.file_name().is_some_and(|name| {
            name.as_encoded_bytes().starts_with(b".") || name.as_encoded_bytes().starts_with(b"~")
        });
        let ending = path
            .extension()
            .map(|ending| ending.to_string_lossy().to_lowercase());
        if path.is_dir() {
            collect(&path, endings, paths)?;
        } else if !is_marked && ending.is_some_and(|ending| endings.contains(&ending.as_str())) {
            paths.push(path);
        }
    }
    Ok(())
}

/// A temporary file is its owner's alone; the file that it becomes keeps the old one's rights or gets the usual ones.
#[cfg(unix)]
fn set_usual_permissions(path: &Path, file: &fs::File) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    let mode = fs::metadata(path).map_or(0o644, |metadata| metadata.permissions().mode());
    file.set_permissions(fs::Permissions::from_mode(mode & 0o777))
}

#[cfg(not(unix))]
fn set_usual_permissions(_path: &Path, _file: &fs::File) -> io::Result<()> {
    Ok(())
}
