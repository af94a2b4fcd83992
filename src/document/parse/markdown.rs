//! Markdown as paragraphs: what its marks say of headings, bold type, lists and tables, and the words without the marks.
//!
//! Two habits of those who write Chinese in Markdown are met half-way: a line that opens with a number, or follows one that
//! ends in 。, is a paragraph of its own though no blank line stands between; and what stands in a code fence is text.

use super::block::{Block, MOST_CUTS, Shape, comments, cuts_within, lines};
use super::number::number_of;
use std::ops::Range;

/// How far the end of a link's address, of a tag or of a code span may be.
const REACH: usize = 1_000;

/// The paragraphs of a Markdown text.
pub fn blocks_of_markdown(source: &str) -> Vec<Block> {
    let comments = comments(source);
    let mut reader = Reader {
        source,
        comments: &comments,
        blocks: Vec::new(),
        open: Vec::new(),
        is_item: false,
    };
    let lines: Vec<Range<usize>> = lines(source).collect();
    let mut fence: Option<&str> = None;
    let mut lines = lines.as_slice();
    if let Some(end) = front_matter(source, lines) {
        lines = &lines[end..];
    }
    for (index, line) in lines.iter().enumerate() {
        let text = source[line.clone()].trim();
        if let Some(mark) = fence {
            if text.starts_with(mark) && text.trim_start_matches(&mark[..1]).is_empty() {
                fence = None;
            } else {
                reader.close();
                reader.push(line.clone(), |_| {});
            }
            continue;
        }
        let opened = ["```", "~~~"]
            .into_iter()
            .find(|mark| text.starts_with(mark));
        if let Some(mark) = opened
            && lines[index + 1..]
                .iter()
                .any(|line| source[line.clone()].trim_start().starts_with(mark))
        {
            reader.close();
            fence = Some(mark);
            continue;
        }
        reader.line(line.clone());
    }
    reader.close();
    reader.blocks
}

struct Reader<'s> {
    source: &'s str,
    comments: &'s [Range<usize>],
    blocks: Vec<Block>,
    /// The lines of the paragraph that is being read.
    open: Vec<Range<usize>>,
    is_item: bool,
}

impl Reader<'_> {
    fn line(&mut self, line: Range<usize>) {
        let line = self.unquoted(line);
        let text = &self.source[line.clone()];
        let trimmed = text.trim();
        if self.is_blank(&line) || is_rule(trimmed, '*') || is_rule(trimmed, '_') {
            self.close();
            return;
        }
        let underline = [('=', 1), ('-', 2)].into_iter().find(|(sign, _)| {
            trimmed.chars().all(|character| character == *sign) && trimmed.len() >= 2
        });
        if let (Some((_, level)), 1) = (underline, self.open.len()) {
            self.close();
            if let Some(block) = self.blocks.last_mut() {
                block.level = Some(level);
            }
            return;
        }
        if is_rule(trimmed, '-') {
            self.close();
            return;
        }
        let start = line.end - text.trim_start().len();
        let marks = trimmed.bytes().take_while(|byte| *byte == b'#').count();
        let after = trimmed[marks..].chars().next();
        if (1..=6).contains(&marks) && after.is_none_or(|after| !after.is_ascii_alphanumeric()) {
            self.close();
            let end = start + trimmed.trim_end_matches('#').trim_end().len();
            let words = (start + marks).min(end)..end;
            self.push(words, |block| block.level = Some(marks));
            return;
        }
        if trimmed.starts_with('|') {
            self.close();
            self.row(start..start + trimmed.len());
            return;
        }
        let is_item = ["- ", "* ", "+ "]
            .iter()
            .any(|mark| trimmed.starts_with(mark))
            && trimmed.len() > 2;
        let opens = is_item
            || number_of(trimmed).is_some()
            || self.ends_a_sentence()
            || self.open.len() == MOST_CUTS;
        if opens {
            self.close();
        }
        if is_item {
            self.is_item = true;
            self.open.push(start + 2..line.end);
        } else {
            self.open.push(start..line.end);
        }
    }

    /// Whether the paragraph so far ends as Chinese paragraphs do.
    fn ends_a_sentence(&self) -> bool {
        self.open.last().is_some_and(|line| {
            let text = self.source[line.clone()].trim_end_matches(['*', ' ']);
            text.ends_with(['。', '！', '？', '：', '”', '；'])
        })
    }

    /// Whether a line holds nothing but white space and comments.
    fn is_blank(&self, line: &Range<usize>) -> bool {
        let mut comments = self.comments;
        let cuts = cuts_within(&mut comments, line);
        Block::of(self.source, line.clone(), &cuts).text.is_empty()
    }

    /// A line without its quotation marks `>`.
    fn unquoted(&self, line: Range<usize>) -> Range<usize> {
        let mut text = &self.source[line.clone()];
        while let Some(rest) = text.trim_start().strip_prefix('>') {
            text = rest;
        }
        line.end - text.len()..line.end
    }

    /// A table's row; the line under its head is none.
    fn row(&mut self, row: Range<usize>) {
        let text = &self.source[row.clone()];
        if text.chars().all(|character| "|-: ".contains(character)) {
            return;
        }
        let mut start = row.start;
        let mut escaped = false;
        for (at, character) in text.char_indices() {
            if character == '|' && !escaped {
                self.push(start..row.start + at, |block| block.shape = Shape::Cell);
                start = row.start + at + 1;
            }
            escaped = character == '\\' && !escaped;
        }
        self.push(start..row.end, |block| block.shape = Shape::Cell);
    }

    /// Ends the paragraph.
    fn close(&mut self) {
        let lines = std::mem::take(&mut self.open);
        let is_item = std::mem::take(&mut self.is_item);
        let (Some(first), Some(last)) = (lines.first(), lines.last()) else {
            return;
        };
        let range = first.start..last.end;
        let mut cuts = Vec::new();
        for pair in lines.windows(2) {
            let gap = pair[0].end..pair[1].start;
            let before = self.source[..gap.start].chars().next_back();
            let after = self.source[gap.end..].chars().next();
            let is_spaced = before.is_some_and(|character| character.is_ascii())
                && after.is_some_and(|character| character.is_ascii());
            match self.source[gap.clone()].find('\n').filter(|_| is_spaced) {
                Some(at) => {
                    cuts.push(gap.start..gap.start + at);
                    cuts.push(gap.start + at + 1..gap.end);
                }
                None => cuts.push(gap),
            }
        }
        self.push_cut(range, cuts, |block| {
            if is_item {
                block.shape = Shape::Item;
            }
        });
    }

    fn push(&mut self, range: Range<usize>, dress: impl Fn(&mut Block)) {
        self.push_cut(range, Vec::new(), dress);
    }

    fn push_cut(
        &mut self,
        range: Range<usize>,
        mut cuts: Vec<Range<usize>>,
        dress: impl Fn(&mut Block),
    ) {
        while let [first, rest @ ..] = self.comments
            && first.end <= range.start
        {
            self.comments = rest;
        }
        cuts.extend(
            self.comments
                .iter()
                .take_while(|comment| comment.start < range.end)
                .map(|comment| comment.start.max(range.start)..comment.end.min(range.end)),
        );
        let inline = inline(self.source, range.clone(), &cuts);
        cuts.extend(inline.cuts);
        cuts.sort_by_key(|cut| cut.start);
        let mut block = Block::of(self.source, range, &cuts);
        if block.text.is_empty() {
            return;
        }
        if let Some(bold) = inline.bold
            && bold.start <= block.span.range.start
        {
            let cut: usize = block
                .span
                .cuts
                .iter()
                .filter(|cut| cut.end <= bold.end)
                .map(ExactSizeIterator::len)
                .sum();
            block.bold = bold.end.saturating_sub(block.span.range.start + cut);
            block.bold = block.text.floor_char_boundary(block.bold);
        }
        block.text = block.text.replace(['\n', '\r'], " ");
        dress(&mut block);
        self.blocks.push(block);
    }
}

