//! `amana bounce`: what a mail server sends back, from stdin, as Postfix and others hand it to a program.

use super::{CommandError, Outcome, Place, config, open, say};
use app::feedback::{Heard, hear};
use capabilities::feedback::{REPORT_BYTES_MAX, read_report};
use std::io::Read as _;

/// Reads one letter and writes down what it tells. What tells nothing is said and no failure: the mail server has done its part.
/// What could not be written now is asked for again, by the exit code that mail servers know.
pub(super) fn bounce(place: &Place) -> Outcome {
    let mut bytes = Vec::new();
    let mut stdin = std::io::stdin().lock();
    stdin.by_ref().take(REPORT_BYTES_MAX as u64).read_to_end(&mut bytes)?;
    // The rest is taken too, so that whoever writes it is not cut off.
    std::io::copy(&mut stdin, &mut std::io::sink())?;
    let later = |error: &dyn std::fmt::Display| CommandError::Later(format!("{error}; hand it over again"));
    let config = config(place).map_err(|error| later(&error))?;
    let app = open(config).map_err(|error| later(&error))?;
    let heard = match read_report(&app.keys, &bytes) {
        Ok(told) => hear(&app, vec![told], None).map_err(|error| later(&error)),
        Err(none) => {
            say(&format!("Nothing was written down: {none}."));
            Ok(Heard::New(0))
        }
    };
    app.stop();
    match heard? {
        Heard::New(_) | Heard::Used => Ok(()),
        Heard::TooEarly => Err(later(&"the letter is still being handed over")),
    }
}
