//! Groups that are too small to be counted out loud.
//!
//! A number of people who have something in common (who bought, who left a name, who is in a segment) singles somebody out
//! where there are few of them, or where two such numbers differ by few. So staff and the API are told such numbers through
//! [`Told`] alone: none, fewer than [`GROUP_MIN`], or at least so many, in whole steps of [`GROUP_MIN`]. The difference of any
//! two of them is nothing or at least a whole step, however close the two questions are.
//!
//! Why ten: offices that publish figures on people withhold cells of fewer than 3 to 11 (5 is common; 11 is the rule for
//! health claims in the United States). Ten is at the careful end, and small enough for a shop in its first month.
//!
//! Told so: how many customers are known and how many bought, in the list of customers, on Home and in `GET /api/v1/stats`.
//! Told exactly, since it is of nobody in particular: how many there are in all, orders and money of the whole store, and
//! counts of events and messages, which are no counts of people. What stands in a list is no aggregate either: each row is
//! shown as far as that customer shares it, and the look is logged.

/// The least number of people, and the step, that a number is told in.
pub const GROUP_MIN: u64 = 10;

/// How many people have something in common, as far as may be told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Told {
    Nobody,
    /// Somebody, and fewer than [`GROUP_MIN`].
    Few,
    /// A multiple of [`GROUP_MIN`].
    AtLeast(u64),
}

impl Told {
    pub const fn of(people: u64) -> Self {
        match people {
            0 => Self::Nobody,
            1..GROUP_MIN => Self::Few,
            _ => Self::AtLeast(people - people % GROUP_MIN),
        }
    }

    /// As a figure; `None` where there are few.
    pub const fn figure(self) -> Option<u64> {
        match self {
            Self::Nobody => Some(0),
            Self::Few => None,
            Self::AtLeast(people) => Some(people),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn few_are_not_counted() {
        assert_eq!(Told::of(0), Told::Nobody);
        assert!((1..GROUP_MIN).all(|few| Told::of(few) == Told::Few && Told::of(few).figure().is_none()));
        assert_eq!((Told::of(10).figure(), Told::of(19).figure(), Told::of(20).figure()), (Some(10), Some(10), Some(20)));
        assert_eq!(Told::of(u64::MAX).figure(), Some(u64::MAX - 5));
    }

    #[test]
    fn no_difference_of_two_answers_is_a_person() {
        for before in 0..500 {
            for more in 0..30 {
                let told = [Told::of(before), Told::of(before + more)].map(Told::figure);
                let [Some(first), Some(second)] = told else { continue };
                let difference = second - first;
                assert!(difference == 0 || difference >= GROUP_MIN, "{before} and {more} more: {told:?}");
            }
        }
    }
}
