//! Every address of the program is probed: without a login, with every role, with the wrong key, with rubbish. A route that
//! the source names and this table does not, fails.

use crate::support::{Node, Shop};
use app::api::{Needs, endpoints};
use axum::body::Body;
use axum::http::{Method, Request, StatusCode, header};
use base::{Clock as _, Locale};
use foundation::staff::{self, NewStaff, Permission, Scope};
use std::collections::BTreeSet;
use std::path::Path;

/// What stands before a route.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Guard {
    /// Nothing: whoever asks is answered.
    Open,
    /// A member of staff must be signed in.
    Login,
    /// One whose role opens it.
    Role(Permission),
    /// One whose role opens the first may read; the second may send.
    Roles(Permission, Permission),
    /// A site or server key.
    SendingKey,
    /// A customer's session at their own pages.
    Customer,
}
use Guard::{Customer, Login, Open, Role, Roles, SendingKey};
use Permission::{Manage, Oversee, Own, Work};

/// Path, methods, guard. The API's own routes come from its own table.
const ROUTES: &[(&str, &[Method], Guard)] = &[
    ("/healthz", &[Method::GET], Open),
    ("/readyz", &[Method::GET], Open),
    ("/metrics", &[Method::GET], Open),
    ("/assets/{file}", &[Method::GET], Open),
    ("/a.js", &[Method::GET], Open),
    ("/v1/site", &[Method::GET], Open),
    ("/.well-known/gpc.json", &[Method::GET], Open),
    ("/demo/shop", &[Method::GET], Open),
    ("/demo/shop/{product}", &[Method::GET], Open),
    ("/demo/cart", &[Method::GET, Method::POST], Open),
    ("/demo/checkout", &[Method::GET, Method::POST], Open),
    ("/demo/thanks", &[Method::GET], Open),
    ("/", &[Method::GET], Open),
    ("/setup", &[Method::GET, Method::POST], Open),
    ("/login", &[Method::GET, Method::POST], Open),
    ("/preferences", &[Method::GET], Open),
    ("/.well-known/amana-keys.json", &[Method::GET], Open),
    ("/c/{token}", &[Method::GET], Open),
    ("/o/{file}", &[Method::GET], Open),
    ("/hooks/mail/{vendor}", &[Method::POST], Open),
    ("/privacy/notice", &[Method::GET], Open),
    ("/privacy/notice/{version}", &[Method::GET], Open),
    ("/invitation/{token}", &[Method::GET, Method::POST], Open),
    ("/u/{token}", &[Method::GET, Method::POST], Open),
    ("/p/{token}", &[Method::GET, Method::POST], Open),
    ("/privacy/confirm/{token}", &[Method::GET, Method::POST], Open),
    ("/privacy", &[Method::GET], Open),
    ("/privacy/link", &[Method::POST], Open),
    ("/privacy/open/{token}", &[Method::GET, Method::POST], Open),
    ("/privacy/out", &[Method::POST], Open),
    ("/privacy/renew/{token}", &[Method::GET, Method::POST], Open),
    ("/privacy/choices", &[Method::POST], Customer),
    ("/privacy/messages", &[Method::GET, Method::POST], Customer),
    ("/privacy/teams", &[Method::GET, Method::POST], Customer),
    ("/privacy/teams/{team}", &[Method::GET], Customer),
    ("/privacy/benefits", &[Method::GET], Customer),
    ("/privacy/unused", &[Method::POST], Customer),
    ("/privacy/looks", &[Method::GET], Customer),
    ("/privacy/windows/{window}", &[Method::POST], Customer),
    ("/privacy/download", &[Method::GET], Customer),
    ("/privacy/decisions", &[Method::GET], Customer),
    ("/privacy/receipts/{grant}", &[Method::GET], Customer),
    ("/privacy/report", &[Method::GET], Customer),
    ("/privacy/report.json", &[Method::GET], Customer),
    ("/privacy/export.json", &[Method::GET], Customer),
    ("/privacy/export.zip", &[Method::GET], Customer),
    ("/privacy/requests", &[Method::GET], Customer),
    ("/privacy/requests/correct", &[Method::POST], Customer),
    ("/privacy/requests/object", &[Method::POST], Customer),
    ("/privacy/requests/restrict", &[Method::POST], Customer),
    ("/privacy/requests/{request}/withdraw", &[Method::POST], Customer),
    ("/privacy/identity/{token}", &[Method::GET, Method::POST], Open),
    ("/privacy/erase", &[Method::GET, Method::POST], Customer),
    ("/privacy/erasure/{token}", &[Method::GET], Open),
    ("/privacy/erasure/{token}/certificate.json", &[Method::GET], Open),
    ("/api/{*rest}", &[Method::GET], Open),
    ("/v1/import", &[Method::POST], SendingKey),
    ("/v1/batch", &[Method::POST], SendingKey),
    ("/v1/b", &[Method::POST], SendingKey),
    ("/v1/{call}", &[Method::POST], SendingKey),
    ("/admin", &[Method::GET], Login),
    ("/admin/logout", &[Method::POST], Login),
    ("/admin/customers", &[Method::GET], Role(Work)),
    ("/admin/customers/{customer}", &[Method::GET], Role(Work)),
    ("/admin/customers/{customer}/consents", &[Method::POST], Role(Work)),
    ("/admin/customers/{customer}/more", &[Method::POST], Role(Work)),
    ("/admin/customers/{customer}/more/{window}/close", &[Method::POST], Role(Work)),
    ("/admin/segments", &[Method::GET, Method::POST], Roles(Work, Manage)),
    ("/admin/segments/new", &[Method::GET, Method::POST], Role(Manage)),
    ("/admin/segments/count", &[Method::POST], Role(Manage)),
    ("/admin/segments/{segment}", &[Method::GET], Role(Work)),
    ("/admin/segments/{segment}/members", &[Method::GET], Role(Work)),
    ("/admin/segments/{segment}/edit", &[Method::GET, Method::POST], Role(Manage)),
    ("/admin/segments/{segment}/delete", &[Method::POST], Role(Manage)),
    ("/admin/tasks", &[Method::GET], Role(Work)),
    ("/admin/tasks/{task}/take", &[Method::POST], Role(Work)),
    ("/admin/tasks/{task}/return", &[Method::POST], Role(Work)),
    ("/admin/tasks/{task}/done", &[Method::POST], Role(Work)),
    ("/admin/settings/webhooks", &[Method::GET, Method::POST], Role(Own)),
    ("/admin/settings/webhooks/{endpoint}", &[Method::GET], Role(Own)),
    ("/admin/settings/webhooks/{endpoint}/secret", &[Method::POST], Role(Own)),
    ("/admin/settings/webhooks/{endpoint}/pause", &[Method::POST], Role(Own)),
    ("/admin/settings/webhooks/{endpoint}/resume", &[Method::POST], Role(Own)),
    ("/admin/settings/webhooks/{endpoint}/delete", &[Method::POST], Role(Own)),
    ("/admin/journeys", &[Method::GET, Method::POST], Role(Manage)),
    ("/admin/journeys/{journey}", &[Method::GET], Role(Manage)),
    ("/admin/journeys/{journey}/effect", &[Method::GET], Role(Manage)),
    ("/admin/journeys/{journey}/people", &[Method::GET], Role(Manage)),
    ("/admin/journeys/{journey}/people/{run}", &[Method::GET], Role(Manage)),
    ("/admin/journeys/{journey}/rehearsal", &[Method::GET], Role(Manage)),
    ("/admin/journeys/{journey}/edit", &[Method::GET, Method::POST], Role(Manage)),
    ("/admin/journeys/{journey}/rule/{place}", &[Method::GET, Method::POST], Role(Manage)),
    ("/admin/journeys/{journey}/edit/json", &[Method::POST], Role(Manage)),
    ("/admin/journeys/{journey}/begin", &[Method::GET, Method::POST], Role(Manage)),
    ("/admin/journeys/{journey}/on", &[Method::POST], Role(Manage)),
    ("/admin/journeys/{journey}/off", &[Method::POST], Role(Manage)),
    ("/admin/journeys/{journey}/delete", &[Method::POST], Role(Manage)),
    ("/admin/campaigns", &[Method::GET], Role(Manage)),
    ("/admin/campaigns/new", &[Method::GET, Method::POST], Role(Manage)),
    ("/admin/campaigns/{campaign}", &[Method::GET], Role(Manage)),
    ("/admin/campaigns/{campaign}/progress", &[Method::GET], Role(Manage)),
    ("/admin/campaigns/{campaign}/edit", &[Method::GET, Method::POST], Role(Manage)),
    ("/admin/campaigns/{campaign}/forecast", &[Method::GET], Role(Manage)),
    ("/admin/campaigns/{campaign}/effect", &[Method::GET], Role(Manage)),
    ("/admin/campaigns/{campaign}/begin", &[Method::POST], Role(Manage)),
    ("/admin/campaigns/{campaign}/pause", &[Method::POST], Role(Manage)),
    ("/admin/campaigns/{campaign}/resume", &[Method::POST], Role(Manage)),
    ("/admin/campaigns/{campaign}/cancel", &[Method::POST], Role(Manage)),
    ("/admin/campaigns/{campaign}/copy", &[Method::POST], Role(Manage)),
    ("/admin/campaigns/{campaign}/delete", &[Method::POST], Role(Manage)),
    ("/admin/templates", &[Method::GET, Method::POST], Role(Manage)),
    ("/admin/templates/{template}", &[Method::GET], Role(Manage)),
    ("/admin/templates/{template}/edit", &[Method::GET, Method::POST], Role(Manage)),
    ("/admin/templates/{template}/preview", &[Method::GET, Method::POST], Role(Manage)),
    ("/admin/templates/{template}/check", &[Method::POST], Role(Manage)),
    ("/admin/templates/{template}/restore", &[Method::POST], Role(Manage)),
    ("/admin/templates/{template}/delete", &[Method::POST], Role(Manage)),
    ("/admin/messages", &[Method::GET], Role(Work)),
    ("/admin/messages/suppressions", &[Method::GET], Role(Work)),
    ("/admin/messages/suppressions/lift", &[Method::POST], Role(Manage)),
    ("/admin/messages/release", &[Method::POST], Role(Work)),
    ("/admin/messages/{message}", &[Method::GET], Role(Work)),
    ("/admin/messages/{message}/preview", &[Method::GET], Role(Work)),
    ("/admin/live", &[Method::GET], Role(Work)),
    ("/admin/live/stream", &[Method::GET], Role(Work)),
    ("/admin/set-aside", &[Method::GET], Role(Manage)),
    ("/admin/set-aside/{event}", &[Method::GET], Role(Manage)),
    ("/admin/privacy/third-parties", &[Method::GET, Method::POST], Role(Manage)),
    ("/admin/privacy/third-parties/scan", &[Method::POST], Role(Manage)),
    ("/admin/privacy/notices", &[Method::GET], Role(Manage)),
    ("/admin/privacy/notices/draft", &[Method::GET, Method::POST], Role(Manage)),
    ("/admin/privacy/notices/draft/discard", &[Method::POST], Role(Manage)),
    ("/admin/privacy/notices/publish", &[Method::GET, Method::POST], Role(Manage)),
    ("/admin/privacy/requests", &[Method::GET], Role(Manage)),
    ("/admin/privacy/requests/new", &[Method::GET, Method::POST], Role(Manage)),
    ("/admin/privacy/requests/{request}", &[Method::GET], Role(Manage)),
    ("/admin/privacy/requests/{request}/answer", &[Method::POST], Role(Manage)),
    ("/admin/privacy/requests/{request}/identity", &[Method::POST], Role(Manage)),
    ("/admin/privacy/requests/{request}/told", &[Method::POST], Role(Manage)),
    ("/admin/privacy/processing", &[Method::GET], Role(Manage)),
    ("/admin/privacy/processing.json", &[Method::GET], Role(Manage)),
    ("/admin/privacy/processing.csv", &[Method::GET], Role(Manage)),
    ("/admin/privacy/benefits", &[Method::GET, Method::POST], Role(Manage)),
    ("/admin/settings", &[Method::GET, Method::POST], Role(Manage)),
    ("/admin/settings/keys", &[Method::GET], Role(Own)),
    ("/admin/settings/keys/new", &[Method::GET, Method::POST], Role(Own)),
    ("/admin/settings/keys/{id}/revoke", &[Method::GET, Method::POST], Role(Own)),
    ("/admin/settings/email", &[Method::GET, Method::POST], Role(Manage)),
    ("/admin/settings/email/remove", &[Method::POST], Role(Manage)),
    ("/admin/settings/email/senders", &[Method::POST], Role(Manage)),
    ("/admin/settings/email/senders/remove", &[Method::POST], Role(Manage)),
    ("/admin/settings/email/test", &[Method::POST], Role(Manage)),
    ("/admin/settings/email/tracking", &[Method::POST], Role(Manage)),
    ("/admin/settings/email/effect", &[Method::POST], Role(Manage)),
    ("/admin/settings/email/dns", &[Method::POST], Role(Manage)),
    ("/admin/settings/email/feedback", &[Method::POST], Role(Manage)),
    ("/admin/settings/email/mailbox", &[Method::POST], Role(Manage)),
    ("/admin/settings/email/mailbox/read", &[Method::POST], Role(Manage)),
    ("/admin/settings/email/dkim", &[Method::POST], Role(Manage)),
    ("/admin/settings/email/dkim/ed25519", &[Method::POST], Role(Manage)),
    ("/admin/settings/email/dkim/switch", &[Method::POST], Role(Manage)),
    ("/admin/settings/rules", &[Method::GET, Method::POST], Role(Manage)),
    ("/admin/settings/rules/{name}/preview", &[Method::GET], Role(Manage)),
    ("/admin/products", &[Method::GET], Role(Work)),
    ("/admin/settings/sending", &[Method::GET, Method::POST], Role(Manage)),
    ("/admin/settings/sending/days", &[Method::POST], Role(Manage)),
    ("/admin/settings/sending/days/remove", &[Method::POST], Role(Manage)),
    ("/admin/settings/consent", &[Method::GET], Role(Manage)),
    ("/admin/settings/consent/purposes", &[Method::POST], Role(Manage)),
    ("/admin/settings/consent/confirm", &[Method::POST], Role(Manage)),
    ("/admin/settings/consent/topics", &[Method::POST], Role(Manage)),
    ("/admin/settings/consent/topics/{topic}/remove", &[Method::POST], Role(Manage)),
    ("/admin/settings/consent/rules", &[Method::POST], Role(Manage)),
    ("/admin/settings/website", &[Method::GET, Method::POST], Role(Manage)),
    ("/admin/settings/website/preview", &[Method::GET], Role(Manage)),
    ("/admin/settings/website/words/{version}", &[Method::GET], Role(Manage)),
    ("/admin/settings/website/sample", &[Method::GET], Role(Manage)),
    ("/admin/settings/people", &[Method::GET], Role(Own)),
    ("/admin/settings/people/new", &[Method::GET, Method::POST], Role(Own)),
    ("/admin/password", &[Method::GET, Method::POST], Login),
    ("/admin/settings/people/{person}", &[Method::GET, Method::POST], Role(Own)),
    ("/admin/settings/people/{person}/link", &[Method::POST], Role(Own)),
    ("/admin/settings/people/{person}/sign-out", &[Method::POST], Role(Own)),
    ("/admin/settings/people/{person}/disable", &[Method::POST], Role(Own)),
    ("/admin/settings/people/{person}/enable", &[Method::POST], Role(Own)),
    ("/admin/settings/teams", &[Method::GET, Method::POST], Role(Own)),
    ("/admin/settings/teams/{team}/remove", &[Method::POST], Role(Own)),
    ("/admin/settings/audit", &[Method::GET], Role(Oversee)),
    ("/admin/settings/audit.csv", &[Method::GET], Role(Oversee)),
    ("/admin/settings/looks", &[Method::GET], Role(Oversee)),
    ("/admin/settings/retention", &[Method::GET, Method::POST], Roles(Oversee, Own)),
];

