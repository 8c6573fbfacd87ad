//! One customer's choices in force, small enough to keep for hundreds of thousands in memory.

use super::vocabulary::{Basis, Category, CategorySet, Purpose, Recipient, State};
use base::Timestamp;
use std::borrow::Cow;
use std::time::Duration;

/// Kinds of data that one recipient may use for one purpose until one end, or that the person refused to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Choice {
    pub purpose: Purpose,
    pub recipient: Recipient,
    pub basis: Basis,
    /// May be used, until `until`.
    pub given: CategorySet,
    /// The person said no. Refusals stand in a choice of their own: then nothing is given, and there is no end.
    pub refused: CategorySet,
    /// The end; `i64::MAX` microseconds for none.
    pub until: Timestamp,
}

impl Choice {
    /// Whether a notice that changes these purposes asks about this again.
    pub fn is_reopened_by(&self, purposes: &[Purpose]) -> bool {
        self.basis == Basis::Consent && !self.given.is_empty() && purposes.contains(&self.purpose)
    }
}

/// All of a customer's choices, ordered by purpose and recipient; none is empty, and no two differ in their data alone.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Choices {
    all: Box<[Choice]>,
    /// Decisions in the history: the place of the next one.
    noted: u32,
    /// The person wants all of it kept and none of it used (GDPR article 18): whatever else was decided, nothing is allowed.
    restricted: bool,
}

/// What sets two choices apart; for one purpose and recipient the refusals come first.
type ChoiceKey = (Purpose, Recipient, bool, Timestamp, Basis);

/// How long before an agreement's end its person is told of it, and the end itself.
const NOTICES: [Duration; 3] = [Duration::from_hours(30 * 24), Duration::from_hours(7 * 24), Duration::ZERO];
const NO_END: Timestamp = Timestamp::from_micros(i64::MAX);
/// Bytes of the count that an encoded row begins with, and of one encoded choice; the count's highest bit says that use is
/// restricted.
const NOTED_BYTES: usize = 4;
const RESTRICTED_BIT: u32 = 1 << 31;
const CHOICE_BYTES: usize = 15;

impl Choice {
    const fn key(&self) -> ChoiceKey {
        (self.purpose, self.recipient, !self.given.is_empty(), self.until, self.basis)
    }

    const fn refusal(purpose: Purpose, recipient: Recipient, refused: CategorySet) -> Self {
        Self { purpose, recipient, basis: Basis::Consent, given: CategorySet::EMPTY, refused, until: NO_END }
    }

    /// The state and the kinds of data of a decision that makes this choice.
    pub(super) const fn as_decision(&self) -> (State, CategorySet) {
        if self.given.is_empty() { (State::Refused, self.refused) } else { (State::Given, self.given) }
    }

    /// Whether the end is a day rather than never.
    pub const fn has_end(&self) -> bool {
        self.until.micros() != NO_END.micros()
    }
}

impl Choices {
    pub fn iter(&self) -> impl Iterator<Item = &Choice> {
        self.all.iter()
    }

    pub fn is_empty(&self) -> bool {
        self.all.is_empty()
    }

    /// Decisions on record so far.
    pub const fn noted(&self) -> u32 {
        self.noted
    }

    /// Whether nothing may be used for now, whatever was agreed to.
    pub const fn is_restricted(&self) -> bool {
        self.restricted
    }

    pub(super) const fn set_restricted(&mut self, restricted: bool) {
        self.restricted = restricted;
    }

