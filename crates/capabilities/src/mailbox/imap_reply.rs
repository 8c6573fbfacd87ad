//! What an IMAP server answers (RFC 3501 §7), as far as we ask: read without recursion, and without believing a number in it.

/// One answer: its text, with the strings that were sent by their length ("literals") between.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Reply {
    pieces: Vec<Piece>,
}

#[derive(Debug, PartialEq, Eq)]
enum Piece {
    Text(Vec<u8>),
    Literal(Vec<u8>),
}

/// How a command, or the conversation, stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Status {
    Ok,
    /// `NO` and `BAD`.
    Refused,
    Bye,
}

/// A letter's part, as it came.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Fetched {
    pub(super) uid: Option<u32>,
    pub(super) body: Option<Vec<u8>>,
}

impl Reply {
    pub(super) fn text(&mut self, line: Vec<u8>) {
        self.pieces.push(Piece::Text(line));
    }

    pub(super) fn literal(&mut self, bytes: Vec<u8>) {
        self.pieces.push(Piece::Literal(bytes));
    }

    /// How many bytes stand after this line that belong to it. Only where something of a letter is told: other lines are words for
    /// people, who may write what they like.
    pub(super) fn announced(&self) -> Option<usize> {
        let [Piece::Text(first), ..] = self.pieces.as_slice() else { return None };
        let is_of_a_letter = first.strip_prefix(b"* ").and_then(|rest| rest.first()).is_some_and(u8::is_ascii_digit);
        let Some(Piece::Text(last)) = self.pieces.last().filter(|_| is_of_a_letter) else { return None };
        let last = last.strip_suffix(b"}")?;
        let open = last.iter().rposition(|b| *b == b'{')?;
        number(&last[open + 1..])
    }

    /// What follows a word in an answer of no letter's, such as `* SEARCH `.
    pub(super) fn after(&self, word: &str) -> Option<&[u8]> {
        let [Piece::Text(line)] = self.pieces.as_slice() else { return None };
        let rest = line.strip_prefix(b"* ")?;
        let (own, rest) = rest.split_at_checked(word.len())?;
        own.eq_ignore_ascii_case(word.as_bytes()).then(|| rest.strip_prefix(b" ").unwrap_or(rest))
    }

    /// The first line, for whoever is told that it can't be understood.
    pub(super) fn line(&self) -> &[u8] {
        match self.pieces.first() {
            Some(Piece::Text(line)) => line,
            _ => b"",
        }
    }

    /// What is told of one letter: `* 12 FETCH (…)`.
    pub(super) fn fetched(&self) -> Option<Fetched> {
        let mut tokens = Tokens { pieces: self.pieces.iter(), text: b"" };
        let is =
            |token: Option<Token<'_>>, word: &[u8]| matches!(token, Some(Token::Atom(atom)) if atom.eq_ignore_ascii_case(word));
        let starts = is(tokens.next(), b"*") && matches!(tokens.next(), Some(Token::Atom(_))) && is(tokens.next(), b"FETCH");
        if !starts || tokens.next() != Some(Token::Open) {
            return None;
        }
        let mut fetched = Fetched::default();
        loop {
            let name = match tokens.next()? {
                Token::Close => return Some(fetched),
                Token::Atom(name) => name,
                Token::Open | Token::String(_) => return None,
            };
            let value = tokens.value()?;
            if name.eq_ignore_ascii_case(b"UID") {
                fetched.uid = value.bytes().and_then(|value| number(&value)).and_then(|uid| u32::try_from(uid).ok());
            } else if name.get(..6).is_some_and(|start| start.eq_ignore_ascii_case(b"BODY[]")) {
                fetched.body = value.bytes();
            }
        }
    }
}

/// How a line of status begins: `OK`, `NO`, `BAD`, `BYE`; and what it says to people.
pub(super) fn status(line: &[u8]) -> Option<(Status, &[u8])> {
    let end = line.iter().position(|b| *b == b' ').unwrap_or(line.len());
    let (word, rest) = line.split_at(end);
    let status = match word.to_ascii_uppercase().as_slice() {
        b"OK" => Status::Ok,
        b"NO" | b"BAD" => Status::Refused,
        b"BYE" => Status::Bye,
        _ => return None,
    };
    Some((status, rest.strip_prefix(b" ").unwrap_or(rest)))
}

/// A code before what a status says: the value of `[UIDVALIDITY 3]`, or an empty one of `[READ-ONLY]`.
pub(super) fn code<'t>(said: &'t [u8], name: &str) -> Option<&'t [u8]> {
    let inside = said.strip_prefix(b"[")?;
    let inside = &inside[..inside.iter().position(|b| *b == b']')?];
    let (own, value) = inside.split_at_checked(name.len())?;
    let is_whole = value.is_empty() || value.starts_with(b" ");
    (is_whole && own.eq_ignore_ascii_case(name.as_bytes())).then(|| value.trim_ascii())
}

