//! An export as one document, and as an archive of tables for people.

use super::cells::cell;
use super::parts::{PARTS, Part, each_message};
use super::{Export, ExportError};
use serde_json::{Value, json};
use std::io::{BufWriter, Write};
use web::i18n::Lang;
use web::key;
use zip::write::{SimpleFileOptions, StreamWriter};
use zip::{CompressionMethod, DateTime, ZipWriter};

/// Without it some spreadsheets take a table's letters for those of another alphabet.
const BYTE_ORDER_MARK: &str = "\u{feff}";

/// Writes everything as one JSON document.
pub fn write_document(export: &Export, out: &mut impl Write) -> Result<(), ExportError> {
    let customer = export.ids.first().map(ToString::to_string);
    write!(out, "{{\"customer\":{},\"exported_at\":{}", json!(customer), json!(export.at.to_rfc3339()))?;
    for part in PARTS {
        write!(out, ",\"{}\":[", part.name)?;
        let mut is_first = true;
        (part.rows)(export, &mut |row: Value| {
            out.write_all(if std::mem::take(&mut is_first) { b"\n" } else { b",\n" })?;
            Ok(serde_json::to_writer(&mut *out, &row)?)
        })?;
        out.write_all(b"]")?;
    }
    write!(out, ",\"missing_months\":{}}}", json!(*export.missing.borrow()))?;
    Ok(())
}

/// Writes everything as an archive: a table a part, the one document, the letters as they were sent, and a word to read
/// first, in the customer's language.
pub fn write_archive(export: &Export, lang: Lang, title: &str, out: impl Write) -> Result<(), ExportError> {
    let mut zip = ZipWriter::new_stream(out).set_auto_large_file();
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(written_at(export))
        .unix_permissions(0o600);
    for part in PARTS {
        zip.start_file(format!("{}.csv", part.name), options)?;
        write_table(export, part, &mut zip)?;
    }
    zip.start_file("my-data.json", options)?;
    let mut document = BufWriter::new(&mut zip);
    write_document(export, &mut document)?;
    document.flush()?;
    drop(document);
    write_letters(export, options, &mut zip)?;
    // Last, since it says what could not be read.
    zip.start_file("README.txt", options)?;
    zip.write_all(read_me(export, lang, title).as_bytes())?;
    zip.finish()?.into_inner().flush()?;
    Ok(())
}

fn written_at(export: &Export) -> DateTime {
    let at = jiff::Timestamp::from_microsecond(export.at.micros()).unwrap_or_default().to_zoned(jiff::tz::TimeZone::UTC);
    let small = |number: i8| u8::try_from(number).unwrap_or_default();
    let year = u16::try_from(at.year()).unwrap_or_default();
    DateTime::from_date_and_time(
        year,
        small(at.month()),
        small(at.day()),
        small(at.hour()),
        small(at.minute()),
        small(at.second()),
    )
    .unwrap_or_default()
}

fn write_table(export: &Export, part: &Part, out: &mut impl Write) -> Result<(), ExportError> {
    out.write_all(BYTE_ORDER_MARK.as_bytes())?;
    let mut table = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(out);
    table.write_record(part.columns)?;
    (part.rows)(export, &mut |row: Value| Ok(table.write_record(part.columns.iter().map(|column| cell(row.get(column))))?))?;
    table.flush()?;
    Ok(())
}

fn write_letters<W: Write>(
    export: &Export,
    options: SimpleFileOptions,
    zip: &mut ZipWriter<StreamWriter<W>>,
) -> Result<(), ExportError> {
    each_message(export, |message, body| {
        let Some(body) = body else { return Ok(()) };
        zip.start_file(format!("messages/{}.html", message.id), options)?;
        zip.write_all(body.html.as_bytes())?;
        Ok(())
    })
}

fn read_me(export: &Export, lang: Lang, title: &str) -> String {
    let mut lines = vec![title.to_owned(), String::new(), lang.t(key("export-about")).into_owned(), String::new()];
    for part in PARTS {
        lines.push(format!("{}.csv: {}", part.name, lang.t_code("export-part", part.name)));
    }
    lines.push(format!("messages/: {}", lang.t(key("export-letters"))));
    lines.push(format!("my-data.json: {}", lang.t(key("export-document"))));
    lines.push(String::new());
    lines.push(lang.t(key("export-times")).into_owned());
    lines.push(lang.t(key("export-cells")).into_owned());
    let missing = export.missing.borrow();
    if !missing.is_empty() {
        let months: Vec<&str> = missing.iter().map(String::as_str).collect();
        lines.push(String::new());
        lines.push(lang.t_with(key("export-missing"), &[("months", months.join(", ").into())]));
    }
    // Marks that direct text on a page are boxes to some programs.
    format!("{BYTE_ORDER_MARK}{}\r\n", web::i18n::plain(&lines.join("\r\n")))
}
