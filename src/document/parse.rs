//! Reads a text that anyone wrote: paragraphs in, a document out.
//!
//! A reader turns a file into [`Block`]s, one per paragraph or heading; what follows is the same for all kinds of file. Headings are
//! found by their numbers, styles and looks and nest into a tree; what sections are for is told by the genre's `reading`.

mod block;
mod encoding;
mod heading;
mod markdown;
pub mod number;
mod reader;
mod role;
pub mod sentence;
mod tree;

pub use block::{Block, Shape, blocks_of_text, comments};
pub use encoding::{Encoding, encode};
pub use markdown::blocks_of_markdown;
pub use number::{Number, NumberKind, number_of};
pub use reader::{Paragraphs, Places, READERS, Reader, endings, reader_of};

use super::{Document, Section, Sentence, Span};
use crate::bank::{Edition, Genre, Role};
use crate::value::Date;
use heading::{Known, characters, head_of};
use role::{Areas, Headings, edition_of, plain, role_of, role_of_words};
use sentence::sentences;
use std::ops::Range;
use tree::{Depths, Node, Piece, with_runs};

/// The text of some blocks, with the edition that it follows: the one given, or the one that its headings and title tell.
pub fn parse<'b>(
    blocks: &[Block],
    genre: &'b Genre,
    edition: Option<&'b Edition>,
) -> (Document, Option<&'b Edition>) {
    let reading = &genre.definition.reading;
    let known = Headings {
        reading,
        areas: Areas::of(genre, edition),
    };
    let front = Front::of(blocks, &known);
    let body = front.start..front.end;
    let mut nodes = nodes_of(blocks, body, &known);
    let edition = edition.or_else(|| {
        let headings: Vec<&str> = nodes
            .iter()
            .filter_map(|node| words_of(node.heading.as_ref()?, blocks))
            .collect();
        edition_of(genre, &known.areas, &headings, &front.title)
    });
    give_roles(&mut nodes, blocks, &known, edition);
    let style = &genre.definition.style;
    let gap = style.gap.split_once("{wants}").filter(|(before, after)| {
        // A mark without ends of its own cannot be told from text.
        !before.is_empty() && !after.is_empty()
    });
    if let Some(last) = nodes.pop() {
        nodes.extend(with_unannounced(&last, &nodes, blocks, genre));
    }
    let nodes = nodes
        .into_iter()
        .flat_map(|node| with_runs(node, blocks, reading));
    let mut path: Vec<usize> = Vec::new();
    let mut sections = Vec::new();
    for node in nodes {
        if node.depth == 0 {
            path = vec![0];
        } else {
            path.truncate(node.depth);
            path.resize(node.depth, 0);
            if let Some(last) = path.last_mut() {
                *last += 1;
            }
        }
        sections.push(section(node, path.clone(), blocks, genre, gap));
    }
    let document = Document {
        title: front.title,
        byline: front.byline,
        sections,
        signature: front.signature,
    };
    (document, edition)
}

/// What stands before and after the text itself.
struct Front {
    title: String,
    byline: String,
    signature: Vec<String>,
    start: usize,
    end: usize,
}

