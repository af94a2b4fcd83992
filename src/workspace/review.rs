//! A text that anyone wrote: read, its details found, and held against the rules.

use super::{Pair, Request, Workspace, finding_json};
use crate::bank::{Bank, Edition, Genre, Role, RuleSettings};
use crate::check::{Finding, Lists, Other, Text, check};
use crate::detect::{Backing, Detector};
use crate::document::docx::comment::Comment;
use crate::document::parse::{Encoding, Paragraphs, Places, parse};
use crate::document::{Document, Section, Sentence};
use crate::draft::read::Opened;
use crate::fact::Facts;
use crate::message::{Language, Message};
use crate::project::{Project, suppress};
use crate::render::sections_json;
use crate::similarity::{Likeness, Shingles};
use crate::source::{Position, Source};
use indexmap::IndexMap;
use serde_json::{Value, json};
use std::ops::Range;

/// What texts are held against.
#[derive(Debug)]
pub struct Reviewer<'b> {
    /// The genre.
    pub genre: &'b Genre,
    edition: Option<&'b Edition>,
    facts: Option<&'b Facts>,
    settings: IndexMap<String, RuleSettings>,
    lists: Lists,
    project: Project,
    detector: Detector,
}

/// A text that was read.
#[derive(Debug)]
pub struct Reviewed<'b> {
    /// What the user calls it.
    pub name: String,
    /// The edition that it follows, as far as that is known.
    pub edition: Option<&'b Edition>,
    /// The text in which places are counted.
    pub source: Source,
    /// What a line of it is to the user; nothing where it is a draft, whose places are addresses.
    pub places: Option<Places>,
    /// How the file is written, where it is nothing but text.
    pub written: Option<(Encoding, bool)>,
    /// What was not read, or not as it stands.
    pub notes: Vec<Message>,
    /// The text as sections.
    pub document: Document,
    /// What the rules say of it.
    pub findings: Vec<Finding>,
    /// The facts of the draft that its file carries.
    own_facts: Option<Facts>,
    shingles: Shingles,
    line_starts: Vec<usize>,
    /// How many characters stand before every [`STEP`] bytes of the source.
    characters: Vec<usize>,
    /// The sections' positions by their addresses.
    sections: IndexMap<String, usize>,
}

/// Columns are counted on from the last of so many bytes, so that places in a long line take no time by its length.
const STEP: usize = 1_024;

/// How much of the shorter text another must hold to be worth comparing word by word.
const ALIKE: f64 = 0.02;

impl<'b> Reviewer<'b> {
    /// Makes ready to hold texts against a genre; the error says which of the names is unknown.
    pub fn new(
        bank: &'b Bank,
        facts: Option<&'b Facts>,
        project: Project,
        request: &Request,
    ) -> Result<Self, (Message, Message)> {
        let genre_id = request
            .genre
            .as_ref()
            .or_else(|| facts?.genre.as_ref())
            .or(project.genre.as_ref());
        let known = || Message::KnownAre {
            known: bank.genres.keys().cloned().collect(),
        };
        let genre = match genre_id {
            Some(genre) => bank.genres.get(genre).ok_or_else(|| {
                let genre = genre.clone();
                (Message::UnknownGenre { genre }, known())
            })?,
            None => bank
                .genres
                .values()
                .next()
                .ok_or_else(|| (Message::NoGenreFits, known()))?,
        };
        let edition_id = request
            .edition
            .as_ref()
            .or_else(|| facts?.edition.as_ref())
            .or(project.edition.as_ref());
        let edition = match edition_id {
            None => None,
            Some(edition) => Some(genre.editions.get(edition).ok_or_else(|| {
                let known = genre.editions.keys().cloned().collect();
                let edition = edition.clone();
                (
                    Message::UnknownEdition { edition },
                    Message::NameAnEdition { known },
                )
            })?),
        };
        Ok(Self {
            genre,
            edition,
            facts,
            settings: project.settings(&genre.definition.rules),
            lists: Lists::default(),
            detector: Detector::of(genre, &project.gazetteer),
            project,
        })
    }

