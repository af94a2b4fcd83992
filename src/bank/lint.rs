//! Lints a bank: what an author of formulations should mend.

use super::merge::place_at;
use super::{
    Bank, ExampleMove, Formulation, FormulationId, Genre, PointPart, Site, Slots, Variant,
};
use crate::diagnostic::{Diagnostic, Place, Severity};
use crate::message::{Language, Message};
use crate::source::Source;
use crate::value::ValueType;
use indexmap::{IndexMap, IndexSet};

/// From this likeness of 5-character shingles on, two variants are near duplicates.
const NEAR_DUPLICATE_PERCENT: usize = 40;
const SHINGLE: usize = 5;
/// A run of the bank's own wording that two variants of one formulation must not share.
const SHARED_RUN: usize = 8;
/// A run that no two formulations of the bank should share.
const SHARED_ACROSS: usize = 10;
const MOST_SAME_OPENERS: usize = 6;
const LONGEST: usize = 75;
const LEAST_KINDS: usize = 3;
const LEAST_UNCONDITIONAL: usize = 2;

/// Lints every genre. `sources` are the bank's files by name where they are at hand.
pub fn lint(bank: &Bank, sources: &[Source]) -> Vec<Diagnostic> {
    let mut linter = Linter {
        sources,
        diagnostics: Vec::new(),
    };
    for genre in bank.genres.values() {
        linter.genre(genre);
    }
    linter.diagnostics
}

struct Linter<'s> {
    sources: &'s [Source],
    diagnostics: Vec<Diagnostic>,
}

