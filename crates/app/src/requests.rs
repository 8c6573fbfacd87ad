//! What customers ask for by law, from the question to the answer: what takes effect when, and the letter that each step owes
//! them.

use crate::app::App;
use crate::receipts::processors;
use crate::{erasing, intake};
use base::id::{CustomerId, RequestId};
use base::{Locale, Rng, Timestamp};
use db::{NodeId, Result, Tx};
use foundation::consent::{self, Basis, Category, Choices, Decision, Purpose, State};
use foundation::customers;
use foundation::journal::{self, Origin, REQUEST_ANSWERED, REQUEST_RECEIVED};
use foundation::privacy::{self, Law, NewRequest, Request, RequestKind, RequestState, RequestWords};
use foundation::settings::StoreSettings;
use foundation::staff::AuditRow;
use foundation::vault::{self, Field, Keys, Provenance};
use serde_json::{Value, json};
use std::time::Duration;

/// What a correction may be about. The others are put right by the store's own system, and by hand.
pub const CORRECTABLE: [&str; 5] = ["name", "email", "phone", "address", "other"];
/// Why somebody may want their data kept and not used (GDPR article 18(1)).
pub const GROUNDS: [&str; 4] = ["accuracy", "unlawful", "claims", "objection"];
/// How long after the customer was told a restriction ends: they must know before it does (article 18(3)).
const LIFTED_AFTER: Duration = Duration::from_hours(72);
/// How long an answer has for its way before the customer's address is erased.
const ERASED_AFTER: Duration = Duration::from_hours(1);
/// How often the customer is asked whether it was them.
const ASKED_AGAIN_AFTER: Duration = Duration::from_hours(1);
/// What is carried on at a time.
const AT_ONCE_MAX: usize = 100;
/// Letters of a country's code.
const COUNTRY_LETTERS: usize = 2;

/// A request as somebody brings it.
pub struct Asked {
    pub customer: CustomerId,
    pub kind: RequestKind,
    pub via: &'static str,
    pub is_verified: bool,
    /// The law that it falls under, where whoever brings it knows better than the countries tell.
    pub law: Option<Law>,
    pub words: RequestWords,
    /// The purposes that a customer objects to at their own pages: with that it is done.
    pub objects_to: Vec<Purpose>,
}

/// Why a request is not opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NotOpened {
    NoCustomer,
    /// Too many of theirs are open.
    TooMany,
}

/// What the store says to a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Answer {
    /// It is done. `lifts`: of a restriction, that it ends, in three days.
    Done {
        lifts: bool,
    },
    Refused,
    /// It takes longer.
    Extended,
}

/// Why a request is not answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NotAnswered {
    Unknown,
    /// It was answered before, or taken back.
    Closed,
    /// Nobody knows yet that it comes from the customer.
    Unverified,
    /// More time is given once, and before the first has run out.
    TooLate,
    /// The customer is told why it is refused, or takes longer.
    NoReason,
}

impl NotAnswered {
    /// The word in the API and as the last part of translation keys.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Unknown => "unknown",
            Self::Closed => "closed",
            Self::Unverified => "unverified",
            Self::TooLate => "too_late",
            Self::NoReason => "no_reason",
        }
    }
}

/// Everything that writing needs inside the recorder.
struct Hand {
    now: Timestamp,
    node: NodeId,
    rng: Rng,
    keys: Keys,
    /// Who outside is to be told of changes.
    hosts: Vec<String>,
}

impl Hand {
    fn of(app: &App) -> Self {
        let hosts = processors(app).into_iter().map(|processor| processor.host).collect();
        Self { now: app.clock.now(), node: app.node, rng: app.fork_rng(), keys: app.keys.clone(), hosts }
    }

    /// The journal's word, from which the customer's letter follows.
    fn tell(&mut self, tx: &mut Tx<'_>, name: &str, request: &Request, locale: &str, said: Value) -> Result<()> {
        let mut properties = json!({"request": request.id.to_string(), "kind": request.kind.word()});
        if let (Some(all), Value::Object(said)) = (properties.as_object_mut(), said) {
            all.extend(said);
        }
        let body = json!({"properties": properties, "context": {"locale": locale}}).to_string();
        let event = journal::system_event(request.customer, name, body, &mut self.rng, self.now);
        journal::append_one(tx, event, self.now)
    }
}

