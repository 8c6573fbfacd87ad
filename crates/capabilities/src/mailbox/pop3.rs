//! The POP3 commands that are needed to look through a mailbox (RFC 1939), and STLS (RFC 2595).

use super::error::MailboxError;
use super::model::Listed;
use super::session::LETTERS_MAX;
use super::url::{MailboxConfig, Privacy};
use super::wire::{Result, Wire};
use crate::feedback::REPORT_BYTES_MAX;
use std::time::Instant;

/// The standard says 512 with all that belongs to it.
const LINE_BYTES_MAX: usize = 2048;
/// A letter is read to its end, as nothing else can be said before, and kept as far as a report is read.
const LETTER_BYTES_MAX: usize = 64 << 20;
const PIECE_BYTES: usize = 8 << 10;
/// The standard says 70.
const NAME_BYTES_MAX: usize = 255;

pub(super) struct Pop3 {
    wire: Wire,
}

impl Pop3 {
    /// Connects and logs in.
    pub(super) fn open(config: &MailboxConfig, until: Instant) -> Result<Self> {
        let mut pop3 = Self { wire: Wire::open(config, until)? };
        pop3.answer()?;
        if config.privacy == Privacy::StartTls {
            pop3.run("STLS").map_err(|error| named(error, MailboxError::NoTls))?;
            pop3.wire = pop3.wire.encrypt()?;
        }
        for command in [format!("USER {}", config.user), format!("PASS {}", config.password)] {
            pop3.run(&command).map_err(|error| named(error, MailboxError::Login))?;
        }
        Ok(pop3)
    }

    pub(super) fn letters(&mut self) -> Result<Vec<Listed>> {
        match self.run("UIDL") {
            Err(MailboxError::Refused(_)) => return Err(MailboxError::NoNames),
            other => other?,
        }
        let mut letters = Vec::new();
        loop {
            let line = self.wire.line(LINE_BYTES_MAX)?;
            if line == b"." {
                return Ok(letters);
            }
            if letters.len() == LETTERS_MAX {
                return Err(MailboxError::TooMany);
            }
            let read = listed(&line).ok_or_else(|| MailboxError::Unreadable(self.wire.words(&line)))?;
            letters.push(read);
        }
    }

    /// The beginning of a letter.
    pub(super) fn read(&mut self, number: u32) -> Result<Option<Vec<u8>>> {
        self.run(&format!("RETR {number}"))?;
        let mut letter = Unstuffed::default();
        let mut left = LETTER_BYTES_MAX;
        loop {
            let piece = self.wire.piece(PIECE_BYTES)?;
            left = left
                .checked_sub(piece.len())
                .ok_or_else(|| MailboxError::Unreadable("the letter is longer than any can be".to_owned()))?;
            if letter.add(&piece) {
                return Ok(Some(letter.kept));
            }
        }
    }

    /// Marks it: it goes with the others when the session is closed.
    pub(super) fn delete(&mut self, number: u32) -> Result<()> {
        self.run(&format!("DELE {number}"))
    }

    /// What was marked is deleted now, and only now.
    pub(super) fn close(mut self) -> Result<()> {
        self.run("QUIT")
    }

    fn run(&mut self, command: &str) -> Result<()> {
        self.wire.say(command)?;
        self.answer()
    }

    fn answer(&mut self) -> Result<()> {
        let line = self.wire.line(LINE_BYTES_MAX)?;
        if line.strip_prefix(b"+OK").is_some_and(|rest| rest.is_empty() || rest.starts_with(b" ")) {
            return Ok(());
        }
        match line.strip_prefix(b"-ERR") {
            Some(said) => Err(MailboxError::Refused(self.wire.words(said))),
            None => Err(MailboxError::Unreadable(self.wire.words(&line))),
        }
    }
}

/// What a refusal means here.
fn named(error: MailboxError, kind: fn(String) -> MailboxError) -> MailboxError {
    match error {
        MailboxError::Refused(said) => kind(said),
        other => other,
    }
}

/// A line of UIDL: a number and a name.
fn listed(line: &[u8]) -> Option<Listed> {
    let line = std::str::from_utf8(line).ok()?;
    let (number, name) = line.split_once(' ')?;
    let name = name.trim();
    let is_name = (1..=NAME_BYTES_MAX).contains(&name.len()) && name.bytes().all(|b| b.is_ascii_graphic());
    Some(Listed { number: number.parse().ok()?, name: name.to_owned() }).filter(|_| is_name)
}

/// A letter as it was before dots were put before its dots (§3).
#[derive(Default)]
struct Unstuffed {
    kept: Vec<u8>,
    /// The piece before had no end: what comes goes on with its line.
    is_inside: bool,
}

impl Unstuffed {
    /// Takes a line or a part of one; true where it was the end.
    fn add(&mut self, piece: &[u8]) -> bool {
        let begins = !std::mem::replace(&mut self.is_inside, !piece.ends_with(b"\n"));
        if begins && matches!(piece, b".\r\n" | b".\n") {
            return true;
        }
        let piece = piece.strip_prefix(b".").filter(|_| begins).unwrap_or(piece);
        let room = REPORT_BYTES_MAX - self.kept.len();
        self.kept.extend_from_slice(&piece[..piece.len().min(room)]);
        false
    }
}

/// Bytes as a server may send them, read as a list and as a letter.
pub(super) fn read_untrusted(bytes: &[u8]) {
    let mut letter = Unstuffed::default();
    for piece in bytes.split_inclusive(|b| *b == b'\n').flat_map(|line| line.chunks(PIECE_BYTES)) {
        assert!(listed(piece.trim_ascii_end()).is_none_or(|listed| listed.name.len() <= NAME_BYTES_MAX));
        if letter.add(piece) {
            break;
        }
    }
    assert!(letter.kept.len() <= bytes.len().min(REPORT_BYTES_MAX));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dots_are_taken_out_and_what_is_too_long_is_not_kept() {
        let mut letter = Unstuffed::default();
        for piece in [&b"..a\r\n"[..], b"b", b".\r\n", b"...\r\n", b".c\r\n"] {
            assert!(!letter.add(piece), "{piece:?}");
        }
        assert!(letter.add(b".\r\n"));
        assert_eq!(letter.kept, b".a\r\nb.\r\n..\r\nc\r\n");
        let mut long = Unstuffed::default();
        for _ in 0..100 {
            assert!(!long.add(&[b'x'; PIECE_BYTES]));
        }
        assert_eq!(long.kept.len(), REPORT_BYTES_MAX);
    }

    #[test]
    fn names_are_those_of_the_standard() {
        assert_eq!(listed(b"2 QhdPYR:00WBw1Ph7x7"), Some(Listed { number: 2, name: "QhdPYR:00WBw1Ph7x7".to_owned() }));
        for line in [&b"2"[..], b"x y", b"2 ", b"2 a b", b"-1 a", b"99999999999 a", b"2 \xff"] {
            assert_eq!(listed(line), None);
        }
    }
}