impl Front {
    fn of(blocks: &[Block], known: &Headings<'_>) -> Self {
        const TITLE: usize = 60;
        const BYLINE: usize = 40;
        const BYLINES: usize = 3;
        const SIGNATURE: usize = 30;
        let is_line = |block: &Block, most: usize| {
            let text = block.text.as_str();
            let is_open = !text.ends_with(['。', '！', '？', '；', '：', '，', ':', ',', ';', '.']);
            is_open
                && characters(text) <= most
                && matches!(block.shape, Shape::Paragraph | Shape::Title)
                && block.number.is_empty()
                && number_of(text).is_none()
                && known.looks(text).is_none()
        };
        let names_the_kind = |block: &Block| {
            let words = &known.reading.titles;
            words.iter().any(|word| block.text.ends_with(word.as_str()))
        };
        let is_only_first_level = blocks.iter().filter(|block| block.level == Some(1)).count() == 1;
        let mut title = String::new();
        let mut start = 0;
        if let Some(first) = blocks.first().filter(|first| {
            let is_styled =
                first.shape == Shape::Title || first.level == Some(1) && is_only_first_level;
            (is_styled && number_of(&first.text).is_none())
                || first.level.is_none() && is_line(first, TITLE) && blocks.len() > 1
        }) {
            title.clone_from(&first.text);
            start = 1;
            // A long title is set on two lines, of which the second says what kind of text it is.
            if let Some(second) = blocks.get(1).filter(|second| {
                !names_the_kind(first) && names_the_kind(second) && is_line(second, BYLINE)
            }) {
                title.push_str(&second.text);
                start = 2;
            }
        }
        let mut lines: Vec<&str> = Vec::new();
        while start > 0 && lines.len() < BYLINES {
            let line = blocks.get(start).filter(|block| {
                block.level.is_none() && !block.is_bold() && is_line(block, BYLINE)
            });
            let Some(line) = line else {
                break;
            };
            lines.push(&line.text);
            start += 1;
        }
        let mut end = blocks.len();
        let is_date = |block: &Block| {
            let text: String = block.text.split_whitespace().collect();
            Date::read(&text).is_ok()
        };
        if end > start + 1 && is_date(&blocks[end - 1]) {
            end -= 1;
            let is_name = end > start + 1
                && blocks[end - 1].level.is_none()
                && is_line(&blocks[end - 1], SIGNATURE);
            end -= usize::from(is_name);
        }
        Self {
            title,
            byline: lines.join("　"),
            signature: blocks[end..]
                .iter()
                .map(|block| block.text.clone())
                .collect(),
            start,
            end,
        }
    }
}

/// The blocks as sections with their depths.
fn nodes_of(blocks: &[Block], body: Range<usize>, known: &Headings<'_>) -> Vec<Node> {
    let mut nodes: Vec<Node> = Vec::new();
    let mut depths = Depths::default();
    for index in body.clone() {
        let block = &blocks[index];
        let next = blocks[..body.end].get(index + 1);
        let piece = |range: Range<usize>| Piece {
            block: index,
            range,
        };
        let Some(head) = head_of(block, next, known) else {
            if nodes.is_empty() {
                nodes.push(Node::default());
            }
            if let Some(last) = nodes.last_mut() {
                last.paragraphs.push(piece(0..block.text.len()));
            }
            continue;
        };
        let rest = head.rest..block.text.len();
        nodes.push(Node {
            depth: depths.next(&head),
            number: (head.number.start < head.number.end).then(|| piece(head.number.clone())),
            set_number: block.number.clone(),
            run_in: rest.start < rest.end,
            heading: head.heading.map(piece),
            paragraphs: (rest.start < rest.end)
                .then(|| piece(rest))
                .into_iter()
                .collect(),
            ..Node::default()
        });
    }
    nodes
}

fn words_of<'b>(piece: &Piece, blocks: &'b [Block]) -> Option<&'b str> {
    blocks.get(piece.block)?.text.get(piece.range.clone())
}

/// Says what each section is for: by its heading, by the area that it is, or by the section that holds it.
fn give_roles(
    nodes: &mut [Node],
    blocks: &[Block],
    known: &Headings<'_>,
    edition: Option<&Edition>,
) {
    let mut held_by: Vec<(usize, Option<Role>, Option<String>)> = Vec::new();
    for node in nodes {
        if node.depth == 0 {
            node.role = Some(Role::Intro);
            continue;
        }
        held_by.retain(|(depth, ..)| *depth < node.depth);
        let (role, area) = held_by
            .last()
            .map_or((None, None), |(_, role, area)| (*role, area.clone()));
        let heading = node
            .heading
            .as_ref()
            .and_then(|heading| words_of(heading, blocks));
        let own = heading.and_then(|heading| role_of(known.reading, heading, role.is_none()));
        let is_open = matches!(role, None | Some(Role::Problem)) && area.is_none();
        let named = heading.filter(|_| is_open).and_then(|heading| {
            let areas = known.areas.named(heading);
            // Another edition's area is one all the same, if not of this text's list.
            let own = areas
                .iter()
                .find(|(of, _)| edition.is_some_and(|edition| edition.id == of.id));
            let own = own.map(|(_, area)| area.id.clone());
            (!areas.is_empty()).then_some(own)
        });
        (node.role, node.area) = if let Some(area) = named {
            (Some(Role::Problem), area)
        } else {
            let own = own.or(role);
            (own, area.filter(|_| own == role))
        };
        held_by.push((node.depth, node.role, node.area.clone()));
    }
}

