//! The page around every page's content: what a page knows of its reader, the shell with its navigation, the bare layout.

use crate::format::Formatter;
use crate::i18n::{Arg, Lang, key};
use crate::icons::Icon;
use base::{Locale, Timestamp};
use maud::Markup;
use std::borrow::Cow;

mod shell;
#[cfg(test)]
mod tests;

pub use shell::{bare, page};

/// Where the store's own people work.
pub const ADMIN_PATH: &str = "/admin";
/// Where the log-out form posts to.
pub const LOGOUT_PATH: &str = "/admin/logout";
/// Where one changes one's own password.
pub const PASSWORD_PATH: &str = "/admin/password";

/// Light, dark, or as the reader's system says.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Theme {
    #[default]
    Auto,
    Light,
    Dark,
}

impl Theme {
    pub const ALL: [Self; 3] = [Self::Auto, Self::Light, Self::Dark];

    pub const fn code(self) -> &'static str {
        match self {
            Self::Auto => "auto",
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }

    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|theme| theme.code() == code)
    }

    const fn label(self) -> &'static str {
        match self {
            Self::Auto => key("theme-auto"),
            Self::Light => key("theme-light"),
            Self::Dark => key("theme-dark"),
        }
    }
}

/// The places of the side navigation, in the order of the work.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Nav {
    Home,
    Customers,
    Segments,
    Journeys,
    Campaigns,
    Templates,
    Products,
    Tasks,
    Messages,
    Live,
    SetAside,
    Privacy,
    Settings,
}

impl Nav {
    pub const ALL: [Self; 13] = [
        Self::Home,
        Self::Customers,
        Self::Segments,
        Self::Journeys,
        Self::Campaigns,
        Self::Templates,
        Self::Products,
        Self::Tasks,
        Self::Messages,
        Self::Live,
        Self::SetAside,
        Self::Privacy,
        Self::Settings,
    ];

    pub const fn path(self) -> &'static str {
        match self {
            Self::Home => ADMIN_PATH,
            Self::Customers => "/admin/customers",
            Self::Segments => "/admin/segments",
            Self::Journeys => "/admin/journeys",
            Self::Campaigns => "/admin/campaigns",
            Self::Templates => "/admin/templates",
            Self::Products => "/admin/products",
            Self::Tasks => "/admin/tasks",
            Self::Messages => "/admin/messages",
            Self::Live => "/admin/live",
            Self::SetAside => "/admin/set-aside",
            Self::Privacy => "/admin/privacy/notices",
            Self::Settings => "/admin/settings",
        }
    }

    const fn label(self) -> &'static str {
        match self {
            Self::Home => key("nav-home"),
            Self::Customers => key("nav-customers"),
            Self::Segments => key("nav-segments"),
            Self::Journeys => key("nav-journeys"),
            Self::Campaigns => key("nav-campaigns"),
            Self::Templates => key("nav-templates"),
            Self::Products => key("nav-products"),
            Self::Tasks => key("nav-tasks"),
            Self::Messages => key("nav-messages"),
            Self::Live => key("nav-live"),
            Self::SetAside => key("nav-set-aside"),
            Self::Privacy => key("nav-privacy"),
            Self::Settings => key("nav-settings"),
        }
    }

    const fn icon(self) -> Icon {
        match self {
            Self::Home => Icon::Home,
            Self::Customers => Icon::Customers,
            Self::Segments => Icon::Segments,
            Self::Journeys => Icon::Journeys,
            Self::Campaigns => Icon::Campaigns,
            Self::Templates => Icon::Templates,
            Self::Products => Icon::Products,
            Self::Tasks => Icon::Check,
            Self::Messages => Icon::Messages,
            Self::Live => Icon::Live,
            Self::SetAside => Icon::SetAside,
            Self::Privacy => Icon::Shield,
            Self::Settings => Icon::Settings,
        }
    }
}

/// How much a word or a block calls for attention.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Tone {
    #[default]
    Neutral,
    /// Ours: a link, a choice, progress.
    Accent,
    /// It went well.
    Good,
    /// It waits for someone.
    Warn,
    /// Something was lost or refused.
    Bad,
}

impl Tone {
    /// The suffix of its CSS classes.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Neutral => "neutral",
            Self::Accent => "accent",
            Self::Good => "good",
            Self::Warn => "warn",
            Self::Bad => "bad",
        }
    }
}

/// A sentence shown once, after something was done.
#[derive(Clone, Debug)]
pub struct Flash {
    pub tone: Tone,
    pub text: String,
}

