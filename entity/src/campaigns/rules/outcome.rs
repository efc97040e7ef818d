//! What may be found at a door.

use sea_orm::entity::prelude::*;

/// What was found at a door.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
pub enum Outcome {
    /// Nobody was in (不在家): somebody goes again.
    Absent,
    /// There is no such target (查无此人).
    NotFound,
    /// They have moved (已搬离).
    Moved,
    /// They do not want to (拒绝).
    Refused,
    /// It is done (已完成).
    Done,
}

impl Outcome {
    /// All of them.
    pub const ALL: [Self; 5] = [Self::Absent, Self::NotFound, Self::Moved, Self::Refused, Self::Done];

    /// What outweighs what: done is done, whatever else somebody found; and somebody who said no was there.
    pub const fn weight(self) -> u8 {
        match self {
            Self::Done => 2,
            Self::NotFound | Self::Moved | Self::Refused => 1,
            Self::Absent => 0,
        }
    }

    /// Whether nobody has to go there again.
    pub const fn settles(self) -> bool {
        self.weight() > 0
    }

    /// Whether the reason has to be written down: nobody is excused in silence.
    pub const fn wants_reason(self) -> bool {
        self.weight() == 1
    }
}
