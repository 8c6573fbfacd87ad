//! Several mail servers: by which of them a letter goes, and what happens while one of them does not answer.
//!
//! The order in which a letter asks them follows from its id and their weights (weighted rendezvous hashing): every attempt begins
//! at the same server, on whichever node, and one that is added or taken away moves nobody's letters but its own. A letter goes on
//! to the next server only while it is certain that the one before did not begin to take it. One that does not answer is asked
//! last for a while; then one letter tries it again.

use super::smtp::{Accepted, Envelope, SendError, SmtpClient, SmtpSetupError, Stage};
use super::smtp_url::SmtpConfig;
use aws_lc_rs::digest::{Context, SHA256};
use base::{Id as _, id::MessageId};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

/// So long a server that did not answer is left alone, where another one does.
const REST: Duration = Duration::from_mins(1);
/// Letters that are owed, of which it is not known whether a server took them. They are asked about again within seconds.
const UNSURE_MAX: usize = 1_000;
pub const WEIGHT_MAX: u32 = 100;

/// Which letters a server carries.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Carries {
    #[default]
    All,
    Marketing,
    /// What customers are owed.
    Service,
}

impl Carries {
    pub const ALL: [Self; 3] = [Self::All, Self::Marketing, Self::Service];

    /// The word in forms and the last part of translation keys.
    pub const fn word(self) -> &'static str {
        match self {
            Self::All => "all",
            Self::Marketing => "marketing",
            Self::Service => "service",
        }
    }

    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|carries| carries.word() == word)
    }

    pub const fn is_for(self, is_marketing: bool) -> bool {
        match self {
            Self::All => true,
            Self::Marketing => is_marketing,
            Self::Service => !is_marketing,
        }
    }
}

/// One server as it is set.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ServerPlan {
    /// Its name among the others.
    pub id: String,
    pub config: SmtpConfig,
    /// Its share beside the others', 0 to 100; at 0 it carries only what no other one can be reached for.
    pub weight: u32,
    pub carries: Carries,
}

/// All servers of a store. Shared by threads.
pub struct SmtpServers {
    servers: Vec<Server>,
    /// Which server may have taken a letter: no other one gets it. After a restart nothing is known of that; the letter's order
    /// begins at the same server then.
    unsure: Arc<Mutex<BTreeMap<MessageId, String>>>,
}

struct Server {
    plan: ServerPlan,
    line: Arc<Line>,
}

/// The connections to a server, and since when none of them is to be had.
struct Line {
    client: SmtpClient,
    silent: Mutex<Option<Silent>>,
}

/// Of a server that has been silent for as long nobody knows whether it comes back: what is owed goes by another one, rather than
/// perhaps never.
const GONE_AFTER: Duration = Duration::from_mins(10);

#[derive(Clone, Copy)]
struct Silent {
    since: Instant,
    rests_until: Instant,
}

impl ServerPlan {
    /// A server that carries everything alone.
    pub fn alone(config: SmtpConfig) -> Self {
        Self { id: String::new(), config, weight: 1, carries: Carries::All }
    }

    /// The lower, the sooner a letter asks it; a chance of `weight` against the other servers' weights to be the lowest.
    fn score(&self, letter: MessageId) -> f64 {
        let mut hash = Context::new(&SHA256);
        hash.update(letter.raw());
        hash.update(self.id.as_bytes());
        let eight = hash.finish().as_ref().first_chunk::<8>().map_or(0, |eight| u64::from_be_bytes(*eight));
        let between_0_and_1 = ((eight >> 11) as f64 + 0.5) / (1_u64 << 53) as f64;
        -between_0_and_1.ln() / f64::from(self.weight.max(1))
    }
}

impl SmtpServers {
    /// Connects to nothing yet. What `before` knows of servers that stay as they were is kept, and their connections.
    pub fn new(plans: Vec<ServerPlan>, before: Option<&Self>) -> Result<Self, SmtpSetupError> {
        let servers = plans.into_iter().map(|plan| {
            // A certificate's file may have changed.
            let same = |old: &&Server| plan.config.ca.is_none() && old.plan.id == plan.id && old.plan.config == plan.config;
            let line = match before.and_then(|before| before.servers.iter().find(same)) {
                Some(old) => Arc::clone(&old.line),
                None => Arc::new(Line { client: SmtpClient::new(plan.config.clone())?, silent: Mutex::default() }),
            };
            Ok(Server { plan, line })
        });
        let unsure = before.map(|before| Arc::clone(&before.unsure)).unwrap_or_default();
        Ok(Self { servers: servers.collect::<Result<_, _>>()?, unsure })
    }

