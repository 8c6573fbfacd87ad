//! Carries erasures to their end: one commit made everything unreadable, and here follow the tables, the register beside the
//! databases and, when the history has written its files anew, the last line.

use crate::app::{App, StartError};
use crate::receipts::processors;
use crate::sealing;
use automation::{journeys, live};
use base::id::{CustomerId, ErasureId, RequestId};
use base::{Id as _, Timestamp};
use capabilities::messaging::{self, Transport};
use db::Result;
use foundation::privacy::{self, Erasure, NewErasure, Register, Registered, Request};
use foundation::{customers, history, projections};
use std::sync::PoisonError;
use std::time::Duration;

/// Erasures carried on at a time.
const AT_ONCE_MAX: usize = 100;
/// A letter that is being written is in its folder long before.
const WRITTEN_WITHIN: Duration = Duration::from_hours(1);
/// How far back a node looks for erasures that others made, to write them into its own register.
const OTHERS_WITHIN: Duration = Duration::from_hours(48);

/// Forgets a customer; `None` where there is none. When it returns nothing of them can be read; what is left on disk goes
/// within a day, and is looked after here until then. Blocks.
pub fn erase(app: &App, customer: CustomerId, via: &'static str) -> Result<Option<Erasure>> {
    erase_as(app, customer, via, None)
}

/// As [`erase`], as a request's answer promised it to the customer, under the number that they were told.
pub fn erase_promised(app: &App, request: &Request) -> Result<Option<Erasure>> {
    let known = (privacy::erasure_for(request.id), app.clock.now());
    erase_as(app, request.customer, "request", Some(known))
}

fn erase_as(
    app: &App,
    customer: CustomerId,
    via: &'static str,
    known: Option<(ErasureId, Timestamp)>,
) -> Result<Option<Erasure>> {
    let (now, node, mut rng) = (app.clock.now(), app.node, app.fork_rng());
    let hosts: Vec<String> = processors(app).into_iter().map(|processor| processor.host).collect();
    let erased = app.recorder.submit(move |tx| {
        let Some(root) = customers::root_of(tx, customer)? else { return Ok(None) };
        let erasure = privacy::erase(tx, &mut rng, node, NewErasure { customer: root, via, known }, now)?;
        if let Some(erasure) = &erasure {
            // Who outside is to be told of it (GDPR article 19).
            privacy::name_recipients(tx, RequestId::from_raw(*erasure.id.raw()), &hosts)?;
        }
        Ok::<_, db::Error>(erasure)
    });
    let Some(erasure) = erased.wait()? else { return Ok(None) };
    if let Err(error) = clear_with_others(app, erasure.id) {
        tracing::warn!(%error, "an erasure goes on in a moment");
    }
    app.db.record.read(|tx| privacy::find_erasure(tx, erasure.id))
}

/// Clears the tables of an erased customer, and of everybody who waits for the same: those who come while this is done for
/// others find it done for them too, or are the next together.
fn clear_with_others(app: &App, id: ErasureId) -> Result<()> {
    let _alone = app.erasing.lock().unwrap_or_else(PoisonError::into_inner);
    while app.db.record.read(|tx| privacy::find_erasure(tx, id))?.is_some_and(|erasure| erasure.cleared_at.is_none()) {
        let mut waiting = app.db.record.read(|tx| privacy::unfinished(tx, AT_ONCE_MAX))?;
        waiting.retain(|erasure| erasure.cleared_at.is_none());
        clear(app, &waiting)?;
    }
    Ok(())
}

/// Does what can be done now for every erasure that is not over; done twice it changes nothing. One that can't be carried on
/// holds up no other.
pub fn carry_on(app: &App) -> Result<()> {
    let _alone = app.erasing.lock().unwrap_or_else(PoisonError::into_inner);
    let all = app.db.record.read(|tx| privacy::unfinished(tx, AT_ONCE_MAX))?;
    if carry_these_on(app, &all).is_ok() {
        return Ok(());
    }
    let mut failed = None;
    for erasure in &all {
        if let Err(error) = carry_these_on(app, std::slice::from_ref(erasure)) {
            tracing::warn!(%error, erasure = %erasure.id, "an erasure goes on in a moment");
            failed = Some(error);
        }
    }
    failed.map_or(Ok(()), Err)
}

