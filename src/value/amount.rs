//! Amounts: a number with a unit of the user's own, kept as written and compared by its number.

use super::numeral::arabic_or_han;
use serde::{Deserialize, Serialize};

/// An amount such as 3100余万元, 86.5% or 约12亿元.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Amount {
    /// As written.
    pub text: String,
    /// Digits times 万 or 亿.
    pub number: f64,
    /// What follows the number: 元, %, 户.
    pub unit: String,
}

impl Amount {
    /// Reads an amount; `None` where no number is found at its head.
    pub fn read(text: &str) -> Option<Self> {
        let text = super::clean(text);
        let mut rest = text;
        for prefix in ["约", "近", "超过", "超", "逾", "不足", "不到", "累计", "共"] {
            rest = rest.strip_prefix(prefix).unwrap_or(rest);
        }
        let rest = rest.trim_start();
        let (number, length) = number_at(rest)?;
        let rest = rest[length..].trim_start();
        let unit = rest.strip_prefix('％').map_or(rest, |_| "%");
        Some(Self {
            text: text.to_owned(),
            number,
            unit: unit.to_owned(),
        })
    }
}

/// The number at the head of a text, 万 and 余 included, and how many bytes it takes.
pub(super) fn number_at(text: &str) -> Option<(f64, usize)> {
    let (mut number, mut rest) = leading_number(text)?;
    let is_vague = |rest: &str| rest.starts_with(['余', '多', '几']);
    if is_vague(rest) {
        rest = &rest['余'.len_utf8()..];
    }
    for (name, scale) in [("千", 1e3), ("百", 1e2), ("万", 1e4), ("亿", 1e8)] {
        if let Some(after) = rest.strip_prefix(name) {
            number *= scale;
            rest = after;
        }
    }
    if is_vague(rest) {
        rest = &rest['余'.len_utf8()..];
    }
    Some((number, text.len() - rest.len()))
}

fn leading_number(text: &str) -> Option<(f64, &str)> {
    let digits = text
        .char_indices()
        .find(|(offset, character)| {
            let sign = *offset == 0 && matches!(character, '-' | '−' | '+');
            !(character.is_ascii_digit() || matches!(character, '.' | ',') || sign)
        })
        .map_or(text.len(), |(offset, _)| offset);
    // A sign that closes the number belongs to the sentence.
    let digits = text[..digits].trim_end_matches(['.', ',']).len();
    if let Ok(number) = text[..digits].replace(',', "").replace('−', "-").parse() {
        return Some((number, &text[digits..]));
    }
    let han = text
        .char_indices()
        .find(|(_, character)| !"零〇一二两三四五六七八九十百千万亿".contains(*character))
        .map_or(text.len(), |(offset, _)| offset);
    #[allow(clippy::cast_precision_loss)]
    (han > 0)
        .then(|| arabic_or_han(&text[..han]))
        .flatten()
        .map(|number| (number as f64, &text[han..]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_keep_their_text_and_know_their_number() {
        let cases = [
            ("3100余万元", 31_000_000.0, "元"),
            ("86.5%", 86.5, "%"),
            ("86.5％", 86.5, "%"),
            ("约12亿元", 1.2e9, "元"),
            ("1,200户", 1200.0, "户"),
            ("-3.2%", -3.2, "%"),
            ("三万元", 30_000.0, "元"),
            ("4.6万元", 46_000.0, "元"),
        ];
        for (text, number, unit) in cases {
            let amount = Amount::read(text).expect(text);
            assert!(
                (amount.number - number).abs() < 1e-6,
                "{text}: {}",
                amount.number
            );
            assert_eq!(amount.unit, unit, "{text}");
            assert_eq!(amount.text, text);
        }
        assert_eq!(Amount::read("若干元"), None);
    }
}
