//! Finds values again in text that a person has written, whatever numerals and forms of dates it uses.

mod date;

use super::amount::number_at;
use super::numeral::{arabic_or_han, is_numeral};
use super::{Pairs, Value, place_forms};
use crate::message::Language;
use crate::template::Form;
use date::{FoundDate, date_at, tells};
use std::ops::Range;

/// The dates and numbers that stand in a text.
#[derive(Debug, Clone, PartialEq)]
pub struct Figures<'t> {
    text: &'t str,
    dates: Vec<(Range<usize>, FoundDate)>,
    /// Where a number stands, and what it is.
    numbers: Vec<(Range<usize>, f64)>,
    /// Most values stand nowhere in a sentence, which its pairs tell at once.
    pairs: Pairs,
}

/// What makes a place's name another one: 大青石村 is not 青石村.
const NAME_PREFIXES: [char; 8] = ['东', '西', '南', '北', '大', '小', '新', '老'];
/// The last characters of posts that stand before a person's name.
const POST_ENDS: [char; 9] = ['长', '员', '任', '记', '师', '导', '士', '委', '理'];

impl<'t> Figures<'t> {
    /// Reads a text; a date without a year is one of `year`.
    pub fn of(text: &'t str, year: i16) -> Self {
        let mut figures = Self {
            text,
            dates: Vec::new(),
            numbers: Vec::new(),
            pairs: Pairs::of(text),
        };
        let mut end = 0;
        let mut before = None;
        for (at, character) in text.char_indices() {
            if at >= end && !before.is_some_and(is_numeral) {
                if let Some((date, length)) = date_at(text, at, year) {
                    end = at + length;
                    figures.dates.push((at..end, date));
                } else if let Some((number, length)) = number_in_text(text, at) {
                    end = at + length;
                    figures.numbers.push((at..end, number));
                }
            }
            before = Some(character);
        }
        figures
    }

    /// Where a value stands, in the order of the text.
    pub fn places_of(&self, value: &Value, language: Language, year: i16) -> Vec<Range<usize>> {
        let mut places = self.all_places_of(value, language, year);
        places.sort_by_key(|range| (range.start, std::cmp::Reverse(range.end)));
        places.dedup();
        places
    }

    fn all_places_of(&self, value: &Value, language: Language, year: i16) -> Vec<Range<usize>> {
        match value {
            Value::Date(_) | Value::Period(_) => {
                let mut places: Vec<Range<usize>> = self
                    .dates
                    .iter()
                    .filter(|(_, found)| tells(*found, value))
                    .map(|(range, _)| range.clone())
                    .collect();
                if language == Language::English {
                    for form in [Form::Default, Form::Short] {
                        places.extend(self.words(&value.surface(form, language, year)));
                    }
                }
                places
            }
            Value::Count(count, unit) => {
                #[allow(clippy::cast_precision_loss)]
                let mut places = self.numbered(*count as f64, unit, false);
                if language == Language::English {
                    places.extend(self.words(&value.surface(Form::Default, language, year)));
                }
                places
            }
            Value::Amount(amount) => {
                let mut places = self.words(&amount.text);
                places.extend(self.numbered(amount.number, &amount.unit, true));
                places
            }
            Value::Place(place) => place_forms(place)
                .flat_map(|form| {
                    let is_short = form.len() < place.len();
                    self.words(form).into_iter().filter(move |range| {
                        let before = self.text[..range.start].chars().next_back();
                        !(is_short && before.is_some_and(|before| NAME_PREFIXES.contains(&before)))
                    })
                })
                .collect(),
            Value::Name(name) => name_forms(name).flat_map(|form| self.words(form)).collect(),
            Value::Title(title) => {
                /// A title without its marks is known by as many characters.
                const BARE: usize = 6;
                let mut places = self.words(&value.surface(Form::Default, language, year));
                if title.chars().count() >= BARE {
                    places.extend(self.words(title));
                }
                places
            }
            Value::Text(text) => {
                let mut places = self.words(text);
                if text.contains(['“', '”']) {
                    let inner = text.replace('“', "‘").replace('”', "’");
                    places.extend(self.words(&inner));
                }
                places
            }
            // 完成 and its like stand in every text and tell no fact.
            Value::Choice(_) => Vec::new(),
        }
    }

