//! What held on any day of the past is what was held then, whatever was decided, and whoever turned out to be one person.

use crate::support::{Node, Shop, identify, page, with_banner};
use base::id::CustomerId;
use base::{Clock as _, Rng, Timestamp};
use foundation::consent::{self, Basis, Category, CategorySet, Choice, Choices, Decision, Purpose, Recipient, State};
use foundation::staff::Scope;
use serde_json::json;
use std::collections::BTreeMap;
use std::time::Duration;

const PEOPLE: u64 = 4;
const STEPS: u64 = 60;

fn held(choices: &Choices) -> Vec<Choice> {
    choices.iter().copied().collect()
}

fn as_of(node: &Node, customer: CustomerId, at: Timestamp) -> Vec<Choice> {
    held(&node.app.db.record.read(|tx| consent::as_of(tx, customer, at)).expect("the past"))
}

/// A decision about some data, for some recipients, with or without an end.
fn any_decision(rng: &mut Rng, now: Timestamp) -> Decision {
    let purpose = Purpose::ALL[rng.below(Purpose::ALL.len() as u64) as usize];
    let state = State::ALL[rng.below(State::ALL.len() as u64) as usize];
    let basis = if rng.below(4) == 0 { Basis::Contract } else { Basis::Consent };
    let until = (rng.below(2) == 0).then(|| now.plus(Duration::from_hours(1 + rng.below(100))));
    let recipients = Recipient::ALL.iter().copied().filter(|_| rng.below(3) == 0).collect();
    let categories = Category::ALL
        .iter()
        .filter(|_| rng.below(2) == 0)
        .fold(CategorySet::EMPTY, |set, category| set.with(CategorySet::of(&[*category])));
    Decision { categories, recipients, valid_until: until, ..Decision::about(purpose, state, basis, now, "api") }
}

#[test]
fn the_history_alone_tells_what_held_on_any_day() {
    for seed in 0..6 {
        let shop = Shop::open();
        let node = shop.node();
        let (server, site) = (node.key(Scope::Server), node.key(Scope::Site));
        let mut rng = Rng::from_seed(seed);
        let mut then: BTreeMap<(Timestamp, CustomerId), Vec<Choice>> = BTreeMap::new();
        for _ in 0..STEPS {
            let (one, other) = (format!("u{}", rng.below(PEOPLE)), format!("v{}", rng.below(PEOPLE)));
            match rng.below(8) {
                // Several at one instant: their order is the order in which they came.
                0..=3 => {
                    let found = if rng.below(2) == 0 { node.user(&one) } else { node.visitor(&other) };
                    for _ in 0..=rng.below(3) {
                        if let Some(customer) = found {
                            node.decide(customer, any_decision(&mut rng, shop.clock.now()));
                        }
                    }
                }
                4 | 5 => {
                    let banner = json!({"analytics": rng.below(2) == 0, "functional": rng.below(2) == 0, "newsletter": true});
                    node.send(&site, &[with_banner(page(&other), &banner)]);
                }
                // By a server, or by a page; where both are known, two profiles become one.
                6 => {
                    node.send(&server, &[identify(&one, &other, &json!({}))]);
                }
                _ => {
                    node.send(&site, &[with_banner(identify(&one, &other, &json!({})), &json!({"functional": true}))]);
                }
            }
            let people = (0..PEOPLE).flat_map(|at| [node.user(&format!("u{at}")), node.visitor(&format!("v{at}"))]);
            for customer in people.flatten().map(|customer| node.root(customer)) {
                then.insert((shop.clock.now(), customer), held(&node.choices(customer)));
            }
            if rng.below(3) > 0 {
                shop.wait(Duration::from_mins(1 + rng.below(600)));
            }
        }
        assert!(then.len() > 30, "a story with something in it");
        for ((at, customer), choices) in &then {
            assert_eq!(&as_of(&node, *customer, *at), choices, "seed {seed}, at {}", at.to_rfc3339());
        }
        node.catch_up();
        node.assert_whole();
    }
}
