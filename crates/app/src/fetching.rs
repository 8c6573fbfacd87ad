//! Reads the mailbox that reports of letters come to, minute by minute and when somebody asks. One node at a time.
//!
//! A report is written down by the same way as one that `amana bounce` is given, and deleted from the mailbox after that is committed:
//! whoever is stopped in between reads it once more, which changes nothing. All else is left to people, and not read again.

use crate::app::App;
use crate::feedback::{Heard, hear};
use crate::mail;
use capabilities::feedback::{NoReport, read_report};
use capabilities::mailbox::{self, Listed, MailboxConfig, MailboxError, Protocol, Remembered, Session, State, TRIES_MAX};
use db::{Error, Lease, Result};
use std::collections::{HashMap, HashSet};
use std::sync::TryLockError;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

/// How long it rests when nothing is due: a mailbox that was just set waits no longer.
const REST: Duration = Duration::from_secs(2);
/// After something failed here, as opposed to there.
const LONG_REST: Duration = Duration::from_mins(1);
const ROUND_WITHIN: Duration = Duration::from_mins(2);
/// Longer than any round takes.
const LEASE_LASTS: Duration = Duration::from_mins(5);
/// More wait for the next round, which follows at once.
const LETTERS_AT_ONCE: usize = 200;
/// Who asks on a page waits no longer for the whole, and for one answer.
const ASKED_WITHIN: Duration = Duration::from_secs(20);
const ASKED_PATIENCE: Duration = Duration::from_secs(6);

/// What became of a look into the mailbox.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Turn {
    /// There is no mailbox.
    Unset,
    /// Another node, or another thread of this one, is reading it.
    Elsewhere,
    Over(Round),
}

/// One visit.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Round {
    /// Letters that lie in the mailbox after it.
    pub letters: usize,
    /// Reports that were written down and deleted.
    pub reports: usize,
    /// Letters that were no reports, found by this visit.
    pub left: usize,
    /// More letters wait to be read.
    pub has_more: bool,
    /// Why it ended early.
    pub error: Option<MailboxError>,
}

/// Runs until told to stop.
pub fn run(app: &App, stop: &AtomicBool) {
    while !stop.load(Ordering::Relaxed) {
        let rest = match read_if_due(app) {
            Ok(true) => Duration::ZERO,
            Ok(false) => REST,
            Err(error) => {
                tracing::warn!(%error, "the mailbox can't be read for a moment");
                LONG_REST
            }
        };
        let until = Instant::now() + rest;
        while Instant::now() < until && !stop.load(Ordering::Relaxed) {
            std::thread::sleep(Duration::from_millis(50));
        }
    }
}

/// Reads the mailbox now, for somebody who waits for it. Blocks.
pub fn read_now(app: &App) -> Result<Turn> {
    match mail::mailbox(app)? {
        Some(config) => {
            let patience = config.patience.min(ASKED_PATIENCE);
            read(app, &MailboxConfig { patience, ..config }, ASKED_WITHIN)
        }
        None => Ok(Turn::Unset),
    }
}

/// How the mailbox that is set fared; `None` where none is, or where nobody looked into it yet.
pub fn state(app: &App) -> Result<Option<State>> {
    let Some(config) = mail::mailbox(app)? else { return Ok(None) };
    let id = id(app, &config);
    Ok(app.db.views.read(mailbox::state)?.filter(|state| state.mailbox == id))
}

/// One round, where its time has come; whether another has to follow at once.
pub fn read_if_due(app: &App) -> Result<bool> {
    let Some(config) = mail::mailbox(app)? else { return Ok(false) };
    let (id, now) = (id(app, &config), app.clock.now());
    let state = app.db.views.read(mailbox::state)?;
    if state.is_some_and(|state| state.mailbox == id && !state.is_due(now)) {
        return Ok(false);
    }
    match read(app, &config, ROUND_WITHIN)? {
        Turn::Over(Round { error: Some(error), .. }) => {
            tracing::warn!(why = error.word(), "the mailbox that reports come to can't be read: {error}");
            Ok(false)
        }
        Turn::Over(round) => {
            if round.reports > 0 {
                tracing::info!(reports = round.reports, letters = round.letters, "reports of letters were read");
            }
            Ok(round.has_more)
        }
        Turn::Elsewhere | Turn::Unset => Ok(false),
    }
}

