//! Writes a gallery of pages over invented figures, to look at the parts in every language and theme:
//! `cargo run -p web --example gallery [FOLDER]`. The people and orders in it are invented.

use base::{Locale, Timestamp};
use std::path::{Path, PathBuf};
use web::layout::{Flash, Nav, PageCtx, Theme};
use web::{Formatter, Lang, assets};

mod lists;
mod pages;

fn main() -> std::io::Result<()> {
    let folder = std::env::args().nth(1).map_or_else(|| std::env::temp_dir().join("amana-gallery"), PathBuf::from);
    std::fs::create_dir_all(folder.join("assets"))?;
    for (url, body) in assets::all() {
        std::fs::write(folder.join(url.trim_start_matches('/')), body)?;
    }
    for locale in Locale::ALL {
        for theme in [Theme::Light, Theme::Dark] {
            write_pages(&folder, locale, theme)?;
        }
    }
    Ok(())
}

fn write_pages(folder: &Path, locale: Locale, theme: Theme) -> std::io::Result<()> {
    let pages = [
        ("home", pages::home(&context(locale, theme, Some(Nav::Home)))),
        ("start", pages::start(&context(locale, theme, Some(Nav::Home)))),
        ("customers", lists::customers(&context(locale, theme, Some(Nav::Customers)))),
        ("customer", pages::customer(&context(locale, theme, Some(Nav::Customers)))),
        ("messages", lists::messages(&context(locale, theme, Some(Nav::Messages)))),
        ("live", lists::live(&context(locale, theme, Some(Nav::Live)))),
        ("settings", pages::settings(&context(locale, theme, Some(Nav::Settings)))),
        ("charts", pages::charts(&context(locale, theme, Some(Nav::Home)))),
        ("login", pages::login(&PageCtx { person: None, ..context(locale, theme, None) })),
        ("error", pages::error(&context(locale, theme, None))),
    ];
    for (name, page) in pages {
        // Opened from the disk, a page finds its files beside it.
        let html = page.into_string().replace("\"/assets/", "\"assets/");
        std::fs::write(folder.join(format!("{name}.{}.{}.html", locale.code(), theme.code())), html)?;
    }
    Ok(())
}

fn context(locale: Locale, theme: Theme, nav: Option<Nav>) -> PageCtx {
    let zone = jiff::tz::TimeZone::get("Asia/Riyadh").unwrap_or(jiff::tz::TimeZone::UTC);
    let now = Timestamp::parse("2026-05-03T11:24:30Z").unwrap_or_default();
    let mut ctx = PageCtx::new(Formatter::new(Lang::new(locale), zone), now, "/admin");
    ctx.theme = theme;
    ctx.nav = nav;
    ctx.csrf = "0123".into();
    ctx.store = match locale {
        Locale::En => "Noor Home",
        Locale::Ar => "نور للمنزل",
        Locale::Fa => "خانهٔ نور",
    }
    .into();
    ctx.person = Some(pages::name_of(locale, 0).into());
    ctx.nav_counts = vec![(Nav::SetAside, 12)];
    if nav == Some(Nav::Settings) {
        ctx.flash = Some(Flash { tone: web::components::Tone::Good, text: ctx.t("form-saved").into_owned() });
    }
    ctx
}
