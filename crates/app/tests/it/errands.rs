//! Steps that reach beyond letters: calls to addresses, tasks for the store's people, lists.

use crate::journeys::{added, shopper};
use crate::support::{Node, Shop, track};
use app::calling::Caller;
use automation::journeys::{self, Plan, RunState};
use automation::segments;
use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use base::Clock as _;
use base::id::{EndpointId, SegmentId};
use capabilities::webhooks::{self, Call, CallState, Endpoint};
use data_encoding::BASE64;
use foundation::consent::{Basis, Category, CategorySet, Decision, Purpose, Recipient, State};
use foundation::staff::Scope;
use foundation::vault::AccessLog;
use serde_json::{Value, json};
use std::io::{Read as _, Write as _};
use std::net::{SocketAddr, TcpListener};
use std::sync::{Arc, Mutex};
use std::time::Duration;

/// What came to a server: headers, names in lower case, and the body.
pub type Came = Arc<Mutex<Vec<(Vec<(String, String)>, String)>>>;

/// A server that answers each call with the next status, the last one for good.
pub fn serve(statuses: &[u16]) -> (SocketAddr, Came) {
    let listener = TcpListener::bind(("127.0.0.1", 0)).unwrap();
    let (address, came) = (listener.local_addr().unwrap(), Came::default());
    let (statuses, theirs) = (statuses.to_vec(), Arc::clone(&came));
    std::thread::spawn(move || {
        for (number, stream) in listener.incoming().enumerate() {
            let Ok(mut stream) = stream else { return };
            let (mut head, mut byte) = (Vec::new(), [0]);
            while !head.ends_with(b"\r\n\r\n") && stream.read(&mut byte).is_ok_and(|read| read == 1) {
                head.push(byte[0]);
            }
            let head = String::from_utf8_lossy(&head).into_owned();
            let headers: Vec<(String, String)> = head
                .lines()
                .filter_map(|line| line.split_once(": "))
                .map(|(name, value)| (name.to_lowercase(), value.to_owned()))
                .collect();
            let length = headers.iter().find(|(name, _)| name == "content-length").map_or(0, |(_, value)| value.parse().unwrap());
            let mut body = vec![0; length];
            let _ = stream.read_exact(&mut body);
            theirs.lock().unwrap().push((headers, String::from_utf8_lossy(&body).into_owned()));
            let status = statuses.get(number).or(statuses.last()).copied().unwrap_or(200);
            let more = if status == 302 { "Location: http://hooks.test/elsewhere\r\n" } else { "" };
            let _ = write!(stream, "HTTP/1.1 {status} X\r\n{more}Content-Length: 0\r\nConnection: close\r\n\r\n");
        }
    });
    (address, came)
}

impl Node {
    fn endpoint(&self, url: &str, company: &str) -> Endpoint {
        let now = self.clock.now();
        let id = EndpointId::new(now, &mut self.app.fork_rng());
        let (name, url, company) = ("a".to_owned(), url.to_owned(), company.to_owned());
        let new = Endpoint { id, name, url, company, generation: 1, is_paused: false, made_at: now };
        let kept = new.clone();
        self.record(move |tx| webhooks::insert(tx, &kept)).unwrap();
        new
    }

    fn calls(&self, endpoint: &Endpoint) -> Vec<Call> {
        self.app.db.views.read(|tx| webhooks::calls_of(tx, endpoint.id, None, 100)).unwrap()
    }

    fn list(&self, name: &'static str) -> SegmentId {
        let (now, mut rng) = (self.clock.now(), self.app.fork_rng());
        let made = self.app.recorder.submit(move |tx| {
            app::segments::create_list(tx, &mut rng, name, Purpose::Personalise, now).map_err(|_| db::Error::Other(String::new()))
        });
        let id = made.wait().unwrap();
        self.catch_up();
        id
    }
}

fn then(steps: &Value) -> Plan {
    let plan = json!({"entry": {"event": {"event": "Product Added"}}, "purpose": "personalise", "steps": steps});
    Plan::parse(&plan.to_string(), |_| true).unwrap()
}

fn grants(node: &Node, user: &str, recipients: &[Recipient], more: &[Category]) {
    let about = Decision::about(Purpose::Personalise, State::Given, Basis::Consent, node.clock.now(), "api");
    let categories = about.categories.with(CategorySet::of(more));
    node.decide(node.whose(user), Decision { categories, recipients: recipients.to_vec(), ..about });
}

