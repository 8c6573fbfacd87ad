//! Rows in memory, as they came from a file or from the journal.

use super::Error;
use super::format::{Column, Columns};
use crate::journal::{Event, Kind, Origin};
use arrow_array::types::{Int32Type, TimestampMicrosecondType};
use arrow_array::{Array, ArrayRef, DictionaryArray, FixedSizeBinaryArray, Int64Array, PrimitiveArray, RecordBatch, StringArray};
use base::id::{CustomerId, EventId, Raw};
use base::{Id as _, Timestamp};

/// Some rows, with the columns that were asked for.
pub(super) struct Batch {
    rows: usize,
    customer: FixedSizeBinaryArray,
    time: PrimitiveArray<TimestampMicrosecondType>,
    seen: Option<FixedSizeBinaryArray>,
    position: Option<Int64Array>,
    received_at: Option<PrimitiveArray<TimestampMicrosecondType>>,
    event: Option<FixedSizeBinaryArray>,
    name: Option<Words>,
    kind: Option<Words>,
    origin: Option<Words>,
    order_id: Option<StringArray>,
    product_id: Option<Words>,
    value: Option<Int64Array>,
    currency: Option<Words>,
    body: Option<StringArray>,
}

/// A column of few different texts.
struct Words {
    codes: DictionaryArray<Int32Type>,
    texts: StringArray,
}

/// Rows that have one of some names.
pub(super) struct Named<'a> {
    codes: &'a [i32],
    /// Of each code.
    wanted: Vec<bool>,
}

impl Named<'_> {
    #[inline]
    pub(super) fn has(&self, at: usize) -> bool {
        self.codes.get(at).is_none_or(|code| self.wanted[*code as usize])
    }
}

/// One event of a fold. A column that was not asked for is empty. Folds live in other crates and ask at every row: hence `inline`.
#[derive(Clone, Copy)]
pub struct Row<'a> {
    batch: &'a Batch,
    at: usize,
}

impl Words {
    #[inline]
    fn get(&self, at: usize) -> Option<&str> {
        let codes = self.codes.keys();
        (!codes.is_null(at)).then(|| self.texts.value(codes.value(at) as usize))
    }
}

impl Batch {
    /// Takes a batch apart whose columns are those of `columns`, in their order.
    pub(super) fn of(batch: &RecordBatch, columns: Columns) -> Result<Self, Error> {
        let mut arrays = columns.places().zip(batch.columns()).peekable();
        let mut take = |column: Column| arrays.next_if(|(place, _)| *place == column as usize).map(|(_, array)| array);
        let customer = ids(take(Column::Customer))?.ok_or(Error::Shape)?;
        let seen = ids(take(Column::CustomerSeen))?;
        let position = plain(take(Column::Position))?;
        Ok(Self {
            rows: batch.num_rows(),
            customer,
            seen,
            position,
            time: plain(take(Column::Time))?.ok_or(Error::Shape)?,
            received_at: plain(take(Column::ReceivedAt))?,
            event: ids(take(Column::Event))?,
            name: words(take(Column::Name))?,
            kind: words(take(Column::Kind))?,
            origin: words(take(Column::Origin))?,
            order_id: plain(take(Column::OrderId))?,
            product_id: words(take(Column::ProductId))?,
            value: plain(take(Column::Value))?,
            currency: words(take(Column::Currency))?,
            body: plain(take(Column::Body))?,
        })
    }

    pub(super) const fn len(&self) -> usize {
        self.rows
    }

    pub(super) const fn row(&self, at: usize) -> Row<'_> {
        Row { batch: self, at }
    }

    /// Which rows have one of these names; all of them where there are none.
    pub(super) fn named(&self, names: &[&str]) -> Named<'_> {
        let words = self.name.as_ref().filter(|_| !names.is_empty());
        let codes = words.map(|words| words.codes.keys().values().as_ref()).unwrap_or_default();
        let of = |words: &Words| words.texts.iter().map(|text| text.is_some_and(|text| names.contains(&text))).collect();
        Named { codes, wanted: words.map(of).unwrap_or_default() }
    }

    /// The customer of a row, as a number that sorts like the id.
    #[inline]
    pub(super) fn customer(&self, at: usize) -> u128 {
        number(&self.customer.value_data()[at * 16..at * 16 + 16])
    }

    #[inline]
    pub(super) fn time(&self, at: usize) -> i64 {
        self.time.value(at)
    }
}

