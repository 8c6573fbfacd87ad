//! Hands messages over, each once: `sending` is on disk before the first byte goes out, `sent` after the server's answer.

use super::claims::Contradiction;
use super::compose::{Composer, NotComposed, UNCONFIRMED};
use super::guard::{Guard, Signs};
use super::kept::{Kept, Pattern};
use super::model::{Message, MessageState};
use super::retry::next_pause;
use super::smtp::{Envelope, SendError, Stage, Transport};
use super::store::{self, Settled};
use super::suppressions::{self, BOUNCED};
use super::watch::Watch;
use base::id::MessageId;
use base::{Rng, Timestamp};
use db::{Error, Lease, NodeId, Recorder, Result, Signal, Tx, caught};
use foundation::consent::Law;
use foundation::customers;
use foundation::journal::{self, OPT_IN_ASKED};
use foundation::privacy;
use foundation::settings::StoreSettings;
use std::collections::HashSet;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, Sender, SyncSender, channel, sync_channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

/// How long a node's word that it lives is good for.
const LEASE_LASTS: Duration = Duration::from_secs(15);
const LEASE_RENEWED_EVERY: Duration = Duration::from_secs(4);
/// Messages of one node that are taken over at a time.
const ORPHANS_MAX: usize = 100;
const HEARTBEAT: Duration = Duration::from_secs(1);
/// At a stop, what is being sent has this long to end. What does not is left as `sending`: its fate is uncertain, and the
/// next start treats it so.
const STOP_WITHIN: Duration = Duration::from_secs(3);
/// How long what is done waits for more that will be.
const GATHERED_WITHIN: Duration = Duration::from_millis(3);
/// A message that could not be composed because the database was away tries again after this.
const DATABASE_PAUSE: Duration = Duration::from_secs(5);

/// Where mail goes, which settings may change while the program runs.
pub type SharedTransport = Arc<Mutex<Option<Arc<Transport>>>>;

/// What the outbox needs.
pub struct Outbox {
    pub composer: Arc<Composer>,
    pub transport: SharedTransport,
    pub recorder: Recorder,
    pub node: NodeId,
    /// Messages in flight at once, and connections.
    pub in_flight_max: usize,
    /// Who knows when readers gave signs of life.
    pub signs: Signs,
    /// Rings when messages may have been queued; the sending threads ring it too.
    pub wake: Signal,
}

/// What became of one message.
struct Outcome {
    message: Message,
    state: MessageState,
    reason: String,
    /// Queued again: after this long.
    pause: Duration,
    uncertain: bool,
    /// The mail server was not reached for: it was no attempt.
    untried: bool,
    kept: Option<Kept>,
    /// Where it went, or may have gone.
    address: Option<[u8; 16]>,
    /// What it claims that is not so.
    contradiction: Option<Box<Contradiction>>,
}

impl Outbox {
    /// Starts the dispatching thread and its senders. Gives the dispatching thread: the senders end after it, each with
    /// the message that it is handing over, which may take minutes and is not waited for.
    pub fn spawn(self, mut rng: Rng, stop: Arc<AtomicBool>) -> std::io::Result<Vec<JoinHandle<()>>> {
        let (work, jobs) = sync_channel::<Message>(self.in_flight_max);
        let jobs = Arc::new(Mutex::new(jobs));
        let (done, results) = channel();
        let life = Life::default();
        for number in 0..self.in_flight_max {
            let sending = Sending {
                composer: Arc::clone(&self.composer),
                transport: Arc::clone(&self.transport),
                recorder: self.recorder.clone(),
                wake: self.wake.clone(),
                life: life.clone(),
                rng: rng.fork(),
            };
            let (jobs, done) = (Arc::clone(&jobs), done.clone());
            let builder = std::thread::Builder::new().name(format!("sender-{number}"));
            builder.spawn(move || sending.run(&jobs, &done))?;
        }
        let builder = std::thread::Builder::new().name("outbox".to_owned());
        Ok(vec![builder.spawn(move || self.dispatch(&work, &results, &life, &stop))?])
    }