/// Numbers parted by spaces; what is none ends them.
pub(super) fn numbers(text: &[u8]) -> impl Iterator<Item = u32> {
    let words = text.split(|b| *b == b' ').filter(|word| !word.is_empty());
    words.map_while(|word| number(word).and_then(|number| u32::try_from(number).ok()))
}

/// Digits alone.
pub(super) fn number(text: &[u8]) -> Option<usize> {
    let digits = std::str::from_utf8(text).ok().filter(|text| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit()))?;
    digits.parse().ok()
}

#[derive(Debug, PartialEq, Eq)]
enum Token<'r> {
    Open,
    Close,
    Atom(&'r [u8]),
    String(Vec<u8>),
}

enum Value {
    Bytes(Vec<u8>),
    /// A list, or NIL.
    Other,
}

impl Value {
    fn bytes(self) -> Option<Vec<u8>> {
        match self {
            Self::Bytes(bytes) => Some(bytes),
            Self::Other => None,
        }
    }
}

struct Tokens<'r> {
    pieces: std::slice::Iter<'r, Piece>,
    /// What is left of the piece before.
    text: &'r [u8],
}

impl<'r> Tokens<'r> {
    fn next(&mut self) -> Option<Token<'r>> {
        loop {
            self.text = self.text.trim_ascii_start();
            let Some(first) = self.text.first() else {
                match self.pieces.next()? {
                    Piece::Text(text) => self.text = without_announcement(text),
                    Piece::Literal(bytes) => return Some(Token::String(bytes.clone())),
                }
                continue;
            };
            return match first {
                b'(' => Some(self.sign(Token::Open)),
                b')' => Some(self.sign(Token::Close)),
                b'"' => self.quoted().map(Token::String),
                _ => Some(Token::Atom(self.atom())),
            };
        }
    }

    fn sign(&mut self, token: Token<'r>) -> Token<'r> {
        self.text = &self.text[1..];
        token
    }

    fn quoted(&mut self) -> Option<Vec<u8>> {
        let (mut out, mut at) = (Vec::new(), 1);
        loop {
            match self.text.get(at)? {
                b'"' => break,
                b'\\' => {
                    out.push(*self.text.get(at + 1)?);
                    at += 2;
                }
                b => {
                    out.push(*b);
                    at += 1;
                }
            }
        }
        self.text = &self.text[at + 1..];
        Some(out)
    }

    /// Up to a space or a bracket, but for what stands in square ones: `BODY[HEADER.FIELDS (TO)]<0>` is one.
    fn atom(&mut self) -> &'r [u8] {
        let mut is_inside = false;
        let end = self.text.iter().position(|b| {
            match b {
                b'[' => is_inside = true,
                b']' => is_inside = false,
                _ => {}
            }
            !is_inside && matches!(b, b' ' | b'(' | b')' | b'"')
        });
        let (atom, rest) = self.text.split_at(end.unwrap_or(self.text.len()).max(1));
        self.text = rest;
        atom
    }

    /// What stands after a name; `None` where nothing does.
    fn value(&mut self) -> Option<Value> {
        match self.next()? {
            Token::String(bytes) => Some(Value::Bytes(bytes)),
            Token::Atom(atom) if atom.eq_ignore_ascii_case(b"NIL") => Some(Value::Other),
            Token::Atom(atom) => Some(Value::Bytes(atom.to_vec())),
            Token::Close => None,
            Token::Open => {
                let mut depth = 1_usize;
                while depth > 0 {
                    match self.next()? {
                        Token::Open => depth += 1,
                        Token::Close => depth -= 1,
                        Token::Atom(_) | Token::String(_) => {}
                    }
                }
                Some(Value::Other)
            }
        }
    }
}

/// A line as it reads without the length of what follows it.
fn without_announcement(text: &[u8]) -> &[u8] {
    let open = text.strip_suffix(b"}").and_then(|text| Some((text, text.iter().rposition(|b| *b == b'{')?)));
    match open {
        Some((inside, at)) if number(&inside[at + 1..]).is_some() => &text[..at],
        _ => text,
    }
}

