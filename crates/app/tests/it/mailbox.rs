//! The mailbox that reports come to, on servers of our own that speak IMAP and POP3: what is a report is noted and goes, all else stays.

use crate::feedback::{Sent, sent_by};
use crate::privacy::Browser;
use crate::routes::session_of;
use crate::support::{Node, Shop, until};
use app::fetching::{self, Round, Turn};
use axum::http::StatusCode;
use capabilities::mailbox::testing::{MailServer, PASSWORD, Script, Speaks, Step, USER};
use capabilities::mailbox::{MailboxConfig, MailboxError, State};
use capabilities::messaging::{self, Vendor};
use foundation::staff::Role;
use std::time::Duration;

const SECRET: &str = "key-0123456789abcdef0123456789abcdef";
const FOREIGN: &str = "From: sara@mail.example\r\nSubject: Re: hello\r\n\r\nWhen does it come?\r\n.\r\n";
const MINUTE: Duration = Duration::from_mins(1);

/// A shop whose letter went out, and whose mailbox is on this server.
fn shop_with(server: &MailServer) -> Sent {
    let mut shop = Shop::open();
    shop.bounce_mailbox = Some(config(server));
    let sent = sent_by(shop, Vendor::Mailgun, SECRET);
    // Its thread looked once already, and rests.
    until("the first look", || fetching::state(&sent.node.app).unwrap().is_some_and(|state| state.read_at.is_some()));
    sent
}

fn config(server: &MailServer) -> MailboxConfig {
    MailboxConfig { patience: Duration::from_millis(700), ..MailboxConfig::parse(&server.url()).unwrap() }
}

fn server(speaks: Speaks, script: Script) -> MailServer {
    MailServer::start(speaks, script).unwrap()
}

/// As Postfix writes it.
fn report(sent: &Sent, action: &str, status: &str) -> String {
    let token = messaging::letter_token(&sent.node.app.keys, sent.message.id);
    format!(
        "From: MAILER-DAEMON@mx.example\r\nTo: bounces@shop.example\r\nSubject: Undelivered Mail Returned to Sender\r\n\
         MIME-Version: 1.0\r\nContent-Type: multipart/report; report-type=delivery-status; boundary=\"b1\"\r\n\r\n\
         --b1\r\nContent-Type: text/plain; charset=us-ascii\r\n\r\n.\r\n..I'm sorry to have to inform you.\r\n\r\n\
         --b1\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx.example\r\n\r\n\
         Final-Recipient: rfc822; sara@mail.example\r\nAction: {action}\r\nStatus: {status}\r\n\r\n\
         --b1\r\nContent-Type: text/rfc822-headers\r\n\r\nX-Amana-Message: {token}\r\nFrom: hello@shop.example\r\n\r\n--b1--\r\n"
    )
}

/// A visit, once the node's own thread is not there.
fn round(node: &Node) -> Round {
    let mut round = None;
    until("a visit", || {
        if let Turn::Over(over) = fetching::read_now(&node.app).unwrap() {
            round = Some(over);
        }
        round.is_some()
    });
    round.unwrap()
}

fn state(node: &Node) -> State {
    fetching::state(&node.app).unwrap().unwrap()
}

/// Somebody who may see everything.
fn owner(node: &Node) -> Browser<'_> {
    let cookie = session_of(node, Role::Owner);
    let (name, value) = cookie.split_once('=').unwrap();
    Browser::new(node).with(name, value)
}

/// A page as its reader sees it.
fn page(browser: &mut Browser<'_>, path: &str) -> String {
    browser.get(path).body.replace(['\u{2068}', '\u{2069}'], "")
}

