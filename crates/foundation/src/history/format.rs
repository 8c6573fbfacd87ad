//! How events lie in a sealed file: `docs/history-format.md` says it for other programs.

use crate::journal::Event;
use crate::orders;
use arrow_array::builder::{
    FixedSizeBinaryBuilder, Int64Builder, StringBuilder, StringDictionaryBuilder, TimestampMicrosecondBuilder,
};
use arrow_array::types::Int32Type;
use arrow_array::{ArrayRef, RecordBatch};
use arrow_schema::{DataType, Field, Schema, TimeUnit};
use base::Id as _;
use base::id::CustomerId;
use parquet::basic::{Compression, Encoding, ZstdLevel};
use parquet::file::metadata::KeyValue;
use parquet::file::properties::{EnabledStatistics, WriterProperties};
use parquet::schema::types::ColumnPath;
use std::sync::{Arc, LazyLock};

/// Written into every file as `amana.format`. A reader refuses what it does not know.
pub const FORMAT: &str = "1";
pub(super) const FORMAT_KEY: &str = "amana.format";
/// Rows that are compressed and described together.
pub(super) const GROUP_ROWS: usize = 131_072;
/// Rows a page: what a timeline has to unpack to see one row.
const PAGE_ROWS: usize = 4096;
const PAGE_BYTES: usize = 64 * 1024;
const UTC: &str = "UTC";

/// A column of a sealed file, in their order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Column {
    /// The customer's root when the file was written: rows are sorted by it, then by time and position.
    Customer,
    /// The id as it arrived, where that is another.
    CustomerSeen,
    Position,
    Time,
    ReceivedAt,
    Event,
    Name,
    Kind,
    Origin,
    OrderId,
    ProductId,
    /// Minor units of `Currency`.
    Value,
    Currency,
    Body,
}

/// Which columns a reader wants; the others are not read from disk. Customer and time always are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Columns(u16);

impl Column {
    pub(super) const ALL: [Self; 14] = [
        Self::Customer,
        Self::CustomerSeen,
        Self::Position,
        Self::Time,
        Self::ReceivedAt,
        Self::Event,
        Self::Name,
        Self::Kind,
        Self::Origin,
        Self::OrderId,
        Self::ProductId,
        Self::Value,
        Self::Currency,
        Self::Body,
    ];

    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Customer => "customer",
            Self::CustomerSeen => "customer_seen",
            Self::Position => "position",
            Self::Time => "time",
            Self::ReceivedAt => "received_at",
            Self::Event => "event",
            Self::Name => "name",
            Self::Kind => "kind",
            Self::Origin => "origin",
            Self::OrderId => "order_id",
            Self::ProductId => "product_id",
            Self::Value => "value",
            Self::Currency => "currency",
            Self::Body => "body",
        }
    }

    const fn is_optional(self) -> bool {
        matches!(self, Self::CustomerSeen | Self::OrderId | Self::ProductId | Self::Value | Self::Currency)
    }

    fn data_type(self) -> DataType {
        match self {
            Self::Customer | Self::CustomerSeen | Self::Event => DataType::FixedSizeBinary(16),
            Self::Position | Self::Value => DataType::Int64,
            Self::Time | Self::ReceivedAt => DataType::Timestamp(TimeUnit::Microsecond, Some(UTC.into())),
            Self::Name | Self::Kind | Self::Origin | Self::ProductId | Self::Currency => {
                DataType::Dictionary(Box::new(DataType::Int32), Box::new(DataType::Utf8))
            }
            Self::OrderId | Self::Body => DataType::Utf8,
        }
    }
}

impl Columns {
    /// The customer alone, which is too little for a pass.
    pub(super) const IDS: Self = Self(1 << Column::Customer as u16);
    /// Customer and time alone.
    pub const LEAST: Self = Self(1 << Column::Customer as u16 | 1 << Column::Time as u16);
    pub const ALL: Self = Self((1 << Column::ALL.len()) - 1);

    /// These, beside customer and time.
    pub const fn of(columns: &[Column]) -> Self {
        let mut bits = Self::LEAST.0;
        let mut at = 0;
        while at < columns.len() {
            bits |= 1 << columns[at] as u16;
            at += 1;
        }
        Self(bits)
    }

    #[must_use]
    pub const fn with(self, column: Column) -> Self {
        Self(self.0 | 1 << column as u16)
    }

    pub(super) const fn has(self, column: Column) -> bool {
        self.0 & (1 << column as u16) != 0
    }

    pub(super) fn places(self) -> impl Iterator<Item = usize> {
        Column::ALL.into_iter().filter(move |column| self.has(*column)).map(|column| column as usize)
    }
}

static SCHEMA: LazyLock<Arc<Schema>> = LazyLock::new(|| {
    Arc::new(Schema::new(Column::ALL.map(|column| Field::new(column.name(), column.data_type(), column.is_optional())).to_vec()))
});

