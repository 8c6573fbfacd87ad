//! Agreements to mail that come with an address: where the store or its law wants it, they wait until the address's owner presses
//! a link in a letter.

use crate::asking::Asking;
use base::id::CustomerId;
use base::{Rng, Timestamp};
use db::{Result, Tx};
use foundation::consent::{self, Choices, Decision, Law, Purpose, Recipient, State};
use foundation::journal::{self, NewEvent, OPT_IN_ASKED, Origin};
use foundation::settings::StoreSettings;
use foundation::{customers, privacy, vault};

/// A call for one form. Events repeat what a banner was told for as long as it remembers.
const API: &str = "api";
const PURPOSE: Purpose = Purpose::MarketingEmail;
/// Where such agreements come from: forms, of which one does not know who filled them in. What somebody decides in the privacy
/// centre, or by a link in their mail, is theirs already; what they tell the staff, the staff has heard.
const BY_FORM: [&str; 4] = [API, Origin::Server.word(), Origin::Site.word(), "banner"];

/// A request that is to be written down, and what the letter answers.
pub(super) struct Held {
    pub(super) request: Decision,
    pub(super) event: NewEvent,
}

/// Takes the agreement that has to be confirmed out of what a form brought. Where they agreed already there is nothing to confirm.
pub(super) fn take_out(
    tx: &mut Tx<'_>,
    choices: &Choices,
    decisions: &mut Vec<Decision>,
    now: Timestamp,
) -> Result<Option<Decision>> {
    let is_from_page = |decision: &Decision| decision.state == State::Requested && decision.collected_via != API;
    let is_meant = |decision: &Decision| {
        decision.purpose == PURPOSE
            && BY_FORM.contains(&decision.collected_via.as_str())
            && (decision.state.allows() || is_from_page(decision))
    };
    if !decisions.iter().any(is_meant)
        || choices.allows(PURPOSE, Recipient::Automation, PURPOSE.categories(), now).is_some()
        || !Asking::load(tx)?.confirms_mail(&StoreSettings::load(tx)?)
    {
        return Ok(None);
    }
    let meant = decisions.iter().rev().find(|decision| is_meant(decision)).cloned();
    decisions.retain(|decision| !is_meant(decision));
    Ok(meant)
}

/// What a customer (the root) is asked for it; `None` where a letter is under way or none can be sent, or where something that only
/// repeats what it was told speaks for somebody who said no and is left in peace. The caller runs inside the recorder.
pub(super) fn hold(
    tx: &mut Tx<'_>,
    rng: &mut Rng,
    customer: CustomerId,
    agreed: Decision,
    now: Timestamp,
) -> Result<Option<Held>> {
    let ids = customers::all_ids(tx, customer)?;
    let (asking, law) = (Asking::load(tx)?, Law::of_country(&StoreSettings::load(tx)?.country));
    let anew = agreed.collected_via == API;
    if !asking.uses(PURPOSE) || !anew && consent::quiet_until(tx, &ids, &agreed, law, now)?.is_some() || !has_address(tx, &ids)? {
        return Ok(None);
    }
    let Some(id) = privacy::ask_opt_in(tx, rng, &ids, PURPOSE, anew, law.quiet(), now)? else { return Ok(None) };
    let mut body = serde_json::json!({"properties": {"opt_in": id.to_string()}});
    if let Some(language) = &agreed.language {
        body["context"] = serde_json::json!({"locale": language});
    }
    let request = Decision { state: State::Requested, valid_from: now, valid_until: None, ..agreed };
    Ok(Some(Held { request, event: journal::system_event(customer, OPT_IN_ASKED, body.to_string(), rng, now) }))
}

/// Whether a letter could reach them: an address that no page alone told.
fn has_address(tx: &mut Tx<'_>, ids: &[CustomerId]) -> Result<bool> {
    for id in ids {
        let fields = vault::sealed_fields(tx, *id)?;
        if fields.iter().any(|field| field.name == "email" && field.source != Origin::Site) {
            return Ok(true);
        }
    }
    Ok(false)
}