/// Expressions in the source that stand for a path.
const NAMED: &[(&str, &str)] = &[
    ("ADMIN_PATH", "/admin"),
    ("LOGOUT_PATH", "/admin/logout"),
    ("PASSWORD_PATH", "/admin/password"),
    ("PREFERENCES_PATH", "/preferences"),
    ("web::assets::ASSETS_PATH", "/assets/{file}"),
    ("Place::Store.path()", "/admin/settings"),
    ("Place::Keys.path()", "/admin/settings/keys"),
    ("Place::Email.path()", "/admin/settings/email"),
    ("Place::Rules.path()", "/admin/settings/rules"),
    ("Place::Sending.path()", "/admin/settings/sending"),
    ("DAYS_PATH", "/admin/settings/sending/days"),
    ("REMOVE_PATH", "/admin/settings/sending/days/remove"),
    ("Place::Consent.path()", "/admin/settings/consent"),
    ("Place::Website.path()", "/admin/settings/website"),
    ("PREVIEW", "/admin/settings/website/preview"),
    ("SAMPLE", "/admin/settings/website/sample"),
    ("Place::People.path()", "/admin/settings/people"),
    ("NEW", "/admin/settings/people/new"),
    ("Place::Teams.path()", "/admin/settings/teams"),
    ("Place::Audit.path()", "/admin/settings/audit"),
    ("Place::Looks.path()", "/admin/settings/looks"),
    ("Place::Retention.path()", "/admin/settings/retention"),
];

