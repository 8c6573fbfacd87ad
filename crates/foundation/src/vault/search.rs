//! Finding people without keeping their names: keyed hashes of folded words and of their beginnings.

use super::keys::Keys;
use base::fold::{fold_name, words};

/// Beginnings of a word that can be searched for, in letters.
const BEGINNING_LETTERS: std::ops::RangeInclusive<usize> = 3..=8;
/// Words of one name that are indexed.
const WORDS_MAX: usize = 8;
/// The kind under which name words are hashed; identity kinds are below.
const NAME_WORD: u8 = 101;
/// The kind under which order numbers are hashed.
const ORDER_NUMBER: u8 = 102;

/// The hashes that a name can be found by: each word whole, and its first 3 to 8 letters.
pub fn name_hashes(keys: &Keys, name: &str) -> Vec<[u8; 16]> {
    let folded = fold_name(name);
    let mut hashes = Vec::new();
    for word in words(&folded).take(WORDS_MAX) {
        let letters: Vec<usize> = word.char_indices().map(|(at, _)| at).chain([word.len()]).collect();
        for count in BEGINNING_LETTERS {
            if count + 1 < letters.len() {
                hashes.push(keys.identity_hash(NAME_WORD, &word[..letters[count]]));
            }
        }
        hashes.push(keys.identity_hash(NAME_WORD, word));
    }
    hashes.sort_unstable();
    hashes.dedup();
    hashes
}

/// The hash by which an order's number leads to its customer.
pub fn order_hash(keys: &Keys, order_id: &str) -> [u8; 16] {
    keys.identity_hash(ORDER_NUMBER, order_id)
}

/// The hashes that must all match for what a person typed into the search: one a word. A word longer than 8 letters is
/// looked up whole.
pub fn query_hashes(keys: &Keys, query: &str) -> Vec<[u8; 16]> {
    words(&fold_name(query)).take(WORDS_MAX).map(|word| keys.identity_hash(NAME_WORD, word)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_found_by_their_beginnings_in_any_script() {
        let keys = Keys::from_master(&[1; 32]);
        let found = |name: &str, query: &str| {
            let hashes = name_hashes(&keys, name);
            let wanted = query_hashes(&keys, query);
            !wanted.is_empty() && wanted.iter().all(|hash| hashes.contains(hash))
        };
        assert!(found("فاطمة الزهراء", "فاط"));
        assert!(found("عليّ رضايي", "علی رضا"));
        assert!(found("Sara Karimi", "kar SARA"));
        assert!(found("Li Wu", "li"));
        assert!(!found("Sara Karimi", "sa"));
        assert!(!found("Sara Karimi", "sarah"));
        assert!(!found("Sara", "  "));
    }
}
