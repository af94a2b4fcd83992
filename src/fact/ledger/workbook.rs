//! Facts as a workbook that a clerk fills in: headers with comments, choices to pick from, an example row in grey, a guide.

use super::table::{Table, tables};
use super::{EXAMPLE, GUIDE, ID, NO, YES, label, ordered, sheet_name};
use crate::bank::{Field, Genre};
use crate::fact::read::COMMON;
use crate::fact::{FactRole, Facts};
use crate::message::{Language, Message};
use crate::value::ValueType;
use rust_xlsxwriter::{
    Color, DataValidation, DataValidationErrorStyle, DocProperties, ExcelDateTime, Format,
    FormatAlign, FormatBorder, Formula, Note, Workbook, Worksheet, XlsxError,
};

/// How many rows below a header take part in checks and choices.
const ROWS: u32 = 1_000;
/// The longest list of words that a cell's choice may hold, by the file format.
const LONGEST_LIST: usize = 255;

/// The formats of a workbook's cells.
struct Formats {
    title: Format,
    required: Format,
    optional: Format,
    text: Format,
    number: Format,
    example: Format,
    guide: Format,
}

/// A workbook of all facts; `with_example` adds the rows that show how to write. The same facts give the same bytes.
pub fn workbook(
    genre: &Genre,
    facts: &Facts,
    with_example: bool,
) -> Result<Vec<u8>, (Message, Message)> {
    make(genre, facts, with_example).map_err(|error| {
        let error = error.to_string();
        (Message::WorkbookRefused { error }, Message::ShortenTheText)
    })
}

fn make(genre: &Genre, facts: &Facts, with_example: bool) -> Result<Vec<u8>, XlsxError> {
    let language = genre.definition.language;
    let formats = formats();
    let mut book = Workbook::new();
    // A fixed time: the same facts give the same bytes.
    let created = ExcelDateTime::from_ymd(2021, 1, 1)?;
    book.set_properties(
        &DocProperties::new()
            .set_title(&genre.definition.title)
            .set_author(&facts.author.name)
            .set_creation_datetime(&created),
    );
    let topics = guide(book.add_worksheet(), genre, language, &formats)?;
    for table in &tables(genre, facts, with_example) {
        let sheet = book.add_worksheet();
        sheet.set_name(&table.name)?;
        if table.kind.is_empty() {
            about(sheet, table, genre, &formats)?;
        } else {
            kind(sheet, table, genre, &formats)?;
            choices(sheet, table, genre, &topics)?;
        }
    }
    book.save_to_buffer()
}

fn formats() -> Formats {
    let head = Format::new()
        .set_bold()
        .set_border(FormatBorder::Thin)
        .set_align(FormatAlign::Center)
        .set_align(FormatAlign::VerticalCenter);
    let text = Format::new().set_num_format("@").set_text_wrap();
    Formats {
        title: Format::new().set_bold(),
        required: head.clone().set_background_color(Color::RGB(0x00FC_E4D6)),
        optional: head.set_background_color(Color::RGB(0x00ED_EDED)),
        example: text
            .clone()
            .set_italic()
            .set_font_color(Color::RGB(0x0080_8080)),
        text,
        number: Format::new().set_num_format("0"),
        guide: Format::new().set_text_wrap().set_align(FormatAlign::Top),
    }
}

/// The sheet that explains the others; gives the formula of the range that lists the topics.
fn guide(
    sheet: &mut Worksheet,
    genre: &Genre,
    language: Language,
    formats: &Formats,
) -> Result<String, XlsxError> {
    let name = label(GUIDE, language);
    sheet.set_name(name)?;
    sheet.set_column_width(0, 24)?;
    sheet.set_column_width(1, 84)?;
    let mut row = 0;
    let title = &genre.definition.title;
    sheet.write_string_with_format(row, 0, title, &formats.title)?;
    row += 2;
    sheet.set_print_fit_to_pages(1, 0);
    for line in Message::LedgerGuide.text(language).lines() {
        sheet.merge_range(row, 0, row, 1, line, &formats.guide)?;
        // A merged row does not grow with its text by itself.
        let width: usize = line
            .chars()
            .map(|character| if character.is_ascii() { 1 } else { 2 })
            .sum();
        let lines = u32::try_from(width.div_ceil(100)).unwrap_or(1);
        sheet.set_row_height(row, 18 * lines)?;
        row += 1;
    }
    row += 1;
    for (id, kind) in &genre.definition.kinds {
        let fields: Vec<String> = ordered(kind)
            .map(|(_, field)| {
                let star = if field.required { "*" } else { "" };
                format!("{}{star}", field.label)
            })
            .collect();
        sheet.write_string_with_format(row, 0, sheet_name(id, kind), &formats.title)?;
        let joint = match language {
            Language::Chinese => "、",
            Language::English => ", ",
        };
        sheet.write_string_with_format(row, 1, fields.join(joint), &formats.guide)?;
        row += 1;
    }
    row += 1;
    let heading = label(COMMON[0], language);
    sheet.write_string_with_format(row, 0, heading, &formats.title)?;
    let first = row + 1;
    for topic in genre.topics.values() {
        sheet.write_string_with_format(row, 1, &topic.get().title, &formats.guide)?;
        row += 1;
    }
    Ok(format!("='{name}'!$B${first}:$B${}", row.max(first)))
}