    /// What was decided, restriction or not: for telling it and for changing it, not for using data by it.
    pub fn unrestricted(&self) -> Cow<'_, Self> {
        if self.restricted { Cow::Owned(Self { restricted: false, ..self.clone() }) } else { Cow::Borrowed(self) }
    }

    /// Whether all of `categories` may be used for `purpose` by `recipient` now; on which basis, consent where it takes
    /// several. The default is no.
    pub fn allows(&self, purpose: Purpose, recipient: Recipient, categories: CategorySet, now: Timestamp) -> Option<Basis> {
        if self.restricted {
            return None;
        }
        let (mut missing, mut basis) = (categories, None);
        for choice in self.about(purpose, recipient).iter().filter(|choice| now < choice.until) {
            if choice.given.meets(categories) || (categories.is_empty() && !choice.given.is_empty()) {
                missing = missing.without(choice.given);
                basis = basis.min(Some(choice.basis)).or(Some(choice.basis));
            }
        }
        basis.filter(|_| missing.is_empty())
    }

    /// What was given for a purpose to a recipient, whether or not it has ended.
    pub fn given(&self, purpose: Purpose, recipient: Recipient) -> CategorySet {
        self.about(purpose, recipient).iter().fold(CategorySet::EMPTY, |set, choice| set.with(choice.given))
    }

    /// What the person refused to a recipient for a purpose.
    pub fn refused(&self, purpose: Purpose, recipient: Recipient) -> CategorySet {
        self.about(purpose, recipient).iter().fold(CategorySet::EMPTY, |set, choice| set.with(choice.refused))
    }

    /// What the person refused to a recipient for any purpose.
    pub fn refused_to(&self, recipient: Recipient) -> CategorySet {
        let about = self.all.iter().filter(|choice| choice.recipient == recipient);
        about.fold(CategorySet::EMPTY, |set, choice| set.with(choice.refused))
    }

    /// Whether nothing was decided, or all of it has ended and was put away.
    pub fn is_undecided(&self, purpose: Purpose, recipient: Recipient) -> bool {
        self.about(purpose, recipient).is_empty()
    }

    /// The kinds of data that `recipient` may see for any purpose now.
    pub fn visible_to(&self, recipient: Recipient, now: Timestamp) -> CategorySet {
        self.all
            .iter()
            .filter(|choice| !self.restricted && choice.recipient == recipient && now < choice.until)
            .fold(CategorySet::EMPTY, |set, choice| set.with(choice.given))
    }

    /// The teams that may see this kind of data for any purpose now, each once.
    pub fn recipients_of(&self, category: Category, now: Timestamp) -> Vec<Recipient> {
        let sees = |recipient: &Recipient| {
            self.all.iter().any(|choice| choice.recipient == *recipient && choice.given.contains(category) && now < choice.until)
        };
        Recipient::ALL.iter().copied().filter(sees).filter(|_| !self.restricted).collect()
    }

    /// The kinds of data that no choice speaks of: neither agreed to, with or without an end, nor refused.
    pub fn unspoken(&self) -> CategorySet {
        let all = if self.restricted { CategorySet::EMPTY } else { CategorySet::ALL };
        self.all.iter().fold(all, |set, choice| set.without(choice.given).without(choice.refused))
    }

    /// Whether more of this kind of data may be kept at all: for some purpose, by somebody.
    pub fn may_keep(&self, category: Category, now: Timestamp) -> bool {
        !self.restricted && self.all.iter().any(|choice| choice.given.contains(category) && now < choice.until)
    }

    /// Whether anything may be used for a purpose now, by anybody.
    pub fn is_given(&self, purpose: Purpose, now: Timestamp) -> bool {
        self.all.iter().any(|choice| choice.purpose == purpose && !choice.given.is_empty() && now < choice.until)
    }

    /// When, after a moment, something that a recipient may use for a purpose ends.
    pub fn ends_after(&self, purpose: Purpose, recipient: Recipient, moment: Timestamp) -> Option<Timestamp> {
        let given = self.about(purpose, recipient).iter().filter(|choice| !choice.given.is_empty() && choice.has_end());
        given.map(|choice| choice.until).filter(|until| *until > moment && !self.restricted).min()
    }

    /// What these say of one recipient and some purposes, alone.
    #[must_use]
    pub fn about_only(&self, purposes: &[Purpose], recipient: Recipient) -> Self {
        let is_asked = |choice: &&Choice| choice.recipient == recipient && purposes.contains(&choice.purpose);
        Self { all: self.all.iter().filter(is_asked).copied().collect(), ..*self }
    }

    /// When, after a moment, the end of an agreement next calls for something: a reminder before it, or the end itself.
    pub fn due_after(&self, moment: Timestamp) -> Option<Timestamp> {
        let ends = self.all.iter().filter(|choice| choice.basis == Basis::Consent && choice.has_end());
        let moments = ends.flat_map(|choice| NOTICES.map(|before| choice.until.minus(before)));
        moments.filter(|at| *at > moment).min()
    }

    /// Agreements that have ended, each with the decision that puts it away.
    pub fn ended(&self, now: Timestamp) -> impl Iterator<Item = &Choice> {
        self.all.iter().filter(move |choice| choice.basis == Basis::Consent && choice.has_end() && choice.until <= now)
    }

    /// Agreements of whose end the person is to be told between two moments, both included: which, and how long before it.
    pub fn ending_between(&self, since: Timestamp, now: Timestamp) -> Vec<(&Choice, Duration)> {
        let held = self.all.iter().filter(|choice| choice.basis == Basis::Consent && choice.has_end() && choice.until > now);
        let told = held.filter_map(|choice| {
            let is_due = |before: &Duration| (since..=now).contains(&choice.until.minus(*before));
            // Of two reminders that were missed the later one counts.
            NOTICES.into_iter().rev().filter(|before| !before.is_zero()).find(is_due).map(|before| (choice, before))
        });
        told.collect()
    }

    /// Sets what holds for a purpose and a recipient after a decision about `categories`. What was decided about other kinds
    /// of data keeps its end and its basis.
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
        let mut all = std::mem::take(&mut self.all).into_vec();
        for choice in all.iter_mut().filter(|choice| choice.purpose == purpose && choice.recipient == recipient) {
            choice.given = choice.given.without(categories);
            choice.refused = choice.refused.without(categories);
        }
        if state.allows() {
            let given = Choice { basis, given: categories, ..Choice::refusal(purpose, recipient, CategorySet::EMPTY) };
            all.push(Choice { until: until.unwrap_or(NO_END), ..given });
        } else if state.is_explicit_no() {
            all.push(Choice::refusal(purpose, recipient, categories));
        }
        self.all = in_order(all);
    }

    /// Takes back what was agreed to for these purposes, without a no: the person is to be asked anew. Gives what was taken
    /// back. What rests on something else than consent stays.
    pub fn reopen(&mut self, purposes: &[Purpose]) -> Vec<Choice> {
        let taken: Vec<Choice> = self.all.iter().filter(|choice| choice.is_reopened_by(purposes)).copied().collect();
        for choice in &taken {
            self.take_back(choice.purpose, choice.recipient, choice.given);
        }
        taken
    }

    /// Ends an agreement without a no: nothing was decided about it any more.
    pub(super) fn take_back(&mut self, purpose: Purpose, recipient: Recipient, categories: CategorySet) {
        let mut all = std::mem::take(&mut self.all).into_vec();
        let is_meant = |c: &&mut Choice| c.purpose == purpose && c.recipient == recipient && c.basis == Basis::Consent;
        for choice in all.iter_mut().filter(is_meant) {
            choice.given = choice.given.without(categories);
        }
        self.all = in_order(all);
    }

    /// The choices of two profiles that turn out to be one person: the most protective explicit choice wins, and never
    /// having been asked yields. Of two agreements the one that ends first holds.
    #[must_use]
    pub fn merged(&self, other: &Self) -> Self {
        let mut all: Vec<Choice> = Vec::new();
        for pair in self.pairs().into_iter().chain(other.pairs()).collect::<std::collections::BTreeSet<_>>() {
            let (purpose, recipient) = pair;
            let refused = self.refused(purpose, recipient).with(other.refused(purpose, recipient));
            all.push(Choice::refusal(purpose, recipient, refused));
            for category in Category::ALL.iter().filter(|category| !refused.contains(**category)) {
                let both = [self, other].map(|side| side.about(purpose, recipient).iter().find(|c| c.given.contains(*category)));
                let first_to_end = both.into_iter().flatten().min_by_key(|choice| (choice.until, choice.basis));
                all.extend(first_to_end.map(|choice| Choice { given: CategorySet::of(&[*category]), ..*choice }));
            }
        }
        Self { all: in_order(all), noted: self.noted.max(other.noted), restricted: self.restricted || other.restricted }
    }

    /// What the person said no to, alone.
    #[must_use]
    pub fn refusals(&self) -> Self {
        Self { all: self.all.iter().filter(|choice| !choice.refused.is_empty()).copied().collect(), ..*self }
    }

    /// Counts a decision that is being written into the history; gives its place there, from 1 on.
    pub(super) const fn note(&mut self) -> u32 {
        if self.noted < RESTRICTED_BIT - 1 {
            self.noted += 1;
        }
        self.noted
    }

    /// The choices in which these differ from `before`, the refusals first: written as decisions they lead from there to here.
    /// Nothing that was given before may be neither given nor refused here.
    pub(super) fn beyond(&self, before: &Self) -> Vec<Choice> {
        let mut new: Vec<Choice> = self.all.iter().filter(|choice| !before.all.contains(choice)).copied().collect();
        new.sort_by_key(|choice| !choice.given.is_empty());
        new
    }

    fn about(&self, purpose: Purpose, recipient: Recipient) -> &[Choice] {
        let from = self.all.partition_point(|choice| (choice.purpose, choice.recipient) < (purpose, recipient));
        let rest = &self.all[from..];
        &rest[..rest.iter().take_while(|choice| choice.purpose == purpose && choice.recipient == recipient).count()]
    }

    fn pairs(&self) -> Vec<(Purpose, Recipient)> {
        self.all.iter().map(|choice| (choice.purpose, choice.recipient)).collect()
    }

    /// A few bytes for storage: 4, and 15 a choice.
    pub fn encode(&self) -> Vec<u8> {
        let mut bytes = Vec::with_capacity(NOTED_BYTES + self.all.len() * CHOICE_BYTES);
        bytes.extend((self.noted | if self.restricted { RESTRICTED_BIT } else { 0 }).to_le_bytes());
        for choice in &self.all {
            bytes.extend([choice.purpose as u8, choice.recipient as u8, choice.basis as u8]);
            bytes.extend(choice.given.0.to_le_bytes());
            bytes.extend(choice.refused.0.to_le_bytes());
            bytes.extend(choice.until.micros().to_le_bytes());
        }
        bytes
    }

    /// Reads what `encode` wrote; `None` where the bytes are something else. Rows from before decisions were counted have no
    /// count, and may have both kinds in one choice.
    pub fn decode(bytes: &[u8]) -> Option<Self> {
        let (noted, bytes) = match bytes.split_first_chunk::<NOTED_BYTES>() {
            Some((noted, rest)) if bytes.len() % CHOICE_BYTES == NOTED_BYTES => (u32::from_le_bytes(*noted), rest),
            _ => (0, bytes),
        };
        let (chunks, rest) = bytes.as_chunks::<CHOICE_BYTES>();
        if !rest.is_empty() {
            return None;
        }
        let mut all = Vec::with_capacity(chunks.len());
        for b in chunks {
            let (purpose, recipient) = (Purpose::from_code(i64::from(b[0]))?, Recipient::from_code(i64::from(b[1]))?);
            let (given, refused) = (CategorySet(u16::from_le_bytes([b[3], b[4]])), CategorySet(u16::from_le_bytes([b[5], b[6]])));
            let until = Timestamp::from_micros(i64::from_le_bytes(b[7..15].try_into().ok()?));
            let basis = Basis::from_code(i64::from(b[2]))?;
            all.push(Choice { purpose, recipient, basis, given, refused: CategorySet::EMPTY, until });
            all.push(Choice::refusal(purpose, recipient, refused));
        }
        Some(Self { all: in_order(all), noted: noted & !RESTRICTED_BIT, restricted: noted & RESTRICTED_BIT != 0 })
    }
}

