//! A post office that delivers into a folder: for the demo, and for a shop that wants to look before it sends.

use super::smtp::Envelope;
use base::id::MessageId;
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::time::Duration;

/// Turns a message into what may lie on disk. Bodies hold personal data, so a real installation encrypts here.
pub type Seal = Box<dyn Fn(&[u8]) -> Vec<u8> + Send + Sync>;

/// Writes each message to `<message id>.eml` in one folder.
pub struct Folder {
    path: PathBuf,
    seal: Seal,
}

impl Folder {
    /// Makes the folder where it is missing.
    pub fn open(path: impl Into<PathBuf>, seal: Seal) -> io::Result<Self> {
        let path = path.into();
        fs::create_dir_all(&path)?;
        Ok(Self { path, seal })
    }

    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Takes these messages away, as in an erasure; one that is not there is none.
    pub fn forget(&self, messages: &[MessageId]) -> io::Result<()> {
        for id in messages {
            for kind in ["eml", "part"] {
                match fs::remove_file(self.path.join(format!("{id}.{kind}"))) {
                    Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
                    Ok(()) | Err(_) => {}
                }
            }
        }
        Ok(())
    }

    /// The messages that lie there, whole or half-written, and were not touched for this long.
    pub fn older_than(&self, age: Duration) -> io::Result<Vec<MessageId>> {
        let mut found = Vec::new();
        for entry in fs::read_dir(&self.path)? {
            let entry = entry?;
            let name = entry.file_name();
            let id = name.to_str().and_then(|name| name.strip_suffix(".eml").or_else(|| name.strip_suffix(".part")));
            let Some(id) = id.and_then(|id| id.parse().ok()) else { continue };
            let touched = entry.metadata().and_then(|metadata| metadata.modified());
            if touched.is_ok_and(|touched| touched.elapsed().is_ok_and(|since| since >= age)) {
                found.push(id);
            }
        }
        Ok(found)
    }

    /// Writes one message, sealed. A message delivered twice lies there once; a half-written one never does.
    pub fn deliver(&self, envelope: &Envelope<'_>, message: &[u8]) -> io::Result<()> {
        let name = self.path.join(format!("{}.eml", envelope.id));
        let unfinished = self.path.join(format!("{}.part", envelope.id));
        let mut file = File::create(&unfinished)?;
        file.write_all(&(self.seal)(message))?;
        file.sync_all()?;
        fs::rename(unfinished, name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use base::{EmailAddress, Id, id::MessageId};

    #[test]
    fn messages_lie_there_sealed_and_once() {
        let place = tempfile::tempdir().unwrap();
        let folder = Folder::open(place.path().join("mail"), Box::new(|bytes| bytes.iter().map(|b| b ^ 0xff).collect())).unwrap();
        let address = EmailAddress::parse("a@b.co").unwrap();
        let envelope = Envelope { id: MessageId::from_raw([7; 16]), is_marketing: false, from: &address, to: &address };
        folder.deliver(&envelope, b"x").unwrap();
        folder.deliver(&envelope, b"Hi").unwrap();
        let files: Vec<_> = fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().path()).collect();
        assert_eq!(files.len(), 1);
        assert_eq!(files[0].extension().unwrap(), "eml");
        assert_eq!(fs::read(&files[0]).unwrap(), [b'H' ^ 0xff, b'i' ^ 0xff]);
        assert_eq!(folder.older_than(Duration::ZERO).unwrap(), [MessageId::from_raw([7; 16])]);
        assert!(folder.older_than(Duration::from_hours(1)).unwrap().is_empty());
        for _ in 0..2 {
            folder.forget(&[MessageId::from_raw([7; 16]), MessageId::from_raw([8; 16])]).unwrap();
            assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
        }
    }
}
