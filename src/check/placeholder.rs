//! `placeholder`: a mark left to be filled in.

use super::{Findings, Rule, Text, find_word, is_within};
use crate::message::{Bilingual, Message};

/// See [`Rule`].
pub static RULE: Rule = Rule {
    id: "placeholder",
    what: Bilingual {
        zh: "文中有 XX、××、X次、____、202X年 之类没有填写的占位符号。",
        en: "The text holds a mark that was never filled in: XX, ××, ____, 202X.",
    },
    why: Bilingual {
        zh: "占位符号说明材料是套来的，事实没有核实。",
        en: "A placeholder shows a borrowed text whose facts nobody supplied.",
    },
    example: Bilingual {
        zh: "差：到XX县XX村慰问X次。好：到柳河镇青石村慰问2次。",
        en: "Poor: “visited XX school X times”. Good: “visited Hill Lane school twice”.",
    },
    check,
};

fn check(text: &Text<'_>, findings: &mut Findings<'_>) {
    for section in &text.document.sections {
        for sentence in section.all().filter(|sentence| sentence.gap.is_none()) {
            let found = marks(&sentence.text, findings.words("except"));
            let word = find_word(
                &sentence.text,
                findings.words("marks"),
                findings.words("except"),
            )
            .map(|(_, word)| word.to_owned());
            for mark in found.into_iter().chain(word) {
                let message = Message::Placeholder { mark: mark.clone() };
                findings.words_in(section, &mark, message, Message::WriteTheFactOrLeaveItOut);
            }
        }
    }
}

/// Runs of filler signs, and a single one before a measure word.
fn marks(text: &str, except: &[String]) -> Vec<String> {
    let is_sign = |character: char| "XxＸ×＊*○_＿●△□".contains(character);
    let mut marks = Vec::new();
    let mut run = 0..0;
    for (at, character) in text.char_indices().chain([(text.len(), '\0')]) {
        if is_sign(character) {
            if run.is_empty() {
                run.start = at;
            }
            run.end = at + character.len_utf8();
            continue;
        }
        let signs = &text[run.clone()];
        let before = text[..run.start].chars().next_back().unwrap_or('\0');
        let is_mark = match signs.chars().count() {
            0 => false,
            1 => {
                "次年月日号个项户名天人村镇县".contains(character) && !before.is_ascii_alphabetic()
                    || before.is_ascii_digit() && character == '年'
            }
            _ => !before.is_ascii_alphabetic() && !character.is_ascii_alphabetic(),
        };
        if is_mark && !is_within(text, run.start, run.len(), except) {
            marks.push(signs.to_owned());
        }
        run = text.len()..text.len();
    }
    marks
}
