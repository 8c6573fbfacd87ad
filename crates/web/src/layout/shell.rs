//! The two layouts: the shell that the store's people work in, and the bare page for everyone else.

use super::{ADMIN_PATH, Flash, Heading, LOGOUT_PATH, Nav, PASSWORD_PATH, PageCtx, Theme, Tone};
use crate::http::Html;
use crate::i18n::key;
use crate::icons::{Icon, icon, mark};
use crate::{assets, csrf};
use base::Locale;
use maud::{DOCTYPE, Markup, html};

/// A page of the admin: navigation beside it, the bar above it.
pub fn page(ctx: &PageCtx, heading: &Heading, content: Markup) -> Html {
    let body = html! {
        body.has-shell {
            a.skip href="#main" { (ctx.t("shell-skip")) }
            aside.side {
                (brand(ctx))
                (navigation(ctx, key("shell-navigation")))
            }
            header.top {
                (phone_menu(ctx))
                @if ctx.opens(Nav::Customers) { (search(ctx)) }
                div.top-tools {
                    (language_menu(ctx))
                    (theme_menu(ctx))
                    (person_menu(ctx))
                }
            }
            main.main #main tabindex="-1" {
                (heading_block(ctx, heading))
                (flash(ctx.flash.as_ref()))
                (content)
            }
        }
    };
    document(ctx, &heading.title, &body)
}

/// A page without navigation, one narrow column: login, set-up, what customers see, errors before login.
pub fn bare(ctx: &PageCtx, heading: &Heading, content: Markup) -> Html {
    let body = html! {
        body.is-bare {
            a.skip href="#main" { (ctx.t("shell-skip")) }
            header.bare-top {
                div.brand {
                    (mark())
                    span.brand-name { bdi { (if ctx.store.is_empty() { ctx.t("shell-product") } else { ctx.store.as_str().into() }) } }
                }
                div.top-tools {
                    (language_menu(ctx))
                    (theme_menu(ctx))
                }
            }
            main.bare-main #main tabindex="-1" {
                (heading_block(ctx, heading))
                (flash(ctx.flash.as_ref()))
                (content)
            }
        }
    };
    document(ctx, &heading.title, &body)
}

fn document(ctx: &PageCtx, title: &str, body: &Markup) -> Html {
    let owner = if ctx.store.is_empty() { ctx.t("shell-product") } else { ctx.store.as_str().into() };
    let theme = (ctx.theme != Theme::Auto).then(|| ctx.theme.code());
    Html::new(html! {
        (DOCTYPE)
        html lang=(ctx.locale().code()) dir=(ctx.dir()) data-theme=[theme] {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                title { (title) " · " (owner) }
                link rel="stylesheet" href=(assets::style());
                link rel="icon" href=(assets::icon()) type="image/svg+xml";
                script type="module" src=(assets::script()) {}
            }
            (body)
        }
    })
}

fn brand(ctx: &PageCtx) -> Markup {
    html! {
        a.brand href=(ADMIN_PATH) {
            (mark())
            span.brand-words {
                span.brand-name { (ctx.t("shell-product")) }
                @if !ctx.store.is_empty() { bdi.brand-store { (ctx.store) } }
            }
        }
    }
}

