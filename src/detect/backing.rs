//! Which fact stands behind a detail, however the writer has put it: 两次 for 2次, 柳河镇 for 临江县柳河镇青石村, 6月 for 2021-06-22.

use crate::bank::{Edition, Genre};
use crate::fact::Facts;
use crate::template::Form;
use crate::value::{Amount, Date, Pairs, Value};
use crate::wording::mentions_in;
use crate::wording::{Grade, Mention};
use std::ops::Range;

/// What a writer's text may say: the facts, and the set words of genre, edition and author.
#[derive(Debug)]
pub struct Backing<'f> {
    genre: &'f Genre,
    facts: &'f Facts,
    year: i16,
    /// Every form of every value with its pairs, and the fact's id.
    surfaces: Vec<(String, Pairs, &'f str)>,
    set_words: Vec<(&'f str, Pairs)>,
}

impl<'f> Backing<'f> {
    /// The facts of a text of a genre about `year`, with the edition that it follows, where one is known.
    pub fn new(
        genre: &'f Genre,
        edition: Option<&'f Edition>,
        facts: &'f Facts,
        year: i16,
    ) -> Self {
        let language = genre.definition.language;
        let forms = [Form::Default, Form::Short, Form::Han, Form::By];
        let surfaces = facts
            .usable()
            .flat_map(|(id, fact)| fact.values.values().map(move |value| (id, value)))
            .flat_map(|(id, value)| forms.map(|form| (value.surface(form, language, year), id)))
            .map(|(surface, id)| {
                let pairs = Pairs::of(&surface);
                (surface, pairs, id)
            })
            .collect();
        let author = &facts.author;
        let mut set_words: Vec<&str> = vec![&author.name, &author.post, &author.unit];
        set_words.extend(genre.terms.iter().map(|term| term.wording.as_str()));
        if let Some(edition) = edition {
            set_words.push(&edition.title);
            set_words.extend(edition.words.values().map(String::as_str));
            set_words.extend(edition.areas.iter().map(|area| area.title.as_str()));
        }
        Self {
            genre,
            facts,
            year,
            surfaces,
            set_words: set_words
                .into_iter()
                .map(|set| (set, Pairs::of(set)))
                .collect(),
        }
    }

    /// Where the facts' values stand in a sentence, word for word.
    pub(super) fn told(&self, text: &str) -> Vec<Mention> {
        mentions_in(text, self.genre, self.facts, self.year)
    }

    /// Names the fact behind a detail, and takes the grade of an example from set words.
    pub(super) fn back(&self, detail: &mut Mention, text: &str) {
        let words = &text[detail.range.clone()];
        detail.fact = self.fact_of(detail, words).map(str::to_owned);
        let is_set = self
            .set_words
            .iter()
            .any(|(set, pairs)| !set.is_empty() && pairs.may_hold(words) && set.contains(words));
        if detail.fact.is_none() && is_set {
            detail.grade = Grade::None;
        }
    }

    fn fact_of(&self, detail: &Mention, words: &str) -> Option<&'f str> {
        let in_words = || {
            let surface = self
                .surfaces
                .iter()
                .find(|(surface, pairs, _)| pairs.may_hold(words) && stands_in(surface, words));
            surface.map(|(_, _, id)| *id)
        };
        match detail.kind.as_str() {
            "date" => in_words().or_else(|| self.dated(words)),
            "count" | "amount" | "percentage" => in_words().or_else(|| self.counted(words)),
            "person" => in_words().or_else(|| self.named(words)),
            _ => in_words(),
        }
    }

    /// A fact whose date lies within the days that some words name.
    fn dated(&self, words: &str) -> Option<&'f str> {
        let (start, end) = days(words, self.year)?;
        self.values().find_map(|(id, value)| {
            let (first, last) = match value {
                Value::Date(date) => (date.first_day(), date.last_day()),
                Value::Period(period) => (period.start.first_day(), period.end.last_day()),
                _ => return None,
            };
            // Both ends of a period may be named by themselves.
            let holds = |day: i32| (start..=end).contains(&day);
            (holds(first) && (holds(last) || matches!(value, Value::Period(_)))
                || matches!(value, Value::Period(_)) && holds(last))
            .then_some(id)
        })
    }

    /// A fact with the same number and unit.
    fn counted(&self, words: &str) -> Option<&'f str> {
        let amount = Amount::read(words)?;
        self.values().find_map(|(id, value)| {
            let unit = match value {
                Value::Count(_, unit) => unit.as_str(),
                Value::Amount(amount) => amount.unit.as_str(),
                _ => return None,
            };
            let is_equal = value.number().is_some_and(|number| {
                (number - amount.number).abs() < 1e-9 * number.abs().max(1.0)
            });
            let is_unit = amount.unit.ends_with(unit) || unit.ends_with(amount.unit.as_str());
            (is_equal && is_unit).then_some(id)
        })
    }

    /// A fact about a person of the same surname, for 老葛 and 葛大娘.
    fn named(&self, words: &str) -> Option<&'f str> {
        let surname = words.trim_start_matches(['老', '小']).chars().next()?;
        let is_short = words.starts_with(['老', '小']) || words.contains('某');
        let called = |name: &str| {
            let at = name.find(surname);
            at.is_some_and(|at| is_short || shares_address(&name[at..], words))
        };
        self.values().find_map(|(id, value)| match value {
            Value::Name(name) if called(name) => Some(id),
            _ => None,
        })
    }

    fn values(&self) -> impl Iterator<Item = (&'f str, &'f Value)> {
        self.facts
            .usable()
            .flat_map(|(id, fact)| fact.values.values().map(move |value| (id, value)))
    }
}

