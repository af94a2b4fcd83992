//! Dates of any precision from a day to a year, periods, and how both are written.

use super::numeral::arabic_or_han;
use crate::message::Language;
use crate::template::Form;
use serde::{Deserialize, Serialize};

/// A date: a year and what of it is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Date {
    /// The year, 1900 to 2199.
    pub year: i16,
    /// The part of the year.
    pub precision: Precision,
}

/// How precise a date is, with the figures of that precision.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Precision {
    /// Month 1–12 and day 1–31.
    Day(i8, i8),
    /// Month 1–12.
    Month(i8),
    /// Quarter 1–4.
    Quarter(i8),
    /// Half-year 1–2.
    Half(i8),
    /// The whole year.
    Year,
}

/// Two dates, both included.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Period {
    /// The first date.
    pub start: Date,
    /// The last date, not before the first.
    pub end: Date,
}

/// Why a text is no date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DateError {
    /// Not written as a date.
    Form,
    /// Written as a date that no calendar has.
    Impossible,
    /// A period's end lies before its start.
    EndBeforeStart,
}

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

impl Precision {
    /// The name that conditions use.
    pub fn id(self) -> &'static str {
        match self {
            Precision::Day(..) => "day",
            Precision::Month(_) => "month",
            Precision::Quarter(_) => "quarter",
            Precision::Half(_) => "half",
            Precision::Year => "year",
        }
    }
}

impl Date {
    /// Reads `2021-03-18`, `2021/3`, `2021.3.18`, `20210318`, `2021年3月18日`, `2021Q3`, `2021年第三季度`, `2021H1`, `2021年上半年`,
    /// `2021`; a time of day after the date is left out.
    /// 2021年底 is its December and 2021年3月底 that month: a deadline set by either says 底前 again.
    pub fn read(text: &str) -> Result<Self, DateError> {
        let text = without_time(text.trim());
        let text: String = text
            .chars()
            .filter(|character| !character.is_whitespace())
            .collect();
        if matches!(text.len(), 6 | 8) && text.bytes().all(|byte| byte.is_ascii_digit()) {
            let (year, rest) = text.split_at(4);
            let (month, day) = rest.split_at(2);
            return Self::read(format!("{year}-{month}-{day}").trim_end_matches('-'));
        }
        let year_end = text
            .char_indices()
            .find(|(_, character)| {
                !(character.is_ascii_digit() || "〇零一二三四五六七八九".contains(*character))
            })
            .map_or(text.len(), |(offset, _)| offset);
        let year = read_year(&text[..year_end]).ok_or(DateError::Form)?;
        let date = |precision| Date { year, precision };
        let rest = &text[year_end..];
        let rest = rest
            .strip_prefix('年')
            .or_else(|| rest.strip_prefix('度'))
            .unwrap_or(rest);
        let rest = rest.strip_prefix('度').unwrap_or(rest);
        let precision = match rest.strip_suffix(['底', '末']).unwrap_or(rest) {
            "" if rest.is_empty() => Precision::Year,
            "" => Precision::Month(12),
            "上半年" | "H1" | "h1" | "-H1" => Precision::Half(1),
            "下半年" | "H2" | "h2" | "-H2" => Precision::Half(2),
            rest => read_quarter(rest)
                .map(Ok)
                .or_else(|| read_month_day(rest, year))
                .unwrap_or(Err(DateError::Form))?,
        };
        if (1900..2200).contains(&year) {
            Ok(date(precision))
        } else {
            Err(DateError::Impossible)
        }
    }

    /// The date's first day, counted from 1970-01-01.
    pub fn first_day(self) -> i32 {
        let (month, day) = match self.precision {
            Precision::Day(month, day) => (month, day),
            Precision::Month(month) => (month, 1),
            Precision::Quarter(quarter) => (quarter * 3 - 2, 1),
            Precision::Half(half) => (half * 6 - 5, 1),
            Precision::Year => (1, 1),
        };
        days(self.year, month, day)
    }

    /// The date's last day, counted from 1970-01-01.
    pub fn last_day(self) -> i32 {
        let last_month = match self.precision {
            Precision::Day(month, day) => return days(self.year, month, day),
            Precision::Month(month) => month,
            Precision::Quarter(quarter) => quarter * 3,
            Precision::Half(half) => half * 6,
            Precision::Year => 12,
        };
        if last_month == 12 {
            days(self.year, 12, 31)
        } else {
            days(self.year, last_month + 1, 1) - 1
        }
    }

