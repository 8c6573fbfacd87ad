//! Where a store's history is kept, as the configuration says it.

use std::path::PathBuf;
use std::time::Duration;

/// Where a store's history is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Storage {
    pub folder: PathBuf,
    pub bucket: Option<BucketSettings>,
    /// The copies of a bucket's files may take so much of the folder's disk.
    pub cache_bytes: u64,
}

/// Which bucket, and who we are there.
#[derive(Clone, PartialEq, Eq)]
pub struct BucketSettings {
    pub name: String,
    /// Before every object's name: empty, or something that ends with `/`.
    pub prefix: String,
    /// `https://minio.example`; Amazon's own where there is none.
    pub endpoint: Option<String>,
    pub region: String,
    pub access_key_id: String,
    pub secret_access_key: String,
    pub session_token: Option<String>,
    /// A PEM file of the authorities to trust instead of the public ones.
    pub authorities: Option<PathBuf>,
    pub patience: Patience,
}

/// How long an answer is waited for, and how often it is asked for again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Patience {
    pub tries: u32,
    /// Before the second try; twice as long before each further one.
    pub first_pause: Duration,
    pub connect: Duration,
    /// For the answer to begin, and for each piece of a body.
    pub silence: Duration,
    /// No try begins after this time.
    pub total: Duration,
}

impl Default for Patience {
    fn default() -> Self {
        Self {
            tries: 5,
            first_pause: Duration::from_millis(250),
            connect: Duration::from_secs(5),
            silence: Duration::from_secs(20),
            total: Duration::from_mins(1),
        }
    }
}

impl Storage {
    /// A folder, and no bucket.
    pub fn in_folder(folder: impl Into<PathBuf>) -> Self {
        Self { folder: folder.into(), bucket: None, cache_bytes: u64::MAX }
    }

    /// Whether every node finds what another sealed: a folder is one machine's.
    pub const fn is_shared(&self) -> bool {
        self.bucket.is_some()
    }
}

/// As people call it.
impl std::fmt::Display for Storage {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match &self.bucket {
            Some(bucket) => write!(f, "{bucket} (copies in {})", self.folder.display()),
            None => write!(f, "{}", self.folder.display()),
        }
    }
}

impl BucketSettings {
    /// The machine that it is on: `minio.example`, Amazon's own where no other is named.
    pub fn host(&self) -> String {
        let Some(endpoint) = &self.endpoint else { return format!("s3.{}.amazonaws.com", self.region) };
        let rest = endpoint.split_once("://").map_or(endpoint.as_str(), |(_, rest)| rest);
        let host = rest.split('/').next().unwrap_or(rest);
        // A port follows the last colon, unless that stands inside an IPv6 address.
        let port = host.rsplit_once(':').filter(|(_, port)| port.bytes().all(|byte| byte.is_ascii_digit()));
        port.map_or(host, |(host, _)| host).to_owned()
    }
}

/// Hides the secrets.
impl std::fmt::Debug for BucketSettings {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("BucketSettings").field("at", &self.to_string()).field("endpoint", &self.endpoint).finish_non_exhaustive()
    }
}

/// `s3://bucket/prefix/`
impl std::fmt::Display for BucketSettings {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "s3://{}/{}", self.name, self.prefix)
    }
}
