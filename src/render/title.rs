//! A long title in lines of a pleasing shape (梯形, 菱形) that end between words.

use std::ops::Range;

/// What ending a line inside a word of the list costs, against one character's difference in length.
const BROKEN_WORD: f64 = 200.0;
/// What ending a line at a place that no word of the list marks costs.
const UNMARKED: f64 = 6.0;
/// A title longer than this many full characters is no title to be shaped.
const LONGEST: f64 = 200.0;

/// Lines of at most `most` full characters each, as few as will do; a word of `whole` is kept together where possible.
pub fn lines<'t>(title: &'t str, most: f64, whole: &[String]) -> Vec<&'t str> {
    let title = title.trim();
    let total = width(title);
    if total <= most || most < 1.0 || total > LONGEST {
        return vec![title];
    }
    let breaks = breaks(title, whole);
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
    let least = (total / most).ceil() as usize;
    // Words that must not be split may take a line more than the bare length.
    (least..=least + 2)
        .find_map(|count| shaped(title, most, &breaks, count))
        .unwrap_or_else(|| vec![title])
}

/// A place where a line may end, with its cost.
struct Break {
    offset: usize,
    cost: f64,
}

/// The cheapest way to make so many lines.
fn shaped<'t>(title: &'t str, most: f64, breaks: &[Break], count: usize) -> Option<Vec<&'t str>> {
    // best[line][place]: the cost of setting the first `line + 1` lines up to a place, and where the line before ended.
    let ideal = width(title) / usize_as_f64(count);
    let places: Vec<usize> = std::iter::once(0)
        .chain(breaks.iter().map(|place| place.offset))
        .chain([title.len()])
        .collect();
    let widths: Vec<f64> = places.iter().map(|&place| width(&title[..place])).collect();
    let cost_at = |place: usize| match place {
        0 => 0.0,
        _ => breaks.get(place - 1).map_or(0.0, |found| found.cost),
    };
    let last = places.len() - 1;
    let mut best: Vec<Vec<Option<(f64, usize)>>> = vec![vec![None; places.len()]; count + 1];
    best[0][0] = Some((0.0, 0));
    for line in 1..=count {
        for end in 1..=last {
            for start in 0..end {
                let Some((cost, _)) = best[line - 1][start] else {
                    continue;
                };
                let length = widths[end] - widths[start];
                if length > most || (end == last) != (line == count) {
                    continue;
                }
                let lone = if length < 3.0 { 100.0 } else { 0.0 };
                let cost = cost + cost_at(end) + lone + (length - ideal).abs();
                if best[line][end].is_none_or(|(known, _)| cost < known) {
                    best[line][end] = Some((cost, start));
                }
            }
        }
    }
    best[count][last]?;
    let mut lines = Vec::new();
    let mut end = last;
    for line in (1..=count).rev() {
        let (_, start) = best[line][end]?;
        lines.push(title[places[start]..places[end]].trim());
        end = start;
    }
    lines.reverse();
    Some(lines)
}

/// The places between characters where a line may end: never before closing marks, after opening ones, or within a number or a
/// Latin word.
fn breaks(title: &str, whole: &[String]) -> Vec<Break> {
    const CLOSING: &str = "，。、；：！？”’》〉）】〕,.;:!?)]";
    const OPENING: &str = "“‘《〈（【〔([";
    let words = words(title, whole);
    let mut breaks = Vec::new();
    let mut before: Option<char> = None;
    for (offset, character) in title.char_indices() {
        if let Some(before) = before {
            let both_narrow = is_narrow(before) && is_narrow(character);
            let within_word = both_narrow && before != ' ' && character != ' ';
            // 2021年 stays together.
            let counted = before.is_ascii_digit() && !character.is_ascii();
            let is_possible = !CLOSING.contains(character)
                && !OPENING.contains(before)
                && !within_word
                && !counted
                && character != ' ';
            if is_possible {
                breaks.push(Break {
                    offset,
                    cost: cost(offset, before, character, &words),
                });
            }
        }
        before = Some(character);
    }
    breaks
}

fn cost(offset: usize, before: char, after: char, words: &[Range<usize>]) -> f64 {
    let is_inside = |word: &Range<usize>| word.start < offset && offset < word.end;
    let is_edge = words
        .iter()
        .any(|word| word.start == offset || word.end == offset);
    if words.iter().any(is_inside) {
        BROKEN_WORD
    } else if is_edge || before == ' ' || "（《“".contains(after) || "）》”".contains(before)
    {
        0.0
    } else {
        UNMARKED
    }
}

/// Where words of the list stand, the longest first, none overlapping another.
fn words(title: &str, whole: &[String]) -> Vec<Range<usize>> {
    let mut sorted: Vec<&str> = whole.iter().map(String::as_str).collect();
    sorted.sort_by_key(|word| std::cmp::Reverse(word.len()));
    let mut found: Vec<Range<usize>> = Vec::new();
    for word in sorted.into_iter().filter(|word| !word.is_empty()) {
        for (start, _) in title.match_indices(word) {
            let range = start..start + word.len();
            let is_free = found
                .iter()
                .all(|other| other.end <= range.start || range.end <= other.start);
            if is_free {
                found.push(range);
            }
        }
    }
    found
}

/// In full characters: Latin letters and digits take half of one.
fn width(text: &str) -> f64 {
    text.chars()
        .map(|character| if is_narrow(character) { 0.5 } else { 1.0 })
        .sum()
}

fn is_narrow(character: char) -> bool {
    character < '\u{2000}'
}

#[allow(clippy::cast_precision_loss)]
fn usize_as_f64(number: usize) -> f64 {
    number as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    fn whole() -> Vec<String> {
        ["党史学习教育专题民主生活会", "对照检查材料", "个人", "年度"]
            .map(str::to_owned)
            .to_vec()
    }

    #[test]
    fn lines_end_between_words() {
        let title = "2021年度党史学习教育专题民主生活会个人对照检查材料";
        assert_eq!(
            lines(title, 20.0, &whole()),
            ["2021年度党史学习教育专题民主生活会", "个人对照检查材料"]
        );
        assert_eq!(lines("对照检查材料", 20.0, &whole()), ["对照检查材料"]);
        assert_eq!(lines("", 20.0, &whole()), [""]);
    }

    #[test]
    fn no_line_is_too_long_and_nothing_is_lost() {
        let title = "关于认真贯彻落实“两个维护”和《中国共产党章程》在2021年度组织生活会上的个人剖析材料（征求意见稿第二次修改）";
        let lines = lines(title, 20.0, &whole());
        assert_eq!(lines.concat(), title);
        assert!(lines.iter().all(|line| width(line) <= 20.0), "{lines:?}");
        assert!(lines.len() <= 4, "{lines:?}");
        let english = "A note on what to work on in the spring term and in the summer term";
        let lines = super::lines(english, 20.0, &[]);
        assert_eq!(lines.join(" "), english);
        // A word longer than any line is left as it is.
        assert_eq!(super::lines(&"x".repeat(90), 20.0, &[]).len(), 1);
    }
}
