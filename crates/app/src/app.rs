//! Everything that runs, put together.

use crate::admin::SignInGuard;
use crate::config::Config;
use crate::counts::CustomerCounts;
use crate::intake::{Door, Surroundings};
use crate::mail_servers::{self, MailServer};
use crate::metrics::Metrics;
use crate::segments::{Asked, Counting};
use crate::watching::Waiting;
use automation::live::LiveProjection;
use base::id::CustomerId;
use base::{Clock, Rng, Timestamp};
use capabilities::feedback::{self, Hooks, ResultsProjection};
use capabilities::insights::InsightsProjection;
use capabilities::ledger::LedgerProjection;
use capabilities::messaging::Folder;
use capabilities::messaging::{AnswersProjection, Composer, Outbox, SharedTransport, Sheets, Signers};
use capabilities::messaging::{ServerPlan, SmtpServers, Transport};
use db::{Db, NodeId, Recorder, Signal};
use foundation::customers::CustomersProjection;
use foundation::history::{History, Pace, Shelf};
use foundation::journal::Projection;
use foundation::orders::OrdersProjection;
use foundation::projections::{self, Runner};
use foundation::receipts::Terms;
use foundation::settings::{self, StoreSettings};
use foundation::staff::KeyDirectory;
use foundation::vault::{AccessLog, KeyError, Keys, lock_access_log};
use std::collections::HashSet;
use std::sync::atomic::{AtomicBool, AtomicI64, Ordering};
use std::sync::{Arc, Mutex, PoisonError, RwLock};
use std::thread::JoinHandle;
use std::time::Duration;

/// What handlers work with. Cheap to clone.
#[derive(Clone)]
pub struct App(Arc<Inner>);

pub struct Inner {
    pub config: Config,
    pub db: Db,
    pub keys: Keys,
    pub node: NodeId,
    pub clock: Arc<dyn Clock>,
    pub recorder: Recorder,
    pub history: Arc<History>,
    pub access: AccessLog,
    pub door: Door,
    pub api_keys: KeyDirectory,
    pub composer: Arc<Composer>,
    pub transport: SharedTransport,
    /// Reads what senders of mail tell.
    pub hooks: Hooks,
    /// Opens and clicks that are not yet weighed.
    pub watched: Waiting,
    pub metrics: Metrics,
    pub sign_in: SignInGuard,
    /// Against asking for links to the privacy centre over and over.
    pub links: SignInGuard,
    /// Against too many exports at a time: each keeps a thread busy.
    pub exports: Arc<tokio::sync::Semaphore>,
    /// Whose data is being exported: one at a time of each customer.
    pub exporting: Arc<Mutex<HashSet<CustomerId>>>,
    /// What receipts say beside a decision, as this node wrote it down last.
    pub terms: Mutex<Option<Terms>>,
    /// How many customers there are, for pages.
    pub counts: CustomerCounts,
    /// Who counts people for a segment, and how many may be asked.
    pub counting: Counting,
    pub asked: Asked,
    /// Rings when a projection moved on.
    pub advanced: Signal,
    /// Held by the one who reads the mailbox that reports come to.
    pub fetching: Mutex<()>,
    /// Held by the one who clears tables of the erased, for all who wait.
    pub erasing: Mutex<()>,
    /// Held by the one who asks for `/readyz` whether the record takes writes.
    pub asking_for_writes: tokio::sync::Mutex<()>,
    /// Events that the slowest projection is behind, as last looked.
    pub lag_events: AtomicI64,
    surroundings: RwLock<Arc<Surroundings>>,
    /// The version of the settings that this node goes by.
    settings_version: Mutex<Option<i64>>,
    rng: Mutex<Rng>,
    stop: Arc<AtomicBool>,
    leaving: AtomicBool,
    access_recorder: Recorder,
    threads: Mutex<Vec<JoinHandle<()>>>,
    /// Held open as long as this process owns the data folder.
    claim: Mutex<Option<std::fs::File>>,
}

impl std::ops::Deref for App {
    type Target = Inner;
    fn deref(&self) -> &Inner {
        &self.0
    }
}