    fn dispatch(&self, work: &SyncSender<Message>, results: &Receiver<Outcome>, life: &Life, stop: &AtomicBool) {
        let lease = Lease::new(format!("outbox:{}", self.node.0), self.node, LEASE_LASTS);
        let mut in_flight: HashSet<MessageId> = HashSet::new();
        let mut unsettled: Vec<Outcome> = Vec::new();
        // Patterns of letters that surely stand in the database.
        let mut patterns: HashSet<[u8; 16]> = HashSet::new();
        // Whether a commit may have arrived whose answer did not.
        let mut in_doubt = false;
        let mut stopping_since: Option<Instant> = None;
        let mut watch = Watch::default();
        // At the first turn too: the clock may have been set back while the program stood still.
        let mut latest = Timestamp::from_micros(i64::MAX);
        loop {
            let seen = self.wake.rings();
            if stop.load(Ordering::Relaxed) {
                stopping_since.get_or_insert_with(Instant::now);
            }
            if life.renewed_before(LEASE_RENEWED_EVERY) {
                self.renew(&lease, life, &mut watch);
            }
            let gathered = gather(results, in_flight.len());
            for outcome in gathered {
                in_flight.remove(&outcome.message.id);
                unsettled.push(outcome);
            }
            // What went is written down before anything else is tried that may fail again.
            let was_in_doubt = in_doubt;
            let may_claim = stopping_since.is_none() && life.goes_on() && !was_in_doubt;
            let room = if may_claim { self.in_flight_max - in_flight.len() } else { 0 };
            let turned = caught("a turn of the outbox", || {
                if was_in_doubt {
                    self.give_back(&in_flight, &unsettled)?;
                }
                self.heed_clock(&mut latest)?;
                self.turn(&unsettled, room, &patterns)
            });
            match turned {
                Ok(claimed) => {
                    patterns.extend(unsettled.iter().filter_map(Outcome::pattern).map(|pattern| pattern.hash));
                    (in_doubt, unsettled) = (false, Vec::new());
                    let any = !claimed.is_empty();
                    for message in claimed {
                        in_flight.insert(message.id);
                        // The channel holds as many as may be in flight.
                        let _ = work.send(message);
                    }
                    if any || was_in_doubt {
                        continue;
                    }
                }
                Err(error) => {
                    tracing::warn!(%error, "the outbox stopped for a moment");
                    in_doubt = true;
                    self.wake.wait(self.wake.rings(), HEARTBEAT);
                }
            }
            let done = in_flight.is_empty() && unsettled.is_empty();
            if stopping_since.is_some_and(|since| done || since.elapsed() > STOP_WITHIN) {
                break;
            }
            let at_most = if stopping_since.is_some() { HEARTBEAT / 10 } else { HEARTBEAT };
            self.wake.wait(seen, at_most);
        }
        let _ = lease.release(&self.composer.db.views);
    }

    /// Says that this node lives, and takes over from those that do not.
    fn renew(&self, lease: &Lease, life: &Life, watch: &mut Watch) {
        let asked = Instant::now();
        let held = lease.hold(&self.composer.db.views);
        if held.is_ok() {
            life.renewed(asked);
        }
        if let Err(error) = held.and_then(|_| caught("the outbox", || self.take_over_orphans(watch))) {
            tracing::warn!(%error, "the outbox waits for the database");
        }
    }

    /// After a commit of unknown fate: what the database says this node is sending, and no sender holds, was claimed in
    /// that commit and never handed on. It is certain that it was not sent.
    fn give_back(&self, in_flight: &HashSet<MessageId>, unsettled: &[Outcome]) -> Result<()> {
        let now = self.composer.clock.now();
        self.composer.db.views.write(|tx| {
            for message in store::being_sent(tx, self.node, self.in_flight_max * 2)? {
                if !in_flight.contains(&message.id) && !unsettled.iter().any(|outcome| outcome.message.id == message.id) {
                    store::settle(tx, &message, self.node, Settled { untried: true, ..Settled::again("database", now) }, now)?;
                }
            }
            Ok(())
        })
    }