#[test]
fn every_route_of_the_source_is_in_the_table() {
    let table: BTreeSet<&str> = ROUTES.iter().map(|(path, _, _)| *path).collect();
    let mut found = BTreeSet::new();
    look_through(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut found);
    let missing: Vec<&String> = found.iter().filter(|path| !table.contains(path.as_str())).collect();
    assert!(missing.is_empty(), "not in the coverage table: {missing:?}");
    let gone: Vec<&&str> = table.iter().filter(|path| !found.contains(**path)).collect();
    assert!(gone.is_empty(), "no longer in the source: {gone:?}");
}

fn look_through(folder: &Path, found: &mut BTreeSet<String>) {
    for entry in std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
        if entry.is_dir() {
            look_through(&entry, found);
            continue;
        }
        let text = std::fs::read_to_string(&entry).unwrap();
        for after in text.split(".route(").skip(1) {
            let first = after.split(", ").next().unwrap_or_default().trim();
            let path = match first {
                // The API's table, probed below.
                "endpoint.path" => continue,
                "PATH" => text.split("const PATH: &str = ").nth(1).and_then(|rest| rest.split(';').next()).unwrap_or(first),
                other => NAMED.iter().find(|(name, _)| *name == other).map_or(other, |(_, path)| path),
            };
            found.insert(path.trim_matches('"').to_owned());
        }
    }
}

