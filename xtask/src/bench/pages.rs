//! How long the admin's pages of the demo store take, asked one after another as a person with a browser would.

use super::drive::percentile;
use super::{Engine, Figure, Setting};
use crate::http::Connection;
use crate::paths::Folder;
use crate::process::{Outcome, because};
use crate::program::{Server, Store};
use std::time::Instant;

const ROUNDS: usize = 200;

/// The admin's pages. `{customer}` stands for a customer's page, found on the list.
const PAGES: [&str; 6] = ["/admin", "/admin/customers", "{customer}", "/admin/messages", "/admin/live", "/admin/settings"];

/// What was seen of the pages, in milliseconds.
pub struct Seen {
    pub p50: f64,
    pub p99: f64,
    /// The 99th percentile of `/healthz` on the same connection.
    pub least: f64,
    requests: usize,
    slowest: f64,
    slowest_page: &'static str,
}

impl Seen {
    /// For people.
    pub fn words(&self) -> String {
        let Self { p50, requests, slowest, slowest_page, .. } = self;
        format!("p50 {p50:.1} ms of {requests} requests; slowest {slowest:.1} ms at {slowest_page}")
    }
}

pub fn run(setting: &Setting) -> Outcome<Vec<Figure>> {
    if setting.engine == Engine::Postgres {
        return Err("the demo store lives in the embedded engine".to_owned());
    }
    let seen = demo(setting)?;
    let notes = format!("{}; the floor is /healthz", seen.words());
    Ok(vec![Figure { name: "pages", value: seen.p99, unit: "ms", floor: Some(seen.least), notes }])
}

/// The pages of the demo store.
pub fn demo(setting: &Setting) -> Outcome<Seen> {
    let folder = Folder::on_disk("pages")?;
    let server = Store::new(&setting.binary, &folder.path().join("data")).start(&["demo"])?;
    let (email, password) = credentials(&server.printed()).ok_or("`amana demo` printed no e-mail address and password")?;
    walk(&server, &email, &password)
}

/// Logs in and asks for every page, round and round.
pub fn walk(server: &Server, email: &str, password: &str) -> Outcome<Seen> {
    let mut connection = Connection::open(server.address).map_err(because("connect to the program"))?;
    let cookie = log_in(email, password, &mut connection)?;
    let list = ask(&mut connection, "/admin/customers", &cookie)?.1;
    let customer =
        links(&list).find(|link| link.starts_with("/admin/customers/")).ok_or("the list of customers links to none")?.to_owned();
    let (mut waits, mut slowest) = (Vec::new(), (0, ""));
    for _ in 0..ROUNDS {
        for page in PAGES {
            let wait = ask(&mut connection, if page == "{customer}" { &customer } else { page }, &cookie)?.0;
            waits.push(wait);
            slowest = slowest.max((wait, page));
        }
    }
    let mut least = Vec::new();
    for _ in 0..ROUNDS * PAGES.len() {
        least.push(ask(&mut connection, "/healthz", &cookie)?.0);
    }
    Ok(Seen {
        p50: percentile(&mut waits, 50.0) / 1000.0,
        p99: percentile(&mut waits, 99.0) / 1000.0,
        least: percentile(&mut least, 99.0) / 1000.0,
        requests: waits.len(),
        slowest: f64::from(slowest.0) / 1000.0,
        slowest_page: slowest.1,
    })
}

/// Microseconds, and the page.
fn ask(connection: &mut Connection, path: &str, cookie: &str) -> Outcome<(u32, String)> {
    let start = Instant::now();
    let answer = connection.get(path, &[("cookie", cookie)]).map_err(because(&format!("get {path}")))?;
    let wait = u32::try_from(start.elapsed().as_micros()).unwrap_or(u32::MAX);
    if answer.status == 200 { Ok((wait, answer.text())) } else { Err(format!("{path} answered {}", answer.status)) }
}

/// Logs in. Gives the `Cookie` header.
fn log_in(email: &str, password: &str, connection: &mut Connection) -> Outcome<String> {
    let form = connection.get("/login", &[]).map_err(because("open the login page"))?;
    let text = form.text();
    let mut fields: Vec<(&str, &str)> = hidden_fields(&text);
    fields.extend([("email", email), ("password", password)]);
    let before = cookies(&form.headers);
    let answer = connection.post_form("/login", &[("cookie", &before)], &fields).map_err(because("log in"))?;
    let after = cookies(&answer.headers);
    if !(answer.status == 302 || answer.status == 303) || after.is_empty() {
        return Err(format!("logging in as {email} answered {}", answer.status));
    }
    Ok(if before.is_empty() { after } else { format!("{before}; {after}") })
}

/// The first word with an `@`, and the word after `password`, of what the demo prints.
fn credentials(printed: &str) -> Option<(String, String)> {
    let mut words = printed.split_whitespace();
    let email = words.clone().find(|word| word.contains('@'))?.trim_matches(|c: char| !c.is_alphanumeric()).to_owned();
    words.find(|word| word.to_lowercase().trim_end_matches(':') == "password")?;
    Some((email, words.next()?.to_owned()))
}

fn cookies(headers: &[(String, String)]) -> String {
    let set = headers.iter().filter(|(name, _)| name == "set-cookie");
    set.filter_map(|(_, value)| value.split(';').next()).collect::<Vec<_>>().join("; ")
}

/// Names and values of the form's hidden fields: the token against forged requests is one.
fn hidden_fields(page: &str) -> Vec<(&str, &str)> {
    let inputs = page.split("<input").skip(1).filter_map(|rest| rest.split('>').next());
    let hidden = inputs.filter(|tag| attribute(tag, "type") == Some("hidden"));
    hidden.filter_map(|tag| Some((attribute(tag, "name")?, attribute(tag, "value")?))).collect()
}

fn attribute<'a>(tag: &'a str, name: &str) -> Option<&'a str> {
    let (_, rest) = tag.split_once(&format!(" {name}=\""))?;
    rest.split('"').next()
}

fn links(page: &str) -> impl Iterator<Item = &str> {
    page.split("href=\"").skip(1).filter_map(|rest| rest.split('"').next())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_demo_s_login_is_read() {
        let printed = "Open http://127.0.0.1:1234\n  e-mail: owner@demo.example\n  password: quiet-saffron-41\n";
        assert_eq!(credentials(printed), Some(("owner@demo.example".to_owned(), "quiet-saffron-41".to_owned())));
        assert_eq!(credentials("nothing"), None);
    }

    #[test]
    fn hidden_fields_and_links_are_found() {
        let page = r#"<form><input type="hidden" name="csrf" value="t0k"><input name="email" type="email"></form><a href="/admin/customers/cus_1">"#;
        assert_eq!(hidden_fields(page), [("csrf", "t0k")]);
        assert_eq!(links(page).collect::<Vec<_>>(), ["/admin/customers/cus_1"]);
    }
}
