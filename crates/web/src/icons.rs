//! Line icons on a grid of 24, drawn for this program. They decorate a word beside them and are hidden from readers of
//! the page's text.

use maud::{Markup, PreEscaped, html};

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Icon {
    Home,
    Customers,
    Segments,
    Products,
    Journeys,
    Campaigns,
    Templates,
    Messages,
    Live,
    SetAside,
    Settings,
    Search,
    Menu,
    Globe,
    Theme,
    Person,
    LogOut,
    Copy,
    Check,
    Next,
    Previous,
    Down,
    Info,
    Warning,
    Lock,
    Order,
    Key,
    Plus,
    Clock,
    Shield,
    Download,
    Pause,
    Close,
    External,
    Chart,
    Eye,
    Cart,
    Tag,
}

impl Icon {
    pub const ALL: [Self; 38] = [
        Self::Home,
        Self::Customers,
        Self::Segments,
        Self::Products,
        Self::Journeys,
        Self::Campaigns,
        Self::Templates,
        Self::Messages,
        Self::Live,
        Self::SetAside,
        Self::Settings,
        Self::Search,
        Self::Menu,
        Self::Globe,
        Self::Theme,
        Self::Person,
        Self::LogOut,
        Self::Copy,
        Self::Check,
        Self::Next,
        Self::Previous,
        Self::Down,
        Self::Info,
        Self::Warning,
        Self::Lock,
        Self::Order,
        Self::Key,
        Self::Plus,
        Self::Clock,
        Self::Shield,
        Self::Download,
        Self::Pause,
        Self::Close,
        Self::External,
        Self::Chart,
        Self::Eye,
        Self::Cart,
        Self::Tag,
    ];