    /// Reads a text: its sections, and the details in them. A file that carries its draft is held against that draft's facts, unless
    /// others were given.
    pub fn read(
        &self,
        name: &str,
        paragraphs: Paragraphs,
        carried: Option<&Opened>,
    ) -> Reviewed<'b> {
        let carried = carried
            .map(|opened| &opened.draft)
            .filter(|draft| draft.plan.genre == self.genre.definition.id);
        let edition = self
            .edition
            .or_else(|| self.genre.editions.get(&carried?.plan.edition));
        let (mut document, edition) = parse(&paragraphs.blocks, self.genre, edition);
        let year = edition.map_or(0, |edition| edition.year);
        let own_facts = carried.map(|draft| draft.facts.clone());
        let facts = self.facts.or(own_facts.as_ref());
        let backing = facts.map(|facts| Backing::new(self.genre, edition, facts, year));
        document.find_details(&self.detector, backing.as_ref());
        let source = Source {
            name: name.to_owned(),
            text: paragraphs.text,
            had_bom: false,
        };
        Reviewed {
            places: Some(paragraphs.places),
            written: paragraphs.written,
            notes: paragraphs.notes,
            own_facts,
            ..Reviewed::new(document, edition, source)
        }
    }

    /// Takes a saved draft, whose text is what it gives.
    pub fn open(
        &self,
        bank: &'b Bank,
        source: Source,
        opened: &Opened,
    ) -> Result<Reviewed<'b>, (Message, Message)> {
        let (workspace, _) = Workspace::open(bank, opened)?;
        let edition = self.genre.editions.get(&workspace.edition.id);
        Ok(Reviewed::new(workspace.document, edition, source))
    }

    /// Holds a text against the rules; `others` are texts from which it may have been copied.
    pub fn check(&self, text: &Reviewed<'b>, others: &[Other<'_>]) -> Vec<Finding> {
        let mut findings = check(&Text {
            document: &text.document,
            genre: self.genre,
            edition: text.edition,
            facts: self.facts.or(text.own_facts.as_ref()),
            length: None,
            settings: &self.settings,
            lists: &self.lists,
            others,
        });
        locate(&mut findings, &text.document);
        let is_text = text.places.is_some();
        suppress(
            findings,
            &text.document,
            if is_text { &text.source.text } else { "" },
            &text.name,
            &self.project.allow,
        )
    }

    /// The texts that share wording with one of a set, the most alike first.
    pub fn others<'t>(
        &self,
        at: usize,
        texts: &'t [Reviewed<'b>],
        pairs: &[Pair],
    ) -> Vec<Other<'t>> {
        let mut others: Vec<Other<'t>> = pairs
            .iter()
            .filter(|pair| pair.likeness.containment >= ALIKE)
            .filter_map(|pair| {
                let other = match (pair.first == at, pair.second == at) {
                    (true, false) => pair.second,
                    (false, true) => pair.first,
                    _ => return None,
                };
                let text = texts.get(other)?;
                Some(Other {
                    name: &text.name,
                    document: &text.document,
                    containment: pair.likeness.containment,
                })
            })
            .collect();
        others.sort_by(|left, right| right.containment.total_cmp(&left.containment));
        others
    }

    /// The rules at work of which the levels leave no section of any text to look at.
    pub fn idle_rules(&self, texts: &[Reviewed<'_>]) -> Vec<&'static str> {
        let mut roles: Vec<Role> = texts
            .iter()
            .flat_map(|text| &text.document.sections)
            .map(|section| section.role)
            .collect();
        roles.sort_unstable();
        roles.dedup();
        let is_idle = |settings: &RuleSettings| {
            let mut levels = settings.roles.values();
            let is_at_work = settings.level.is_some() || levels.any(Option::is_some);
            is_at_work && roles.iter().all(|role| settings.severity(*role).is_none())
        };
        crate::check::RULES
            .iter()
            .filter(|rule| self.settings.get(rule.id).is_some_and(is_idle))
            .map(|rule| rule.id)
            .collect()
    }
}

impl<'b> Reviewed<'b> {
    fn new(document: Document, edition: Option<&'b Edition>, source: Source) -> Self {
        let mut shingles = Shingles::default();
        for stretch in document.own_wording() {
            shingles.add(stretch);
        }
        let ends = source.text.match_indices('\n').map(|(at, _)| at + 1);
        let line_starts = std::iter::once(0).chain(ends).collect();
        let begins = |byte: &&u8| (**byte & 0xC0) != 0x80;
        let mut count = 0;
        let mut characters = vec![0];
        for step in source.text.as_bytes().chunks(STEP) {
            count += step.iter().filter(begins).count();
            characters.push(count);
        }
        let sections = document
            .sections
            .iter()
            .enumerate()
            .map(|(place, section)| (section.address(), place))
            .collect();
        Self {
            name: source.name.clone(),
            edition,
            source,
            places: None,
            written: None,
            notes: Vec::new(),
            document,
            findings: Vec::new(),
            own_facts: None,
            shingles,
            line_starts,
            characters,
            sections,
        }
    }

    /// Where a finding stands in the source: its words, or the head of its section; nowhere for the whole text.
    pub fn range_of(&self, finding: &Finding) -> Option<Range<usize>> {
        self.places?;
        if finding.source.is_some() {
            return finding.source.clone();
        }
        if finding.section.is_empty() {
            return None;
        }
        head_of(self.section_of(finding)?)
    }

    fn section_of(&self, finding: &Finding) -> Option<&Section> {
        let place = self.sections.get(&finding.section)?;
        self.document.sections.get(*place)
    }

    /// The line and column of a place, both from 1.
    pub fn position(&self, offset: usize) -> Position {
        let offset = self.source.text.floor_char_boundary(offset);
        let line = self.line_starts.partition_point(|start| *start <= offset);
        let start = self.line_starts[line.saturating_sub(1)];
        Position {
            line,
            column: self.characters_before(offset) - self.characters_before(start) + 1,
        }
    }

    fn characters_before(&self, offset: usize) -> usize {
        let step = offset / STEP;
        let rest = &self.source.text.as_bytes()[step * STEP..offset];
        let begins = rest.iter().filter(|byte| (**byte & 0xC0) != 0x80);
        self.characters[step] + begins.count()
    }

    /// The bytes of the line in which an offset stands, without its end.
    pub fn line(&self, offset: usize) -> Range<usize> {
        let line = self.line_starts.partition_point(|start| *start <= offset);
        let start = self.line_starts[line.saturating_sub(1)];
        let end = self.line_starts.get(line).copied();
        start..end.map_or(self.source.text.len(), |end| end - 1)
    }

    /// The words that tell a finding again when lines have moved: its own, or its section's heading.
    pub fn words_of(&self, finding: &Finding) -> String {
        if !finding.text.is_empty() {
            return finding.text.clone();
        }
        self.section_of(finding)
            .and_then(|section| section.all().next())
            .map_or_else(String::new, |sentence| sentence.text.clone())
    }

    /// Every sure cure with the bytes of the source in whose place it comes, in order; of cures that overlap, the first is taken.
    pub fn fixes(&self) -> Vec<(Range<usize>, String)> {
        let mut fixes: Vec<(Range<usize>, String)> = self
            .findings
            .iter()
            .filter_map(|finding| Some((finding.source.clone()?, finding.fix.clone()?)))
            .collect();
        fixes.sort_by_key(|(range, _)| (range.start, range.end));
        let mut at = 0;
        fixes.retain(|(range, fix)| {
            let is_taken =
                range.start >= at && self.source.text.get(range.clone()) != Some(fix.as_str());
            if is_taken {
                at = range.end;
            }
            is_taken
        });
        fixes
    }

    /// The source with some cures in place.
    pub fn fixed(&self, fixes: &[(Range<usize>, String)]) -> String {
        let mut text = String::with_capacity(self.source.text.len());
        let mut at = 0;
        for (range, fix) in fixes {
            text.push_str(&self.source.text[at..range.start]);
            text.push_str(fix);
            at = range.end;
        }
        text.push_str(&self.source.text[at..]);
        text
    }

    /// Every finding as a comment on its words: what is wrong, what to do, and the rule. One that has no words stands on its
    /// section's head, one of the whole text on the first words.
    pub fn comments(&self, language: Language) -> Vec<Comment> {
        let source = &self.source.text;
        let start = source.len() - source.trim_start().len();
        let line = source[start..].lines().next().unwrap_or_default();
        let first = start..start + line.trim_end().len();
        let comment = |finding: &Finding| Comment {
            words: self.range_of(finding).unwrap_or_else(|| first.clone()),
            paragraphs: vec![
                finding.message.text(language),
                finding.help.text(language),
                format!("chengwen: {}", finding.rule),
            ],
        };
        self.findings.iter().map(comment).collect()
    }

    /// The text as `check --format json` shows it.
    pub fn json(&self, genre: &Genre, language: Language) -> Value {
        let gaps: Vec<Value> = self
            .document
            .sections
            .iter()
            .flat_map(|section| section.sentences().map(move |sentence| (section, sentence)))
            .filter_map(|(section, sentence)| {
                let wants = sentence.gap.as_ref()?;
                let address = section.address();
                let finding = self
                    .findings
                    .iter()
                    .find(|finding| finding.rule == "gap" && finding.section == address);
                let message = finding.map(|finding| finding.message.text(language));
                Some(json!({"section": address, "wants": wants, "message": message}))
            })
            .collect();
        let findings: Vec<Value> = self
            .findings
            .iter()
            .map(|finding| {
                let mut value = finding_json(finding, language);
                value["place"] = self.place_json(finding);
                value
            })
            .collect();
        json!({
            "path": self.name,
            "title": self.document.title,
            "seed": null,
            "genre": genre.definition.id,
            "edition": self.edition.map(|edition| &edition.id),
            "sections": sections_json(&self.document),
            "gaps": gaps,
            "findings": findings,
        })
    }

    fn place_json(&self, finding: &Finding) -> Value {
        let Some(range) = self.range_of(finding) else {
            return Value::Null;
        };
        let (start, end) = (self.position(range.start), self.position(range.end));
        match self.places {
            None => Value::Null,
            Some(Places::Lines) => json!({
                "line": start.line,
                "column": start.column,
                "end_line": end.line,
                "end_column": end.column,
            }),
            Some(Places::Paragraphs) => json!({
                "paragraph": start.line,
                "column": start.column,
                "end_paragraph": end.line,
                "end_column": end.column,
            }),
        }
    }
}

/// How alike the first `given` texts are to each other and to the rest, found by way of the shingles that stand in several.
pub fn alike(texts: &[Reviewed<'_>], given: usize) -> Vec<Pair> {
    let mut places: Vec<(u64, u32)> = Vec::new();
    for (text, number) in texts.iter().zip(0..) {
        places.extend(text.shingles.hashes().map(|hash| (hash, number)));
    }
    places.sort_unstable();
    let mut shared: IndexMap<(u32, u32), usize> = IndexMap::new();
    for group in places.chunk_by(|left, right| left.0 == right.0) {
        for (at, (_, second)) in group.iter().enumerate() {
            let given = group[..at]
                .iter()
                .take_while(|(_, first)| (*first as usize) < given);
            for (_, first) in given {
                *shared.entry((*first, *second)).or_default() += 1;
            }
        }
    }
    let mut pairs = Vec::new();
    for (second, later) in texts.iter().enumerate() {
        for (first, earlier) in texts[..second.min(given)].iter().enumerate() {
            let key = (number(first), number(second));
            let both = shared.get(&key).copied().unwrap_or(0);
            pairs.push(Pair {
                first,
                second,
                likeness: Likeness::of(earlier.shingles.len(), later.shingles.len(), both),
            });
        }
    }
    pairs
}

fn number(index: usize) -> u32 {
    u32::try_from(index).unwrap_or(u32::MAX)
}

/// A section's number and heading, or its first sentence.
fn head_of(section: &Section) -> Option<Range<usize>> {
    let first = section
        .all()
        .next()
        .and_then(|sentence| sentence.span.as_ref());
    match (&section.number_span, first) {
        (Some(number), Some(first)) if section.heading.is_some() => {
            Some(number.range.start..first.range.end)
        }
        (_, Some(first)) => Some(first.range.clone()),
        (Some(number), None) => Some(number.range.clone()),
        (None, None) => None,
    }
}

/// Finds the place of words that a rule has named without saying where they stand. Rules go through a section in order, so the words
/// are looked for behind those that were named last, and from the start only if they are not there.
fn locate(findings: &mut [Finding], document: &Document) {
    let sections: IndexMap<String, Vec<&Sentence>> = document
        .sections
        .iter()
        .map(|section| (section.address(), section.all().collect()))
        .collect();
    let mut reached: IndexMap<(&'static str, String), (usize, usize)> = IndexMap::new();
    for finding in findings {
        if finding.source.is_some() || finding.text.is_empty() {
            continue;
        }
        let Some(sentences) = sections.get(&finding.section) else {
            continue;
        };
        let key = (finding.rule, finding.section.clone());
        let from = reached.get(&key).copied().unwrap_or_default();
        let words = finding.text.as_str();
        let found = find(sentences, words, from);
        if let Some((number, at)) = found {
            reached.insert(key, (number, at + words.len()));
        }
        finding.source =
            found
                .or_else(|| find(sentences, words, (0, 0)))
                .and_then(|(number, at)| {
                    let span = sentences[number].span.as_ref()?;
                    Some(span.source(at..at + words.len()))
                });
    }
}

/// Words in some sentences from a place on: the position of the sentence and the byte in it.
fn find(sentences: &[&Sentence], words: &str, from: (usize, usize)) -> Option<(usize, usize)> {
    let mut start = from.1;
    for (number, sentence) in sentences.iter().enumerate().skip(from.0) {
        let rest = sentence.text.get(start..).unwrap_or("");
        if let Some(at) = rest.find(words) {
            return Some((number, start + at));
        }
        start = 0;
    }
    None
}
