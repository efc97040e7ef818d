//! Roles and permissions. A permission is a type: a handler that takes the proof cannot be called without it.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

/// What somebody is, in a community, a street or on the platform.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Role {
    /// Runs the platform; sees no personal data.
    Operator,
    /// 街道管理员: reads the aggregates of the street's communities.
    StreetAdmin,
    /// 书记、主任: everything of one community.
    CommunityAdmin,
    /// 两委、社工.
    Staff,
    /// 网格员: the own grid, on a phone.
    GridWorker,
    /// 物业.
    Property,
    /// 共建单位.
    Partner,
    /// 社会机构.
    Provider,
    /// 志愿者.
    Volunteer,
    /// 居民.
    Resident,
}

impl Role {
    /// Every role that a member of a community can have.
    pub const OF_COMMUNITY: [Self; 8] = [
        Self::CommunityAdmin,
        Self::Staff,
        Self::GridWorker,
        Self::Property,
        Self::Partner,
        Self::Provider,
        Self::Volunteer,
        Self::Resident,
    ];

    /// The role as one word, as it travels and is stored.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Operator => "operator",
            Self::StreetAdmin => "street-admin",
            Self::CommunityAdmin => "community-admin",
            Self::Staff => "staff",
            Self::GridWorker => "grid-worker",
            Self::Property => "property",
            Self::Partner => "partner",
            Self::Provider => "provider",
            Self::Volunteer => "volunteer",
            Self::Resident => "resident",
        }
    }
}

impl fmt::Display for Role {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}

impl FromStr for Role {
    type Err = super::Failure;

    fn from_str(word: &str) -> Result<Self, Self::Err> {
        [Self::Operator, Self::StreetAdmin]
            .into_iter()
            .chain(Self::OF_COMMUNITY)
            .find(|role| role.word() == word)
            .ok_or_else(|| super::Failure::invalid_field("role", "kernel.role_unknown"))
    }
}

/// Where a permission holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Level {
    /// Anybody who is logged in, on their own things.
    Account,
    /// The whole platform.
    Operator,
    /// One street.
    Street,
    /// One community.
    Community,
}

impl Level {
    /// The level as one word, as the API document names it.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Account => "account",
            Self::Operator => "operator",
            Self::Street => "street",
            Self::Community => "community",
        }
    }
}

/// A permission: what it is called, where it holds, who has it.
pub trait Permission: Send + Sync + 'static {
    /// Its name, such as `people.read`.
    const NAME: &'static str;
    /// Where it holds.
    const LEVEL: Level;
    /// Who has it.
    const ROLES: &'static [Role];
}

/// Declares permissions: `/// docs Name = "people.read" at Community for [CommunityAdmin, Staff];`
/// and lists all of them in `ALL`.
#[macro_export]
macro_rules! permissions {
    ($($(#[$doc:meta])* $name:ident = $text:literal at $level:ident for [$($role:ident),* $(,)?];)*) => {
        $(
            $(#[$doc])*
            #[derive(Debug, Clone, Copy)]
            pub struct $name;

            impl $crate::kernel::Permission for $name {
                const NAME: &'static str = $text;
                const LEVEL: $crate::kernel::Level = $crate::kernel::Level::$level;
                const ROLES: &'static [$crate::kernel::Role] = &[$($crate::kernel::Role::$role),*];
            }
        )*

        /// Every permission of this context: its name, where it holds, who has it.
        pub const ALL: &[(&str, $crate::kernel::Level, &[$crate::kernel::Role])] =
            &[$(($text, $crate::kernel::Level::$level, &[$($crate::kernel::Role::$role),*])),*];
    };
}
