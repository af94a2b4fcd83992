//! Reads a text that anyone wrote: paragraphs in, a document out.
//!
//! A reader turns a file into [`Block`]s, one per paragraph or heading; what follows is the same for all kinds of file.

mod block;
mod markdown;
mod number;

pub use block::{Block, Shape, blocks_of_text};
pub use markdown::blocks_of_markdown;
