//! PDF by LibreOffice, in a folder and with a profile of its own, so that no open window of the user is in the way.

use crate::bank::layout::Layout;
use crate::message::Message;
use crate::render::docx;
use std::fmt::Write as _;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

/// How long a conversion may take; a first start takes some seconds.
const TIME_LIMIT: Duration = Duration::from_mins(2);
/// How often is looked whether it is done.
const PATIENCE: Duration = Duration::from_millis(20);

/// Where LibreOffice is installed if it is not on the path.
const USUAL_PLACES: [&str; 5] = [
    "/usr/lib/libreoffice/program/soffice",
    "/opt/libreoffice/program/soffice",
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    "C:\\Program Files\\LibreOffice\\program\\soffice.exe",
    "C:\\Program Files (x86)\\LibreOffice\\program\\soffice.exe",
];

/// A font that a text names, with those that may stand in for it, the best first.
pub type NamedFont = (String, Vec<String>);

/// LibreOffice's program, if it is installed.
pub fn libreoffice() -> Option<PathBuf> {
    let names = ["soffice", "libreoffice", "soffice.exe"];
    let path = std::env::var_os("PATH").unwrap_or_default();
    std::env::split_paths(&path)
        .flat_map(|folder| names.map(|name| folder.join(name)))
        .chain(USUAL_PLACES.map(PathBuf::from))
        .find(|program| program.is_file())
}

/// The fonts that a Word file names, with what may stand in for each by the layout.
pub fn named_fonts(word: &[u8], layout: &Layout) -> Result<Vec<NamedFont>, (Message, Message)> {
    let fonts = docx::fonts_named(word)?.into_iter().map(|font| {
        let others = layout.stand_ins.get(&font).cloned().unwrap_or_default();
        (font, others)
    });
    Ok(fonts.collect())
}

/// A Word file as PDF, with the fonts that are not installed and what stands in for each.
pub fn to_pdf(
    word: &[u8],
    fonts: &[NamedFont],
) -> Result<(Vec<u8>, Vec<Message>), (Message, Message)> {
    let Some(program) = libreoffice() else {
        return Err((Message::NoLibreOffice, Message::InstallLibreOffice));
    };
    let installed = installed_fonts();
    convert(&program, word, fonts)
        .map(|pdf| (pdf, notes(fonts, &installed)))
        .map_err(|error| {
            let error = error.to_string();
            (Message::PdfFailed { error }, Message::OpenInLibreOffice)
        })
}

fn convert(program: &Path, word: &[u8], fonts: &[NamedFont]) -> io::Result<Vec<u8>> {
    let folder = tempfile::Builder::new().prefix("chengwen-").tempdir()?;
    let input = folder.path().join("text.docx");
    let settings = folder.path().join("fonts.conf");
    fs::write(&input, word)?;
    fs::write(&settings, stand_ins(fonts))?;
    let log = fs::File::create(folder.path().join("log"))?;
    let mut child = Command::new(program)
        .arg(format!(
            "-env:UserInstallation={}",
            url(&folder.path().join("profile"))
        ))
        .args([
            "--headless",
            "--norestore",
            "--convert-to",
            "pdf",
            "--outdir",
        ])
        .arg(folder.path())
        .arg(&input)
        .env("FONTCONFIG_FILE", &settings)
        .stdin(Stdio::null())
        .stdout(log.try_clone()?)
        .stderr(log)
        .spawn()?;
    let is_done = wait(&mut child)?;
    match fs::read(folder.path().join("text.pdf")) {
        Ok(pdf) if is_done => Ok(pdf),
        _ if !is_done => Err(io::Error::from(io::ErrorKind::TimedOut)),
        _ => {
            let said = fs::read(folder.path().join("log")).unwrap_or_default();
            let said = String::from_utf8_lossy(&said);
            Err(io::Error::other(said.trim().to_owned()))
        }
    }
}

/// Waits for the end; past the limit, the program is stopped and `false` returned.
fn wait(child: &mut Child) -> io::Result<bool> {
    let start = Instant::now();
    while child.try_wait()?.is_none() {
        if start.elapsed() > TIME_LIMIT {
            child.kill()?;
            child.wait()?;
            return Ok(false);
        }
        thread::sleep(PATIENCE);
    }
    Ok(true)
}

fn url(path: &Path) -> String {
    let path = path
        .to_string_lossy()
        .replace('\\', "/")
        .replace(' ', "%20");
    let root = if path.starts_with('/') { "" } else { "/" };
    format!("file://{root}{path}")
}

/// The families that fontconfig knows; empty where there is no fontconfig.
fn installed_fonts() -> Vec<String> {
    let listed = Command::new("fc-list")
        .args([":", "family"])
        .stdin(Stdio::null())
        .output();
    let Ok(listed) = listed else {
        return Vec::new();
    };
    String::from_utf8_lossy(&listed.stdout)
        .lines()
        .flat_map(|line| line.split(','))
        .map(|family| family.trim().replace('\\', ""))
        .collect()
}

fn notes(fonts: &[NamedFont], installed: &[String]) -> Vec<Message> {
    let is_installed = |font: &String| {
        installed
            .iter()
            .any(|known| known.eq_ignore_ascii_case(font))
    };
    if installed.is_empty() {
        return Vec::new();
    }
    fonts
        .iter()
        .filter(|(font, _)| !is_installed(font))
        .map(|(font, others)| {
            let font = font.clone();
            match others.iter().find(|other| is_installed(other)) {
                Some(other) => Message::FontSubstituted {
                    font,
                    other: other.clone(),
                },
                None => Message::FontMissing { font },
            }
        })
        .collect()
}

/// Settings for fontconfig: the system's own, and the fonts that stand in for those of the text.
fn stand_ins(fonts: &[NamedFont]) -> String {
    let mut xml = String::from(
        "<?xml version=\"1.0\"?>\n<fontconfig>\n<include ignore_missing=\"yes\">/etc/fonts/fonts.conf</include>\n",
    );
    for (font, others) in fonts {
        let _ = write!(
            xml,
            "<alias binding=\"same\"><family>{}</family><prefer>",
            escaped(font)
        );
        for other in std::iter::once(font).chain(others) {
            let _ = write!(xml, "<family>{}</family>", escaped(other));
        }
        xml.push_str("</prefer></alias>\n");
    }
    xml.push_str("</fontconfig>\n");
    xml
}

fn escaped(text: &str) -> String {
    let mut xml = String::new();
    crate::document::docx::write::escape_into(&mut xml, text);
    xml
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn missing_fonts_are_told_with_what_stands_in() {
        let fonts = [
            (
                "黑体".to_owned(),
                vec!["SimHei".to_owned(), "Noto Sans CJK SC".to_owned()],
            ),
            ("宋体".to_owned(), Vec::new()),
            ("楷体".to_owned(), Vec::new()),
        ];
        let installed = ["Noto Sans CJK SC", "楷体"].map(str::to_owned);
        assert_eq!(
            notes(&fonts, &installed),
            [
                Message::FontSubstituted {
                    font: "黑体".to_owned(),
                    other: "Noto Sans CJK SC".to_owned()
                },
                Message::FontMissing {
                    font: "宋体".to_owned()
                },
            ]
        );
        assert!(
            notes(&fonts, &[]).is_empty(),
            "nothing is known of the fonts"
        );
    }
}
