//! What the store asks its customers for: the purposes that it uses, and whether an agreement to mail is confirmed.

use base::Timestamp;
use db::{Result, Tx};
use foundation::consent::{Choices, Law, Purpose};
use foundation::settings::{self, StoreSettings};
use serde::{Deserialize, Serialize};

const SETTING: &str = "asking";

/// Purposes that people can be asked about. What an order, safety and the law need is not asked, and can be objected to.
pub const ASKABLE: [Purpose; 10] = [
    Purpose::Personalise,
    Purpose::MarketingEmail,
    Purpose::MarketingSms,
    Purpose::MarketingWhatsapp,
    Purpose::MarketingPush,
    Purpose::Loyalty,
    Purpose::Reviews,
    Purpose::CustomerCare,
    Purpose::Analytics,
    Purpose::Research,
];
/// Those that every customer is shown before the store has chosen.
const AT_FIRST: [Purpose; 4] = [Purpose::Personalise, Purpose::MarketingEmail, Purpose::CustomerCare, Purpose::Analytics];

/// What *Settings → Consent* says.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Asking {
    /// Words of `ASKABLE`; `None` before the store has chosen: then what its own systems record counts as used.
    pub purposes: Option<Vec<String>>,
    /// `None`: as the law of its place wants it.
    pub double_opt_in: Option<bool>,
}

impl Asking {
    /// The settings in force; the defaults before anything was set.
    pub fn load(tx: &mut Tx<'_>) -> Result<Self> {
        Ok(settings::load(tx, SETTING)?.unwrap_or_default())
    }

    pub fn save(&self, tx: &mut Tx<'_>, now: Timestamp) -> Result<()> {
        settings::save(tx, SETTING, self, now)
    }

    /// Whether a yes to it means anything here.
    pub fn uses(&self, purpose: Purpose) -> bool {
        let is_chosen = |chosen: &Vec<String>| chosen.iter().any(|word| word == purpose.word());
        !ASKABLE.contains(&purpose) || self.purposes.as_ref().is_none_or(is_chosen)
    }

    /// Whether every customer is shown it.
    pub fn offers(&self, purpose: Purpose) -> bool {
        self.uses(purpose) && (self.purposes.is_some() || !ASKABLE.contains(&purpose) || AT_FIRST.contains(&purpose))
    }

    /// The purposes that a customer is shown: those that are offered, and those about which they decided something that holds.
    pub fn shown_to(&self, choices: &Choices, now: Timestamp) -> Vec<Purpose> {
        let holds = |purpose: Purpose| choices.iter().any(|choice| choice.purpose == purpose && now < choice.until);
        ASKABLE.into_iter().filter(|purpose| self.offers(*purpose) || holds(*purpose)).collect()
    }

    /// Whether agreements to mail wait for a press in a letter.
    pub fn confirms_mail(&self, store: &StoreSettings) -> bool {
        self.double_opt_in.unwrap_or_else(|| Law::of_country(&store.country).wants_double_opt_in())
    }
}

/// Whether a page's or a server's yes to a purpose counts: the store uses it. Whether a banner asked it, the door looks at.
pub fn accepts(tx: &mut Tx<'_>, purpose: Purpose) -> Result<bool> {
    Ok(Asking::load(tx)?.uses(purpose))
}

#[cfg(test)]
mod tests {
    use super::*;
    use foundation::consent::{Basis, Recipient, State};

    const NOW: Timestamp = Timestamp::from_micros(1_000);

    #[test]
    fn what_an_order_needs_is_always_used_and_the_rest_as_chosen() {
        let at_first = Asking::default();
        assert!(Purpose::ALL.iter().all(|purpose| at_first.uses(*purpose)));
        assert_eq!(at_first.shown_to(&Choices::default(), NOW), AT_FIRST);
        let chosen = Asking { purposes: Some(vec!["loyalty".to_owned()]), ..Asking::default() };
        assert!(chosen.uses(Purpose::FulfilOrders) && chosen.uses(Purpose::Loyalty) && !chosen.uses(Purpose::MarketingEmail));
        assert_eq!(chosen.shown_to(&Choices::default(), NOW), [Purpose::Loyalty]);
    }

    #[test]
    fn what_somebody_decided_stays_in_their_sight_as_long_as_it_holds() {
        let chosen = Asking { purposes: Some(Vec::new()), ..Asking::default() };
        let mut choices = Choices::default();
        let until = Some(Timestamp::from_micros(2_000));
        let given = (Purpose::Research, Purpose::Research.categories());
        choices.decide(given.0, Recipient::Analysis, given.1, State::Given, Basis::Consent, until);
        let refused = Purpose::Analytics;
        choices.decide(refused, Recipient::Analysis, refused.categories(), State::Refused, Basis::Consent, None);
        assert_eq!(chosen.shown_to(&choices, NOW), [refused, Purpose::Research]);
        assert_eq!(chosen.shown_to(&choices, Timestamp::from_micros(2_000)), [refused]);
    }

    #[test]
    fn mail_is_confirmed_where_the_law_wants_it_or_the_store() {
        let store = |country: &str| StoreSettings { country: country.to_owned(), ..StoreSettings::default() };
        let unset = Asking::default();
        assert!(unset.confirms_mail(&store("DE")) && unset.confirms_mail(&store("AT")) && !unset.confirms_mail(&store("SA")));
        let set = |on| Asking { double_opt_in: Some(on), ..Asking::default() };
        assert!(!set(false).confirms_mail(&store("DE")) && set(true).confirms_mail(&store("SA")));
    }
}
