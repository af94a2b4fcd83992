//! `length`: a text that is too short or too long.

use super::{Findings, Rule, Text};
use crate::message::{Bilingual, Message};

/// See [`Rule`].
pub static RULE: Rule = Rule {
    id: "length",
    what: Bilingual {
        zh: "全文字数（不计空白）应在规定范围内；指定了字数的，误差不超过百分之五。",
        en: "The text's length, white space not counted, lies within the genre's limits, or within 5 % of what was asked.",
    },
    why: Bilingual {
        zh: "过短说明没有讲透，过长会超过发言时间。",
        en: "Too short means little was said; too long does not fit the meeting.",
    },
    example: Bilingual {
        zh: "3,000 至 4,500 字。",
        en: "3,000 to 4,500 characters.",
    },
    check,
};

fn check(text: &Text<'_>, findings: &mut Findings<'_>) {
    #[allow(clippy::cast_precision_loss)]
    let asked = text.length.map(|length| length as f64);
    let tolerance = findings.number("tolerance", 0.05);
    let least = asked.map_or(findings.number("least", 0.0), |asked| {
        asked * (1.0 - tolerance)
    });
    let most = asked.map_or(findings.number("most", f64::MAX), |asked| {
        asked * (1.0 + tolerance)
    });
    let length = text.document.length();
    #[allow(clippy::cast_precision_loss)]
    let found = length as f64;
    if found < least {
        let message = Message::TooShort {
            length,
            least: rounded(least),
        };
        findings.whole(message, Message::SupplyMoreFacts);
    } else if found > most {
        let message = Message::TooLong {
            length,
            most: rounded(most),
        };
        findings.whole(message, Message::AskForFewerProblems);
    }
}

fn rounded(number: f64) -> usize {
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
    let rounded = number.round() as usize;
    rounded
}
