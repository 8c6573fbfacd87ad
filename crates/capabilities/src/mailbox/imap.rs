//! The IMAP commands that are needed to look through a folder (RFC 3501), and to delete from it by UID (RFC 4315).

use super::error::MailboxError;
use super::imap_reply::{Reply, Status, code, number, numbers, status};
use super::model::Listed;
use super::session::LETTERS_MAX;
use super::url::{MailboxConfig, Privacy};
use super::wire::{Result, Wire};
use crate::feedback::REPORT_BYTES_MAX;
use data_encoding::{BASE64, Specification};
use std::fmt::Write as _;
use std::time::Instant;

/// A list of all UIDs is the longest line.
const LINE_BYTES_MAX: usize = 11 * LETTERS_MAX + 1024;
/// What one command may be answered in all.
const ANSWER_BYTES_MAX: usize = LINE_BYTES_MAX + REPORT_BYTES_MAX + (64 << 10);

pub(super) struct Imap {
    wire: Wire,
    commands: u32,
    can: Abilities,
    /// UIDs hold as long as this is the same.
    validity: u32,
}

/// What the server offers.
#[derive(Debug, Default, Clone, Copy)]
struct Abilities {
    plain: bool,
    initial_response: bool,
    login_disabled: bool,
    uid_plus: bool,
}

/// How a command ended, with what was said.
type Answer = (Status, Vec<u8>);

impl Imap {
    /// Connects, logs in, and opens the folder.
    pub(super) fn open(config: &MailboxConfig, until: Instant) -> Result<Self> {
        let mut wire = Wire::open(config, until)?;
        let greeting = wire.line(LINE_BYTES_MAX)?;
        match greeting.strip_prefix(b"* ").and_then(status) {
            Some((Status::Ok, _)) => {}
            Some((Status::Bye, said)) => return Err(MailboxError::Unreachable(wire.words(said))),
            // Whoever is let in before they said who they are speaks with somebody in between.
            _ => return Err(MailboxError::Unreadable(wire.words(&greeting))),
        }
        let mut imap = Self { wire, commands: 0, can: Abilities::default(), validity: 0 };
        if config.privacy == Privacy::StartTls {
            imap.run("STARTTLS").map_err(no_tls)?;
            imap.wire = imap.wire.encrypt()?;
        }
        imap.ask_abilities()?;
        imap.log_in(config)?;
        // Many offer more to those they know.
        imap.ask_abilities()?;
        imap.select(&config.folder)?;
        Ok(imap)
    }

    /// Whatever lies in the folder and is not marked as deleted.
    pub(super) fn letters(&mut self) -> Result<Vec<Listed>> {
        let mut uids = Vec::new();
        self.ask("UID SEARCH UNDELETED", |reply| uids.extend(reply.after("SEARCH").into_iter().flat_map(numbers)))?;
        uids.sort_unstable();
        uids.dedup();
        let validity = self.validity;
        Ok(uids.into_iter().map(|uid| Listed { number: uid, name: format!("{validity}:{uid}") }).collect())
    }

    /// The beginning of a letter, without marking it as seen; `None` where it is gone.
    pub(super) fn read(&mut self, uid: u32) -> Result<Option<Vec<u8>>> {
        let mut body = None;
        self.ask(&format!("UID FETCH {uid} (UID BODY.PEEK[]<0.{REPORT_BYTES_MAX}>)"), |reply| {
            let fetched = reply.fetched().filter(|fetched| fetched.uid == Some(uid));
            body = body.take().or(fetched.and_then(|fetched| fetched.body));
        })?;
        Ok(body)
    }

    /// Where the server can't expunge one letter by itself, it is only marked: with it would go whatever others marked.
    pub(super) fn delete(&mut self, uid: u32) -> Result<()> {
        self.run(&format!("UID STORE {uid} +FLAGS.SILENT (\\Deleted)"))?;
        if self.can.uid_plus { self.run(&format!("UID EXPUNGE {uid}")) } else { Ok(()) }
    }

