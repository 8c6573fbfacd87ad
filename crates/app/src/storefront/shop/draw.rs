//! The shop's pages. They carry the on-site script as a store's own pages would, under a policy that allows no inline style.

use super::checkout::Order;
use super::{DemoProduct, Shopper};
use base::Locale;
use maud::{DOCTYPE, Markup, PreEscaped, html};
use serde_json::{Value, json};
use web::forms::{self, Check, Field, FieldErrors};
use web::icons::{Icon, icon};
use web::{Html, assets, components, key};

pub(super) fn all(shopper: &Shopper) -> Html {
    let ctx = &shopper.visitor.ctx;
    let content = html! {
        header.shop-lead {
            h1 { bdi { (ctx.store) } }
            p { (ctx.t(key("shop-lead"))) }
        }
        ul.shop-grid {
            @for product in &shopper.shop.products {
                li.shop-card {
                    (picture(product))
                    p.shop-kind { (product.category_name(ctx.locale())) }
                    h2 { a href={ "/demo/shop/" (product.sku) } { (product.name(ctx.locale())) } }
                    p.shop-price { (price(shopper, product.price_minor)) }
                }
            }
        }
    };
    document(shopper, &ctx.store, None, &content)
}

pub(super) fn one(shopper: &Shopper, product: &DemoProduct) -> Html {
    let ctx = &shopper.visitor.ctx;
    let name = product.name(ctx.locale());
    let numbers = (1..=5).map(|n: i64| (n.to_string(), ctx.fmt.integer(n)));
    let content = html! {
        p { a.quiet-link href="/demo/shop" { (icon(Icon::Previous)) (ctx.t(key("shop-all"))) } }
        article.shop-one {
            (picture(product))
            div.stack {
                div {
                    p.shop-kind { (product.category_name(ctx.locale())) }
                    h1 { (name) }
                    p.shop-price { (price(shopper, product.price_minor)) }
                }
                form.form method="post" action="/demo/cart" {
                    (forms::hidden("sku", &product.sku))
                    (Field::select("quantity", ctx.t(key("shop-quantity")), numbers).value("1").short())
                    div.submit-row { (components::button(&ctx.t(key("shop-add")))) }
                }
            }
        }
    };
    let viewed = told(shopper, product, 1);
    document(shopper, name, Some(("Product Viewed", viewed)), &content)
}

/// The cart; `added` is what was just put into it.
pub(super) fn cart(shopper: &Shopper, added: Option<&DemoProduct>) -> Html {
    let ctx = &shopper.visitor.ctx;
    let content = html! {
        h1 { (ctx.t(key("shop-cart-title"))) }
        @if shopper.cart.count() == 0 {
            (components::empty(Icon::Cart, &ctx.t(key("shop-cart-empty")), &ctx.t(key("shop-cart-empty-text")),
                Some(components::button_link_primary("/demo/shop", &ctx.t(key("shop-all"))))))
        } @else {
            div.section.card.stack {
                (lines(shopper, true))
                div.actions {
                    (components::button_link_primary("/demo/checkout", &ctx.t(key("shop-checkout"))))
                    (components::button_link("/demo/shop", &ctx.t(key("shop-all"))))
                }
            }
        }
    };
    let event = match added {
        None => ("Cart Viewed", products(shopper)),
        // With all that is in the cart, for whoever is to be reminded of it.
        Some(product) => {
            let mut told = told(shopper, product, 1);
            told["products"] = products(shopper)["products"].take();
            ("Product Added", told)
        }
    };
    document(shopper, &ctx.t(key("shop-cart-title")), Some(event), &content)
}

