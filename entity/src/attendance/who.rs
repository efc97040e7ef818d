//! Who takes part.

use uuid::Uuid;

/// A resident, whom the desk signs up, or a member, who has an account.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Who {
    /// The resident.
    Person(Uuid),
    /// The membership.
    Member(Uuid),
}
