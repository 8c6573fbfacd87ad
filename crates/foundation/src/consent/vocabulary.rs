//! The words of consent, with their terms in the W3C Data Privacy Vocabulary 2.3.

use crate::journal::{EMAIL_RESULTS, JOURNEY_REQUESTED, Kind};

/// Declares a closed set of words with codes for storage, words for the API and DPV terms.
macro_rules! words {
    ($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident = $code:literal, $word:literal, $dpv:literal;)+ }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[repr(u8)]
        pub enum $name { $($(#[$vdoc])* $variant = $code),+ }

        impl $name {
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            pub fn from_code(code: i64) -> Option<Self> {
                Self::ALL.iter().copied().find(|v| *v as i64 == code)
            }

            /// The word in the API, in settings and as the last part of translation keys.
            pub const fn word(self) -> &'static str {
                match self { $(Self::$variant => $word),+ }
            }

            pub fn from_word(word: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|v| v.word() == word)
            }

            /// The term of the W3C Data Privacy Vocabulary.
            pub const fn dpv(self) -> &'static str {
                match self { $(Self::$variant => $dpv),+ }
            }
        }
    };
}

words! {
    /// Kinds of personal data.
    Category {
        Name = 0, "name", "pd:Name";
        BirthDate = 1, "birth_date", "pd:BirthDate";
        Email = 2, "email", "pd:EmailAddress";
        Phone = 3, "phone", "pd:TelephoneNumber";
        Address = 4, "address", "pd:PhysicalAddress";
        Location = 5, "location", "pd:Location";
        Orders = 6, "orders", "pd:Purchase";
        Browsing = 7, "browsing", "pd:BrowsingBehaviour";
        Messages = 8, "messages", "pd:Communication";
        Preferences = 9, "preferences", "pd:Preference";
        Reviews = 10, "reviews", "pd:Opinion";
        Predictions = 11, "predictions", "dpv:InferredPersonalData";
    }
}

words! {
    /// What data may be used for.
    Purpose {
        FulfilOrders = 0, "fulfil_orders", "dpv:DeliveryOfGoods";
        CustomerCare = 1, "customer_care", "dpv:CustomerCare";
        Security = 2, "security", "dpv:EnforceSecurity";
        LegalDuties = 3, "legal_duties", "dpv:LegalCompliance";
        Personalise = 4, "personalise", "dpv:Personalisation";
        MarketingEmail = 5, "marketing_email", "dpv:DirectMarketing";
        MarketingSms = 6, "marketing_sms", "dpv:DirectMarketing";
        MarketingWhatsapp = 7, "marketing_whatsapp", "dpv:DirectMarketing";
        MarketingPush = 8, "marketing_push", "dpv:DirectMarketing";
        Loyalty = 9, "loyalty", "dpv:PersonalisedBenefits";
        Reviews = 10, "reviews", "dpv:ImproveExistingProductsAndServices";
        Research = 11, "research", "dpv:ResearchAndDevelopment";
        Analytics = 12, "analytics", "dpv:ServiceOptimisation";
    }
}

words! {
    /// Who may use it.
    Recipient {
        Marketing = 0, "marketing", "dpv:OrganisationalUnit";
        Support = 1, "support", "dpv:OrganisationalUnit";
        Fulfilment = 2, "fulfilment", "dpv:OrganisationalUnit";
        Analysis = 3, "analysis", "dpv:OrganisationalUnit";
        Management = 4, "management", "dpv:OrganisationalUnit";
        /// The program itself: rules, journeys, the sending of messages.
        Automation = 5, "automation", "dpv:Technology";
        /// A named company outside.
        Processor = 6, "processor", "dpv:DataProcessor";
        /// The person whose data it is. They need no permission: nothing is ever granted to them.
        Customer = 7, "customer", "dpv:DataSubject";
    }
}

words! {
    /// Why the law allows it (GDPR article 6).
    Basis {
        Consent = 0, "consent", "dpv:Consent";
        Contract = 1, "contract", "dpv:Contract";
        LegalObligation = 2, "legal_obligation", "dpv:LegalObligation";
        LegitimateInterest = 3, "legitimate_interest", "dpv:LegitimateInterest";
        /// No basis: nothing of this kind is kept.
        None = 9, "none", "dpv:LegalBasis";
    }
}