    /// Nothing hangs on how it ends: what was deleted is.
    pub(super) fn close(mut self) {
        let _ = self.command("LOGOUT", |_| {});
    }

    fn ask_abilities(&mut self) -> Result<()> {
        let mut can = Abilities::default();
        self.ask("CAPABILITY", |reply| {
            for word in reply.after("CAPABILITY").unwrap_or_default().split(|b| *b == b' ') {
                match word.to_ascii_uppercase().as_slice() {
                    b"AUTH=PLAIN" => can.plain = true,
                    b"SASL-IR" => can.initial_response = true,
                    b"LOGINDISABLED" => can.login_disabled = true,
                    b"UIDPLUS" | b"IMAP4REV2" => can.uid_plus = true,
                    _ => {}
                }
            }
        })?;
        self.can = can;
        Ok(())
    }

    fn log_in(&mut self, config: &MailboxConfig) -> Result<()> {
        let (user, password) = (&config.user, &config.password);
        let answer = if self.can.plain {
            // RFC 4616.
            let proof = BASE64.encode(format!("\0{user}\0{password}").as_bytes());
            if self.can.initial_response {
                self.command(&format!("AUTHENTICATE PLAIN {proof}"), |_| {})?
            } else {
                let tag = self.say("AUTHENTICATE PLAIN")?;
                self.wait_to_go_on(&tag)?;
                self.wire.say(&proof)?;
                self.answer(&tag, |_| {})?
            }
        } else if self.can.login_disabled {
            return Err(MailboxError::Login("LOGINDISABLED".to_owned()));
        } else {
            self.command(&format!("LOGIN {} {}", quoted(user), quoted(password)), |_| {})?
        };
        match answer {
            (Status::Ok, _) => Ok(()),
            (_, said) => Err(MailboxError::Login(self.wire.words(&said))),
        }
    }

    fn select(&mut self, folder: &str) -> Result<()> {
        let (mut validity, mut letters) = (None, 0);
        let answer = self.command(&format!("SELECT {}", quoted(&folder_name(folder))), |reply| {
            if let Some(said) = reply.after("OK").and_then(|said| code(said, "UIDVALIDITY")) {
                validity = numbers(said).next();
            }
            let mut words = reply.line().split(|b| *b == b' ').skip(1);
            if let (Some(count), Some(b"EXISTS")) = (words.next().and_then(number), words.next()) {
                letters = count;
            }
        })?;
        match answer {
            (Status::Ok, said) if code(&said, "READ-ONLY").is_some() => Err(MailboxError::Folder(self.wire.words(&said))),
            (Status::Ok, _) if letters > LETTERS_MAX => Err(MailboxError::TooMany),
            (Status::Ok, _) => {
                self.validity = validity.ok_or_else(|| MailboxError::Unreadable("no UIDVALIDITY".to_owned()))?;
                Ok(())
            }
            (_, said) => Err(MailboxError::Folder(self.wire.words(&said))),
        }
    }

    /// A command that has to go well and tells nothing.
    fn run(&mut self, command: &str) -> Result<()> {
        self.ask(command, |_| {})
    }

    /// A command that has to go well.
    fn ask(&mut self, command: &str, each: impl FnMut(&Reply)) -> Result<()> {
        match self.command(command, each)? {
            (Status::Ok, _) => Ok(()),
            (_, said) => Err(MailboxError::Refused(self.wire.words(&said))),
        }
    }

    fn command(&mut self, command: &str, each: impl FnMut(&Reply)) -> Result<Answer> {
        let tag = self.say(command)?;
        self.answer(&tag, each)
    }

    fn say(&mut self, command: &str) -> Result<String> {
        self.commands += 1;
        let tag = format!("A{}", self.commands);
        self.wire.say(&format!("{tag} {command}"))?;
        Ok(tag)
    }

