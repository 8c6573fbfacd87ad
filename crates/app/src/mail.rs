//! The mail set-up as settings hold it: who tells what came of letters, and what is published of the domain; what is secret is sealed.

use crate::app::App;
use crate::dkim::{self, DkimSetting, signer};
use crate::mail_servers;
use base::Rng;
use capabilities::mailbox::MailboxConfig;
use capabilities::messaging::Vendor;
use capabilities::messaging::{self, CheckedRecord, Dns, DnsError, SentBy};
use data_encoding::BASE64;
use db::{Db, Error, Result};
use foundation::settings::{self, StoreSettings};
use foundation::vault::Keys;
use serde::{Deserialize, Serialize};

/// Under which is stored who tells what came of letters.
pub const FEEDBACK_SETTING: &str = "mail_feedback";

/// Under which the sealed address of the mailbox is stored that reports come to.
pub const MAILBOX_SETTING: &str = "bounce_mailbox";

/// Who tells what came of letters, as stored: what they prove themselves by, sealed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FeedbackSetting {
    pub vendor: String,
    pub sealed_secret: String,
}

/// The same, opened.
pub struct Feedback {
    pub vendor: Vendor,
    pub secret: String,
}

/// Seals a text for a setting.
pub fn seal_setting(keys: &Keys, rng: &mut Rng, label: &str, plain: &str) -> String {
    BASE64.encode(&keys.seal(rng, label, plain.as_bytes()))
}

/// Opens what `seal_setting` sealed.
pub fn open_setting(keys: &Keys, label: &str, sealed: &str) -> Option<String> {
    let bytes = BASE64.decode(sealed.as_bytes()).ok()?;
    String::from_utf8(keys.open_sealed(label, &bytes)?).ok()
}

/// The mailbox that reports come to: as configured, else as set in the admin.
pub fn mailbox(app: &App) -> Result<Option<MailboxConfig>> {
    if let Some(config) = &app.config.bounce_mailbox {
        return Ok(Some(config.clone()));
    }
    let sealed: Option<Option<String>> = app.db.record.read(|tx| settings::load(tx, MAILBOX_SETTING))?;
    let url = sealed.flatten().and_then(|sealed| open_setting(&app.keys, MAILBOX_SETTING, &sealed));
    Ok(url.and_then(|url| MailboxConfig::parse(&url).ok()))
}

/// Who tells what came of letters; `None` where nobody is set, or where it can't be read.
pub fn feedback(db: &Db, keys: &Keys) -> Result<Option<Feedback>> {
    let setting: Option<Option<FeedbackSetting>> = db.record.read(|tx| settings::load(tx, FEEDBACK_SETTING))?;
    Ok(setting.flatten().and_then(|setting| {
        let secret = open_setting(keys, FEEDBACK_SETTING, &setting.sealed_secret)?;
        Some(Feedback { vendor: Vendor::from_word(&setting.vendor)?, secret })
    }))
}

/// What is published of the domain that mail is from; nothing where that is this machine's own. Blocks: name servers are asked.
pub fn check_domain(app: &App) -> Result<Vec<CheckedRecord>> {
    let (store, dkim) = app.db.record.read(|tx| {
        let dkim: Option<DkimSetting> = settings::load(tx, dkim::SETTING)?;
        Ok::<_, Error>((StoreSettings::load(tx)?, dkim))
    })?;
    let Some(from) = app.composer.sender(&store).filter(|from| !from.domain().ends_with("localhost")) else {
        return Ok(Vec::new());
    };
    let own = dkim.filter(|setting| setting.domain == from.domain());
    let own = own.iter().flat_map(|setting| setting.keys().filter_map(|key| signer(&app.keys, &setting.domain, key).ok()));
    let records = own.map(|signer| signer.dns_record()).collect();
    let sent_by = match feedback(&app.db, &app.keys)? {
        Some(set) => SentBy::Vendor(set.vendor),
        None => SentBy::Servers(hosts(app, from.domain())?),
    };
    let dns = app.config.dns_server.map(Dns).or_else(Dns::of_system);
    let look_up = |name: &str| dns.as_ref().ok_or(DnsError::NoServer)?.txt(name);
    Ok(messaging::check_domain(look_up, from.domain(), records, &sent_by))
}

/// The names of the mail servers that are set; else what most are called.
fn hosts(app: &App, domain: &str) -> Result<Vec<String>> {
    let configs = match &app.config.smtp {
        Some(config) => vec![config.clone()],
        None => mail_servers::plans(&app.keys, &app.db.record.read(mail_servers::load)?, 1)
            .into_iter()
            .map(|plan| plan.config)
            .collect(),
    };
    let mut hosts: Vec<String> = configs.into_iter().map(|config| config.host).collect();
    if hosts.is_empty() {
        hosts.push(format!("mail.{domain}"));
    }
    hosts.sort();
    hosts.dedup();
    Ok(hosts)
}