words! {
    /// Where a decision stands (DPV consent states).
    State {
        Requested = 0, "requested", "dpv:ConsentRequested";
        Deferred = 1, "deferred", "dpv:ConsentRequestDeferred";
        Given = 2, "given", "dpv:ConsentGiven";
        Renewed = 3, "renewed", "dpv:RenewedConsentGiven";
        Refused = 4, "refused", "dpv:ConsentRefused";
        Withdrawn = 5, "withdrawn", "dpv:ConsentWithdrawn";
        Expired = 6, "expired", "dpv:ConsentExpired";
        Revoked = 7, "revoked", "dpv:ConsentRevoked";
        Invalidated = 8, "invalidated", "dpv:ConsentInvalidated";
    }
}

words! {
    /// Kinds of event, each kept on a legal basis that the sender's key names.
    EventClass {
        /// What was bought, paid back, sent.
        Orders = 0, "orders", "pd:Purchase";
        /// Pages, screens, products looked at, carts, checkouts, searches.
        Browsing = 1, "browsing", "pd:BrowsingBehaviour";
        /// Who somebody is.
        Profile = 2, "profile", "pd:Profile";
        /// Everything else that a store's servers tell.
        Other = 3, "other", "pd:ServiceConsumptionBehaviour";
    }
}

impl Category {
    /// The kind of data that an event is; `None` for what the program wrote itself of anything but its messages. What a store's program
    /// says of somebody whom it lets into a journey is as an event of its own.
    pub fn of(kind: Kind, name: &str) -> Option<Self> {
        match kind {
            Kind::Track => Some(Self::of_track(name)),
            Kind::System if MESSAGE_EVENTS.contains(&name) => Some(Self::Messages),
            Kind::System if name == JOURNEY_REQUESTED => Some(EventClass::Other.category()),
            _ => EventClass::of(kind, name).map(EventClass::category),
        }
    }

    /// The kind of data that a track call is, by its name in the specs.
    pub fn of_track(name: &str) -> Self {
        if MESSAGE_EVENTS.contains(&name) { Self::Messages } else { EventClass::of_track(name).category() }
    }
}

/// What becomes of a message to a customer, named as in Segment's e-mail spec.
pub const MESSAGE_EVENTS: [&str; 6] = EMAIL_RESULTS;

impl Recipient {
    /// The teams inside the store.
    pub const TEAMS: [Self; 5] = [Self::Marketing, Self::Support, Self::Fulfilment, Self::Analysis, Self::Management];
}

impl EventClass {
    /// The kind of data that such events are, but for those of messages ([`Category::of`]).
    pub const fn category(self) -> Category {
        match self {
            Self::Orders => Category::Orders,
            Self::Browsing | Self::Other => Category::Browsing,
            Self::Profile => Category::Preferences,
        }
    }

    /// The class of an event; `None` for what the program wrote itself.
    pub fn of(kind: Kind, name: &str) -> Option<Self> {
        match kind {
            Kind::Track => Some(Self::of_track(name)),
            Kind::Page | Kind::Screen => Some(Self::Browsing),
            Kind::Identify | Kind::Group | Kind::Alias => Some(Self::Profile),
            Kind::System => None,
        }
    }

    /// The class of a track call by its name in the e-commerce spec (v2).
    pub fn of_track(name: &str) -> Self {
        const BROWSING: [&str; 12] = [
            "Product",
            "Products",
            "Promotion",
            "Cart",
            "Checkout",
            "Payment Info",
            "Coupon",
            "Wishlist",
            "Page",
            "Screen",
            "Video",
            "Search",
        ];
        if name.starts_with("Order ") {
            Self::Orders
        } else if BROWSING
            .iter()
            .any(|start| name.strip_prefix(start).is_some_and(|rest| rest.is_empty() || rest.starts_with(' ')))
        {
            Self::Browsing
        } else {
            Self::Other
        }
    }
}

impl State {
    /// Whether data may be used in this state.
    pub const fn allows(self) -> bool {
        matches!(self, Self::Given | Self::Renewed)
    }

    /// Whether a person said no, as opposed to never having been asked.
    pub const fn is_explicit_no(self) -> bool {
        matches!(self, Self::Refused | Self::Withdrawn | Self::Revoked | Self::Invalidated)
    }
}

impl Recipient {
    /// Whether it is a team of the store's own people.
    pub const fn is_team(self) -> bool {
        !matches!(self, Self::Automation | Self::Processor | Self::Customer)
    }
}

impl Purpose {
    /// Whether messages for this purpose are advertising.
    pub const fn is_marketing(self) -> bool {
        matches!(self, Self::MarketingEmail | Self::MarketingSms | Self::MarketingWhatsapp | Self::MarketingPush)
    }

