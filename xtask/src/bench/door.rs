//! How many events a second the door accepts.

use super::batch::{Kind, Numbers, Request, Walk};
use super::shop::Shop;
use super::{Figure, Setting, clock, drive, floor};
use crate::process::Outcome;

/// Customers known before the load begins. Known by their user id alone: 8% of the load are orders, and no store sends
/// thousands of thank-yous a second; `answer` measures those.
pub const POPULATION: u64 = 50_000;

pub fn run(setting: &Setting) -> Outcome<Vec<Figure>> {
    let shop = Shop::open(setting, None)?;
    shop.introduce(POPULATION, Kind::Track)?;
    let before = shop.committed()?;
    let mut tally = drive::drive(&shop.mixed(POPULATION, setting.span(), None))?;
    let (commit, lag) = (shop.committed()?.events_a_commit_since(before)?, shop.lag()?);
    let (p50, p99) = (tally.percentile(50.0), tally.percentile(99.0));
    drop(shop);
    let floor = floor::raw_inserts(&one_event(), commit)?;
    let notes = format!(
        "answers p50 {p50:.1} ms, p99 {p99:.1} ms; {} events in {:.1} s; {commit} events a commit; held back {} times; lag at the end {lag}",
        tally.accepted,
        tally.elapsed.as_secs_f64(),
        tally.held_back
    );
    Ok(vec![Figure { name: "door", value: tally.rate(), unit: "events/s", floor: Some(floor), notes }])
}

/// The commonest event's own bytes.
fn one_event() -> Vec<u8> {
    let mut request = Request::batch(([127, 0, 0, 1], 1).into(), "key", &[Kind::Track]);
    request.patch(&mut Numbers::new(0, 1, Walk::AtRandom), &clock::now());
    let body = request.body();
    let end = body.windows(3).rposition(|window| window == b"}],").map_or(body.len(), |at| at + 1);
    body[b"{\"batch\":[".len()..end].to_vec()
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_floor_writes_one_whole_event() {
        let event: serde_json::Value = serde_json::from_slice(&super::one_event()).unwrap();
        assert_eq!(event["event"], "Product Viewed");
    }
}
