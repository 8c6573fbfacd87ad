//! What comes back of letters, on its way into the record.

use crate::app::App;
use crate::intake;
use base::id::MessageId;
use capabilities::feedback::{self, Found, Letter, Noted, Outcome, Told};
use db::Result;
use foundation::consent::{Basis, Decision, Purpose, State};
use foundation::journal;

/// What stands in the record about agreements that a complaint ended.
const VIA_COMPLAINT: &str = "complaint";
/// As the page behind the link says.
const VIA_LEFT: &str = "unsubscribe";

/// What became of what was told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Heard {
    /// So much of it was new.
    New(usize),
    /// One of the letters is being handed over this moment: nothing was written, and it is told again.
    TooEarly,
    /// The proof was good for one call, which was made.
    Used,
}

/// Writes down what was told by somebody who may be believed, in one commit. `once` is a proof that is good for one call. What is
/// told of letters that are not there any more is passed over. Blocks.
pub fn hear(app: &App, told: Vec<Told>, once: Option<&str>) -> Result<Heard> {
    let found = app.db.views.read(|tx| {
        let mut found = Vec::with_capacity(told.len());
        for told in told {
            match feedback::letter(tx, told.message)? {
                Some(Found::Letter(letter)) => found.push((letter, told)),
                Some(Found::TooEarly) => return Ok(None),
                None => {}
            }
        }
        Ok::<_, db::Error>(Some(found))
    })?;
    let Some(found) = found else { return Ok(Heard::TooEarly) };
    let once = once.map(|once| app.keys.once_key(&[b"feedback call", once.as_bytes()]));
    if found.is_empty() && once.is_none() {
        return Ok(Heard::New(0));
    }
    let (keys, node, now, mut rng) = (app.keys.clone(), app.node, app.clock.now(), app.fork_rng());
    let noted = app.recorder.submit(move |tx| {
        if let Some(once) = &once {
            if !journal::used(tx, &[once.as_slice()])?.is_empty() {
                return Ok(Heard::Used);
            }
            journal::note_used(tx, once)?;
        }
        let mut new = 0;
        for (letter, told) in &found {
            let at = told.at.unwrap_or(now);
            let noted = feedback::note(tx, &keys, &mut rng, letter, &told.outcome, at, now)?;
            let Noted::New { root, leaves } = noted else { continue };
            new += 1;
            if leaves {
                let decisions = vec![leaving(letter, &told.outcome, now)];
                intake::change_consents_in(tx, &mut rng, node, now, root, decisions)?;
            }
        }
        Ok::<_, db::Error>(Heard::New(new))
    });
    noted.wait()
}

/// One letter's reader did what the program itself saw.
pub fn hear_one(app: &App, message: MessageId, outcome: Outcome) -> Result<Heard> {
    hear(app, vec![Told { message, outcome, at: Some(app.clock.now()) }], None)
}

/// Whoever complains of advertising, or leaves where the vendor lets them, agrees to it no more; the letter is the proof.
fn leaving(letter: &Letter, outcome: &Outcome, now: base::Timestamp) -> Decision {
    let via = if *outcome == Outcome::Complained { VIA_COMPLAINT } else { VIA_LEFT };
    let proof = Some(format!("message:{}", letter.message));
    Decision { proof, ..Decision::about(Purpose::MarketingEmail, State::Withdrawn, Basis::Consent, now, via) }
}
