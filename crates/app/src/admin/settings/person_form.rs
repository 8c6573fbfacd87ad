//! The fields of an account: who it is, the role, the teams.

use crate::admin::setup::check_name;
use base::EmailAddress;
use base::id::TeamId;
use foundation::consent::Recipient;
use foundation::staff::{Permission, Role, Staff, Team};
use maud::{Markup, html};
use web::PageCtx;
use web::forms::{self, Check, Field, FieldErrors};
use web::key;

/// What an owner typed and ticked.
#[derive(Debug, Clone, Default)]
pub(super) struct PersonForm {
    pub(super) name: String,
    pub(super) email: String,
    role: String,
    /// Words of built-in teams, and ids of the store's own.
    teams: Vec<String>,
}

impl PersonForm {
    pub(super) fn empty() -> Self {
        Self { role: Role::Member.word().to_owned(), ..Self::default() }
    }

    pub(super) fn of(staff: &Staff) -> Self {
        let built_in = staff.teams.iter().map(|team| team.word().to_owned());
        Self {
            name: staff.name.clone(),
            email: staff.email.clone(),
            role: staff.role.word().to_owned(),
            teams: built_in.chain(staff.own_teams.iter().map(|team| team.id.to_string())).collect(),
        }
    }

    /// A form's fields, of which `team` may stand several times.
    pub(super) fn of_fields(fields: Vec<(String, String)>) -> Self {
        let mut form = Self::default();
        for (name, value) in fields {
            match name.as_str() {
                "name" => value.trim().clone_into(&mut form.name),
                "email" => value.trim().clone_into(&mut form.email),
                "role" => form.role = value,
                "team" => form.teams.push(value),
                _ => {}
            }
        }
        form
    }

    pub(super) fn role(&self) -> Option<Role> {
        Role::from_word(&self.role)
    }

    pub(super) fn built_in(&self) -> Vec<Recipient> {
        Recipient::TEAMS.into_iter().filter(|team| self.teams.iter().any(|word| word == team.word())).collect()
    }

    pub(super) fn own(&self) -> Vec<TeamId> {
        self.teams.iter().filter_map(|text| text.parse().ok()).collect()
    }

    /// Role and teams for the audit log.
    pub(super) fn detail(&self) -> String {
        let built_in = self.built_in().into_iter().map(|team| team.word().to_owned());
        let teams: Vec<String> = built_in.chain(self.own().iter().map(ToString::to_string)).collect();
        format!("role={} teams={}", self.role, teams.join(","))
    }

    /// What is wrong with it; with name and address where the account is `new`.
    pub(super) fn check(&self, ctx: &PageCtx, new: bool) -> FieldErrors {
        let mut errors = FieldErrors::default();
        if new {
            check_name(ctx, &mut errors, "name", &self.name);
            if EmailAddress::parse(&self.email).is_err() {
                errors.add("email", ctx.t(key("form-not-email")));
            }
        }
        match self.role() {
            None => errors.add("role", ctx.t(key("form-not-choice"))),
            // Without a team there would be customers' pages with nothing on them.
            Some(role) if role.may(Permission::Work) && self.built_in().is_empty() && self.own().is_empty() => {
                errors.add("team", ctx.t(key("people-team-missing")));
            }
            Some(_) => {}
        }
        errors
    }

    pub(super) fn identity_fields(&self, ctx: &PageCtx, errors: &FieldErrors) -> Markup {
        html! {
            (Field::text("name", ctx.t("people-name")).hint(ctx.t("setup-name-hint")).value(&self.name)
                .error(errors.get("name")).autocomplete("off").max_length(100).required())
            (Field::email("email", ctx.t("people-email")).hint(ctx.t("people-email-hint")).value(&self.email)
                .error(errors.get("email")).autocomplete("off").max_length(254).required())
        }
    }

    /// Role and teams.
    pub(super) fn place_fields(&self, ctx: &PageCtx, teams: &[Team], errors: &FieldErrors) -> Markup {
        let ticked = |value: &str| self.teams.iter().any(|team| team == value);
        html! {
            (forms::group(&ctx.t("people-role"), Some(&ctx.t("people-role-hint")), html! {
                @if let Some(error) = errors.get("role") { p.field-error id="f-role" { (error) } }
                @for role in Role::ALL {
                    @let word = role.word();
                    (Check::radio("role", word, ctx.t_code("role", word), self.role == word).hint(ctx.t_code("role", &format!("{word}_hint"))))
                }
            }))
            (forms::group(&ctx.t("people-teams"), Some(&ctx.t("people-teams-hint")), html! {
                @if let Some(error) = errors.get("team") { p.field-error id="f-team" { (error) } }
                @for team in Recipient::TEAMS {
                    @let word = team.word();
                    (Check::new("team", ctx.t_code("recipient", word), ticked(word)).value(word).hint(ctx.t_code("team", &format!("{word}_hint"))))
                }
                @for team in teams {
                    @let part = [("team", ctx.t_code("recipient", team.part.word()).into_owned().into())];
                    (Check::new("team", &*team.name, ticked(&team.id.to_string())).value(team.id.to_string())
                        .hint(ctx.t_with("team-part-of", &part)))
                }
            }))
        }
    }
}