#[test]
fn a_call_is_signed_carries_what_is_allowed_and_is_tried_again() {
    let (address, came) = serve(&[500, 200]);
    let mut shop = Shop::open();
    shop.reach.hosts.insert("hooks.test".to_owned(), address);
    let node = shop.node();
    let key = node.key(Scope::Server);
    let endpoint = node.endpoint("http://hooks.test/told", "");
    let data = ["email", "phone", "browsing"];
    node.journey(then(&json!([{"webhook": {"endpoint": endpoint.id.to_string(), "data": data}}])));
    shopper(&node, &key, "sara");
    grants(&node, "sara", &[Recipient::Automation], &[Category::Email]);
    node.send(&key, &[added("sara")]);
    node.catch_up();
    assert_eq!(node.runs("sara")[0].state, RunState::Finished, "nobody waits for an answer");
    assert!(came.lock().unwrap().is_empty(), "nothing is sent from inside the projection");
    let caller = Caller::new(node.app.clone());
    caller.turn().unwrap();
    let call = node.calls(&endpoint).remove(0);
    assert_eq!((call.state, call.status, call.attempts), (CallState::Waiting, Some(500), 1));
    caller.turn().unwrap();
    assert_eq!(came.lock().unwrap().len(), 1, "it rests first");
    shop.wait(Duration::from_secs(5));
    caller.turn().unwrap();
    let call = node.calls(&endpoint).remove(0);
    assert_eq!((call.state, call.status, call.attempts, call.due_at), (CallState::Done, Some(200), 2, None));
    let came = came.lock().unwrap();
    let (headers, body) = &came[1];
    let header = |name: &str| headers.iter().find(|(one, _)| one == name).map(|(_, value)| value.as_str()).unwrap();
    assert_eq!(header("webhook-id"), call.id.to_string());
    assert_eq!(came[0].0.iter().find(|(name, _)| name == "webhook-id").unwrap().1, call.id.to_string(), "each time the same");
    // As anybody would who has the secret.
    let secret = webhooks::secret(&node.app.keys, &endpoint);
    let secret = BASE64.decode(secret.strip_prefix("whsec_").unwrap().as_bytes()).unwrap();
    let signed = format!("{}.{}.{body}", header("webhook-id"), header("webhook-timestamp"));
    let mine = aws_lc_rs::hmac::sign(&aws_lc_rs::hmac::Key::new(aws_lc_rs::hmac::HMAC_SHA256, &secret), signed.as_bytes());
    assert_eq!(header("webhook-signature"), format!("v1,{}", BASE64.encode(mine.as_ref())));
    let body: Value = serde_json::from_str(body).unwrap();
    let customer = &body["data"]["customer"];
    assert_eq!(
        (customer["id"].as_str(), customer["email"].as_str()),
        (Some(&*node.whose("sara").to_string()), Some("sara@mail.example"))
    );
    assert_eq!((&body["data"]["withheld"], &body["data"]["event"]["name"]), (&json!(["phone"]), &json!("Product Added")));
    let looks = AccessLog::of_customer(&node.app.db.access, &[node.whose("sara")], 100).unwrap();
    assert!(looks.iter().any(|look| look.place == format!("webhook:{}", endpoint.id)), "the disclosure is logged");
}

#[test]
fn a_company_is_told_what_customers_share_with_companies_and_nobody_else_is_held_up() {
    let (well, came) = serve(&[200]);
    let (ill, ill_came) = serve(&[302]);
    let mut shop = Shop::open();
    shop.reach.hosts.extend([("hooks.test".to_owned(), well), ("ill.test".to_owned(), ill)]);
    let node = shop.node();
    let key = node.key(Scope::Server);
    let (ours, company) = (node.endpoint("http://ill.test/", ""), node.endpoint("http://hooks.test/", "Parcel Ltd"));
    let inside = node.endpoint("https://127.0.0.1/", "");
    let call = |endpoint: &Endpoint| json!({"webhook": {"endpoint": endpoint.id.to_string(), "data": ["browsing"]}});
    node.journey(then(&json!([call(&ours), call(&company), call(&inside)])));
    for user in ["sara", "ali"] {
        shopper(&node, &key, user);
    }
    grants(&node, "ali", &[Recipient::Processor], &[]);
    node.send(&key, &[added("sara"), added("ali")]);
    node.catch_up();
    let caller = Caller::new(node.app.clone());
    caller.turn().unwrap();
    let mut states: Vec<(CallState, String)> = node.calls(&company).into_iter().map(|call| (call.state, call.reason)).collect();
    states.sort_by_key(|(state, _)| *state as i64);
    let withheld = (CallState::Withheld, "not_allowed".to_owned());
    assert_eq!(states, [(CallState::Done, String::new()), withheld], "she shares nothing with companies");
    assert_eq!(came.lock().unwrap().len(), 1);
    let looks = AccessLog::of_customer(&node.app.db.access, &[node.whose("ali")], 100).unwrap();
    let look = looks.iter().find(|look| look.place == format!("webhook:{}", company.id)).unwrap();
    assert_eq!(look.recipient, Recipient::Processor);
    // Where it leads on to, nobody goes; nor to this machine.
    assert_eq!((node.calls(&ours)[1].status, ill_came.lock().unwrap().len()), (Some(302), 1));
    assert!(node.calls(&inside).iter().any(|call| call.reason == "not_public"));
    // After the last attempt it has failed.
    for _ in 0..20 {
        shop.wait(Duration::from_hours(11));
        caller.turn().unwrap();
    }
    assert!(node.calls(&ours).iter().all(|call| call.state == CallState::Failed), "{:?}", node.calls(&ours));
}

