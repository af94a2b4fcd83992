//! Lints a bank: what an author of formulations should mend.

use super::merge::place_at;
use super::prose::{bad_punctuation, forbidden, invented, likeness, own_wording, shared_run};
use super::{Bank, ExampleMove, FormulationId, Genre, PointPart, Site, Slots, Variant};
use crate::diagnostic::{Diagnostic, Place, Severity};
use crate::message::Message;
use crate::source::Source;
use crate::value::ValueType;
use indexmap::{IndexMap, IndexSet};

/// From this likeness of 5-character shingles on, two variants are near duplicates.
const NEAR_DUPLICATE_PERCENT: usize = 40;
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
