//! `placeholder`: a mark left to be filled in.

use super::{Findings, Rule, Spot, Text};
use crate::detect::placeholders;
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
    let (marks, except) = (findings.words("marks"), findings.words("except"));
    for section in &text.document.sections {
        for (number, sentence) in section.numbered() {
            if sentence.gap.is_some() {
                continue;
            }
            for range in placeholders(&sentence.text, marks, except) {
                let mark = sentence.text[range.clone()].to_owned();
                let message = Message::Placeholder { mark };
                let help = Message::WriteTheFactOrLeaveItOut;
                findings.at(section, Spot::new(number, range), None, message, help);
            }
        }
    }
}
