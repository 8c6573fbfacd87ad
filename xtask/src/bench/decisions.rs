//! How many decisions about consent are recorded a second, beside `@c15t/backend` on PostgreSQL: a visitor's answer to the
//! banner, as the page's script sends it, on disk before it is answered. What counts is what stands in the database.

use super::crowd::{Turn, crowd, expect, read, send};
use super::drive::{Tally, Until};
use super::shop::Shop;
use super::{Figure, Setting, clock};
use crate::cluster::Cluster;
use crate::http::{Connection, get};
use crate::paths::free_port;
use crate::process::{Outcome, Running, because};
use crate::provide::node::Node;
use serde_json::{Value, json};
use std::net::{Ipv4Addr, SocketAddr};
use std::time::Duration;

const CONNECTIONS: u32 = 32;
/// Its database, and the path under which it answers.
const DATABASE: &str = "c15t";
const C15T: &str = "/api/c15t";
/// The first answers go into pages and caches that are made only then.
const WARM_UP: u64 = 500;

pub fn run(setting: &Setting) -> Outcome<Vec<Figure>> {
    let mut ours = ours(setting)?;
    let mut theirs = theirs(setting.span())?;
    let notes = format!(
        "answers p50 {:.1} ms, p99 {:.1} ms; {} recorded of {} answered; @c15t/backend: p50 {:.0} ms, p99 {:.0} ms; {} of {}. {}. {}",
        ours.tally.percentile(50.0),
        ours.tally.percentile(99.0),
        ours.recorded,
        ours.tally.accepted,
        theirs.tally.percentile(50.0),
        theirs.tally.percentile(99.0),
        theirs.recorded,
        theirs.tally.accepted,
        ours.says,
        theirs.says
    );
    Ok(vec![Figure { name: "decisions", value: ours.rate(), unit: "decisions/s", floor: Some(theirs.rate()), notes }])
}

/// One of the two.
struct Measured {
    tally: Tally,
    /// What its database holds of the load.
    recorded: u64,
    /// What it answers once a decision was a refusal, and once an agreement has run out.
    says: String,
}

impl Measured {
    fn rate(&self) -> f64 {
        self.recorded as f64 / self.tally.elapsed.as_secs_f64().max(1e-9)
    }
}

fn ours(setting: &Setting) -> Outcome<Measured> {
    const RECORDED: &str = "SELECT COUNT(DISTINCT customer) FROM grants WHERE collected_via = 'banner'";
    let shop = Shop::open(setting, None)?;
    let host = shop.server.address;
    let words = words_of(host, &shop.site_key)?;
    let answer = |connection: &mut Connection, turn: Turn| {
        let body = banner_answer(&shop.site_key, &words, turn);
        expect(&send(connection, host, "POST", "/v1/batch", None, &body)?, "the program").map(drop)
    };
    crowd(host, 1, Until::Events(WARM_UP), |connection, turn| answer(connection, Turn { client: CONNECTIONS, ..turn }))?;
    let (before, committed) = (shop.count(RECORDED)?, shop.committed()?);
    let tally = crowd(host, CONNECTIONS, Until::Elapsed(setting.span()), answer)?;
    let recorded = shop.count(RECORDED)? - before;
    let commit = shop.committed()?.events_a_commit_since(committed)?;
    Ok(Measured { tally, recorded, says: format!("{commit} events a commit. {}", what_we_say(&shop)?) })
}

/// The version of the banner's words, which an answer names as its proof.
fn words_of(host: SocketAddr, key: &str) -> Outcome<String> {
    let told = get(host, &format!("/v1/site?key={key}&lang=en")).map_err(because("ask what the banner says"))?;
    let told = read(&told)?;
    told["words"]["version"].as_str().map(str::to_owned).ok_or_else(|| format!("the banner's words have no version: {told}"))
}