    /// Where words stand, not as a part of a longer number or of a longer Latin word.
    fn words(&self, words: &str) -> Vec<Range<usize>> {
        if words.is_empty() || !self.pairs.may_hold(words) {
            return Vec::new();
        }
        let joins = |outside: Option<char>, inside: Option<char>| {
            let both = |is: fn(char) -> bool| outside.is_some_and(is) && inside.is_some_and(is);
            both(is_numeral) || both(|character| character.is_ascii_alphanumeric())
        };
        self.text
            .match_indices(words)
            .map(|(at, _)| at..at + words.len())
            .filter(|range| {
                let before = self.text[..range.start].chars().next_back();
                let after = self.text[range.end..].chars().next();
                !joins(before, words.chars().next()) && !joins(after, words.chars().next_back())
            })
            .collect()
    }

    /// Where a number stands with its unit; 3100余万 is near enough to 3100万 for an amount and for no count.
    fn numbered(&self, number: f64, unit: &str, is_amount: bool) -> Vec<Range<usize>> {
        let mut places = Vec::new();
        for (range, found) in &self.numbers {
            let is_vague = self.text[range.clone()].contains(['余', '多', '几']);
            let is_equal = (found - number).abs() <= number.abs() * 1e-9;
            // 第2次 counts nothing; 第9位 is a rank.
            let is_ordinal = self.text[..range.start].ends_with('第');
            if is_ordinal && !matches!(unit, "位" | "名") {
                continue;
            }
            if !is_equal || is_vague && !is_amount {
                continue;
            }
            let rest = &self.text[range.end..];
            let spaces = rest.len() - rest.trim_start_matches(' ').len();
            let rest = &rest[spaces..];
            let is_per_cent = self.text[range.clone()].starts_with(PER_CENT);
            let length = match unit {
                "%" if is_per_cent => Some(0),
                "%" if rest.starts_with('％') => Some('％'.len_utf8()),
                _ if is_per_cent => None,
                unit => rest.starts_with(unit).then_some(unit.len()),
            };
            // A bare number is too little to know a value by.
            if let Some(length) = length.filter(|_| !unit.is_empty()) {
                let taken = if length == 0 { 0 } else { spaces + length };
                places.push(range.start..range.end + taken);
            }
        }
        places
    }
}

const PER_CENT: &str = "百分之";

/// A number of a text: 12, 1,200, 十二, 3.1万, 百分之七十.
fn number_in_text(text: &str, at: usize) -> Option<(f64, usize)> {
    let rest = &text[at..];
    if let Some(after) = rest.strip_prefix(PER_CENT) {
        let (number, length) = number_at(after)?;
        let (fraction, more) = fraction_at(&after[length..]);
        return Some((number + fraction, PER_CENT.len() + length + more));
    }
    let opens = rest.starts_with(|character: char| is_numeral(character) && character != '万');
    opens.then(|| number_at(rest)).flatten()
}

/// 点五: the digits after a Chinese decimal point.
fn fraction_at(text: &str) -> (f64, usize) {
    let Some(digits) = text.strip_prefix('点') else {
        return (0.0, 0);
    };
    let (mut fraction, mut scale, mut length) = (0.0, 0.1, '点'.len_utf8());
    for digit in digits.chars() {
        let Some(value) = arabic_or_han(digit.encode_utf8(&mut [0; 4])).filter(|value| *value < 10)
        else {
            break;
        };
        #[allow(clippy::cast_precision_loss)]
        let value = value as f64;
        fraction += value * scale;
        scale /= 10.0;
        length += digit.len_utf8();
    }
    (fraction, length)
}

