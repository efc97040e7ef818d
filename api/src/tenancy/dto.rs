//! What travels.

use mulin_entity::{
    kernel::{Level, Role},
    tenancy::{
        identity::{Identity, Member},
        street,
    },
};
use poem_openapi::Object;
use uuid::Uuid;

/// Somebody who is logged in.
#[derive(Object)]
#[oai(skip_serializing_if_is_none)]
pub struct Me {
    /// The account.
    account: Account,
    /// What they are in which community.
    memberships: Vec<Membership>,
    /// The street that they administer.
    street: Option<Place>,
    /// Whether they run the platform.
    operator: bool,
    /// The names of what they may do somewhere.
    permissions: Vec<String>,
}

/// A person who can log in.
#[derive(Object)]
pub struct Account {
    id: Uuid,
    name: String,
    email: String,
    /// `zh-CN` or `en`.
    locale: String,
}

/// What somebody is in one community.
#[derive(Object)]
pub struct Membership {
    /// The membership.
    id: Uuid,
    community: Place,
    /// The role as one word.
    role: String,
}

/// A community or street.
#[derive(Object)]
pub struct Place {
    id: Uuid,
    /// The division code.
    code: String,
    name: String,
    /// `active` or `suspended`: then everything in it is refused until it is resumed.
    state: String,
}

impl Me {
    /// Tells what `identity` is and may do.
    pub fn new(identity: &Identity) -> Self {
        let may = |level: Level, roles: &[Role]| match level {
            Level::Account => true,
            Level::Operator => identity.is_operator(),
            Level::Street => identity.street.as_ref().is_some_and(|street| street.state == street::State::Active),
            Level::Community => identity.memberships.iter().any(|member| !member.rests && roles.contains(&member.role)),
        };
        let account = &identity.account;
        Self {
            account: Account { id: account.id, name: account.name.clone(), email: account.email.clone(), locale: account.locale.clone() },
            memberships: identity
                .memberships
                .iter()
                .map(|member| Membership { id: member.id, community: Place::of_community(member), role: member.role.to_string() })
                .collect(),
            street: identity.street.as_ref().map(Place::of_street),
            operator: identity.is_operator(),
            permissions: crate::permissions().filter(|(_, (level, roles))| may(*level, roles)).map(|(name, _)| name.to_owned()).collect(),
        }
    }
}

impl Place {
    fn of_community(member: &Member) -> Self {
        let community = &member.community;
        let state = if member.rests { street::State::Suspended } else { community.state };
        Self { id: community.id, code: community.code.clone(), name: community.name.clone(), state: state.word().to_owned() }
    }

    fn of_street(street: &street::Model) -> Self {
        Self { id: street.id, code: street.code.clone(), name: street.name.clone(), state: street.state.word().to_owned() }
    }
}
