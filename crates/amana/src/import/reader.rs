//! From a file to its items: the header, each row's key and shape, orders gathered, checkpoints.

use super::keys::Keys;
use super::orders::Group;
use super::resolve::{self, Cells, Reading, Resolved};
use super::rows::{Record, Rows};
use super::source::Buffer;
use super::{BadRow, Checkpoint, Format, ImportError, ImportRow, Item, Map, MapFormat, Options, Reason, Source, csv, shape};
use serde_json::Value;
use std::collections::VecDeque;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

/// The rows of a file, one after the other. After an error it ends.
pub struct Import {
    map: Map,
    options: Options,
    resolved: Resolved,
    rows: Rows,
    record: Record,
    /// What reading the file's first row gave, where it turned out to be no header: `next` begins with it.
    first: Option<Result<(), Reason>>,
    keys: Keys,
    group: Option<Group>,
    ready: VecDeque<(Item, Checkpoint)>,
    checkpoint: Checkpoint,
    read_bytes: Arc<AtomicU64>,
    total_bytes: Option<u64>,
    ended: bool,
}

impl Import {
    /// Begins reading: finds the format and the header, and fits the map to them.
    pub fn new(source: Source, map: Map, options: Options) -> Result<Self, ImportError> {
        let Source { reader, read_bytes, total_bytes, name } = source;
        let mut buffer = Buffer::new(reader);
        buffer.fill().map_err(ImportError::Read)?;
        let format = find_format(&map, &name, buffer.unread());
        let mut import = Self {
            keys: Keys::new(&map),
            group: Group::needed(&map),
            map,
            options,
            resolved: Resolved::default(),
            rows: Rows::new(buffer, format),
            record: Record::default(),
            first: None,
            ready: VecDeque::new(),
            checkpoint: Checkpoint::default(),
            read_bytes,
            total_bytes,
            ended: false,
        };
        if format == Format::JsonLines {
            import.resolved = Resolved::of_objects(&import.map)?;
        } else {
            import.read_header(format)?;
        }
        import.checkpoint = import.keys.checkpoint();
        Ok(import)
    }

    /// Bytes taken from the file, as it lies on disk, and its size where that is known. The counter may be read from elsewhere.
    pub fn bytes(&self) -> (u64, Option<u64>) {
        (self.read_bytes.load(Ordering::Relaxed), self.total_bytes)
    }

    /// Where the import stands after the item last given. With everything before it safely kept, an import that stops can go on
    /// from here.
    pub fn checkpoint(&self) -> Checkpoint {
        self.checkpoint
    }

    /// Goes on from a checkpoint of the same file under the same map: reads up to it again, about 300,000 rows a second, to know
    /// the repeats, and checks that these rows are still the same.
    pub fn resume(&mut self, from: &Checkpoint) -> Result<(), ImportError> {
        while self.checkpoint.rows < from.rows {
            match self.next() {
                Some(Ok(_)) => {}
                Some(Err(error)) => return Err(error),
                None => break,
            }
        }
        if self.checkpoint == *from { Ok(()) } else { Err(ImportError::Changed) }
    }

    /// The first row of a table: its names, or a row like the others, which is then kept for `next`.
    fn read_header(&mut self, format: Format) -> Result<(), ImportError> {
        // An empty file has no rows, and nothing is wrong with it.
        let Some(first) = self.rows.next(&mut self.record).map_err(ImportError::Read)? else { return Ok(()) };
        self.keys.count(self.rows.raw())?;
        let is_csv = matches!(format, Format::Csv { .. });
        let guess = || self.map.uses_names() || resolve::looks_like_header(&self.map, &self.record, is_csv);
        let names = match first {
            Ok(()) if self.map.header.unwrap_or_else(guess) => {
                let mut names = Vec::with_capacity(self.record.len());
                for cell in self.record.cells() {
                    let name = std::str::from_utf8(cell).map_err(|_| ImportError::Header(Reason::NotUtf8))?;
                    names.push(name.trim().to_owned());
                }
                Some(names)
            }
            Err(reason) if self.map.uses_names() => return Err(ImportError::Header(reason)),
            first => {
                self.first = Some(first);
                None
            }
        };
        self.resolved = Resolved::of_table(&self.map, names.as_deref())?;
        Ok(())
    }