pub(super) fn checkout(shopper: &Shopper, order: &Order, errors: &FieldErrors) -> Html {
    let ctx = &shopper.visitor.ctx;
    let content = html! {
        h1 { (ctx.t(key("shop-checkout-title"))) }
        (forms::error_summary(ctx, errors))
        div.shop-one {
            div.section.card {
                form.form method="post" action="/demo/checkout" data-visitor {
                    p { (ctx.t(key("shop-checkout-text"))) }
                    // The page's script writes the browser's id here, where there is one.
                    (forms::hidden("visitor", ""))
                    (Field::text("name", ctx.t(key("shop-name"))).value(&*order.name).error(errors.get("name"))
                        .autocomplete("name").max_length(100).required())
                    (Field::email("email", ctx.t(key("shop-email"))).hint(ctx.t(key("shop-email-hint"))).value(&*order.email)
                        .error(errors.get("email")).autocomplete("email").max_length(254).required())
                    (Check::new("news", ctx.t(key("shop-news")), order.news == "on").hint(ctx.t(key("shop-news-hint"))))
                    div.submit-row { (components::button(&ctx.t(key("shop-order")))) }
                }
            }
            div.section.card { (lines(shopper, false)) }
        }
    };
    document(shopper, &ctx.t(key("shop-checkout-title")), Some(("Checkout Started", products(shopper))), &content)
}

pub(super) fn thanks(shopper: &Shopper, number: &str) -> Html {
    let ctx = &shopper.visitor.ctx;
    let content = html! {
        h1 { (ctx.t(key("shop-thanks"))) }
        div.section.card.stack {
            p { (ctx.t_with(key("shop-thanks-text"), &[("order", number.into())])) }
            p { (ctx.t(key("shop-thanks-choices"))) }
            div.actions {
                (components::button_link_primary(&format!("/admin/customers?q={number}"), &ctx.t(key("shop-thanks-admin"))))
                (components::button_link("/privacy", &ctx.t(key("privacy-nav"))))
                (components::button_link("/demo/shop", &ctx.t(key("shop-all"))))
            }
        }
    };
    document(shopper, &ctx.t(key("shop-thanks")), None, &content)
}

/// What is in the cart, with a way to take it out where it may be changed.
fn lines(shopper: &Shopper, may_change: bool) -> Markup {
    let ctx = &shopper.visitor.ctx;
    html! {
        ul.shop-lines {
            @for (product, quantity) in shopper.cart.lines(&shopper.shop) {
                @let name = product.name(ctx.locale());
                li {
                    span { (name) " " span.quiet { "× " (ctx.fmt.integer(i64::from(quantity))) } }
                    span.shop-price { (price(shopper, product.price_minor * i64::from(quantity))) }
                    @if may_change {
                        form method="post" action="/demo/cart" {
                            (forms::hidden("sku", &product.sku)) (forms::hidden("quantity", "0"))
                            button.tool type="submit" {
                                (icon(Icon::Close))
                                span.hidden { (ctx.t_with(key("shop-remove"), &[("product", name.into())])) }
                            }
                        }
                    }
                }
            }
            li {
                strong { (ctx.t(key("shop-total"))) }
                strong.shop-price { (price(shopper, shopper.cart.total_minor(&shopper.shop))) }
            }
        }
    }
}

fn price(shopper: &Shopper, minor: i64) -> String {
    shopper.visitor.ctx.fmt.money(shopper.shop.money(minor))
}

/// A product in the spec's words.
fn told(shopper: &Shopper, product: &DemoProduct, quantity: u32) -> Value {
    let locale = shopper.visitor.ctx.locale();
    json!({
        "sku": product.sku, "name": product.name(locale), "category": product.category, "quantity": quantity,
        "price": shopper.shop.decimal(product.price_minor), "currency": shopper.shop.currency,
    })
}

fn products(shopper: &Shopper) -> Value {
    let lines = shopper.cart.lines(&shopper.shop);
    json!({"products": lines.map(|(product, quantity)| told(shopper, product, quantity)).collect::<Vec<_>>()})
}

/// Shapes on a grid of 64.
const CUP: &str = "<path d='M14 24h28v12a12 12 0 0 1-12 12h-4a12 12 0 0 1-12-12zM42 27h4a6 6 0 0 1 0 12h-4'/>\
    <path d='M22 17c0-4 3-4 3-8M31 17c0-4 3-4 3-8'/>";
const LEAF: &str = "<path d='M32 52C18 44 14 30 18 12c16 4 26 16 22 36'/><path d='M22 18c4 12 8 22 14 36'/>";
const SPROUT: &str = "<path d='M32 54V34'/>\
    <path d='M32 34c-12-4-14-14-10-24 6 4 10 10 10 24zM32 34c12-4 14-14 10-24-6 4-10 10-10 24z'/>";