fn carry_these_on(app: &App, erasures: &[Erasure]) -> Result<()> {
    let waiting: Vec<Erasure> = erasures.iter().filter(|erasure| erasure.cleared_at.is_none()).cloned().collect();
    clear(app, &waiting)?;
    let (mut ready, forgotten) = app.db.record.read(|tx| {
        let mut ready = Vec::new();
        for erasure in erasures {
            if !privacy::is_in_history(tx, erasure)? {
                ready.push(erasure.clone());
            }
        }
        Ok::<_, db::Error>((ready, history::forgotten_head(tx)?))
    })?;
    // Nor is one over before every projection has made its rows without them.
    if app.db.views.read(projections::read_by_all)?.forgotten < forgotten {
        ready.clear();
    }
    // Whatever was under way while the tables were cleared has come to its end by now.
    clear(app, &ready)?;
    for erasure in ready {
        let (id, now) = (erasure.id, app.clock.now());
        let over = app.recorder.submit(move |tx| {
            let Some(erasure) = privacy::find_erasure(tx, id)? else { return Ok(false) };
            privacy::finish(tx, &erasure, now)
        });
        if over.wait()? {
            tracing::info!(erasure = %id, "an erased customer is gone from every table and every file");
        }
    }
    Ok(())
}

/// Whether an erasure can't end as things are: several nodes run, the long history is in a folder of one machine, and what was
/// sealed there while one node ran must not be written anew until then.
pub fn is_held_up(app: &App, erasure: &Erasure) -> Result<bool> {
    if erasure.finished_at.is_some() || sealing::has_one_place(app) {
        return Ok(false);
    }
    app.db.record.read(|tx| Ok(privacy::is_in_history(tx, erasure)? && history::has_files(tx)?))
}