fn about(
    sheet: &mut Worksheet,
    table: &Table,
    genre: &Genre,
    formats: &Formats,
) -> Result<(), XlsxError> {
    sheet.set_column_width(0, 12)?;
    sheet.set_column_width(1, 40)?;
    sheet.set_column_format(1, &formats.text)?;
    for (row, cells) in (0..).zip(&table.rows) {
        sheet.write_string_with_format(row, 0, &cells[0], &formats.required)?;
        sheet.write_string_with_format(row, 1, &cells[1], &formats.text)?;
    }
    let genres = list(std::iter::once(genre.definition.id.as_str()));
    let editions = list(genre.editions.keys().map(String::as_str));
    for (row, choice) in [(3, genres), (4, editions)] {
        if let Some(words) = choice {
            let validation = DataValidation::new()
                .allow_list_strings(&words)?
                .set_error_style(DataValidationErrorStyle::Warning);
            sheet.add_data_validation(row, 1, row, 1, &validation)?;
        }
    }
    Ok(())
}

fn kind(
    sheet: &mut Worksheet,
    table: &Table,
    genre: &Genre,
    formats: &Formats,
) -> Result<(), XlsxError> {
    let language = genre.definition.language;
    let Some(kind) = genre.definition.kinds.get(&table.kind) else {
        return Ok(());
    };
    let fields: Vec<&Field> = ordered(kind).map(|(_, field)| field).collect();
    sheet.set_freeze_panes(1, 1)?;
    sheet.set_landscape().set_paper_size(9);
    sheet.set_print_fit_to_pages(1, 0);
    sheet.set_row_height(0, 24)?;
    for (column, name) in (0u16..).zip(&table.rows[0]) {
        let field = usize::from(column)
            .checked_sub(1)
            .and_then(|index| fields.get(index));
        let is_required = field.is_some_and(|field| field.required);
        let format = if is_required {
            &formats.required
        } else {
            &formats.optional
        };
        sheet.write_string_with_format(0, column, name, format)?;
        let body = match field.map(|field| &field.value_type) {
            Some(ValueType::Count(_)) => &formats.number,
            _ => &formats.text,
        };
        let width = match field.map(|field| &field.value_type) {
            Some(ValueType::Count(_)) => 12.0,
            Some(ValueType::DateOrPeriod) => 24.0,
            Some(ValueType::Text) => 36.0,
            Some(ValueType::Place | ValueType::Title) => 28.0,
            _ => 14.0,
        };
        sheet.set_column_width(column, width)?;
        sheet.set_column_format(column, body)?;
        let text = match field {
            Some(field) => comment(field, language),
            None => common_comment(column, fields.len(), language),
        };
        let lines = u32::try_from(text.lines().count() + text.chars().count() / 18).unwrap_or(6);
        let note = Note::new(text)
            .add_author_prefix(false)
            .set_width(220)
            .set_height(24 + 18 * lines.min(20));
        sheet.insert_note(0, column, &note)?;
    }
    for (row, cells) in (0u32..).zip(&table.rows).skip(1) {
        let is_example = table.has_example && row == 1;
        for (column, cell) in (0u16..).zip(cells) {
            if cell.is_empty() {
                continue;
            }
            let field = usize::from(column)
                .checked_sub(1)
                .and_then(|index| fields.get(index));
            let is_count =
                field.is_some_and(|field| matches!(field.value_type, ValueType::Count(_)));
            // Whole numbers up to here are exact in a spreadsheet.
            let number = cell.parse::<u32>().ok().filter(|_| is_count && !is_example);
            if let Some(number) = number {
                sheet.write_number_with_format(row, column, number, &formats.number)?;
            } else {
                let format = if is_example {
                    &formats.example
                } else {
                    &formats.text
                };
                sheet.write_string_with_format(row, column, cell, format)?;
            }
        }
    }
    Ok(())
}