const FRUIT: &str = "<ellipse cx='24' cy='34' rx='8' ry='14' transform='rotate(-18 24 34)'/>\
    <ellipse cx='42' cy='34' rx='8' ry='14' transform='rotate(18 42 34)'/>";
const FLACON: &str = "<path d='M26 8h12v8H26zM22 22h20a4 4 0 0 1 4 4v24a4 4 0 0 1-4 4H22a4 4 0 0 1-4-4V26a4 4 0 0 1 4-4z'/>\
    <path d='M24 34h16'/>";
const BOWL: &str = "<path d='M14 26h36l-4 22a6 6 0 0 1-6 5H24a6 6 0 0 1-6-5z'/><path d='M22 26a10 10 0 0 1 20 0'/>";

/// A drawn picture for each kind of thing; no photograph has to be fetched.
fn picture(product: &DemoProduct) -> Markup {
    let (hue, shape) = match product.category.as_str() {
        "coffee" => (1, CUP),
        "tea" => (4, LEAF),
        "spices" => (3, SPROUT),
        "dates" | "nuts" => (5, FRUIT),
        "perfume" | "care" => (2, FLACON),
        _ => (0, BOWL),
    };
    html! {
        div class={ "shop-picture hue-" (hue) } aria-hidden="true" {
            svg viewBox="0 0 64 64" { (PreEscaped(shape)) }
        }
    }
}

/// The page around: the store's own head and foot, and the one line that a store pastes.
fn document(shopper: &Shopper, title: &str, event: Option<(&str, Value)>, content: &Markup) -> Html {
    let ctx = &shopper.visitor.ctx;
    let theme = (ctx.theme != web::Theme::Auto).then(|| ctx.theme.code());
    Html::new(html! {
        (DOCTYPE)
        html lang=(ctx.locale().code()) dir=(ctx.dir()) data-theme=[theme] {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                title { (title) " · " (ctx.store) }
                link rel="stylesheet" href=(assets::style());
                link rel="stylesheet" href=(assets::shop_style());
                link rel="icon" href=(assets::icon()) type="image/svg+xml";
                @if let Some((name, properties)) = event {
                    meta name="amana-event" content=(name) data-properties=(properties);
                }
                script type="module" src=(assets::shop_script()) {}
                script src="/a.js" data-key=(shopper.shop.site_key) async {}
            }
            body.shop {
                (head(shopper))
                main.shop-main #main tabindex="-1" { (content) }
                (foot(shopper))
            }
        }
    })
}

fn head(shopper: &Shopper) -> Markup {
    let ctx = &shopper.visitor.ctx;
    let count = i64::from(shopper.cart.count());
    html! {
        header.shop-top {
            // In the header, since what asks for consent stands before it on a phone, with a link of its own.
            a.skip href="#main" { (ctx.t(key("shell-skip"))) }
            a.shop-name href="/demo/shop" { bdi { (ctx.store) } }
            nav.shop-languages aria-label=(ctx.t(key("shop-language"))) {
                @for locale in Locale::ALL {
                    a href=(ctx.language_link(locale)) lang=(locale.code()) dir=(locale.dir())
                        aria-current=[(locale == ctx.locale()).then_some("true")] { (locale.own_name()) }
                }
            }
            a.button href="/demo/cart" {
                (icon(Icon::Cart))
                span { (ctx.t(key("shop-cart"))) }
                @if count > 0 { span.quiet { (ctx.t_with(key("shop-cart-count"), &[("count", count.into())])) } }
            }
        }
    }
}

fn foot(shopper: &Shopper) -> Markup {
    let ctx = &shopper.visitor.ctx;
    html! {
        footer.shop-foot {
            p { (ctx.t(key("shop-demo"))) }
            ul {
                li { a href="#" data-amana-choices { (ctx.t(key("banner-reopen"))) } }
                li { a href="/privacy" { (ctx.t(key("privacy-nav"))) } }
                li { a href="/admin" { (ctx.t(key("shop-admin"))) } }
            }
        }
    }
}