/// Which mailbox it is: what is remembered of another one says nothing of this.
fn id(app: &App, config: &MailboxConfig) -> [u8; 16] {
    let MailboxConfig { protocol, privacy, host, port, user, password, folder, .. } = config;
    let place = format!("{protocol:?} {privacy:?} {host} {port}");
    app.keys.once_key(&[b"mailbox", place.as_bytes(), user.as_bytes(), password.as_bytes(), folder.as_bytes()])
}

fn read(app: &App, config: &MailboxConfig, within: Duration) -> Result<Turn> {
    let _reading = match app.fetching.try_lock() {
        Ok(reading) => reading,
        Err(TryLockError::Poisoned(poisoned)) => poisoned.into_inner(),
        Err(TryLockError::WouldBlock) => return Ok(Turn::Elsewhere),
    };
    let lease = Lease::new("mailbox", app.node, LEASE_LASTS);
    if !lease.hold(&app.db.views)? {
        return Ok(Turn::Elsewhere);
    }
    let mut visit = Visit { app, config, id: id(app, config), until: Instant::now() + within, round: Round::default() };
    let went = match visit.go() {
        Ok(()) => visit.note(),
        Err(Stopped::There(error)) => {
            visit.round.error = Some(error);
            visit.note()
        }
        Err(Stopped::Here(error)) => Err(error),
    };
    lease.release(&app.db.views)?;
    went.map(|()| Turn::Over(visit.round))
}

/// Why a visit ended.
enum Stopped {
    There(MailboxError),
    Here(Error),
}

impl From<MailboxError> for Stopped {
    fn from(error: MailboxError) -> Self {
        Self::There(error)
    }
}

impl From<Error> for Stopped {
    fn from(error: Error) -> Self {
        Self::Here(error)
    }
}

struct Visit<'a> {
    app: &'a App,
    config: &'a MailboxConfig,
    id: [u8; 16],
    until: Instant,
    round: Round,
}

