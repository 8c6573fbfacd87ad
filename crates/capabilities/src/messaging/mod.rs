//! Messages to customers: what they say, how they look, how they travel.
//!
//! A letter is made in four steps, each a pure function of what goes in: [`template`] (Liquid and blocks, with the
//! values of a [`context`]) → [`email`] (MIME) → [`dkim`] (signatures) → [`smtp`] or [`folder`] (delivery). Time, ids
//! and randomness come from outside, so the same message is the same bytes.

mod bidi;
mod catalogue;
mod claims;
mod compose;
mod context;
mod counts;
mod dkim;
mod dkim_key;
mod dns;
mod email;
mod folder;
mod guard;
mod kept;
mod layout;
mod layout_items;
mod layout_style;
mod layout_text;
mod letter;
mod liquid_filters;
mod liquid_for;
mod liquid_local;
mod liquid_places;
mod marks;
mod model;
mod of_event;
mod outbox;
mod own;
mod queueing;
mod retry;
mod rules;
mod sample;
mod senders;
mod sending_domain;
mod sheets;
mod smtp;
mod smtp_pool;
mod smtp_servers;
mod smtp_url;
mod snippet;
mod source;
mod standing;
mod store;
mod sums;
mod suppressions;
mod template;
mod templates;
pub mod testing;
mod topics;
mod tracking;
mod url_parts;
mod watch;
mod words;

pub use bidi::{clean, strip};
pub use catalogue::{Catalogue, stopped};
pub use claims::{Contradiction, Stated, products_of};
pub use compose::{
    Composer, NotComposed, Signers, formatter, letter_of_unsubscribe_token, read_unsubscribe_token, unsubscribe_token,
};
pub use context::{Cart, Context, Customer, Item, Kind, Order, Store, Urls, WayOut};
pub use counts::{CauseCount, CountRow, counts_of_cause, counts_since, totals_by_state};
pub use dkim::{DkimError, Signer, sign};
pub use dkim_key::{KeyError, PrivateKey, generate_ed25519, generate_rsa, zone_file_value};
pub use dns::{Dns, DnsError};
pub use email::{Email, EmailError};
pub use folder::Folder;
pub use guard::{
    Asked, Cap, Channel, ChannelRules, CountryRule, DAYS_OFF_MAX, Fatigue, Foreseen, LETTERS_MAX, Pace, Postponed, Quiet,
    SILENCE_DAYS_MAX, SendingRules, Signs, Verdict, Why, country_rules, foresee, longest_wait, look_anew, postponed,
    postponed_by_reason, set_pace,
};
pub use kept::{Kept, KeptBody, kept_body, open_kept};
pub use letter::{About, LetterRef, Terms, Wishes};
pub use marks::{LETTER_HEADER, LETTER_NAME, Vendor, letter_token, read_letter};
pub use model::{Message, MessageState, NewMessage, SentLetter};
pub use outbox::{Outbox, SharedTransport, next_due};
pub use own::{
    Choice, Draft, Fault, Finding, Format, HTML_BYTES_MAX, Letters, Named, OwnTemplate, Severity, Sheet, Version, Written, check,
    check_products, check_source, choices, create as create_template, find as find_template, kind as kind_of_sample, language_of,
    list as own_templates, names as template_names, publish as publish_template, published as published_template,
    remove as remove_template, save_draft, try_out, versions as template_versions,
};
pub use queueing::{Addressee, Enqueued, House, enqueue, withheld};
pub use rules::AnswersProjection;
pub use senders::{Sender, Senders, is_aligned};
pub use sending_domain::{CheckedRecord, DnsRecord, Published, SentBy, check_domain};
pub use sheets::Sheets;
pub(crate) use smtp::redacted;
pub use smtp::{Accepted, Envelope, SendError, SmtpClient, Stage, Transport};
pub use smtp_servers::{Carries, ServerPlan, SmtpServers, WEIGHT_MAX};
pub use smtp_url::{SmtpConfig, SmtpUrlError, Tls};
pub use standing::{StandingRead, standing_reads};
pub use store::{
    address_of, cancel, contradiction_of, find, forget, has_ready, held, hold_unsent, is_queued, letters_of, letters_to, list,
    list_in, note_sent, of_customer, pause, release_held, resume, waiting, written_to,
};
pub use suppressions::{
    BOUNCED, COMPLAINED, SOFT_BOUNCES, Suppression, bounced_softly, delivered, is_suppressed, lift, purge_soft_bounces, suppress,
    suppressed,
};
pub use template::{Rendered, Template, TemplateError, render_untrusted};
pub use templates::BuiltIn;
pub use topics::{Topic, Topics};
pub use tracking::{Tracking, may_track, read_click, read_open};
pub(crate) use url_parts::{PartError, is_loopback, login, percent_decoded, place};
