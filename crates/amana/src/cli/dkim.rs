//! `amana dkim`: the keys that mail is signed with.

use super::{Outcome, Place, config, open, print, say, words};
use app::dkim::{self, DkimSetting};
use foundation::settings;

/// Makes both keys of a domain, in force from now on, and prints the DNS records to publish, one to a line: its name, a tab, its text.
/// Keys that there are give way only where that is asked for.
pub(super) fn dkim(place: &Place, domain: &str, selector: &str, replace: bool) -> Outcome {
    let app = open(config(place)?)?;
    let old: Option<DkimSetting> = app.db.record.read(|tx| settings::load(tx, dkim::SETTING))?;
    if let Some(old) = old.filter(|_| !replace) {
        app.stop();
        return words(format!(
            "there are keys for {} already. New ones would be used before anybody can look them up: make them in Settings → E-mail, \
             where they wait until they are switched on, or say --replace",
            old.domain
        ));
    }
    let made = DkimSetting::make(&app.keys, &mut app.fork_rng(), domain, selector);
    let mut setting = made.or_else(|error| words(format!("{domain}, {selector}: {error}")))?;
    setting.first.enabled = true;
    if let Some(second) = &mut setting.second {
        second.enabled = true;
    }
    let records = dkim::signers_of(&app.keys, Some(&setting))?;
    let now = app.clock.now();
    let saved = app.recorder.submit(move |tx| settings::save(tx, dkim::SETTING, &setting, now));
    let saved: db::Result<()> = saved.wait();
    saved?;
    for (name, value) in records.iter().map(capabilities::messaging::Signer::dns_record) {
        print(&format!("{name}\t{value}"))?;
    }
    say("Publish these as TXT records. A server that is running signs with both within a second.");
    app.stop();
    Ok(())
}
