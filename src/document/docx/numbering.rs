//! Automatic numbers: what Word sets before a paragraph though it is no part of its text.

mod format;

use super::Fault;
use super::package::Package;
use super::xml::{Event, Tag, Xml};
use format::written;
use std::collections::{BTreeMap, BTreeSet};

/// The levels of a list.
const LEVELS: usize = 9;
/// More lists than any text has.
const MOST_LISTS: usize = 20_000;

/// The lists of a file.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Numbering {
    /// By id, what a list that paragraphs name is made from.
    lists: BTreeMap<String, List>,
    /// By id, the patterns.
    patterns: BTreeMap<String, Pattern>,
}

/// How far each list has counted.
#[derive(Debug, Clone, Default)]
pub struct Counters {
    /// By pattern: lists of one pattern go on counting from each other.
    counts: BTreeMap<String, [Option<u64>; LEVELS]>,
    /// The lists and levels whose own start has been taken into account.
    started: BTreeSet<(String, usize)>,
}

#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct List {
    pattern: String,
    /// By level, what the list starts from in place of the pattern's start.
    starts: BTreeMap<usize, u64>,
    /// By level, what the list sets in place of the pattern's level.
    levels: BTreeMap<usize, Level>,
}

#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Pattern {
    levels: BTreeMap<usize, Level>,
    /// The numbering style that holds the levels, where this pattern has none of its own.
    link: Option<String>,
    /// The numbering style whose levels these are.
    style: Option<String>,
}

#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Level {
    start: u64,
    format: String,
    text: String,
    /// The level, from 1, after which this one starts again; 0 for never.
    restart: Option<usize>,
    is_legal: bool,
    /// The paragraph style that belongs to the level.
    style: Option<String>,
}

/// What stands before a paragraph.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Mark {
    /// A number, with what the pattern sets around it.
    Number(String),
    /// A sign that is the same for all items.
    Bullet,
}

impl Numbering {
    /// Reads the lists that belong to a main part.
    pub fn read(package: &mut Package<'_>, main: &str) -> Result<Self, Fault> {
        let mut numbering = Self::default();
        let Some(name) = package.related(main, "numbering")? else {
            return Ok(numbering);
        };
        let Some(part) = package.part(&name)? else {
            return Ok(numbering);
        };
        let mut xml = Xml::new(&part);
        while let Some(event) = xml.event()? {
            let Event::Open(tag) = event else {
                continue;
            };
            let is_full = numbering.lists.len() + numbering.patterns.len() >= MOST_LISTS;
            match tag.word() {
                _ if is_full => {}
                "abstractNum" => {
                    let id = tag.own("abstractNumId").unwrap_or_default();
                    numbering.patterns.insert(id, read_pattern(&mut xml, &tag)?);
                }
                "num" => {
                    let id = tag.own("numId").unwrap_or_default();
                    numbering.lists.insert(id, read_list(&mut xml, &tag)?);
                }
                _ => {}
            }
        }
        Ok(numbering)
    }

    /// The level of a list that belongs to a paragraph style.
    pub fn level_of_style(&self, list: &str, style: &str) -> Option<usize> {
        let (_, pattern) = self.pattern(self.lists.get(list)?)?;
        let mut levels = pattern.levels.iter();
        levels
            .find(|(_, level)| level.style.as_deref() == Some(style))
            .map(|(number, _)| *number)
    }

    /// Counts one paragraph of a list on, and gives what stands before it.
    pub fn next(&self, counters: &mut Counters, id: &str, level: usize) -> Option<Mark> {
        let list = self.lists.get(id)?;
        let (pattern_id, pattern) = self.pattern(list)?;
        let at = |number: usize| {
            list.levels
                .get(&number)
                .or_else(|| pattern.levels.get(&number))
        };
        let own = at(level)?;
        let counts = counters.counts.entry(pattern_id.to_owned()).or_default();
        for (number, start) in &list.starts {
            let is_new = *number < LEVELS && counters.started.insert((id.to_owned(), *number));
            if is_new && *number <= level {
                // Before a start from 0 there is no number; it is then set below.
                counts[*number] = start.checked_sub(1);
            }
        }
        let start = list.starts.get(&level).copied().unwrap_or(own.start);
        counts[level] = Some(counts[level].map_or(start, |count| count.saturating_add(1)));
        for (number, deeper) in counts.iter_mut().enumerate().skip(level + 1) {
            let restarts = match at(number).and_then(|deeper| deeper.restart) {
                Some(0) => false,
                Some(after) => level < after,
                None => true,
            };
            if restarts {
                *deeper = None;
            }
        }
        if own.format == "bullet" {
            return Some(Mark::Bullet);
        }
        let mut text = String::new();
        let mut characters = own.text.chars();
        while let Some(character) = characters.next() {
            let shown = (character == '%')
                .then(|| characters.clone().next())
                .flatten();
            let Some(shown) = shown
                .and_then(|digit| digit.to_digit(10))
                .filter(|digit| *digit > 0)
            else {
                text.push(character);
                continue;
            };
            characters.next();
            let number = shown as usize - 1;
            let Some(shown) = at(number) else {
                continue;
            };
            let count = counts[number].unwrap_or(shown.start);
            let format = if own.is_legal {
                "decimal"
            } else {
                &shown.format
            };
            text.push_str(&written(count, format));
        }
        (!text.trim().is_empty()).then_some(Mark::Number(text))
    }

