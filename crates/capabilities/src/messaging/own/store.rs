//! Rows of the templates.

use super::{Choice, Draft, Fault, Letters, OwnTemplate, Version};
use crate::messaging::letter::{About, LetterRef, Terms};
use crate::messaging::topics::Topics;
use base::id::TemplateId;
use base::{Rng, Timestamp};
use db::{Error, Result, Row, Tx, params};
use std::collections::BTreeMap;

const COLUMNS: &str = "id, name, marketing, about, topic, draft, version, created_at, changed_at";
const VERSION_COLUMNS: &str = "version, marketing, about, letters, published_at";

/// What must hold for the letters of a version; `None` where there is no such version.
pub fn terms(tx: &mut Tx<'_>, template: TemplateId, version: i64) -> Result<Option<Terms>> {
    let sql = "SELECT about, marketing FROM template_versions WHERE template = $1 AND version = $2";
    tx.query_opt(sql, params![template, version], |row| Ok(Terms::own(about(&row.get::<String>(0)?)?, row.get(1)?)))
}

/// What the letters of a version speak of; `None` where there is no such version.
pub fn about_of(tx: &mut Tx<'_>, template: TemplateId, version: i64) -> Result<Option<About>> {
    let sql = "SELECT about FROM template_versions WHERE template = $1 AND version = $2";
    tx.query_opt(sql, params![template, version], |row| about(&row.get::<String>(0)?))
}

/// All of them, by their names.
pub fn list(tx: &mut Tx<'_>) -> Result<Vec<OwnTemplate>> {
    tx.query(&format!("SELECT {COLUMNS} FROM templates ORDER BY name, id"), &[], template)
}

pub fn find(tx: &mut Tx<'_>, id: TemplateId) -> Result<Option<OwnTemplate>> {
    tx.query_opt(&format!("SELECT {COLUMNS} FROM templates WHERE id = $1"), params![id], template)
}

/// What they are called.
pub fn names(tx: &mut Tx<'_>) -> Result<BTreeMap<TemplateId, String>> {
    Ok(tx.query("SELECT id, name FROM templates", &[], |row| Ok((row.get(0)?, row.get(1)?)))?.into_iter().collect())
}

/// A published version; `None` where there is none of this number.
pub fn published(tx: &mut Tx<'_>, id: TemplateId, number: i64) -> Result<Option<Version>> {
    let sql = format!("SELECT {VERSION_COLUMNS} FROM template_versions WHERE template = $1 AND version = $2");
    tx.query_opt(&sql, params![id, number], version)
}

/// The published versions of a template, the newest first.
pub fn versions(tx: &mut Tx<'_>, id: TemplateId, most: usize) -> Result<Vec<Version>> {
    let sql = format!("SELECT {VERSION_COLUMNS} FROM template_versions WHERE template = $1 ORDER BY version DESC LIMIT {most}");
    tx.query(&sql, params![id], version)
}

/// What can be sent, by its name: the last version of each template that has one.
pub fn choices(tx: &mut Tx<'_>) -> Result<Vec<Choice>> {
    let sql = "SELECT t.id, t.version, t.name, v.about, v.marketing FROM templates t \
               JOIN template_versions v ON v.template = t.id AND v.version = t.version ORDER BY t.name, t.id";
    tx.query(sql, &[], |row| {
        let about = about(&row.get::<String>(3)?)?;
        Ok(Choice {
            letter: LetterRef::Own { template: row.get(0)?, version: row.get(1)? },
            name: row.get(2)?,
            about,
            terms: Terms::own(about, row.get(4)?),
        })
    })
}

/// The caller runs inside the recorder, as in all that follow.
pub fn create(tx: &mut Tx<'_>, rng: &mut Rng, draft: &Draft, now: Timestamp) -> Result<TemplateId> {
    let id = TemplateId::new(now, rng);
    tx.execute(
        "INSERT INTO templates (id, name, marketing, about, topic, draft, version, created_at, changed_at) \
         VALUES ($1, $2, $3, $4, $5, $6, 0, $7, $7)",
        params![id, draft.name, draft.is_marketing, draft.about.word(), draft.topic, json(&draft.letters)?, now],
    )?;
    Ok(id)
}

