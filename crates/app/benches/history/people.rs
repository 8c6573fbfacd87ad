//! Who the history is about: every one of them has a row and a name in the record, as the door would have made them.

use crate::{Outcome, SEED};
use app::App;
use base::id::CustomerId;
use base::{Rng, Timestamp};
use foundation::customers::{Authority, Claim, Claims, Directory};
use foundation::vault::Keys;
use std::time::Duration;

/// One in so many is known by a user id, `customer-00000000` onward; the others by a browser.
const KNOWN_EACH: usize = 5;
/// Customers in one transaction.
const BATCH: usize = 20_000;
/// Everyone was first seen in the year before the history begins.
const ARRIVING: Duration = Duration::from_hours(365 * 24);

/// The ids of so many customers, ascending. The first events come after `begins`.
pub fn ids(count: usize, begins: Timestamp) -> Vec<CustomerId> {
    let mut rng = Rng::from_seed(SEED);
    (0..count).map(|number| CustomerId::new(seen_at(number, count, begins), &mut rng)).collect()
}

/// Writes their rows and names.
pub fn introduce(app: &App, count: usize, begins: Timestamp) -> Outcome<Vec<CustomerId>> {
    let mut rng = Rng::from_seed(SEED);
    let mut directory = Directory::default();
    let mut made = Vec::with_capacity(count);
    for first in (0..count).step_by(BATCH) {
        let numbers = first..(first + BATCH).min(count);
        let claims: Vec<Claims> = numbers.clone().map(|number| claims_of(&app.keys, number)).collect();
        app.db.record.write(|tx| {
            let named = claims.iter().flat_map(|claims| [&claims.user_id, &claims.anonymous_id]).flatten();
            directory.look_ahead(tx, named)?;
            for (number, claims) in numbers.clone().zip(&claims) {
                let plan = directory.plan(tx, claims, Authority::Verified)?;
                made.push(directory.resolve(tx, plan, seen_at(number, count, begins), &mut rng)?.customer);
            }
            Ok::<_, db::Error>(())
        })?;
    }
    Ok(made)
}

fn claims_of(keys: &Keys, number: usize) -> Claims {
    if number.is_multiple_of(KNOWN_EACH) {
        let id = format!("customer-{:08}", number / KNOWN_EACH);
        Claims { user_id: Some(Claim::user_id(keys, &id)), ..Claims::default() }
    } else {
        let id = format!("browser-{number:08}");
        Claims { anonymous_id: Some(Claim::anonymous_id(keys, &id)), ..Claims::default() }
    }
}

fn seen_at(number: usize, count: usize, begins: Timestamp) -> Timestamp {
    let apart = ARRIVING.as_micros() as usize / count.max(1);
    begins.minus(ARRIVING).plus(Duration::from_micros((number * apart) as u64))
}
