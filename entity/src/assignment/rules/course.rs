//! The course of one assignment: one transition table. What is stored is always [`Course::told_by`] its history.

use chrono::{DateTime, Utc};
use sea_orm::{DeriveActiveEnum, EnumIter};
use uuid::Uuid;

use super::{
    act::{Act, Refusal},
    clock::Level,
};

/// How far an assignment is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
pub enum State {
    /// Given to somebody who has not taken it on.
    Assigned,
    /// Taken on.
    Accepted,
    /// Sent back: nobody holds it, and it is to be given out anew.
    Returned,
    /// Done.
    Done,
    /// Called off.
    CalledOff,
}

impl State {
    /// All of them.
    pub const ALL: [Self; 5] = [Self::Assigned, Self::Accepted, Self::Returned, Self::Done, Self::CalledOff];

    /// The state as one word.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Assigned => "assigned",
            Self::Accepted => "accepted",
            Self::Returned => "returned",
            Self::Done => "done",
            Self::CalledOff => "called_off",
        }
    }

    /// Whether somebody has it to do?
    pub const fn is_held(self) -> bool {
        matches!(self, Self::Assigned | Self::Accepted)
    }

    /// Whether it is still to be done, by whomever?
    pub const fn is_open(self) -> bool {
        self.is_held() || matches!(self, Self::Returned)
    }
}

/// Where an assignment stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Course {
    /// How far it is.
    pub state: State,
    /// Who has it to do; after the end, who had it last.
    pub holder: Option<Uuid>,
    /// In whose place.
    pub stands_in_for: Option<Uuid>,
    /// By when it is to be done.
    pub due_at: DateTime<Utc>,
    /// Until when more time is asked for.
    pub asked_until: Option<DateTime<Utc>>,
    /// The level that it has reached.
    pub level: Level,
}

impl Course {
    /// The course of something that is given to `to`.
    pub const fn begin(to: Uuid, due_at: DateTime<Utc>) -> Self {
        Self { state: State::Assigned, holder: Some(to), stands_in_for: None, due_at, asked_until: None, level: Level::Green }
    }

    /// What a history amounts to; it begins with [`Act::Assign`].
    ///
    /// # Errors
    /// The first act that could not have been done.
    pub fn told_by(history: impl IntoIterator<Item = Act>) -> Result<Self, Refusal> {
        let mut history = history.into_iter();
        let Some(Act::Assign { to, due_at }) = history.next() else { return Err(Refusal::WrongState) };
        history.try_fold(Self::begin(to, due_at), Self::after)
    }

    /// Where it stands after `act`.
    ///
    /// # Errors
    /// The act cannot be done now.
    pub fn after(self, act: Act) -> Result<Self, Refusal> {
        let held = self.state.is_held();
        match act {
            Act::Assign { to, due_at } if self.state == State::Returned => Ok(Self::begin(to, due_at)),
            Act::Acknowledge if self.state == State::Assigned => Ok(Self { state: State::Accepted, ..self }),
            Act::Transfer { to } if held => self.passed(to, None),
            Act::GiveBack if held => Ok(Self { state: State::Returned, holder: None, stands_in_for: None, asked_until: None, ..self }),
            Act::AskExtension { until } if held => self.asked(until),
            Act::GrantExtension if held => {
                let due_at = self.asked_until.ok_or(Refusal::NoExtensionAsked)?;
                // A new deadline has its own yellow and red.
                Ok(Self { due_at, asked_until: None, level: Level::Green, ..self })
            }
            Act::RefuseExtension if held => match self.asked_until {
                Some(_) => Ok(Self { asked_until: None, ..self }),
                None => Err(Refusal::NoExtensionAsked),
            },
            // However many stand in one after the other, it goes back to the one whose it is.
            Act::StandIn { by } if held => match self.stands_in_for {
                Some(absent) if absent == by => Err(Refusal::HoldsAlready),
                absent => self.passed(by, absent.or(self.holder)),
            },
            Act::HandBack if held => self.passed(self.stands_in_for.ok_or(Refusal::NobodyStandsIn)?, None),
            Act::Remind if held => Ok(self),
            Act::Escalate { level } if self.state.is_open() => match level > self.level {
                true => Ok(Self { level, ..self }),
                false => Err(Refusal::LevelReached),
            },
            // Whoever does it at once (即收即办) has taken it on by that.
            Act::Complete if held => Ok(Self { state: State::Done, asked_until: None, ..self }),
            Act::CallOff if self.state.is_open() => Ok(Self { state: State::CalledOff, asked_until: None, ..self }),
            Act::Reopen { due_at } if !self.state.is_open() => Ok(match self.stands_in_for.or(self.holder) {
                Some(holder) => Self::begin(holder, due_at),
                None => Self { state: State::Returned, due_at, level: Level::Green, ..self },
            }),
            _ => Err(Refusal::WrongState),
        }
    }

    fn passed(self, to: Uuid, stands_in_for: Option<Uuid>) -> Result<Self, Refusal> {
        if self.holder == Some(to) {
            return Err(Refusal::HoldsAlready);
        }
        // What the one before asked for was theirs.
        Ok(Self { state: State::Assigned, holder: Some(to), stands_in_for, asked_until: None, ..self })
    }

    fn asked(self, until: DateTime<Utc>) -> Result<Self, Refusal> {
        match self.asked_until {
            Some(_) => Err(Refusal::ExtensionWaits),
            None if until <= self.due_at => Err(Refusal::NotLater),
            None => Ok(Self { asked_until: Some(until), ..self }),
        }
    }
}

#[cfg(test)]
mod tests;
