//! What every page is made of: languages, numbers and dates, layout, components, forms, charts, assets, HTTP answers.
//!
//! Nothing here knows a table or a feature. Pages are `maud` markup under a content security policy that forbids inline
//! scripts and inline styles, so no component writes a `style` attribute.
//!
//! One page:
//! ```
//! use web::components::{self, Column, Table};
//! use web::{Heading, Html, Nav, PageCtx, html, layout};
//!
//! fn orders(ctx: &PageCtx, totals: &[base::Money]) -> Html {
//!     let mut table = Table::new(ctx.t("customer-orders"), [Column::text(ctx.t("customer-order-number")), Column::number(ctx.t("customer-order-total"))]);
//!     for (number, total) in (1_i64..).zip(totals) {
//!         table.push([html! { (ctx.fmt.integer(number)) }, html! { (ctx.fmt.money(*total)) }]);
//!     }
//!     let state = ctx.t_with("count-orders", &[("count", totals.len().into())]);
//!     layout::page(ctx, &Heading::new(ctx.t("customer-orders")).state(html! { (state) }), components::card(&ctx.t("customer-orders"), None, html! { (table) }))
//! }
//!
//! let fmt = web::Formatter::new(web::Lang::new(base::Locale::Ar), jiff::tz::TimeZone::UTC);
//! let mut ctx = PageCtx::new(fmt, base::Timestamp::from_micros(0), "/admin/orders");
//! ctx.nav = Some(Nav::Customers);
//! let page = orders(&ctx, &[base::Money { minor: 12_345, currency: base::Currency::SAR }]).into_string();
//! assert!(page.contains("dir=\"rtl\"") && page.contains("١٢٣٫٤٥"));
//! ```

pub mod assets;
pub mod charts;
pub mod components;
pub mod csrf;
pub mod errors;
pub mod format;
pub mod forms;
pub mod http;
pub mod i18n;
pub mod icons;
pub mod layout;

pub use format::{Calendar, Formatter};
pub use http::Html;
pub use i18n::{Arg, Lang, key};
pub use layout::{Heading, Nav, PageCtx, Theme};
pub use maud::{DOCTYPE, Markup, PreEscaped, Render, html};
