//! What changed between two texts, word by word.

/// Words that are compared one by one; longer texts are shown as replaced. The table takes two bytes for each pair.
pub const WORDS_MAX: usize = 3_000;

/// A run of words, with the white space after each.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Part {
    Same(String),
    Removed(String),
    Added(String),
}

/// The new text as runs of the same, with what was taken out and put in; the longest common sequence of words stays.
pub fn difference(old: &str, new: &str) -> Vec<Part> {
    let (old, new) = (words(old), words(new));
    let is_same = |(a, b): &(&&str, &&str)| a.trim_end() == b.trim_end();
    let start = old.iter().zip(&new).take_while(is_same).count();
    let end = old[start..].iter().rev().zip(new[start..].iter().rev()).take_while(is_same).count();
    let (old_middle, new_middle) = (&old[start..old.len() - end], &new[start..new.len() - end]);
    let mut parts = Vec::new();
    push(&mut parts, Part::Same, &new[..start]);
    if old_middle.len() > WORDS_MAX || new_middle.len() > WORDS_MAX {
        push(&mut parts, Part::Removed, old_middle);
        push(&mut parts, Part::Added, new_middle);
    } else {
        compare(&mut parts, old_middle, new_middle);
    }
    push(&mut parts, Part::Same, &new[new.len() - end..]);
    parts
}

/// Words with the white space that follows each.
fn words(text: &str) -> Vec<&str> {
    let mut words = Vec::new();
    let mut rest = text;
    while !rest.is_empty() {
        let word = rest.find(char::is_whitespace).unwrap_or(rest.len());
        let space = rest[word..].find(|c: char| !c.is_whitespace()).unwrap_or(rest.len() - word);
        let (one, more) = rest.split_at(word + space);
        words.push(one);
        rest = more;
    }
    words
}

fn compare(parts: &mut Vec<Part>, old: &[&str], new: &[&str]) {
    let width = new.len() + 1;
    // How long the longest common sequence of the rests of both is.
    let mut common = vec![0u16; (old.len() + 1) * width];
    for i in (0..old.len()).rev() {
        for j in (0..new.len()).rev() {
            common[i * width + j] = if old[i].trim_end() == new[j].trim_end() {
                common[(i + 1) * width + j + 1] + 1
            } else {
                common[(i + 1) * width + j].max(common[i * width + j + 1])
            };
        }
    }
    let (mut i, mut j) = (0, 0);
    while i < old.len() || j < new.len() {
        if i < old.len() && j < new.len() && old[i].trim_end() == new[j].trim_end() {
            push(parts, Part::Same, &new[j..=j]);
            (i, j) = (i + 1, j + 1);
        } else if j == new.len() || i < old.len() && common[(i + 1) * width + j] >= common[i * width + j + 1] {
            push(parts, Part::Removed, &old[i..=i]);
            i += 1;
        } else {
            push(parts, Part::Added, &new[j..=j]);
            j += 1;
        }
    }
}

/// Adds words to the run at the end where it is of the same kind, else a run of their own.
fn push(parts: &mut Vec<Part>, kind: fn(String) -> Part, words: &[&str]) {
    if words.is_empty() {
        return;
    }
    let text = words.concat();
    match (parts.last_mut(), kind(text)) {
        (Some(Part::Same(so_far)), Part::Same(text))
        | (Some(Part::Removed(so_far)), Part::Removed(text))
        | (Some(Part::Added(so_far)), Part::Added(text)) => so_far.push_str(&text),
        (_, part) => parts.push(part),
    }
}
