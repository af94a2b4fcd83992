//! The encoding of a CSV file: UTF-8, UTF-16, or GB18030 as Excel writes it on a Chinese machine.

use encoding_rs::{Encoding, GB18030, UTF_8, UTF_16BE, UTF_16LE};

/// A text with the encoding that it was read in.
#[derive(Debug, Clone, PartialEq)]
pub struct Decoded {
    /// The text, without a byte order mark.
    pub text: String,
    /// The encoding's name.
    pub encoding: &'static str,
    /// Whether some bytes stood for no character.
    pub is_damaged: bool,
}

/// Reads bytes as text.
pub fn decode(bytes: &[u8]) -> Decoded {
    let encoding = match Encoding::for_bom(bytes) {
        Some((encoding, _)) => encoding,
        None if std::str::from_utf8(bytes).is_ok() && !bytes.contains(&0) => UTF_8,
        None => match zeros(bytes) {
            (0, 0) => GB18030,
            (even, odd) if even > odd => UTF_16BE,
            _ => UTF_16LE,
        },
    };
    let (text, _, is_damaged) = encoding.decode(bytes);
    Decoded {
        text: text.into_owned(),
        encoding: encoding.name(),
        is_damaged,
    }
}

/// How many zero bytes stand at even and at odd places: the high halves of ASCII in UTF-16.
fn zeros(bytes: &[u8]) -> (usize, usize) {
    let count = |parity: usize| {
        bytes
            .iter()
            .skip(parity)
            .step_by(2)
            .filter(|byte| **byte == 0)
            .count()
    };
    (count(0), count(1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn encodings_are_told_apart() {
        let text = "时间,地点\r\n2021-03,柳河镇\r\n";
        let utf16: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let utf16_big: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
        let gbk = GB18030.encode(text).0.into_owned();
        let marked = [b"\xEF\xBB\xBF", text.as_bytes()].concat();
        let marked_utf16 = [b"\xFF\xFE".as_slice(), &utf16].concat();
        for bytes in [
            text.as_bytes().to_vec(),
            utf16,
            utf16_big,
            gbk,
            marked,
            marked_utf16,
        ] {
            let decoded = decode(&bytes);
            assert_eq!(decoded.text, text, "{}", decoded.encoding);
            assert!(!decoded.is_damaged);
        }
    }
}