    /// Due times are the wall clock's, which may be set back.
    fn heed_clock(&self, latest: &mut Timestamp) -> Result<()> {
        let now = self.composer.clock.now();
        if now < *latest {
            self.composer.db.views.write(|tx| store::restart_pauses(tx, now))?;
        }
        *latest = now;
        Ok(())
    }

    /// One commit: what became of the last ones, and the next ones taken.
    fn turn(&self, outcomes: &[Outcome], room: usize, patterns: &HashSet<[u8; 16]>) -> Result<Vec<Message>> {
        let views = &self.composer.db.views;
        let now = self.composer.clock.now();
        if outcomes.is_empty() {
            let due = room > 0 && views.read(store::next_due)?.is_some_and(|due| due <= now);
            if !due {
                return Ok(Vec::new());
            }
        }
        let (go, was_any) = views.write(|tx| {
            let mut new: Vec<&Pattern> = outcomes.iter().filter_map(Outcome::pattern).collect();
            new.retain(|pattern| !patterns.contains(&pattern.hash));
            // In one order for all nodes.
            new.sort_unstable_by_key(|pattern| pattern.hash);
            new.dedup_by_key(|pattern| pattern.hash);
            new.into_iter().try_for_each(|pattern| store::keep_pattern(tx, pattern))?;
            for outcome in outcomes {
                let due_at = now.plus(outcome.pause);
                let Outcome { message, state, reason, uncertain, untried, address, .. } = outcome;
                let (uncertain, untried, address) = (*uncertain, *untried, address.as_ref());
                let settled = Settled { state: *state, reason, due_at, uncertain, untried, address };
                store::settle(tx, message, self.node, settled, now)?;
                if let Some(found) = &outcome.contradiction {
                    store::note_contradiction(tx, outcome.message.id, found)?;
                }
                if let Some(kept) = &outcome.kept {
                    store::keep_body(tx, outcome.message.id, kept)?;
                }
            }
            if room == 0 {
                return Ok((Vec::new(), false));
            }
            let taken = store::claim(tx, self.node, room, now)?;
            let was_any = !taken.is_empty();
            let guard = Guard { db: &self.composer.db, history: &self.composer.history, signs: self.signs };
            Ok::<_, Error>((guard.sift(tx, taken, now)?, was_any))
        })?;
        if go.is_empty() && was_any {
            // All of them must wait; there may be more behind them.
            self.wake.ring();
        }
        Ok(go)
    }

    /// Messages that a node was sending when it ended: their fate is uncertain.
    fn take_over_orphans(&self, watch: &mut Watch) -> Result<()> {
        let views = &self.composer.db.views;
        let mut others = views.read(store::holders)?;
        others.retain(|(node, _)| *node != self.node);
        let gone = watch.gone(others, LEASE_LASTS, Instant::now());
        if gone.is_empty() {
            return Ok(());
        }
        let now = self.composer.clock.now();
        views.write(|tx| {
            for (node, until) in gone {
                if !store::end_lease(tx, node, until)? {
                    continue;
                }
                take_over_from(tx, node, ORPHANS_MAX, now)?;
            }
            Ok(())
        })
    }
}

/// Of what a node was sending when it ended nobody knows whether it went.
pub(super) fn take_over_from(tx: &mut Tx<'_>, gone: NodeId, limit: usize, now: Timestamp) -> Result<()> {
    for message in store::being_sent(tx, gone, limit)? {
        let (state, reason) = after_uncertainty(&message);
        tracing::info!(message = %message.id, state = state.word(), "took over a message whose sender ended");
        let settled = Settled { state, uncertain: true, ..Settled::again(reason, now) };
        store::settle(tx, &message, gone, settled, now)?;
    }
    Ok(())
}

