//! A mail server that is down, slow, refusing, or dies in the middle.

use crate::looks;
use crate::support::{Home, Program, SOON, eventually};
use capabilities::messaging::testing::{Script, SmtpServer, Step};
use capabilities::messaging::{Message, MessageState};
use serde_json::{Value, json};
use std::time::Duration;

struct Post {
    home: Home,
    mail: SmtpServer,
    key: String,
    program: Program,
}

impl Post {
    fn with(script: Script) -> Self {
        let mail = SmtpServer::start(script).unwrap();
        let home = Home::new().with("AMANA_SMTP_URL", &mail.url()).with("AMANA_MAIL_CONNECTIONS", "2");
        let key = home.key("server");
        let program = home.serve();
        Self { home, mail, key, program }
    }

    /// A purchase, for which a thank-you is owed.
    fn order(&self, user: &str, number: &str) {
        self.program.take(&self.key, &[person(user, false), order(user, number)]);
    }

    /// The one message to there being one of this rule, once it is in this state.
    fn message(&self, rule: &str, state: MessageState, within: Duration) -> Message {
        eventually(&format!("{rule} is {}", state.word()), within, || {
            looks::messages(&self.home.db()).into_iter().find(|message| message.letter.name() == rule && message.state == state)
        })
    }

    /// How often the message arrived.
    fn arrived(&self, message: &Message) -> u32 {
        looks::arrivals(&self.mail).get(&message.id.to_string()).copied().unwrap_or(0)
    }
}

fn person(user: &str, agrees: bool) -> Value {
    let preferences = if agrees { json!({"marketing_email": true}) } else { json!({}) };
    json!({"type": "identify", "userId": user, "traits": {"email": format!("{user}@shop.example")},
        "context": {"consent": {"categoryPreferences": preferences}}})
}

fn order(user: &str, number: &str) -> Value {
    json!({"type": "track", "userId": user, "event": "Order Completed", "properties": {"order_id": number, "total": 9.5, "currency": "EUR"}})
}

#[test]
fn a_mail_server_that_is_down_gets_the_letter_later() {
    let post = Post::with(Script { greeting: Step::Close, ..Script::default() });
    post.order("sara", "1");
    let waiting = eventually("it is queued again", SOON, || {
        looks::messages(&post.home.db()).into_iter().find(|message| message.reason == "unreachable")
    });
    assert_eq!((waiting.state, waiting.attempts, waiting.uncertain), (MessageState::Queued, 1, 0));
    post.mail.set_script(Script::default());
    let sent = post.message("thank_you", MessageState::Sent, Duration::from_secs(50));
    assert_eq!((post.arrived(&sent), sent.attempts), (1, 2));
    post.program.stop();
}

#[test]
fn an_address_that_does_not_exist_is_written_to_once() {
    let post = Post::with(Script { rcpt: Step::answer("550 5.1.1 no such user"), ..Script::default() });
    post.order("sara", "1");
    let failed = post.message("thank_you", MessageState::Failed, SOON);
    assert_eq!(failed.reason, "refused_550");
    post.mail.set_script(Script::default());
    post.order("sara", "2");
    let withheld = post.message("thank_you", MessageState::Withheld, SOON);
    assert_eq!(withheld.reason, "suppressed");
    assert!(post.mail.received().is_empty());
}

#[test]
fn a_server_that_asks_to_come_later_is_obeyed() {
    let post = Post::with(Script { data: Step::answer("451 4.7.1 try again later"), ..Script::default() });
    post.order("sara", "1");
    let waiting = eventually("it is queued again", SOON, || {
        looks::messages(&post.home.db()).into_iter().find(|message| message.reason == "later_451")
    });
    assert_eq!((waiting.state, waiting.uncertain), (MessageState::Queued, 0));
    let pause = waiting.due_at.micros_since(waiting.changed_at) / 1_000_000;
    assert!((26..=34).contains(&pause), "{pause} s");
}

#[test]
fn a_server_that_dies_before_its_answer_gets_what_is_owed_again_and_no_advertising() {
    let post = Post::with(Script { message: Step::Close, ..Script::default() });
    post.program.take(&post.key, &[person("sara", true), order("sara", "1")]);
    let welcome = post.message("welcome", MessageState::Unknown, SOON);
    eventually("both letters arrived", SOON, || (looks::arrivals(&post.mail).len() == 2).then_some(()));
    post.mail.set_script(Script::default());
    let thanks = post.message("thank_you", MessageState::Sent, SOON);
    assert_eq!((post.arrived(&thanks), thanks.uncertain), (2, 1), "twice under one Message-ID");
    assert_eq!(post.arrived(&welcome), 1);
}

#[test]
fn a_server_that_dies_mid_message_has_not_got_it() {
    let post = Post::with(Script { close_after_bytes: Some(200), ..Script::default() });
    post.order("sara", "1");
    let tried = eventually("it was tried", SOON, || {
        looks::messages(&post.home.db()).into_iter().find(|message| message.attempts > 0 && message.state == MessageState::Queued)
    });
    assert!(["connection_lost", "unreachable"].contains(&tried.reason.as_str()), "{tried:?}");
    post.mail.set_script(Script::default());
    let sent = post.message("thank_you", MessageState::Sent, Duration::from_secs(50));
    assert_eq!(post.arrived(&sent), 1);
}

#[test]
fn a_slow_server_holds_up_letters_and_nothing_else() {
    let post = Post::with(Script { message: Step::After(Duration::from_secs(1)), ..Script::default() });
    for number in 0..6 {
        post.order(&format!("user{number}"), &format!("{number}"));
    }
    let db = post.home.db();
    eventually("the tables are up to date", SOON, || looks::all_is_read(&db).then_some(()));
    assert_eq!(looks::order_totals(&db).0, 6);
    eventually("all letters went", SOON, || (looks::in_state(&db, MessageState::Sent) == 6).then_some(()));
    assert!(looks::arrivals(&post.mail).values().all(|times| *times == 1));
}

#[test]
fn a_server_that_falls_silent_does_not_hold_up_the_stop() {
    let post = Post::with(Script { message: Step::Silence, ..Script::default() });
    post.order("sara", "1");
    eventually("the letter is on its way", SOON, || (post.mail.received().len() == 1).then_some(()));
    let Post { home, mail, program, .. } = post;
    program.stop();
    assert_eq!(looks::in_state(&home.db(), MessageState::Sending), 1, "its fate is uncertain, and it says so");
    mail.set_script(Script::default());
    let program = home.serve();
    let sent = eventually("it is sent again", SOON, || {
        looks::messages(&home.db()).into_iter().find(|message| message.state == MessageState::Sent)
    });
    assert_eq!((looks::arrivals(&mail)[&sent.id.to_string()], sent.uncertain), (2, 1));
    program.stop();
}
