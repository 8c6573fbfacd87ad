//! Configuration: a file, then the environment, then the command line; checked whole before anything starts.

use base::EmailAddress;
use base::fold::fold_digits;
use capabilities::mailbox::MailboxConfig;
use capabilities::messaging::SmtpConfig;
use db::Location;
use foundation::history::{BucketSettings, Patience, Storage};
use foundation::outbound::Reach;
use serde::Deserialize;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};

/// The keys of `amana.toml`, all optional. Every key can be set as `AMANA_…` in the environment too.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Settings {
    /// The folder that holds everything (`./data`). `AMANA_DATA`.
    pub data: Option<PathBuf>,
    /// The address to listen on (`127.0.0.1:8080`). `AMANA_LISTEN`.
    pub listen: Option<String>,
    /// `postgres://…`: PostgreSQL instead of files in the data folder. `AMANA_DATABASE_URL`.
    pub database_url: Option<String>,
    /// `smtp://user:password@host:587`: where mail goes. Overrides what is set in the admin. `AMANA_SMTP_URL`.
    pub smtp_url: Option<String>,
    /// `bounces@shop.example`: what comes back of letters goes there, under `bounces+…@shop.example`. Its mail is handed to
    /// `amana bounce`. `AMANA_BOUNCE_ADDRESS`.
    pub bounce_address: Option<String>,
    /// `imaps://user:password@mail.shop.example/INBOX`: the mailbox that reports of letters are read from. Overrides what is set in
    /// the admin. `AMANA_BOUNCE_MAILBOX_URL`.
    pub bounce_mailbox_url: Option<String>,
    /// `192.0.2.53:53`: the name server that is asked what is published of the sending domain, instead of this machine's own.
    /// `AMANA_DNS_SERVER`.
    pub dns_server: Option<String>,
    /// Asked for certificates and confirmations of SES's topics instead of Amazon's own hosts, as by way of a proxy. `AMANA_SNS_URL`.
    pub sns_url: Option<String>,
    /// `https://amana.shop.example`: how customers reach this program. Links in mail lead there. `AMANA_BASE_URL`.
    pub base_url: Option<String>,
    /// 64 hexadecimal digits instead of `master.key` in the data folder. `AMANA_MASTER_KEY`.
    pub master_key: Option<String>,
    /// A folder that catches all mail instead of sending it. `AMANA_MAIL_FOLDER`.
    pub mail_folder: Option<PathBuf>,
    /// Where the sealed files of the long history are: a folder (`history` in the data folder), or `s3://bucket/prefix`, with
    /// copies in that folder; see [`Aws`]. `AMANA_HISTORY`.
    pub history: Option<String>,
    /// Copies of a bucket's files take no more bytes (20 GB). `AMANA_HISTORY_CACHE_BYTES`.
    pub history_cache_bytes: Option<u64>,
    /// `error`, `warn`, `info`, `debug` or a `tracing` filter (`info`). `AMANA_LOG`.
    pub log: Option<String>,
    /// Messages being sent at once, and connections to the mail server (20). `AMANA_MAIL_CONNECTIONS`.
    pub mail_connections: Option<u16>,
    /// From the environment alone.
    #[serde(skip)]
    pub aws: Aws,
}

/// The standard variables by which programs find an S3-compatible store. Those that are empty count as not set.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Aws {
    /// `AWS_ENDPOINT_URL_S3`, else `AWS_ENDPOINT_URL`. Neither: Amazon's own.
    pub endpoint: Option<String>,
    /// `AWS_REGION`, else `AWS_DEFAULT_REGION`.
    pub region: Option<String>,
    pub access_key_id: Option<String>,
    pub secret_access_key: Option<String>,
    pub session_token: Option<String>,
    /// `AWS_CA_BUNDLE`: a PEM file of the authorities to trust instead of the public ones.
    pub ca_bundle: Option<String>,
}

/// Hides the secrets.
impl std::fmt::Debug for Aws {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Aws").field("endpoint", &self.endpoint).field("region", &self.region).finish_non_exhaustive()
    }
}