    /// Everything that is told until the command is done.
    fn answer(&mut self, tag: &str, mut each: impl FnMut(&Reply)) -> Result<Answer> {
        let mut left = ANSWER_BYTES_MAX;
        let mut farewell = None;
        loop {
            let reply = match self.reply(&mut left) {
                // Whoever said why they hang up is quoted.
                Err(MailboxError::Unreachable(_)) if farewell.is_some() => {
                    return Err(MailboxError::Unreachable(farewell.unwrap_or_default()));
                }
                reply => reply?,
            };
            let line = reply.line();
            if let Some(said) = line.strip_prefix(tag.as_bytes()).and_then(|rest| rest.strip_prefix(b" ")) {
                let answer = status(said).map(|(status, said)| (status, said.to_vec()));
                return answer.ok_or_else(|| MailboxError::Unreadable(self.wire.words(line)));
            }
            match line.strip_prefix(b"* ") {
                Some(rest) => match status(rest) {
                    Some((Status::Bye, said)) => farewell = Some(self.wire.words(said)),
                    _ => each(&reply),
                },
                None => return Err(MailboxError::Unreadable(self.wire.words(line))),
            }
        }
    }

    /// One answer with all that belongs to it; `left` is what may still come.
    fn reply(&mut self, left: &mut usize) -> Result<Reply> {
        let too_long = || MailboxError::Unreadable("the answer is too long".to_owned());
        let mut reply = Reply::default();
        loop {
            let line = self.wire.line((*left).min(LINE_BYTES_MAX))?;
            *left = left.checked_sub(line.len() + 2).ok_or_else(too_long)?;
            reply.text(line);
            let Some(length) = reply.announced() else { return Ok(reply) };
            *left = left.checked_sub(length).ok_or_else(too_long)?;
            reply.literal(self.wire.bytes(length)?);
        }
    }

    /// The server waits for more of a command (`+`).
    fn wait_to_go_on(&mut self, tag: &str) -> Result<()> {
        let mut left = ANSWER_BYTES_MAX;
        loop {
            let reply = self.reply(&mut left)?;
            let line = reply.line();
            if line.starts_with(b"+") {
                return Ok(());
            }
            if line.starts_with(tag.as_bytes()) {
                return Err(MailboxError::Login(self.wire.words(line)));
            }
        }
    }
}

fn no_tls(error: MailboxError) -> MailboxError {
    match error {
        MailboxError::Refused(said) => MailboxError::NoTls(said),
        other => other,
    }
}

fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}

/// A folder's name as servers call it: what is beyond ASCII in a base 64 of its own (RFC 3501 §5.1.3).
fn folder_name(name: &str) -> String {
    let mut out = String::new();
    let mut packed: Vec<u8> = Vec::new();
    for c in name.chars() {
        if matches!(c, ' '..='~') {
            unpack(&mut out, &mut packed);
            out.push_str(if c == '&' { "&-" } else { "" });
            if c != '&' {
                out.push(c);
            }
        } else {
            packed.extend(c.encode_utf16(&mut [0; 2]).iter().flat_map(|unit| unit.to_be_bytes()));
        }
    }
    unpack(&mut out, &mut packed);
    out
}

fn unpack(out: &mut String, packed: &mut Vec<u8>) {
    if packed.is_empty() {
        return;
    }
    let mut specification = Specification::new();
    specification.symbols.push_str("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+,");
    let text = specification.encoding().map(|encoding| encoding.encode(packed)).unwrap_or_default();
    let _ = write!(out, "&{text}-");
    packed.clear();
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folders_are_called_as_the_standard_says() {
        for (name, called) in [
            ("INBOX", "INBOX"),
            ("R&D", "R&-D"),
            ("~peter/mail/台北/日本語", "~peter/mail/&U,BTFw-/&ZeVnLIqe-"),
            ("برگشتی", "&BigGMQavBjQGKgbM-"),
        ] {
            assert_eq!(folder_name(name), called);
        }
        assert_eq!(quoted("a\"b\\"), "\"a\\\"b\\\\\"");
    }
}
