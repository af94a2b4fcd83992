//! What is wrong, where, and what to do about it; how it looks is the command line's affair.

use crate::message::Message;
use crate::source::SourceSpan;
use serde::{Deserialize, Serialize};

/// How bad a diagnostic or a finding is, the worst first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// The input cannot be used, or the text falls short of a rule.
    Error,
    /// Something that a careful writer would change.
    Warning,
    /// Worth knowing.
    Note,
}

impl Severity {
    /// The word that JSON, RON and the command line use.
    pub fn id(self) -> &'static str {
        match self {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Note => "note",
        }
    }
}

/// Where a diagnostic points.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Place {
    /// A range of a text at hand.
    Span(SourceSpan),
    /// A file, or a thing in the bank, of which no text is at hand.
    Named(String),
}

/// One fault of an input, located.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// How bad it is.
    pub severity: Severity,
    /// Where it is.
    pub place: Place,
    /// What is wrong.
    pub message: Message,
    /// What to do next.
    pub help: Option<Message>,
}

impl Diagnostic {
    /// An error at a place.
    pub fn error(place: Place, message: Message) -> Self {
        Self {
            severity: Severity::Error,
            place,
            message,
            help: None,
        }
    }

    /// A warning at a place.
    pub fn warning(place: Place, message: Message) -> Self {
        Self {
            severity: Severity::Warning,
            ..Self::error(place, message)
        }
    }

    /// A note at a place.
    pub fn note(place: Place, message: Message) -> Self {
        Self {
            severity: Severity::Note,
            ..Self::error(place, message)
        }
    }

    /// The same with advice.
    #[must_use]
    pub fn help(mut self, help: Message) -> Self {
        self.help = Some(help);
        self
    }
}

/// Whether any of these is an error.
pub fn any_error(diagnostics: &[Diagnostic]) -> bool {
    diagnostics
        .iter()
        .any(|diagnostic| diagnostic.severity == Severity::Error)
}

/// The known word nearest to an unknown one, if it is near enough to be a slip.
pub fn nearest<'w>(word: &str, known: impl IntoIterator<Item = &'w str>) -> Option<&'w str> {
    let limit = if word.is_ascii() {
        (word.chars().count() / 3).max(1)
    } else {
        word.chars().count().div_ceil(2)
    };
    known
        .into_iter()
        .map(|candidate| (strsim::osa_distance(word, candidate), candidate))
        .filter(|(distance, _)| *distance <= limit)
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, candidate)| candidate)
}

/// Advice on an unknown word: the nearest known one, or all of them.
pub fn known_or_nearest(word: &str, known: &[&str]) -> Message {
    match nearest(word, known.iter().copied()) {
        Some(known) => Message::DidYouMean {
            known: known.to_owned(),
        },
        None => Message::KnownAre {
            known: known.iter().map(|&name| name.to_owned()).collect(),
        },
    }
}
