//! Values on their way in and out: the few column types that both engines share.

use base::id::{
    AccessId, AuditId, CallId, CampaignId, CustomerId, EndpointId, ErasureId, EventId, GrantId, HistoryFileId, JourneyId, KeyId,
    MessageId, OptInId, PrivacyLinkId, Raw, RequestId, RunId, SegmentId, StaffId, TaskId, TeamId, TemplateId, WindowId,
};
use base::{Id, Timestamp};
use tokio_postgres::types::{IsNull, ToSql, Type, to_sql_checked};

/// One parameter of a statement.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Param<'a> {
    Null,
    Int(i64),
    Real(f64),
    Text(&'a str),
    Blob(&'a [u8]),
}

/// A parameter that waits to be sent.
pub(crate) enum Value {
    Null,
    Int(i64),
    Real(f64),
    Text(String),
    Blob(Vec<u8>),
}

/// What can stand in `params![…]`.
pub trait ToParam {
    fn to_param(&self) -> Param<'_>;
}

impl Param<'_> {
    pub(crate) fn to_value(self) -> Value {
        match self {
            Self::Null => Value::Null,
            Self::Int(v) => Value::Int(v),
            Self::Real(v) => Value::Real(v),
            Self::Text(v) => Value::Text(v.to_owned()),
            Self::Blob(v) => Value::Blob(v.to_owned()),
        }
    }
}

impl Value {
    pub(crate) fn as_param(&self) -> Param<'_> {
        match self {
            Self::Null => Param::Null,
            Self::Int(v) => Param::Int(*v),
            Self::Real(v) => Param::Real(*v),
            Self::Text(v) => Param::Text(v),
            Self::Blob(v) => Param::Blob(v),
        }
    }
}

/// What a column can be read as.
pub trait FromColumn: Sized {
    fn from_sqlite(row: &rusqlite::Row<'_>, column: usize) -> Result<Self, String>;
    fn from_postgres(row: &tokio_postgres::Row, column: usize) -> Result<Self, String>;
}

/// `params![customer, "name", 3]`: a slice of parameters.
#[macro_export]
macro_rules! params {
    ($($value:expr),* $(,)?) => { &[$($crate::ToParam::to_param(&$value)),*] as &[$crate::Param<'_>] };
}

macro_rules! int_params {
    ($($t:ty),+) => {$(
        impl ToParam for $t {
            fn to_param(&self) -> Param<'_> { Param::Int(i64::from(*self)) }
        }
    )+};
}
int_params!(i64, i32, i16, u32, u16, u8, bool);

impl ToParam for f64 {
    fn to_param(&self) -> Param<'_> {
        Param::Real(*self)
    }
}
impl ToParam for usize {
    fn to_param(&self) -> Param<'_> {
        Param::Int(i64::try_from(*self).unwrap_or(i64::MAX))
    }
}
impl ToParam for str {
    fn to_param(&self) -> Param<'_> {
        Param::Text(self)
    }
}
impl ToParam for String {
    fn to_param(&self) -> Param<'_> {
        Param::Text(self)
    }
}
impl ToParam for [u8] {
    fn to_param(&self) -> Param<'_> {
        Param::Blob(self)
    }
}
impl ToParam for Vec<u8> {
    fn to_param(&self) -> Param<'_> {
        Param::Blob(self)
    }
}
impl<const N: usize> ToParam for [u8; N] {
    fn to_param(&self) -> Param<'_> {
        Param::Blob(self)
    }
}
impl ToParam for Timestamp {
    fn to_param(&self) -> Param<'_> {
        Param::Int(self.micros())
    }
}
impl<T: ToParam + ?Sized> ToParam for &T {
    fn to_param(&self) -> Param<'_> {
        (**self).to_param()
    }
}
impl<T: ToParam> ToParam for Option<T> {
    fn to_param(&self) -> Param<'_> {
        self.as_ref().map_or(Param::Null, ToParam::to_param)
    }
}

macro_rules! plain_columns {
    ($($t:ty),+) => {$(
        impl FromColumn for $t {
            fn from_sqlite(row: &rusqlite::Row<'_>, column: usize) -> Result<Self, String> {
                row.get(column).map_err(|e| e.to_string())
            }
            fn from_postgres(row: &tokio_postgres::Row, column: usize) -> Result<Self, String> {
                row.try_get(column).map_err(|e| e.to_string())
            }
        }
    )+};
}
plain_columns!(i64, f64, String, Vec<u8>, Option<i64>, Option<f64>, Option<String>, Option<Vec<u8>>);

