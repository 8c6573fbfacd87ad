//! The S3 server that the run names, if any.

use foundation::history::{BucketSettings, Patience, Storage};
use std::path::Path;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

/// A folder that all nodes share, or a bucket and a folder of each node's own.
pub fn storage(folder: &Path, node: u64, bucket: Option<&BucketSettings>) -> Storage {
    match bucket {
        None => Storage::in_folder(folder.join("history")),
        Some(bucket) => {
            let folder = folder.join(format!("node-{node}/history"));
            Storage { folder, bucket: Some(bucket.clone()), cache_bytes: u64::MAX }
        }
    }
}

/// A prefix of its own in the bucket of `AMANA_TEST_S3_URL`, `http://host:port/bucket`.
pub fn bucket() -> Option<BucketSettings> {
    static MADE: AtomicU64 = AtomicU64::new(0);
    let url = std::env::var("AMANA_TEST_S3_URL").ok()?;
    let (endpoint, name) = url.rsplit_once('/').expect("an address and a bucket");
    Some(BucketSettings {
        name: name.to_owned(),
        prefix: format!("stories/{}-{}/", std::process::id(), MADE.fetch_add(1, Ordering::Relaxed)),
        endpoint: Some(endpoint.to_owned()),
        region: "us-east-1".to_owned(),
        access_key_id: "test".to_owned(),
        secret_access_key: "test".to_owned(),
        session_token: None,
        authorities: None,
        patience: Patience {
            tries: 4,
            first_pause: Duration::from_millis(5),
            connect: Duration::from_secs(2),
            silence: Duration::from_secs(2),
            total: Duration::from_secs(20),
        },
    })
}