/// A name as it may be said: whole, or without the post before it.
fn name_forms(name: &str) -> impl Iterator<Item = &str> {
    /// A name without post is at most as long.
    const NAME: usize = 4;
    let starts: Vec<usize> = name.char_indices().map(|(at, _)| at).collect();
    let person = (starts.len() > NAME)
        .then(|| {
            [3, 2].into_iter().find_map(|length| {
                let start = starts[starts.len() - length];
                let before = name[..start].chars().next_back()?;
                POST_ENDS.contains(&before).then_some(&name[start..])
            })
        })
        .flatten();
    std::iter::once(name).chain(person)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::value::{Raw, ValueType};

    fn found(text: &str, value: &Value) -> Vec<String> {
        Figures::of(text, 2021)
            .places_of(value, Language::Chinese, 2021)
            .into_iter()
            .map(|range| text[range].to_owned())
            .collect()
    }

    fn date(text: &str) -> Value {
        ValueType::DateOrPeriod
            .read(&Raw::Text(text))
            .expect("a date")
    }

    #[test]
    fn a_date_is_found_in_every_form_and_no_other_date_is() {
        let day = date("2021-06-22");
        for form in [
            "2021年6月22日",
            "二〇二一年六月二十二日",
            "二零二一年六月二十二日",
            "6月22日",
            "六月二十二日",
            "6月22号",
            "2021-06-22",
            "2021/6/22",
            "2021.6.22",
            "2021年06月22日",
            "2021年6月",
            "6月",
            "六月份",
        ] {
            assert_eq!(found(&format!("我在{form}去过。"), &day), [form]);
        }
        for form in [
            "2020年6月22日",
            "去年6月22日",
            "16月22日",
            "6月2日",
            "6月23日",
            "2021年",
            "2021年上半年",
            "12021-06-22",
            "2021-06-221",
            "5月",
            "二〇二〇年六月二十二日",
            "2021.6",
        ] {
            assert_eq!(found(&format!("我在{form}去过。"), &day), [""; 0], "{form}");
        }
        assert_eq!(found("今年6月22日去过", &day), ["6月22日"]);
        assert_eq!(
            found("第三季度、三季度、3季度、2021Q3", &date("2021Q3")).len(),
            4
        );
        assert_eq!(
            found("上半年、2021年上半年、去年上半年", &date("2021H1")).len(),
            2
        );
        assert_eq!(
            found("2021年、二〇二一年、2021年度、2020年", &date("2021")).len(),
            3
        );
        let period = date("2021-05-17..2021-05-21");
        for form in [
            "5月17日至21日",
            "2021年5月17日到5月21日",
            "五月十七日至二十一日",
            "2021-05-17至2021-05-21",
            "5月18日",
        ] {
            assert_eq!(found(&format!("{form}参加培训"), &period), [form]);
        }
        assert_eq!(found("5月17日至22日，5月22日", &period), [""; 0]);
    }

    #[test]
    fn counts_and_amounts_are_found_in_both_numerals() {
        let count = Value::Count(12, "次".to_owned());
        for form in ["12次", "十二次", "12 次"] {
            assert_eq!(found(&format!("共{form}。"), &count), [form]);
        }
        for form in [
            "112次",
            "2次",
            "第12次",
            "1.12次",
            "三十二次",
            "12天",
            "12多次",
            "12",
        ] {
            assert_eq!(found(&format!("共{form}。"), &count), [""; 0], "{form}");
        }
        assert_eq!(
            found("去了两次、二次、2次", &Value::Count(2, "次".to_owned())).len(),
            3
        );
        let amount = |text: &str| ValueType::Amount.read(&Raw::Text(text)).expect("an amount");
        for form in ["4.6万元", "46000元", "46,000元", "四万六千元"] {
            assert_eq!(found(&format!("花了{form}。"), &amount("4.6万元")), [form]);
        }
        for form in ["71.5%", "71.5％", "百分之七十一点五"] {
            assert_eq!(found(&format!("为{form}。"), &amount("71.5%")), [form]);
        }
        assert_eq!(found("为171.5%。", &amount("71.5%")), [""; 0]);
        assert_eq!(
            found("投了3100余万元。", &amount("3100余万元")),
            ["3100余万元"]
        );
    }

    #[test]
    fn places_names_and_titles_are_found_in_their_short_forms() {
        let place = Value::Place("临江县柳河镇青石村".to_owned());
        assert_eq!(found("到青石村", &place), ["青石村"]);
        assert_eq!(found("到柳河镇青石村", &place), ["柳河镇青石村", "青石村"]);
        for other in ["到大青石村", "到北青石村", "到柳河镇"] {
            assert_eq!(found(other, &place), [""; 0], "{other}");
        }
        let name = |name: &str| Value::Name(name.to_owned());
        assert_eq!(found("同韦长林谈", &name("质安站站长韦长林")), ["韦长林"]);
        assert_eq!(found("看葛桂兰", &name("困难党员葛桂兰")), ["葛桂兰"]);
        assert_eq!(found("找柏森", &name("物业科科长柏森")), ["柏森"]);
        assert_eq!(found("找主任", &name("县政府办公室主任")), [""; 0]);
        assert_eq!(found("Joanna and Ann", &name("Ann")), ["Ann"]);
        let title = Value::Title("论中国共产党历史".to_owned());
        assert_eq!(
            found("读《论中国共产党历史》", &title),
            ["《论中国共产党历史》", "论中国共产党历史"]
        );
        let text = Value::Text("12345热线".to_owned());
        assert_eq!(found("12345热线", &text), ["12345热线"]);
        assert_eq!(found("912345热线", &text), [""; 0]);
    }
}
