//! Number formats: how a spreadsheet shows a number, and what of a date.

use super::Content;
use jiff::ToSpan;
use jiff::civil::Date;

/// How a number is shown.
#[derive(Debug, Clone, Default, PartialEq)]
pub enum Format {
    /// As it is.
    #[default]
    Plain,
    /// With what stands around it.
    Dressed {
        /// What stands before it.
        before: String,
        /// What stands after it: `%`, `万元`.
        after: String,
        /// The least and the most decimals.
        decimals: (usize, usize),
        /// Whether it is shown in hundredths.
        is_percent: bool,
    },
    /// As a date of which this much is shown.
    Date(Shown),
}

/// How much of a date is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shown {
    /// Year, month and day.
    Day,
    /// Year and month.
    Month,
    /// The year.
    Year,
}

impl Format {
    /// A format that spreadsheets have built in, by its number; 27 to 58 are those of Chinese installations.
    pub fn built_in(number: u16) -> Self {
        match number {
            9 => Self::parse("0%"),
            10 => Self::parse("0.00%"),
            14..=16 | 22 | 28..=31 | 51 | 53 | 54 | 58 => Format::Date(Shown::Day),
            17 | 27 | 36 | 50 | 52 | 57 => Format::Date(Shown::Month),
            _ => Format::Plain,
        }
    }

    /// A format from its code: `yyyy"年"m"月"`, `0.0%`, `0"次"`; only the section for positive numbers counts.
    pub fn parse(code: &str) -> Self {
        let mut letters = String::new();
        let (mut before, mut after) = (String::new(), String::new());
        let mut digits = false;
        let mut decimals: Option<(usize, usize)> = None;
        let mut is_percent = false;
        let mut characters = code.chars();
        while let Some(character) = characters.next() {
            let mut literal = String::new();
            match character {
                ';' => break,
                '"' => literal.extend(characters.by_ref().take_while(|next| *next != '"')),
                '\\' => literal.extend(characters.next()),
                '_' | '*' => {
                    characters.next();
                }
                '[' => {
                    let inner: String = characters
                        .by_ref()
                        .take_while(|next| *next != ']')
                        .collect();
                    if inner.chars().all(|inner| "hHmMsS".contains(inner)) {
                        letters.push('h');
                    }
                }
                '0' | '#' | '?' => {
                    digits = true;
                    if let Some((least, most)) = &mut decimals {
                        *least += usize::from(character == '0');
                        *most += 1;
                    }
                }
                '.' if digits => decimals = decimals.or(Some((0, 0))),
                '%' => {
                    is_percent = true;
                    literal.push('%');
                }
                ',' | '.' | '/' | '-' | ':' | ' ' | '@' => {}
                letter if letter.is_ascii_alphabetic() => letters.push(letter.to_ascii_lowercase()),
                other => literal.push(other),
            }
            if digits { &mut after } else { &mut before }.push_str(&literal);
        }
        if !digits && letters != "general" {
            let has = |letter| letters.contains(letter);
            if has('d') {
                return Format::Date(Shown::Day);
            }
            if has('h') || has('s') {
                return Format::Plain;
            }
            if has('m') {
                return Format::Date(Shown::Month);
            }
            if has('y') || has('e') {
                return Format::Date(Shown::Year);
            }
        }
        if digits && letters.is_empty() && !(before.is_empty() && after.is_empty()) {
            return Format::Dressed {
                before: before.trim().to_owned(),
                after: after.trim().to_owned(),
                decimals: decimals.unwrap_or_default(),
                is_percent,
            };
        }
        Format::Plain
    }

    /// A number as this format shows it.
    pub fn content(&self, number: f64, counts_from_1904: bool) -> Content {
        match self {
            Format::Plain => Content::Number(number),
            Format::Date(shown) => match date(number, counts_from_1904) {
                Some(date) => Content::Date(shown.iso(date)),
                None => Content::Number(number),
            },
            Format::Dressed {
                before,
                after,
                decimals,
                is_percent,
            } => {
                let number = if *is_percent { number * 100.0 } else { number };
                let figures = figures(number, *decimals);
                Content::Text(format!("{before}{figures}{after}"))
            }
        }
    }
}

