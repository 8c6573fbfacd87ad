//! Permission as an argument: a page takes [`Allowed`], a form [`AllowedForm`], with what it needs of the reader's role.
//! Without one of them no handler learns who is signed in.

use super::form::signed_form;
use super::session::{Signed, signed_in};
use super::{Failure, settings};
use crate::app::App;
use axum::extract::{FromRequest, FromRequestParts, Request};
use axum::http::request::Parts;
use axum::response::Response;
use foundation::staff::{Permission, Role};
use serde::de::DeserializeOwned;
use web::layout::Nav;

/// What a handler may need of a role.
pub trait Need: Copy + Send + 'static {
    const NEED: Self;
    /// `None`: whoever is signed in.
    const PERMISSION: Option<Permission>;
}

macro_rules! needs {
    ($($(#[$doc:meta])* $name:ident = $permission:expr;)+) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy)]
        pub struct $name;

        impl Need for $name {
            const NEED: Self = Self;
            const PERMISSION: Option<Permission> = $permission;
        }
    )+};
}

needs! {
    /// Whoever is signed in.
    Anyone = None;
    /// See [`Permission::Work`].
    Work = Some(Permission::Work);
    /// See [`Permission::Manage`].
    Manage = Some(Permission::Manage);
    /// See [`Permission::Oversee`].
    Oversee = Some(Permission::Oversee);
    /// See [`Permission::Own`].
    Own = Some(Permission::Own);
}

/// A member of staff at a page that their role opens.
pub struct Allowed<N>(pub Signed, pub N);

/// A form of a member of staff whose role may send it.
pub struct AllowedForm<N, T>(pub Signed, pub N, pub T);

impl<N: Need> FromRequestParts<App> for Allowed<N> {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Response> {
        let signed = signed_in(parts, app).await?;
        match N::PERMISSION.filter(|permission| !signed.may(*permission)) {
            Some(missing) => Err(Failure::not_for_role(missing)),
            None => Ok(Self(signed, N::NEED)),
        }
    }
}

impl<N: Need, T: DeserializeOwned + 'static> FromRequest<App> for AllowedForm<N, T> {
    type Rejection = Response;

    async fn from_request(request: Request, app: &App) -> Result<Self, Response> {
        let (mut parts, body) = request.into_parts();
        let Allowed(signed, need) = Allowed::<N>::from_request_parts(&mut parts, app).await?;
        let form = signed_form(&signed, &parts, body).await?;
        Ok(Self(signed, need, form))
    }
}

/// The places of the navigation that a role opens, and where each begins.
pub(super) fn places_of(role: Role) -> Vec<(Nav, &'static str)> {
    let start = |nav: Nav| match nav {
        Nav::Home | Nav::Customers | Nav::Segments | Nav::Products | Nav::Tasks | Nav::Messages | Nav::Live => {
            role.may(Permission::Work).then(|| nav.path())
        }
        Nav::Journeys | Nav::Campaigns | Nav::Templates | Nav::SetAside | Nav::Privacy => {
            role.may(Permission::Manage).then(|| nav.path())
        }
        // Its first tab is not for everybody.
        Nav::Settings => settings::first_for(role),
    };
    Nav::ALL.into_iter().filter_map(|nav| Some((nav, start(nav)?))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_navigation_shows_what_a_role_opens() {
        let places = |role| places_of(role).into_iter().map(|(nav, _)| nav).collect::<Vec<_>>();
        assert_eq!(places(Role::Owner), Nav::ALL);
        assert_eq!(
            places(Role::Member),
            [Nav::Home, Nav::Customers, Nav::Segments, Nav::Products, Nav::Tasks, Nav::Messages, Nav::Live]
        );
        assert_eq!(places_of(Role::Auditor), [(Nav::Settings, "/admin/settings/audit")]);
    }
}
