//! The store's own site, looked at week by week by a running program, under names of the internet that lead to a server of ours.

use crate::support::{Node, Shop, until};
use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use capabilities::trackers::{self, SCAN_EVERY, Scan};
use foundation::staff::Scope;
use serde_json::{Value, json};
use std::io::{Read as _, Write as _};
use std::net::{SocketAddr, TcpListener};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

const SITE: &str = "http://noor.example/";
const CLEAN: &str = "<html><a href=/product/1>Saffron</a><a href=/cart>Cart</a><link rel=stylesheet href=/style.css></html>";
const FULL: &str = "<html><script>fbq('init', '1')</script><script src=https://static.hotjar.com/c/hotjar-1.js></script>\
                    <a href=/product/1>Saffron</a><a href=/cart>Cart</a><a href=/logout>Leave</a></html>";

/// A shop's web server, whose pages change.
struct WebShop {
    address: SocketAddr,
    front: Arc<Mutex<Vec<u8>>>,
    asked: Arc<Mutex<Vec<String>>>,
}

impl WebShop {
    fn open(front: &str) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let shop = Self { address, front: Arc::default(), asked: Arc::default() };
        shop.show(front);
        let (front, asked) = (Arc::clone(&shop.front), Arc::clone(&shop.asked));
        std::thread::spawn(move || {
            for mut stream in listener.incoming().flatten() {
                let (mut head, mut byte) = (Vec::new(), [0]);
                while !head.ends_with(b"\r\n\r\n") && stream.read(&mut byte).is_ok_and(|read| read > 0) {
                    head.extend(byte);
                }
                let head = String::from_utf8_lossy(&head).into_owned();
                let path = head.split(' ').nth(1).unwrap_or_default().to_owned();
                let answer = match path.as_str() {
                    "/" => front.lock().unwrap().clone(),
                    "/product/1" => page(200, "set-cookie: _ga=GA1.1; Max-Age=63072000\r\n", "<img src=//img.cdn.example/1.png>"),
                    "/cart" => page(200, "set-cookie: session=1; HttpOnly\r\n", "<p>empty"),
                    "/.well-known/gpc.json" => page(200, "", "{\"gpc\":true,\"lastUpdate\":\"2025-04-15\"}"),
                    _ => page(404, "", "no such page"),
                };
                asked.lock().unwrap().push(head);
                let _ = stream.write_all(&answer);
            }
        });
        shop
    }

    fn show(&self, html: &str) {
        *self.front.lock().unwrap() = page(200, "", html);
    }

    fn answer(&self, whole: &[u8]) {
        *self.front.lock().unwrap() = whole.to_vec();
    }

    fn paths(&self) -> Vec<String> {
        self.asked.lock().unwrap().iter().map(|head| head.split(' ').nth(1).unwrap_or_default().to_owned()).collect()
    }
}

fn page(status: u16, headers: &str, body: &str) -> Vec<u8> {
    format!(
        "HTTP/1.1 {status} Said\r\ncontent-type: text/html\r\n{headers}connection: close\r\ncontent-length: {}\r\n\r\n{body}",
        body.len()
    )
    .into_bytes()
}

fn shop_beside(web: &WebShop) -> Shop {
    let mut shop = Shop::open();
    shop.reach.hosts.insert("noor.example".to_owned(), web.address);
    shop
}

fn name_site(node: &Node, address: &'static str) {
    node.record(move |tx| trackers::save_site(tx, Some(address)));
}

fn scans(node: &Node, address: &str) -> Vec<Scan> {
    node.app.db.record.read(|tx| trackers::scans(tx, address, 100)).unwrap()
}

/// What the API says.
fn told(node: &Node) -> Value {
    let key = format!("Bearer {}", node.key(Scope::Read));
    let request = Request::get("/api/v1/third-parties").header(header::AUTHORIZATION, key).body(Body::empty());
    let reply = node.request(request.expect("a request"));
    assert_eq!(reply.status, StatusCode::OK, "{}", reply.body);
    serde_json::from_str(&reply.body).expect("JSON")
}

fn there(node: &Node) -> Vec<String> {
    let all = node.app.db.record.read(|tx| trackers::parties(tx, SITE)).unwrap();
    let mut ids: Vec<String> = all.into_iter().filter(|found| found.gone_at.is_none()).map(|found| found.what.id).collect();
    ids.sort();
    ids
}