/// Opens a request, lets take effect what does so at once, and tells the customer. Blocks.
pub fn open(app: &App, asked: Asked, deed: Option<AuditRow>) -> Result<std::result::Result<Request, NotOpened>> {
    let country = country_of(app, asked.customer)?;
    let mut hand = Hand::of(app);
    let opened = app.recorder.submit(move |tx| {
        let Some(root) = customers::root_of(tx, asked.customer)? else { return Ok(Err(NotOpened::NoCustomer)) };
        if customers::customer_row(tx, root)?.is_none_or(|row| row.erased_at.is_some()) {
            return Ok(Err(NotOpened::NoCustomer));
        }
        let store = StoreSettings::load(tx)?;
        let zone = store.zone();
        let law = asked.law.unwrap_or_else(|| Law::of(store.country(), country.as_deref(), hand.now, &zone));
        let words = RequestWords { locale: language(&asked.words.locale, &store), ..asked.words };
        let new = NewRequest { customer: root, kind: asked.kind, law, via: asked.via, is_verified: asked.is_verified, words };
        let Some(request) = privacy::open_request(tx, &hand.keys, &mut hand.rng, &new, &zone, hand.now)? else {
            return Ok(Err(NotOpened::TooMany));
        };
        if let Some(deed) = deed {
            AuditRow { subject: request.id.to_string(), ..deed }.write(tx)?;
        }
        let request = take_effect(tx, &mut hand, request, &new.words, &asked.objects_to)?;
        Ok::<_, db::Error>(Ok(request))
    });
    opened.wait()
}

/// What a request does by itself once it is known to be the customer's, and what they are told.
fn take_effect(
    tx: &mut Tx<'_>,
    hand: &mut Hand,
    request: Request,
    words: &RequestWords,
    objects_to: &[Purpose],
) -> Result<Request> {
    if request.verified_at.is_none() {
        hand.tell(tx, REQUEST_RECEIVED, &request, &words.locale, json!({"step": "identity"}))?;
        return Ok(request);
    }
    if request.kind == RequestKind::Restriction {
        let ids = ids_of(tx, request.customer)?;
        consent::restrict(tx, &ids, ids[0], hand.now)?;
        journal::note_change(tx, hand.node, Some(ids[0]), hand.now)?;
        privacy::name_recipients(tx, request.id, &hand.hosts)?;
    }
    if !objects_to.is_empty() {
        object(tx, hand, request.customer, objects_to, &words.locale)?;
        privacy::answer_request(tx, &hand.keys, &mut hand.rng, &request, RequestState::Done, words, hand.now)?;
        hand.tell(tx, REQUEST_ANSWERED, &request, &words.locale, json!({"step": "done"}))?;
        return Ok(privacy::find_request(tx, request.id)?.unwrap_or(request));
    }
    hand.tell(tx, REQUEST_RECEIVED, &request, &words.locale, json!({"step": "received"}))?;
    Ok(request)
}

/// A no to what rests on something else than consent: a decision like any other, which holds at once.
fn object(tx: &mut Tx<'_>, hand: &mut Hand, customer: CustomerId, purposes: &[Purpose], locale: &str) -> Result<()> {
    let choices = consent::load(tx, customer)?;
    let decisions = purposes.iter().map(|purpose| {
        let held = || choices.iter().filter(|choice| choice.purpose == *purpose && !choice.given.is_empty());
        let basis = held().map(|choice| choice.basis).max().unwrap_or(Basis::LegitimateInterest);
        let mut decision = Decision::about(*purpose, State::Refused, basis, hand.now, "objection");
        for choice in held() {
            decision.categories = decision.categories.with(choice.given);
            if !decision.recipients.contains(&choice.recipient) {
                decision.recipients.push(choice.recipient);
            }
        }
        decision.language = Some(locale.to_owned());
        decision
    });
    let decisions = decisions.collect();
    intake::change_consents_in(tx, &mut hand.rng, hand.node, hand.now, customer, decisions).map(drop)
}

/// The purposes that a customer may object to: what is done without their consent, unless the law itself asks for it.
pub fn objectable(choices: &Choices, now: Timestamp) -> Vec<Purpose> {
    let rests = |purpose: Purpose| {
        let held = |choice: &&consent::Choice| choice.purpose == purpose && !choice.given.is_empty() && now < choice.until;
        choices.iter().filter(held).any(|choice| matches!(choice.basis, Basis::Contract | Basis::LegitimateInterest))
    };
    Purpose::ALL.iter().copied().filter(|purpose| *purpose != Purpose::LegalDuties && rests(*purpose)).collect()
}

