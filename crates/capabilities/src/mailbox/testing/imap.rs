//! IMAP4rev1 with UIDPLUS, as far as one client of one folder needs it.

use super::{FOLDER, Kept, PASSWORD, Talk, USER, lock};
use data_encoding::BASE64;
use std::io;
use std::sync::atomic::Ordering;

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Stage {
    Stranger,
    Known,
    Selected,
}

pub(super) fn serve(mut talk: Talk<'_>) -> io::Result<()> {
    if !talk.is_scripted("*", "GREETING")? {
        talk.say("* OK [CAPABILITY IMAP4rev1] mail.shop.example ready {3}\r\n")?;
    }
    let mut stage = Stage::Stranger;
    loop {
        let line = talk.line()?;
        let (tag, command) = line.split_once(' ').unwrap_or((&line, ""));
        if tag.is_empty() || !tag.bytes().all(|b| b.is_ascii_alphanumeric()) {
            talk.fault(&format!("no tag: {line}"));
        }
        let verb = command.split(' ').next().unwrap_or_default().to_ascii_uppercase();
        if talk.is_scripted(tag, command)? {
            continue;
        }
        if verb == "STARTTLS" && !talk.is_encrypted && talk.offers("STARTTLS") {
            talk.say(format!("{tag} OK begin\r\n"))?;
            talk = talk.encrypted()?;
            continue;
        }
        let answer = match verb.as_str() {
            "CAPABILITY" => {
                let told = capabilities(&talk, stage);
                talk.say(told)?;
                "OK done".to_owned()
            }
            "LOGIN" | "AUTHENTICATE" if stage == Stage::Stranger => {
                let answer = log_in(&mut talk, command)?;
                stage = if answer.starts_with("OK") { Stage::Known } else { Stage::Stranger };
                answer
            }
            "SELECT" if stage >= Stage::Known => {
                let answer = select(&mut talk, command)?;
                stage = if answer.starts_with("OK") { Stage::Selected } else { stage };
                answer
            }
            "UID" if stage == Stage::Selected => by_uid(&mut talk, command)?,
            "LOGOUT" => {
                talk.say(format!("* BYE until then\r\n{tag} OK done\r\n"))?;
                return Ok(());
            }
            _ => {
                talk.fault(&format!("not now: {command}"));
                "BAD what?".to_owned()
            }
        };
        talk.say(format!("{tag} {answer}\r\n"))?;
    }
}

fn capabilities(talk: &Talk<'_>, stage: Stage) -> String {
    let mut all = vec!["IMAP4rev1", "ID", "IDLE"];
    if stage == Stage::Stranger {
        all.extend(["AUTH=PLAIN", "SASL-IR"]);
        all.extend(if talk.is_encrypted { None } else { Some("STARTTLS") });
        all.extend(if talk.is_private() { None } else { Some("LOGINDISABLED") });
    } else {
        all.push("UIDPLUS");
    }
    all.retain(|ability| talk.offers(ability));
    format!("* CAPABILITY {}\r\n", all.join(" "))
}

fn log_in(talk: &mut Talk<'_>, command: &str) -> io::Result<String> {
    if !talk.is_private() {
        talk.fault("a password in clear");
    }
    let (user, password) = if let Some(rest) = command.strip_prefix("LOGIN ") {
        let strings = strings(rest);
        let [user, password] = strings.as_slice() else {
            talk.fault(&format!("two strings: {command}"));
            return Ok("BAD what?".to_owned());
        };
        (user.clone(), password.clone())
    } else {
        let proof = match command.strip_prefix("AUTHENTICATE PLAIN") {
            Some(rest) if rest.starts_with(' ') && talk.offers("SASL-IR") => rest.trim().to_owned(),
            Some("") => {
                talk.say("+ \r\n")?;
                talk.line()?
            }
            _ => {
                talk.fault(&format!("not offered: {command}"));
                return Ok("BAD what?".to_owned());
            }
        };
        let proof = BASE64.decode(proof.as_bytes()).unwrap_or_default();
        let parts: Vec<String> = proof.split(|b| *b == 0).map(|part| String::from_utf8_lossy(part).into_owned()).collect();
        let [_, user, password] = parts.as_slice() else { return Ok("BAD what?".to_owned()) };
        (user.clone(), password.clone())
    };
    let is_known = (user.as_str(), password.as_str()) == (USER, PASSWORD);
    let no = format!("NO [AUTHENTICATIONFAILED] Authentication failed for {user}.");
    Ok(if is_known { "OK Logged in".to_owned() } else { no })
}

