//! One visit to a mailbox, by either protocol.

use super::imap::Imap;
use super::model::Listed;
use super::pop3::Pop3;
use super::url::{MailboxConfig, Protocol};
use super::wire::Result;
use std::time::Instant;

/// Letters that are overseen at once. In a mailbox that holds more, people keep other mail.
pub(super) const LETTERS_MAX: usize = 100_000;

/// A mailbox that is open. Blocks; never beyond the moment that was said, nor on one command for longer than the mailbox's patience.
pub struct Session(Kind);

enum Kind {
    Imap(Box<Imap>),
    Pop3(Box<Pop3>),
}

impl Session {
    pub fn open(config: &MailboxConfig, until: Instant) -> Result<Self> {
        Ok(Self(match config.protocol {
            Protocol::Imap => Kind::Imap(Box::new(Imap::open(config, until)?)),
            Protocol::Pop3 => Kind::Pop3(Box::new(Pop3::open(config, until)?)),
        }))
    }

    /// Everything that lies in it, in the server's order.
    pub fn letters(&mut self) -> Result<Vec<Listed>> {
        match &mut self.0 {
            Kind::Imap(imap) => imap.letters(),
            Kind::Pop3(pop3) => pop3.letters(),
        }
    }

    /// The beginning of a letter, as far as a report is read; `None` where it is gone.
    pub fn read(&mut self, letter: &Listed) -> Result<Option<Vec<u8>>> {
        match &mut self.0 {
            Kind::Imap(imap) => imap.read(letter.number),
            Kind::Pop3(pop3) => pop3.read(letter.number),
        }
    }

    /// By POP3 it goes when the session is closed.
    pub fn delete(&mut self, letter: &Listed) -> Result<()> {
        match &mut self.0 {
            Kind::Imap(imap) => imap.delete(letter.number),
            Kind::Pop3(pop3) => pop3.delete(letter.number),
        }
    }

    pub fn close(self) -> Result<()> {
        match self.0 {
            Kind::Imap(imap) => {
                imap.close();
                Ok(())
            }
            Kind::Pop3(pop3) => pop3.close(),
        }
    }
}
