//! Whether the door is as fast with tens of millions of events behind it as on an empty store.

use super::kept::Kept;
use super::{SERVED_EVENTS, embedded, median, millions};
use crate::bench::batch::Kind;
use crate::bench::door::POPULATION;
use crate::bench::shop::Shop;
use crate::bench::{Figure, Setting, drive};
use crate::process::Outcome;

/// The two take turns, so that what else the machine does is shared.
const ROUNDS: usize = 2;

pub fn run(setting: &Setting) -> Outcome<Vec<Figure>> {
    embedded(setting)?;
    let kept = Kept::read(setting, setting.events.unwrap_or(SERVED_EVENTS))?;
    let (mut with, mut without, mut sealed) = (Vec::new(), Vec::new(), 0);
    for _ in 0..ROUNDS {
        without.push(rate(setting, &Shop::open(setting, None)?)?);
        let shop = Shop::over(setting, kept.copy()?, None)?;
        with.push(rate(setting, &shop)?);
        sealed += shop.server.printed().matches("events were sealed into files").count();
    }
    let notes =
        format!("{}; {with:.0?} beside {without:.0?} on an empty store; sealed {sealed} times meanwhile", millions(kept.events));
    let (value, floor) = (median(with), median(without));
    Ok(vec![Figure { name: "history-sustained", value, unit: "events/s", floor: Some(floor), notes }])
}

/// The load of `door`.
fn rate(setting: &Setting, shop: &Shop) -> Outcome<f64> {
    shop.introduce(POPULATION, Kind::Track)?;
    Ok(drive::drive(&shop.mixed(POPULATION, setting.span(), None))?.rate())
}