/// Whether a person is called by surname and address, where the fact has the full name: 葛大娘 for 葛桂兰.
fn shares_address(name: &str, words: &str) -> bool {
    let (name, words): (Vec<char>, Vec<char>) = (name.chars().collect(), words.chars().collect());
    name.first() == words.first() && words.len() > 2 && name.get(1) != words.get(1)
}

/// Whether words stand in a fact's value without cutting a number.
fn stands_in(surface: &str, words: &str) -> bool {
    let is_numeral = |character: char| {
        character.is_ascii_digit() || "〇零一二三四五六七八九十百千万".contains(character)
    };
    surface.match_indices(words).any(|(at, _)| {
        let before = surface[..at].chars().next_back();
        let cuts = before.is_some_and(is_numeral) && words.starts_with(is_numeral);
        let after = surface[at + words.len()..].chars().next();
        !(cuts || after.is_some_and(is_numeral) && words.ends_with(is_numeral))
    })
}

/// The first and the last day that a date word names in a text about `year`.
fn days(words: &str, year: i16) -> Option<(i32, i32)> {
    let words = words
        .replace('份', "")
        .replace(['底', '初', '末'], "")
        .replace("上旬", "")
        .replace("中旬", "")
        .replace("下旬", "");
    let words = words.trim_end_matches(['前', '内']);
    let relative = [
        ("去年", year - 1),
        ("上年", year - 1),
        ("前年", year - 2),
        ("今年", year),
        ("本年", year),
        ("明年", year + 1),
    ];
    let dated = relative
        .iter()
        .find_map(|(word, year)| Some(format!("{year}年{}", words.strip_prefix(word)?)))
        .unwrap_or_else(|| words.to_owned());
    let read = |text: &str| {
        Date::read(text)
            .or_else(|_| Date::read(&format!("{year}年{text}")))
            .ok()
    };
    let halves = ["至", "到", "、"]
        .iter()
        .find_map(|joint| dated.split_once(joint));
    match halves {
        Some((start, end)) => Some((read(start)?.first_day(), read(end)?.last_day())),
        None => read(&dated).map(|date| (date.first_day(), date.last_day())),
    }
}

/// What of a range stands outside of others, which are in order.
pub(super) fn outside(range: &Range<usize>, others: &[Mention]) -> Vec<Range<usize>> {
    let mut pieces = Vec::new();
    let mut start = range.start;
    for other in others {
        if other.range.end <= start || range.end <= other.range.start {
            continue;
        }
        if start < other.range.start {
            pieces.push(start..other.range.start);
        }
        start = other.range.end;
    }
    if start < range.end {
        pieces.push(start..range.end);
    }
    pieces
}