    /// The date as it is set in a text about `year`.
    pub fn surface(self, form: Form, language: Language, year: i16) -> String {
        let short = form == Form::Short && self.year == year;
        match language {
            Language::Chinese if form == Form::By => {
                let end = match self.precision {
                    Precision::Day(..) => "前",
                    Precision::Month(_) | Precision::Year => "底前",
                    Precision::Quarter(_) | Precision::Half(_) => "内",
                };
                format!("{}年{}{end}", self.year, self.chinese_part())
            }
            Language::English if form == Form::By => {
                let date = self.surface(Form::Default, language, year);
                match self.precision {
                    Precision::Day(..) => format!("by {date}"),
                    _ => format!("by the end of {date}"),
                }
            }
            Language::Chinese => {
                let rest = self.chinese_part();
                if short && !rest.is_empty() {
                    rest
                } else {
                    format!("{}年{rest}", self.year)
                }
            }
            Language::English => {
                let rest = self.english_part();
                match (rest.is_empty(), short) {
                    (true, _) => self.year.to_string(),
                    (false, true) => rest,
                    (false, false) => format!("{rest} {}", self.year),
                }
            }
        }
    }

    /// The date as ISO and the facts files write it: `2021-03-18`, `2021-03`, `2021Q3`, `2021H1`, `2021`.
    pub fn iso(self) -> String {
        let year = self.year;
        match self.precision {
            Precision::Day(month, day) => format!("{year}-{month:02}-{day:02}"),
            Precision::Month(month) => format!("{year}-{month:02}"),
            Precision::Quarter(quarter) => format!("{year}Q{quarter}"),
            Precision::Half(half) => format!("{year}H{half}"),
            Precision::Year => year.to_string(),
        }
    }

    fn chinese_part(self) -> String {
        match self.precision {
            Precision::Day(month, day) => format!("{month}月{day}日"),
            Precision::Month(month) => format!("{month}月"),
            Precision::Quarter(quarter) => {
                let name =
                    ["一", "二", "三", "四"][usize::try_from(quarter - 1).unwrap_or(0).min(3)];
                format!("第{name}季度")
            }
            Precision::Half(1) => "上半年".to_owned(),
            Precision::Half(_) => "下半年".to_owned(),
            Precision::Year => String::new(),
        }
    }

    fn english_part(self) -> String {
        let month_name = |month: i8| MONTHS[usize::try_from(month - 1).unwrap_or(0).min(11)];
        match self.precision {
            Precision::Day(month, day) => format!("{day} {}", month_name(month)),
            Precision::Month(month) => month_name(month).to_owned(),
            Precision::Quarter(1) => "the first quarter of".to_owned(),
            Precision::Quarter(2) => "the second quarter of".to_owned(),
            Precision::Quarter(3) => "the third quarter of".to_owned(),
            Precision::Quarter(_) => "the fourth quarter of".to_owned(),
            Precision::Half(1) => "the first half of".to_owned(),
            Precision::Half(_) => "the second half of".to_owned(),
            Precision::Year => String::new(),
        }
    }
}

impl Period {
    /// Reads a date or two dates joined by `..`, 至, 到, ~ or a dash; the end may leave out what it shares with the start.
    ///
    /// `Ok(Ok(period))` is a period and `Ok(Err(date))` a single date.
    pub fn read(text: &str) -> Result<Result<Period, Date>, DateError> {
        let joint = ["..", "至", "到", "~", "～", "——", "—", "–"]
            .iter()
            .find_map(|joint| text.split_once(joint));
        let Some((start, end)) = joint else {
            return Date::read(text).map(Err);
        };
        let start = Date::read(start)?;
        let end = Date::read(end).or_else(|error| match complete(start, end) {
            Some(end) => Date::read(&end),
            None => Err(error),
        })?;
        if end.last_day() < start.first_day() {
            return Err(DateError::EndBeforeStart);
        }
        if start == end {
            return Ok(Err(start));
        }
        Ok(Ok(Period { start, end }))
    }

