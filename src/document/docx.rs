//! Word files: a package of parts, read within bounds.

pub mod package;
pub mod xml;

use crate::message::Message;

/// Why a Word file cannot be used, and what to do.
pub type Fault = (Message, Message);
