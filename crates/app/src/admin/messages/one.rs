//! One message: what it answers, what became of it, and how the customer sees it.

use super::{PATH, state_badge, state_word, why};
use crate::admin::need::Work;
use crate::admin::{Allowed, Failure, Signed, blocking, words};
use crate::app::App;
use axum::Router;
use axum::extract::Path;
use axum::response::{IntoResponse as _, Response};
use axum::routing::get;
use base::Timestamp;
use base::id::{CustomerId, MessageId};
use capabilities::feedback::{self, MessageResult};
use capabilities::messaging::{self, Contradiction, KeptBody, Message, MessageState, NewMessage, Stated};
use foundation::consent::{self, Category, CategorySet, Choices};
use foundation::customers;
use foundation::history::Place;
use foundation::journal::Event;
use foundation::vault::{Access, Beside, Disclosed, Shown};
use maud::{Markup, html};
use web::components;
use web::http::Preview;
use web::layout::{Heading, page};
use web::{Html, Nav, PageCtx, key};

pub(super) fn router() -> Router<App> {
    Router::new().route("/admin/messages/{message}", get(show)).route("/admin/messages/{message}/preview", get(preview))
}

struct Panel {
    message: Message,
    root: CustomerId,
    choices: Choices,
    people: Disclosed,
    letters: words::LetterNames,
    event: Option<Event>,
    /// Whether more may be said of it than what kind of event it is.
    tells_cause: bool,
    /// What came back of it, as far as the reader may know.
    result: Option<MessageResult>,
    /// What it claims that the catalogue contradicts, as far as the reader may know what it is about.
    contradiction: Option<Contradiction>,
    body: Body,
}

/// A message's text, as far as it may be seen.
enum Body {
    /// It was never written.
    None,
    Kept(KeptBody),
    /// It was sent, and its text is gone with the customer's data.
    Gone,
    /// The customer does not share this kind of data, which stands in it, with the reader's teams.
    Masked(Category),
}

async fn show(Allowed(signed, Work): Allowed<Work>, Path(message): Path<String>) -> Result<Html, Failure> {
    let signed = signed.at(Nav::Messages);
    let id: MessageId = message.parse().map_err(|_| Failure::NOT_FOUND)?;
    let access = signed.access("message");
    let panel = blocking(&signed.app, move |app| load(app, &access, id)).await?.ok_or(Failure::NOT_FOUND)?;
    Ok(draw(&signed, &panel))
}

/// The message's HTML alone, for the frame on its page. Looking at it is written down like the page itself.
async fn preview(Allowed(signed, Work): Allowed<Work>, Path(message): Path<String>) -> Result<Response, Failure> {
    let id: MessageId = message.parse().map_err(|_| Failure::NOT_FOUND)?;
    let access = signed.access("message");
    let body = blocking(&signed.app, move |app| {
        let Some(found) = find(app, id)? else { return Ok::<_, db::Error>(None) };
        open(app, &access, &found, CategorySet::EMPTY).map(|(_, body)| Some(body))
    });
    match body.await? {
        Some(Body::Kept(body)) => Ok(Preview(body.html).into_response()),
        Some(Body::Masked(_)) => Err(Failure::FORBIDDEN),
        _ => Err(Failure::NOT_FOUND),
    }
}

type FoundMessage = (Message, CustomerId, Vec<CustomerId>, Choices);

fn find(app: &App, id: MessageId) -> Result<Option<FoundMessage>, db::Error> {
    let Some(message) = app.db.views.read(|tx| messaging::find(tx, id))? else { return Ok(None) };
    app.db.record.read(|tx| {
        let root = customers::root_of(tx, message.customer)?.unwrap_or(message.customer);
        let (ids, choices) = (customers::all_ids(tx, root)?, consent::load(tx, root)?);
        Ok(Some((message, root, ids, choices)))
    })
}

fn load(app: &App, access: &Access, id: MessageId) -> Result<Option<Panel>, db::Error> {
    let Some(found) = find(app, id)? else { return Ok(None) };
    let event = match found.0.position {
        NewMessage::NO_POSITION => None,
        position => app.history.event(found.0.customer, position).map_err(db::Error::from)?,
    };
    let (people, body) = open(app, access, &found, CategorySet::of(&[Category::Name, Category::Email]))?;
    let (message, root, ids, choices) = found;
    let letters = app.db.record.read(words::LetterNames::load)?;
    let result = app.db.views.read(|tx| feedback::of_message(tx, &ids, message.id))?;
    let visible = access.visible_beside(&choices, app.clock.now());
    let category = event.as_ref().and_then(|event| Category::of(event.kind, &event.name));
    let tells_cause = category.is_none_or(|category| visible.contains(category));
    let result = result.map(|result| if visible.contains(Category::Messages) { result } else { result.unwatched() });
    let contradiction = app.db.views.read(|tx| messaging::contradiction_of(tx, message.id))?.filter(|_| tells_cause);
    Ok(Some(Panel { message, root, choices, people, letters, event, tells_cause, result, contradiction, body }))
}