    /// The period as it is set in a text about `year`.
    pub fn surface(self, form: Form, language: Language, year: i16) -> String {
        // Across years both ends name theirs.
        let form = if self.start.year == self.end.year {
            form
        } else {
            Form::Default
        };
        let start = self.start.surface(form, language, year);
        if language == Language::English {
            return format!("{start} to {}", self.end.surface(form, language, year));
        }
        let same_year = self.start.year == self.end.year;
        let end = match (self.start.precision, self.end.precision) {
            (Precision::Day(month, _), Precision::Day(end_month, day))
                if same_year && month == end_month =>
            {
                format!("{day}日")
            }
            (_, Precision::Year) => format!("{}年", self.end.year),
            _ if same_year => self.end.chinese_part(),
            _ => self.end.surface(form, language, year),
        };
        format!("{start}至{end}")
    }
}

/// A date without the time of day that spreadsheets write after it: `2021-03-18 14:30`, `2021-03-18T14:30:00`.
fn without_time(text: &str) -> &str {
    let Some(colon) = text.find(':') else {
        return text;
    };
    let before = text[..colon].trim_end_matches(|character: char| character.is_ascii_digit());
    let is_time = before.len() < colon && before.ends_with([' ', 'T', '\u{3000}']);
    if is_time {
        before.trim_end_matches(['T', ' ', '\u{3000}'])
    } else {
        text
    }
}

fn complete(start: Date, end: &str) -> Option<String> {
    let end = end.trim();
    let Precision::Day(month, _) = start.precision else {
        return end.contains('月').then(|| format!("{}年{end}", start.year));
    };
    if end.contains('月') {
        Some(format!("{}年{end}", start.year))
    } else {
        end.ends_with(['日', '号'])
            .then(|| format!("{}年{month}月{end}", start.year))
    }
}

fn read_year(text: &str) -> Option<i16> {
    if text.chars().count() != 4 {
        return None;
    }
    text.chars().try_fold(0i16, |year, character| {
        let digit = arabic_or_han(character.encode_utf8(&mut [0; 4]))?;
        Some(year * 10 + i16::try_from(digit).ok()?)
    })
}

fn read_quarter(rest: &str) -> Option<Precision> {
    let rest = rest.strip_prefix('-').unwrap_or(rest);
    let number = rest.strip_prefix(['Q', 'q']).or_else(|| {
        rest.strip_suffix("季度")
            .map(|rest| rest.strip_prefix('第').unwrap_or(rest))
    })?;
    let quarter = i8::try_from(arabic_or_han(number)?).ok()?;
    (1..=4)
        .contains(&quarter)
        .then_some(Precision::Quarter(quarter))
}

fn read_month_day(rest: &str, year: i16) -> Option<Result<Precision, DateError>> {
    let rest = rest.trim_start_matches(['-', '/', '.']);
    let month_end = rest.find(['-', '/', '.', '月']).unwrap_or(rest.len());
    let month = i8::try_from(arabic_or_han(&rest[..month_end])?).ok()?;
    let day = rest[month_end..]
        .trim_start_matches(['-', '/', '.', '月'])
        .trim_end_matches(['日', '号', '份']);
    if day.is_empty() {
        let legal = (1..=12).contains(&month);
        return Some(
            legal
                .then_some(Precision::Month(month))
                .ok_or(DateError::Impossible),
        );
    }
    let day = i8::try_from(arabic_or_han(day)?).ok()?;
    Some(
        jiff::civil::Date::new(year, month, day)
            .map(|_| Precision::Day(month, day))
            .map_err(|_| DateError::Impossible),
    )
}

