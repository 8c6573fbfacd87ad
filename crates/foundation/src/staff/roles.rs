//! What an account opens: its role gives screens, its teams give data.

/// What a member of staff does here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// Does everything.
    Owner = 0,
    /// Runs the store: everything but people, keys and how long things are kept.
    Manager = 1,
    /// Works with customers and messages.
    Member = 2,
    /// Reads how data is handled, and no customer's data.
    Auditor = 3,
}

/// What a screen asks of whoever opens it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Permission {
    /// Customers, messages, what happens.
    Work,
    /// The store, its mail and its rules, and what was set aside.
    Manage,
    /// The audit log, who looked at data, how long things are kept.
    Oversee,
    /// People, keys, and a change of how long things are kept.
    Own,
}

impl Role {
    pub const ALL: [Self; 4] = [Self::Owner, Self::Manager, Self::Member, Self::Auditor];

    pub const fn may(self, permission: Permission) -> bool {
        match self {
            Self::Owner => true,
            Self::Manager => !matches!(permission, Permission::Own),
            Self::Member => matches!(permission, Permission::Work),
            Self::Auditor => matches!(permission, Permission::Oversee),
        }
    }

    pub const fn word(self) -> &'static str {
        match self {
            Self::Owner => "owner",
            Self::Manager => "manager",
            Self::Member => "member",
            Self::Auditor => "auditor",
        }
    }

    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.word() == word)
    }

    pub(super) fn from_code(code: i64) -> Option<Self> {
        Self::ALL.into_iter().find(|role| *role as i64 == code)
    }
}

impl Permission {
    pub const ALL: [Self; 4] = [Self::Work, Self::Manage, Self::Oversee, Self::Own];

    /// The last part of translation keys.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Work => "work",
            Self::Manage => "manage",
            Self::Oversee => "oversee",
            Self::Own => "own",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_role_opens_what_it_says() {
        use Permission::{Manage, Oversee, Own, Work};
        let opens = |role: Role| Permission::ALL.into_iter().filter(|permission| role.may(*permission)).collect::<Vec<_>>();
        assert_eq!(opens(Role::Owner), [Work, Manage, Oversee, Own]);
        assert_eq!(opens(Role::Manager), [Work, Manage, Oversee]);
        assert_eq!(opens(Role::Member), [Work]);
        assert_eq!(opens(Role::Auditor), [Oversee]);
        assert!(Role::ALL.iter().all(|role| Role::from_word(role.word()) == Some(*role)));
    }
}
