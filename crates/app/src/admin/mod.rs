//! The pages that the store's own people work in.
//!
//! Every page behind the login takes [`need::Allowed`] (or [`need::AllowedForm`] where it changes something) with what it
//! needs of the reader's role: without that argument there is no page. A handler gives `Result<_, Failure>`; what failed is drawn by one middleware, in the
//! reader's language.

use crate::app::App;
use crate::error::problem_of;
use crate::{places, words};
use axum::Router;
use axum::http::{StatusCode, Uri};
use axum::middleware::from_fn_with_state;
use axum::response::{IntoResponse as _, Response};
use foundation::consent::{Category, CategorySet};
use foundation::customers::Facts;
use foundation::journal::{ACCESS_ASKED, ACCESS_FORCED, CONSENT_ENDING, CONSENT_UPDATED, LINK_ASKED, MERGED};

pub mod aside;
mod campaigns;
pub mod customer;
pub mod customers;
mod failure;
mod form;
mod guard;
mod home;
mod invitation;
mod journeys;
pub mod live;
mod login;
pub mod messages;
pub mod need;
mod own_password;
mod password;
mod privacy;
mod products;
pub mod rules;
mod segments;
pub mod session;
mod settings;
mod setup;
mod story;
mod tasks;
mod templates;
#[cfg(test)]
mod tests;
mod visitor;

pub use failure::{Failure, blocking};
pub use form::{VisitorForm, is_from_here};
pub use guard::SignInGuard;
pub use need::{Allowed, AllowedForm};
pub use session::Signed;
pub use setup::setup_link;
pub use visitor::Visitor;

/// Every page of the admin, set-up and login.
pub fn router() -> Router<App> {
    Router::new()
        .merge(setup::router())
        .merge(login::router())
        .merge(invitation::router())
        .merge(own_password::router())
        .merge(home::router())
        .merge(settings::router())
        .merge(customers::router())
        .merge(customer::router())
        .merge(segments::router())
        .merge(journeys::router())
        .merge(campaigns::router())
        .merge(templates::router())
        .merge(products::router())
        .merge(tasks::router())
        .merge(messages::router())
        .merge(live::router())
        .merge(aside::router())
        .merge(privacy::router())
}

/// Pages for people, these and others: what fails behind one is drawn, and so is an address that is none.
pub fn drawn(app: &App, pages: Router<App>) -> Router<App> {
    pages.fallback(nowhere).layer(from_fn_with_state(app.clone(), failure::draw))
}

/// An address that is none: a problem document for programs, a page for people.
async fn nowhere(uri: Uri) -> Response {
    let is_for_programs = ["/api/", "/v1/"].iter().any(|start| uri.path().starts_with(start));
    if is_for_programs { problem_of(StatusCode::NOT_FOUND).into_response() } else { Failure::NOT_FOUND.into_response() }
}

/// What the dates and numbers beside a customer's name tell of: what they bought and what they looked at. That somebody has a
/// profile, or decided something, stands on the page anyway.
fn story_kinds(facts: &Facts) -> CategorySet {
    let own = [MERGED, CONSENT_UPDATED, CONSENT_ENDING, ACCESS_ASKED, ACCESS_FORCED, LINK_ASKED, "identify", "group", "alias"];
    let told = facts.counts.iter().filter(|(name, _)| !own.contains(&name.as_str()));
    let kinds: Vec<Category> = told.map(|(name, _)| Category::of_track(name)).collect();
    let orders = if facts.orders > 0 { CategorySet::of(&[Category::Orders]) } else { CategorySet::EMPTY };
    CategorySet::of(&kinds).with(orders)
}
