//! Where mail goes, and whether it gets there.

use super::server_form::SmtpForm;
use super::{Place, dkim, dns, drawn, effect, email_test, feedback, mailbox, senders, servers, tracking};
use crate::admin::need::Manage;
use crate::admin::{Allowed, Failure, Signed, blocking};
use crate::app::App;
use crate::dkim::DkimSetting;
use crate::mail;
use crate::mail_servers::{self, MailServer};
use automation::effect::EffectTerms;
use axum::Router;
use axum::routing::{get, post};
use capabilities::messaging::{Senders, SmtpConfig, Tracking, Transport, Vendor};
use foundation::settings;
use maud::{Markup, html};
use std::path::PathBuf;
use std::sync::PoisonError;
use std::time::Duration;
use web::components::{self, Tone};
use web::forms::{self, FieldErrors};
use web::layout::Heading;
use web::{Html, key};

pub(super) fn router() -> Router<App> {
    Router::new()
        .route(Place::Email.path(), get(show).post(servers::take))
        .route("/admin/settings/email/remove", post(servers::remove))
        .route("/admin/settings/email/senders", post(senders::add))
        .route("/admin/settings/email/senders/remove", post(senders::remove))
        .route("/admin/settings/email/test", post(email_test::send))
        .route("/admin/settings/email/dns", post(dns::look))
        .route("/admin/settings/email/feedback", post(feedback::take))
        .route("/admin/settings/email/mailbox", post(mailbox::take))
        .route("/admin/settings/email/mailbox/read", post(mailbox::read))
        .route("/admin/settings/email/tracking", post(tracking::take))
        .route("/admin/settings/email/effect", post(effect::take))
        .route("/admin/settings/email/dkim", post(dkim::make))
        .route("/admin/settings/email/dkim/ed25519", post(dkim::add))
        .route("/admin/settings/email/dkim/switch", post(dkim::switch))
}

/// Where mail goes now, the strongest first.
pub(super) enum Way {
    /// `AMANA_MAIL_FOLDER`, or the demonstration.
    Folder(PathBuf),
    /// `AMANA_SMTP_URL`.
    Configured(SmtpConfig),
    /// Set on this page, one at least.
    Stored(Vec<Stored>),
    None,
}

/// One of the mail servers set here.
pub(super) struct Stored {
    pub(super) setting: MailServer,
    pub(super) config: SmtpConfig,
    /// How long it has not answered this node.
    pub(super) silent: Option<Duration>,
}

/// Everything that the page shows.
pub(super) struct Setup {
    pub(super) way: Way,
    pub(super) dkim: Option<DkimSetting>,
    /// Whom letters may be from beside the store.
    pub(super) senders: Senders,
    /// Who tells what came of letters.
    pub(super) vendor: Option<Vendor>,
    /// Where reports of letters are read.
    pub(super) mailbox: mailbox::Set,
    /// What the store wants to know of its letters.
    pub(super) tracking: Tracking,
    /// How campaigns are reckoned.
    pub(super) effect: EffectTerms,
}

impl Setup {
    pub(super) fn load(app: &App) -> Result<Self, Failure> {
        let (servers, dkim) =
            app.db.record.read(|tx| Ok::<_, db::Error>((mail_servers::load(tx)?, settings::load(tx, crate::dkim::SETTING)?)))?;
        let way = match (&app.config.mail_folder, &app.config.smtp) {
            (Some(folder), _) => Way::Folder(folder.clone()),
            (None, Some(config)) => Way::Configured(config.clone()),
            (None, None) => match stored(app, servers) {
                stored if stored.is_empty() => Way::None,
                stored => Way::Stored(stored),
            },
        };
        let vendor = mail::feedback(&app.db, &app.keys)?.map(|set| set.vendor);
        let (tracking, effect, senders) =
            app.db.record.read(|tx| Ok::<_, db::Error>((Tracking::load(tx)?, EffectTerms::load(tx)?, Senders::load(tx)?)))?;
        Ok(Self { way, dkim, senders, vendor, mailbox: mailbox::Set::load(app)?, tracking, effect })
    }

    /// Whether mail stays on this machine.
    pub(super) const fn is_caught(&self) -> bool {
        matches!(self.way, Way::Folder(_))
    }

    /// Those that are set on this page.
    pub(super) fn servers(&self) -> &[Stored] {
        if let Way::Stored(servers) = &self.way { servers } else { &[] }
    }

