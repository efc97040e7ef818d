//! Which tables belong to a tenant.

use sea_orm::{EntityTrait, RelationDef};

/// A table whose rows belong to one community. Rows of such a table are only
/// reached through a [`Tx`](super::Tx), which knows the community.
pub trait Owned: EntityTrait {
    /// The column that names the tenant.
    fn community() -> Self::Column;
    /// The column that identifies the row within the tenant.
    fn id() -> Self::Column;
}

/// The way from the rows of `A` to the row of `B` whose identity stands in `column`: always within one tenant.
pub(crate) fn refers<A: Owned, B: Owned>(column: A::Column) -> RelationDef {
    A::belongs_to(B::default()).from((A::community(), column)).to((B::community(), B::id())).into()
}

/// Declares that the `Entity` of this module belongs to a tenant.
#[macro_export]
macro_rules! owned {
    ($entity:ty) => {
        impl $crate::kernel::Owned for $entity {
            fn community() -> Self::Column {
                Column::CommunityId
            }
            fn id() -> Self::Column {
                Column::Id
            }
        }
    };
}
