//! Matches the sentences of two versions of a text.

use similar::{Algorithm, DiffOp, capture_diff_slices, diff_ratio};

/// What became of a sentence, by its position in the old text, the new one or both.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Match {
    /// It stands in both.
    Same(usize, usize),
    /// It reads otherwise now.
    Changed(usize, usize),
    /// It is gone.
    Removed(usize),
    /// It is new.
    Added(usize),
}

/// What it costs to take a sentence for gone or new; to take two for one costs 1 where they have nothing in common and 0 where
/// they are the same.
const ALONE: f32 = 0.6;

/// Beyond so many pairs of sentences between two that match, none is taken for a changed one.
const MOST_PAIRS: usize = 40_000;

/// Matches two lists of sentences: equal ones by the shortest diff, those between them so that as little as possible changes.
pub fn align(old: &[String], new: &[String]) -> Vec<Match> {
    let mut matches = Vec::new();
    let (mut old_at, mut new_at) = (0, 0);
    for operation in capture_diff_slices(Algorithm::Myers, old, new) {
        if let DiffOp::Equal {
            old_index,
            new_index,
            len,
        } = operation
        {
            between(
                old,
                new,
                (old_at, old_index),
                (new_at, new_index),
                &mut matches,
            );
            matches
                .extend((0..len).map(|offset| Match::Same(old_index + offset, new_index + offset)));
            (old_at, new_at) = (old_index + len, new_index + len);
        }
    }
    between(
        old,
        new,
        (old_at, old.len()),
        (new_at, new.len()),
        &mut matches,
    );
    matches
}

/// Matches what stands between two equal sentences: a path of least cost through all pairs.
fn between(
    old: &[String],
    new: &[String],
    (old_start, old_end): (usize, usize),
    (new_start, new_end): (usize, usize),
    matches: &mut Vec<Match>,
) {
    let (rows, columns) = (old_end - old_start, new_end - new_start);
    if rows == 0 || columns == 0 || rows.saturating_mul(columns) > MOST_PAIRS {
        matches.extend((old_start..old_end).map(Match::Removed));
        matches.extend((new_start..new_end).map(Match::Added));
        return;
    }
    let characters = |texts: &[String]| -> Vec<Vec<char>> {
        texts.iter().map(|text| text.chars().collect()).collect()
    };
    let (left, right) = (
        characters(&old[old_start..old_end]),
        characters(&new[new_start..new_end]),
    );
    // `costs[row][column]` is the least cost of matching the rest from there on.
    let mut costs = vec![vec![0.0_f32; columns + 1]; rows + 1];
    let mut pairs = vec![vec![0.0_f32; columns]; rows];
    for row in (0..=rows).rev() {
        for column in (0..=columns).rev() {
            let mut least = f32::INFINITY;
            if row < rows {
                least = least.min(costs[row + 1][column] + ALONE);
            }
            if column < columns {
                least = least.min(costs[row][column + 1] + ALONE);
            }
            if row < rows && column < columns {
                pairs[row][column] = distance(&left[row], &right[column]);
                least = least.min(costs[row + 1][column + 1] + pairs[row][column]);
            }
            costs[row][column] = if least.is_finite() { least } else { 0.0 };
        }
    }
    let (mut row, mut column) = (0, 0);
    while row < rows || column < columns {
        let here = costs[row][column];
        let is_least = |cost: f32| (cost - here).abs() < 1e-4;
        if row < rows
            && column < columns
            && is_least(costs[row + 1][column + 1] + pairs[row][column])
        {
            matches.push(Match::Changed(old_start + row, new_start + column));
            row += 1;
            column += 1;
        } else if row < rows && is_least(costs[row + 1][column] + ALONE) {
            matches.push(Match::Removed(old_start + row));
            row += 1;
        } else {
            matches.push(Match::Added(new_start + column));
            column += 1;
        }
    }
}

fn distance(left: &[char], right: &[char]) -> f32 {
    let operations = capture_diff_slices(Algorithm::Myers, left, right);
    1.0 - diff_ratio(&operations, left.len(), right.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn matched(old: &str, new: &str) -> Vec<Match> {
        let words =
            |text: &str| -> Vec<String> { text.split_whitespace().map(str::to_owned).collect() };
        align(&words(old), &words(new))
    }

    #[test]
    fn changed_removed_and_added_sentences_are_told_apart() {
        use Match::{Added, Changed, Removed, Same};
        assert_eq!(
            matched("甲一二三 乙", "甲一二三 乙"),
            [Same(0, 0), Same(1, 1)]
        );
        assert_eq!(
            matched("起 甲一二三四 乙五六七八 终", "起 乙五六改八 新的一句 终"),
            [Same(0, 0), Removed(1), Changed(2, 1), Added(2), Same(3, 3)]
        );
        // A sentence in the place of another is that sentence changed, however much.
        assert_eq!(
            matched("起 甲乙丙丁 终", "起 全然不同 终"),
            [Same(0, 0), Changed(1, 1), Same(2, 2)]
        );
        assert_eq!(matched("", "甲"), [Added(0)]);
        assert_eq!(matched("甲", ""), [Removed(0)]);
    }
}