    pub(super) fn can_send(&self) -> bool {
        match &self.way {
            Way::None => false,
            Way::Folder(_) | Way::Configured(_) => true,
            Way::Stored(servers) => servers.iter().any(|server| server.setting.on),
        }
    }
}

/// What stands in the forms of the page.
pub(super) struct Forms {
    pub(super) smtp: SmtpForm,
    pub(super) dkim: dkim::DkimForm,
    pub(super) feedback: feedback::FeedbackForm,
    pub(super) mailbox: mailbox::MailboxForm,
}

impl Forms {
    /// What is set.
    pub(super) fn of(signed: &Signed, setup: &Setup) -> Self {
        Self {
            smtp: SmtpForm::untouched(setup),
            dkim: dkim::DkimForm::of(signed, setup),
            feedback: feedback::FeedbackForm::of(setup),
            mailbox: mailbox::MailboxForm::of(&setup.mailbox),
        }
    }
}

fn stored(app: &App, servers: Vec<MailServer>) -> Vec<Stored> {
    let transport = app.transport.lock().unwrap_or_else(PoisonError::into_inner).clone();
    let in_force = match transport.as_deref() {
        Some(Transport::Smtp(servers)) => Some(servers),
        Some(Transport::Folder(_)) | None => None,
    };
    let silent = |id: &str| in_force?.all().find(|(plan, _)| plan.id == id)?.1;
    let opened = servers.into_iter().filter_map(|setting| {
        let (config, silent) = (setting.config(&app.keys)?, silent(&setting.id));
        Some(Stored { setting, config, silent })
    });
    opened.collect()
}

async fn show(Allowed(signed, Manage): Allowed<Manage>) -> Result<Html, Failure> {
    let setup = blocking(&signed.app, Setup::load).await?;
    Ok(untouched(&signed, &setup, &FieldErrors::default(), None))
}

/// The page with every form as it is set; `tried` is what was just tried, and what was wrong with it.
pub(super) fn untouched(signed: &Signed, setup: &Setup, errors: &FieldErrors, tried: Option<Markup>) -> Html {
    page(signed, setup, &Forms::of(signed, setup), errors, tried)
}

/// The whole page; `tried` is what a test just showed.
pub(super) fn page(signed: &Signed, setup: &Setup, forms: &Forms, errors: &FieldErrors, tried: Option<Markup>) -> Html {
    let ctx = &signed.ctx;
    let content = html! {
        (forms::error_summary(ctx, errors))
        @if let Some(tried) = tried { (tried) }
        (components::card(&ctx.t("smtp-server-title"), None, servers::part(ctx, setup, &forms.smtp, errors)))
        @if setup.can_send() { (components::card(&ctx.t("smtp-test"), None, test(signed, setup))) }
        (components::card(&ctx.t(key("senders-title")), None, senders::part(signed, setup)))
        (components::card(&ctx.t("dkim-title"), None, dkim::part(signed, setup, &forms.dkim, errors)))
        (components::card(&ctx.t("dns-title"), None, dns::part(signed)))
        (components::card(&ctx.t("feedback-title"), None, feedback::part(signed, setup, &forms.feedback, errors)))
        (components::card(&ctx.t(key("mailbox-title")), None, mailbox::part(signed, &setup.mailbox, &forms.mailbox, errors)))
        (components::card(&ctx.t("tracking-title"), None, tracking::part(signed, setup.tracking)))
        (components::card(&ctx.t("effect-title"), None, effect::part(signed, &setup.effect)))
    };
    let state = match setup.way {
        Way::None => components::badge(Tone::Warn, &ctx.t("smtp-state-none")),
        Way::Folder(_) => components::badge(Tone::Accent, &ctx.t("smtp-state-folder")),
        Way::Stored(_) if !setup.can_send() => components::badge(Tone::Warn, &ctx.t(key("smtp-state-off"))),
        Way::Configured(_) | Way::Stored(_) => components::badge(Tone::Good, &ctx.t("smtp-state-set")),
    };
    drawn(signed, Place::Email, Heading::new(ctx.t("settings-email-title")).state(state), content)
}

fn test(signed: &Signed, setup: &Setup) -> Markup {
    let ctx = &signed.ctx;
    let text = if setup.is_caught() { key("smtp-test-text-folder") } else { key("smtp-test-text") };
    html! {
        div.stack {
            p { (ctx.t(text)) " " (ctx.t("smtp-test-to")) ": " (components::ltr(&signed.staff.email)) }
            (components::post_button(ctx, "/admin/settings/email/test", &ctx.t("smtp-test"), Tone::Neutral))
        }
    }
}