#[test]
fn the_site_is_looked_at_weekly_and_the_list_shrinks() {
    let web = WebShop::open(FULL);
    let shop = shop_beside(&web);
    let node = shop.node();
    node.app.start().unwrap();
    name_site(&node, SITE);
    until("a first scan", || scans(&node, SITE).len() == 1);
    assert_eq!(there(&node), ["cdn.example", "hotjar", "meta-pixel"]);
    assert_eq!(web.paths(), ["/", "/product/1", "/cart", "/.well-known/gpc.json"], "nobody is logged out");
    let head = web.asked.lock().unwrap()[0].to_lowercase();
    assert!(head.contains("user-agent: amana/") && !head.contains("cookie:") && !head.contains("sec-gpc"), "{head}");
    let facts = scans(&node, SITE).remove(0).report.facts;
    assert!(facts.honours_gpc && facts.pages.iter().all(|page| page.problem.is_none()), "{facts:?}");
    let cookies = node.app.db.record.read(|tx| trackers::cookies(tx, SITE)).unwrap();
    let mut names: Vec<&str> = cookies.iter().map(|found| found.what.cookie.name.as_str()).collect();
    names.sort_unstable();
    assert_eq!(names, ["_ga", "session"]);

    web.show(CLEAN);
    shop.wait(Duration::from_hours(24 * 7 - 1));
    std::thread::sleep(Duration::from_secs(3));
    assert_eq!(scans(&node, SITE).len(), 1, "it is not due");
    shop.wait(SCAN_EVERY);
    until("a second scan", || scans(&node, SITE).len() == 2);
    assert_eq!(there(&node), ["cdn.example"]);
    let told = told(&node);
    assert_eq!((&told["summary"]["third_parties"], &told["summary"]["shrank"]["from"]), (&json!(1), &json!(3)), "{told}");
    assert_eq!(told["scans"][0]["went"], json!(["hotjar", "meta-pixel"]));

    // Somebody asks on a node that has no threads; the one that has them looks.
    let other = shop.node();
    let now = base::Clock::now(&*shop.clock);
    assert!(other.record(move |tx| trackers::ask(tx, now)));
    until("a scan that was asked for", || scans(&node, SITE).len() == 3);
}

#[test]
fn of_two_nodes_one_looks() {
    let web = WebShop::open(CLEAN);
    let shop = shop_beside(&web);
    let nodes = [shop.node(), shop.node()];
    // On SQLite a folder has one program; there the second start is the same as none.
    let running = nodes.iter().filter(|node| node.app.start().is_ok()).count();
    assert!(running >= 1);
    name_site(&nodes[0], SITE);
    until("a scan", || scans(&nodes[0], SITE).len() == 1);
    std::thread::sleep(Duration::from_secs(3));
    assert_eq!((scans(&nodes[0], SITE).len(), web.paths().iter().filter(|path| *path == "/").count()), (1, 1));
}

#[test]
fn a_site_that_leads_astray_is_not_followed() {
    let secret = AtomicUsize::new(0);
    let inside = WebShop::open("<p>secret");
    let port = inside.address.port();
    let web = WebShop::open(CLEAN);
    let shop = shop_beside(&web);
    let node = shop.node();
    node.app.start().unwrap();
    let moved =
        |to: &str| format!("HTTP/1.1 302 Found\r\nlocation: {to}\r\nconnection: close\r\ncontent-length: 0\r\n\r\n").into_bytes();
    for (at, (answer, problem)) in [
        (moved("http://127.0.0.1/"), "not_public"),
        (moved(&format!("http://127.0.0.1:{port}/")), "refused"),
        (moved("http://169.254.169.254/latest/meta-data/"), "not_public"),
        (moved("/"), "too_many_redirects"),
        (page(503, "", "<script src=https://static.hotjar.com/x.js></script>"), "status"),
        (b"nonsense\r\n\r\n".to_vec(), "unreadable"),
    ]
    .into_iter()
    .enumerate()
    {
        web.answer(&answer);
        if at == 0 {
            name_site(&node, SITE);
        } else {
            // Tried again after a day.
            shop.wait(Duration::from_hours(24));
        }
        until(problem, || scans(&node, SITE).len() == at + 1);
        assert_eq!(scans(&node, SITE)[0].problem.as_deref(), Some(problem));
        secret.fetch_add(inside.paths().len(), Ordering::Relaxed);
    }
    assert_eq!(secret.load(Ordering::Relaxed), 0, "nobody came inside");
    assert!(there(&node).is_empty());
}