/// What the program runs with.
#[derive(Debug, Clone)]
pub struct Config {
    pub data: PathBuf,
    pub listen: SocketAddr,
    pub location: Location,
    pub smtp: Option<SmtpConfig>,
    pub bounce_address: Option<EmailAddress>,
    pub bounce_mailbox: Option<MailboxConfig>,
    pub dns_server: Option<SocketAddr>,
    pub sns_url: Option<String>,
    pub base_url: String,
    pub master_key: Option<String>,
    pub mail_folder: Option<PathBuf>,
    /// `None`: nothing is sealed.
    pub history: Option<Storage>,
    pub log: String,
    pub mail_connections: usize,
    /// No file and no variable says this: tests do.
    pub outbound: Reach,
}

/// What `cargo xtask` sets for the tests and the benchmarks, without the prefix.
const DEVELOPERS: [&str; 5] = ["BINARY", "CDNOW", "KILLS", "PYTHON", "UPDATE_SNAPSHOTS"];

/// What is wrong, which key says it, and what would be right.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{key}: {problem}")]
pub struct ConfigError {
    pub key: String,
    pub problem: String,
}

fn wrong<T>(key: &str, problem: impl Into<String>) -> Result<T, ConfigError> {
    Err(ConfigError { key: key.to_owned(), problem: problem.into() })
}

impl Settings {
    /// Reads a file. A missing one is empty settings, unless it was asked for by name.
    pub fn from_file(path: &Path, must_exist: bool) -> Result<Self, ConfigError> {
        let key = path.display().to_string();
        match std::fs::read_to_string(path) {
            Ok(text) => toml::from_str(&text).or_else(|e| wrong(&key, e.message())),
            Err(e) if e.kind() == std::io::ErrorKind::NotFound && !must_exist => Ok(Self::default()),
            Err(e) => wrong(&key, format!("can't be read: {e}")),
        }
    }

    /// Reads `AMANA_…` through `variable`; an unknown name with that prefix is an error, so that a typing slip is seen.
    pub fn from_environment(variables: impl Iterator<Item = (String, String)>) -> Result<Self, ConfigError> {
        let variables: Vec<(String, String)> = variables.collect();
        let mut settings = Self { aws: Aws::of(&variables), ..Self::default() };
        for (name, value) in variables {
            let Some(key) = name.strip_prefix("AMANA_") else { continue };
            match key {
                "DATA" => settings.data = Some(value.into()),
                "LISTEN" => settings.listen = Some(value),
                "DATABASE_URL" => settings.database_url = Some(value).filter(|v| !v.is_empty()),
                "SMTP_URL" => settings.smtp_url = Some(value).filter(|v| !v.is_empty()),
                "BOUNCE_ADDRESS" => settings.bounce_address = Some(value).filter(|v| !v.is_empty()),
                "BOUNCE_MAILBOX_URL" => settings.bounce_mailbox_url = Some(value).filter(|v| !v.is_empty()),
                "DNS_SERVER" => settings.dns_server = Some(value).filter(|v| !v.is_empty()),
                "SNS_URL" => settings.sns_url = Some(value).filter(|v| !v.is_empty()),
                "BASE_URL" => settings.base_url = Some(value),
                "MASTER_KEY" => settings.master_key = Some(value),
                "MAIL_FOLDER" => settings.mail_folder = Some(value.into()),
                "HISTORY" => settings.history = Some(value).filter(|v| !v.is_empty()),
                "HISTORY_CACHE_BYTES" => match value.parse() {
                    Ok(number) => settings.history_cache_bytes = Some(number),
                    Err(_) => return wrong(&name, "must be a number of bytes, such as 20000000000"),
                },
                "LOG" => settings.log = Some(value),
                "MAIL_CONNECTIONS" => match value.parse() {
                    Ok(number) => settings.mail_connections = Some(number),
                    Err(_) => return wrong(&name, "must be a number from 1 to 64"),
                },
                // The tests' and the benchmarks' own.
                key if key.starts_with("TEST_") || DEVELOPERS.contains(&key) => {}
                _ => return wrong(&name, "is no key of amana; see docs/configuration.md for those that are"),
            }
        }
        Ok(settings)
    }

