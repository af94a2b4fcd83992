//! A quick look whether a text can hold some words at all.

/// The pairs of neighbouring characters of a text, as a set that may hold more than it was given and never less.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pairs([u64; 16]);

impl Pairs {
    /// The pairs of a text.
    pub fn of(text: &str) -> Self {
        let mut pairs = Self([0; 16]);
        let mut before = None;
        for character in text.chars() {
            if let Some(before) = before.replace(character) {
                let (word, bit) = place(before, character);
                pairs.0[word] |= bit;
            }
        }
        pairs
    }

    /// Whether words of two or more characters may stand in the text.
    pub fn may_hold(&self, words: &str) -> bool {
        let mut rest = words.chars();
        let Some(mut before) = rest.next() else {
            return true;
        };
        rest.all(|character| {
            let (word, bit) = place(std::mem::replace(&mut before, character), character);
            self.0[word] & bit != 0
        })
    }
}

fn place(first: char, second: char) -> (usize, u64) {
    place_of_pair(first, second, 10)
}

/// Where two characters are noted in a set of 2 to the power of `bits` bits: the word and the bit in it.
pub fn place_of_pair(first: char, second: char, bits: u32) -> (usize, u64) {
    let mixed = (u32::from(first).wrapping_mul(0x9e37_79b1) ^ u32::from(second))
        .wrapping_mul(0x85eb_ca6b)
        >> (32 - bits);
    ((mixed >> 6) as usize, 1 << (mixed & 63))
}

#[cfg(test)]
mod tests {
    use super::Pairs;
    use proptest::prelude::*;

    #[test]
    fn words_that_do_not_stand_there_are_mostly_known() {
        let pairs = Pairs::of("2021年3月18日，到临江县柳河镇青石村走访葛桂兰。");
        let others = ["覃有田", "白水镇", "12345热线", "地下管线图纸不全", "调研"];
        assert!(others.iter().filter(|words| pairs.may_hold(words)).count() < 2);
    }

    proptest! {
        #[test]
        fn what_stands_in_a_text_may_stand_there(text in "\\PC{0,40}", from in 0usize..40, length in 0usize..40) {
            let words: String = text.chars().skip(from).take(length).collect();
            prop_assert!(Pairs::of(&text).may_hold(&words));
        }
    }
}