/// False where there is no such template.
pub fn save_draft(tx: &mut Tx<'_>, id: TemplateId, draft: &Draft, now: Timestamp) -> Result<bool> {
    let changed = tx.execute(
        "UPDATE templates SET name = $2, marketing = $3, about = $4, topic = $5, draft = $6, changed_at = $7 WHERE id = $1",
        params![id, draft.name, draft.is_marketing, draft.about.word(), draft.topic, json(&draft.letters)?, now],
    )?;
    Ok(changed > 0)
}

/// Makes a version of the draft as it is; gives its number, or what keeps it from being one. `None`: there is no such template.
pub fn publish(tx: &mut Tx<'_>, id: TemplateId, now: Timestamp) -> Result<Option<std::result::Result<i64, Vec<Fault>>>> {
    let Some(template) = find(tx, id)? else { return Ok(None) };
    let mut draft = template.draft;
    draft.letters.retain(|_, written| !written.is_empty());
    let faults = draft.faults();
    if !faults.is_empty() {
        return Ok(Some(Err(faults)));
    }
    let number = template.version + 1;
    tx.execute(
        "INSERT INTO template_versions (template, version, marketing, about, topic, letters, published_at) \
         VALUES ($1, $2, $3, $4, $5, $6, $7)",
        params![id, number, draft.is_marketing, draft.about.word(), draft.topic, json(&draft.letters)?, now],
    )?;
    tx.execute("UPDATE templates SET version = $2 WHERE id = $1", params![id, number])?;
    let family = LetterRef::Own { template: id, version: number }.family().into_owned();
    Topics::load(tx)?.with_rule(family, &draft.topic).save(tx, now)?;
    Ok(Some(Ok(number)))
}

/// Takes one away with its versions; whether it was there. Messages that name one of them can't be written any more.
pub fn remove(tx: &mut Tx<'_>, id: TemplateId, now: Timestamp) -> Result<bool> {
    tx.execute("DELETE FROM template_versions WHERE template = $1", params![id])?;
    let family = LetterRef::Own { template: id, version: 1 }.family().into_owned();
    let topics = Topics::load(tx)?;
    if topics.of_rules.contains_key(&family) {
        topics.with_rule(family, "").save(tx, now)?;
    }
    Ok(tx.execute("DELETE FROM templates WHERE id = $1", params![id])? > 0)
}

fn version(row: &Row<'_>) -> Result<Version> {
    Ok(Version {
        number: row.get(0)?,
        is_marketing: row.get(1)?,
        about: about(&row.get::<String>(2)?)?,
        letters: letters(&row.get::<String>(3)?)?,
        published_at: row.get(4)?,
    })
}

fn template(row: &Row<'_>) -> Result<OwnTemplate> {
    Ok(OwnTemplate {
        id: row.get(0)?,
        draft: Draft {
            name: row.get(1)?,
            is_marketing: row.get(2)?,
            about: about(&row.get::<String>(3)?)?,
            topic: row.get(4)?,
            letters: letters(&row.get::<String>(5)?)?,
        },
        version: row.get(6)?,
        created_at: row.get(7)?,
        changed_at: row.get(8)?,
    })
}

fn about(word: &str) -> Result<About> {
    About::from_word(word).ok_or_else(|| Error::Other("a template holds an unknown word".to_owned()))
}

fn letters(text: &str) -> Result<Letters> {
    serde_json::from_str(text).map_err(|error| Error::Other(format!("a template can't be read: {error}")))
}

fn json(letters: &Letters) -> Result<String> {
    serde_json::to_string(letters).map_err(|error| Error::Other(format!("a template can't be written: {error}")))
}