/// Ordered, alike ones joined, empty ones gone.
fn in_order(mut all: Vec<Choice>) -> Box<[Choice]> {
    all.retain(|choice| !(choice.given.is_empty() && choice.refused.is_empty()));
    all.sort_by_key(Choice::key);
    all.dedup_by(|next, kept| {
        let are_alike = next.key() == kept.key();
        if are_alike {
            kept.given = kept.given.with(next.given);
            kept.refused = kept.refused.with(next.refused);
        }
        are_alike
    });
    all.into_boxed_slice()
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
    fn what_is_reopened_is_neither_a_yes_nor_a_no() {
        let mut choices = Choices::default();
        let email = CategorySet::of(&[Category::Email]);
        let both = [(Purpose::Loyalty, Basis::Consent), (Purpose::FulfilOrders, Basis::Contract)];
        for (purpose, basis) in both {
            choices.decide(purpose, Recipient::Support, email, State::Given, basis, None);
        }
        assert_eq!(choices.reopen(&[Purpose::Loyalty, Purpose::FulfilOrders]).len(), 1);
        assert_eq!(choices.allows(Purpose::Loyalty, Recipient::Support, email, NOW), None);
        assert_eq!(choices.allows(Purpose::FulfilOrders, Recipient::Support, email, NOW), Some(Basis::Contract));
        assert!(choices.refusals().is_empty() && choices.reopen(&[Purpose::Loyalty]).is_empty());
    }

    #[test]
    fn what_is_restricted_is_known_and_not_used() {
        let mut choices = Choices::default();
        let email = CategorySet::of(&[Category::Email]);
        choices.decide(Purpose::Loyalty, Recipient::Marketing, email, State::Given, Basis::Consent, None);
        let before = choices.clone();
        choices.set_restricted(true);
        assert_eq!(Choices::decode(&choices.encode()).as_ref(), Some(&choices));
        assert_eq!(choices.allows(Purpose::Loyalty, Recipient::Marketing, email, NOW), None);
        assert!(choices.visible_to(Recipient::Marketing, NOW).is_empty() && choices.unspoken().is_empty());
        assert!(choices.recipients_of(Category::Email, NOW).is_empty() && !choices.may_keep(Category::Email, NOW));
        assert_eq!(*choices.unrestricted(), before);
        assert!(before.merged(&choices).is_restricted() && choices.merged(&before).is_restricted());
        choices.note();
        assert_eq!((choices.noted(), choices.is_restricted()), (1, true));
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
            prop_assert_eq!(&merged, &b.merged(&a));
            prop_assert_eq!(&merged.merged(&a), &merged);
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
        fn a_merge_can_be_written_as_decisions(a in choices(), b in choices()) {
            let merged = a.merged(&b);
            let mut replayed = a.clone();
            for choice in merged.beyond(&a) {
                let (state, categories) = choice.as_decision();
                let until = choice.has_end().then_some(choice.until);
                replayed.decide(choice.purpose, choice.recipient, categories, state, choice.basis, until);
            }
            prop_assert_eq!(replayed, merged);
        }

        #[test]
        fn what_is_decided_about_one_kind_of_data_leaves_the_others(a in choices(), at in 0..12usize) {
            let one = CategorySet::of(&[Category::ALL[at]]);
            for state in [State::Given, State::Withdrawn, State::Expired] {
                let mut after = a.clone();
                after.decide(Purpose::Loyalty, Recipient::Marketing, one, state, Basis::Consent, Some(NOW));
                for category in Category::ALL.iter().filter(|category| !one.contains(**category)) {
                    let set = CategorySet::of(&[*category]);
                    let ask = |c: &Choices| c.allows(Purpose::Loyalty, Recipient::Marketing, set, NOW);
                    prop_assert_eq!(ask(&after), ask(&a));
                }
            }
        }

        #[test]
        fn rubbish_is_no_choice(bytes in prop::collection::vec(any::<u8>(), 0..64)) {
            let _ = Choices::decode(&bytes);
        }
    }
}
