//! The record of processing (GDPR, article 30), read off what is set up and what people's choices allow: nobody has to keep it up
//! to date, and it can't say what is not so.

use crate::app::App;
use crate::notices::for_everybody;
use crate::receipts::{mail_servers, processors};
use base::{GROUP_MIN, Timestamp, Told};
use capabilities::messaging::Tls;
use db::{Error, Result};
use foundation::consent::{Basis, Category, CategorySet, Choices, EventClass, Purpose, Recipient};
use foundation::history::Months;
use foundation::receipts::Processor;
use foundation::settings::StoreSettings;
use foundation::staff;
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// Everything that the record says.
pub struct Processing {
    pub at: Timestamp,
    pub store: StoreSettings,
    pub base_url: String,
    pub activities: Vec<Activity>,
    pub events: Vec<Kept>,
    pub processors: Vec<Processor>,
    pub measures: Vec<Measure>,
}

/// What is done for one purpose now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Activity {
    pub purpose: Purpose,
    pub bases: BTreeSet<Basis>,
    pub categories: CategorySet,
    pub recipients: BTreeSet<Recipient>,
    /// Whose data may be used for it.
    pub people: u64,
}

/// A kind of event: on what basis it is taken in, and for how many months it is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kept {
    pub class: EventClass,
    pub bases: BTreeSet<Basis>,
    /// 0: until the customer is forgotten.
    pub months: u32,
}

/// What protects the data, where it is in force.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Measure {
    SealedFields,
    AccessLog,
    ConsentChecked,
    HashedPasswords,
    SignedReceipts,
    /// Customers reach the program over TLS.
    Https,
    /// Mail is handed over under TLS.
    MailTls,
    /// The master key is not in the folder with the data.
    KeyApart,
}

impl Measure {
    pub const fn word(self) -> &'static str {
        match self {
            Self::SealedFields => "sealed_fields",
            Self::AccessLog => "access_log",
            Self::ConsentChecked => "consent_checked",
            Self::HashedPasswords => "hashed_passwords",
            Self::SignedReceipts => "signed_receipts",
            Self::Https => "https",
            Self::MailTls => "mail_tls",
            Self::KeyApart => "key_apart",
        }
    }
}

impl Processing {
    /// The record as of now. Goes through every customer's choices.
    pub fn load(app: &App) -> Result<Self> {
        let now = app.clock.now();
        let (store, months, keys) =
            app.db.record.read(|tx| Ok::<_, Error>((StoreSettings::load(tx)?, Months::load(tx)?, staff::list_keys(tx)?)))?;
        let mut activities: Vec<Activity> = Purpose::ALL.iter().map(|purpose| Activity::none(*purpose)).collect();
        for_everybody(app, |choices| activities.iter_mut().for_each(|activity| activity.add(choices, now)))?;
        activities.retain(|activity| activity.people > 0);
        let in_force = || keys.iter().filter(|key| key.revoked_at.is_none() && takes_events(key.scope));
        let kept = |class: &EventClass| Kept {
            class: *class,
            bases: in_force().map(|key| key.bases.of(*class)).filter(|basis| *basis != Basis::None).collect(),
            months: months.of(*class),
        };
        let events = EventClass::ALL.iter().map(kept).collect();
        let base_url = app.config.base_url.clone();
        Ok(Self { at: now, store, base_url, activities, events, processors: processors(app), measures: measures(app) })
    }

    /// For programs: words as the API has them.
    pub fn to_json(&self) -> Value {
        let words = |bases: &BTreeSet<Basis>| bases.iter().map(|basis| basis.word()).collect::<Vec<_>>();
        let activity = |activity: &Activity| {
            let told = Told::of(activity.people);
            json!({
                "purpose": activity.purpose.word(),
                "dpv": activity.purpose.dpv(),
                "legal_bases": words(&activity.bases),
                "categories": activity.categories.iter().map(Category::word).collect::<Vec<_>>(),
                "recipients": activity.recipients.iter().map(|recipient| recipient.word()).collect::<Vec<_>>(),
                "people_at_least": told.figure(),
                "people_fewer_than": told.figure().is_none().then_some(GROUP_MIN),
            })
        };
        let kept = |kept: &Kept| {
            let months = (kept.months > 0).then_some(kept.months);
            json!({"class": kept.class.word(), "legal_bases": words(&kept.bases), "kept_months": months})
        };
        let store = &self.store;
        json!({
            "generated_at": self.at.to_rfc3339(),
            "controller": {
                "name": store.name,
                "contact": if store.privacy_email.is_empty() { &store.sender_email } else { &store.privacy_email },
                "address": store.postal_address,
                "country": store.country,
                "url": self.base_url,
            },
            "activities": self.activities.iter().map(activity).collect::<Vec<_>>(),
            "events": self.events.iter().map(kept).collect::<Vec<_>>(),
            "processors": self.processors.iter()
                .map(|processor| json!({"service": processor.service.word(), "host": processor.host})).collect::<Vec<_>>(),
            "measures": self.measures.iter().map(|measure| measure.word()).collect::<Vec<_>>(),
        })
    }
}

impl Activity {
    fn none(purpose: Purpose) -> Self {
        let (bases, recipients) = (BTreeSet::new(), BTreeSet::new());
        Self { purpose, bases, categories: CategorySet::EMPTY, recipients, people: 0 }
    }

    /// Adds what one customer allows.
    fn add(&mut self, choices: &Choices, now: Timestamp) {
        let mut is_used = false;
        // What is kept and not used is used for nothing.
        let held = choices.iter().filter(|_| !choices.is_restricted());
        for choice in held.filter(|choice| choice.purpose == self.purpose && now < choice.until) {
            if !choice.given.is_empty() {
                is_used = true;
                self.bases.insert(choice.basis);
                self.categories = self.categories.with(choice.given);
                self.recipients.insert(choice.recipient);
            }
        }
        self.people += u64::from(is_used);
    }
}

const fn takes_events(scope: staff::Scope) -> bool {
    matches!(scope, staff::Scope::Site | staff::Scope::Server)
}

fn measures(app: &App) -> Vec<Measure> {
    let mut measures = vec![
        Measure::SealedFields,
        Measure::AccessLog,
        Measure::ConsentChecked,
        Measure::HashedPasswords,
        Measure::SignedReceipts,
    ];
    if app.config.base_url.starts_with("https://") {
        measures.push(Measure::Https);
    }
    let servers = mail_servers(app);
    if !servers.is_empty() && servers.iter().all(|smtp| matches!(smtp.tls, Tls::Required | Tls::Implicit)) {
        measures.push(Measure::MailTls);
    }
    if app.config.master_key.is_some() {
        measures.push(Measure::KeyApart);
    }
    measures
}