/// What the senders are done with. While others are at work still, more of it is waited for a moment: one commit then serves them all.
fn gather(results: &Receiver<Outcome>, in_flight: usize) -> Vec<Outcome> {
    let mut found: Vec<Outcome> = results.try_iter().collect();
    let until = Instant::now() + GATHERED_WITHIN;
    while !found.is_empty() && found.len() * 2 < in_flight {
        match results.recv_timeout(until.saturating_duration_since(Instant::now())) {
            Ok(outcome) => found.push(outcome),
            Err(_) => break,
        }
    }
    found
}

/// Until when other nodes believe that this one lives. What is handed over after that may be handed over by another too.
#[derive(Clone, Default)]
struct Life(Arc<Mutex<Option<Instant>>>);

impl Life {
    fn at(&self) -> Option<Instant> {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn renewed(&self, asked: Instant) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(asked);
    }

    fn renewed_before(&self, ago: Duration) -> bool {
        self.at().is_none_or(|at| at.elapsed() > ago)
    }

    fn goes_on(&self) -> bool {
        self.at().is_some_and(|at| at.elapsed() < LEASE_LASTS)
    }
}

/// An uncertain marketing message is never sent again; one that the customer is owed is sent once more, under the same
/// Message-ID.
pub(super) fn after_uncertainty(message: &Message) -> (MessageState, &'static str) {
    if message.is_marketing || message.uncertain > 0 {
        (MessageState::Unknown, "connection_lost")
    } else {
        (MessageState::Queued, "connection_lost")
    }
}

/// One sending thread.
struct Sending {
    composer: Arc<Composer>,
    transport: SharedTransport,
    recorder: Recorder,
    wake: Signal,
    life: Life,
    rng: Rng,
}