fn select(talk: &mut Talk<'_>, command: &str) -> io::Result<String> {
    let name = strings(command.strip_prefix("SELECT ").unwrap_or_default()).pop().unwrap_or_default();
    if name != FOLDER {
        return Ok(format!("NO [NONEXISTENT] Mailbox doesn't exist: {name}"));
    }
    let (count, validity) = (lock(&talk.shared.letters).len(), talk.shared.validity.load(Ordering::SeqCst));
    talk.say(format!(
        "* FLAGS (\\Answered \\Flagged \\Deleted \\Seen \\Draft)\r\n* OK [PERMANENTFLAGS (\\Deleted \\*)] Flags permitted.\r\n\
         * {count} EXISTS\r\n* 0 RECENT\r\n* OK [UIDVALIDITY {validity}] UIDs valid\r\n* OK [UIDNEXT 9] Predicted next UID\r\n"
    ))?;
    Ok("OK [READ-WRITE] Select completed.".to_owned())
}

fn by_uid(talk: &mut Talk<'_>, command: &str) -> io::Result<String> {
    let words: Vec<&str> = command.split(' ').skip(1).collect();
    let uid = words.get(1).and_then(|word| word.parse::<u32>().ok());
    match (words.as_slice(), uid) {
        (["SEARCH", "UNDELETED"], _) => {
            let letters = lock(&talk.shared.letters).clone();
            let uids = letters.iter().filter(|letter| !letter.is_deleted).map(|letter| letter.uid.to_string());
            let words: Vec<String> = std::iter::once("* SEARCH".to_owned()).chain(uids).collect();
            talk.say(words.join(" ") + "\r\n")?;
        }
        (["FETCH", _, "(UID", part], Some(uid)) => {
            let most = part.strip_prefix("BODY.PEEK[]<0.").and_then(|rest| rest.strip_suffix(">)")).and_then(|n| n.parse().ok());
            let Some(most) = most else {
                talk.fault(&format!("not so: {command}"));
                return Ok("BAD what?".to_owned());
            };
            fetch(talk, uid, most)?;
        }
        (["STORE", _, "+FLAGS.SILENT", "(\\Deleted)"], Some(uid)) => {
            for letter in lock(&talk.shared.letters).iter_mut().filter(|letter| letter.uid == uid) {
                letter.is_deleted = true;
            }
        }
        (["EXPUNGE", _], Some(uid)) if talk.offers("UIDPLUS") => {
            lock(&talk.shared.letters).retain(|letter| letter.uid != uid || !letter.is_deleted);
        }
        _ => {
            talk.fault(&format!("not so: {command}"));
            return Ok("BAD what?".to_owned());
        }
    }
    Ok("OK done".to_owned())
}

fn fetch(talk: &mut Talk<'_>, uid: u32, most: usize) -> io::Result<()> {
    let letters: Vec<Kept> = lock(&talk.shared.letters).clone();
    // Others work in the folder too.
    talk.say("* 1 FETCH (FLAGS (\\Seen) UID 1)\r\n")?;
    let Some(at) = letters.iter().position(|letter| letter.uid == uid) else { return Ok(()) };
    let part = &letters[at].bytes[..letters[at].bytes.len().min(most)];
    talk.say(format!("* {} FETCH (UID {uid} BODY[]<0> {{{}}}\r\n", at + 1, part.len()))?;
    talk.say(part)?;
    talk.say(")\r\n")
}

/// Quoted strings, and words that are not quoted.
fn strings(text: &str) -> Vec<String> {
    let (mut out, mut chars) = (Vec::new(), text.chars().peekable());
    while let Some(c) = chars.next() {
        let mut word = String::new();
        match c {
            ' ' => continue,
            '"' => {
                while let Some(c) = chars.next().filter(|c| *c != '"') {
                    word.push(if c == '\\' { chars.next().unwrap_or(c) } else { c });
                }
            }
            c => {
                word.push(c);
                while let Some(c) = chars.next_if(|c| *c != ' ') {
                    word.push(c);
                }
            }
        }
        out.push(word);
    }
    out
}