/// The customer says that a request is theirs, or that it is not; or somebody of the staff knows who it is. `None` where there is
/// nothing to say it about. Blocks.
pub fn identify(app: &App, id: RequestId, is_theirs: bool, deed: Option<AuditRow>) -> Result<Option<Request>> {
    let mut hand = Hand::of(app);
    let said = app.recorder.submit(move |tx| {
        let Some((request, words)) = load(tx, &hand.keys, id)?.filter(|(request, _)| request.verified_at.is_none()) else {
            return Ok(None);
        };
        if !is_theirs {
            privacy::answer_request(tx, &hand.keys, &mut hand.rng, &request, RequestState::Withdrawn, &words, hand.now)?;
        } else if privacy::verify_request(tx, id, hand.now)? {
            if let Some(deed) = deed {
                deed.write(tx)?;
            }
            if let Some(request) = privacy::find_request(tx, id)? {
                take_effect(tx, &mut hand, request, &words, &[])?;
            }
        }
        privacy::find_request(tx, id)
    });
    said.wait()
}

/// Asks the customer once more whether it was them; false where that was done within the hour, or is not needed. Blocks.
pub fn ask_identity(app: &App, id: RequestId, deed: AuditRow) -> Result<bool> {
    let mut hand = Hand::of(app);
    let asked = app.recorder.submit(move |tx| {
        let before = hand.now.minus(ASKED_AGAIN_AFTER);
        let is_due = |request: &Request| {
            request.verified_at.is_none() && request.identity_asked_at.is_none_or(|at| at <= before || at > hand.now)
        };
        let Some((request, words)) = load(tx, &hand.keys, id)?.filter(|(request, _)| is_due(request)) else { return Ok(false) };
        privacy::note_identity_asked(tx, id, hand.now)?;
        deed.write(tx)?;
        hand.tell(tx, REQUEST_RECEIVED, &request, &words.locale, json!({"step": "identity"}))?;
        Ok::<_, db::Error>(true)
    });
    asked.wait()
}

/// An open request with what was written; `None` where there is none, or its customer is gone.
fn load(tx: &mut Tx<'_>, keys: &Keys, id: RequestId) -> Result<Option<(Request, RequestWords)>> {
    let Some(request) = privacy::find_request(tx, id)?.filter(|request| request.state.is_open()) else { return Ok(None) };
    let ids = ids_of(tx, request.customer)?;
    Ok(privacy::request_words(tx, keys, &ids, &request)?.map(|words| (request, words)))
}

fn ids_of(tx: &mut Tx<'_>, customer: CustomerId) -> Result<Vec<CustomerId>> {
    let root = customers::root_of(tx, customer)?.unwrap_or(customer);
    customers::all_ids(tx, root)
}

/// Answers a request, does what the answer says, and tells the customer, in one commit. Blocks.
pub fn answer(
    app: &App,
    id: RequestId,
    answer: Answer,
    reason: &str,
    deed: Option<AuditRow>,
) -> Result<std::result::Result<Request, NotAnswered>> {
    let reason = reason.trim().to_owned();
    if reason.is_empty() && answer != (Answer::Done { lifts: false }) && answer != (Answer::Done { lifts: true }) {
        return Ok(Err(NotAnswered::NoReason));
    }
    let mut hand = Hand::of(app);
    let answered = app.recorder.submit(move |tx| {
        let Some(found) = privacy::find_request(tx, id)? else { return Ok(Err(NotAnswered::Unknown)) };
        let Some((request, words)) = load(tx, &hand.keys, found.id)? else { return Ok(Err(NotAnswered::Closed)) };
        if matches!(answer, Answer::Done { .. }) && request.verified_at.is_none() {
            return Ok(Err(NotAnswered::Unverified));
        }
        let words = RequestWords { reason, ..words };
        let store = StoreSettings::load(tx)?;
        if answer == Answer::Extended {
            let (keys, zone) = (&hand.keys, store.zone());
            if !privacy::extend_request(tx, keys, &mut hand.rng, &request, &words, &zone, hand.now)? {
                return Ok(Err(NotAnswered::TooLate));
            }
            hand.tell(tx, REQUEST_ANSWERED, &request, &words.locale, json!({"step": "extended"}))?;
        } else {
            close(tx, &mut hand, &request, &words, answer)?;
        }
        if let Some(deed) = deed {
            deed.write(tx)?;
        }
        Ok::<_, db::Error>(privacy::find_request(tx, id)?.ok_or(NotAnswered::Unknown))
    });
    answered.wait()
}

