//! One customer's choices in force, small enough to keep for hundreds of thousands in memory.

use super::vocabulary::{Basis, Category, CategorySet, Purpose, Recipient, State};
use base::Timestamp;

/// What one recipient may do for one purpose.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Choice {
    pub purpose: Purpose,
    pub recipient: Recipient,
    pub basis: Basis,
    /// May be used, until `until`.
    pub given: CategorySet,
    /// The person said no.
    pub refused: CategorySet,
    /// The end; `i64::MAX` microseconds for none.
    pub until: Timestamp,
}

/// All of a customer's choices, ordered by purpose and recipient.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Choices(Box<[Choice]>);

const NO_END: Timestamp = Timestamp::from_micros(i64::MAX);
/// Bytes of one encoded choice.
const CHOICE_BYTES: usize = 15;

impl Choices {
    pub fn iter(&self) -> impl Iterator<Item = &Choice> {
        self.0.iter()
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether all of `categories` may be used for `purpose` by `recipient` now; on which basis. The default is no.
    pub fn allows(&self, purpose: Purpose, recipient: Recipient, categories: CategorySet, now: Timestamp) -> Option<Basis> {
        self.0
            .iter()
            .find(|choice| choice.purpose == purpose && choice.recipient == recipient)
            .filter(|choice| choice.given.covers(categories) && now < choice.until)
            .map(|choice| choice.basis)
    }

    /// The kinds of data that `recipient` may see for any purpose now.
    pub fn visible_to(&self, recipient: Recipient, now: Timestamp) -> CategorySet {
        self.0
            .iter()
            .filter(|choice| choice.recipient == recipient && now < choice.until)
            .fold(CategorySet::EMPTY, |set, choice| set.with(choice.given))
    }

    /// The teams that may see this kind of data for any purpose now, each once.
    pub fn recipients_of(&self, category: Category, now: Timestamp) -> Vec<Recipient> {
        let sees = |recipient: &Recipient| {
            self.0.iter().any(|choice| choice.recipient == *recipient && choice.given.contains(category) && now < choice.until)
        };
        Recipient::ALL.iter().copied().filter(sees).collect()
    }

    /// The kinds of data that no choice speaks of: neither agreed to, with or without an end, nor refused.
    pub fn unspoken(&self) -> CategorySet {
        self.0.iter().fold(CategorySet::ALL, |set, choice| set.without(choice.given).without(choice.refused))
    }

    /// Whether this kind of data may be kept at all: for some purpose, by somebody.
    pub fn may_keep(&self, category: Category, now: Timestamp) -> bool {
        self.0.iter().any(|choice| choice.given.contains(category) && now < choice.until)
    }

    /// Sets what holds for a purpose and a recipient after a decision about `categories`.
    pub fn decide(
        &mut self,
        purpose: Purpose,
        recipient: Recipient,
        categories: CategorySet,
        state: State,
        basis: Basis,
        until: Option<Timestamp>,
    ) {
        if !state.allows() && !state.is_explicit_no() && !matches!(state, State::Expired) {
            // Asked or put off: nothing holds that did not hold before.
            return;
        }
        let mut all = std::mem::take(&mut self.0).into_vec();
        let at = match all.binary_search_by_key(&(purpose, recipient), |c| (c.purpose, c.recipient)) {
            Ok(at) => at,
            Err(at) => {
                let none = CategorySet::EMPTY;
                all.insert(at, Choice { purpose, recipient, basis, given: none, refused: none, until: NO_END });
                at
            }
        };
        let choice = &mut all[at];
        choice.given = choice.given.without(categories);
        choice.refused = choice.refused.without(categories);
        if state.allows() {
            choice.given = choice.given.with(categories);
            choice.basis = basis;
            choice.until = until.unwrap_or(NO_END);
        } else if state.is_explicit_no() {
            choice.refused = choice.refused.with(categories);
        }
        self.0 = all.into_boxed_slice();
    }

    /// The choices of two profiles that turn out to be one person: the most protective explicit choice wins, and never
    /// having been asked yields.
    #[must_use]
    pub fn merged(&self, other: &Self) -> Self {
        let mut all = self.0.to_vec();
        for theirs in &other.0 {
            match all.binary_search_by_key(&(theirs.purpose, theirs.recipient), |c| (c.purpose, c.recipient)) {
                Ok(at) => {
                    let ours = &mut all[at];
                    if ours.given.is_empty() {
                        ours.basis = theirs.basis;
                        ours.until = theirs.until;
                    } else if !theirs.given.is_empty() {
                        ours.until = ours.until.min(theirs.until);
                    }
                    ours.refused = ours.refused.with(theirs.refused);
                    ours.given = ours.given.with(theirs.given).without(ours.refused);
                }
                Err(at) => all.insert(at, *theirs),
            }
        }
        Self(all.into_boxed_slice())
    }

    /// What the person said no to, alone.
    #[must_use]
    pub fn refusals(&self) -> Self {
        Self(
            self.0
                .iter()
                .filter(|choice| !choice.refused.is_empty())
                .map(|choice| Choice { given: CategorySet::EMPTY, ..*choice })
                .collect(),
        )
    }

    /// A few bytes for storage: 15 a choice.
    pub fn encode(&self) -> Vec<u8> {
        let mut bytes = Vec::with_capacity(self.0.len() * CHOICE_BYTES);
        for choice in &self.0 {
            bytes.extend([choice.purpose as u8, choice.recipient as u8, choice.basis as u8]);
            bytes.extend(choice.given.0.to_le_bytes());
            bytes.extend(choice.refused.0.to_le_bytes());
            bytes.extend(choice.until.micros().to_le_bytes());
        }
        bytes
    }

    /// Reads what `encode` wrote; `None` where the bytes are something else.
    pub fn decode(bytes: &[u8]) -> Option<Self> {
        let (chunks, rest) = bytes.as_chunks::<CHOICE_BYTES>();
        if !rest.is_empty() {
            return None;
        }
        let choices: Option<Vec<Choice>> = chunks
            .iter()
            .map(|b| {
                Some(Choice {
                    purpose: Purpose::from_code(i64::from(b[0]))?,
                    recipient: Recipient::from_code(i64::from(b[1]))?,
                    basis: Basis::from_code(i64::from(b[2]))?,
                    given: CategorySet(u16::from_le_bytes([b[3], b[4]])),
                    refused: CategorySet(u16::from_le_bytes([b[5], b[6]])),
                    until: Timestamp::from_micros(i64::from_le_bytes(b[7..15].try_into().ok()?)),
                })
            })
            .collect();
        Some(Self(choices?.into_boxed_slice()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const NOW: Timestamp = Timestamp::from_micros(1_000);

    fn choices() -> impl Strategy<Value = Choices> {
        let decision =
            (0..Purpose::ALL.len(), 0..Recipient::ALL.len(), 0u16..4096, 0..State::ALL.len(), prop::option::of(0i64..2_000));
        prop::collection::vec(decision, 0..12).prop_map(|decisions| {
            let mut choices = Choices::default();
            for (p, r, c, s, until) in decisions {
                let until = until.map(Timestamp::from_micros);
                choices.decide(Purpose::ALL[p], Recipient::ALL[r], CategorySet(c), State::ALL[s], Basis::Consent, until);
            }
            choices
        })
    }

    #[test]
    fn the_default_is_no_and_the_end_is_an_end() {
        let mut choices = Choices::default();
        let email = CategorySet::of(&[Category::Email]);
        let ask = |c: &Choices, now| c.allows(Purpose::MarketingEmail, Recipient::Automation, email, Timestamp::from_micros(now));
        assert_eq!(ask(&choices, 0), None);
        choices.decide(Purpose::MarketingEmail, Recipient::Automation, email, State::Requested, Basis::Consent, None);
        assert_eq!(ask(&choices, 0), None);
        let until = Some(Timestamp::from_micros(10));
        choices.decide(Purpose::MarketingEmail, Recipient::Automation, email, State::Given, Basis::Consent, until);
        assert_eq!((ask(&choices, 9), ask(&choices, 10)), (Some(Basis::Consent), None));
        choices.decide(Purpose::MarketingEmail, Recipient::Automation, email, State::Withdrawn, Basis::Consent, None);
        assert_eq!(ask(&choices, 0), None);
        assert!(!choices.may_keep(Category::Email, Timestamp::from_micros(0)));
    }

    proptest! {
        #[test]
        fn encoding_reads_back(choices in choices()) {
            prop_assert_eq!(Choices::decode(&choices.encode()), Some(choices));
        }

        #[test]
        fn merging_never_allows_what_either_refused(a in choices(), b in choices()) {
            let merged = a.merged(&b);
            for choice in merged.iter() {
                let refused = |c: &Choices| c.iter().any(|x| x.purpose == choice.purpose && x.recipient == choice.recipient
                    && x.refused.0 & choice.given.0 != 0);
                prop_assert!(!refused(&a) && !refused(&b));
                for category in choice.given.iter() {
                    let set = CategorySet::of(&[category]);
                    let allowed = |c: &Choices| c.allows(choice.purpose, choice.recipient, set, NOW).is_some();
                    if merged.allows(choice.purpose, choice.recipient, set, NOW).is_some() {
                        prop_assert!(allowed(&a) || allowed(&b));
                    }
                }
            }
        }

        #[test]
        fn rubbish_is_no_choice(bytes in prop::collection::vec(any::<u8>(), 0..64)) {
            let _ = Choices::decode(&bytes);
        }
    }
}
