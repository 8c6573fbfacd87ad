//! The templates that come with Amana, in every language. A store copies one into a template of its own to write it anew.

use super::letter::About;
use base::Locale;

/// A message that Amana knows to write by itself.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, PartialOrd, Ord)]
pub enum BuiltIn {
    /// After `Order Completed`; transactional.
    ThankYou,
    /// After consent to e-mail marketing; marketing.
    Welcome,
    /// The way to a customer's own pages, which they asked for; transactional.
    PrivacyLink,
    /// Somebody of the store asks to see more, or did so in an emergency; transactional.
    AccessNotice,
    /// Somebody agreed to mail with this address: its owner confirms it, or does nothing; transactional.
    ConfirmConsent,
    /// A request by law has arrived, or seems to come from the customer; transactional.
    RequestReceived,
    /// A request by law was answered, or takes longer; transactional.
    RequestAnswered,
    /// Agreements are about to end; marketing, since it asks for something.
    ConsentRenewal,
    /// What was left in the cart; marketing, like all that follow, which journeys send.
    AbandonedCart,
    /// A product that was looked at.
    BrowseAbandonment,
    /// After an order has arrived.
    ReviewRequest,
    /// To somebody who has not ordered for long.
    WinBack,
    Birthday,
    /// What was ordered may be used up.
    Replenishment,
    /// A product that was looked at costs less.
    PriceDrop,
    /// What goes with an order.
    GoesWith,
}

impl BuiltIn {
    pub const ALL: [Self; 16] = [
        Self::ThankYou,
        Self::Welcome,
        Self::PrivacyLink,
        Self::AccessNotice,
        Self::RequestReceived,
        Self::RequestAnswered,
        Self::ConsentRenewal,
        Self::ConfirmConsent,
        Self::AbandonedCart,
        Self::BrowseAbandonment,
        Self::ReviewRequest,
        Self::WinBack,
        Self::Birthday,
        Self::Replenishment,
        Self::PriceDrop,
        Self::GoesWith,
    ];

