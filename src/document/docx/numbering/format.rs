//! Counts in Word's number formats.

use crate::value::han;

/// A count in one of Word's number formats; those of other scripts come in Arabic figures.
pub fn written(count: u64, format: &str) -> String {
    match format {
        "none" => String::new(),
        "decimalZero" => format!("{count:02}"),
        "upperRoman" => roman(count),
        "lowerRoman" => roman(count).to_lowercase(),
        "upperLetter" => letters(count),
        "lowerLetter" => letters(count).to_lowercase(),
        "chineseCounting" | "taiwaneseCounting" if count < 100 => han(count, false),
        "chineseCounting" | "taiwaneseCounting" => digits(count, "○一二三四五六七八九"),
        "chineseCountingThousand"
        | "taiwaneseCountingThousand"
        | "japaneseCounting"
        | "ideographLegalTraditional" => han(count, false),
        "ideographDigital" | "japaneseDigitalTenThousand" | "taiwaneseDigital" => {
            digits(count, "〇一二三四五六七八九")
        }
        "chineseLegalSimplified" => legal(&han(count, false)),
        "decimalFullWidth" | "decimalFullWidth2" => digits(count, "０１２３４５６７８９"),
        "ideographTraditional" => one_of(count, "甲乙丙丁戊己庚辛壬癸"),
        "ideographZodiac" => one_of(count, "子丑寅卯辰巳午未申酉戌亥"),
        "decimalEnclosedCircle" | "decimalEnclosedCircleChinese" => {
            one_of(count, "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳")
        }
        "decimalEnclosedFullstop" => one_of(count, "⒈⒉⒊⒋⒌⒍⒎⒏⒐⒑⒒⒓⒔⒕⒖⒗⒘⒙⒚⒛"),
        "decimalEnclosedParen" => one_of(count, "⑴⑵⑶⑷⑸⑹⑺⑻⑼⑽⑾⑿⒀⒁⒂⒃⒄⒅⒆⒇"),
        "ideographEnclosedCircle" => one_of(count, "㊀㊁㊂㊃㊄㊅㊆㊇㊈㊉"),
        _ => count.to_string(),
    }
}

fn one_of(count: u64, signs: &str) -> String {
    let index = usize::try_from(count).unwrap_or(0).checked_sub(1);
    let sign = index.and_then(|index| signs.chars().nth(index));
    sign.map_or_else(|| count.to_string(), |sign| sign.to_string())
}

fn digits(count: u64, signs: &str) -> String {
    let signs: Vec<char> = signs.chars().collect();
    let decimal = count.to_string();
    decimal
        .chars()
        .filter_map(|digit| signs.get(digit.to_digit(10)? as usize))
        .collect()
}

fn legal(numeral: &str) -> String {
    const PLAIN: &str = "一二三四五六七八九十百千";
    const LEGAL: &str = "壹贰叁肆伍陆柒捌玖拾佰仟";
    let legal = |character: char| {
        let index = PLAIN.chars().position(|plain| plain == character);
        index
            .and_then(|index| LEGAL.chars().nth(index))
            .unwrap_or(character)
    };
    numeral.chars().map(legal).collect()
}

fn letters(count: u64) -> String {
    // After Z come AA, BB, CC: the letter is repeated. Nobody numbers further than a few rounds.
    let Some(index) = count.checked_sub(1) else {
        return String::new();
    };
    let letter = char::from(b'A' + u8::try_from(index % 26).unwrap_or(0));
    let rounds = usize::try_from(index / 26).unwrap_or(0).min(30);
    std::iter::repeat_n(letter, rounds + 1).collect()
}

fn roman(count: u64) -> String {
    const NUMERALS: [(u64, &str); 13] = [
        (1000, "M"),
        (900, "CM"),
        (500, "D"),
        (400, "CD"),
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    ];
    if count >= 4000 {
        return count.to_string();
    }
    let (mut rest, mut text) = (count, String::new());
    for (value, numeral) in NUMERALS {
        while rest >= value {
            text.push_str(numeral);
            rest -= value;
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formats_are_written_as_word_writes_them() {
        let cases = [
            (12, "chineseCounting", "十二"),
            (100, "chineseCounting", "一○○"),
            (100, "chineseCountingThousand", "一百"),
            (21, "japaneseCounting", "二十一"),
            (3, "decimalEnclosedCircle", "③"),
            (21, "decimalEnclosedCircle", "21"),
            (10, "chineseLegalSimplified", "拾"),
            (14, "upperRoman", "XIV"),
            (28, "lowerLetter", "bb"),
            (4, "ideographTraditional", "丁"),
            (7, "decimalZero", "07"),
            (5, "hebrew1", "5"),
        ];
        for (count, format, text) in cases {
            assert_eq!(written(count, format), text, "{format}");
        }
    }
}
