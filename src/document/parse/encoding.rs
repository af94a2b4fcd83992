//! Bytes as text, in the encodings that Chinese files come in: UTF-8, UTF-16 and GB18030 with its older halves.

use encoding_rs::{GB18030, UTF_8, UTF_16BE, UTF_16LE};

/// A text as it stood in its file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decoded {
    /// The text, without a byte order mark.
    pub text: String,
    /// How the file is written.
    pub encoding: Encoding,
    /// Whether a byte order mark stood before the text.
    pub had_bom: bool,
}

/// How a text file is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Encoding {
    /// UTF-8
    Utf8,
    /// UTF-16, the low byte first
    Utf16Le,
    /// UTF-16, the high byte first
    Utf16Be,
    /// GB18030, of which GBK and GB2312 are parts
    Gb18030,
}

/// How much of a text that says nothing of its encoding must be letters for it to be one.
const PLAUSIBLE: f64 = 0.6;

/// The text of some bytes; `None` where they are none in any encoding that is known here.
pub fn decode(bytes: &[u8]) -> Option<Decoded> {
    for (mark, encoding) in [
        (b"\xEF\xBB\xBF".as_slice(), Encoding::Utf8),
        (b"\xFF\xFE", Encoding::Utf16Le),
        (b"\xFE\xFF", Encoding::Utf16Be),
    ] {
        if let Some(rest) = bytes.strip_prefix(mark) {
            return Some(Decoded {
                text: encoding.decode(rest)?,
                encoding,
                had_bom: true,
            });
        }
    }
    let read = |encoding: Encoding| {
        Some(Decoded {
            text: encoding.decode(bytes)?,
            encoding,
            had_bom: false,
        })
    };
    let has_zeros = bytes.iter().take(4_096).any(|byte| *byte == 0);
    if !has_zeros && let Some(decoded) = read(Encoding::Utf8) {
        return Some(decoded);
    }
    // UTF-16 without a mark shows by the zeros of its line ends and figures.
    let wide = [Encoding::Utf16Le, Encoding::Utf16Be]
        .into_iter()
        .filter(|_| has_zeros)
        .filter_map(read)
        .map(|decoded| (share_of_letters(&decoded.text), decoded))
        .filter(|(share, _)| *share >= PLAUSIBLE)
        .max_by(|left, right| left.0.total_cmp(&right.0));
    if let Some((_, decoded)) = wide {
        return Some(decoded);
    }
    if has_zeros {
        return read(Encoding::Utf8);
    }
    read(Encoding::Gb18030).filter(|decoded| share_of_letters(&decoded.text) >= PLAUSIBLE)
}

/// The bytes of a text in an encoding; `None` where it has no sign for a character.
pub fn encode(text: &str, encoding: Encoding, with_bom: bool) -> Option<Vec<u8>> {
    let wide = |bytes: fn(u16) -> [u8; 2]| -> Vec<u8> {
        let mark = with_bom.then_some(0xFEFF);
        mark.into_iter()
            .chain(text.encode_utf16())
            .flat_map(bytes)
            .collect()
    };
    match encoding {
        Encoding::Utf8 if with_bom => Some([b"\xEF\xBB\xBF", text.as_bytes()].concat()),
        Encoding::Utf8 => Some(text.as_bytes().to_vec()),
        Encoding::Utf16Le => Some(wide(u16::to_le_bytes)),
        Encoding::Utf16Be => Some(wide(u16::to_be_bytes)),
        Encoding::Gb18030 => {
            let (bytes, _, has_faults) = GB18030.encode(text);
            (!has_faults).then(|| bytes.into_owned())
        }
    }
}

impl Encoding {
    fn decode(self, bytes: &[u8]) -> Option<String> {
        let encoding = match self {
            Encoding::Utf8 => UTF_8,
            Encoding::Utf16Le => UTF_16LE,
            Encoding::Utf16Be => UTF_16BE,
            Encoding::Gb18030 => GB18030,
        };
        let text = encoding.decode_without_bom_handling_and_without_replacement(bytes)?;
        Some(text.into_owned())
    }
}

/// How many characters are Chinese ones, ASCII letters, figures, or the usual punctuation and white space.
fn share_of_letters(text: &str) -> f64 {
    const LOOK: usize = 4_000;
    let is_usual = |character: char| {
        matches!(character,
            ' '..='~' | '\n' | '\r' | '\t' | '一'..='鿿' | '\u{3000}'..='〗' | '！'..='～' | '“' | '”' | '‘' | '’' | '…' | '—' | '·' | '×')
    };
    let (mut all, mut usual) = (0_u32, 0_u32);
    for character in text.chars().take(LOOK) {
        all += 1;
        usual += u32::from(is_usual(character));
    }
    f64::from(usual) / f64::from(all.max(1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_encoding_is_read_and_written_back() {
        let text = "一、存在的问题\r\n2021年3月，“走访”少。\r\n";
        for encoding in [
            Encoding::Utf8,
            Encoding::Utf16Le,
            Encoding::Utf16Be,
            Encoding::Gb18030,
        ] {
            for with_bom in [false, true] {
                if with_bom && encoding == Encoding::Gb18030 {
                    continue;
                }
                let bytes = encode(text, encoding, with_bom).expect("has signs for all");
                let decoded = decode(&bytes).expect("is text");
                assert_eq!(decoded.text, text, "{encoding:?}");
                assert_eq!((decoded.encoding, decoded.had_bom), (encoding, with_bom));
            }
        }
    }

    #[test]
    fn what_is_no_text_is_refused() {
        for bytes in [
            b"\xFF\xFE\x00\xD8\x41\x00".as_slice(),
            b"\xEF\xBB\xBF\xFF",
            b"\xFF\xD8\xFF\xE0\x10JFIF\x81",
            b"\x81",
        ] {
            assert_eq!(decode(bytes), None, "{bytes:?}");
        }
    }
}
