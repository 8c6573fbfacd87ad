//! The mail set-up as settings hold it: where mail goes, and who tells what came of it; what is secret of it is sealed.

use crate::app::App;
use crate::dkim::{self, DkimSetting, signer};
use base::Rng;
use capabilities::messaging::SmtpConfig;
use capabilities::messaging::Vendor;
use capabilities::messaging::{self, CheckedRecord, Dns, DnsError, SentBy};
use data_encoding::BASE64;
use db::{Db, Error, Result};
use foundation::settings::{self, StoreSettings};
use foundation::vault::Keys;
use serde::{Deserialize, Serialize};

/// Under which the sealed SMTP URL is stored.
pub const SMTP_SETTING: &str = "smtp";
/// Under which is stored who tells what came of letters.
pub const FEEDBACK_SETTING: &str = "mail_feedback";

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

/// The mail server set in the admin.
pub fn open_smtp_url(keys: &Keys, sealed: &str, connections: usize) -> Option<SmtpConfig> {
    let url = open_setting(keys, SMTP_SETTING, sealed)?;
    let config = SmtpConfig::parse(&url).ok()?;
    Some(SmtpConfig { pool_connections: connections, ..config })
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
        None => SentBy::Server(server_of(app, from.domain())?),
    };
    let dns = app.config.dns_server.map(Dns).or_else(Dns::of_system);
    let look_up = |name: &str| dns.as_ref().ok_or(DnsError::NoServer)?.txt(name);
    Ok(messaging::check_domain(look_up, from.domain(), records, &sent_by))
}

/// The name of the mail server that is set; else what most are called.
fn server_of(app: &App, domain: &str) -> Result<String> {
    let sealed: Option<String> = app.db.record.read(|tx| settings::load(tx, SMTP_SETTING))?;
    let stored = sealed.and_then(|sealed| open_smtp_url(&app.keys, &sealed, 1));
    let set = app.config.smtp.clone().or(stored);
    Ok(set.map_or_else(|| format!("mail.{domain}"), |config| config.host))
}