    /// These settings where they say something, `other` where they don't.
    #[must_use]
    pub fn or(self, other: Self) -> Self {
        Self {
            data: self.data.or(other.data),
            listen: self.listen.or(other.listen),
            database_url: self.database_url.or(other.database_url),
            smtp_url: self.smtp_url.or(other.smtp_url),
            bounce_address: self.bounce_address.or(other.bounce_address),
            bounce_mailbox_url: self.bounce_mailbox_url.or(other.bounce_mailbox_url),
            dns_server: self.dns_server.or(other.dns_server),
            sns_url: self.sns_url.or(other.sns_url),
            base_url: self.base_url.or(other.base_url),
            master_key: self.master_key.or(other.master_key),
            mail_folder: self.mail_folder.or(other.mail_folder),
            history: self.history.or(other.history),
            log: self.log.or(other.log),
            mail_connections: self.mail_connections.or(other.mail_connections),
            history_cache_bytes: self.history_cache_bytes.or(other.history_cache_bytes),
            aws: self.aws.or(other.aws),
        }
    }

    /// Checks everything and fills in what was left out.
    pub fn check(self) -> Result<Config, ConfigError> {
        let data = self.data.unwrap_or_else(|| PathBuf::from("data"));
        let listen = self.listen.unwrap_or_else(|| "127.0.0.1:8080".to_owned());
        let listen: SocketAddr = match fold_digits(&listen).parse() {
            Ok(address) => address,
            Err(_) => {
                return wrong("listen", format!("{listen} is no address; write one such as 127.0.0.1:8080 or 0.0.0.0:8080"));
            }
        };
        let location = match &self.database_url {
            None => Location::Folder(data.clone()),
            Some(url) if url.starts_with("postgres://") || url.starts_with("postgresql://") => Location::Url(url.clone()),
            Some(_) => return wrong("database_url", "must start with postgres://; leave it out for files in the data folder"),
        };
        let mail_connections = usize::from(self.mail_connections.unwrap_or(20));
        if !(1..=64).contains(&mail_connections) {
            return wrong("mail_connections", "must be a number from 1 to 64");
        }
        let smtp = match &self.smtp_url {
            None => None,
            Some(url) => match SmtpConfig::parse(url) {
                Ok(config) => Some(SmtpConfig { pool_connections: mail_connections, ..config }),
                Err(error) => return wrong("smtp_url", error.to_string()),
            },
        };
        let base_url = self.base_url.unwrap_or_else(|| format!("http://{listen}")).trim_end_matches('/').to_owned();
        if !(base_url.starts_with("https://") || base_url.starts_with("http://")) || base_url.contains(char::is_whitespace) {
            return wrong("base_url", "must start with https:// (or http:// on this machine alone)");
        }
        let bounce_address = match &self.bounce_address {
            None => None,
            Some(text) => match EmailAddress::parse(text) {
                Ok(address) if takes_bounces(&address) => Some(address),
                _ => {
                    return wrong(
                        "bounce_address",
                        "must be an address such as bounces@shop.example, of at most 11 letters before the @ and no +",
                    );
                }
            },
        };
        let bounce_mailbox = match self.bounce_mailbox_url.as_deref().map(MailboxConfig::parse) {
            None => None,
            Some(Ok(config)) => Some(config),
            Some(Err(error)) => return wrong("bounce_mailbox_url", error.to_string()),
        };
        let dns_server = match self.dns_server.as_deref().map(str::parse) {
            None => None,
            Some(Ok(address)) => Some(address),
            Some(Err(_)) => return wrong("dns_server", "must be an address with a port, such as 192.0.2.53:53"),
        };
        let history = storage(self.history.as_deref(), &data, &location, self.history_cache_bytes, self.aws)?;
        let log = self.log.unwrap_or_else(|| "info".to_owned());
        Ok(Config {
            data,
            listen,
            location,
            smtp,
            bounce_address,
            bounce_mailbox,
            dns_server,
            sns_url: self.sns_url,
            base_url,
            master_key: self.master_key,
            mail_folder: self.mail_folder,
            history,
            log,
            mail_connections,
            outbound: Reach::default(),
        })
    }
}