/// Sixteen bytes as a number that sorts like them.
pub(super) fn number(bytes: &[u8]) -> u128 {
    bytes.try_into().map_or(0, u128::from_be_bytes)
}

fn raw(array: &FixedSizeBinaryArray, at: usize) -> Raw {
    number(array.value(at)).to_be_bytes()
}

fn ids(array: Option<&ArrayRef>) -> Result<Option<FixedSizeBinaryArray>, Error> {
    let array = plain::<FixedSizeBinaryArray>(array)?;
    if array.as_ref().is_some_and(|array| array.value_length() != 16) {
        return Err(Error::Shape);
    }
    Ok(array)
}

fn plain<A: Array + Clone + 'static>(array: Option<&ArrayRef>) -> Result<Option<A>, Error> {
    array.map(|array| array.as_any().downcast_ref::<A>().cloned().ok_or(Error::Shape)).transpose()
}

fn words(array: Option<&ArrayRef>) -> Result<Option<Words>, Error> {
    let Some(codes) = plain::<DictionaryArray<Int32Type>>(array)? else { return Ok(None) };
    let texts = codes.values().as_any().downcast_ref::<StringArray>().cloned().ok_or(Error::Shape)?;
    Ok(Some(Words { codes, texts }))
}

impl<'a> Row<'a> {
    /// The customer's root when the file was written.
    #[inline]
    pub fn customer(self) -> CustomerId {
        CustomerId::from_raw(self.batch.customer(self.at).to_be_bytes())
    }

    /// When it happened.
    #[inline]
    pub fn time(self) -> Timestamp {
        Timestamp::from_micros(self.batch.time(self.at))
    }

    #[inline]
    pub fn position(self) -> i64 {
        self.batch.position.as_ref().map_or(0, |column| column.value(self.at))
    }

    #[inline]
    pub fn name(self) -> &'a str {
        self.batch.name.as_ref().and_then(|column| column.get(self.at)).unwrap_or_default()
    }

    pub fn kind(self) -> Option<Kind> {
        let word = self.batch.kind.as_ref()?.get(self.at)?;
        Kind::ALL.into_iter().find(|kind| kind.word() == word)
    }

    #[inline]
    pub fn origin(self) -> Option<Origin> {
        Origin::from_word(self.batch.origin.as_ref()?.get(self.at)?)
    }

    #[inline]
    pub fn order_id(self) -> Option<&'a str> {
        self.batch.order_id.as_ref().filter(|column| !column.is_null(self.at)).map(|column| column.value(self.at))
    }

    #[inline]
    pub fn product_id(self) -> Option<&'a str> {
        self.batch.product_id.as_ref()?.get(self.at)
    }

    /// Minor units of [`Row::currency`].
    #[inline]
    pub fn value(self) -> Option<i64> {
        self.batch.value.as_ref().filter(|column| !column.is_null(self.at)).map(|column| column.value(self.at))
    }

    #[inline]
    pub fn currency(self) -> Option<&'a str> {
        self.batch.currency.as_ref()?.get(self.at)
    }

    #[inline]
    pub fn body(self) -> &'a str {
        self.batch.body.as_ref().map_or("", |column| column.value(self.at))
    }

    /// The whole event, where all columns were asked for. Its customer is the id as it arrived.
    pub fn event(self) -> Option<Event> {
        let Self { batch, at } = self;
        let seen = batch.seen.as_ref()?;
        let customer = if seen.is_null(at) { self.customer() } else { CustomerId::from_raw(raw(seen, at)) };
        Some(Event {
            position: batch.position.as_ref()?.value(at),
            id: EventId::from_raw(raw(batch.event.as_ref()?, at)),
            customer,
            name: self.name().to_owned(),
            kind: self.kind()?,
            origin: self.origin()?,
            at: self.time(),
            received_at: Timestamp::from_micros(batch.received_at.as_ref()?.value(at)),
            body: batch.body.as_ref()?.value(at).to_owned(),
        })
    }
}
