//! `amana dkim`: the key that mail is signed with.

use super::{CommandError, Outcome, Place, config, open, print, say, words};
use app::mail::save_dkim;
use capabilities::messaging::Signer;
use capabilities::messaging::{PrivateKey, generate_rsa};

/// Makes a key for a domain and prints the DNS record to publish: its name, a tab, its text.
pub(super) fn dkim(place: &Place, domain: &str, selector: &str) -> Outcome {
    let app = open(config(place)?)?;
    let failed = |error: &dyn std::fmt::Display| CommandError::Words(error.to_string());
    let mut rng = app.fork_rng();
    let pem = generate_rsa(&mut rng).map_err(|e| failed(&e))?;
    let key = PrivateKey::parse(pem.as_bytes()).map_err(|e| failed(&e))?;
    let signer = Signer::new(domain, selector, key).or_else(|error| words(format!("{domain}, {selector}: {error}")))?;
    let (name, value) = signer.dns_record();
    let (keys, now) = (app.keys.clone(), app.clock.now());
    let (domain, selector) = (domain.to_owned(), selector.to_owned());
    let saved = app.recorder.submit(move |tx| save_dkim(tx, &keys, &mut rng, &domain, &selector, &pem, now));
    saved.wait()?;
    print(&format!("{name}\t{value}"))?;
    say("Publish this as a TXT record. A server that is running signs with it within a second.");
    app.stop();
    Ok(())
}