/// The marks within a paragraph, and its first stretch in bold.
#[derive(Default)]
struct Inline {
    cuts: Vec<Range<usize>>,
    bold: Option<Range<usize>>,
}

fn inline(source: &str, range: Range<usize>, skipped: &[Range<usize>]) -> Inline {
    let mut found = Inline::default();
    let bytes = source.as_bytes();
    // The latest unclosed mark of each kind: * ** *** _ __ ___ ~~ and [.
    let mut open: [Option<usize>; 7] = [None; 7];
    let mut bracket: Option<Range<usize>> = None;
    let mut skipped = skipped.iter().peekable();
    let mut at = range.start;
    while at < range.end && found.cuts.len() < MOST_CUTS {
        if let Some(cut) = skipped.next_if(|cut| cut.start <= at) {
            at = at.max(cut.end);
            continue;
        }
        let rest = &source[at..range.end];
        let byte = bytes[at];
        let run = rest.bytes().take_while(|next| *next == byte).count();
        match byte {
            b'\\' if rest[1..].starts_with(|next: char| next.is_ascii_punctuation()) => {
                found.cuts.push(at..at + 1);
                at += 2;
            }
            b'`' => {
                let mark = &rest[..run];
                let reach = source.floor_char_boundary((at + run + REACH).min(range.end));
                match source[at + run..reach].find(mark) {
                    Some(length) => {
                        found.cuts.push(at..at + run);
                        let end = at + run + length;
                        found.cuts.push(end..end + run);
                        at = end + run;
                    }
                    None => at += run,
                }
            }
            b'*' | b'_' | b'~' => {
                let kind = match (byte, run) {
                    (b'*', 1..=3) => Some(run - 1),
                    (b'_', 1..=3) => Some(run + 2),
                    (b'~', 2) => Some(6),
                    _ => None,
                };
                if let Some(kind) = kind {
                    let before = source[range.start..at].chars().next_back();
                    let after = source[at + run..range.end].chars().next();
                    let joins = |character: Option<char>| {
                        byte == b'_' && character.is_some_and(char::is_alphanumeric)
                    };
                    let is_word = |character: Option<char>| {
                        character.is_some_and(|character| !character.is_whitespace())
                    };
                    match open[kind] {
                        Some(start) if is_word(before) && !joins(after) && start + run < at => {
                            found.cuts.extend([start..start + run, at..at + run]);
                            if matches!(kind, 1 | 2 | 4 | 5) && found.bold.is_none() {
                                found.bold = Some(start + run..at);
                            }
                            open[kind] = None;
                        }
                        _ if is_word(after) && !joins(before) => open[kind] = Some(at),
                        _ => {}
                    }
                }
                at += run;
            }
            b'!' if rest.starts_with("![") => {
                bracket = Some(at..at + 2);
                at += 2;
            }
            b'[' => {
                bracket = Some(at..at + 1);
                at += 1;
            }
            b']' if rest.starts_with("](") && bracket.is_some() => {
                let reach = source.floor_char_boundary((at + REACH).min(range.end));
                let end = source[at..reach].find(')').map(|length| at + length + 1);
                if let (Some(opened), Some(end)) = (bracket.take(), end) {
                    if opened.len() == 2 {
                        found.cuts.push(opened.start..end);
                    } else {
                        found.cuts.extend([opened, at..end]);
                    }
                    at = end;
                } else {
                    at += 1;
                }
            }
            b'<' if rest[1..]
                .starts_with(|next: char| next.is_ascii_alphabetic() || next == '/') =>
            {
                let reach = source.floor_char_boundary((at + REACH).min(range.end));
                match source[at..reach].find('>') {
                    Some(length) => {
                        found.cuts.push(at..at + length + 1);
                        at += length + 1;
                    }
                    None => at += 1,
                }
            }
            _ => at += rest.chars().next().map_or(1, char::len_utf8),
        }
    }
    found
}