#[test]
fn a_task_is_there_once_whatever_crashes_and_is_gone_with_its_customer() {
    let shop = Shop::open();
    let key = shop.node().key(Scope::Server);
    let node = shop.node();
    node.journey(then(&json!([{"task": {"team": "support", "text": "Call about the cart"}}])));
    shopper(&node, &key, "sara");
    node.send(&key, &[added("sara")]);
    node.crash();
    let node = shop.node();
    node.catch_up();
    node.crash();
    let node = shop.node();
    node.catch_up();
    let open = |node: &Node, team| node.app.db.record.read(|tx| journeys::open_tasks(tx, &[team], 10)).unwrap();
    let tasks = open(&node, Recipient::Support);
    assert_eq!((tasks.len(), tasks[0].customer, tasks[0].text.as_str()), (1, node.whose("sara"), "Call about the cart"));
    assert!(open(&node, Recipient::Marketing).is_empty(), "for no other team");
    app::erasing::erase(&node.app, node.whose("sara"), "api").unwrap();
    assert!(open(&node, Recipient::Support).is_empty());
}

#[test]
fn a_list_holds_whom_journeys_and_programs_put_on_it_and_can_be_asked_for() {
    let shop = Shop::open();
    let node = shop.node();
    let (key, admin) = (node.key(Scope::Server), node.key(Scope::Admin));
    let list = node.list("To call");
    assert!(node.app.db.record.read(|tx| segments::find(tx, list)).unwrap().unwrap().is_list());
    let asked =
        node.segment("called viewers", &json!({"all": [{"segment": list.to_string()}, {"did": {"event": "Product Viewed"}}]}));
    node.journey(then(&json!([{"add_to_list": {"list": list.to_string()}}, {"wait": {"minutes": 60}},
        {"remove_from_list": {"list": list.to_string()}}])));
    for user in ["sara", "ali"] {
        shopper(&node, &key, user);
    }
    node.send(&key, &[added("sara"), track("sara", "Product Viewed")]);
    // Nobody puts themselves on a list.
    node.send(&key, &[json!({"type": "track", "userId": "ali", "event": "List Changed", "properties": {"list": list.to_string(), "member": 1}})]);
    node.catch_up();
    node.catch_up();
    assert_eq!(node.members(list), [node.whose("sara")].into());
    assert_eq!(node.members(asked), [node.whose("sara")].into());
    let call = |method: &str, path: &str, body: &Value| {
        let request = Request::builder().method(method).uri(path).header(header::AUTHORIZATION, format!("Bearer {admin}"));
        node.request(request.body(Body::from(body.to_string())).unwrap()).status
    };
    let path = format!("/api/v1/segments/{list}/members");
    let ali = json!({"customer": node.whose("ali").to_string()});
    assert_eq!(call("POST", &path, &ali), StatusCode::OK);
    assert_eq!(call("POST", &format!("/api/v1/segments/{asked}/members"), &ali), StatusCode::NOT_FOUND, "no list");
    node.catch_up();
    assert_eq!(node.members(list).len(), 2);
    assert_eq!(call("DELETE", &format!("{path}/{}", node.whose("ali")), &json!({})), StatusCode::OK);
    shop.wait(Duration::from_hours(2));
    node.catch_up();
    node.catch_up();
    assert!(node.members(list).is_empty());
}