    /// The kinds of data that the purpose can't do without: what a person agrees to who names the purpose alone.
    pub const fn categories(self) -> CategorySet {
        use Category as C;
        match self {
            Self::FulfilOrders => CategorySet::of(&[C::Name, C::Email, C::Phone, C::Address, C::Orders]),
            Self::CustomerCare => CategorySet::of(&[C::Name, C::Email, C::Phone, C::Orders, C::Messages]),
            Self::Security | Self::LegalDuties | Self::Loyalty => CategorySet::of(&[C::Name, C::Email, C::Orders]),
            Self::Personalise => CategorySet::of(&[C::Browsing, C::Orders, C::Preferences]),
            Self::MarketingEmail => CategorySet::of(&[C::Name, C::Email, C::Messages]),
            Self::MarketingSms | Self::MarketingWhatsapp => CategorySet::of(&[C::Name, C::Phone, C::Messages]),
            Self::MarketingPush => CategorySet::of(&[C::Name, C::Messages]),
            Self::Reviews => CategorySet::of(&[C::Name, C::Email, C::Orders, C::Reviews]),
            Self::Research | Self::Analytics => CategorySet::of(&[C::Browsing, C::Orders]),
        }
    }

    /// Who serves the purpose: what a person agrees to who names the purpose alone.
    pub const fn recipients(self) -> &'static [Recipient] {
        use Recipient as R;
        match self {
            Self::FulfilOrders => &[R::Fulfilment, R::Support, R::Automation],
            Self::CustomerCare => &[R::Support],
            Self::Security | Self::LegalDuties => &[R::Management, R::Automation],
            Self::Research | Self::Analytics => &[R::Analysis, R::Automation],
            Self::Personalise | Self::Loyalty | Self::Reviews => &[R::Marketing, R::Automation],
            Self::MarketingEmail | Self::MarketingSms | Self::MarketingWhatsapp | Self::MarketingPush => {
                &[R::Marketing, R::Automation]
            }
        }
    }
}

/// A set of kinds of data, one bit each.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Hash)]
pub struct CategorySet(pub u16);

impl CategorySet {
    pub const EMPTY: Self = Self(0);
    pub const ALL: Self = Self((1 << 12) - 1);
    /// What is kept as events and rows rather than as sealed fields.
    pub const BESIDE_VAULT: Self = Self::of(&[Category::Orders, Category::Browsing, Category::Messages, Category::Preferences]);

    pub const fn of(categories: &[Category]) -> Self {
        let mut bits = 0;
        let mut at = 0;
        while at < categories.len() {
            bits |= 1 << categories[at] as u8;
            at += 1;
        }
        Self(bits)
    }

    pub const fn contains(self, category: Category) -> bool {
        self.0 & (1 << category as u8) != 0
    }

    pub const fn covers(self, other: Self) -> bool {
        self.0 & other.0 == other.0
    }

    /// Whether the two have a kind of data in common.
    pub const fn meets(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    #[must_use]
    pub const fn with(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    #[must_use]
    pub const fn without(self, other: Self) -> Self {
        Self(self.0 & !other.0)
    }

    /// What is in both.
    #[must_use]
    pub const fn within(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }

    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    pub fn iter(self) -> impl Iterator<Item = Category> {
        Category::ALL.iter().copied().filter(move |category| self.contains(*category))
    }
}

/// The purposes behind a cookie banner's category, as stores commonly name them in
/// `context.consent.categoryPreferences`. Case and separators don't matter. Empty: a name we don't know changes nothing.
pub fn purposes_of_preference(name: &str) -> &'static [Purpose] {
    let folded: String = name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect();
    match folded.as_str() {
        "analytics" | "performance" | "statistics" | "measurement" | "c0002" => &[Purpose::Analytics],
        "functional" | "personalization" | "personalisation" | "preferences" | "personalise" | "c0003" | "advertising"
        | "targeting" | "c0004" => &[Purpose::Personalise],
        "research" => &[Purpose::Research],
        "loyalty" => &[Purpose::Loyalty],
        "reviews" => &[Purpose::Reviews],
        "emailmarketing" | "marketingemail" | "newsletter" => &[Purpose::MarketingEmail],
        "smsmarketing" | "marketingsms" => &[Purpose::MarketingSms],
        "whatsappmarketing" | "marketingwhatsapp" => &[Purpose::MarketingWhatsapp],
        "pushmarketing" | "marketingpush" => &[Purpose::MarketingPush],
        _ => &[],
    }
}
