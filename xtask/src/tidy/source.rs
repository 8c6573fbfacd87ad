//! A Rust file as the rules see it: code without comments and texts, the texts by themselves, and the paths it names.

/// Code keeps its lines and columns; what is left out became spaces.
pub struct Source {
    pub code: String,
    /// Text literals with the line on which each begins.
    pub texts: Vec<(usize, String)>,
}

impl Source {
    pub fn read(text: &str) -> Self {
        let mut reader = Reader { chars: text.chars().collect(), at: 0, line: 1, code: String::new(), texts: Vec::new() };
        reader.all();
        Self { code: reader.code, texts: reader.texts }
    }

    /// Every path of two names or more, `use` trees unfolded: `a::{b, c::d}` gives `a::b` and `a::c::d`.
    pub fn paths(&self) -> Vec<(usize, Vec<String>)> {
        let tokens = tokens(&self.code);
        let (mut found, mut at) = (Vec::new(), 0);
        while at < tokens.len() {
            at = path(&tokens, at, &[], &mut found);
        }
        found.retain(|(_, names)| names.len() > 1);
        found
    }
}

struct Reader {
    chars: Vec<char>,
    at: usize,
    line: usize,
    code: String,
    texts: Vec<(usize, String)>,
}

impl Reader {
    fn all(&mut self) {
        while let Some(now) = self.peek(0) {
            match (now, self.peek(1)) {
                ('/', Some('/')) => self.blank_while(|reader| reader.peek(0) != Some('\n')),
                ('/', Some('*')) => self.block_comment(),
                ('"', _) => self.text(0),
                ('r', Some('"' | '#')) if !self.inside_name() => self.raw_text(),
                ('\'', _) => self.quote(),
                _ => self.keep(),
            }
        }
    }

    fn peek(&self, ahead: usize) -> Option<char> {
        self.chars.get(self.at + ahead).copied()
    }

    /// Whether the character before belongs to a name (`for"` is no raw text, `br"` is one).
    fn inside_name(&self) -> bool {
        let before = |back: usize| self.at.checked_sub(back).and_then(|at| self.chars.get(at)).copied();
        let in_name = |char: Option<char>| char.is_some_and(|char| char.is_alphanumeric() || char == '_');
        in_name(before(1)) && (before(1) != Some('b') || in_name(before(2)))
    }

    fn keep(&mut self) {
        self.step(true);
    }

    fn step(&mut self, shown: bool) {
        if let Some(char) = self.peek(0) {
            self.line += usize::from(char == '\n');
            self.code.push(if shown || char == '\n' { char } else { ' ' });
            self.at += 1;
        }
    }

    fn blank_while(&mut self, more: impl Fn(&Self) -> bool) {
        while self.peek(0).is_some() && more(self) {
            self.step(false);
        }
    }

    fn block_comment(&mut self) {
        let mut depth = 0;
        loop {
            match (self.peek(0), self.peek(1)) {
                (Some('/'), Some('*')) => depth += 1,
                (Some('*'), Some('/')) => depth -= 1,
                (None, _) => return,
                _ => {
                    self.step(false);
                    continue;
                }
            }
            self.step(false);
            self.step(false);
            if depth == 0 {
                return;
            }
        }
    }

    /// From the quotation mark; ends at one followed by as many `#` as began it, or unescaped if there were none.
    fn text(&mut self, marks: usize) {
        let (line, raw) = (self.line, marks > 0);
        self.keep();
        let start = self.at;
        while let Some(char) = self.peek(0) {
            if char == '\\' && !raw {
                self.step(false);
            } else if char == '"' && (0..marks).all(|mark| self.peek(1 + mark) == Some('#')) {
                break;
            }
            self.step(false);
        }
        self.texts.push((line, self.chars[start..self.at.min(self.chars.len())].iter().collect()));
        (0..=marks).for_each(|_| self.keep());
    }