    /// Hands over one message by the first server in its order that can be reached; asks no further one where `goes_on` says no.
    pub(super) fn send(
        &self,
        envelope: &Envelope<'_>,
        message: &[u8],
        goes_on: &dyn Fn() -> bool,
    ) -> Result<Accepted, SendError> {
        let mut failed = None;
        for server in self.order(envelope) {
            if failed.is_some() && !goes_on() {
                break;
            }
            match server.line.send(envelope, message) {
                Err(error) if is_untouched(&error) => failed = Some(error),
                result => {
                    self.note(envelope, &server.plan.id, &result);
                    return result;
                }
            }
        }
        Err(failed.unwrap_or_else(|| SendError::Temporary {
            code: None,
            text: "no mail server is set for letters of this kind".to_owned(),
            stage: Stage::Connect,
        }))
    }

    /// By one server and no other, for a test of it; `None` where there is no such server.
    pub fn send_by(&self, id: &str, envelope: &Envelope<'_>, message: &[u8]) -> Option<Result<Accepted, SendError>> {
        let server = self.servers.iter().find(|server| server.plan.id == id)?;
        Some(server.line.send(envelope, message))
    }

    /// Every server, and how long it has not answered by now.
    pub fn all(&self) -> impl Iterator<Item = (&ServerPlan, Option<Duration>)> {
        self.servers.iter().map(|server| (&server.plan, server.line.silent().map(|silent| silent.since.elapsed())))
    }

    /// Connects to each, logs in and hangs up.
    pub fn check(&self) -> impl Iterator<Item = (&ServerPlan, Result<(), SendError>)> {
        self.servers.iter().map(|server| (&server.plan, server.line.client.check()))
    }

    fn order(&self, envelope: &Envelope<'_>) -> Vec<&Server> {
        let bound = self.unsure().get(&envelope.id).cloned();
        let now = Instant::now();
        if let Some(bound) = self.servers.iter().find(|server| Some(&server.plan.id) == bound.as_ref())
            && bound.line.silent().is_none_or(|silent| now.saturating_duration_since(silent.since) < GONE_AFTER)
        {
            return vec![bound];
        }
        let able = self.servers.iter().filter(|server| server.plan.carries.is_for(envelope.is_marketing));
        let mut able: Vec<_> = able
            .map(|server| {
                let rests = server.line.silent().is_some_and(|silent| now < silent.rests_until);
                (rests, server.plan.weight == 0, server.plan.score(envelope.id), server)
            })
            .collect();
        able.sort_by(|a, b| (a.0, a.1).cmp(&(b.0, b.1)).then(a.2.total_cmp(&b.2)));
        able.into_iter().map(|(.., server)| server).collect()
    }

    /// A letter that may have been taken, and will be tried again, goes to that server and no other.
    fn note(&self, envelope: &Envelope<'_>, id: &str, result: &Result<Accepted, SendError>) {
        let mut unsure = self.unsure();
        match result {
            Err(SendError::Uncertain { .. }) if !envelope.is_marketing => {
                if unsure.len() >= UNSURE_MAX {
                    unsure.pop_first();
                }
                unsure.insert(envelope.id, id.to_owned());
            }
            Err(SendError::Temporary { .. }) => {}
            _ => drop(unsure.remove(&envelope.id)),
        }
    }