/// Whether a letter's signed id has its place before the @, where 64 letters may stand.
fn takes_bounces(address: &EmailAddress) -> bool {
    let local = address.as_str().split('@').next().unwrap_or_default();
    (1..=11).contains(&local.len()) && local.is_ascii() && !local.contains('+')
}

/// Copies of a bucket's files, where nothing else is said.
const HISTORY_CACHE_BYTES: u64 = 20_000_000_000;

/// Where the history is.
fn storage(
    history: Option<&str>,
    data: &Path,
    location: &Location,
    cache_bytes: Option<u64>,
    aws: Aws,
) -> Result<Option<Storage>, ConfigError> {
    let own = data.join("history");
    match history {
        Some(address) if address.starts_with("s3://") => {
            let bucket = Some(aws.bucket(address)?);
            Ok(Some(Storage { folder: own, bucket, cache_bytes: cache_bytes.unwrap_or(HISTORY_CACHE_BYTES) }))
        }
        Some(other) if other.contains("://") => wrong("history", format!("{other} is neither a folder nor s3://bucket/prefix")),
        Some(folder) => Ok(Some(Storage::in_folder(folder))),
        // Nodes over one PostgreSQL have folders of their own: nothing is sealed there unless a place is named.
        None => Ok(matches!(location, Location::Folder(_)).then(|| Storage::in_folder(own))),
    }
}

impl Aws {
    fn of(variables: &[(String, String)]) -> Self {
        let get =
            |wanted: &str| variables.iter().find(|(name, value)| name == wanted && !value.is_empty()).map(|(_, v)| v.clone());
        Self {
            endpoint: get("AWS_ENDPOINT_URL_S3").or_else(|| get("AWS_ENDPOINT_URL")),
            region: get("AWS_REGION").or_else(|| get("AWS_DEFAULT_REGION")),
            access_key_id: get("AWS_ACCESS_KEY_ID"),
            secret_access_key: get("AWS_SECRET_ACCESS_KEY"),
            session_token: get("AWS_SESSION_TOKEN"),
            ca_bundle: get("AWS_CA_BUNDLE"),
        }
    }

    fn or(self, other: Self) -> Self {
        if self == Self::default() { other } else { self }
    }

