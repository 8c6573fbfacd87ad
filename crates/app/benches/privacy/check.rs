//! How long one check takes, over customers with many choices, more than the processor's nearest cache holds.

use crate::SEED;
use base::id::CustomerId;
use base::{Rng, Timestamp};
use foundation::consent::{
    Basis, Category, CategorySet, Choices, Frequency, Letter, Preferences, Purpose, Recipient, State, permit,
};
use std::hint::black_box;
use std::time::Instant;

const CUSTOMERS: usize = 4096;
const CHECKS: usize = 20_000_000;
const NOW: Timestamp = Timestamp::from_micros(1_000_000);

pub fn run() {
    let mut rng = Rng::from_seed(SEED);
    let customers: Vec<Choices> = (0..CUSTOMERS).map(|_| customer(&mut rng)).collect();
    let questions: Vec<(usize, Purpose, Recipient, CategorySet)> = (0..CUSTOMERS * 4).map(|_| question(&mut rng)).collect();
    let who = CustomerId::new(NOW, &mut rng);
    let topics_off = ["sales", "news"].map(str::to_owned).into();
    let preferences = Preferences { frequency: Frequency::Weekly, paused_until: None, topics_off };
    let mut allowed = 0usize;
    let started = Instant::now();
    for at in 0..CHECKS {
        let (customer, purpose, recipient, categories) = questions[at % questions.len()];
        let found = customers[customer].allows(black_box(purpose), black_box(recipient), black_box(categories), NOW);
        allowed += usize::from(found.is_some());
    }
    let check = started.elapsed().as_secs_f64() * 1e9 / CHECKS as f64;
    let started = Instant::now();
    for at in 0..CHECKS {
        let (customer, purpose, _, categories) = questions[at % questions.len()];
        let letter = Letter { purpose: black_box(purpose), categories: black_box(categories), topic: Some("offers") };
        let given = permit(&customers[customer], black_box(&preferences), who, letter, NOW);
        allowed += usize::from(given.is_ok());
    }
    let permits = started.elapsed().as_secs_f64() * 1e9 / CHECKS as f64;
    let choices = customers.iter().map(|choices| choices.iter().count()).sum::<usize>() as f64 / CUSTOMERS as f64;
    println!("check_ns={check}");
    println!("permit_ns={permits}");
    println!("choices={choices}");
    println!("allowed={}", allowed as f64 / (2 * CHECKS) as f64);
}

/// Somebody who decided about everything, part of it more than once.
fn customer(rng: &mut Rng) -> Choices {
    let mut choices = Choices::default();
    for purpose in Purpose::ALL {
        for recipient in purpose.recipients() {
            let state = if rng.below(3) == 0 { State::Refused } else { State::Given };
            let until = (rng.below(2) == 0).then(|| Timestamp::from_micros(rng.below(2_000_000) as i64));
            choices.decide(*purpose, *recipient, purpose.categories(), state, Basis::Consent, until);
            let one = CategorySet::of(&[Category::ALL[rng.below(Category::ALL.len() as u64) as usize]]);
            choices.decide(*purpose, *recipient, one, State::Given, Basis::Contract, None);
        }
    }
    choices
}

fn question(rng: &mut Rng) -> (usize, Purpose, Recipient, CategorySet) {
    let purpose = Purpose::ALL[rng.below(Purpose::ALL.len() as u64) as usize];
    let recipients = purpose.recipients();
    let recipient = recipients[rng.below(recipients.len() as u64) as usize];
    let one = CategorySet::of(&[Category::ALL[rng.below(Category::ALL.len() as u64) as usize]]);
    (rng.below(CUSTOMERS as u64) as usize, purpose, recipient, one)
}
