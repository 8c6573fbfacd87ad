//! Why a row, or a value in it, was not taken. The words never repeat what stands in the file: logs and reports stay free of
//! personal data.

use super::{PRODUCTS_MAX, ROW_BYTES_MAX};

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, thiserror::Error)]
pub enum Reason {
    #[error("is not UTF-8; save the file as UTF-8 and import it again")]
    NotUtf8,
    #[error("the row is longer than {} KB; is a quote never closed?", ROW_BYTES_MAX / 1024)]
    RowTooLong,
    #[error("a quote opens here and is never closed")]
    UnclosedQuote,
    #[error("is not a JSON object on one line")]
    NotJson,
    #[error("holds a list or an object where one value is expected")]
    NotText,
    #[error("holds a NUL character")]
    Nul,
    #[error("is empty")]
    Empty,
    #[error("says nothing of who the customer is")]
    NoCustomer,
    #[error("is not a date in the map's format")]
    Date,
    #[error("lies before 1970 or in the future; is the map's date format right?")]
    DateRange,
    #[error("is not an amount; is the map's decimal mark right?")]
    Amount,
    #[error("is a negative amount; a refund is no order")]
    Negative,
    #[error("is not a number of units")]
    Quantity,
    #[error("is not a currency code of three letters, or differs within one order")]
    Currency,
    #[error("is not an e-mail address")]
    Email,
    #[error("is not a phone number; give --country where numbers have no +")]
    Phone,
    #[error("is not a language that the store speaks")]
    Language,
    #[error("is longer than 255 bytes")]
    IdTooLong,
    #[error("is longer than 200 bytes")]
    NameTooLong,
    #[error("is longer than 32 KB")]
    TextTooLong,
    #[error("is none of identify, track, page, screen, group, alias")]
    CallType,
    #[error("is no clear yes or no; the consent was left out")]
    ConsentAnswer,
    #[error("is a consent without its date; it was left out")]
    ConsentWithoutDate,
    #[error("is a consent without its proof; it was left out")]
    ConsentWithoutProof,
    #[error("another row of this order, or one beside it, is bad; the whole order was left out")]
    OrderIncomplete,
    #[error("the order has more than {PRODUCTS_MAX} products")]
    TooManyProducts,
}
