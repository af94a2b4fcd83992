//! Word files: a package of parts, read within bounds and written anew.

pub mod package;
pub mod provenance;
pub mod write;
pub mod xml;

use crate::message::Message;

/// Why a Word file cannot be used, and what to do.
pub type Fault = (Message, Message);