    /// The name in URLs, tables and settings.
    pub const fn name(self) -> &'static str {
        match self {
            Self::ThankYou => "thank_you",
            Self::Welcome => "welcome",
            Self::PrivacyLink => "privacy_link",
            Self::AccessNotice => "access_notice",
            Self::RequestReceived => "request_received",
            Self::RequestAnswered => "request_answered",
            Self::ConsentRenewal => "consent_renewal",
            Self::ConfirmConsent => "confirm_consent",
            Self::AbandonedCart => "abandoned_cart",
            Self::BrowseAbandonment => "browse_abandonment",
            Self::ReviewRequest => "review_request",
            Self::WinBack => "win_back",
            Self::Birthday => "birthday",
            Self::Replenishment => "replenishment",
            Self::PriceDrop => "price_drop",
            Self::GoesWith => "goes_with",
        }
    }

    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|template| template.name() == name)
    }

    /// Whether it may only be sent with consent, and carries the way out.
    pub const fn is_marketing(self) -> bool {
        matches!(self, Self::Welcome | Self::ConsentRenewal) || self.is_for_journeys()
    }

    /// Whether journeys may send it, and no rule answers an event with it. Campaigns send those of them that speak of nothing but
    /// their reader, and the welcome.
    pub const fn is_for_journeys(self) -> bool {
        matches!(
            self,
            Self::AbandonedCart
                | Self::BrowseAbandonment
                | Self::ReviewRequest
                | Self::WinBack
                | Self::Birthday
                | Self::Replenishment
                | Self::PriceDrop
                | Self::GoesWith
        )
    }

    /// What it speaks of beside its reader and the store, and cannot be written without.
    pub const fn about(self) -> About {
        match self {
            Self::ThankYou | Self::ReviewRequest | Self::Replenishment | Self::GoesWith => About::Order,
            Self::AbandonedCart => About::Cart,
            Self::BrowseAbandonment | Self::PriceDrop => About::Product,
            _ => About::Customer,
        }
    }

    /// Whether the customer is entitled to it, whatever they chose.
    pub const fn is_owed(self) -> bool {
        matches!(
            self,
            Self::PrivacyLink | Self::AccessNotice | Self::ConfirmConsent | Self::RequestReceived | Self::RequestAnswered
        )
    }

    /// Whether the store may do without it. What a customer is entitled to is sent always.
    pub const fn is_optional(self) -> bool {
        !self.is_owed()
    }

    /// The template's source; `template::Template::parse` reads it.
    pub const fn source(self, locale: Locale) -> &'static str {
        match (self, locale) {
            (Self::ThankYou, Locale::En) => include_str!("templates/thank_you.en.liquid"),
            (Self::ThankYou, Locale::Ar) => include_str!("templates/thank_you.ar.liquid"),
            (Self::ThankYou, Locale::Fa) => include_str!("templates/thank_you.fa.liquid"),
            (Self::Welcome, Locale::En) => include_str!("templates/welcome.en.liquid"),
            (Self::Welcome, Locale::Ar) => include_str!("templates/welcome.ar.liquid"),
            (Self::Welcome, Locale::Fa) => include_str!("templates/welcome.fa.liquid"),
            (Self::PrivacyLink, Locale::En) => include_str!("templates/privacy_link.en.liquid"),
            (Self::PrivacyLink, Locale::Ar) => include_str!("templates/privacy_link.ar.liquid"),
            (Self::PrivacyLink, Locale::Fa) => include_str!("templates/privacy_link.fa.liquid"),
            (Self::AccessNotice, Locale::En) => include_str!("templates/access_notice.en.liquid"),
            (Self::AccessNotice, Locale::Ar) => include_str!("templates/access_notice.ar.liquid"),
            (Self::AccessNotice, Locale::Fa) => include_str!("templates/access_notice.fa.liquid"),
            (Self::ConfirmConsent, Locale::En) => include_str!("templates/confirm_consent.en.liquid"),
            (Self::ConfirmConsent, Locale::Ar) => include_str!("templates/confirm_consent.ar.liquid"),
            (Self::ConfirmConsent, Locale::Fa) => include_str!("templates/confirm_consent.fa.liquid"),
            (Self::RequestReceived, Locale::En) => include_str!("templates/request_received.en.liquid"),
            (Self::RequestReceived, Locale::Ar) => include_str!("templates/request_received.ar.liquid"),
            (Self::RequestReceived, Locale::Fa) => include_str!("templates/request_received.fa.liquid"),
            (Self::RequestAnswered, Locale::En) => include_str!("templates/request_answered.en.liquid"),
            (Self::RequestAnswered, Locale::Ar) => include_str!("templates/request_answered.ar.liquid"),
            (Self::RequestAnswered, Locale::Fa) => include_str!("templates/request_answered.fa.liquid"),
            (Self::ConsentRenewal, Locale::En) => include_str!("templates/consent_renewal.en.liquid"),
            (Self::ConsentRenewal, Locale::Ar) => include_str!("templates/consent_renewal.ar.liquid"),
            (Self::ConsentRenewal, Locale::Fa) => include_str!("templates/consent_renewal.fa.liquid"),
            (Self::AbandonedCart, Locale::En) => include_str!("templates/abandoned_cart.en.liquid"),
            (Self::AbandonedCart, Locale::Ar) => include_str!("templates/abandoned_cart.ar.liquid"),
            (Self::AbandonedCart, Locale::Fa) => include_str!("templates/abandoned_cart.fa.liquid"),
            (Self::BrowseAbandonment, Locale::En) => include_str!("templates/browse_abandonment.en.liquid"),
            (Self::BrowseAbandonment, Locale::Ar) => include_str!("templates/browse_abandonment.ar.liquid"),
            (Self::BrowseAbandonment, Locale::Fa) => include_str!("templates/browse_abandonment.fa.liquid"),
            (Self::ReviewRequest, Locale::En) => include_str!("templates/review_request.en.liquid"),
            (Self::ReviewRequest, Locale::Ar) => include_str!("templates/review_request.ar.liquid"),
            (Self::ReviewRequest, Locale::Fa) => include_str!("templates/review_request.fa.liquid"),
            (Self::WinBack, Locale::En) => include_str!("templates/win_back.en.liquid"),
            (Self::WinBack, Locale::Ar) => include_str!("templates/win_back.ar.liquid"),
            (Self::WinBack, Locale::Fa) => include_str!("templates/win_back.fa.liquid"),
            (Self::Birthday, Locale::En) => include_str!("templates/birthday.en.liquid"),
            (Self::Birthday, Locale::Ar) => include_str!("templates/birthday.ar.liquid"),
            (Self::Birthday, Locale::Fa) => include_str!("templates/birthday.fa.liquid"),
            (Self::Replenishment, Locale::En) => include_str!("templates/replenishment.en.liquid"),
            (Self::Replenishment, Locale::Ar) => include_str!("templates/replenishment.ar.liquid"),
            (Self::Replenishment, Locale::Fa) => include_str!("templates/replenishment.fa.liquid"),
            (Self::PriceDrop, Locale::En) => include_str!("templates/price_drop.en.liquid"),
            (Self::PriceDrop, Locale::Ar) => include_str!("templates/price_drop.ar.liquid"),
            (Self::PriceDrop, Locale::Fa) => include_str!("templates/price_drop.fa.liquid"),
            (Self::GoesWith, Locale::En) => include_str!("templates/goes_with.en.liquid"),
            (Self::GoesWith, Locale::Ar) => include_str!("templates/goes_with.ar.liquid"),
            (Self::GoesWith, Locale::Fa) => include_str!("templates/goes_with.fa.liquid"),
        }
    }
}