/// What is wanted of the vault, and the kept text where the customer shares with one of the reader's teams what stands in it.
/// The look is on disk before the text is opened.
fn open(app: &App, access: &Access, found: &FoundMessage, wanted: CategorySet) -> Result<(Disclosed, Body), db::Error> {
    let (message, root, ids, choices) = found;
    let now = app.clock.now();
    let has_text = matches!(message.state, MessageState::Sent | MessageState::Unknown);
    let closed = closed_in(access, message, choices, now);
    let text = CategorySet::of(if has_text { &[Category::Messages] } else { &[] });
    let (shown, refused) = if closed.is_none() { (text, CategorySet::EMPTY) } else { (CategorySet::EMPTY, text) };
    let beside = [Beside { customer: *root, shown, refused, through: None }];
    let all = std::slice::from_ref(ids);
    let people = app.access.disclose_beside(&mut app.fork_rng(), access, all, wanted, &beside, now)?.wait()?;
    let body = match closed {
        _ if !has_text => Body::None,
        Some(closed) => Body::Masked(closed),
        None => messaging::kept_body(&app.db, &app.keys, message.id, ids)?.map_or(Body::Gone, Body::Kept),
    };
    Ok((people, body))
}

/// What keeps a message's text from this reader: messages are open to whoever sees them or the address they go to, and
/// their text to whoever also sees what it tells of.
fn closed_in(access: &Access, message: &Message, choices: &Choices, now: Timestamp) -> Option<Category> {
    let (visible, beside) = (access.visible(choices, now), access.visible_beside(choices, now));
    if !visible.contains(Category::Messages) && !visible.contains(Category::Email) {
        return Some(Category::Messages);
    }
    let told = message.purpose().categories();
    let is_closed = |category: &Category| match category {
        Category::Name => !visible.contains(Category::Name),
        Category::Orders => !beside.contains(Category::Orders),
        _ => false,
    };
    told.iter().find(is_closed)
}

fn draw(signed: &Signed, panel: &Panel) -> Html {
    let ctx = &signed.ctx;
    let message = &panel.message;
    let name = words::called(ctx, panel.root, panel.people.person(panel.root));
    let story = html! {
        section.section {
            div.section-head { h2 { (ctx.t(key("message-preview"))) } }
            (body(ctx, panel))
        }
    };
    let beside = html! {
        (components::card(&ctx.t(key("message-about")), None, about(ctx, panel, &name)))
        (components::card(&ctx.t(key("message-what-happened")), None, history(signed, panel)))
    };
    let hint = ctx.t_code("state", &format!("{}_hint", state_word(signed, message)));
    let state = html! {
        (state_badge(signed, message)) " "
        @if message.reason.is_empty() { (hint) }
        @else { (why(ctx, message)) "." }
    };
    let heading = Heading::new(ctx.t_with(key("message-title"), &[("name", name.into())]))
        .state(state)
        .crumb(ctx.t(key("nav-messages")), PATH);
    page(ctx, &heading, components::two_columns(story, beside))
}

fn body(ctx: &PageCtx, panel: &Panel) -> Markup {
    let message = &panel.message;
    match &panel.body {
        Body::Kept(kept) => html! {
            p.message-subject { span.quiet { (ctx.t(key("message-subject"))) } " " strong { (components::name(&kept.subject)) } }
            (components::message_frame(&ctx.t(key("message-preview-frame")), &format!("{PATH}/{}/preview", message.id)))
            (components::disclosure(&ctx.t(key("message-preview-text")), html! {
                pre.raw.message-text lang=(message.locale.code()) dir=(message.locale.dir()) tabindex="0" { (kept.text) }
            }))
        },
        Body::Gone => html! { p.quiet { (ctx.t(key("message-preview-gone"))) } },
        Body::Masked(closed) => html! { p { (words::masked(ctx, &panel.choices, *closed, ctx.now)) } },
        Body::None => html! { p.quiet { (ctx.t(key("message-preview-none"))) } },
    }
}

fn about(ctx: &PageCtx, panel: &Panel, name: &str) -> Markup {
    let message = &panel.message;
    let t = |said: &str| ctx.t(said).into_owned();
    let event = panel.event.as_ref().map_or_else(
        || html! { (ctx.t(if message.position == NewMessage::NO_POSITION { key("message-cause-none") } else { key("value-unknown") })) },
        |event| {
            if panel.tells_cause {
                html! { (crate::admin::story::tell(ctx, event).title) }
            } else {
                words::event(ctx, event)
            }
        },
    );
    let cause = html! {
        @if let Some(at) = panel.event.as_ref().map(Place::above) { a href={ "/admin/customers/" (panel.root) "?before=" (at) } { (event) } }
        @else { (event) }
    };
    let email = panel.people.person(panel.root).map_or(Shown::Absent, |person| person.field("email"));
    components::facts(&[
        (t(key("messages-column-customer")), html! { a href={ "/admin/customers/" (panel.root) } { (components::name(name)) } }),
        (t(key("message-to")), words::field(ctx, email, &panel.choices, Category::Email, components::ltr)),
        (t(key("message-cause")), cause),
        (t(key("message-template")), html! { (words::letter(ctx, &panel.letters, message.letter)) }),
        (t(key("message-purpose")), html! { (words::purpose(ctx, message.purpose())) }),
        (t(key("message-language")), html! { (words::language(ctx, message.locale.code())) }),
        (t(key("message-id")), components::copyable(ctx, &message.id.to_string())),
    ])
}

