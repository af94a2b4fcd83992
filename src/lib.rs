//! `chengwen` (成文, “to put into writing”) composes formulaic official texts from a curated phrase bank and the writer's own
//! facts, and keeps one rule above all: **every section holds at least one specific example, and every specific detail comes
//! from a fact that the writer supplied.** It never invents a fact; a missing one is a visible gap.
//!
//! # One idea
//!
//! ```text
//! draft = realize(bank, facts, plan)          a pure function: no IO, no clock, no randomness
//! ```
//!
//! The [`plan`] records every choice: which point shows a problem, which fact backs it, which variant words each slot and which
//! option each `[a|b]` takes. Selecting makes a plan; every later change is a change of the plan; the text is always derived from it.
//! So every sentence knows its formulation and its facts, and the same inputs and seed give the same bytes on every machine.
//!
//! # The way of the data
//!
//! ```text
//! facts.ron ──── fact::read ──▶ Facts ┐   (ledger.xlsx .xls .ods .csv ── sheet ─▶ fact::ledger ─▶ Facts)
//! phrasebank/ ── bank::read ──▶ Bank ─┼─ plan::select ─▶ Plan ─ document::realize ─▶ Document ─ render ─▶ txt md html docx json
//!    (embedded, a folder, overlays)   │      plan::edit ──┘ ▲                           └────── check ──▶ Findings
//! draft.ron ──── draft::read ─────────┘────────────────────┘
//! text.txt .md ─ document::parse ─▶ Document ─ detect ─▶ its details ─ check ─▶ Findings       (workspace::Reviewer)
//! ```
//!
//! # Layers
//!
//! A module may use those above it in this list, its own submodules, and nothing below; `tests/layers.rs` holds the list against
//! the paths in the code, and finds printing, file access, clocks and global randomness where they do not belong.
//!
//! | module | what it is | why it stands here |
//! |---|---|---|
//! | [`message`] | everything said to the user, in both languages | one compile-checked place for wording |
//! | [`source`] | a text that the user wrote, and places in it | a fault anywhere can name its line and column |
//! | [`diagnostic`] | severity, place, message, help | a fault is data; its looks belong to the command line |
//! | [`archive`] | zip archives from strangers, unpacked within limits | spreadsheets and Word files are such archives |
//! | [`sheet`] | spreadsheets and CSV as cells with their places | knows no facts |
//! | [`syntax`] | RON text as a tree with places, read on past errors | one reader for the bank and for facts |
//! | [`template`] | a variant's text as pieces | knows no facts |
//! | [`value`] | dates, counts, amounts, names: parse and surface form | a new value type touches this alone |
//! | [`condition`] | conditions and differences over values | so that no sentence claims more than its fact shows |
//! | [`bank`] | the phrase bank as data; reading and linting it | the last module that the build script compiles too |
//! | [`embedded`] | the bank that the build script packed | decoded topic by topic, when asked for |
//! | [`fact`] | the writer's facts; reading and linting them | needs the bank's kinds |
//! | [`wording`] | a variant set with a fact's values | the only place where templates become words |
//! | [`detect`] | specific details in any text, and the facts behind them | needs the bank's lexicon and facts; documents and rules use it |
//! | [`similarity`] | shingles, Jaccard and containment, shared passages | drafts of a set are kept apart by it |
//! | [`plan`] | all choices of a draft; selecting, assigning, the outline | knows no text but lengths and phrases |
//! | [`document`] | a text as sections and sentences; realizing a plan | composed and foreign texts meet here |
//! | [`draft`] | a plan saved with its facts, locks and history | the file that every later edit starts from |
//! | [`check`] | the rules and what they find | sees documents, never output |
//! | [`project`] | what a project sets over the genre: `chengwen.ron`, allowed findings, a baseline | names rules |
//! | [`render`] | documents as bytes | never sees a rule |
//! | [`workspace`] | bank, facts, plan, document and findings together | the façade for every front end |
//! | [`files`] | the only file reading and writing | atomic: the old file or the new one |
//! | [`studio`] | the local page: actions on a folder's drafts, HTML, HTTP | every action is a workspace edit; only `serve` opens a socket |
//! | [`cli`] | the only printing | |
//!
//! Everything above `files` is free of IO, clocks, globals and randomness: the seed is a parameter.
//! `check` and `render` never see each other.
//!
//! # Decisions worth knowing
//!
//! * *Syntax.* RON is parsed by the `ron` crate alone. Each level is read into raw slices of the text, whose addresses give the places;
//!   after a syntax error the broken item is blanked out (by indentation) and the text read again, so one report holds all faults.
//! * *Assigning* is a flow of least cost: source → fact → point → section → sink. A point has one unit, a fact has `reuse` units, and
//!   the first unit of a section that must hold an example is worth more than all else together. So if any assignment serves every section
//!   it is found, and if none does, as few sections as possible stay unserved; those become gaps. `tests/properties.rs` compares this with
//!   Hall's theorem over all sets of areas.
//! * *Randomness.* One `ChaCha8` stream per slot, seeded by XXH3 of the slot's name under the document's seed: a change in one place
//!   leaves the draws of all others alone. A drawn wording yields only where it would repeat a phrase already in the text.
//! * *Length.* Every problem is first planned in full; then effects and the points' own measures are left out in a drawn order until the
//!   text is as long as asked. If that does not reach, the number of problems changes and the plan is made again.
//! * *Editing.* A draft's file holds plan, facts, locks and history. An edit changes the plan and records what undoes it; slots
//!   that appear are worded, slots that go are dropped, all others stay. Undone steps wait in a file beside the draft, so that undoing
//!   gives the draft's own bytes back. Each sentence's text is saved too: under a later bank, what would read otherwise is kept as
//!   hand-written text.
//! * *The writer's hand.* A plan also holds sentences and headings that the writer has added, each anchored to the place before it by
//!   name, and marks those that were taken out. [`plan::arrange`] lays both over the outline, so that everything else knows one outline and the
//!   writer's sentences outlive every other edit. Where an anchor's section goes, what hangs on it goes too, and undo brings both back.
//! * *Adopting* matches sentences, not lines: equal ones by the shortest diff, those between two equal ones by a path of least cost, where a
//!   sentence is either gone and another new, or changed as far as its characters differ.
//! * *Keeping.* What is locked or by hand pins its problem, fact and root; those are taken out of the flow with the rewards that they have
//!   earned, and all else is composed around them as if they had been chosen first.
//! * *Sets.* Each draft of a set pays for what the earlier ones used: a point costs weight in the flow, a phrasing the share of its
//!   5-character shingles that stand in them. Prescribed text and the facts' words do not count.
//! * *The page* keeps nothing: each request reads the draft's file again, changes it under a hold and writes it back. An action that was
//!   asked of an older version is carried out only if the sentence at its address still reads as the page saw it. A change of facts is
//!   planned anew by `plan::refit`, which touches only what rests on them, and is a step of the history like any other. A form that is
//!   being filled in waits in a file beside the draft until it is kept or given up.
//! * *Word files* are reference documents that are filled: the program's own, made from the genre's layout, or a unit's template, of which
//!   only the text, missing styles and what the file says of itself change. Parts are pushed as text in the schema's order, with fixed times;
//!   libraries that model the whole format write less of what Chinese typesetting needs. The draft travels in a custom part.
//! * *Word files as drafts.* A Word file that carries its draft is changed with it: where paragraphs only read otherwise, the words that
//!   differ are replaced in their runs; where some come or go, the text is set anew into the file as its own template. Its words must be
//!   those of its draft, else adopting comes first. A text that is checked takes the facts of the draft that it carries.
//! * *Batches.* What a draft avoids depends on those before it, so choices are made one after the other, in the order of the files; words,
//!   findings and files follow on all processors. The seed has a default and each person's own is drawn from it and the file's name. Files
//!   that hold what they should are left alone and each is replaced as a whole, so a run that was cut off needs no record to be resumed.
//! * *Confidential facts* never leave [`fact`]: assigning sees the usable ones only, drafts are saved without them, and the excerpts of
//!   faults show them masked.
//! * *Ledgers.* A row becomes the record that a facts file would hold and is read by the same code, so both have the same rules and
//!   messages; only the places differ. The readers of spreadsheets are the project's own ([`sheet`] says why).
//! * *Truth.* A variant states a condition for whatever it claims beyond its fact (`when: "times <= 3"`), and is not offered where
//!   the condition or a slot's field fails. Derived fields (`missed = planned - attended`) are filled when facts are read, only if positive.
//! * *Reading.* Every kind of file becomes [`document::parse::Block`]s; one parser makes the tree. Numbers nest by their usual order (一、
//!   before （一） before 1. before ①), styles by level; a section's role comes from words that the genre lists under `reading`, its area
//!   from the editions' titles by near-equality, and the edition from the areas. A sentence keeps its bytes in the source, less the marks
//!   between, so that findings and fixes have places. Every step is linear in the text; what could nest without end is bounded.
//! * *Examples.* A kind's `evidence` lists the fields that make a sentence specific; JSON and the rule `no-example` both read the grade
//!   that [`wording::Mention`] carries.
//! * *Details.* [`detect`] knows the grammar of numerals, dates and names, and takes every word from the bank's lexicon; it has no dictionary
//!   and no model. It cuts a sentence by the longest known word from the left, and what no list knows between known words may be a name.
//!   Every look around a place is bounded, so that the time is linear. What it finds in foreign text has the same shape and the same
//!   grades as what a template renders, so that one set of rules serves both.
//! * *Dates.* In foreign text a day, month, quarter or half-year is `hard` and a year alone is nothing, nor is a line that holds but a date; whether
//!   a date counts in composed text is said by its kind's `evidence`. Personal matters that a writer declares are no example of anything.
//! * *Backing.* With facts at hand a detail is backed by the fact whose value it repeats in any form, abridges (柳河镇), dates less precisely
//!   (6月) or puts in other numerals (两次); set words of edition, terms and author are backed by themselves. What is specific to one who
//!   does not know the facts is no less so to one who does.
//! * *Word lists* of all rules are looked up in one pass, by the first two characters of a word in a bitmap: it is made ready without a
//!   cost that composing would feel, and passes over text that opens no word quickly; `benches/rules.rs` measures both.
//! * *Foreign texts* go through the same rules. Where a rule needs provenance, it falls back on what the words show, and warns at most.
//!
//! # Glossary
//!
//! | term | meaning |
//! |---|---|
//! | genre, edition | a kind of text with outline, fact kinds and rules; one year's list of areas within it |
//! | area, topic, point | a prescribed heading; a subject of the bank; one problem within a topic |
//! | move | the job of a sentence within a point: claim, symptom, example, thought, effect, cause, measure |
//! | formulation, variant | a slot's content in the bank; one phrasing of it |
//! | slot | in a template, a typed hole filled from a field; in a plan, a place for a sentence |
//! | fact, fact kind | a typed record supplied by the writer; kinds are declared in the genre's RON |
//! | mention | a range of a sentence that renders a fact's field |
//! | example, grade | a mention that makes a sentence specific: `hard`, `scenario` or `none` |
//! | gap | a visible place where a fact is missing |
//! | document, section, sentence | the text as a tree; sentences carry their origin |
//! | rule, finding, diagnostic | a check; what it found in a text; what is wrong with an input |
//! | renderer | document → bytes |
//!
//! # To add …
//!
//! * *a genre, an edition, a topic, a fact kind, a root*: RON under `phrasebank/` only; see `phrasebank/README.md`.
//! * *a rule*: its file under `src/check/` with its explanation, and two lines in `check.rs` (`mod`, [`check::RULES`]); its level,
//!   numbers and words in the genres' `rules`; firing and silent cases under `tests/rules/`, as sections or as plain text. A rule goes
//!   over the survey, in which the text's lines lie in one list with the words of all lists found in one pass, and reports words at
//!   their spot, with a `fix` where the replacement is certain.
//! * *a renderer*: its file under `src/render/` and two lines in `render.rs` (`mod`, [`render::RENDERERS`]).
//! * *a value type*: a variant of [`value::ValueType`] and [`value::Value`]; the compiler names the arms to fill in, all in `value.rs`.
//! * *an action of the page*: an arm of `studio::action::Action`, an edit of the workspace with a test in `tests/studio.rs`, and a `data-do`
//!   in the view.
//! * *a kind of file to check*: a line of [`document::parse::READERS`] with its endings and a function from bytes to paragraphs.
//! * *a message*: a line in `message.rs`, in both languages, or it does not compile.

pub mod archive;
pub mod bank;
pub mod check;
pub mod cli;
pub mod condition;
pub mod detect;
pub mod diagnostic;
pub mod document;
pub mod draft;
pub mod embedded;
pub mod fact;
pub mod files;
pub mod message;
pub mod plan;
pub mod project;
pub mod render;
pub mod sheet;
pub mod similarity;
pub mod source;
#[cfg(feature = "studio")]
pub mod studio;
pub mod syntax;
pub mod template;
pub mod value;
pub mod wording;
pub mod workspace;