/// Whether any erasure is [held up](is_held_up).
pub fn is_any_held_up(app: &App) -> Result<bool> {
    for erasure in app.db.record.read(|tx| privacy::unfinished(tx, AT_ONCE_MAX))? {
        if is_held_up(app, &erasure)? {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Once more, for whatever was being written of the erased as their erasure ended: a look that was under way, on a node that stood
/// still, is on disk long before this stops asking.
pub fn sweep(app: &App) -> Result<()> {
    let since = app.clock.now().minus(OTHERS_WITHIN);
    let erased = app.db.record.read(|tx| privacy::finished_since(tx, since))?;
    if erased.is_empty() {
        return Ok(());
    }
    forget_strays(app)?;
    let ids: Vec<CustomerId> = erased.iter().copied().collect();
    app.db.views.write(|tx| live::forget(tx, &ids))?;
    app.access.forget(erased.into_iter().collect())
}

/// Letters in a mail folder that no message stands for any more: they were being written as their reader was erased, or by another
/// node, or after the backup that was restored.
fn forget_strays(app: &App) -> Result<()> {
    let transport = app.transport.lock().unwrap_or_else(PoisonError::into_inner).clone();
    let Some(Transport::Folder(folder)) = transport.as_deref() else { return Ok(()) };
    let unreadable = |error| db::Error::Other(format!("the mail folder can't be tidied: {error}"));
    let letters = folder.older_than(WRITTEN_WITHIN).map_err(unreadable)?;
    for some in letters.chunks(AT_ONCE_MAX) {
        let strays = app.db.views.read(|tx| {
            let mut strays = Vec::new();
            for id in some {
                if messaging::find(tx, *id)?.is_none() {
                    strays.push(*id);
                }
            }
            Ok::<_, db::Error>(strays)
        })?;
        folder.forget(&strays).map_err(unreadable)?;
    }
    Ok(())
}

/// The tables outside the record, and the register: a commit of each for all of them.
fn clear(app: &App, erasures: &[Erasure]) -> Result<()> {
    if erasures.is_empty() {
        return Ok(());
    }
    let erased = app.db.record.read(|tx| {
        let mut erased = Registered::new();
        for erasure in erasures {
            let entry = Some((erasure.id, erasure.asked_at));
            erased.extend(customers::all_ids(tx, erasure.customer)?.into_iter().map(|id| (id, entry)));
        }
        Ok::<_, db::Error>(erased)
    })?;
    register_of(app).add(&erased).map_err(unwritable)?;
    let ids: Vec<CustomerId> = erased.into_keys().collect();
    forget_letters(app, &ids)?;
    app.db.views.write(|tx| messaging::forget(tx, &ids).and_then(|()| live::forget(tx, &ids)))?;
    app.access.forget(ids.clone())?;
    let (cleared, now) = (erasures.iter().map(|erasure| erasure.id).collect::<Vec<_>>(), app.clock.now());
    let noted = app.recorder.submit(move |tx| {
        journeys::forget_tasks(tx, &ids)?;
        cleared.into_iter().try_for_each(|id| privacy::clear_done(tx, id, now))
    });
    noted.wait()?;
    // What was overwritten in the files stands in the logs until then. Where a reader needs one, the next rest of the history's
    // upkeep tries again.
    for store in [&app.db.record, &app.db.views, &app.db.access] {
        store.checkpoint()?;
    }
    Ok(())
}

/// Where mail goes to a folder rather than to people, their letters lie there under the messages' ids.
fn forget_letters(app: &App, ids: &[CustomerId]) -> Result<()> {
    let transport = app.transport.lock().unwrap_or_else(PoisonError::into_inner).clone();
    let Some(Transport::Folder(folder)) = transport.as_deref() else { return Ok(()) };
    let mut before = None;
    loop {
        let page = app.db.views.read(|tx| messaging::of_customer(tx, ids, before, AT_ONCE_MAX))?;
        let Some(last) = page.last() else { return Ok(()) };
        before = Some(last.id);
        let letters: Vec<_> = page.iter().map(|message| message.id).collect();
        folder
            .forget(&letters)
            .map_err(|error| db::Error::Other(format!("a letter in the mail folder can't be deleted: {error}")))?;
    }
}

/// Before anything is served: whoever the register names, and a restored backup brought back, is erased again; and whoever the
/// record names is in the register.
pub fn begin(app: &App) -> std::result::Result<(), StartError> {
    let register = register_of(app);
    let erased = app.db.record.read(|tx| privacy::erased_since(tx, Timestamp::from_micros(i64::MIN)))?;
    let added = register.add(&erased)?;
    if added > 0 {
        tracing::info!(customers = added, "erased customers were added to the register");
    }
    let registered: Registered = register.read()?.into_iter().filter(|(customer, _)| !erased.contains_key(customer)).collect();
    if registered.is_empty() {
        return Ok(());
    }
    let (now, node, mut rng) = (app.clock.now(), app.node, app.fork_rng());
    let again = app.recorder.submit(move |tx| privacy::erase_again(tx, &mut rng, node, &registered, now)).wait()?;
    if again > 0 {
        tracing::warn!(customers = again, "customers whom a restored backup brought back were erased again");
        carry_on(app)?;
    }
    Ok(())
}

/// Writes whom other nodes erased into this one's register too.
pub fn hear_of_others(app: &App) -> Result<()> {
    // Not at the same time as what writes its own: each would take the other's for missing.
    let _alone = app.erasing.lock().unwrap_or_else(PoisonError::into_inner);
    let since = app.clock.now().minus(OTHERS_WITHIN);
    let erased = app.db.record.read(|tx| privacy::erased_since(tx, since))?;
    register_of(app).add(&erased).map(drop).map_err(unwritable)
}

fn register_of(app: &App) -> Register {
    Register::in_folder(&app.config.data)
}

fn unwritable(error: std::io::Error) -> db::Error {
    db::Error::Other(format!("the register of erasures in the data folder can't be written: {error}"))
}