/// Bytes as a server may send them, read as an answer of each kind.
pub(super) fn read_untrusted(mut bytes: &[u8]) {
    let mut reply = Reply::default();
    while let Some(end) = bytes.iter().position(|b| *b == b'\n') {
        let line = bytes[..end].strip_suffix(b"\r").unwrap_or(&bytes[..end]);
        bytes = &bytes[end + 1..];
        let _ = status(line).and_then(|(_, said)| code(said, "UIDVALIDITY"));
        reply.text(line.to_vec());
        if let Some(length) = reply.announced() {
            let (literal, rest) = bytes.split_at(length.min(bytes.len()));
            reply.literal(literal.to_vec());
            bytes = rest;
            continue;
        }
        if let Some(body) = reply.fetched().and_then(|fetched| fetched.body) {
            let sent: usize = reply.pieces.iter().map(|(Piece::Text(part) | Piece::Literal(part))| part.len()).sum();
            assert!(body.len() <= sent, "what is told of a letter was sent");
        }
        let _ = reply.after("SEARCH").map(|rest| numbers(rest).count());
        reply = Reply::default();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reply(pieces: &[&[u8]]) -> Reply {
        let mut reply = Reply::default();
        for (at, piece) in pieces.iter().enumerate() {
            if at % 2 == 0 { reply.text(piece.to_vec()) } else { reply.literal(piece.to_vec()) }
        }
        reply
    }

    #[test]
    fn a_letter_is_found_in_whatever_order_it_is_told() {
        let fetched = |uid, body: Option<&[u8]>| Some(Fetched { uid, body: body.map(<[u8]>::to_vec) });
        let told = reply(&[b"* 12 FETCH (FLAGS (\\Seen (x)) UID 7 BODY[]<0> {5}", b"a)\r\nb", b")"]);
        assert_eq!(told.fetched(), fetched(Some(7), Some(b"a)\r\nb")));
        let told = reply(&[b"* 1 fetch (body[]<0> {0}", b"", b" uid 4294967295)"]);
        assert_eq!(told.fetched(), fetched(Some(u32::MAX), Some(b"")));
        let told = reply(&[b"* 1 FETCH (BODY[HEADER.FIELDS (TO)] \"x\" BODY[] \"a\\\"b\\\\\" UID 3)"]);
        assert_eq!(told.fetched(), fetched(Some(3), Some(b"a\"b\\")));
        assert_eq!(reply(&[b"* 1 FETCH (UID 3 BODY[] NIL)"]).fetched(), fetched(Some(3), None));
        assert_eq!(reply(&[b"* 1 FETCH (FLAGS (\\Seen))"]).fetched(), fetched(None, None));
        assert_eq!(reply(&[b"* 1 FETCH (UID 99999999999)"]).fetched(), fetched(None, None));
        for broken in
            [&b"* 1 FETCH (UID"[..], b"* 1 FETCH UID 3", b"* 1 EXISTS", b"* 1 FETCH (BODY[] \"x", b"* 1 FETCH (A (((", b""]
        {
            assert_eq!(reply(&[broken]).fetched(), None);
        }
        // However deep it goes.
        let deep = [b"* 1 FETCH (X ".to_vec(), vec![b'('; 1_000_000]].concat();
        assert_eq!(reply(&[&deep]).fetched(), None);
    }

    #[test]
    fn only_what_is_told_of_a_letter_is_followed_by_bytes() {
        assert_eq!(reply(&[b"* 12 FETCH (BODY[] {310}"]).announced(), Some(310));
        assert_eq!(reply(&[b"* 12 FETCH (BODY[] {310}", b"x", b" X {2}"]).announced(), Some(2));
        for line in
            [&b"* OK come in {3}"[..], b"A1 NO {3}", b"* 12 FETCH (X {3+}", b"* 1 FETCH {}", b"* 1 FETCH {99999999999999999999}"]
        {
            assert_eq!(reply(&[line]).announced(), None);
        }
    }

    #[test]
    fn words_numbers_and_codes() {
        assert_eq!(status(b"OK done"), Some((Status::Ok, &b"done"[..])));
        assert_eq!(status(b"bad"), Some((Status::Refused, &b""[..])));
        assert_eq!(status(b"OKAY"), None);
        assert_eq!(code(b"[UIDVALIDITY 3857529045] UIDs valid", "UIDVALIDITY"), Some(&b"3857529045"[..]));
        assert_eq!(code(b"[READ-ONLY] look", "READ-ONLY"), Some(&b""[..]));
        assert_eq!((code(b"[READ-ONLYX]", "READ-ONLY"), code(b"[UNSEEN", "UNSEEN")), (None, None));
        assert_eq!(numbers(b"2  84 882 (MODSEQ 9)").collect::<Vec<_>>(), [2, 84, 882]);
        let found = reply(&[b"* search 1 2"]);
        assert_eq!(found.after("SEARCH"), Some(&b"1 2"[..]));
        assert_eq!(reply(&[b"* SEARCH"]).after("SEARCH"), Some(&b""[..]));
    }
}