impl Shown {
    /// As much of a date as is shown, as ISO writes it.
    pub fn iso(self, date: Date) -> String {
        let (year, month, day) = (date.year(), date.month(), date.day());
        match self {
            Shown::Day => format!("{year:04}-{month:02}-{day:02}"),
            Shown::Month => format!("{year:04}-{month:02}"),
            Shown::Year => format!("{year:04}"),
        }
    }
}

/// A number with so many decimals at least and at most, halves rounded away from zero as spreadsheets do.
fn figures(number: f64, (least, most): (usize, usize)) -> String {
    let most = most.min(12);
    let scale = 10f64.powi(i32::try_from(most).unwrap_or(0));
    // The half of 0.285 × 100 falls just short in binary; a spreadsheet shows 0.29 all the same.
    let rounded = (number * scale * (1.0 + 1e-12)).round() / scale;
    let mut text = format!("{rounded:.most$}");
    for _ in least.min(most)..most {
        if !text.ends_with('0') {
            break;
        }
        text.pop();
    }
    if text.ends_with('.') {
        text.pop();
    }
    text
}

/// The date of a spreadsheet's day number. The day 60 is 1900-02-29 by Excel's own error, so days before it count from one later.
pub fn date(number: f64, counts_from_1904: bool) -> Option<Date> {
    if !(1.0..2_958_466.0).contains(&number) {
        return None;
    }
    #[allow(clippy::cast_possible_truncation)]
    let days = number.floor() as i32;
    let epoch = if counts_from_1904 {
        Date::new(1904, 1, 1)
    } else if days < 60 {
        Date::new(1899, 12, 31)
    } else {
        Date::new(1899, 12, 30)
    };
    epoch.ok()?.checked_add(days.days()).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_is_as_precise_as_it_is_shown() {
        let cases = [
            ("yyyy-mm-dd", "2021-03-18"),
            ("yyyy\"年\"m\"月\"d\"日\"", "2021-03-18"),
            ("[$-804]yyyy\"年\"m\"月\"", "2021-03"),
            ("mmm-yy", "2021-03"),
            ("yyyy", "2021"),
            ("yyyy/m/d h:mm", "2021-03-18"),
            ("[DBNum1][$-804]yyyy\"年\"m\"月\"d\"日\";@", "2021-03-18"),
        ];
        for (code, iso) in cases {
            let content = Format::parse(code).content(44_273.6, false);
            assert_eq!(content, Content::Date(iso.to_owned()), "{code}");
        }
    }

    #[test]
    fn a_number_keeps_what_its_format_adds() {
        let cases = [
            ("0.0%", 0.715, "71.5%"),
            ("0%", 0.715, "72%"),
            ("0\"次\"", 3.0, "3次"),
            ("0.0#\"万元\"_);[Red]-0.0", 31.25, "31.25万元"),
            ("0.0#\"万元\"", 31.2, "31.2万元"),
            ("0.00%", 0.125_45, "12.55%"),
        ];
        for (code, number, text) in cases {
            let content = Format::parse(code).content(number, false);
            assert_eq!(content, Content::Text(text.to_owned()), "{code}");
        }
        for code in [
            "General",
            "0",
            "#,##0.00",
            "0.00E+00",
            "h:mm",
            "[h]:mm:ss",
            "@",
        ] {
            let content = Format::parse(code).content(2.0, false);
            assert_eq!(content, Content::Number(2.0), "{code}");
        }
    }

    #[test]
    fn day_numbers_are_dates() {
        let iso = |number, old| date(number, old).map(|date| date.to_string());
        assert_eq!(iso(44_273.0, false).as_deref(), Some("2021-03-18"));
        assert_eq!(iso(42_811.0, true).as_deref(), Some("2021-03-18"));
        assert_eq!(iso(1.0, false).as_deref(), Some("1900-01-01"));
        assert_eq!(iso(f64::NAN, false), None);
        assert_eq!(iso(1e300, false), None);
    }
}