    /// Reads one row into `ready` or the open order; `false` at the end.
    fn read_row(&mut self) -> Result<bool, ImportError> {
        let read = match self.first.take() {
            Some(first) => first,
            None => match self.rows.next(&mut self.record).map_err(ImportError::Read)? {
                None => return Ok(false),
                Some(read) => {
                    self.keys.count(self.rows.raw())?;
                    read
                }
            },
        };
        let line = self.rows.line();
        let (shaped, order) = match read {
            Ok(()) => self.shape_row(line),
            Err(reason) => (Err((None, reason)), None),
        };
        let raw = || self.options.keep_raw.then(|| String::from_utf8_lossy(self.rows.raw()).trim_end().to_owned());
        let outcome = match shaped {
            Ok(mut row) => {
                row.left_out.iter_mut().for_each(|left_out| left_out.raw = raw());
                Ok(row)
            }
            Err((column, reason)) => Err(BadRow { line, column, reason, raw: raw() }),
        };
        let at = self.keys.checkpoint();
        match &mut self.group {
            Some(group) => group.take(outcome, order, at, &mut self.ready),
            None => self.ready.push_back((Item::from(outcome), at)),
        }
        Ok(true)
    }

    /// The event of the row in `record`, and its order's number where rows are gathered into orders.
    fn shape_row(&mut self, line: u64) -> (Result<ImportRow, shape::Refused>, Option<String>) {
        let Self { map, options, resolved, record, keys, group, rows, .. } = self;
        let mut parsed = serde_json::Map::new();
        let is_json = rows.format() == Format::JsonLines;
        if is_json {
            match parse_object(record.cell(0).unwrap_or_default()) {
                Ok(object) => parsed = object,
                Err(reason) => return (Err((None, reason)), None),
            }
        }
        if is_json && map.as_is {
            let key = keys.key(record.cells().map(Some));
            let event = shape::as_is(parsed, options.now, &key);
            return (event.map(|event| ImportRow { line, key, event, consents: Vec::new(), left_out: Vec::new() }), None);
        }
        let cells = if is_json { Cells::Object(&parsed) } else { Cells::Record(record) };
        let reading = Reading { map, resolved, options };
        let texts = match shape::texts(&reading, cells) {
            Ok(texts) => texts,
            Err(refused) => return (Err(refused), None),
        };
        let rest = reading.resolved.rest.iter().map(|(at, _)| record.cell(*at));
        let key = keys.key(texts.iter().map(|text| text.as_ref().map(|t| t.as_bytes())).chain(rest));
        let order = group.as_ref().and_then(|_| texts[reading.position("order_id")?].as_deref().map(str::to_owned));
        let continues = group.as_ref().is_some_and(|group| group.continues(order.as_deref()));
        let shaped = shape::shape(&reading, cells, &texts, line, &key, continues);
        let row = shaped.map(|s| ImportRow { line, key, event: s.event, consents: s.consents, left_out: s.left_out });
        (row, order)
    }
}

impl Iterator for Import {
    type Item = Result<Item, ImportError>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some((item, checkpoint)) = self.ready.pop_front() {
                self.checkpoint = checkpoint;
                return Some(Ok(item));
            }
            if self.ended {
                return None;
            }
            match self.read_row() {
                Ok(true) => {}
                Ok(false) => {
                    self.ended = true;
                    if let Some(group) = &mut self.group {
                        group.finish(&mut self.ready);
                    }
                }
                Err(error) => {
                    self.ended = true;
                    return Some(Err(error));
                }
            }
        }
    }
}

impl From<Result<ImportRow, BadRow>> for Item {
    fn from(outcome: Result<ImportRow, BadRow>) -> Self {
        match outcome {
            Ok(row) => Self::Row(Box::new(row)),
            Err(bad) => Self::Bad(bad),
        }
    }
}

/// The map's word, then the file name's, then the first line's.
fn find_format(map: &Map, name: &str, head: &[u8]) -> Format {
    let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending);
    let line = head.split(|b| *b == b'\n').find(|line| !line.trim_ascii().is_empty()).unwrap_or_default();
    let found = map.format.unwrap_or_else(|| match ending {
        "csv" | "tsv" => MapFormat::Csv,
        "jsonl" | "ndjson" => MapFormat::JsonLines,
        _ if line.trim_ascii_start().starts_with(b"{") => MapFormat::JsonLines,
        _ if map.delimiter.is_some() || line.iter().any(|b| b",;\t|".contains(b)) => MapFormat::Csv,
        _ => MapFormat::Columns,
    });
    match found {
        MapFormat::Csv => Format::Csv { delimiter: map.delimiter.unwrap_or_else(|| csv::guess_delimiter(head)) },
        MapFormat::Columns => Format::Columns,
        MapFormat::JsonLines => Format::JsonLines,
    }
}

fn parse_object(line: &[u8]) -> Result<serde_json::Map<String, Value>, Reason> {
    let line = std::str::from_utf8(line).map_err(|_| Reason::NotUtf8)?;
    match serde_json::from_str(line) {
        Ok(Value::Object(object)) => Ok(object),
        _ => Err(Reason::NotJson),
    }
}