/// Whether a line is nothing but three or more of a sign.
fn is_rule(line: &str, sign: char) -> bool {
    line.chars()
        .all(|character| character == sign || character == ' ')
        && line.matches(sign).count() >= 3
}

/// How many lines are front matter.
fn front_matter(source: &str, lines: &[Range<usize>]) -> Option<usize> {
    const LONGEST: usize = 200;
    let is_mark = |line: &Range<usize>| source[line.clone()].trim_end() == "---";
    if !lines.first().is_some_and(is_mark) {
        return None;
    }
    let end = lines.iter().skip(1).take(LONGEST).position(is_mark)?;
    Some(end + 2)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(source: &str) -> Vec<Block> {
        let blocks = blocks_of_markdown(source);
        for block in &blocks {
            // Every character of the text is found at its place in the source.
            for (at, character) in block.text.char_indices() {
                let place = block.span.source(at..at + character.len_utf8());
                let found = &source[place];
                assert!(
                    found.starts_with(character) || character == ' ',
                    "{found:?} is not {character:?} in {block:?}"
                );
            }
        }
        blocks
    }

    fn texts(blocks: &[Block]) -> Vec<&str> {
        blocks.iter().map(|block| block.text.as_str()).collect()
    }

    #[test]
    fn headings_and_bold_type_are_hints() {
        let blocks = read(
            "# 检查材料 #\n\n甲局　乙\n\n## 一、问题\n\n**1.站位不高。**学得*不*深。\n\n**加强学习**\n\n次\n---\n#标签\n",
        );
        assert_eq!(
            texts(&blocks),
            [
                "检查材料",
                "甲局　乙",
                "一、问题",
                "1.站位不高。学得不深。",
                "加强学习",
                "次",
                "标签"
            ]
        );
        let levels: Vec<Option<usize>> = blocks.iter().map(|block| block.level).collect();
        assert_eq!(
            levels,
            [Some(1), None, Some(2), None, None, Some(2), Some(1)]
        );
        assert_eq!(blocks[3].bold, "1.站位不高。".len());
        assert!(!blocks[3].is_bold() && blocks[4].is_bold());
    }

    #[test]
    fn marks_are_cut_and_words_keep_their_places() {
        let source = "到\\*村<br>看[图](http://a/b)与![画](c)，用`代码`写。\n下一段\n接着<!-- 注 -->写\n> 引文\n\n- 一\n- 二\n\n|甲|乙|\n|--|--|\n|丙|丁|\n";
        assert_eq!(
            texts(&read(source)),
            [
                "到*村看图与，用代码写。",
                "下一段接着写引文",
                "一",
                "二",
                "甲",
                "乙",
                "丙",
                "丁"
            ]
        );
        assert_eq!(texts(&read("one\r\ntwo")), ["one two"]);
    }

    #[test]
    fn placeholders_are_no_marks() {
        assert_eq!(
            texts(&read("时间是____，到****村")),
            ["时间是____，到****村"]
        );
        assert_eq!(texts(&read("慰问**户")), ["慰问**户"]);
    }

    #[test]
    fn front_matter_is_left_out_and_fenced_text_is_read() {
        assert_eq!(texts(&read("---\na: b\n---\n甲\n")), ["甲"]);
        assert_eq!(
            texts(&read("```\n一、甲\n乙\n```\n丙")),
            ["一、甲", "乙", "丙"]
        );
    }
}