fn history(signed: &Signed, panel: &Panel) -> Markup {
    let ctx = &signed.ctx;
    let message = &panel.message;
    let t = |said: &str| ctx.t(said).into_owned();
    let mut pairs = Vec::new();
    if let Some(event) = &panel.event {
        pairs.push((t(key("message-event-at")), components::time(ctx, event.received_at)));
    }
    pairs.push((t(key("message-queued-at")), components::time(ctx, message.created_at)));
    if let Some(postponed_at) = message.postponed_at {
        pairs.push((t(key("message-postponed-at")), components::time(ctx, postponed_at)));
    }
    let attempts = if message.attempts == 0 {
        html! { (ctx.t(key("message-attempt-none"))) }
    } else {
        html! { span.num { (ctx.fmt.count(u64::from(message.attempts))) } }
    };
    pairs.push((t(key("message-attempts")), attempts));
    let took = |event: &Event| {
        let span = ctx.fmt.duration(message.changed_at.micros_since(event.received_at));
        ctx.t_with(key("message-answered-in"), &[("span", span.into())])
    };
    match message.state {
        MessageState::Sent => {
            let after = panel.event.as_ref().map(took).unwrap_or_default();
            pairs.push((
                t(key("message-sent-at")),
                html! { (components::time(ctx, message.changed_at)) span.provenance { (after) } },
            ));
        }
        MessageState::Queued if message.attempts > 0 => {
            let next = ctx.t_with(key("message-attempt-next"), &[("when", ctx.fmt.relative(message.due_at, ctx.now).into())]);
            pairs.push((
                t(key("message-changed-at")),
                html! { (components::time(ctx, message.changed_at)) span.provenance { (next) } },
            ));
        }
        MessageState::Queued | MessageState::Sending => {}
        _ => pairs.push((t(key("message-changed-at")), components::time(ctx, message.changed_at))),
    }
    pairs.push((t(key("message-state")), state_badge(signed, message)));
    pairs.extend(panel.contradiction.iter().flat_map(|found| contradicted(ctx, found)));
    pairs.extend(panel.result.iter().flat_map(|result| came_back(ctx, result)));
    html! {
        (components::facts(&pairs))
        @if let Some(hint) = hint(ctx, &message.reason) { p.quiet.after-facts { (hint) } }
    }
}

/// What it says of a product, and what the catalogue says.
fn contradicted(ctx: &PageCtx, found: &Contradiction) -> Vec<(String, Markup)> {
    let link = serde_urlencoded::to_string([("q", &found.product)]).unwrap_or_default();
    let product = html! { a href={ "/admin/products?" (link) } { (components::code(&found.product)) } };
    let row = |label: &'static str, said: &Stated| (ctx.t(label).into_owned(), html! { span.num { (stated(ctx, said)) } });
    let mut rows = vec![(ctx.t(key("claim-product")).into_owned(), product)];
    rows.extend(found.said.as_ref().map(|said| row(key("claim-said"), said)));
    rows.extend(found.is.as_ref().map(|is| row(key("claim-is"), is)));
    rows
}

/// An amount, a number or an end, as its reader writes it.
fn stated(ctx: &PageCtx, said: &Stated) -> String {
    match said {
        Stated::Amount(plain, _) => said.money().map_or_else(|| plain.clone(), |money| ctx.fmt.money(money)),
        Stated::Number(number) => ctx.fmt.integer(*number),
        Stated::Day(day) => ctx.t_with(key("claim-until"), &[("date", ctx.fmt.civil_date(*day).into())]),
    }
}

/// What came back of it, in the order in which it does.
fn came_back(ctx: &PageCtx, result: &MessageResult) -> Vec<(String, Markup)> {
    let bounced = if result.is_hard { key("result-bounced-hard") } else { key("result-bounced-soft") };
    let told = [
        (key("result-delivered"), result.delivered_at),
        (bounced, result.bounced_at),
        (key("result-machine-opened"), result.machine_opened_at),
        (key("result-opened"), result.opened_at),
        (key("result-clicked"), result.clicked_at),
        (key("result-unsubscribed"), result.unsubscribed_at),
        (key("result-complained"), result.complained_at),
    ];
    told.into_iter().filter_map(|(said, at)| Some((ctx.t(said).into_owned(), components::time(ctx, at?)))).collect()
}

/// What can be done about a reason, where there are words for it.
fn hint(ctx: &PageCtx, reason: &str) -> Option<String> {
    let said = format!("withheld-{}-hint", reason.replace('_', "-"));
    (!reason.is_empty() && ctx.lang().has(&said)).then(|| ctx.t(&said).into_owned())
}
