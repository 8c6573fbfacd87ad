//! The ways to a customer's own pages from elsewhere: a link for one visit, and the certificate of an erasure.

use crate::app::App;
use base::Timestamp;
use base::id::{CustomerId, ErasureId};
use foundation::customers;
use foundation::privacy::{self, Way};

/// A link for the store's own page to send its signed-in customer to, and when it runs out; `None` where there is no such
/// customer. Blocks.
pub fn hand_over(app: &App, customer: CustomerId) -> db::Result<Option<(String, Timestamp)>> {
    let (now, mut rng, keys) = (app.clock.now(), app.fork_rng(), app.keys.clone());
    let base = app.config.base_url.trim_end_matches('/').to_owned();
    let made = app.recorder.submit(move |tx| {
        let Some(root) = customers::root_of(tx, customer)? else { return Ok(None) };
        if customers::customer_row(tx, root)?.is_none_or(|row| row.erased_at.is_some()) {
            return Ok(None);
        }
        let link = privacy::ask_for_link(tx, &mut rng, root, Way::HandOver, now)?;
        let url = format!("{base}/privacy/open/{}", privacy::link_token(&keys, link));
        Ok::<_, db::Error>(Some((url, now.plus(Way::HandOver.lasts()))))
    });
    made.wait()
}

/// Where the certificate of an erasure is shown.
pub fn certificate_url(app: &App, id: ErasureId) -> String {
    format!("{}{}", app.config.base_url.trim_end_matches('/'), privacy::certificate_path(&app.keys, id))
}
