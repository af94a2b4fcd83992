//! What to do about a text with a syntax error: find the broken item, so that it can be blanked and the rest read.

use std::ops::Range;

/// The bytes of leading white space and comments.
pub fn skip_trivia(text: &str) -> usize {
    let mut offset = 0;
    loop {
        let rest = &text[offset..];
        let trimmed = rest.trim_start();
        offset += rest.len() - trimmed.len();
        if trimmed.starts_with("//") {
            offset += trimmed.find('\n').unwrap_or(trimmed.len());
        } else if let Some(comment) = trimmed.strip_prefix("/*") {
            offset += comment.find("*/").map_or(trimmed.len(), |end| end + 4);
        } else if trimmed.starts_with("#![") {
            offset += trimmed.find('\n').unwrap_or(trimmed.len());
        } else {
            return offset;
        }
    }
}

/// Where the value ends: before trailing white space and comments.
pub fn trim_trivia_end(text: &str) -> usize {
    let mut end = 0;
    let mut scan = Scan::new(text);
    while let Some((offset, token)) = scan.next_token() {
        if !matches!(token, Token::Trivia) {
            end = scan.offset.max(offset);
        }
    }
    end
}

enum Token {
    Trivia,
    Text { closed: bool, lines: bool },
    Other(char),
}

/// Walks over RON text by tokens, just finely enough to know what is inside a text or a comment.
struct Scan<'t> {
    text: &'t str,
    offset: usize,
}

impl<'t> Scan<'t> {
    fn new(text: &'t str) -> Self {
        Self { text, offset: 0 }
    }

    fn next_token(&mut self) -> Option<(usize, Token)> {
        let start = self.offset;
        let rest = &self.text[start..];
        let first = rest.chars().next()?;
        let trivia = skip_trivia(rest);
        let (length, token) = if trivia > 0 {
            (trivia, Token::Trivia)
        } else if first == '"' {
            let (length, closed) = quoted_length(rest);
            let lines = rest[..length].contains('\n');
            (length, Token::Text { closed, lines })
        } else if first == 'r' && (rest.starts_with("r\"") || rest.starts_with("r#")) {
            let hashes = rest[1..].bytes().take_while(|byte| *byte == b'#').count();
            let close = format!("\"{}", "#".repeat(hashes));
            let length = rest
                .get(2 + hashes..)
                .and_then(|inner| inner.find(&close))
                .map(|end| 2 + hashes + end + close.len());
            let token = Token::Text {
                closed: length.is_some(),
                lines: false,
            };
            (length.unwrap_or(rest.len()), token)
        } else {
            (first.len_utf8(), Token::Other(first))
        };
        self.offset += length;
        Some((start, token))
    }
}

fn quoted_length(text: &str) -> (usize, bool) {
    let mut escaped = false;
    for (offset, character) in text.char_indices().skip(1) {
        match character {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '"' => return (offset + 1, true),
            _ => {}
        }
    }
    (text.len(), false)
}

/// The start of the first quoted text that runs over a line's end.
pub fn unterminated(text: &str) -> Option<usize> {
    let mut scan = Scan::new(text);
    while let Some((offset, token)) = scan.next_token() {
        match token {
            Token::Text { closed, lines } if lines || !closed => return Some(offset),
            Token::Text { .. } | Token::Trivia | Token::Other(_) => {}
        }
    }
    None
}

/// The lines of the innermost item around `offset`: its line, the deeper lines below, and the line that closes it.
pub fn broken_item(text: &str, offset: usize) -> Option<Range<usize>> {
    let offset = text.floor_char_boundary(offset.min(text.len()));
    let line_start = |at: usize| text[..at].rfind('\n').map_or(0, |newline| newline + 1);
    let line_end = |at: usize| text[at..].find('\n').map_or(text.len(), |end| at + end + 1);
    let mut start = line_start(offset);
    // An error is often seen only at the next token: step back to a line that holds something to blank.
    while text[start..line_end(start)].trim().is_empty() || closes(&text[start..line_end(start)]) {
        if start == 0 {
            return None;
        }
        start = line_start(start - 1);
    }
    if start == 0 {
        return None;
    }
    let depth = indentation(&text[start..line_end(start)]);
    let mut end = line_end(start);
    while end < text.len() {
        let line = &text[end..line_end(end)];
        if line.trim().is_empty() || indentation(line) > depth {
            end = line_end(end);
        } else {
            if indentation(line) == depth && closes(line) && opens_more(&text[start..end]) {
                end = line_end(end);
            }
            break;
        }
    }
    Some(start..end)
}

/// What closes the brackets that a text leaves open, the innermost first.
pub fn closers(text: &str) -> String {
    let mut open = Vec::new();
    let mut scan = Scan::new(text);
    while let Some((_, token)) = scan.next_token() {
        match token {
            Token::Other('(') => open.push(')'),
            Token::Other('[') => open.push(']'),
            Token::Other('{') => open.push('}'),
            Token::Other(')' | ']' | '}') => {
                open.pop();
            }
            Token::Other(_) | Token::Text { .. } | Token::Trivia => {}
        }
    }
    open.into_iter().rev().collect()
}

fn closes(line: &str) -> bool {
    line.trim_start().starts_with([')', ']', '}'])
}

/// Whether more brackets are opened than closed outside texts, a text ending with its line at the latest.
fn opens_more(text: &str) -> bool {
    let mut depth = 0;
    for line in text.lines() {
        let mut scan = Scan::new(line);
        while let Some((_, token)) = scan.next_token() {
            match token {
                Token::Other('(' | '[' | '{') => depth += 1,
                Token::Other(')' | ']' | '}') => depth -= 1,
                Token::Other(_) | Token::Text { .. } | Token::Trivia => {}
            }
        }
    }
    depth > 0
}

fn indentation(line: &str) -> usize {
    line.chars()
        .take_while(|character| character.is_whitespace())
        .count()
}