fn close(tx: &mut Tx<'_>, hand: &mut Hand, request: &Request, words: &RequestWords, answer: Answer) -> Result<()> {
    let is_done = matches!(answer, Answer::Done { .. });
    let ids = ids_of(tx, request.customer)?;
    let mut said = json!({"step": if is_done { "done" } else { "refused" }});
    if is_done && request.kind == RequestKind::Correction {
        correct(tx, hand, &ids, words)?;
    }
    if request.kind == RequestKind::Restriction && answer != (Answer::Done { lifts: false }) {
        let at = hand.now.plus(LIFTED_AFTER);
        consent::end_at(tx, &ids, Some(at))?;
        said["lift_at"] = at.micros().into();
    }
    if is_done && request.kind.concerns_recipients() {
        privacy::name_recipients(tx, request.id, &hand.hosts)?;
    }
    let state = if is_done { RequestState::Done } else { RequestState::Refused };
    privacy::answer_request(tx, &hand.keys, &mut hand.rng, request, state, words, hand.now)?;
    hand.tell(tx, REQUEST_ANSWERED, request, &words.locale, said)
}

/// Puts the customer's word into the record, of what the record alone holds. An e-mail address is not among it: the way to a
/// customer's own pages goes there, and a word on a page must not turn it.
fn correct(tx: &mut Tx<'_>, hand: &mut Hand, ids: &[CustomerId], words: &RequestWords) -> Result<()> {
    let category = match words.about.as_str() {
        "name" => Category::Name,
        "phone" => Category::Phone,
        "address" => Category::Address,
        _ => return Ok(()),
    };
    let value = words.text.trim();
    if value.is_empty() {
        return Ok(());
    }
    let field = Field { category, name: words.about.clone(), value: value.to_owned() };
    let from = Provenance { source: Origin::System, basis: Basis::LegalObligation, at: hand.now };
    vault::correct(tx, &hand.keys, &mut hand.rng, ids, ids[0], field, from)?;
    journal::note_change(tx, hand.node, Some(ids[0]), hand.now)
}

/// A customer takes a request of theirs back; with a restriction its effect ends at once. False where these ids of one
/// customer have no such request, or nothing of it is left to take back. Blocks.
pub fn withdraw(app: &App, ids: Vec<CustomerId>, id: RequestId) -> Result<bool> {
    let mut hand = Hand::of(app);
    let done = app.recorder.submit(move |tx| {
        let Some(request) = privacy::find_request(tx, id)?.filter(|request| ids.contains(&request.customer)) else {
            return Ok(false);
        };
        let mut done = false;
        if let Some((request, words)) = load(tx, &hand.keys, id)? {
            let state = RequestState::Withdrawn;
            done = privacy::answer_request(tx, &hand.keys, &mut hand.rng, &request, state, &words, hand.now)?;
        }
        if request.kind == RequestKind::Restriction && consent::lift(tx, &ids, ids[0], hand.now)? {
            journal::note_change(tx, hand.node, Some(ids[0]), hand.now)?;
            done = true;
        }
        Ok::<_, db::Error>(done)
    });
    done.wait()
}

/// What time brings: restrictions that end, and erasures whose letter is on its way. Done twice it changes nothing. Blocks.
pub fn carry_on(app: &App) -> Result<()> {
    let now = app.clock.now();
    let (ending, promised) = app.db.record.read(|tx| {
        let before = now.minus(ERASED_AFTER);
        Ok::<_, db::Error>((consent::ending(tx, now, AT_ONCE_MAX)?, privacy::promised_erasures(tx, before, AT_ONCE_MAX)?))
    })?;
    for customer in ending {
        let node = app.node;
        let lifted = app.recorder.submit(move |tx| {
            let ids = ids_of(tx, customer)?;
            // Asked for anew meanwhile, it goes on.
            if !consent::ending(tx, now, AT_ONCE_MAX)?.contains(&customer) {
                return Ok(());
            }
            consent::lift(tx, &ids, ids[0], now)?;
            journal::note_change(tx, node, Some(ids[0]), now)
        });
        lifted.wait()?;
    }
    for request in promised {
        erasing::erase_promised(app, &request)?;
    }
    Ok(())
}

/// The country that a customer's own words name, as a code.
fn country_of(app: &App, customer: CustomerId) -> Result<Option<String>> {
    let Some(root) = app.db.record.read(|tx| customers::root_of(tx, customer))? else { return Ok(None) };
    let traits = app.db.views.read(|tx| customers::traits_of(tx, root))?;
    let found = traits.into_iter().filter(|one| matches!(one.name.as_str(), "country" | "country_code" | "countryCode"));
    let codes = found.filter_map(|one| serde_json::from_str::<String>(&one.value).ok()).map(|code| code.trim().to_uppercase());
    Ok(codes.into_iter().find(|code| code.len() == COUNTRY_LETTERS && code.bytes().all(|b| b.is_ascii_uppercase())))
}

fn language(wanted: &str, store: &StoreSettings) -> String {
    Locale::from_tag(wanted).unwrap_or(store.locale()).code().to_owned()
}
