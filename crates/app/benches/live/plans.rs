//! Fifty segments and twenty journeys: rules of every kind, letters at once and after waits.

use crate::Outcome;
use app::App;
use automation::journeys::{self, Entry, Journey, JourneyState, Plan, Ready, SegmentKey};
use automation::live;
use automation::segments::{self, Segment};
use base::id::{JourneyId, SegmentId};
use db::Error;
use foundation::consent::Purpose;
use foundation::rules::Condition;
use serde_json::{Value, json};

/// The letters that a checkout brings at once, each where it is delivered to another country, so that one checkout brings one.
pub const AT_ONCE: [(&str, &str); 5] =
    [("JO", "abandoned_cart"), ("SA", "abandoned_cart"), ("AE", "abandoned_cart"), ("IR", "win_back"), ("OM", "win_back")];
/// Each of the ten shapes of a rule so many times, with other numbers.
const VARIANTS: u32 = 5;
const SEGMENTS: usize = 50;
const JOURNEYS: usize = 20;

/// Writes all of them into the record.
pub fn lay(app: &App) -> Outcome {
    let (now, mut rng) = (app.clock.now(), app.fork_rng());
    let rules = rules()?;
    let ids: Vec<SegmentId> = rules.iter().map(|_| SegmentId::new(now, &mut rng)).collect();
    let plans = plans(&ids)?;
    if (rules.len(), plans.len()) != (SEGMENTS, JOURNEYS) {
        return Err(format!("{} segments and {} journeys are not what is promised", rules.len(), plans.len()).into());
    }
    let laid = app.recorder.submit(move |tx| {
        for (number, (id, rule)) in ids.into_iter().zip(rules).enumerate() {
            let (name, purpose) = (format!("Segment {number:02}"), Purpose::Personalise);
            let new = Segment { id, name, purpose, rule, made_at: now, changed_at: now };
            segments::insert(tx, &new)?.map_err(|flaw| Error::Other(flaw.to_string()))?;
        }
        for (number, plan) in plans.into_iter().enumerate() {
            insert(tx, JourneyId::new(now, &mut rng), &format!("Journey {number:02}"), &plan, now)?;
        }
        live::changed(tx, now)
    });
    Ok(laid.wait()?)
}

/// A journey that lets people in from now on. Inside the recorder.
pub fn insert(tx: &mut db::Tx<'_>, id: JourneyId, name: &str, plan: &Plan, now: base::Timestamp) -> db::Result<()> {
    let (name, state) = (name.to_owned(), JourneyState::Draft);
    journeys::insert(tx, &Journey { id, name, state, version: 0, made_at: now, changed_at: now }, &plan.to_json())?;
    journeys::publish(tx, id, &plan.to_json(), now).map(drop)
}

/// A plan as JSON has it.
pub fn plan(entry: &Value, more: &Value, steps: &Value) -> Outcome<Plan> {
    let mut plan = json!({"entry": entry, "purpose": "personalise", "steps": steps});
    for (name, value) in more.as_object().into_iter().flatten() {
        plan[name] = value.clone();
    }
    Ok(Plan::parse(&plan.to_string(), |_| true)?)
}

fn rules() -> Outcome<Vec<Condition>> {
    let mut all = Vec::new();
    for n in 1..=VARIANTS {
        let (days, weeks) = (n * 10, n * 7);
        let did = |event: &str, least: u32, days: u32| json!({"did": {"event": event, "count": {"at_least": least}, "when": {"last_days": days}}});
        let shapes = [
            did("Product Viewed", n * 2, days),
            json!({"all": [did("Product Added", n, days), {"not": did("Order Completed", 1, weeks)}]}),
            json!({"followed": {"first": {"event": "Product Added"}, "then": {"event": "Order Completed"}, "within_hours": n * 12,
                "happened": false, "when": {"last_days": days}}}),
            json!({"followed": {"first": {"event": "Product Viewed"}, "then": {"event": "Checkout Started"}, "within_hours": n * 6,
                "happened": true, "when": {"last_days": weeks}}}),
            json!({"spent": {"currency": "USD", "is": {"at_least": n * 40}, "when": {"last_days": days * 3}}}),
            json!({"measured": {"event": "Product Viewed", "property": "price", "take": "max", "is": {"at_least": n * 30},
                "when": {"last_days": days}}}),
            json!({"did": {"event": "Product Viewed", "where": [{"property": "category", "test": {"is": "Home"}}],
                "count": {"at_least": n}, "when": {"last_days": weeks}}}),
            json!({"did": {"event": "Cart Viewed", "when": {"last_hours": n * 6}}}),
            json!({"any": [{"stage": ["new", "active"]}, did("Checkout Started", n, days)]}),
            json!({"all": [{"agreed": {"purpose": "marketing_email"}}, {"trait": {"name": "visits", "test": {"at_least": n * 20}}}]}),
        ];
        for shape in shapes {
            all.push(Condition::parse(&shape.to_string())?);
        }
    }
    Ok(all)
}