    /// A list's pattern with its id; a pattern that borrows its levels from a numbering style is followed to them.
    fn pattern<'n>(&'n self, list: &'n List) -> Option<(&'n str, &'n Pattern)> {
        let pattern = self.patterns.get(&list.pattern)?;
        let lender = pattern.link.as_ref().filter(|_| pattern.levels.is_empty());
        if let Some(link) = lender {
            let mut patterns = self.patterns.iter();
            let found = patterns.find(|(_, other)| other.style.as_ref() == Some(link));
            return found.map(|(id, pattern)| (id.as_str(), pattern));
        }
        Some((&list.pattern, pattern))
    }
}

fn read_pattern(xml: &mut Xml<'_>, tag: &Tag<'_>) -> Result<Pattern, Fault> {
    let mut pattern = Pattern::default();
    xml.children(tag, |xml, child| {
        match child.word() {
            "lvl" => {
                if let Some(number) = level_number(child) {
                    pattern.levels.insert(number, read_level(xml, child)?);
                }
            }
            "numStyleLink" => pattern.link = child.own("val"),
            "styleLink" => pattern.style = child.own("val"),
            _ => {}
        }
        Ok(())
    })?;
    Ok(pattern)
}

fn read_list(xml: &mut Xml<'_>, tag: &Tag<'_>) -> Result<List, Fault> {
    let mut list = List::default();
    xml.children(tag, |xml, child| {
        match child.word() {
            "abstractNumId" => list.pattern = child.own("val").unwrap_or_default(),
            "lvlOverride" => {
                let Some(number) = level_number(child) else {
                    return Ok(());
                };
                xml.children(child, |xml, part| {
                    match part.word() {
                        "startOverride" => {
                            list.starts.insert(number, count(part).unwrap_or(1));
                        }
                        "lvl" => {
                            list.levels.insert(number, read_level(xml, part)?);
                        }
                        _ => {}
                    }
                    Ok(())
                })?;
            }
            _ => {}
        }
        Ok(())
    })?;
    Ok(list)
}

fn read_level(xml: &mut Xml<'_>, tag: &Tag<'_>) -> Result<Level, Fault> {
    let mut level = Level {
        format: "decimal".to_owned(),
        ..Level::default()
    };
    xml.children(tag, |_, child| {
        match child.word() {
            "start" => level.start = count(child).unwrap_or(0),
            "numFmt" => level.format = child.own("val").unwrap_or_default(),
            "lvlText" => level.text = child.own("val").unwrap_or_default(),
            "lvlRestart" => level.restart = count(child).and_then(|count| count.try_into().ok()),
            "isLgl" => level.is_legal = child.is_on(),
            "pStyle" => level.style = child.own("val"),
            _ => {}
        }
        Ok(())
    })?;
    Ok(level)
}

fn level_number(tag: &Tag<'_>) -> Option<usize> {
    let number = tag.own("ilvl")?.trim().parse().ok()?;
    (number < LEVELS).then_some(number)
}

fn count(tag: &Tag<'_>) -> Option<u64> {
    tag.own("val")?.trim().parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn numbering(levels: &[(&str, &str)]) -> Numbering {
        let levels = levels.iter().enumerate().map(|(number, (format, text))| {
            let level = Level {
                start: 1,
                format: (*format).to_owned(),
                text: (*text).to_owned(),
                ..Level::default()
            };
            (number, level)
        });
        let pattern = Pattern {
            levels: levels.collect(),
            ..Pattern::default()
        };
        let list = |starts: &[(usize, u64)]| List {
            pattern: "0".to_owned(),
            starts: starts.iter().copied().collect(),
            levels: BTreeMap::new(),
        };
        Numbering {
            lists: BTreeMap::from([
                ("1".to_owned(), list(&[])),
                ("2".to_owned(), list(&[(0, 1)])),
            ]),
            patterns: BTreeMap::from([("0".to_owned(), pattern)]),
        }
    }

    #[test]
    fn levels_count_and_start_again() {
        let numbering = numbering(&[
            ("chineseCounting", "%1、"),
            ("chineseCountingThousand", "（%2）"),
            ("decimal", "%3."),
            ("decimal", "%1.%3"),
        ]);
        let mut counters = Counters::default();
        let mut next = |list: &str, level| match numbering.next(&mut counters, list, level) {
            Some(Mark::Number(text)) => text,
            other => format!("{other:?}"),
        };
        assert_eq!(next("1", 0), "一、");
        assert_eq!(next("1", 1), "（一）");
        assert_eq!(next("1", 1), "（二）");
        assert_eq!(next("1", 2), "1.");
        assert_eq!(next("1", 0), "二、");
        assert_eq!(next("1", 1), "（一）");
        assert_eq!(next("1", 3), "二.1");
        // Another list of the same pattern goes on, unless it says where it starts.
        assert_eq!(next("2", 0), "一、");
        assert_eq!(next("2", 0), "二、");
        assert_eq!(next("1", 0), "三、");
    }
}
