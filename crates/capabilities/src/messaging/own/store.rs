//! Rows of the templates.

use crate::messaging::letter::{About, Terms};
use base::id::TemplateId;
use db::{Error, Result, Tx, params};

/// What must hold for the letters of a version; `None` where there is no such version.
pub fn terms(tx: &mut Tx<'_>, template: TemplateId, version: i64) -> Result<Option<Terms>> {
    let sql = "SELECT about, marketing FROM template_versions WHERE template = $1 AND version = $2";
    tx.query_opt(sql, params![template, version], |row| {
        let about = About::from_word(&row.get::<String>(0)?).ok_or_else(unknown)?;
        Ok(Terms::own(about, row.get(1)?))
    })
}

fn unknown() -> Error {
    Error::Other("a template holds an unknown word".to_owned())
}
