//! Paragraphs that end without a stop: what the whole text shows.

use super::Slip;
use crate::check::lists::share;
use crate::check::survey::{Line, Survey};
use crate::message::Message;

/// A slip, once the sentence's text is at hand.
pub type Pending = fn(&str) -> Slip;

/// Shorter paragraphs may be a signature, a date, a label.
const LEAST: usize = 15;

/// The lines without a final stop. A text in which more than that share of the paragraphs lacks one is broken into lines, or
/// a list, and not judged.
pub fn slips(survey: &Survey<'_>, most: f64) -> Vec<(usize, Pending)> {
    let lines = &survey.lines;
    let mut paragraphs = 0;
    let mut found: Vec<(usize, Pending)> = Vec::new();
    for (index, line) in lines.iter().enumerate() {
        let is_last = lines
            .get(index + 1)
            .is_none_or(|next| next.paragraph != line.paragraph);
        // 一是 … 二是 … may go on in the same paragraph.
        let goes_on = lines
            .get(index + 1)
            .is_some_and(|next| survey.is_run(next.section));
        if line.number == 0 || !is_last || goes_on || line.sentence.gap.is_some() {
            continue;
        }
        let starts_it = index == 0 || lines[index - 1].paragraph != line.paragraph;
        if starts_it && is_label(line) {
            continue;
        }
        paragraphs += 1;
        let text = line.sentence.text.trim_end();
        let body = text.trim_end_matches(['”', '’', '）', ')', '》', '】']);
        let Some(last) = body.chars().next_back() else {
            continue;
        };
        if last.is_alphanumeric() || body.len() < text.len() && !is_mark(last) {
            found.push((index, without_stop));
        } else if matches!(last, '，' | '、') && body.len() == text.len() {
            found.push((index, with_comma));
        }
    }
    if paragraphs > 2 && share(found.len(), paragraphs) > most {
        found.clear();
    }
    found
}

fn is_label(line: &Line<'_>) -> bool {
    let text = &line.sentence.text;
    text.chars().nth(LEAST).is_none() && !text.contains(['，', '、', '；'])
}

fn is_mark(character: char) -> bool {
    "。！？…：；—.!?:;".contains(character)
}

fn without_stop(text: &str) -> Slip {
    let text = text.trim_end();
    let last = text.chars().next_back().map_or(0, char::len_utf8);
    let range = text.len() - last..text.len();
    let fix = format!("{}。", &text[range.clone()]);
    Slip::new(text, range, Some(&fix), |_| Message::NoFinalStop)
}

fn with_comma(text: &str) -> Slip {
    let text = text.trim_end();
    let last = text.chars().next_back().map_or(0, char::len_utf8);
    let range = text.len() - last..text.len();
    Slip::new(text, range, Some("。"), |_| Message::NoFinalStop)
}