impl Visit<'_> {
    fn go(&mut self) -> std::result::Result<(), Stopped> {
        let mut session = Session::open(self.config, self.until)?;
        let listed = session.letters()?;
        self.round.letters = listed.len();
        let known = self.app.db.views.read(mailbox::remembered)?;
        let keyed: Vec<([u8; 16], &Listed)> = listed.iter().map(|letter| (self.key(letter), letter)).collect();
        self.forget_gone(&known, &keyed)?;
        let tries = |key: &[u8; 16]| known.get(key).map_or(0, |known| known.tries);
        let mut unread: Vec<_> = keyed.into_iter().filter(|(key, _)| known.get(key).is_none_or(|known| !known.is_left)).collect();
        // What made trouble before comes last, and stands in nobody's way.
        unread.sort_by_key(|(key, _)| tries(key));
        self.round.has_more = unread.len() > LETTERS_AT_ONCE;
        let deleted = self.read_all(&mut session, unread.into_iter().take(LETTERS_AT_ONCE), tries);
        if self.config.protocol == Protocol::Imap {
            self.round.reports = *deleted.as_ref().unwrap_or_else(|(count, _)| count);
        }
        let count = deleted.map_err(|(_, stopped)| stopped)?;
        // By POP3 they are deleted now, all or none.
        session.close()?;
        self.round.reports = count;
        Ok(())
    }

    /// How many were reports and are deleted, or will be.
    fn read_all<'l>(
        &mut self,
        session: &mut Session,
        letters: impl Iterator<Item = ([u8; 16], &'l Listed)>,
        tries: impl Fn(&[u8; 16]) -> u32,
    ) -> std::result::Result<usize, (usize, Stopped)> {
        let mut count = 0;
        for (key, letter) in letters {
            // A command that is begun has its whole time.
            if Instant::now() + self.config.patience > self.until || self.app.is_stopping() {
                self.round.has_more = true;
                break;
            }
            match self.read_one(session, letter, &key) {
                Ok(Some(())) => count += 1,
                Ok(None) => {}
                Err(Stopped::There(error)) => {
                    let tries = tries(&key) + 1;
                    let noted = self.app.db.views.write(|tx| mailbox::note_try(tx, &key, tries, tries >= TRIES_MAX));
                    noted.map_err(|error: Error| (count, error.into()))?;
                    if !error.is_of_one_letter() {
                        return Err((count, error.into()));
                    }
                    tracing::warn!(tries, "a letter in the mailbox can't be read: {error}");
                }
                Err(stopped) => return Err((count, stopped)),
            }
        }
        Ok(count)
    }

    /// Whether it was a report, and is deleted.
    fn read_one(&mut self, session: &mut Session, letter: &Listed, key: &[u8; 16]) -> std::result::Result<Option<()>, Stopped> {
        let Some(bytes) = session.read(letter)? else {
            return Err(MailboxError::Refused("it is not there".to_owned()).into());
        };
        match read_report(&self.app.keys, &bytes) {
            Ok(told) => match hear(self.app, vec![told], None)? {
                Heard::New(_) | Heard::Used => {}
                Heard::TooEarly => return Ok(None),
            },
            // Of a letter of ours, and nothing that counts.
            Err(NoReport::Nothing) => {}
            Err(NoReport::NotOne | NoReport::NotOurs) => {
                self.app.db.views.write(|tx| mailbox::leave(tx, key))?;
                self.round.left += 1;
                return Ok(None);
            }
        }
        session.delete(letter)?;
        Ok(Some(()))
    }

    /// A letter's name, under which it is remembered.
    fn key(&self, letter: &Listed) -> [u8; 16] {
        self.app.keys.once_key(&[b"mailbox letter", &self.id, letter.name.as_bytes()])
    }

    /// What is no longer in the mailbox need not be remembered.
    fn forget_gone(&self, known: &HashMap<[u8; 16], Remembered>, listed: &[([u8; 16], &Listed)]) -> Result<()> {
        let there: HashSet<&[u8; 16]> = listed.iter().map(|(key, _)| key).collect();
        let gone: Vec<[u8; 16]> = known.keys().filter(|key| !there.contains(key)).copied().collect();
        for some in gone.chunks(mailbox::FORGET_AT_ONCE) {
            self.app.db.views.write(|tx| mailbox::forget(tx, some))?;
        }
        Ok(())
    }

    fn note(&mut self) -> Result<()> {
        let now = self.app.clock.now();
        self.round.letters = self.round.letters.saturating_sub(self.round.reports);
        let (id, round) = (self.id, &self.round);
        self.app.db.views.write(|tx| {
            let before = mailbox::state(tx)?.filter(|state| state.mailbox == id);
            let before = before.unwrap_or_else(|| State::new(id, now));
            let reports = before.reports + round.reports as u64;
            let state = match &round.error {
                None => State {
                    due_at: if round.has_more { now } else { now.plus(mailbox::pause(0)) },
                    read_at: Some(now),
                    letters: round.letters as u64,
                    reports,
                    ..State::new(id, now)
                },
                Some(error) => State {
                    due_at: now.plus(mailbox::pause(before.failures.saturating_add(1))),
                    reports,
                    failures: before.failures.saturating_add(1),
                    error: error.word().to_owned(),
                    said: error.said().to_owned(),
                    ..before
                },
            };
            mailbox::save_state(tx, &state)
        })
    }
}