/// What the comment on a field's header says.
fn comment(field: &Field, language: Language) -> String {
    let mut lines = vec![
        if field.required {
            Message::ColumnRequired
        } else {
            Message::ColumnOptional
        }
        .text(language),
        field.value_type.expectation().text(language),
    ];
    if matches!(field.value_type, ValueType::Date | ValueType::DateOrPeriod) {
        lines.push(Message::DatesMayBe.text(language));
    }
    if !field.hint.is_empty() {
        lines.push(field.hint.clone());
    }
    let example = field.sample().to_owned();
    lines.push(Message::WriteValueLike { example }.text(language));
    lines.join("\n")
}

/// What the comment on a header says that every kind has.
fn common_comment(column: u16, fields: usize, language: Language) -> String {
    let at = usize::from(column).checked_sub(fields + 1);
    let id = at.and_then(|at| COMMON.get(at)).map_or(ID.0, |(id, _)| id);
    match id {
        "topics" => Message::TopicsColumn,
        "role" => Message::RoleColumn,
        "confidential" => Message::ConfidentialColumn,
        "source" | "note" => Message::RemarkColumn,
        _ => Message::IdColumn {
            example: label(EXAMPLE, language).to_owned(),
        },
    }
    .text(language)
}

/// Checks and choices of a kind's cells; they warn and never forbid, for the reader takes more than they know.
fn choices(
    sheet: &mut Worksheet,
    table: &Table,
    genre: &Genre,
    topics: &str,
) -> Result<(), XlsxError> {
    let language = genre.definition.language;
    let Some(kind) = genre.definition.kinds.get(&table.kind) else {
        return Ok(());
    };
    let bottom = ROWS.max(u32::try_from(table.rows.len()).unwrap_or(ROWS));
    let words = |words: &[&str]| list(words.iter().copied());
    let fields = kind.fields.len();
    for (column, (_, field)) in (1u16..).zip(ordered(kind)) {
        let cell = format!("{}2", crate::sheet::column_letters(usize::from(column)));
        let validation = match &field.value_type {
            ValueType::Date | ValueType::DateOrPeriod => {
                let formula = format!("=ISNUMBER(VALUE(LEFT({cell},4)))");
                let help = Message::DatesMayBe.text(language);
                DataValidation::new()
                    .allow_custom(Formula::new(formula))
                    .set_input_message(&help)?
                    .set_error_message(help)?
            }
            ValueType::Count(_) => {
                let least = field.least;
                let formula =
                    format!("=OR(ISTEXT({cell}),AND({cell}>={least},INT({cell})={cell}))");
                DataValidation::new()
                    .allow_custom(Formula::new(formula))
                    .set_error_message(field.value_type.expectation().text(language))?
            }
            ValueType::Choice(options) => match list(options.iter().map(String::as_str)) {
                Some(options) => DataValidation::new().allow_list_strings(&options)?,
                None => continue,
            },
            ValueType::Amount
            | ValueType::Place
            | ValueType::Name
            | ValueType::Title
            | ValueType::Text => continue,
        };
        let validation = validation.set_error_style(DataValidationErrorStyle::Warning);
        sheet.add_data_validation(1, column, bottom, column, &validation)?;
    }
    for (offset, (id, _)) in COMMON.iter().enumerate() {
        let column = u16::try_from(fields + 1 + offset).unwrap_or(u16::MAX);
        let validation = match *id {
            // Several may be named, so the list only offers.
            "topics" if !genre.topics.is_empty() => DataValidation::new()
                .allow_list_formula(Formula::new(topics))
                .set_input_message(Message::TopicsColumn.text(language))?
                .show_error_message(false),
            "role" => {
                let labels = FactRole::NAMED.map(|(id, name, _)| label((id, name), language));
                match words(&labels) {
                    Some(labels) => DataValidation::new().allow_list_strings(&labels)?,
                    None => continue,
                }
            }
            "confidential" => match words(&[label(YES, language), label(NO, language)]) {
                Some(answers) => DataValidation::new().allow_list_strings(&answers)?,
                None => continue,
            },
            _ => continue,
        };
        let validation = validation.set_error_style(DataValidationErrorStyle::Warning);
        sheet.add_data_validation(1, column, bottom, column, &validation)?;
    }
    Ok(())
}

/// Words to choose from, if they fit into a cell's list.
fn list<'w>(words: impl Iterator<Item = &'w str>) -> Option<Vec<String>> {
    let words: Vec<String> = words.map(str::to_owned).collect();
    let length: usize = words
        .iter()
        .map(|word| word.encode_utf16().count() + 1)
        .sum();
    let fits = !words.is_empty()
        && length <= LONGEST_LIST
        && words
            .iter()
            .all(|word| !word.is_empty() && !word.contains(','));
    fits.then_some(words)
}