#[test]
fn nobody_comes_in_without_a_login_or_a_key() {
    let shop = Shop::open();
    let node = shop.node();
    let read = node.key(Scope::Read);
    for (path, methods, guard) in ROUTES {
        for method in *methods {
            let path = path.replace("{call}", "track").replace(['{', '}', '*'], "");
            let plain = node.request(Request::builder().method(method).uri(&path).body(Body::from("{}")).unwrap());
            match guard {
                Open => assert!(plain.status.as_u16() < 500, "{method} {path}: {}", plain.status),
                Login | Role(_) | Roles(..) => {
                    let to = plain.headers.get(header::LOCATION).map(|to| to.to_str().unwrap().to_owned()).unwrap_or_default();
                    let turned_away = plain.status == StatusCode::SEE_OTHER && to.starts_with("/login")
                        || [StatusCode::UNAUTHORIZED, StatusCode::FORBIDDEN, StatusCode::UNSUPPORTED_MEDIA_TYPE]
                            .contains(&plain.status);
                    assert!(turned_away, "{method} {path}: {} {to}", plain.status);
                }
                Customer => {
                    let to = plain.headers.get(header::LOCATION).map(|to| to.to_str().unwrap().to_owned()).unwrap_or_default();
                    let turned_away = plain.status == StatusCode::SEE_OTHER && to == "/privacy";
                    let is_post = *method == Method::POST && plain.status == StatusCode::FORBIDDEN;
                    assert!(turned_away || is_post, "{method} {path}: {} {to}", plain.status);
                }
                SendingKey => {
                    assert_eq!(plain.status, StatusCode::UNAUTHORIZED, "{method} {path}");
                    for key in ["amana_server_00000000000000000000000000", &read] {
                        let status = node.post(&path, key, "{}").status;
                        assert!([StatusCode::UNAUTHORIZED, StatusCode::FORBIDDEN].contains(&status), "{method} {path}: {status}");
                    }
                }
            }
        }
    }
    let site = node.key(Scope::Site);
    for endpoint in endpoints().filter(|endpoint| !matches!(endpoint.needs, Needs::Nothing)) {
        let path = endpoint.path.replace(['{', '}'], "");
        let method: Method = endpoint.method.to_uppercase().parse().unwrap();
        for (key, expected) in
            [("", StatusCode::UNAUTHORIZED), ("nonsense", StatusCode::UNAUTHORIZED), (&site, StatusCode::FORBIDDEN)]
        {
            let mut request = Request::builder().method(&method).uri(&path);
            if !key.is_empty() {
                request = request.header(header::AUTHORIZATION, format!("Bearer {key}"));
            }
            let status = node.request(request.body(Body::from("{}")).unwrap()).status;
            assert_eq!(status, expected, "{method} {path} with {key:?}");
        }
    }
}