/// What `/a.js` sends when a new visitor has chosen.
fn banner_answer(key: &str, words: &str, turn: Turn) -> Value {
    let (number, now) = (turn.number(), String::from_utf8_lossy(&clock::now()).into_owned());
    json!({
        "writeKey": key,
        "sentAt": now,
        "batch": [{
            "type": "track",
            "messageId": format!("{number:032x}"),
            "timestamp": now,
            "event": "Consent Preference Updated",
            "anonymousId": format!("a{number:031x}"),
            "properties": {},
            "context": {
                "page": {"path": "/", "url": "https://shop.example/", "title": "Shop"},
                "library": {"name": "amana.js"},
                "locale": "en",
                "consent": {
                    "categoryPreferences": {"analytics": true, "personalise": true, "research": false},
                    "banner": {"words": words, "notice": "1", "language": "en"},
                },
            },
        }],
    })
}

/// One customer refuses, another agrees for two seconds.
fn what_we_say(shop: &Shop) -> Outcome<String> {
    let host = shop.server.address;
    let (admin, mut connection) = (shop.store.create_key("admin")?, Connection::open(host).map_err(because("connect"))?);
    let mut known = |user: &str| {
        let hello = json!({"writeKey": shop.server_key, "type": "track", "userId": user, "event": "Order Completed",
            "messageId": user, "properties": {"order_id": user, "total": 1, "currency": "EUR"}});
        expect(&send(&mut connection, host, "POST", "/v1/track", None, &hello)?, "the program")?;
        for _ in 0..200 {
            let path = format!("/api/v1/customers?q={user}");
            let found =
                connection.get(&path, &[("authorization", &format!("Bearer {admin}"))]).map_err(because("find a customer"))?;
            if let Some(id) = read(&found)?["data"][0]["id"].as_str() {
                return Ok(id.to_owned());
            }
            std::thread::sleep(Duration::from_millis(50));
        }
        Err(format!("the customer {user} is not found"))
    };
    let (refuser, ender) = (known("refuser")?, known("ender")?);
    let until = clock::after(Duration::from_secs(2));
    let agreed = json!({"purpose": "analytics", "state": "given", "valid_until": until});
    let refused = json!({"purpose": "analytics", "state": "refused"});
    for (customer, decision) in [(&refuser, refused), (&ender, agreed)] {
        let path = format!("/api/v1/customers/{customer}/consents");
        let body = json!({"decisions": [decision]});
        expect(&send(&mut connection, host, "PUT", &path, Some(&admin), &body)?, "the program")?;
    }
    std::thread::sleep(Duration::from_secs(3));
    let mut holds = |customer: &str| {
        let path = format!("/api/v1/customers/{customer}/consents");
        let answer = connection.get(&path, &[("authorization", &format!("Bearer {admin}"))]).map_err(because("read choices"))?;
        let answer = read(&answer)?;
        let is_there =
            |part: &str| answer[part].as_array().is_some_and(|all| all.iter().any(|one| one["purpose"] == "analytics"));
        Ok::<_, String>((is_there("holds"), is_there("refused")))
    };
    Ok(format!("After a refusal Amana says (holds, refused) = {:?}, after the end {:?}", holds(&refuser)?, holds(&ender)?))
}