impl Linter<'_> {
    fn genre(&mut self, genre: &Genre) {
        let sites = genre.sites();
        for site in &sites {
            self.amounts(site);
            self.likeness(site);
            self.evidence(site);
            for variant in &site.formulation.variants {
                self.variant(genre, site, variant);
            }
        }
        self.openers(genre, &sites);
        self.runs_across(&sites);
        self.connections(genre);
    }

    fn warn(
        &mut self,
        site: &Site<'_>,
        variant: Option<&Variant>,
        message: Message,
        help: Message,
    ) {
        self.report(Severity::Warning, site, variant, message, help);
    }

    fn report(
        &mut self,
        severity: Severity,
        site: &Site<'_>,
        variant: Option<&Variant>,
        message: Message,
        help: Message,
    ) {
        let variant = variant.or(site.formulation.variants.first());
        let place = match variant {
            Some(variant) => place_at(
                self.sources,
                &site.file,
                variant.offset as usize,
                variant.template.text.len() + 2,
            ),
            None => Place::Named(site.file.clone()),
        };
        self.diagnostics.push(Diagnostic {
            severity,
            place,
            message,
            help: Some(help),
        });
    }

    fn amounts(&mut self, site: &Site<'_>) {
        let found = site.formulation.variants.len();
        let formulation = site.id.to_string();
        if found < site.least {
            let message = Message::TooFewVariants {
                formulation,
                found,
                least: site.least,
            };
            self.report(
                Severity::Error,
                site,
                None,
                message,
                Message::WriteMoreVariants,
            );
        }
    }

    fn likeness(&mut self, site: &Site<'_>) {
        let variants = &site.formulation.variants;
        let wordings: Vec<Vec<char>> = variants.iter().map(own_wording).collect();
        for (later, variant) in variants.iter().enumerate() {
            for (earlier, other) in variants[..later].iter().enumerate() {
                // Variants that no fact is offered together may be alike.
                if variant.when.is_some() && other.when.is_some() && variant.when != other.when {
                    continue;
                }
                let formulation = site.id.to_string();
                let percent = likeness(&wordings[earlier], &wordings[later]);
                if percent >= NEAR_DUPLICATE_PERCENT {
                    let message = Message::NearDuplicate {
                        formulation,
                        percent,
                    };
                    self.warn(site, Some(variant), message, Message::ChangeTheBuild);
                } else if let Some(run) =
                    shared_run(&wordings[earlier], &wordings[later], SHARED_RUN)
                {
                    let message = Message::SharedRun { formulation, run };
                    self.warn(site, Some(variant), message, Message::ChangeTheBuild);
                }
            }
        }
    }

    /// Every example can tell any legal fact, and tells something that is evidence.
    fn evidence(&mut self, site: &Site<'_>) {
        let (FormulationId::Point { part, .. }, Slots::Fields(kind)) = (&site.id, site.slots)
        else {
            return;
        };
        let PointPart::Example { move_, .. } = part else {
            return;
        };
        let unconditional = site
            .formulation
            .variants
            .iter()
            .filter(|variant| {
                variant.when.is_none()
                    && variant
                        .template
                        .required()
                        .iter()
                        .all(|field| kind.always_has(field))
            })
            .count();
        if unconditional < LEAST_UNCONDITIONAL {
            let message = Message::FewUnconditional {
                formulation: site.id.to_string(),
                found: unconditional,
            };
            self.report(
                Severity::Error,
                site,
                None,
                message,
                Message::AddUnconditional,
            );
        }
        let is_date = |field: &str| {
            kind.fields.get(field).is_some_and(|field| {
                matches!(field.value_type, ValueType::Date | ValueType::DateOrPeriod)
            })
        };
        for variant in &site.formulation.variants {
            let tells = variant.template.required().into_iter().any(|field| {
                kind.evidence.iter().any(|evidence| evidence == field)
                    && (*move_ != ExampleMove::Problem || !is_date(field))
            });
            if !tells {
                let message = Message::VagueExample {
                    formulation: site.id.to_string(),
                };
                let help = Message::UseEvidence {
                    fields: kind.evidence.clone(),
                };
                self.report(Severity::Error, site, Some(variant), message, help);
            }
        }
    }

    fn variant(&mut self, genre: &Genre, site: &Site<'_>, variant: &Variant) {
        let formulation = || site.id.to_string();
        let text = &variant.template.text;
        if text.contains(['。', '！', '？', '；']) {
            let message = Message::TwoStatements {
                formulation: formulation(),
            };
            self.report(
                Severity::Error,
                site,
                Some(variant),
                message,
                Message::OneStatementEach,
            );
        }
        for found in bad_punctuation(text, genre.definition.language) {
            let message = Message::BadPunctuation {
                formulation: formulation(),
                found,
            };
            self.warn(site, Some(variant), message, Message::MendPunctuation);
        }
        for term in &genre.terms {
            for slip in term
                .slips
                .iter()
                .filter(|slip| text.contains(slip.as_str()))
            {
                let message = Message::TermSlip {
                    slip: slip.clone(),
                    term: term.wording.clone(),
                };
                self.warn(site, Some(variant), message, Message::AvoidTheWord);
            }
        }
        for (word, severity) in forbidden(genre, text) {
            let message = Message::BankWord {
                formulation: formulation(),
                word,
            };
            self.report(
                severity,
                site,
                Some(variant),
                message,
                Message::AvoidTheWord,
            );
        }
        let lists = genre
            .definition
            .rules
            .get("bank-lint")
            .map(|rule| &rule.words);
        let list = |name: &str| -> &[String] {
            lists
                .and_then(|lists| lists.get(name))
                .map_or(&[], Vec::as_slice)
        };
        if let Some(found) = invented(text, list("units"), list("fixed")) {
            let message = Message::InventedDetail {
                formulation: formulation(),
                found,
            };
            self.warn(site, Some(variant), message, Message::LeaveItToTheFact);
        }
        let length = own_wording(variant).len();
        if length > LONGEST {
            let message = Message::LongVariant {
                formulation: formulation(),
                length,
            };
            self.warn(site, Some(variant), message, Message::ShortenIt);
        }
    }

    fn openers(&mut self, genre: &Genre, sites: &[Site<'_>]) {
        let mut openers: IndexMap<(&str, String), usize> = IndexMap::new();
        for site in sites {
            let FormulationId::Point { topic, .. } = &site.id else {
                continue;
            };
            for variant in &site.formulation.variants {
                let text = &variant.template.text;
                let opener: String = text.chars().take(2).collect();
                if !opener.contains(['[', '{', '(']) {
                    *openers.entry((topic, opener)).or_default() += 1;
                }
            }
        }
        for ((topic, opener), variants) in openers {
            if variants > MOST_SAME_OPENERS {
                let place = Place::Named(format!("{}/topics/{topic}.ron", genre.definition.id));
                let message = Message::CommonOpener {
                    opener,
                    variants,
                    topic: topic.to_owned(),
                };
                self.diagnostics
                    .push(Diagnostic::warning(place, message).help(Message::OpenOtherwise));
            }
        }
    }

    /// A long run of wording that stands in two formulations would be heard twice in one text.
    fn runs_across(&mut self, sites: &[Site<'_>]) {
        let mut seen: IndexMap<Vec<char>, usize> = IndexMap::new();
        for (index, site) in sites.iter().enumerate() {
            for variant in &site.formulation.variants {
                let wording = own_wording(variant);
                let mut shared: Option<(Vec<char>, usize)> = None;
                for window in wording.windows(SHARED_ACROSS) {
                    if window.contains(&'\0') {
                        continue;
                    }
                    let first = *seen.entry(window.to_vec()).or_insert(index);
                    if first != index && shared.is_none() {
                        shared = Some((window.to_vec(), first));
                    }
                }
                if let Some((run, first)) = shared {
                    let message = Message::RunSharedAcross {
                        run: run.into_iter().collect(),
                        other: sites[first].id.to_string(),
                    };
                    self.warn(site, Some(variant), message, Message::ChangeTheBuild);
                }
            }
        }
    }

    fn connections(&mut self, genre: &Genre) {
        let id = &genre.definition.id;
        let points = || {
            genre
                .topics
                .values()
                .flat_map(|topic| topic.get().points.values())
        };
        for point in points() {
            if point.example.len() < LEAST_KINDS {
                let place = place_at(self.sources, &point.file, point.offset as usize, 5);
                let message = Message::TooFewKinds {
                    point: point.id.clone(),
                    found: point.example.len(),
                };
                self.diagnostics
                    .push(Diagnostic::error(place, message).help(Message::WriteMoreVariants));
            }
        }
        let fed: IndexSet<&str> = points().map(|point| point.root.as_str()).collect();
        for root in genre
            .roots
            .keys()
            .filter(|root| !fed.contains(root.as_str()))
        {
            let place = Place::Named(format!("{id}/roots.ron"));
            let message = Message::UnfedRoot { root: root.clone() };
            self.diagnostics
                .push(Diagnostic::warning(place, message).help(Message::RemoveOrUse));
        }
        let used: IndexSet<&String> = genre
            .editions
            .values()
            .flat_map(|edition| &edition.areas)
            .flat_map(|area| &area.topics)
            .collect();
        for topic in genre.topics.keys().filter(|topic| !used.contains(topic)) {
            let place = Place::Named(format!("{id}/topics/{topic}.ron"));
            let message = Message::UnusedTopic {
                topic: topic.clone(),
            };
            self.diagnostics
                .push(Diagnostic::warning(place, message).help(Message::RemoveOrUse));
        }
    }
}

/// Numbers that `bank stats` shows.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Stats {
    /// Topics.
    pub topics: usize,
    /// Points.
    pub points: usize,
    /// Formulations of parts, roots and points.
    pub formulations: usize,
    /// Variants.
    pub variants: usize,
    /// Different texts, inline alternatives counted, facts not.
    pub phrasings: usize,
    /// Characters of the variants as written.
    pub characters: usize,
}