/// A session of a new account of this role, as a cookie.
pub fn session_of(node: &Node, role: staff::Role) -> String {
    let (keys, mut rng, now) = (node.app.keys.clone(), node.app.fork_rng(), node.clock.now());
    let made = node.app.recorder.submit(move |tx| {
        let email = format!("{}@shop.example", role.word());
        let new = NewStaff { role, ..NewStaff::owner(&email, "Somebody", Locale::En) };
        let id = staff::create(tx, &keys, &mut rng, &new, None, now)?;
        Ok::<_, staff::StaffError>(staff::open_session(tx, &keys, &mut rng, id, now)?)
    });
    format!("__Host-session={}", made.wait().unwrap())
}

#[test]
fn every_page_of_the_admin_opens_for_the_roles_that_the_table_names_and_no_others() {
    let shop = Shop::open();
    let node = shop.node();
    // A stream would go on for ever; the router answers without it just the same.
    node.app.end_streams();
    for role in staff::Role::ALL {
        let cookie = session_of(&node, role);
        for (path, methods, guard) in ROUTES.iter().filter(|(path, ..)| path.starts_with("/admin") && *path != "/admin/logout") {
            for method in *methods {
                let needed = match guard {
                    Role(needed) => Some(*needed),
                    Roles(reading, sending) => Some(if method == Method::GET { *reading } else { *sending }),
                    Login => None,
                    other => panic!("{path} must name who may open it, not {other:?}"),
                };
                let uri = path.replace(['{', '}'], "");
                let request = Request::builder().method(method).uri(&uri).header(header::COOKIE, &cookie);
                let request = request.header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
                let reply = node.request(request.body(Body::from("csrf=0")).unwrap());
                let refused = reply.status == StatusCode::FORBIDDEN && reply.body.contains("Your role does not open this page");
                let may = needed.is_none_or(|needed| role.may(needed));
                assert_eq!(refused, !may, "{method} {path} as {}: {}", role.word(), reply.status);
                let is_sent_away = reply.headers.get("location").is_some_and(|to| to.to_str().unwrap().starts_with("/login"));
                assert!(reply.status.as_u16() < 500 && !is_sent_away || needed.is_none(), "{method} {path}");
            }
        }
    }
}

