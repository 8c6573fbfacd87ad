//! A disk that is full: what was acknowledged stays, the door says so, and goes on once there is room.

use crate::loads::Load;
use crate::looks;
use crate::support::{Home, eventually, tell};
use serde_json::json;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

/// A small disk of its own, gone when dropped.
struct SmallDisk(PathBuf);

impl SmallDisk {
    fn mount(at: &Path) -> Result<Self, String> {
        std::fs::create_dir_all(at).map_err(|error| error.to_string())?;
        let mounted = Command::new("mount").args(["-t", "tmpfs", "-o", "size=24m", "amana-test"]).arg(at).output();
        match mounted {
            Ok(output) if output.status.success() => Ok(Self(at.to_owned())),
            Ok(output) => Err(String::from_utf8_lossy(&output.stderr).trim().to_owned()),
            Err(error) => Err(error.to_string()),
        }
    }

    /// Fills all room but this much.
    fn fill(&self, bytes_left: usize) -> PathBuf {
        let ballast = self.0.join("ballast");
        let mut all = Vec::new();
        let block = vec![0u8; 1 << 16];
        let mut file = std::fs::File::create(&ballast).expect("a file");
        while std::io::Write::write_all(&mut file, &block).is_ok() {
            all.push(());
        }
        let kept = (all.len() * block.len()).saturating_sub(bytes_left);
        file.set_len(kept as u64).expect("less is always possible");
        ballast
    }
}

impl Drop for SmallDisk {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg("-l").arg(&self.0).status();
    }
}

#[test]
fn a_full_disk_refuses_and_loses_nothing() {
    let home = Home::in_files();
    let disk = match SmallDisk::mount(&home.data()) {
        Ok(disk) => disk,
        Err(reason) => {
            assert!(std::env::var_os("CI").is_none_or(|ci| ci != "true"), "in CI there must be a small disk: {reason}");
            tell(&format!("skipped: a small disk can't be mounted here ({reason})"));
            return;
        }
    };
    let key = home.key("server");
    let program = home.serve();
    let load = Load::start(program.address, &key, 2, Duration::from_millis(5));
    eventually("events are taken", Duration::from_secs(20), || (load.acknowledged() > 20).then_some(()));

    let ballast = disk.fill(256 * 1024);
    let probe = json!({"type": "track", "userId": "probe", "event": "Letter Read", "properties": {"text": "x".repeat(8_000)}});
    let refused = eventually("the disk is full", Duration::from_mins(1), || {
        let answer = program.send(&key, std::slice::from_ref(&probe)).expect("the door answers");
        (answer.status != 200).then_some(answer)
    });
    assert_eq!(refused.status, 503, "{}", refused.body);
    assert!(refused.header("retry-after").is_some(), "{refused:?}");
    for _ in 0..20 {
        let answer = program.send(&key, std::slice::from_ref(&probe)).expect("the door answers");
        assert!([200, 503].contains(&answer.status), "{}", answer.body);
    }
    assert_eq!(program.get("/healthz").expect("it lives").status, 200);

    std::fs::remove_file(ballast).expect("room");
    let acknowledged = load.acknowledged();
    eventually("it goes on", Duration::from_secs(20), || (load.acknowledged() > acknowledged + 10).then_some(()));
    let sent = load.finish();
    let db = home.db();
    eventually("all is read", Duration::from_mins(1), || looks::all_is_read(&db).then_some(()));
    program.stop();
    looks::assert_all_there_once(&db, &sent);
    looks::assert_without_gaps(&db);
    assert_eq!(looks::order_totals(&db), (sent.orders, sent.cents));
    assert!(db.record.check().expect("a check").is_empty() && db.views.check().expect("a check").is_empty());
    drop(db);
    looks::assert_rebuild_changes_nothing(&home);
}