/// Splits off what closes a text without a heading of its own: last year's measures, personal matters.
fn with_unannounced(node: &Node, before: &[Node], blocks: &[Block], genre: &Genre) -> Vec<Node> {
    let reading = &genre.definition.reading;
    let is_told = |role: Role| before.iter().any(|node| node.role == Some(role));
    let own = usize::from(node.run_in);
    let mut nodes = vec![Node {
        paragraphs: node.paragraphs.iter().take(own).cloned().collect(),
        ..node.clone()
    }];
    for piece in node.paragraphs.iter().skip(own) {
        let Some(text) = words_of(piece, blocks) else {
            continue;
        };
        let mut start = piece.range.start;
        let push = |nodes: &mut Vec<Node>, range: Range<usize>| {
            if let Some(last) = nodes.last_mut().filter(|_| range.start < range.end) {
                last.paragraphs.push(Piece {
                    block: piece.block,
                    range,
                });
            }
        };
        if node.depth > 0 {
            for sentence in sentences(text, None) {
                let role = role_of_words(reading, &text[sentence.clone()], |role| {
                    is_told(role) || nodes.iter().any(|node| node.role == Some(role))
                });
                if let Some(role) = role {
                    let at = piece.range.start + sentence.start;
                    push(&mut nodes, start..at);
                    start = at;
                    nodes.push(Node {
                        depth: 1,
                        role: Some(role),
                        ..Node::default()
                    });
                }
            }
        }
        push(&mut nodes, start..piece.range.end);
    }
    nodes
}

fn section(
    node: Node,
    path: Vec<usize>,
    blocks: &[Block],
    genre: &Genre,
    gap: Option<(&str, &str)>,
) -> Section {
    let role = node.role.unwrap_or(Role::Other);
    let part = genre
        .definition
        .outline
        .iter()
        .find(|part| part.role == role && role != Role::Other);
    let own_area = node.area.is_some();
    let set = |piece: &Piece| Sentence {
        text: blocks[piece.block].text[piece.range.clone()].to_owned(),
        span: Some(blocks[piece.block].span.within(piece.range.clone())),
        ..Sentence::default()
    };
    let heading = node.heading.as_ref().map(|piece| {
        let mut heading = set(piece);
        // An area's title and the usual headings of parts stand in every text.
        heading.mandated = own_area && heading.text.ends_with("方面") || {
            let words = plain(&heading.text);
            genre
                .definition
                .reading
                .headings
                .iter()
                .any(|(_, known)| known.contains(&words))
        };
        heading
    });
    let number: (String, Option<Span>) = match &node.number {
        Some(piece) => {
            let number = set(piece);
            (number.text.trim_end().to_owned(), number.span)
        }
        None => (node.set_number, None),
    };
    let paragraphs = node
        .paragraphs
        .iter()
        .map(|piece| {
            let text = &blocks[piece.block].text[piece.range.clone()];
            let ranges = sentences(text, gap).into_iter();
            ranges
                .map(|range| {
                    let at = piece.range.start;
                    let mut sentence = set(&Piece {
                        block: piece.block,
                        range: at + range.start..at + range.end,
                    });
                    sentence.gap = wanted(&sentence.text, genre, gap);
                    sentence
                })
                .collect()
        })
        .collect();
    Section {
        path,
        role,
        part: part.map_or_else(String::new, |part| part.id.clone()),
        area: node.area,
        number: number.0,
        number_span: number.1,
        heading,
        run_in: node.run_in,
        paragraphs,
    }
}

/// The kinds of fact that a gap's mark asks for.
fn wanted(text: &str, genre: &Genre, gap: Option<(&str, &str)>) -> Option<Vec<String>> {
    let (before, after) = gap?;
    let list = text.strip_prefix(before)?.strip_suffix(after)?;
    let kinds = genre.definition.kinds.iter();
    Some(
        kinds
            .filter(|(_, kind)| list.contains(&kind.label))
            .map(|(id, _)| id.clone())
            .collect(),
    )
}