impl Sending {
    fn run(mut self, jobs: &Mutex<Receiver<Message>>, done: &Sender<Outcome>) {
        loop {
            let job = jobs.lock().unwrap_or_else(PoisonError::into_inner).recv();
            let Ok(message) = job else { return };
            let kept_for_panic = message.clone();
            let attempt = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| self.send(message)));
            let outcome = attempt.unwrap_or_else(|_| {
                tracing::error!(message = %kept_for_panic.id, "sending a message panicked");
                Outcome::of(kept_for_panic, MessageState::Failed, "defect")
            });
            if done.send(outcome).is_err() {
                return;
            }
            self.wake.ring();
        }
    }

    fn send(&mut self, message: Message) -> Outcome {
        let Some(transport) = self.transport.lock().unwrap_or_else(PoisonError::into_inner).clone() else {
            return Outcome {
                pause: HEARTBEAT * 30,
                untried: true,
                ..Outcome::of(message, MessageState::Queued, "no_transport")
            };
        };
        let composed = match self.composer.compose(&message, &mut self.rng) {
            Ok(composed) => composed,
            Err(NotComposed::Withheld(reason)) => {
                if reason == UNCONFIRMED {
                    self.ask_to_confirm(&message);
                }
                return Outcome::of(message, MessageState::Withheld, reason);
            }
            Err(NotComposed::Contradicted(reason, found)) => {
                return Outcome { contradiction: Some(found), ..Outcome::of(message, MessageState::Withheld, reason) };
            }
            Err(NotComposed::Failed(reason)) => return Outcome::of(message, MessageState::Failed, reason),
            Err(NotComposed::Db(error)) => {
                tracing::warn!(%error, message = %message.id, "a message waits for the database");
                return Outcome {
                    pause: DATABASE_PAUSE,
                    untried: true,
                    ..Outcome::of(message, MessageState::Queued, "database")
                };
            }
        };
        if !self.life.goes_on() {
            // This node stood still or lost the database: another one may have taken the message over by now.
            return Outcome { untried: true, ..Outcome::of(message, MessageState::Queued, "paused") };
        }
        let envelope = Envelope { id: message.id, is_marketing: message.is_marketing, from: &composed.from, to: &composed.to };
        match transport.send(&envelope, &composed.bytes, &|| self.life.goes_on()) {
            Ok(_) => Outcome {
                kept: composed.kept,
                address: Some(composed.address_hash),
                ..Outcome::of(message, MessageState::Sent, "")
            },
            Err(SendError::Permanent { code, stage, .. }) => {
                if stage == Stage::Recipient {
                    self.suppress(composed.address_hash);
                }
                Outcome::of(message, MessageState::Failed, &format!("refused_{code}"))
            }
            Err(SendError::Temporary { code, .. }) => {
                let reason = code.map_or_else(|| "unreachable".to_owned(), |code| format!("later_{code}"));
                match next_pause(message.attempts, self.rng.unit()) {
                    Some(pause) => Outcome { pause, ..Outcome::of(message, MessageState::Queued, &reason) },
                    None => Outcome::of(message, MessageState::Failed, "gave_up"),
                }
            }
            Err(SendError::Uncertain { .. }) => {
                let (state, reason) = after_uncertainty(&message);
                let (kept, address) = (composed.kept, Some(composed.address_hash));
                Outcome { uncertain: true, kept, address, pause: DATABASE_PAUSE, ..Outcome::of(message, state, reason) }
            }
        }
    }

    /// The customer has another address than those that they confirmed: it is asked, once.
    fn ask_to_confirm(&mut self, message: &Message) {
        let (customer, purpose, locale) = (message.customer, message.purpose(), message.locale);
        let (now, mut rng) = (self.composer.clock.now(), self.rng.fork());
        let ticket = self.recorder.submit(move |tx| {
            let Some(root) = customers::root_of(tx, customer)? else { return Ok(()) };
            // Erased since the letter was written: nothing is written about them any more.
            if customers::customer_row(tx, root)?.is_none_or(|row| row.erased_at.is_some()) {
                return Ok(());
            }
            let ids = customers::all_ids(tx, root)?;
            let quiet = Law::of_country(&StoreSettings::load(tx)?.country).quiet();
            let Some(id) = privacy::ask_opt_in(tx, &mut rng, &ids, purpose, false, quiet, now)? else { return Ok(()) };
            let body =
                serde_json::json!({"properties": {"opt_in": id.to_string()}, "context": {"locale": locale.code()}}).to_string();
            journal::append_one(tx, journal::system_event(root, OPT_IN_ASKED, body, &mut rng, now), now)
        });
        if let Err(error) = ticket.wait() {
            let error: Error = error;
            tracing::warn!(%error, "an address could not be asked to confirm; it will be at the next message");
        }
    }

    /// The server says that there is no such mailbox: nothing is sent there again.
    fn suppress(&self, address_hash: [u8; 16]) {
        let now = self.composer.clock.now();
        let ticket = self.recorder.submit(move |tx| suppressions::suppress(tx, &address_hash, BOUNCED, now));
        if let Err(error) = ticket.wait() {
            let _: Error = error;
            tracing::warn!("a bounced address could not be noted; it will be when it bounces again");
        }
    }
}

impl Outcome {
    /// What its text is packed against.
    fn pattern(&self) -> Option<&Pattern> {
        self.kept.as_ref()?.pattern.as_deref()
    }

    fn of(message: Message, state: MessageState, reason: &str) -> Self {
        Self {
            message,
            state,
            reason: reason.to_owned(),
            pause: Duration::ZERO,
            uncertain: false,
            untried: false,
            kept: None,
            address: None,
            contradiction: None,
        }
    }
}

/// How long until something is due; for tests with a simulated clock.
pub fn next_due(db: &db::Db) -> Result<Option<Timestamp>> {
    db.views.read(store::next_due)
}