    const fn shapes(self) -> &'static str {
        match self {
            Self::Home => r#"<path d="M4 11 12 4l8 7v8a1 1 0 0 1-1 1h-4.5v-5.5h-5V20H5a1 1 0 0 1-1-1z"/>"#,
            Self::Customers => {
                r#"<circle cx="9" cy="8" r="3.5"/><path d="M2.5 20c.4-3.6 3-6 6.5-6s6.1 2.4 6.5 6"/><path d="M16 4.8a3.5 3.5 0 0 1 0 6.4M18 14.5c2 .8 3.3 2.8 3.5 5.5"/>"#
            }
            Self::Segments => r#"<circle cx="9.5" cy="12" r="6"/><circle cx="14.5" cy="12" r="6"/>"#,
            Self::Journeys => {
                r#"<circle cx="6" cy="5.5" r="2.5"/><circle cx="18" cy="18.5" r="2.5"/><path d="M8.5 5.5H15a3.25 3.25 0 0 1 0 6.5H9a3.25 3.25 0 0 0 0 6.5h6.5"/>"#
            }
            Self::Campaigns => {
                r#"<path d="M4 10v4a1 1 0 0 0 1 1h3l9 4.5v-15L8 9H5a1 1 0 0 0-1 1z"/><path d="M8 15v4.5M20 10.5v3"/>"#
            }
            Self::Templates => r#"<rect x="5" y="3.5" width="14" height="17" rx="2"/><path d="M8.5 8h7M8.5 12h7M8.5 16h4"/>"#,
            Self::Products => r#"<path d="M4 8.5 12 4l8 4.5v7L12 20l-8-4.5z"/><path d="M4 8.5l8 4.5 8-4.5M12 13v7"/>"#,
            Self::Messages => r#"<rect x="3" y="5" width="18" height="14" rx="2"/><path d="m3.5 7 8.5 6 8.5-6"/>"#,
            Self::Live => r#"<path d="M3 12h4l2.5-7 5 14 2.5-7h4"/>"#,
            Self::SetAside => {
                r#"<path d="M4 13h4.5l1.5 2.5h4l1.5-2.5H20"/><path d="M6.5 5h11L20 13v5a1 1 0 0 1-1 1H5a1 1 0 0 1-1-1v-5z"/>"#
            }
            Self::Settings => {
                r#"<path d="M4 7h9M17 7h3M4 17h3M11 17h9"/><circle cx="15" cy="7" r="2"/><circle cx="9" cy="17" r="2"/>"#
            }
            Self::Search => r#"<circle cx="11" cy="11" r="6.5"/><path d="m16 16 4.5 4.5"/>"#,
            Self::Menu => r#"<path d="M4 7h16M4 12h16M4 17h16"/>"#,
            Self::Globe => {
                r#"<circle cx="12" cy="12" r="8.5"/><path d="M3.5 12h17M12 3.5c2.6 2.5 3.8 5.4 3.8 8.5s-1.2 6-3.8 8.5c-2.6-2.5-3.8-5.4-3.8-8.5s1.2-6 3.8-8.5z"/>"#
            }
            Self::Theme => {
                r#"<circle cx="12" cy="12" r="8.5"/><path d="M12 3.5v17a8.5 8.5 0 0 0 0-17z" fill="currentColor" stroke="none"/>"#
            }
            Self::Person => r#"<circle cx="12" cy="8.5" r="4"/><path d="M4.5 20.5c.6-4 3.6-6.5 7.5-6.5s6.9 2.5 7.5 6.5"/>"#,
            Self::LogOut => r#"<path d="M10 4H6a1 1 0 0 0-1 1v14a1 1 0 0 0 1 1h4M10 12h10M16.5 8.5 20 12l-3.5 3.5"/>"#,
            Self::Copy => {
                r#"<rect x="8.5" y="8.5" width="11.5" height="11.5" rx="2"/><path d="M5.5 15.5H5a1 1 0 0 1-1-1V5a1 1 0 0 1 1-1h9.5a1 1 0 0 1 1 1v.5"/>"#
            }
            Self::Check => r#"<path d="m5 12.5 4.5 4.5L19 7.5"/>"#,
            Self::Next => r#"<path d="m9.5 5.5 6.5 6.5-6.5 6.5"/>"#,
            Self::Previous => r#"<path d="M14.5 5.5 8 12l6.5 6.5"/>"#,
            Self::Down => r#"<path d="m6 9.5 6 6 6-6"/>"#,
            Self::Info => r#"<circle cx="12" cy="12" r="8.5"/><path d="M12 11v5.5M12 7.6v.4"/>"#,
            Self::Warning => r#"<path d="M12 4 2.8 20h18.4z"/><path d="M12 10v4.5M12 17v.3"/>"#,
            Self::Lock => r#"<rect x="5" y="10.5" width="14" height="10" rx="2"/><path d="M8 10.5V8a4 4 0 0 1 8 0v2.5"/>"#,
            Self::Order => r#"<path d="M5 8h14l1 12.5H4z"/><path d="M8.5 10.5V7.5a3.5 3.5 0 0 1 7 0v3"/>"#,
            Self::Key => r#"<circle cx="8" cy="15.5" r="4"/><path d="m11 12.5 8.5-8.5M16 7.5l3 3M13.5 10l2 2"/>"#,
            Self::Plus => r#"<path d="M12 5v14M5 12h14"/>"#,
            Self::Clock => r#"<circle cx="12" cy="12" r="8.5"/><path d="M12 7.5V12l3 2.5"/>"#,
            Self::Shield => {
                r#"<path d="M12 3.5 4.5 6v5.5c0 4.5 3 7.7 7.5 9 4.5-1.3 7.5-4.5 7.5-9V6z"/><path d="m8.5 12 2.5 2.5 4.5-5"/>"#
            }
            Self::Download => r#"<path d="M12 4v11M7.5 11l4.5 4.5 4.5-4.5M4.5 20h15"/>"#,
            Self::Pause => r#"<path d="M8.5 5.5v13M15.5 5.5v13"/>"#,
            Self::Close => r#"<path d="m6 6 12 12M18 6 6 18"/>"#,
            Self::External => r#"<path d="M10 5H6a1 1 0 0 0-1 1v12a1 1 0 0 0 1 1h12a1 1 0 0 0 1-1v-4M14 4h6v6M20 4l-8.5 8.5"/>"#,
            Self::Chart => r#"<path d="M4 4v15a1 1 0 0 0 1 1h15M8.5 16v-4M13 16V8M17.5 16v-6"/>"#,
            Self::Eye => {
                r#"<path d="M2.5 12S6 5.5 12 5.5 21.5 12 21.5 12 18 18.5 12 18.5 2.5 12 2.5 12z"/><circle cx="12" cy="12" r="3"/>"#
            }
            Self::Cart => {
                r#"<path d="M2.5 4h2.2L7.5 15.5h10L20 7.5H5.6"/><circle cx="8.7" cy="19.2" r="1.4"/><circle cx="16.3" cy="19.2" r="1.4"/>"#
            }
            Self::Tag => r#"<path d="M3.5 12.5v-8a1 1 0 0 1 1-1h8l8.5 8.5-8.5 8.5z"/><path d="M8 7.8v.3"/>"#,
        }
    }

    /// Whether it points along the line of reading and so turns round in a right-to-left page.
    const fn follows_reading(self) -> bool {
        matches!(self, Self::Next | Self::Previous | Self::LogOut | Self::External)
    }
}

/// The icon, 20 px unless the stylesheet says otherwise.
pub fn icon(icon: Icon) -> Markup {
    let class = if icon.follows_reading() { "icon icon-flips" } else { "icon" };
    html! {
        svg class=(class) viewBox="0 0 24 24" width="20" height="20" fill="none" stroke="currentColor" stroke-width="1.75"
            stroke-linecap="round" stroke-linejoin="round" aria-hidden="true" focusable="false" { (PreEscaped(icon.shapes())) }
    }
}

/// The program's mark: two hands' curves around what is entrusted.
pub fn mark() -> Markup {
    html! {
        svg class="mark" viewBox="0 0 32 32" width="28" height="28" aria-hidden="true" focusable="false" {
            rect class="mark-ground" width="32" height="32" rx="9" {}
            path class="mark-hands" d="M7.5 14.5c0 6 3.6 10 8.5 10s8.5-4 8.5-10" fill="none" stroke-width="2.6" stroke-linecap="round" {}
            circle class="mark-heart" cx="16" cy="12" r="4.4" {}
        }
    }
}