fn theirs(span: Duration) -> Outcome<Measured> {
    const RECORDED: &str = "SELECT COUNT(*) FROM consent";
    let node = Node::provide_beside()?;
    let cluster = Cluster::start()?;
    let (url, port) = (cluster.database(DATABASE)?, free_port()?);
    let durability = cluster.ask(DATABASE, "SHOW fsync; SHOW synchronous_commit")?;
    if durability != "on\non" {
        return Err(format!("PostgreSQL's fsync and synchronous_commit stand at {durability:?}"));
    }
    let mut command = node.server("c15t.mjs");
    let mut running = Running::spawn("@c15t/backend", "TERM", command.args([&url, &port.to_string(), &CONNECTIONS.to_string()]))?;
    let host = SocketAddr::from((Ipv4Addr::LOCALHOST, port));
    let is_up = || get(host, &format!("{C15T}/status")).is_ok_and(|answer| answer.status == 200);
    running.wait_until(Duration::from_mins(1), is_up)?;
    let answer = |connection: &mut Connection, turn: Turn| {
        let body = subject(&format!("sub_{}", base58(turn.number())), None, true);
        expect(&send(connection, host, "POST", &format!("{C15T}/subjects"), None, &body)?, "@c15t/backend").map(drop)
    };
    crowd(host, 1, Until::Events(WARM_UP), |connection, turn| answer(connection, Turn { client: CONNECTIONS, ..turn }))?;
    let count = || cluster.ask(DATABASE, RECORDED)?.parse::<u64>().map_err(because("read a count"));
    let before = count()?;
    let tally = crowd(host, CONNECTIONS, Until::Elapsed(span), answer)?;
    let recorded = count()? - before;
    Ok(Measured { tally, recorded, says: what_they_say(&cluster, host)? })
}

/// What its banner sends: who, what they allow, and when.
fn subject(id: &str, user: Option<&str>, agrees: bool) -> Value {
    let preferences = json!({"necessary": true, "measurement": agrees, "experience": agrees, "marketing": false});
    let mut body = json!({"type": "cookie_banner", "subjectId": id, "domain": "shop.example", "preferences": preferences,
        "givenAt": clock::millis()});
    if let Some(user) = user {
        body["externalSubjectId"] = json!(user);
        body["identityProvider"] = json!("shop");
    }
    body
}

/// One subject refuses; another agreed, and their agreement has run out by its own column.
fn what_they_say(cluster: &Cluster, host: SocketAddr) -> Outcome<String> {
    let mut connection = Connection::open(host).map_err(because("connect"))?;
    for (id, user, agrees) in [("sub_refuser", "refuser", false), ("sub_ender", "ender", true)] {
        let body = subject(id, Some(user), agrees);
        expect(&send(&mut connection, host, "POST", &format!("{C15T}/subjects"), None, &body)?, "@c15t/backend")?;
    }
    cluster.ask(DATABASE, r#"UPDATE consent SET "validUntil" = '2020-01-01' WHERE "subjectId" = 'sub_ender'"#)?;
    let mut ask =
        |path: String| connection.get(&path, &[]).map_err(because("ask @c15t/backend")).and_then(|answer| read(&answer));
    let mut has_consent = |user: &str| {
        let answer = ask(format!("{C15T}/consents/check?externalId={user}&type=cookie_banner"))?;
        Ok::<_, String>(answer["results"]["cookie_banner"]["hasConsent"].clone())
    };
    let (refused, ended) = (has_consent("refuser")?, has_consent("ender")?);
    let is_valid = ask(format!("{C15T}/subjects/sub_ender?type=cookie_banner"))?["isValid"].clone();
    Ok(format!("@c15t/backend: after a refusal hasConsent = {refused}, after the end hasConsent = {ended}, isValid = {is_valid}"))
}

/// As its ids are written: without `0`, `O`, `I` and `l`.
fn base58(mut number: u64) -> String {
    const LETTERS: &[u8; 58] = b"123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
    let mut out = Vec::new();
    for _ in 0..11 {
        out.push(LETTERS[(number % 58) as usize]);
        number /= 58;
    }
    out.iter().rev().map(|letter| char::from(*letter)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_differ_and_hold_only_their_letters() {
        assert_eq!(base58(0), "11111111111");
        assert_eq!(base58(59), "11111111122");
        assert_ne!(base58(u64::MAX), base58(u64::MAX - 1));
    }

    #[test]
    fn an_answer_of_the_banner_says_what_was_chosen() {
        let body = banner_answer("key", "0123456789ab", Turn { client: 2, turn: 7 });
        let event = &body["batch"][0];
        assert_eq!(event["anonymousId"].as_str().map(str::len), Some(32));
        assert_eq!(event["context"]["consent"]["banner"]["words"], "0123456789ab");
    }
}