pub(super) fn schema() -> Arc<Schema> {
    Arc::clone(&SCHEMA)
}

/// How a file is written: sorted values as differences, few values as a dictionary, ids as they are; a sparse index of
/// customers by page, so that one of them is found without reading the file.
pub(super) fn properties() -> WriterProperties {
    let mut properties = WriterProperties::builder()
        .set_created_by("amana".to_owned())
        .set_key_value_metadata(Some(vec![KeyValue::new(FORMAT_KEY.to_owned(), FORMAT.to_owned())]))
        .set_compression(Compression::ZSTD(ZstdLevel::default()))
        .set_max_row_group_row_count(Some(GROUP_ROWS))
        .set_data_page_row_count_limit(PAGE_ROWS)
        .set_data_page_size_limit(PAGE_BYTES)
        .set_dictionary_page_size_limit(PAGE_BYTES)
        .set_write_batch_size(1024)
        .set_statistics_enabled(EnabledStatistics::Chunk);
    for column in Column::ALL {
        let path = ColumnPath::from(column.name());
        properties = match column {
            Column::Customer => properties
                .set_column_statistics_enabled(path.clone(), EnabledStatistics::Page)
                .set_column_dictionary_enabled(path, false),
            Column::CustomerSeen | Column::Event => properties.set_column_dictionary_enabled(path, false),
            Column::Position | Column::Time | Column::ReceivedAt | Column::Value => properties
                .set_column_dictionary_enabled(path.clone(), false)
                .set_column_encoding(path, Encoding::DELTA_BINARY_PACKED),
            Column::OrderId | Column::Body => properties
                .set_column_dictionary_enabled(path.clone(), false)
                .set_column_encoding(path, Encoding::DELTA_LENGTH_BYTE_ARRAY),
            Column::Name | Column::Kind | Column::Origin | Column::ProductId | Column::Currency => properties,
        };
    }
    properties.build()
}

type Words = StringDictionaryBuilder<Int32Type>;

/// Events on their way into a file.
pub(super) struct Rows {
    customer: FixedSizeBinaryBuilder,
    seen: FixedSizeBinaryBuilder,
    position: Int64Builder,
    time: TimestampMicrosecondBuilder,
    received_at: TimestampMicrosecondBuilder,
    event: FixedSizeBinaryBuilder,
    name: Words,
    kind: Words,
    origin: Words,
    order_id: StringBuilder,
    product_id: Words,
    value: Int64Builder,
    currency: Words,
    body: StringBuilder,
}

impl Rows {
    pub(super) fn new() -> Self {
        let times = || TimestampMicrosecondBuilder::new().with_timezone(UTC);
        Self {
            customer: FixedSizeBinaryBuilder::new(16),
            seen: FixedSizeBinaryBuilder::new(16),
            position: Int64Builder::new(),
            time: times(),
            received_at: times(),
            event: FixedSizeBinaryBuilder::new(16),
            name: Words::new(),
            kind: Words::new(),
            origin: Words::new(),
            order_id: StringBuilder::new(),
            product_id: Words::new(),
            value: Int64Builder::new(),
            currency: Words::new(),
            body: StringBuilder::new(),
        }
    }

    /// Adds an event of the customer whose root today is `root`.
    pub(super) fn push(&mut self, event: &Event, root: CustomerId) -> Result<(), super::Error> {
        self.customer.append_value(root.raw())?;
        if event.customer == root {
            self.seen.append_null();
        } else {
            self.seen.append_value(event.customer.raw())?;
        }
        self.position.append_value(event.position);
        self.time.append_value(event.at.micros());
        self.received_at.append_value(event.received_at.micros());
        self.event.append_value(event.id.raw())?;
        self.name.append_value(&event.name);
        self.kind.append_value(event.kind.word());
        self.origin.append_value(event.origin.word());
        let told = orders::told_by(event);
        self.order_id.append_option(told.order_id);
        self.product_id.append_option(told.product_id);
        let (currency, value) = told.amount.unzip();
        self.value.append_option(value);
        self.currency.append_option(currency.map(|currency| currency.code().to_owned()));
        self.body.append_value(&event.body);
        Ok(())
    }

    pub(super) fn finish(mut self) -> Result<RecordBatch, super::Error> {
        let columns: Vec<ArrayRef> = vec![
            Arc::new(self.customer.finish()),
            Arc::new(self.seen.finish()),
            Arc::new(self.position.finish()),
            Arc::new(self.time.finish()),
            Arc::new(self.received_at.finish()),
            Arc::new(self.event.finish()),
            Arc::new(self.name.finish()),
            Arc::new(self.kind.finish()),
            Arc::new(self.origin.finish()),
            Arc::new(self.order_id.finish()),
            Arc::new(self.product_id.finish()),
            Arc::new(self.value.finish()),
            Arc::new(self.currency.finish()),
            Arc::new(self.body.finish()),
        ];
        Ok(RecordBatch::try_new(schema(), columns)?)
    }
}