fn plans(segments: &[SegmentId]) -> Outcome<Vec<Plan>> {
    let on = |event: &str| json!({"event": {"event": event}});
    let send = |letter: &str| json!({"send": {"letter": letter}});
    let mut all = Vec::new();
    for (country, letter) in AT_ONCE {
        let entry = json!({"event": {"event": "Checkout Started", "where": [{"property": "country", "test": {"is": country}}]}});
        all.push(plan(&entry, &json!({"reentry": "always"}), &json!([send(letter)]))?);
    }
    all.extend(Ready::ALL.map(Ready::plan));
    let wait_for = |minutes: u32, then: Value, otherwise: Value| json!({"wait_for": {"event": {"event": "Order Completed"}, "minutes": minutes, "then": then, "otherwise": otherwise}});
    let in_the_morning = json!({"wait_until": {"time": "09:00", "weekdays": [1, 4]}});
    let rarely = json!({"reentry": {"after_days": 7}});
    all.push(plan(
        &on("Cart Viewed"),
        &rarely,
        &json!([wait_for(120, json!([]), json!([in_the_morning, send("abandoned_cart")]))]),
    )?);
    let is_loyal =
        json!({"branch": {"if": {"stage": ["loyal"]}, "then": [send("review_request")], "otherwise": [{"leave": {}}]}});
    all.push(plan(
        &on("Order Completed"),
        &json!({"exits": [{"event": "Order Refunded"}]}),
        &json!([{"wait": {"minutes": 2880}}, is_loyal]),
    )?);
    let home = json!({"event": {"event": "Product Viewed", "where": [{"property": "category", "test": {"is": "Home"}}]}});
    let goal =
        json!({"reentry": {"after_days": 7}, "goal": {"event": {"event": "Order Completed"}, "within_days": 7, "leaves": true}});
    all.push(plan(&home, &goal, &json!([{"wait": {"minutes": 1440}}, send("browse_abandonment")]))?);
    let dear = json!({"event": {"event": "Product Added", "where": [{"property": "price", "test": {"at_least": 100}}]}});
    let halves = json!({"split": {"parts": [
        {"percent": 50, "steps": [{"wait": {"minutes": 60}}]}, {"percent": 50, "steps": [{"wait": {"minutes": 240}}]}]}});
    all.push(plan(&dear, &rarely, &json!([halves, send("abandoned_cart")]))?);
    all.push(plan(&on("Order Completed"), &rarely, &json!([in_the_morning, {"set_trait": {"name": "buys", "value": true}}]))?);
    all.push(plan(&on("Coupon Applied"), &json!({"filter": {"stage": ["loyal"]}}), &json!([send("win_back")]))?);
    // The rest begin with coming into one of the first segments.
    for segment in segments.iter().step_by(10).take(JOURNEYS.saturating_sub(all.len())) {
        let steps = json!([{"wait": {"minutes": 600}}, {"branch": {"if": {"did": {"event": "Order Completed", "when": {"last_days": 1}}},
            "then": [], "otherwise": [send("win_back")]}}]);
        let plan = plan(&on("Cart Viewed"), &rarely, &steps)?;
        all.push(Plan { entry: Entry::Segment(SegmentKey(*segment)), ..plan });
    }
    Ok(all)
}
