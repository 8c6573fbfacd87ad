//! POP3 with UIDL and STLS, as far as one client needs it.

use super::{PASSWORD, Talk, USER, lock};
use std::fmt::Write as _;
use std::io;

pub(super) fn serve(mut talk: Talk<'_>) -> io::Result<()> {
    if !talk.is_scripted("", "GREETING")? {
        talk.say("+OK mail.shop.example ready\r\n")?;
    }
    let (mut user, mut is_known) = (String::new(), false);
    // Numbers are those of the session: what others delete meanwhile stays.
    let mut letters = Vec::new();
    let mut marked = Vec::new();
    loop {
        let line = talk.line()?;
        let (verb, rest) = line.split_once(' ').unwrap_or((&line, ""));
        if talk.is_scripted("", &line)? {
            continue;
        }
        if verb == "STLS" && !talk.is_encrypted && talk.offers("STLS") {
            talk.say("+OK begin\r\n")?;
            talk = talk.encrypted()?;
            continue;
        }
        let number = rest.parse::<usize>().ok().filter(|number| (1..=letters.len()).contains(number) && !marked.contains(number));
        let answer = match (verb, number) {
            ("STLS", _) => "-ERR not here".to_owned(),
            ("USER", _) if !is_known => {
                rest.clone_into(&mut user);
                "+OK".to_owned()
            }
            ("PASS", _) if !is_known => {
                if !talk.is_private() {
                    talk.fault("a password in clear");
                }
                is_known = (user.as_str(), rest) == (USER, PASSWORD);
                letters.clone_from(&lock(&talk.shared.letters));
                if is_known { "+OK Logged in.".to_owned() } else { format!("-ERR [AUTH] Authentication failed for {user}.") }
            }
            ("UIDL", _) if is_known && rest.is_empty() && talk.offers("UIDL") => {
                let mut list = String::from("+OK\r\n");
                for (at, letter) in letters.iter().enumerate().filter(|(at, _)| !marked.contains(&(at + 1))) {
                    let _ = write!(list, "{} {:08x}4f1\r\n", at + 1, letter.uid);
                }
                list + "."
            }
            ("UIDL", _) if is_known => "-ERR unknown command".to_owned(),
            ("RETR", Some(number)) if is_known => {
                let text = letters[number - 1].bytes.split_inclusive(|b| *b == b'\n');
                let stuffed: Vec<u8> =
                    text.flat_map(|line| [if line.starts_with(b".") { &b"."[..] } else { b"" }, line].concat()).collect();
                talk.say("+OK here\r\n")?;
                talk.say(stuffed)?;
                ".".to_owned()
            }
            ("DELE", Some(number)) if is_known => {
                marked.push(number);
                "+OK marked".to_owned()
            }
            ("QUIT", _) => {
                let gone: Vec<u32> = marked.iter().map(|number| letters[number - 1].uid).collect();
                lock(&talk.shared.letters).retain(|letter| !gone.contains(&letter.uid));
                talk.say("+OK bye\r\n")?;
                return Ok(());
            }
            _ => {
                talk.fault(&format!("not now: {line}"));
                "-ERR what?".to_owned()
            }
        };
        talk.say(format!("{answer}\r\n"))?;
    }
}
