//! The form in which customers say how often they want messages, about what, and when not. The privacy centre shows it, and
//! so does the link at the foot of a message.

use crate::app::App;
use crate::asking::Asking;
use crate::preferences::{Change, Pause};
use base::id::CustomerId;
use capabilities::messaging::{self, Topics, Tracking};
use foundation::consent::{self, CategorySet, Channel, Choices, Frequency, Preferences, Purpose, Recipient};
use foundation::customers;
use maud::{Markup, html};
use web::components::{self, Tone};
use web::forms::{self, Check, Field};
use web::{PageCtx, key};

/// A form as pairs: a box that is off sends nothing, so those that were shown are named.
pub(super) type Pairs = Vec<(String, String)>;

/// How things stand for a customer.
pub(super) struct Standing {
    pub(super) choices: Choices,
    pub(super) preferences: Preferences,
    pub(super) topics: Topics,
    /// Whether the store wants to know what becomes of its letters, and asks whether it may.
    pub(super) asks_to_track: bool,
}

/// Reads it, by any id of the customer's.
pub(super) fn standing(app: &App, customer: CustomerId) -> db::Result<Standing> {
    app.db.record.read(|tx| {
        let root = customers::root_of(tx, customer)?.unwrap_or(customer);
        let (choices, preferences) = (consent::load(tx, root)?, consent::load_preferences(tx, root)?);
        let asks_to_track = Tracking::load(tx)?.is_any() && Asking::load(tx)?.uses(Purpose::Analytics);
        Ok(Standing { choices, preferences, topics: Topics::load(tx)?, asks_to_track })
    })
}

impl Standing {
    /// Whether messages may come this way at all.
    pub(super) fn is_on(&self, channel: Channel, ctx: &PageCtx) -> bool {
        self.choices.unrestricted().allows(channel.purpose(), Recipient::Automation, CategorySet::EMPTY, ctx.now).is_some()
    }
}

impl Standing {
    /// Whether it may be known that they open letters.
    pub(super) fn is_tracked(&self, ctx: &PageCtx) -> bool {
        messaging::may_track(&self.choices.unrestricted(), ctx.now)
    }
}

/// That there is a pause, until when, and how to end it: a form of its own.
pub(super) fn pause(ctx: &PageCtx, standing: &Standing, resume: Markup) -> Markup {
    let Some(until) = standing.preferences.pause_at(ctx.now) else { return html! {} };
    let text = html! {
        p { (ctx.t_with(key("preferences-paused-text"), &[("date", ctx.fmt.date(until).into())])) }
        (resume)
    };
    components::callout(Tone::Neutral, &ctx.t(key("preferences-paused")), &text)
}

/// The button that ends it.
pub(super) fn resume(ctx: &PageCtx) -> Markup {
    html! { button.button type="submit" name="resume" value="yes" { (ctx.t(key("preferences-resume"))) } }
}

/// How often, about what, and not for a while.
pub(super) fn fields(ctx: &PageCtx, standing: &Standing) -> Markup {
    let Standing { preferences, topics, .. } = standing;
    html! {
        (forms::group(&ctx.t(key("preferences-frequency")), None, html! {
            @for frequency in Frequency::ALL {
                @let label = ctx.t_code("preferences-frequency", frequency.word());
                (Check::radio("frequency", frequency.word(), label, preferences.frequency == frequency))
            }
        }))
        @if !topics.all.is_empty() {
            (forms::group(&ctx.t(key("preferences-topics")), Some(&ctx.t(key("preferences-topics-hint"))), html! {
                @for topic in &topics.all {
                    (forms::hidden("shown", &topic.key))
                    (Check::new("topic", topic.name(ctx.locale()), !preferences.topics_off.contains(&topic.key)).value(&topic.key))
                }
            }))
        }
        (pause_field(ctx, preferences))
    }
}

fn pause_field(ctx: &PageCtx, preferences: &Preferences) -> Markup {
    let now = match preferences.pause_at(ctx.now) {
        Some(until) => ctx.t_with(key("preferences-pause-until"), &[("date", ctx.fmt.date(until).into())]),
        None => ctx.t(key("preferences-pause-none")).into_owned(),
    };
    let days =
        Preferences::PAUSES.map(|days| (days.to_string(), ctx.t_with(key("preferences-pause-days"), &[("days", days.into())])));
    let options = std::iter::once((String::new(), now)).chain(days);
    let field = Field::select("pause", ctx.t(key("preferences-pause")), options);
    html! { (field.hint(ctx.t(key("preferences-pause-hint")))) }
}

/// What a form of these fields asks for. What it does not say, or says in no word of ours, stays as it is.
pub(super) fn read(pairs: &Pairs, topics: &Topics) -> Change {
    let values = |name: &'static str| pairs.iter().filter(move |(key, _)| key == name).map(|(_, value)| value.as_str());
    let wanted: Vec<&str> = values("topic").collect();
    let shown = values("shown").filter(|key| topics.find(key).is_some());
    let pause =
        if values("resume").next().is_some() { Some(Pause::Over) } else { values("pause").next().and_then(Pause::from_word) };
    Change {
        frequency: values("frequency").next().and_then(Frequency::from_word),
        pause,
        topics: shown.map(|key| (key.to_owned(), wanted.contains(&key))).collect(),
        only_narrows: false,
    }
}