#[test]
fn rubbish_is_answered_and_breaks_nothing() {
    let shop = Shop::open();
    let node = shop.node();
    let admin = node.key(Scope::Admin);
    let paths = ROUTES.iter().map(|(path, methods, _)| (path.to_string(), methods.to_vec()));
    let api = endpoints().map(|endpoint| (endpoint.path.to_owned(), vec![endpoint.method.to_uppercase().parse().unwrap()]));
    for (path, methods) in paths.chain(api) {
        for method in methods {
            for filler in ["x", "cus_00000000000000000000000000", "%00", "%F0%9F%98%80", "..%2F..%2Fetc", &"9".repeat(500)] {
                let mut uri = String::new();
                let mut inside = false;
                for c in path.chars() {
                    match c {
                        '{' => {
                            inside = true;
                            uri.push_str(filler);
                        }
                        '}' => inside = false,
                        c if !inside => uri.push(c),
                        _ => {}
                    }
                }
                uri.push_str(
                    "?q=%00%FF&limit=-1&after=%7B&before=99999999999999999999&state=x&lang=zz&to=//evil.example&token=%27",
                );
                let body = [&b"\x00\xff{\"a\":"[..], &[b'['; 300]].concat();
                let request = Request::builder()
                    .method(&method)
                    .uri(&uri)
                    .header(header::AUTHORIZATION, format!("Bearer {admin}"))
                    .header(header::COOKIE, "amana_session=\"%%%; lang=../..; theme=<script>")
                    .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
                let reply = node.request(request.body(Body::from(body)).unwrap());
                assert!(reply.status.as_u16() < 500, "{method} {uri}: {}", reply.status);
                assert!(!reply.body.contains("panicked") && !reply.body.contains("<script>"), "{method} {uri}");
            }
        }
    }
    node.assert_whole();
}
