//! The one writer of the record: many callers' commands, one commit.

use crate::store::Store;
use crate::tx::{Groups, Purpose, Tx};
use crate::{Error, Result, Signal, caught};
use std::pin::Pin;
use std::sync::mpsc::{Receiver, SyncSender, TrySendError, sync_channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll};
use std::thread::JoinHandle;
use tokio::sync::oneshot;

/// Commands that may wait; beyond it callers are told `Busy`.
pub const QUEUE_JOBS_MAX: usize = 1024;
/// Commands in one commit.
const GROUP_JOBS_MAX: usize = 256;
/// After a group failed by a command that was to have no savepoint, so many give one to every command.
const CAREFUL_GROUPS: u32 = 10_000;

/// Runs commands on a thread of its own: each in a savepoint, many in one commit. A caller hears back only when the
/// commit is on disk. Cheap to clone; the thread ends when `stop` is called, after what was accepted is written.
#[derive(Clone)]
pub struct Recorder {
    queue: Arc<Mutex<Option<Queue>>>,
    thread: Arc<Mutex<Option<JoinHandle<()>>>>,
    committed: Signal,
}

/// The answer to come. Wait for it on a thread, or await it in a task.
pub struct Ticket<T, E>(oneshot::Receiver<Result<T, E>>);