/// Columns that are stored as another one: read that, then convert.
macro_rules! converted_columns {
    ($($t:ty : $stored:ty = $convert:expr;)+) => {$(
        impl FromColumn for $t {
            fn from_sqlite(row: &rusqlite::Row<'_>, column: usize) -> Result<Self, String> {
                let convert: fn($stored) -> Result<$t, String> = $convert;
                convert(<$stored>::from_sqlite(row, column)?)
            }
            fn from_postgres(row: &tokio_postgres::Row, column: usize) -> Result<Self, String> {
                let convert: fn($stored) -> Result<$t, String> = $convert;
                convert(<$stored>::from_postgres(row, column)?)
            }
        }
    )+};
}

fn sixteen(bytes: Vec<u8>) -> Result<Raw, String> {
    bytes.try_into().map_err(|b: Vec<u8>| format!("expected 16 bytes, found {}", b.len()))
}

converted_columns! {
    bool: i64 = |v| Ok(v != 0);
    Timestamp: i64 = |v| Ok(Self::from_micros(v));
    Option<Timestamp>: Option<i64> = |v| Ok(v.map(Timestamp::from_micros));
    u64: i64 = |v| u64::try_from(v).map_err(|e| e.to_string());
    u32: i64 = |v| u32::try_from(v).map_err(|e| e.to_string());
    u8: i64 = |v| u8::try_from(v).map_err(|e| e.to_string());
    Raw: Vec<u8> = sixteen;
    Option<Raw>: Option<Vec<u8>> = |v| v.map(sixteen).transpose();
}

macro_rules! id_values {
    ($($t:ty),+) => {$(
        impl ToParam for $t {
            fn to_param(&self) -> Param<'_> { Param::Blob(self.raw()) }
        }
        converted_columns! {
            $t: Vec<u8> = |v| sixteen(v).map(<$t>::from_raw);
            Option<$t>: Option<Vec<u8>> = |v| v.map(|v| sixteen(v).map(<$t>::from_raw)).transpose();
        }
    )+};
}
id_values!(
    CustomerId,
    EventId,
    MessageId,
    KeyId,
    StaffId,
    TeamId,
    AuditId,
    GrantId,
    AccessId,
    HistoryFileId,
    PrivacyLinkId,
    OptInId,
    ErasureId,
    WindowId,
    RequestId,
    TemplateId,
    SegmentId,
    JourneyId,
    RunId,
    CallId,
    CampaignId,
    EndpointId,
    TaskId
);

impl rusqlite::ToSql for Param<'_> {
    fn to_sql(&self) -> rusqlite::Result<rusqlite::types::ToSqlOutput<'_>> {
        use rusqlite::types::{ToSqlOutput, ValueRef};
        Ok(ToSqlOutput::Borrowed(match *self {
            Self::Null => ValueRef::Null,
            Self::Int(v) => ValueRef::Integer(v),
            Self::Real(v) => ValueRef::Real(v),
            Self::Text(v) => ValueRef::Text(v.as_bytes()),
            Self::Blob(v) => ValueRef::Blob(v),
        }))
    }
}

impl ToSql for Param<'_> {
    fn to_sql(
        &self,
        ty: &Type,
        out: &mut tokio_postgres::types::private::BytesMut,
    ) -> Result<IsNull, Box<dyn std::error::Error + Sync + Send>> {
        match *self {
            Self::Null => Ok(IsNull::Yes),
            Self::Int(v) if *ty == Type::INT4 => i32::try_from(v)?.to_sql(ty, out),
            Self::Int(v) if *ty == Type::INT2 => i16::try_from(v)?.to_sql(ty, out),
            Self::Int(v) if *ty == Type::FLOAT8 => (v as f64).to_sql(ty, out),
            Self::Int(v) => v.to_sql(ty, out),
            Self::Real(v) => v.to_sql(ty, out),
            Self::Text(v) => v.to_sql(ty, out),
            Self::Blob(v) => v.to_sql(ty, out),
        }
    }

    fn accepts(_: &Type) -> bool {
        true
    }

    to_sql_checked!();
}