    fn raw_text(&mut self) {
        let marks = (1..=255).take_while(|ahead| self.peek(*ahead) == Some('#')).count();
        if self.peek(1 + marks) != Some('"') {
            return self.keep();
        }
        (0..=marks).for_each(|_| self.keep());
        // A raw text without marks has no escapes either; a lone backslash before its end is rare enough to live with.
        self.text(marks);
    }

    /// A character or a lifetime.
    fn quote(&mut self) {
        if self.peek(1) == Some('\\') {
            (0..3).for_each(|_| self.step(false));
            self.blank_while(|reader| reader.peek(0) != Some('\''));
            self.step(false);
        } else if self.peek(2) == Some('\'') {
            (0..3).for_each(|_| self.step(false));
        } else {
            self.keep();
        }
    }
}

/// Names, `::`, and every other mark by itself, with their lines.
fn tokens(code: &str) -> Vec<(usize, &str)> {
    let mut tokens = Vec::new();
    for (number, line) in code.lines().enumerate() {
        let mut rest = line;
        while let Some(first) = rest.chars().next() {
            let name = rest.find(|char: char| !char.is_alphanumeric() && char != '_').unwrap_or(rest.len());
            let length = if name > 0 {
                name
            } else if rest.starts_with("::") {
                2
            } else {
                first.len_utf8()
            };
            if !first.is_whitespace() {
                tokens.push((number + 1, &rest[..length]));
            }
            rest = &rest[length..];
        }
    }
    tokens
}

/// Reads one path or tree from `at`; gives where it ends, always further on.
fn path(tokens: &[(usize, &str)], mut at: usize, before: &[String], found: &mut Vec<(usize, Vec<String>)>) -> usize {
    let is = |at: usize, mark: &str| tokens.get(at).is_some_and(|(_, token)| *token == mark);
    let mut names = before.to_vec();
    let line = tokens[at].0;
    loop {
        if is(at, "{") && !before.is_empty() | (names.len() > before.len()) && at > 0 && is(at - 1, "::") {
            at += 1;
            while at < tokens.len() && !is(at, "}") {
                at = if is(at, ",") { at + 1 } else { path(tokens, at, &names, found) };
            }
            return at + 1;
        }
        let Some((_, token)) = tokens.get(at) else { break };
        at += 1;
        if !token.starts_with(|char: char| char.is_alphabetic() || char == '_') {
            break;
        }
        // In a tree, `self` is what stands before it.
        if *token != "self" || names.is_empty() {
            names.push((*token).to_owned());
        }
        if !is(at, "::") {
            break;
        }
        at += 1;
    }
    found.push((line, names));
    // A new name says nothing about whose it is.
    if is(at, "as") { at + 2 } else { at }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn paths(text: &str) -> Vec<String> {
        Source::read(text).paths().into_iter().map(|(line, names)| format!("{line} {}", names.join("::"))).collect()
    }

    #[test]
    fn comments_and_texts_are_no_code() {
        let source = Source::read("a /* b /* c */ d */ e // f\n\"g\\\"h\" 'i' '\\n' r#\"j\"k\"# &'l m br\"n\"");
        assert_eq!(source.code.split_whitespace().collect::<Vec<_>>().join(" "), "a e \" \" r#\" \"# &'l m br\" \"");
        let texts: Vec<&str> = source.texts.iter().map(|(_, text)| text.as_str()).collect();
        assert_eq!(texts, ["g\\\"h", "j\"k", "n"]);
        assert_eq!(source.texts[0].0, 2);
    }

    #[test]
    fn trees_are_unfolded() {
        assert_eq!(
            paths("use a::{self, b, c::{d, e as f}};\nlet x = g::h::<i::J>(k);\nmatch y { l::M => {} }"),
            ["1 a::b", "1 a::c::d", "1 a::c::e", "2 g::h", "2 i::J", "3 l::M"]
        );
    }

    #[test]
    fn a_tree_may_span_lines() {
        assert_eq!(paths("use crate::{\n    a::b,\n    c,\n};"), ["2 crate::a::b", "3 crate::c"]);
    }
}