    /// `s3://bucket/prefix` with everything that is needed to go there.
    fn bucket(self, address: &str) -> Result<BucketSettings, ConfigError> {
        let (name, prefix) =
            address.trim_start_matches("s3://").split_once('/').unwrap_or((address.trim_start_matches("s3://"), ""));
        let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte);
        let is_good = |part: &str| !part.is_empty() && part != "." && part != ".." && part.bytes().all(is_plain);
        let prefix = prefix.trim_end_matches('/');
        if !is_good(name) || !(prefix.is_empty() || prefix.split('/').all(is_good)) {
            return wrong(
                "history",
                format!("{address} is no bucket; write s3://bucket or s3://bucket/prefix, in plain letters"),
            );
        }
        let needs = |variable: &str| wrong("history", format!("{address} needs {variable} in the environment"));
        let Some(access_key_id) = self.access_key_id else { return needs("AWS_ACCESS_KEY_ID") };
        let Some(secret_access_key) = self.secret_access_key else { return needs("AWS_SECRET_ACCESS_KEY") };
        let region = match (self.region, &self.endpoint) {
            (Some(region), _) => region,
            // Servers of one's own seldom have regions; this is what they then expect.
            (None, Some(_)) => "us-east-1".to_owned(),
            (None, None) => return needs("AWS_REGION (or AWS_ENDPOINT_URL for a store that is not Amazon's)"),
        };
        if let Some(endpoint) = self.endpoint.as_deref().filter(|e| !(e.starts_with("https://") || e.starts_with("http://"))) {
            return wrong(
                "AWS_ENDPOINT_URL",
                format!("{endpoint} must start with https:// (or http:// in a network of your own)"),
            );
        }
        Ok(BucketSettings {
            name: name.to_owned(),
            prefix: if prefix.is_empty() { String::new() } else { format!("{prefix}/") },
            endpoint: self.endpoint,
            region,
            access_key_id,
            secret_access_key,
            session_token: self.session_token,
            authorities: self.ca_bundle.map(PathBuf::from),
            patience: Patience::default(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn environment(pairs: &[(&str, &str)]) -> Result<Settings, ConfigError> {
        Settings::from_environment(pairs.iter().map(|(k, v)| ((*k).to_owned(), (*v).to_owned())))
    }

    #[test]
    fn the_command_line_beats_the_environment_beats_the_file() {
        let file: Settings = toml::from_str("listen = '127.0.0.1:1'\nbase_url = 'https://a.example/'").unwrap();
        let from_environment = environment(&[("AMANA_LISTEN", "127.0.0.1:2"), ("PATH", "x")]).unwrap();
        let line = Settings { listen: Some("127.0.0.1:3".to_owned()), ..Settings::default() };
        let config = line.or(from_environment).or(file).check().unwrap();
        assert_eq!((config.listen.port(), config.base_url.as_str()), (3, "https://a.example"));
    }

    #[test]
    fn mistakes_name_their_key() {
        assert_eq!(environment(&[("AMANA_LISTNE", "x")]).unwrap_err().key, "AMANA_LISTNE");
        for (settings, key) in [
            (Settings { listen: Some("8080".into()), ..Settings::default() }, "listen"),
            (Settings { database_url: Some("mysql://x".into()), ..Settings::default() }, "database_url"),
            (Settings { smtp_url: Some("http://x".into()), ..Settings::default() }, "smtp_url"),
            (Settings { bounce_mailbox_url: Some("imaps://h".into()), ..Settings::default() }, "bounce_mailbox_url"),
            (Settings { base_url: Some("shop.example".into()), ..Settings::default() }, "base_url"),
            (Settings { mail_connections: Some(0), ..Settings::default() }, "mail_connections"),
        ] {
            assert_eq!(settings.check().unwrap_err().key, key);
        }
        assert!(toml::from_str::<Settings>("lisen = 'x'").is_err());
    }

    #[test]
    fn a_bucket_needs_its_keys_and_says_which() {
        let key = [("AWS_ACCESS_KEY_ID", "id"), ("AWS_SECRET_ACCESS_KEY", "hush")];
        let at = |address: &str, more: &[(&str, &str)]| {
            let pairs: Vec<(&str, &str)> = [("AMANA_HISTORY", address)].iter().chain(more).copied().collect();
            environment(&pairs).unwrap().check()
        };
        let with_region = [key[0], key[1], ("AWS_REGION", "me-central-1"), ("AMANA_HISTORY_CACHE_BYTES", "5")];
        let storage = at("s3://shop/amana/main/", &with_region).unwrap().history.unwrap();
        assert_eq!(storage.to_string(), "s3://shop/amana/main/ (copies in data/history)");
        assert_eq!((storage.cache_bytes, storage.bucket.as_ref().unwrap().endpoint.as_deref()), (5, None));
        assert!(!format!("{storage:?}").contains("hush"), "{storage:?}");
        let own = at("s3://shop", &[key[0], key[1], ("AWS_ENDPOINT_URL", "http://minio:9000")]).unwrap().history.unwrap();
        assert_eq!(own.bucket.unwrap().region, "us-east-1");
        for (address, more, says) in [
            ("s3://shop", &[][..], "s3://shop needs AWS_ACCESS_KEY_ID"),
            ("s3://shop", &key[..1], "needs AWS_SECRET_ACCESS_KEY"),
            ("s3://shop", &key[..], "needs AWS_REGION"),
            ("s3://shop", &[key[0], key[1], ("AWS_ENDPOINT_URL", "minio:9000")][..], "must start with https://"),
            ("s3://", &with_region[..], "is no bucket"),
            ("s3://shop/../other", &with_region[..], "is no bucket"),
            ("gs://shop", &with_region[..], "neither a folder nor s3://"),
        ] {
            let error = at(address, more).unwrap_err().to_string();
            assert!(error.contains(says), "{error}");
        }
        assert_eq!(at("/var/history", &[]).unwrap().history, Some(Storage::in_folder("/var/history")));
    }
}
