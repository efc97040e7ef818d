//! What is handed out. A kind of subject that does not say where it is shown and what follows from an act does not compile.

use sea_orm::{ActiveValue::Set, ColumnTrait, sea_query::SimpleExpr};
use uuid::Uuid;

use super::{Act, assignment};
use crate::{
    kernel::{Result, Tx},
    matters, patrols,
};

/// What an assignment is of. Each kind has a column of its own, so that the database knows that it is there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Of {
    /// A matter (诉求、事项).
    Matter(Uuid),
    /// A finding of a patrol, to be put right (整改).
    Finding(Uuid),
}

impl Of {
    /// The word that the kind travels as.
    pub const fn kind(self) -> &'static str {
        match self {
            Self::Matter(_) => "matter",
            Self::Finding(_) => "finding",
        }
    }

    /// Its identity.
    pub const fn id(self) -> Uuid {
        match self {
            Self::Matter(id) | Self::Finding(id) => id,
        }
    }

    /// Where the console shows it.
    pub fn path(self) -> String {
        match self {
            Self::Matter(id) => format!("/matters/{id}"),
            Self::Finding(id) => format!("/findings/{id}"),
        }
    }

    pub(super) fn put(self, row: &mut assignment::ActiveModel) {
        match self {
            Self::Matter(id) => row.matter_id = Set(Some(id)),
            Self::Finding(id) => row.finding_id = Set(Some(id)),
        }
    }

    pub(super) fn matches(self) -> SimpleExpr {
        match self {
            Self::Matter(id) => assignment::Column::MatterId.eq(id),
            Self::Finding(id) => assignment::Column::FindingId.eq(id),
        }
    }

    /// What follows for the subject from an act, in the same unit of work.
    pub(super) async fn follow(self, tx: &Tx, after: &assignment::Model, act: Act, note: &str) -> Result<()> {
        match self {
            Self::Matter(id) => matters::follow::follow(tx, id, after, act, note).await,
            Self::Finding(id) => patrols::follow::follow(tx, id, after, act, note).await,
        }
    }
}