fn navigation(ctx: &PageCtx, label: &str) -> Markup {
    html! {
        nav.nav aria-label=(ctx.t(label)) {
            ul {
                @for (place, href) in &ctx.nav_places {
                    li {
                        a.nav-link href=(href) aria-current=[(ctx.nav == Some(*place)).then_some("page")] {
                            (icon(place.icon()))
                            span { (ctx.t(place.label())) }
                            @if let Some((_, count)) = ctx.nav_counts.iter().find(|(nav, count)| nav == place && *count > 0) {
                                span.nav-count { (ctx.fmt.compact(*count as f64)) }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// On a phone the navigation folds into a disclosure, which needs no script.
fn phone_menu(ctx: &PageCtx) -> Markup {
    html! {
        details.menu.phone-menu {
            summary.tool { (icon(Icon::Menu)) span.hidden { (ctx.t("shell-menu")) } }
            div.menu-panel {
                (brand(ctx))
                (navigation(ctx, key("shell-menu")))
            }
        }
    }
}

fn search(ctx: &PageCtx) -> Markup {
    html! {
        form.search role="search" method="get" action=(Nav::Customers.path()) {
            label.hidden for="search" { (ctx.t("shell-search")) }
            button.search-go type="submit" { (icon(Icon::Search)) span.hidden { (ctx.t("shell-search-go")) } }
            input #search type="search" name="q" placeholder=(ctx.t("shell-search-hint")) data-short=(ctx.t("shell-search-go"))
                autocomplete="off" maxlength="200" data-search;
            kbd aria-hidden="true" { "/" }
        }
    }
}

fn language_menu(ctx: &PageCtx) -> Markup {
    html! {
        details.menu name="tools" {
            summary.tool {
                (icon(Icon::Globe))
                span.hidden { (ctx.t("shell-language")) }
                span.tool-word { (ctx.locale().own_name()) }
            }
            ul.menu-panel {
                @for locale in Locale::ALL {
                    li {
                        a.menu-item href=(ctx.language_link(locale)) lang=(locale.code()) dir=(locale.dir())
                            aria-current=[(locale == ctx.locale()).then_some("true")] { (locale.own_name()) }
                    }
                }
            }
        }
    }
}

fn theme_menu(ctx: &PageCtx) -> Markup {
    html! {
        details.menu name="tools" {
            summary.tool { (icon(Icon::Theme)) span.hidden { (ctx.t("shell-theme")) } }
            ul.menu-panel {
                @for theme in Theme::ALL {
                    li {
                        a.menu-item href=(ctx.theme_link(theme)) data-theme-choice=(theme.code())
                            aria-current=[(theme == ctx.theme).then_some("true")] { (ctx.t(theme.label())) }
                    }
                }
            }
        }
    }
}

fn person_menu(ctx: &PageCtx) -> Markup {
    let Some(person) = &ctx.person else { return html! {} };
    html! {
        details.menu name="tools" {
            summary.tool { (crate::components::avatar(person)) span.hidden { (ctx.t("shell-account")) } }
            div.menu-panel {
                p.menu-note { (ctx.t("shell-signed-in-as")) " " bdi { strong { (person) } } }
                a.menu-item href=(PASSWORD_PATH) { (icon(Icon::Key)) span { (ctx.t("shell-password")) } }
                form method="post" action=(LOGOUT_PATH) {
                    input type="hidden" name=(csrf::FIELD) value=(ctx.csrf);
                    button.menu-item type="submit" { (icon(Icon::LogOut)) span { (ctx.t("shell-log-out")) } }
                }
            }
        }
    }
}

fn heading_block(ctx: &PageCtx, heading: &Heading) -> Markup {
    html! {
        header.heading {
            @if !heading.crumbs.is_empty() {
                nav.crumbs aria-label=(ctx.t("shell-breadcrumb")) {
                    ol { @for (at, (label, href)) in heading.crumbs.iter().enumerate() { li { (icon(if at == 0 { Icon::Previous } else { Icon::Next })) a href=(href) { (label) } } } }
                }
            }
            div.heading-line {
                div.heading-words {
                    h1 { @if heading.is_name { bdi { (heading.title) } } @else { (heading.title) } }
                    @if let Some(state) = &heading.state { p.state { (state) } }
                }
                @if let Some(actions) = &heading.actions { div.actions { (actions) } }
            }
        }
    }
}

fn flash(flash: Option<&Flash>) -> Markup {
    let Some(Flash { tone, text }) = flash else { return html! {} };
    let sign = if matches!(tone, Tone::Warn | Tone::Bad) { Icon::Warning } else { Icon::Check };
    html! { p class={ "flash tone-" (tone.code()) } role="status" { (icon(sign)) span { (text) } } }
}