/// Counts a genre's content.
pub fn stats(genre: &Genre) -> Stats {
    let sites = genre.sites();
    let variants = || sites.iter().flat_map(|site| &site.formulation.variants);
    Stats {
        topics: genre.topics.len(),
        points: genre
            .topics
            .values()
            .map(|topic| topic.get().points.len())
            .sum(),
        formulations: sites.len(),
        variants: variants().count(),
        phrasings: sites.iter().map(|site| phrasings(site.formulation)).sum(),
        characters: variants()
            .map(|variant| variant.template.text.chars().count())
            .sum(),
    }
}

fn phrasings(formulation: &Formulation) -> usize {
    formulation
        .variants
        .iter()
        .map(|variant| variant.template.phrasings())
        .sum()
}

/// A variant's characters without punctuation, all options of `[…]` in their order, NUL for a slot.
fn own_wording(variant: &Variant) -> Vec<char> {
    variant
        .template
        .wording(&[])
        .chars()
        .filter(|character| character.is_alphanumeric() || *character == '\0')
        .collect()
}

fn likeness(left: &[char], right: &[char]) -> usize {
    let shingles = |text: &[char]| -> IndexSet<Vec<char>> {
        text.windows(SHINGLE).map(<[char]>::to_vec).collect()
    };
    let (left, right) = (shingles(left), shingles(right));
    let shared = left.intersection(&right).count();
    let all = left.len() + right.len() - shared;
    (shared * 100).checked_div(all).unwrap_or(0)
}

