//! What sections are for, told by their headings and, where no heading tells it, by their words; which edition a text follows.

use super::heading::{Known, Looks, characters};
use crate::bank::{Area, Edition, Genre, Reading, Role};

/// A line that is a part's heading without number or style has at most so many characters.
const PART: usize = 25;
/// A heading with fewer characters is compared with area titles as a whole.
const LONG: usize = 12;
/// A heading is an area's title if so much of the shorter of the two stands in both, by runs of three characters.
const ALIKE: f64 = 0.7;

/// The areas of one edition or of all, ready to be compared with headings.
#[derive(Debug)]
pub struct Areas<'b> {
    areas: Vec<(&'b Edition, &'b Area, String, Vec<u64>)>,
}

/// What a genre knows of headings.
#[derive(Debug)]
pub struct Headings<'b> {
    /// The words that tell a role.
    pub reading: &'b Reading,
    /// The area titles.
    pub areas: Areas<'b>,
}

impl<'b> Areas<'b> {
    /// The areas of an edition, or of all editions of a genre.
    pub fn of(genre: &'b Genre, edition: Option<&'b Edition>) -> Self {
        let editions = genre
            .editions
            .values()
            .filter(|other| edition.is_none_or(|edition| edition.id == other.id));
        let areas = editions
            .flat_map(|edition| edition.areas.iter().map(move |area| (edition, area)))
            .map(|(edition, area)| {
                let words = plain(&area.title);
                let runs = runs(&words);
                (edition, area, words, runs)
            })
            .collect();
        Self { areas }
    }

    /// The areas whose title a heading is.
    pub fn named<'a>(&'a self, heading: &str) -> Vec<(&'b Edition, &'b Area)> {
        let words = plain(heading);
        let is_long = words.chars().count() >= LONG;
        let own = if is_long { runs(&words) } else { Vec::new() };
        let mut found: Vec<(f64, &'b Edition, &'b Area)> = Vec::new();
        for (edition, area, title, runs) in &self.areas {
            let share = if *title == words {
                1.0
            } else if is_long && title.chars().count() >= LONG {
                shared(&own, runs)
            } else {
                0.0
            };
            if share >= ALIKE {
                found.push((share, edition, area));
            }
        }
        found.sort_by(|left, right| right.0.total_cmp(&left.0));
        found
            .into_iter()
            .map(|(_, edition, area)| (edition, area))
            .collect()
    }
}

impl Known for Headings<'_> {
    fn looks(&self, line: &str) -> Option<Looks> {
        let length = characters(line);
        let is_part = length <= PART
            && !line.contains(['，', '。', '；', '：', ',', '？', '！'])
            && self.part(line);
        if is_part {
            return Some(Looks::Part);
        }
        let is_area = line.ends_with("方面") || (4..PART).contains(&length);
        (is_area && !self.areas.named(line).is_empty()).then_some(Looks::Area)
    }
}

impl Headings<'_> {
    /// Whether a line by itself is a part's heading: one of the genre's own, or little more than a word that tells a role.
    fn part(&self, line: &str) -> bool {
        let words = plain(line);
        self.reading.headings.iter().any(|(_, known)| {
            known.iter().any(|word| {
                words.ends_with(word.as_str()) && characters(&words) <= characters(word) + 6
            })
        })
    }
}

/// The role that a heading tells; in a subsection only one that is nothing but a word of that role does.
pub fn role_of(reading: &Reading, heading: &str, is_top: bool) -> Option<Role> {
    let words = plain(heading);
    reading
        .headings
        .iter()
        .find(|(_, known)| {
            known.iter().any(|word| {
                if is_top {
                    heading.contains(word.as_str())
                } else {
                    words == *word
                }
            })
        })
        .map(|(role, _)| *role)
}

/// The role of a part that running text opens without a heading, of those that the text has not had yet.
pub fn role_of_words(
    reading: &Reading,
    sentence: &str,
    is_told: impl Fn(Role) -> bool,
) -> Option<Role> {
    let mut told = reading.content.iter().filter(|(role, known)| {
        !is_told(*role) && known.iter().any(|word| sentence.contains(word.as_str()))
    });
    told.next().map(|(role, _)| *role)
}

/// The edition whose area titles the headings are; failing that, the one of the title's year.
pub fn edition_of<'b>(
    genre: &'b Genre,
    areas: &Areas<'b>,
    headings: &[&str],
    title: &str,
) -> Option<&'b Edition> {
    let named: Vec<Vec<&str>> = headings
        .iter()
        .map(|heading| {
            let editions = areas.named(heading);
            editions
                .iter()
                .map(|(edition, _)| edition.id.as_str())
                .collect()
        })
        .collect();
    let is_of_year = |edition: &Edition| title.contains(&edition.year.to_string());
    #[allow(clippy::cast_precision_loss)]
    let share = |edition: &Edition| {
        let count = named
            .iter()
            .filter(|editions| editions.contains(&edition.id.as_str()))
            .count();
        count.min(edition.areas.len()) as f64 / edition.areas.len().max(1) as f64
    };
    let best = genre.editions.values().max_by(|left, right| {
        let rank = |edition: &Edition| (share(edition), is_of_year(edition));
        let (left, right) = (rank(left), rank(right));
        left.0.total_cmp(&right.0).then(left.1.cmp(&right.1))
    })?;
    if share(best) >= 0.5 {
        return Some(best);
    }
    let mut of_year = genre
        .editions
        .values()
        .filter(|edition| is_of_year(edition));
    of_year.next().filter(|_| of_year.next().is_none())
}

/// A heading's words alone, without what introduces and closes the name of an aspect.
pub fn plain(heading: &str) -> String {
    let words: String = heading
        .chars()
        .filter(|character| character.is_alphanumeric())
        .collect();
    let mut rest = words.as_str();
    for before in ["在", "关于", "围绕", "对照"] {
        rest = rest.strip_prefix(before).unwrap_or(rest);
    }
    for after in [
        "存在的突出问题",
        "存在的主要问题",
        "存在的问题",
        "存在问题",
        "方面",
    ] {
        let shorter = rest.strip_suffix(after).unwrap_or(rest);
        rest = if shorter.is_empty() { rest } else { shorter };
    }
    rest.to_owned()
}

/// The runs of three characters, in order, each once.
fn runs(words: &str) -> Vec<u64> {
    let characters: Vec<u64> = words.chars().map(u64::from).collect();
    let mut runs: Vec<u64> = characters
        .windows(3)
        .map(|run| run[0] << 42 | run[1] << 21 | run[2])
        .collect();
    runs.sort_unstable();
    runs.dedup();
    runs
}

fn shared(left: &[u64], right: &[u64]) -> f64 {
    let both = left
        .iter()
        .filter(|run| right.binary_search(run).is_ok())
        .count();
    #[allow(clippy::cast_precision_loss)]
    let share = both as f64 / left.len().min(right.len()).max(1) as f64;
    share
}