    fn unsure(&self) -> MutexGuard<'_, BTreeMap<MessageId, String>> {
        // Nothing is half done while the lock is held, so a poisoned one is as good.
        self.unsure.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Line {
    fn send(&self, envelope: &Envelope<'_>, message: &[u8]) -> Result<Accepted, SendError> {
        self.claim_trial();
        let result = self.client.send(envelope, message);
        let mut silent = self.silent.lock().unwrap_or_else(PoisonError::into_inner);
        let now = Instant::now();
        *silent = match &result {
            Err(error) if is_silence(error) => {
                Some(Silent { since: silent.map_or(now, |silent| silent.since), rests_until: now + REST })
            }
            _ => None,
        };
        result
    }

    fn silent(&self) -> Option<Silent> {
        *self.silent.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// While one letter tries a server that has rested, the others leave it alone still.
    fn claim_trial(&self) {
        if let Some(silent) = self.silent.lock().unwrap_or_else(PoisonError::into_inner).as_mut() {
            silent.rests_until = Instant::now() + REST;
        }
    }
}

/// Whether the server certainly did not begin to take the letter, and it was not the letter that it would not have.
const fn is_untouched(error: &SendError) -> bool {
    match error {
        SendError::Temporary { stage: Stage::Connect, .. } => true,
        SendError::Temporary { code: None | Some(421), stage, .. } => matches!(stage, Stage::Sender | Stage::Recipient),
        SendError::Temporary { .. } | SendError::Permanent { .. } | SendError::Uncertain { .. } => false,
    }
}

/// Whether the server could not be spoken with to the end.
const fn is_silence(error: &SendError) -> bool {
    is_untouched(error) || matches!(error, SendError::Temporary { code: None, .. } | SendError::Uncertain { .. })
}

#[cfg(test)]
mod tests {
    use super::*;
    use base::{EmailAddress, Rng, Timestamp};

    fn servers(plans: &[(&str, u32, Carries)]) -> SmtpServers {
        let config = SmtpConfig::parse("smtp://127.0.0.1:1").unwrap();
        let plans = plans.iter().map(|(id, weight, carries)| ServerPlan {
            id: (*id).to_owned(),
            config: config.clone(),
            weight: *weight,
            carries: *carries,
        });
        SmtpServers::new(plans.collect(), None).unwrap()
    }

    fn order(servers: &SmtpServers, id: MessageId, is_marketing: bool) -> Vec<String> {
        let address = EmailAddress::parse("a@b.co").unwrap();
        let envelope = Envelope { id, is_marketing, from: &address, to: &address };
        servers.order(&envelope).into_iter().map(|server| server.plan.id.clone()).collect()
    }

    #[test]
    fn weights_are_shares_and_a_letter_keeps_its_server() {
        let all = servers(&[("a", 1, Carries::All), ("b", 3, Carries::All), ("spare", 0, Carries::All)]);
        let fewer = servers(&[("spare", 0, Carries::All), ("b", 3, Carries::All)]);
        let mut rng = Rng::from_seed(5);
        let mut first = BTreeMap::<String, u32>::new();
        for _ in 0..4_000 {
            let id = MessageId::new(Timestamp::from_micros(0), &mut rng);
            let asked = order(&all, id, false);
            assert_eq!((asked.len(), asked[2].as_str()), (3, "spare"));
            assert_eq!(asked, order(&all, id, true), "nothing but its id counts");
            if asked[0] == "b" {
                assert_eq!(order(&fewer, id, false)[0], "b", "what others carry moves nobody's letters");
            }
            *first.entry(asked[0].clone()).or_default() += 1;
        }
        assert!((900..1_100).contains(&first["a"]) && !first.contains_key("spare"), "{first:?}");
    }

    #[test]
    fn letters_go_by_servers_of_their_kind() {
        let all = servers(&[("news", 50, Carries::Marketing), ("owed", 1, Carries::Service)]);
        let id = MessageId::from_raw([7; 16]);
        assert_eq!((order(&all, id, true), order(&all, id, false)), (vec!["news".to_owned()], vec!["owed".to_owned()]));
    }

    #[test]
    fn no_further_server_is_asked_once_the_letter_is_not_ours() {
        let address = EmailAddress::parse("a@b.co").unwrap();
        let envelope = Envelope { id: MessageId::from_raw([7; 16]), is_marketing: false, from: &address, to: &address };
        for (goes_on, asked) in [(false, 1), (true, 2)] {
            let all = servers(&[("a", 1, Carries::All), ("b", 1, Carries::All)]);
            let result = all.send(&envelope, b"From: a@b.co\r\n\r\n", &|| goes_on);
            assert!(matches!(result, Err(SendError::Temporary { stage: Stage::Connect, .. })), "{result:?}");
            assert_eq!(all.all().filter(|(_, silent)| silent.is_some()).count(), asked);
        }
    }

    #[test]
    fn who_does_not_answer_is_asked_last() {
        let all = servers(&[("a", 1, Carries::All), ("b", 1, Carries::All)]);
        let id = MessageId::from_raw([7; 16]);
        let asked = order(&all, id, false);
        let first = all.servers.iter().find(|server| server.plan.id == asked[0]).unwrap();
        let (now, past) = (Instant::now(), Instant::now().checked_sub(REST).unwrap());
        *first.line.silent.lock().unwrap() = Some(Silent { since: past, rests_until: now + REST });
        assert_eq!(order(&all, id, false), [asked[1].clone(), asked[0].clone()]);
        // It has rested: one letter tries it, and meanwhile no other.
        *first.line.silent.lock().unwrap() = Some(Silent { since: past, rests_until: now });
        assert_eq!(order(&all, id, false), asked);
        first.line.claim_trial();
        assert_eq!(order(&all, id, false)[0], asked[1]);
        assert!(all.all().any(|(plan, silent)| plan.id == asked[0] && silent.is_some_and(|long| long >= REST)));
    }
}