fn shared_run(left: &[char], right: &[char], length: usize) -> Option<String> {
    left.windows(length)
        .find(|run| !run.contains(&'\0') && right.windows(length).any(|other| other == *run))
        .map(|run| run.iter().collect())
}

/// Half-width marks beside Chinese characters, doubled marks, unpaired quotation marks, a final mark.
fn bad_punctuation(text: &str, language: Language) -> Vec<String> {
    const MARKS: [char; 6] = ['，', '、', '；', '：', '。', '…'];
    let is_han = |character: char| {
        language == Language::Chinese && ('\u{4e00}'..='\u{9fff}').contains(&character)
    };
    let mut found = Vec::new();
    let plain = without_syntax(text);
    let characters: Vec<char> = plain.chars().collect();
    for pair in characters.windows(2) {
        if MARKS.contains(&pair[0]) && MARKS.contains(&pair[1]) {
            found.push(pair.iter().collect());
        }
        if is_han(pair[0]) && matches!(pair[1], ',' | ';' | ':' | '?' | '!' | '.') {
            found.push(pair[1].to_string());
        }
    }
    if plain.matches('“').count() != plain.matches('”').count() {
        found.push("“”".to_owned());
    }
    if plain.ends_with(MARKS) || plain.starts_with(MARKS) {
        found.push(plain.chars().last().unwrap_or('，').to_string());
    }
    if plain.contains("”、“") {
        found.push("”、“".to_owned());
    }
    found
}

/// The text with a word for every slot and a dot for every bracket of the syntax.
fn without_syntax(text: &str) -> String {
    let mut plain = String::new();
    let mut rest = text;
    while let Some(character) = rest.chars().next() {
        rest = &rest[character.len_utf8()..];
        match character {
            '{' => {
                plain.push('甲');
                rest = rest.split_once('}').map_or("", |(_, after)| after);
            }
            '(' if rest.starts_with('?') => {
                plain.push('·');
                rest = rest.split_once(':').map_or("", |(_, after)| after);
            }
            '[' | ']' | '|' | ')' => plain.push('·'),
            _ => plain.push(character),
        }
    }
    plain
}

/// Words that would break a rule in the composed text.
fn forbidden(genre: &Genre, text: &str) -> Vec<(String, Severity)> {
    let mut found = Vec::new();
    for (rule, list, severity) in [
        ("blame-shift", "others", Severity::Error),
        ("placeholder", "marks", Severity::Error),
        ("praise-first", "praise", Severity::Warning),
        ("bank-lint", "words", Severity::Warning),
    ] {
        let words = genre
            .definition
            .rules
            .get(rule)
            .and_then(|settings| settings.words.get(list));
        for word in words.into_iter().flatten() {
            if text.contains(word.as_str()) {
                found.push((word.clone(), severity));
            }
        }
    }
    if ["XX", "xx", "××", "__", "○○"]
        .iter()
        .any(|mark| text.contains(mark))
    {
        found.push(("XX".to_owned(), Severity::Error));
    }
    found
}

/// A numeral with a unit that no slot supplies; `fixed` words hold numerals and are none.
fn invented(text: &str, units: &[String], fixed: &[String]) -> Option<String> {
    let is_numeral = |character: char| {
        character.is_ascii_digit() || "一二两三四五六七八九十百千万几半数".contains(character)
    };
    let mut plain = text.to_owned();
    for word in fixed {
        plain = plain.replace(word.as_str(), "·");
    }
    plain.char_indices().find_map(|(at, character)| {
        if !is_numeral(character) {
            return None;
        }
        let rest = &plain[at + character.len_utf8()..];
        units
            .iter()
            .find(|unit| rest.starts_with(unit.as_str()))
            .map(|unit| format!("{character}{unit}"))
    })
}