#[test]
fn a_bounce_in_the_mailbox_ends_the_address_and_a_foreign_letter_stays() {
    for speaks in [Speaks::Imap, Speaks::Pop3] {
        let server = server(speaks, Script::default());
        let sent = shop_with(&server);
        server.put(FOREIGN);
        server.put(report(&sent, "delayed", "4.4.1"));
        server.put(report(&sent, "failed", "5.1.1"));
        server.put("");
        // Another store's.
        server.put(report(&sent, "failed", "5.1.1").replace("X-Amana-Message: ", "X-Amana-Message: x"));
        assert!(!sent.is_suppressed());
        let first = Round { letters: 3, reports: 2, left: 3, ..Round::default() };
        assert_eq!(round(&sent.node), first, "{speaks:?}");
        assert!(sent.is_suppressed() && sent.result().unwrap().is_hard);
        assert_eq!(server.letters()[0], FOREIGN.as_bytes());
        let mut browser = owner(&sent.node);
        let shown = page(&mut browser, &format!("/admin/messages/{}", sent.message.id));
        assert!(shown.contains("Came back: no such mailbox"), "{shown}");
        // Nobody reads them again.
        let before = server.count("UID FETCH") + server.count("RETR");
        let again = Round { letters: 3, ..Round::default() };
        assert_eq!((round(&sent.node), server.count("UID FETCH") + server.count("RETR")), (again, before));
        // Three complaints of one letter are one.
        for _ in 0..3 {
            let arf = report(&sent, "", "").replace("message/delivery-status", "message/feedback-report");
            server.put(arf.replace("Reporting-MTA: dns; mx.example", "Feedback-Type: abuse\r\nVersion: 1"));
        }
        assert_eq!(round(&sent.node).reports, 3);
        assert_eq!((sent.events("Email Bounced").len(), sent.events("Email Marked as Spam").len()), (1, 1));
        let now = state(&sent.node);
        assert_eq!((now.reports, now.letters, now.error.as_str()), (5, 3, ""));
        let shown = page(&mut browser, "/admin/settings/email");
        assert!(shown.contains("Reports so far") && !shown.contains(PASSWORD) && !shown.contains("p@ss"), "{shown}");
        assert_eq!(server.faults(), Vec::<String>::new());
        sent.node.assert_whole();
    }
}

#[test]
fn whoever_is_stopped_between_noting_and_deleting_notes_nothing_twice() {
    for (speaks, command) in
        [(Speaks::Imap, "UID STORE"), (Speaks::Imap, "UID EXPUNGE"), (Speaks::Pop3, "DELE"), (Speaks::Pop3, "QUIT")]
    {
        let server = server(speaks, Script::default());
        let sent = shop_with(&server);
        server.put(report(&sent, "failed", "5.1.1"));
        server.set_script(Script::step(command, Step::Close));
        let cut = round(&sent.node);
        assert_eq!((cut.reports, cut.error.map(|error| error.word())), (0, Some("unreachable")), "{command}");
        assert!(sent.is_suppressed() && server.letters().len() == 1, "it is noted, and not deleted");
        // The next program over the same database.
        let next = sent.shop.node();
        server.set_script(Script::default());
        let went = round(&next);
        assert!(went.error.is_none() && went.letters == 0, "{went:?}");
        // What was marked by then is not listed any more.
        assert_eq!(server.letters().len(), usize::from(command == "UID EXPUNGE"));
        assert_eq!(sent.events("Email Bounced").len(), 1, "{command}");
    }
}

#[test]
fn one_node_reads_at_a_time() {
    let server = server(Speaks::Imap, Script::default());
    let sent = shop_with(&server);
    let other = sent.shop.node();
    server.put(report(&sent, "failed", "5.1.1"));
    server.set_script(Script::step("UID FETCH", Step::After(Duration::from_millis(400))));
    std::thread::scope(|scope| {
        let reading = scope.spawn(|| round(&sent.node));
        until("it reads", || server.count("UID FETCH") == 1);
        assert_eq!(fetching::read_now(&other.app).unwrap(), Turn::Elsewhere);
        assert_eq!(fetching::read_now(&sent.node.app).unwrap(), Turn::Elsewhere, "nor another thread");
        assert_eq!(reading.join().unwrap().reports, 1);
    });
    // Nor is it due for the other, before its time.
    let before = server.count("SELECT");
    assert!(!fetching::read_if_due(&other.app).unwrap());
    assert_eq!(server.count("SELECT"), before);
    sent.shop.wait(MINUTE);
    until("a minute later", || server.count("SELECT") > before);
}

