//! The mail set-up as settings hold it: the server's URL and the DKIM key, both sealed.

use crate::app::App;
use base::{Rng, Timestamp};
use capabilities::mailbox::MailboxConfig;
use capabilities::messaging::PrivateKey;
use capabilities::messaging::Signer;
use capabilities::messaging::SmtpConfig;
use capabilities::messaging::Vendor;
use capabilities::messaging::{self, CheckedRecord, Dns, DnsError, SentBy};
use data_encoding::BASE64;
use db::{Db, Error, Result, Tx};
use foundation::settings::{self, StoreSettings};
use foundation::vault::Keys;
use serde::{Deserialize, Serialize};

/// Under which the sealed SMTP URL is stored.
pub const SMTP_SETTING: &str = "smtp";
/// Under which DKIM is stored.
pub const DKIM_SETTING: &str = "dkim";

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

/// DKIM as stored: the private key sealed, in base 64.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DkimSetting {
    pub domain: String,
    pub selector: String,
    pub sealed_key: String,
    /// Off until its record stands in DNS: a signature that can't be checked helps nobody.
    #[serde(default = "on")]
    pub enabled: bool,
}

const fn on() -> bool {
    true
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

/// The mail server set in the admin.
pub fn open_smtp_url(keys: &Keys, sealed: &str, connections: usize) -> Option<SmtpConfig> {
    let url = open_setting(keys, SMTP_SETTING, sealed)?;
    let config = SmtpConfig::parse(&url).ok()?;
    Some(SmtpConfig { pool_connections: connections, ..config })
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
        let dkim: Option<DkimSetting> = settings::load(tx, DKIM_SETTING)?;
        Ok::<_, Error>((StoreSettings::load(tx)?, dkim))
    })?;
    let Some(from) = app.composer.sender(&store).filter(|from| !from.domain().ends_with("localhost")) else {
        return Ok(Vec::new());
    };
    let own = dkim.filter(|setting| setting.domain == from.domain()).and_then(|setting| signer(&app.keys, &setting).ok());
    let sent_by = match feedback(&app.db, &app.keys)? {
        Some(set) => SentBy::Vendor(set.vendor),
        None => SentBy::Server(server_of(app, from.domain())?),
    };
    let dns = app.config.dns_server.map(Dns).or_else(Dns::of_system);
    let look_up = |name: &str| dns.as_ref().ok_or(DnsError::NoServer)?.txt(name);
    Ok(messaging::check_domain(look_up, from.domain(), own.map(|signer| signer.dns_record()), &sent_by))
}

/// The name of the mail server that is set; else what most are called.
fn server_of(app: &App, domain: &str) -> Result<String> {
    let sealed: Option<String> = app.db.record.read(|tx| settings::load(tx, SMTP_SETTING))?;
    let stored = sealed.and_then(|sealed| open_smtp_url(&app.keys, &sealed, 1));
    let set = app.config.smtp.clone().or(stored);
    Ok(set.map_or_else(|| format!("mail.{domain}"), |config| config.host))
}

/// The signers that the settings want.
pub fn signers(db: &Db, keys: &Keys) -> Result<Vec<Signer>> {
    let setting: Option<DkimSetting> = db.record.read(|tx| settings::load(tx, DKIM_SETTING))?;
    signers_of(keys, setting.as_ref())
}

/// The signers that a setting wants; none before DKIM was set up and switched on.
pub fn signers_of(keys: &Keys, setting: Option<&DkimSetting>) -> Result<Vec<Signer>> {
    setting.filter(|setting| setting.enabled).map(|setting| signer(keys, setting)).into_iter().collect()
}

/// The signer that a setting describes, in force or not.
pub fn signer(keys: &Keys, setting: &DkimSetting) -> Result<Signer> {
    let key = open_setting(keys, DKIM_SETTING, &setting.sealed_key)
        .ok_or_else(|| Error::Other("the DKIM key can't be opened with this master key".to_owned()))?;
    let key = PrivateKey::parse(key.as_bytes()).map_err(|e| Error::Other(e.to_string()))?;
    Signer::new(&setting.domain, &setting.selector, key).map_err(|e| Error::Other(e.to_string()))
}

/// Stores a DKIM key, in force from now on: for whoever published its record already.
pub fn save_dkim(
    tx: &mut Tx<'_>,
    keys: &Keys,
    rng: &mut Rng,
    domain: &str,
    selector: &str,
    pem: &str,
    now: Timestamp,
) -> Result<()> {
    let sealed_key = seal_setting(keys, rng, DKIM_SETTING, pem);
    let setting = DkimSetting { domain: domain.to_owned(), selector: selector.to_owned(), sealed_key, enabled: true };
    settings::save(tx, DKIM_SETTING, &setting, now)
}