/// What every group does first.
pub type Opening = fn(&mut Tx<'_>) -> Result<()>;

type Queue = SyncSender<Box<dyn Job>>;

trait Job: Send {
    fn run(&mut self, tx: &mut Tx<'_>, is_careful: bool) -> Result<()>;
    fn finish(self: Box<Self>, commit: Result<()>);
}

struct Command<T, E, F> {
    work: Option<F>,
    /// Whether it fails only before it writes.
    is_sure: bool,
    result: Option<Result<T, E>>,
    reply: oneshot::Sender<Result<T, E>>,
}

impl Recorder {
    pub fn start(store: Store, opening: Opening) -> Self {
        let (sender, receiver) = sync_channel(QUEUE_JOBS_MAX);
        let store = store.with_own_connection();
        let committed = Signal::default();
        let rung = committed.clone();
        let thread =
            std::thread::Builder::new().name("recorder".to_owned()).spawn(move || run(&store, opening, &receiver, &rung));
        if let Err(error) = &thread {
            tracing::error!(%error, "the recorder's thread can't be started");
        }
        Self { queue: Arc::new(Mutex::new(Some(sender))), thread: Arc::new(Mutex::new(thread.ok())), committed }
    }

    /// Hands `work` over; it runs in the next group. Its error rolls back its own writes alone.
    pub fn submit<T, E, F>(&self, work: F) -> Ticket<T, E>
    where
        T: Send + 'static,
        E: From<Error> + Send + 'static,
        F: FnOnce(&mut Tx<'_>) -> Result<T, E> + Send + 'static,
    {
        self.hand_over(work, false)
    }

    /// As [`Recorder::submit`], for work that fails only before its first write, but for a defect or a failing disk. In SQLite a
    /// savepoint copies every page that the command changes, which costs more than a small command's writes: this has none.
    /// Where it fails after all, the whole group does, its callers are told to come again, and then all have savepoints for
    /// a while, so that a command that can't succeed harms the others once.
    pub fn submit_sure<T, E, F>(&self, work: F) -> Ticket<T, E>
    where
        T: Send + 'static,
        E: From<Error> + Send + 'static,
        F: FnOnce(&mut Tx<'_>) -> Result<T, E> + Send + 'static,
    {
        self.hand_over(work, true)
    }

    fn hand_over<T, E, F>(&self, work: F, is_sure: bool) -> Ticket<T, E>
    where
        T: Send + 'static,
        E: From<Error> + Send + 'static,
        F: FnOnce(&mut Tx<'_>) -> Result<T, E> + Send + 'static,
    {
        let (reply, ticket) = oneshot::channel();
        let job: Box<dyn Job> = Box::new(Command { work: Some(work), is_sure, result: None, reply });
        let queue = self.queue.lock().unwrap_or_else(PoisonError::into_inner).clone();
        match queue.map(|queue| queue.try_send(job)) {
            // Where the queue is gone the reply goes with the job, which says so.
            Some(Ok(())) | None => {}
            Some(Err(TrySendError::Full(job))) => job.finish(Err(Error::Busy)),
            Some(Err(TrySendError::Disconnected(job))) => job.finish(Err(Error::Unavailable("stopping".to_owned()))),
        }
        Ticket(ticket)
    }

    /// Rings after every commit.
    pub fn committed(&self) -> &Signal {
        &self.committed
    }

    /// Takes no more, writes what it has, and ends.
    pub fn stop(&self) {
        self.queue.lock().unwrap_or_else(PoisonError::into_inner).take();
        if let Some(thread) = self.thread.lock().unwrap_or_else(PoisonError::into_inner).take() {
            let _ = thread.join();
        }
    }
}

impl<T, E: From<Error>> Ticket<T, E> {
    /// Blocks until the commit is on disk. Not inside an async task: await the ticket there.
    pub fn wait(self) -> Result<T, E> {
        self.0.blocking_recv().unwrap_or_else(|_| Err(stopped().into()))
    }
}

impl<T, E: From<Error>> Future for Ticket<T, E> {
    type Output = Result<T, E>;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        Pin::new(&mut self.0).poll(cx).map(|answer| answer.unwrap_or_else(|_| Err(stopped().into())))
    }
}

fn stopped() -> Error {
    Error::Unavailable("the program is stopping".to_owned())
}

impl<T, E, F> Job for Command<T, E, F>
where
    T: Send,
    E: From<Error> + Send,
    F: FnOnce(&mut Tx<'_>) -> Result<T, E> + Send,
{
    fn run(&mut self, tx: &mut Tx<'_>, is_careful: bool) -> Result<()> {
        let Some(work) = self.work.take() else { return Ok(()) };
        let before = if self.is_sure && !is_careful { tx.changes() } else { None };
        if before.is_none() {
            tx.set_savepoint()?;
        }
        // A defect in one command must not take the writer of all the others with it.
        let done = caught("this command", || work(tx));
        // Whatever of it can still fail must fail before the next one's begins.
        let result = done.and_then(|value| tx.flush().map(|()| value).map_err(E::from));
        if result.is_err() && tx.is_over() {
            return Err(Error::Unavailable("the engine gave the transaction up, as it does on a full disk".to_owned()));
        }
        match (before, result.is_ok()) {
            (None, true) => tx.release_savepoint()?,
            (None, false) => tx.roll_back_to_savepoint()?,
            (Some(before), false) if tx.changes() != Some(before) => {
                return Err(Error::Unavailable(
                    "a command failed after it had written; nothing of its group was kept".to_owned(),
                ));
            }
            (Some(_), _) => {}
        }
        self.result = Some(result);
        Ok(())
    }

    fn finish(self: Box<Self>, commit: Result<()>) {
        let answer = match (commit, self.result) {
            (Ok(()), Some(result)) => result,
            (Err(error), _) => Err(error.into()),
            (Ok(()), None) => Err(stopped().into()),
        };
        // A caller that has gone away needs no answer.
        let _ = self.reply.send(answer);
    }
}

fn run(store: &Store, opening: Opening, queue: &Receiver<Box<dyn Job>>, committed: &Signal) {
    let (mut group, mut failed_group, mut careful_groups) = (0, 0, 0_u32);
    while let Ok(first) = queue.recv() {
        let mut jobs = vec![first];
        while jobs.len() < GROUP_JOBS_MAX
            && let Ok(job) = queue.try_recv()
        {
            jobs.push(job);
        }
        group += 1;
        let is_careful = careful_groups > 0;
        careful_groups = careful_groups.saturating_sub(1);
        let outcome = commit_group(store, opening, &mut jobs, is_careful, Groups { group, failed_group });
        match &outcome {
            Ok(()) => committed.ring(),
            Err(error) => {
                failed_group = group;
                careful_groups = CAREFUL_GROUPS;
                tracing::warn!(%error, commands = jobs.len(), "a commit failed; its callers were told");
            }
        }
        for job in jobs {
            job.finish(outcome.clone());
        }
    }
}

fn commit_group(store: &Store, opening: Opening, jobs: &mut [Box<dyn Job>], is_careful: bool, groups: Groups) -> Result<()> {
    store.transact(Purpose::Write, groups, |tx| {
        opening(tx)?;
        jobs.iter_mut().try_for_each(|job| job.run(tx, is_careful))
    })
}
