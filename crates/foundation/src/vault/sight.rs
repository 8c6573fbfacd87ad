//! What a team of the store sees of a customer: by the same rules on the store's pages, in the customer's preview of them, and in
//! the report of any day.

use super::disclose::{Access, Looker, opened_by};
use crate::consent::{Category, CategorySet, Choices, Purpose, Recipient, Window, WindowKind};
use base::Timestamp;

/// What a team sees.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Sight {
    /// By the customer's choices, or by the store's own legal basis where no choice speaks of it.
    shared: CategorySet,
    /// Through windows, for a while.
    through: Vec<(WindowKind, CategorySet)>,
}

impl Sight {
    /// By these choices, and through those of the `open` windows that are the team's: all of it, or somebody in it.
    pub fn of_team(team: Recipient, choices: &Choices, open: &[Window], at: Timestamp) -> Self {
        let looker = Looker::Staff { staff: None, teams: vec![team], own_teams: Vec::new() };
        let access = Access { looker, purpose: Purpose::CustomerCare, place: String::new() };
        let beside = access.visible_beside(choices, at).within(CategorySet::BESIDE_VAULT);
        let theirs = open.iter().filter(|window| window.recipient == team);
        Self { shared: access.visible(choices, at).with(beside), through: opened_by(theirs, choices) }
    }

    /// What two people showed who are one customer today.
    #[must_use]
    pub fn and(mut self, other: Self) -> Self {
        self.shared = self.shared.with(other.shared);
        self.through.extend(other.through);
        self
    }

    /// Everything that is seen.
    pub fn all(&self) -> CategorySet {
        self.through.iter().fold(self.shared, |set, (_, more)| set.with(*more))
    }

    /// The window through which alone a kind of data is seen.
    pub fn through(&self, category: Category) -> Option<WindowKind> {
        let is_shared = self.shared.contains(category);
        self.through.iter().find(|(_, set)| !is_shared && set.contains(category)).map(|(kind, _)| *kind)
    }
}