#[test]
fn a_letter_that_cannot_be_read_holds_up_no_other() {
    for (speaks, command) in [(Speaks::Imap, "UID FETCH"), (Speaks::Pop3, "RETR")] {
        for step in [Step::Close, Step::Silence, Step::Answer(b"TAG NO [CORRUPTION] I lost it\r\n".to_vec())] {
            let server = server(speaks, Script::default());
            let sent = shop_with(&server);
            let poison = server.put("Subject: poison\r\n\r\n");
            server.put(report(&sent, "failed", "5.1.1"));
            let command = if speaks == Speaks::Imap { format!("{command} {poison} ") } else { format!("{command} 1") };
            server.set_script(Script::step(&command, step.clone()));
            let is_refused = matches!(step, Step::Answer(_)) && speaks == Speaks::Imap;
            let first = round(&sent.node);
            assert_eq!((first.error.is_none(), first.reports), (is_refused, usize::from(is_refused)), "{command} {step:?}");
            // It comes last from now on; by POP3 what was read before it goes once the session ends well.
            for _ in 0..3 {
                round(&sent.node);
            }
            let last = round(&sent.node);
            assert_eq!((last.error.clone(), last.letters, server.letters().len()), (None, 1, 1), "{command} {step:?} {last:?}");
            assert!(sent.is_suppressed());
            assert_eq!(server.count(command.trim_end()), 3, "it is tried so often");
        }
    }
}

#[test]
fn what_is_wrong_is_said_and_the_rest_goes_on() {
    let server = server(Speaks::Imap, Script::default());
    let sent = shop_with(&server);
    // A server that hangs.
    server.set_script(Script::step("AUTHENTICATE", Step::Drip));
    let went = round(&sent.node);
    assert_eq!(went.error, Some(MailboxError::TooSlow));
    let mut browser = owner(&sent.node);
    assert!(page(&mut browser, "/admin/settings/email").contains("The mail server took too long to answer"));
    assert_eq!(state(&sent.node).failures, 1);
    assert!(state(&sent.node).read_at.is_some(), "when it was read last is known still");
    server.set_script(Script::default());
    let went = round(&sent.node);
    assert_eq!((went.error, state(&sent.node).failures), (None, 0));
    assert!(!page(&mut browser, "/admin/settings/email").contains("took too long"));
}

#[test]
fn it_is_set_up_on_the_page_sealed_and_read_by_itself() {
    let server = server(Speaks::Imap, Script::default());
    let sent = sent_by(Shop::open(), Vendor::Mailgun, SECRET);
    let mut browser = owner(&sent.node);
    let path = "/admin/settings/email";
    browser.get(path);
    assert_eq!(fetching::read_now(&sent.node.app).unwrap(), Turn::Unset);
    let port = server.port().to_string();
    let form = |password: &'static str| {
        [
            ("mailbox_protocol", "imap"),
            ("mailbox_security", "none"),
            ("mailbox_host", "127.0.0.1"),
            ("mailbox_port", port.as_str()),
            ("mailbox_user", USER),
            ("mailbox_password", password),
            ("mailbox_folder", "INBOX/برگشتی"),
        ]
    };
    let mailbox = "/admin/settings/email/mailbox";
    let mut far = form(PASSWORD);
    far[2].1 = "mail.example.com";
    let refused = browser.post(mailbox, &far);
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.body.contains("href=\"#f-mailbox_security\"") && !refused.body.contains("p@ss"), "{}", refused.body);
    assert_eq!(browser.post(mailbox, &form("wrong password")).status, StatusCode::OK);
    let tried = browser.post(&format!("{mailbox}/read"), &[]).body;
    assert!(tried.contains("The mail server refused the user name or the password"), "{tried}");
    assert!(tried.contains("Authentication failed") && !tried.contains("wrong password"), "{tried}");
    assert_eq!(browser.post(mailbox, &form(PASSWORD)).status, StatusCode::OK);
    let raw: Option<String> =
        sent.node.app.db.record.read(|tx| foundation::settings::load(tx, app::mail::MAILBOX_SETTING)).unwrap().unwrap();
    assert!(raw.is_some_and(|raw| !raw.contains("127.0.0.1") && !raw.contains("bounces")), "sealed at rest");
    // The thread finds it by itself, and an empty password keeps the old one.
    server.put(report(&sent, "failed", "5.1.1"));
    assert_eq!(browser.post(mailbox, &form("")).status, StatusCode::OK);
    until("it is read", || {
        sent.shop.wait(MINUTE);
        std::thread::sleep(Duration::from_millis(500));
        sent.is_suppressed() && server.letters().is_empty()
    });
    let read = browser.post(&format!("{mailbox}/read"), &[]).body.replace(['\u{2068}', '\u{2069}'], "");
    assert!(read.contains("The mailbox was read") && read.contains("Letters in the mailbox now: 0"), "{read}");
    // And none is read any more.
    assert_eq!(browser.post(mailbox, &[("mailbox_protocol", "")]).status, StatusCode::OK);
    assert_eq!(fetching::read_now(&sent.node.app).unwrap(), Turn::Unset);
}
