//! The form by which a rule is edited. It works without a script: its own buttons (add, remove) send the form they stand in, and it is
//! drawn again with everything kept.
//!
//! Embedding it, in a handler that shows and one that takes the form (`Vec<(String, String)>` of all its fields):
//!
//! ```ignore
//! let draft = Draft::of(&segment.rule);                    // or Draft::default() for a new one
//! let draft = Draft::posted(&fields);                      // what came back, with the button that was pressed already done
//! let choices = Choices { segments: &[(id, name)] };       // other segments that may be named
//! forms::post(ctx, action, html! {
//!     (draft.view(ctx, choices, &Errors::default()))       // first in the form: Enter then presses none of the rule's buttons
//!     (forms::submit_row(…))
//! });
//! if draft.is_changing() { /* a button of the rule's own: draw the page again, save nothing */ }
//! match draft.read() {
//!     Ok(rule) => …,                                       // keeps the limits of a rule
//!     Err(errors) => …,                                    // errors.summary(ctx), and draft.view(ctx, choices, &errors)
//! }
//! ```
//!
//! Every rule that is drawn and sent back unchanged is the same rule. All names of its fields begin with `r`, then a place in the
//! tree (`r.0.1-event`), but for the buttons' `rule_do`. One rule a form.

mod draft;
mod fields;
mod notation;
mod read;
#[cfg(test)]
mod tests;
mod view;

pub use draft::Draft;
pub use read::{Errors, said};
pub use view::Choices;