#[derive(Debug, thiserror::Error)]
pub enum StartError {
    #[error(transparent)]
    Db(#[from] db::Error),
    #[error(transparent)]
    Keys(#[from] KeyError),
    #[error("the mail set-up can't work: {0}")]
    Mail(String),
    #[error("history: {0}")]
    History(String),
    #[error("another amana is running on this data folder; stop it first, or use the admin")]
    Running,
    #[error("{0}")]
    Io(#[from] std::io::Error),
}

/// Exports that are written side by side.
const EXPORTS_AT_ONCE_MAX: usize = 4;
/// A thread begins anew after it.
const AFTER_A_DEFECT: Duration = Duration::from_secs(1);

/// What a thread does until it is told to stop.
type Work = fn(&App, &AtomicBool);

/// Does it until it ends by itself; anew where a defect ended it, so that no part of the program stands still in silence.
fn carry_on(name: &str, app: &App, stop: &AtomicBool, run: Work) {
    let once = || {
        db::caught(name, || {
            run(app, stop);
            Ok::<_, db::Error>(())
        })
    };
    while once().is_err() && !stop.load(Ordering::Relaxed) {
        std::thread::sleep(AFTER_A_DEFECT);
    }
}

/// The names of all projections, for `rebuild`.
pub const PROJECTIONS: [&str; 7] = ["customers", "orders", "insights", "ledger", "results", "answers", "live"];

/// A projection by name, as `rebuild` needs it.
pub fn projection(name: &str) -> Option<Box<dyn Projection>> {
    Some(match name {
        "customers" => Box::new(CustomersProjection::default()),
        "orders" => Box::new(OrdersProjection),
        "insights" => Box::new(InsightsProjection),
        "ledger" => Box::new(LedgerProjection),
        "results" => Box::new(ResultsProjection),
        _ => return None,
    })
}

impl App {
    /// Opens the database, migrates it, and puts everything together; starts the recorders and nothing else.
    pub fn open(config: Config, clock: Arc<dyn Clock>, mut rng: Rng) -> Result<Self, StartError> {
        std::fs::create_dir_all(&config.data)?;
        let db = Db::open(&config.location)?;
        db.migrate()?;
        projections::keep_only(&db, &PROJECTIONS)?;
        let keys = open_keys(&config, &db, clock.now(), &mut rng)?;
        let node = NodeId((rng.u64() >> 1) as i64);
        let recorder = Recorder::start(db.record.clone(), |tx| tx.lock_journal_head().map(drop));
        let access_recorder = Recorder::start(db.access.clone(), lock_access_log);
        let access = AccessLog::new(access_recorder.clone(), db.record.clone(), keys.clone());
        let api_keys = KeyDirectory::default();
        let door = Door::new(recorder.clone(), keys.clone(), Arc::clone(&clock), api_keys.clone(), node, rng.fork());
        let shelf = config.history.clone().map(|storage| Shelf::open(storage, &mut rng)).transpose();
        let shelf = shelf.map_err(StartError::History)?;
        let history = Arc::new(History::new(db.clone(), recorder.clone(), shelf, Pace::default()));
        let composer = Arc::new(Composer {
            db: db.clone(),
            history: Arc::clone(&history),
            keys: keys.clone(),
            access: access.clone(),
            clock: Arc::clone(&clock),
            base_url: config.base_url.clone(),
            signers: Signers::default(),
            vendor: RwLock::default(),
            bounce_address: config.bounce_address.clone(),
            is_read_here: config.mail_folder.is_some(),
            sheets: Sheets::default(),
        });
        let hooks = Hooks::new(keys.clone(), config.outbound.clone(), config.sns_url.clone());
        let app = Self(Arc::new(Inner {
            config,
            db,
            keys,
            node,
            clock,
            recorder,
            history,
            access,
            door,
            api_keys,
            composer,
            transport: SharedTransport::default(),
            hooks,
            watched: Waiting::default(),
            metrics: Metrics::default(),
            sign_in: SignInGuard::default(),
            links: SignInGuard::default(),
            terms: Mutex::default(),
            exports: Arc::new(tokio::sync::Semaphore::new(EXPORTS_AT_ONCE_MAX)),
            exporting: Arc::default(),
            counts: CustomerCounts::default(),
            counting: Counting::default(),
            asked: Asked::default(),
            advanced: Signal::default(),
            fetching: Mutex::new(()),
            erasing: Mutex::new(()),
            asking_for_writes: tokio::sync::Mutex::default(),
            lag_events: AtomicI64::new(0),
            surroundings: RwLock::new(Arc::new(Surroundings { country: None, currency: base::Currency::USD })),
            settings_version: Mutex::default(),
            rng: Mutex::new(rng),
            stop: Arc::default(),
            leaving: AtomicBool::new(false),
            access_recorder,
            threads: Mutex::default(),
            claim: Mutex::default(),
        }));
        app.settings_changed()?;
        Ok(app)
    }

    /// Claims the data folder for this process, so that no second server works on it; `false` where one does already.
    pub fn claim_folder(&self) -> Result<bool, StartError> {
        let file =
            std::fs::OpenOptions::new().create(true).truncate(false).write(true).open(self.config.data.join("amana.lock"))?;
        if self.db.record.path().is_none() {
            return Ok(true);
        }
        match file.try_lock() {
            Ok(()) => {
                *self.claim.lock().unwrap_or_else(PoisonError::into_inner) = Some(file);
                // The folder is ours alone: who held a lease before is gone, and need not be waited for.
                db::Lease::clear_all(&self.db.views)?;
                Ok(true)
            }
            Err(std::fs::TryLockError::WouldBlock) => Ok(false),
            Err(std::fs::TryLockError::Error(error)) => Err(error.into()),
        }
    }

    /// Starts the projections, the outbox and the housekeeping.
    pub fn start(&self) -> Result<(), StartError> {
        if !self.claim_folder()? {
            return Err(StartError::Running);
        }
        if self.db.record.path().is_some()
            && let Err(error) = self.history.sweep_all()
        {
            tracing::warn!(%error, "what a crash may have left of the history stays for now");
        }
        crate::erasing::begin(self)?;
        let mut threads = Vec::new();
        let appended = self.recorder.committed();
        let runners = [("projections", self.tables_runner()), ("answers", self.answers_runner()), ("live", self.live_runner())];
        for (name, mut runner) in runners {
            runner.prepare()?;
            threads.push(projections::spawn(runner, name, appended.clone(), Arc::clone(&self.stop))?);
        }
        let outbox = Outbox {
            composer: Arc::clone(&self.composer),
            transport: Arc::clone(&self.transport),
            recorder: self.recorder.clone(),
            node: self.node,
            in_flight_max: self.config.mail_connections,
            signs: feedback::signs_of_life,
            wake: self.advanced.clone(),
        };
        threads.extend(outbox.spawn(self.fork_rng(), Arc::clone(&self.stop))?);
        let others: [(&str, Work); 6] = [
            ("housekeeping", crate::housekeeping::run),
            ("history", crate::sealing::run),
            ("third-parties", crate::scanning::run),
            ("webhooks", crate::calling::run),
            ("price-drops", crate::price_drops::run),
            ("mailbox", crate::fetching::run),
        ];
        for (name, run) in others {
            let (app, stop) = (self.clone(), Arc::clone(&self.stop));
            threads.push(std::thread::Builder::new().name(name.to_owned()).spawn(move || carry_on(name, &app, &stop, run))?);
        }
        self.threads.lock().unwrap_or_else(PoisonError::into_inner).extend(threads);
        Ok(())
    }

    /// The projections that keep tables, sharing one read of the journal.
    pub fn tables_runner(&self) -> Runner {
        let projections: Vec<Box<dyn Projection>> = vec![
            Box::new(CustomersProjection::default()),
            Box::new(OrdersProjection),
            Box::new(InsightsProjection),
            Box::new(LedgerProjection),
            Box::new(ResultsProjection),
        ];
        Runner::new(self.db.clone(), Arc::clone(&self.history), "projections", self.node, projections, self.advanced.clone())
    }

    /// The rules that answer, on a thread of their own: an answer waits for no table.
    pub fn answers_runner(&self) -> Runner {
        let answers = AnswersProjection::new(self.db.record.clone(), self.keys.clone(), Arc::clone(&self.clock), self.fork_rng());
        Runner::new(
            self.db.clone(),
            Arc::clone(&self.history),
            "answers",
            self.node,
            vec![Box::new(answers)],
            self.advanced.clone(),
        )
    }

    /// Segments and journeys, on a thread of their own: a new segment over a long history holds up nobody else.
    pub fn live_runner(&self) -> Runner {
        let live = LiveProjection::new(
            self.db.clone(),
            Arc::clone(&self.history),
            self.recorder.clone(),
            self.keys.clone(),
            self.access.clone(),
            Arc::clone(&self.clock),
            self.fork_rng(),
        );
        let history = Arc::clone(&self.history);
        Runner::new(self.db.clone(), history, "live", self.node, vec![Box::new(live)], self.advanced.clone())
    }

    /// Stops everything in order: what was accepted is written, what was being sent is settled.
    pub fn stop(&self) {
        self.stop.store(true, Ordering::Relaxed);
        self.history.stop();
        self.recorder.committed().ring();
        self.advanced.ring();
        for thread in self.threads.lock().unwrap_or_else(PoisonError::into_inner).drain(..) {
            let _ = thread.join();
        }
        self.recorder.stop();
        self.access_recorder.stop();
    }

    /// Ends the streams that would otherwise go on for as long as somebody listens: the server takes no more connections.
    pub fn end_streams(&self) {
        self.leaving.store(true, Ordering::Relaxed);
        self.recorder.committed().ring();
    }

    /// Whether streams must end.
    pub fn is_leaving(&self) -> bool {
        self.leaving.load(Ordering::Relaxed) || self.is_stopping()
    }

    /// Whether `stop` was called.
    pub fn is_stopping(&self) -> bool {
        self.stop.load(Ordering::Relaxed)
    }

    /// A generator of its own for a request or a thread.
    pub fn fork_rng(&self) -> Rng {
        self.rng.lock().unwrap_or_else(PoisonError::into_inner).fork()
    }

    /// What the store's settings mean for the door.
    pub fn surroundings(&self) -> Arc<Surroundings> {
        Arc::clone(&self.surroundings.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// Puts the settings in force here where another node, or the command line, has changed them.
    pub fn hear_settings(&self) -> Result<(), StartError> {
        if self.goes_by_settings()? { Ok(()) } else { self.settings_changed() }
    }

    /// Whether this node has heard the latest settings.
    pub fn goes_by_settings(&self) -> db::Result<bool> {
        let version = self.db.record.read(settings::version)?;
        Ok(*self.settings_version.lock().unwrap_or_else(PoisonError::into_inner) == Some(version))
    }

    /// Puts the settings in force as they are now. All of them or, where one can't be used, none.
    pub fn settings_changed(&self) -> Result<(), StartError> {
        // Held to the end, so that of two calls at once the one that read later has the last word.
        let mut version = self.settings_version.lock().unwrap_or_else(PoisonError::into_inner);
        let (read, store, servers, dkim) = self.db.record.read(|tx| {
            let servers = mail_servers::load(tx)?;
            let dkim = settings::load(tx, crate::dkim::SETTING)?;
            Ok::<_, db::Error>((settings::version(tx)?, StoreSettings::load(tx)?, servers, dkim))
        })?;
        // What can't be used is complained of once, not at every heartbeat.
        *version = Some(read);
        let signers = crate::dkim::signers_of(&self.keys, dkim.as_ref())?;
        let transport = self.transport_from(&servers)?;
        let vendor = crate::mail::feedback(&self.db, &self.keys)?.map(|set| set.vendor);
        *self.composer.vendor.write().unwrap_or_else(PoisonError::into_inner) = vendor;
        self.composer.signers.replace(signers);
        *self.transport.lock().unwrap_or_else(PoisonError::into_inner) = transport.map(Arc::new);
        let surroundings = Surroundings { country: store.country().map(str::to_owned), currency: store.currency() };
        *self.surroundings.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(surroundings);
        Ok(())
    }

    /// The mail folder, else the configured server, else those set in the admin.
    fn transport_from(&self, servers: &[MailServer]) -> Result<Option<Transport>, StartError> {
        if let Some(folder) = &self.config.mail_folder {
            let keys = self.keys.clone();
            let rng = Mutex::new(self.fork_rng());
            let seal = Box::new(move |bytes: &[u8]| {
                keys.seal(&mut rng.lock().unwrap_or_else(PoisonError::into_inner), "mail folder", bytes)
            });
            return Ok(Some(Transport::Folder(Folder::open(folder, seal)?)));
        }
        let plans = match &self.config.smtp {
            Some(config) => vec![ServerPlan::alone(config.clone())],
            None => mail_servers::plans(&self.keys, servers, self.config.mail_connections),
        };
        if plans.is_empty() {
            return Ok(None);
        }
        let before = self.transport.lock().unwrap_or_else(PoisonError::into_inner).clone();
        let before = match before.as_deref() {
            Some(Transport::Smtp(servers)) => Some(servers),
            Some(Transport::Folder(_)) | None => None,
        };
        let servers = SmtpServers::new(plans, before).map_err(|error| StartError::Mail(error.to_string()))?;
        Ok(Some(Transport::Smtp(servers)))
    }
}

/// Under which a word is stored that tells the right master key.
pub(crate) const KEY_CHECK_SETTING: &str = "master_key_check";

/// The master key, which must be the one that the data was sealed with.
fn open_keys(config: &Config, db: &Db, now: Timestamp, rng: &mut Rng) -> Result<Keys, StartError> {
    let stored: Option<String> = db.record.read(|tx| settings::load(tx, KEY_CHECK_SETTING))?;
    let keys = match &config.master_key {
        Some(hex) => Keys::from_hex(hex)?,
        None => Keys::open(&config.data, stored.is_none(), rng)?,
    };
    match stored {
        Some(word) if word == keys.check_word() => {}
        Some(_) => return Err(KeyError::Wrong.into()),
        None => db.record.write(|tx| settings::save(tx, KEY_CHECK_SETTING, &keys.check_word(), now))?,
    }
    Ok(keys)
}

/// How long a request may wait for the database before it is told to come again.
pub const ANSWER_WITHIN: Duration = Duration::from_secs(30);
