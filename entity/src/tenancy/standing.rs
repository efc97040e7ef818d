//! Whether a street or a community works. The steps are the same for both, and stand in one table.

use sea_orm::entity::prelude::*;

/// Where a street or a community stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
pub enum State {
    /// It works.
    Active,
    /// Its people are kept out, its jobs wait. Everything of it is kept.
    Suspended,
    /// It is being removed, for good.
    Leaving,
}

/// What is done about it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// 暂停.
    Suspend,
    /// 恢复.
    Resume,
    /// 注销.
    Remove,
}

/// From where, by what, to where; nothing else can happen.
const STEPS: [(State, Step, State); 3] = [
    (State::Active, Step::Suspend, State::Suspended),
    (State::Suspended, Step::Resume, State::Active),
    (State::Suspended, Step::Remove, State::Leaving),
];

impl State {
    /// Where `step` leads from here, if it can be taken.
    pub fn after(self, step: Step) -> Option<Self> {
        STEPS.iter().find(|(from, by, _)| (*from, *by) == (self, step)).map(|(.., to)| *to)
    }

    /// The state as one word, as it travels.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Active => "active",
            Self::Suspended => "suspended",
            Self::Leaving => "leaving",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_that_works_is_removed_and_nothing_that_leaves_comes_back() {
        assert_eq!(State::Active.after(Step::Remove), None);
        assert_eq!([Step::Suspend, Step::Resume, Step::Remove].map(|step| State::Leaving.after(step)), [None; 3]);
        assert_eq!(State::Active.after(Step::Suspend).and_then(|state| state.after(Step::Resume)), Some(State::Active));
    }
}