/// What every page knows of its reader and its place. Build one a request.
#[derive(Clone, Debug)]
pub struct PageCtx {
    pub fmt: Formatter,
    /// The moment the page is drawn at, for relative times.
    pub now: Timestamp,
    /// This page's path and query, for links that come back to it.
    pub path: String,
    pub theme: Theme,
    /// The session's token; empty before anyone has logged in.
    pub csrf: String,
    /// The store's name; empty before set-up.
    pub store: String,
    /// The name of who is logged in.
    pub person: Option<String>,
    pub nav: Option<Nav>,
    /// The places that are open to the reader, and where each begins.
    pub nav_places: Vec<(Nav, &'static str)>,
    /// Counts shown beside a place in the navigation (events set aside, messages held). Zero is not shown.
    pub nav_counts: Vec<(Nav, u64)>,
    pub flash: Option<Flash>,
}

impl PageCtx {
    /// A page for nobody in particular; set the public fields that apply.
    pub fn new(fmt: Formatter, now: Timestamp, path: impl Into<String>) -> Self {
        Self {
            fmt,
            now,
            path: path.into(),
            theme: Theme::default(),
            csrf: String::new(),
            store: String::new(),
            person: None,
            nav: None,
            nav_places: Nav::ALL.map(|place| (place, place.path())).to_vec(),
            nav_counts: Vec::new(),
            flash: None,
        }
    }

    pub fn lang(&self) -> Lang {
        self.fmt.lang
    }

    pub fn locale(&self) -> Locale {
        self.fmt.lang.locale
    }

    /// `ltr` or `rtl`.
    pub fn dir(&self) -> &'static str {
        self.locale().dir()
    }

    /// Whether this place is open to the reader.
    pub fn opens(&self, place: Nav) -> bool {
        self.nav_places.iter().any(|(open, _)| *open == place)
    }

    /// See [`Lang::t`].
    pub fn t(&self, key: &str) -> Cow<'static, str> {
        self.lang().t(key)
    }

    /// See [`Lang::t_with`].
    pub fn t_with(&self, key: &str, args: &[(&str, Arg<'_>)]) -> String {
        self.lang().t_with(key, args)
    }

    /// See [`Lang::t_code`].
    pub fn t_code(&self, kind: &str, code: &str) -> Cow<'static, str> {
        self.lang().t_code(kind, code)
    }

    /// The link that shows this page in another language.
    pub fn language_link(&self, locale: Locale) -> String {
        format!("{}?lang={}&to={}", crate::http::PREFERENCES_PATH, locale.code(), encode_query(&self.path))
    }

    /// The link that shows this page in another theme.
    pub fn theme_link(&self, theme: Theme) -> String {
        format!("{}?theme={}&to={}", crate::http::PREFERENCES_PATH, theme.code(), encode_query(&self.path))
    }
}

/// What stands above a page's content: the question it answers, one line of state, what can be done.
#[derive(Clone, Debug, Default)]
pub struct Heading {
    title: String,
    /// The title is somebody's own name, which runs in a direction of its own.
    is_name: bool,
    state: Option<Markup>,
    actions: Option<Markup>,
    crumbs: Vec<(String, String)>,
}

impl Heading {
    pub fn new(title: impl Into<String>) -> Self {
        Self { title: title.into(), ..Self::default() }
    }

    /// As [`Heading::new`], of a name alone.
    pub fn of_name(name: impl Into<String>) -> Self {
        Self { is_name: true, ..Self::new(name) }
    }

    /// One line below the title: the answer in brief.
    #[must_use]
    pub fn state(self, state: Markup) -> Self {
        Self { state: Some(state), ..self }
    }

    /// Buttons and links at the line's end.
    #[must_use]
    pub fn actions(self, actions: Markup) -> Self {
        Self { actions: Some(actions), ..self }
    }

    /// A step of the way here, outermost first. For pages at the third level and deeper.
    #[must_use]
    pub fn crumb(mut self, label: impl Into<String>, href: impl Into<String>) -> Self {
        self.crumbs.push((label.into(), href.into()));
        self
    }
}

/// Percent-encodes a value of a query string: everything but RFC 3986's unreserved characters and `/`.
pub fn encode_query(value: &str) -> String {
    const HEX: &[u8; 16] = b"0123456789ABCDEF";
    let mut encoded = String::with_capacity(value.len() + 16);
    for byte in value.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte) {
            encoded.push(char::from(byte));
        } else {
            encoded.push('%');
            encoded.push(char::from(HEX[usize::from(byte >> 4)]));
            encoded.push(char::from(HEX[usize::from(byte & 15)]));
        }
    }
    encoded
}