fn days(year: i16, month: i8, day: i8) -> i32 {
    let epoch = jiff::civil::date(1970, 1, 1);
    jiff::civil::Date::new(year, month, day)
        .and_then(|date| epoch.until(date))
        .map_or(0, |span| span.get_days())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn short(text: &str) -> String {
        Date::read(text)
            .expect(text)
            .surface(Form::Short, Language::Chinese, 2021)
    }

    #[test]
    fn dates_are_read_in_every_form_and_set_in_words() {
        let cases = [
            ("2021-03-18", "2021年3月18日"),
            ("2021/3/18", "2021年3月18日"),
            ("2021.3.18", "2021年3月18日"),
            ("2021年3月18日", "2021年3月18日"),
            ("2021年3月18号", "2021年3月18日"),
            ("二〇二一年三月十八日", "2021年3月18日"),
            ("2021-03", "2021年3月"),
            ("2021年3月", "2021年3月"),
            ("2021年3月份", "2021年3月"),
            ("2021Q3", "2021年第三季度"),
            ("2021年第三季度", "2021年第三季度"),
            ("2021年三季度", "2021年第三季度"),
            ("2021H1", "2021年上半年"),
            ("2021年下半年", "2021年下半年"),
            ("2021", "2021年"),
            ("2021年", "2021年"),
            ("2021年度", "2021年"),
            ("2021年底", "2021年12月"),
            ("2021年末", "2021年12月"),
            ("2021年3月底", "2021年3月"),
            ("2021年二季度末", "2021年第二季度"),
        ];
        for (text, set) in cases {
            let date = Date::read(text).expect(text);
            assert_eq!(
                date.surface(Form::Default, Language::Chinese, 2021),
                set,
                "{text}"
            );
            assert_eq!(Date::read(&date.iso()), Ok(date), "{text}");
        }
        assert_eq!(short("2021-03-18"), "3月18日");
        assert_eq!(short("2020-03-18"), "2020年3月18日");
        assert_eq!(short("2021"), "2021年");
    }

    #[test]
    fn what_no_calendar_has_is_impossible_and_the_rest_is_no_date() {
        for text in ["2021-02-30", "2021-13", "2021年0月", "2021-13-01", "1066"] {
            assert_eq!(Date::read(text), Err(DateError::Impossible), "{text}");
        }
        for text in ["", "去年", "21-3-18", "2021Q5", "202X年", "2021-3-1x"] {
            assert_eq!(Date::read(text), Err(DateError::Form), "{text}");
        }
    }

    #[test]
    fn periods_share_what_they_can() {
        let cases = [
            ("2021-05-17..2021-05-21", "2021年5月17日至21日"),
            ("2021年5月17日至21日", "2021年5月17日至21日"),
            ("2021年5月17日至6月2日", "2021年5月17日至6月2日"),
            ("2021-05..2021-07", "2021年5月至7月"),
            ("2020-12-30至2021-01-02", "2020年12月30日至2021年1月2日"),
            ("2020..2021", "2020年至2021年"),
        ];
        for (text, set) in cases {
            let period = Period::read(text).expect(text).expect(text);
            assert_eq!(period.surface(Form::Default, Language::Chinese, 2021), set);
        }
        let across = Period::read("2020-12-30..2021-01-02")
            .expect("legal")
            .expect("two dates");
        assert_eq!(
            across.surface(Form::Short, Language::Chinese, 2021),
            "2020年12月30日至2021年1月2日"
        );
        for (text, by) in [
            ("2022-03-31", "2022年3月31日前"),
            ("2022-12", "2022年12月底前"),
            ("2022H1", "2022年上半年内"),
            ("2022", "2022年底前"),
        ] {
            let date = Date::read(text).expect(text);
            assert_eq!(date.surface(Form::By, Language::Chinese, 2021), by);
        }
        assert_eq!(
            Period::read("2021-05-21..2021-05-17"),
            Err(DateError::EndBeforeStart)
        );
    }

    #[test]
    fn dates_of_spreadsheets_are_read() {
        for text in [
            "20210318",
            "2021-03-18 14:30",
            "2021-03-18T00:00:00",
            "2021/3/18 9:05",
        ] {
            let date = Date::read(text).expect(text);
            assert_eq!(date.iso(), "2021-03-18", "{text}");
        }
        assert_eq!(
            Date::read("202103").map(Date::iso),
            Ok("2021-03".to_owned())
        );
        assert_eq!(Date::read("20211345"), Err(DateError::Impossible));
        assert_eq!(Date::read("2021-03-18:30"), Err(DateError::Form));
    }

    #[test]
    fn a_date_spans_its_days() {
        let february = Date::read("2020-02").expect("legal");
        assert_eq!(february.last_day() - february.first_day(), 28);
        let half = Date::read("2021H2").expect("legal");
        assert_eq!(half.last_day() - half.first_day(), 183);
    }
}
