//! The demo's segments and its one journey: a cart left alone brings a letter after a minute, so that one can wait for it.

use super::Outcome;
use app::App;
use automation::journeys::{self, Journey, JourneyState, Plan, Ready, Step};
use automation::live;
use automation::segments::{self, Segment};
use base::id::{JourneyId, SegmentId};
use db::Error;
use foundation::consent::Purpose;
use foundation::rules::Condition;

/// Long enough to change one's mind in the privacy centre, short enough to wait for.
const WAIT_MINUTES: u32 = 1;

const SEGMENTS: [(&str, &str); 3] = [
    ("Loyal customers", r#"{"stage": ["loyal"]}"#),
    ("At risk", r#"{"stage": ["at_risk"]}"#),
    (
        "Looking, not buying",
        r#"{"all": [{"did": {"event": "Product Viewed", "count": {"at_least": 2}, "when": {"last_days": 30}}},
            {"not": {"did": {"event": "Order Completed", "when": {"last_days": 30}}}}]}"#,
    ),
];

pub(super) fn lay(app: &App) -> Outcome {
    let (now, mut rng) = (app.clock.now(), app.fork_rng());
    let plan = Plan { holdout_percent: 0, steps: steps(), ..Ready::AbandonedCart.plan() };
    let laid = app.recorder.submit(move |tx| {
        for (name, rule) in SEGMENTS {
            let rule = Condition::parse(rule).map_err(|error| Error::Other(error.to_string()))?;
            let id = SegmentId::new(now, &mut rng);
            let new = Segment { id, name: name.to_owned(), purpose: Purpose::Personalise, rule, made_at: now, changed_at: now };
            segments::insert(tx, &new)?.map_err(|flaw| Error::Other(flaw.to_string()))?;
        }
        let id = JourneyId::new(now, &mut rng);
        let (name, state) = ("Abandoned cart".to_owned(), JourneyState::Draft);
        journeys::insert(tx, &Journey { id, name, state, version: 0, made_at: now, changed_at: now }, &plan.to_json())?;
        journeys::publish(tx, id, &plan.to_json(), now)?;
        live::changed(tx, now)
    });
    Ok(laid.wait()?)
}

fn steps() -> Vec<Step> {
    vec![Step::Wait { minutes: WAIT_MINUTES }, Step::Send { letter: Ready::AbandonedCart.word().to_owned() }]
}
