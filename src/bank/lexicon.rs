//! The word lists of a language: `lexicon/<language>.ron`.

use indexmap::IndexMap;
use serde::{Deserialize, Serialize};

/// What a word of the lexicon is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[repr(u8)]
pub enum WordClass {
    /// Set phrases in which nothing is a detail: slogans with numerals, idioms, policies.
    Fixed,
    /// Ordinary words that look like the start of a name or hold a suffix: 方面, 市场.
    Ordinary,
    /// Words so general that an occasion made of them alone is nobody's: 工作, 问题.
    Generic,
    /// Words at which a name ends on its left: prepositions, pronouns, common verbs.
    Stop,
    /// Words that tell no place or body apart: 各, 该, 贫困.
    Vague,
    /// Surnames of one character.
    Surname,
    /// Surnames that are common words too, and count only where more speaks for a name.
    DoubtfulSurname,
    /// Surnames of two characters.
    CompoundSurname,
    /// Characters that given names are made of, and seldom anything else.
    Given,
    /// Characters that given names are made of, and common words too.
    CommonGiven,
    /// Characters that foreign names are spelled with.
    Foreign,
    /// Posts, before or after a name: 局长.
    Post,
    /// What persons are called after their surname: 大爷, 老师.
    Address,
    /// What stands before a name: 村民, 户主.
    Person,
    /// What a person does, after a name: 说, 反映.
    Speech,
    /// Persons of history and state, whose names in set phrases are no detail.
    Leader,
    /// Places known by name.
    Place,
    /// The country itself and the like, which is no detail.
    Nation,
    /// Last words of a place's name: 村, 街道.
    PlaceSuffix,
    /// Bodies known by name.
    Organisation,
    /// Bodies of the whole country or of every unit, which are no detail.
    Institution,
    /// Last words of a body's name: 公司, 局.
    OrganisationSuffix,
    /// Last words of an office within a body: 科, 股.
    OfficeSuffix,
    /// Last words of a meeting's name.
    Meeting,
    /// Last words of a project's name.
    Project,
    /// Things that are built or mended, which make a project one of the writer's own: 泵站.
    Works,
    /// Units that make any numeral a count.
    Unit,
    /// Units that make Arabic digits a count, and Chinese numerals only before a concrete thing.
    WeakUnit,
    /// What is counted as a thing: 村, 科室.
    Concrete,
    /// What is counted in any text's own outline: 方面, 环节.
    Abstract,
    /// Words before 一 that make it a count: 只, 仅.
    Only,
    /// Days and spans that a date word names by itself: 昨天, 上周三.
    Day,
    /// Years named from today: 去年.
    Year,
    /// Festivals and seasons of the calendar, an occasion without a year.
    Festival,
    /// What opens an occasion: 策划, 起草.
    OccasionOpen,
    /// What closes an occasion: 时, 过程中.
    OccasionClose,
    /// Marks left to be filled in.
    Placeholder,
    /// Words that hold such a mark and are none.
    NotPlaceholder,
    /// Months, weekdays and other words of English dates.
    DateWord,
}

impl WordClass {
    /// Every class with its name in the file.
    pub const NAMED: [(&'static str, WordClass); 39] = [
        ("fixed", WordClass::Fixed),
        ("ordinary", WordClass::Ordinary),
        ("generic", WordClass::Generic),
        ("stop", WordClass::Stop),
        ("vague", WordClass::Vague),
        ("surname", WordClass::Surname),
        ("doubtful_surname", WordClass::DoubtfulSurname),
        ("compound_surname", WordClass::CompoundSurname),
        ("given", WordClass::Given),
        ("common_given", WordClass::CommonGiven),
        ("foreign", WordClass::Foreign),
        ("post", WordClass::Post),
        ("address", WordClass::Address),
        ("person", WordClass::Person),
        ("speech", WordClass::Speech),
        ("leader", WordClass::Leader),
        ("place", WordClass::Place),
        ("nation", WordClass::Nation),
        ("place_suffix", WordClass::PlaceSuffix),
        ("organisation", WordClass::Organisation),
        ("institution", WordClass::Institution),
        ("organisation_suffix", WordClass::OrganisationSuffix),
        ("office_suffix", WordClass::OfficeSuffix),
        ("meeting", WordClass::Meeting),
        ("project", WordClass::Project),
        ("works", WordClass::Works),
        ("unit", WordClass::Unit),
        ("weak_unit", WordClass::WeakUnit),
        ("concrete", WordClass::Concrete),
        ("abstract", WordClass::Abstract),
        ("only", WordClass::Only),
        ("day", WordClass::Day),
        ("year", WordClass::Year),
        ("festival", WordClass::Festival),
        ("occasion_open", WordClass::OccasionOpen),
        ("occasion_close", WordClass::OccasionClose),
        ("placeholder", WordClass::Placeholder),
        ("not_placeholder", WordClass::NotPlaceholder),
        ("date_word", WordClass::DateWord),
    ];
}

/// Lists of words by class. Each string of a list holds words with spaces between them.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Lexicon {
    /// The lists.
    pub lists: IndexMap<WordClass, Vec<String>>,
}

impl Lexicon {
    /// Every word with its class.
    pub fn words(&self) -> impl Iterator<Item = (WordClass, &str)> {
        self.lists.iter().flat_map(|(class, lines)| {
            lines
                .iter()
                .flat_map(|line| line.split_whitespace())
                .map(|word| (*class, word))
        })
    }

    /// The words of one class.
    pub fn of(&self, wanted: WordClass) -> impl Iterator<Item = &str> {
        self.lists
            .get(&wanted)
            .into_iter()
            .flatten()
            .flat_map(|line| line.split_whitespace())
    }

    /// Adds another lexicon's words.
    pub fn extend(&mut self, other: Lexicon) {
        for (class, lines) in other.lists {
            self.lists.entry(class).or_default().extend(lines);
        }
    }
}
