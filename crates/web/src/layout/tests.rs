use super::*;
use crate::errors;
use axum::http::StatusCode;
use jiff::tz::TimeZone;
use maud::html;

fn ctx(locale: Locale) -> PageCtx {
    let mut ctx = PageCtx::new(
        Formatter::new(Lang::new(locale), TimeZone::UTC),
        Timestamp::from_micros(1_777_000_000_000_000),
        "/admin/customers?q=a b&after=x",
    );
    ctx.person = Some("<b>Sara</b>".to_owned());
    ctx.csrf = "token".to_owned();
    ctx.store = "Noor & Co".to_owned();
    ctx.nav = Some(Nav::Customers);
    ctx.nav_counts = vec![(Nav::SetAside, 3), (Nav::Messages, 0)];
    ctx
}

#[test]
fn the_shell_in_each_language() {
    for locale in Locale::ALL {
        let page = page(&ctx(locale), &Heading::new("T").crumb("Up", "/admin"), html! { p { "content" } }).into_string();
        assert!(page.starts_with("<!DOCTYPE html><html lang=\""), "{page}");
        assert!(page.contains(&format!("dir=\"{}\"", locale.dir())));
        assert!(page.contains("&lt;b&gt;Sara") && !page.contains("<b>Sara"), "names are escaped");
        assert!(page.contains("Noor &amp; Co"));
        assert_eq!(page.matches("aria-current=\"page\"").count(), 2, "once in the side, once in the phone's menu");
        assert!(!page.contains(" style=") && !page.contains("onclick"), "the policy forbids inline styles and scripts");
        assert!(page.contains("to=/admin/customers%3Fq%3Da%20b%26after%3Dx"), "language links return to the page");
        assert_eq!(page.matches("<h1>").count(), 1);
    }
}

#[test]
fn a_theme_is_an_attribute() {
    let mut ctx = ctx(Locale::En);
    assert!(!page(&ctx, &Heading::new("T"), html! {}).into_string().contains("data-theme=\""));
    ctx.theme = Theme::Dark;
    assert!(bare(&ctx, &Heading::new("T"), html! {}).into_string().contains("data-theme=\"dark\""));
}

#[test]
fn every_error_says_what_to_do() {
    for locale in Locale::ALL {
        for status in [400, 401, 403, 404, 409, 413, 418, 429, 500, 503] {
            for person in [None, Some("Sara".to_owned())] {
                let ctx = PageCtx { person, ..ctx(locale) };
                let page = errors::page(&ctx, StatusCode::from_u16(status).unwrap(), Some("req_1")).into_string();
                assert!(page.contains("req_1"));
                assert!(!page.contains(">error-"), "{status} has its words in {locale}: {page}");
            }
        }
    }
}
