//! Where in a list a page begins, by key.

use base::Id;

/// A page of a list that is sorted newest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Place<K> {
    /// The newest rows.
    #[default]
    Start,
    /// The rows that follow this key, older ones.
    Before(K),
    /// The rows that come just ahead of this key, newer ones.
    After(K),
}

impl<K> Place<K> {
    /// `before` where it is given, else `after`, else the start.
    pub fn of(before: Option<K>, after: Option<K>) -> Self {
        match (before, after) {
            (Some(key), _) => Self::Before(key),
            (None, Some(key)) => Self::After(key),
            (None, None) => Self::Start,
        }
    }

    /// One page out of rows that were read in this place's order with one row more than `limit`: newest first, and
    /// whether there are newer and older rows beyond it.
    pub fn cut<T>(&self, mut rows: Vec<T>, limit: usize) -> (Vec<T>, bool, bool) {
        let more = rows.len() > limit;
        rows.truncate(limit);
        match self {
            Self::Start => (rows, false, more),
            Self::Before(_) => (rows, true, more),
            Self::After(_) => {
                rows.reverse();
                (rows, more, true)
            }
        }
    }
}

impl<K: Id> Place<K> {
    /// For `WHERE key {0} $1 ORDER BY key {1}`, and what `$1` is.
    pub fn bounds(&self) -> (&'static str, &'static str, [u8; 16]) {
        match self {
            Self::Start => ("<", "DESC", [0xff; 16]),
            Self::Before(key) => ("<", "DESC", *key.raw()),
            Self::After(key) => (">", "ASC", *key.raw()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_know_their_neighbours() {
        assert_eq!(Place::<i32>::Start.cut(vec![9, 8, 7], 2), (vec![9, 8], false, true));
        assert_eq!(Place::Before(8).cut(vec![7, 6], 2), (vec![7, 6], true, false));
        assert_eq!(Place::After(6).cut(vec![7, 8, 9], 2), (vec![8, 7], true, true));
        assert_eq!(Place::After(7).cut(vec![8, 9], 2), (vec![9, 8], false, true));
        assert_eq!(Place::of(Some(1), Some(2)), Place::Before(1));
    }
}
