//! The roll of an occasion: who has which seat, who waits in which order. Every change of it goes through here.

use std::collections::BTreeSet;

use uuid::Uuid;

use super::state::{Event, next, seated};
use crate::attendance::{attendee::State, error::AttendanceError};

/// Somebody on the roll.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// The attendee.
    pub id: Uuid,
    /// How they stand to it.
    pub state: State,
    /// Their seat, from 1; none where seats are not counted, or without one.
    pub seat: Option<i64>,
    /// Their place in the order of signing up.
    pub ticket: i64,
    /// Whether a guardian has to agree, and has not.
    pub wants_consent: bool,
}

/// The roll.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Roll {
    capacity: Option<i64>,
    waiting_list: bool,
    started: bool,
    entries: Vec<Entry>,
}

impl Roll {
    /// A roll with so many seats; once it has `started` nobody waits for one any more, and nobody is promoted.
    pub fn new(capacity: Option<i64>, waiting_list: bool, started: bool, entries: Vec<Entry>) -> Self {
        Self { capacity, waiting_list, started, entries }
    }

    /// Everybody on it.
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// Signs somebody up: onto a seat, or else behind those who wait.
    ///
    /// # Errors
    /// `SignedUp` if they are on the roll, `Full` without a seat or a waiting list, `WrongState` if they stayed away.
    pub fn enter(&mut self, id: Uuid, wants_consent: bool) -> Result<State, AttendanceError> {
        let known = self.entries.iter().position(|entry| entry.id == id);
        let before = known.map(|at| self.entries[at].state);
        match before {
            None | Some(State::Cancelled) => {}
            Some(State::NoShow) => return Err(AttendanceError::WrongState),
            Some(State::SignedUp | State::Pending | State::Waiting | State::Attended) => return Err(AttendanceError::SignedUp),
        }
        // Nobody overtakes those who wait.
        let free = self.has_free_seat() && (self.started || !self.somebody_waits());
        let (state, seat) = match free {
            true if wants_consent => (State::Pending, self.free_seat()),
            true => (State::SignedUp, self.free_seat()),
            false if self.waiting_list && !self.started => (State::Waiting, None),
            false => return Err(AttendanceError::Full),
        };
        let ticket = self.entries.iter().map(|entry| entry.ticket).max().unwrap_or_default() + 1;
        let entry = Entry { id, state, seat, ticket, wants_consent };
        match known {
            Some(at) => self.entries[at] = entry,
            None => self.entries.push(entry),
        }
        Ok(state)
    }

    /// Takes somebody off it; answers who gets a seat by that.
    ///
    /// # Errors
    /// `NotSignedUp` if they are not on it, `WrongState` if they came or stayed away.
    pub fn leave(&mut self, id: Uuid) -> Result<Vec<Uuid>, AttendanceError> {
        self.step(id, Event::Leave)?;
        Ok(self.promote())
    }

    /// Notes that somebody came; one who waited takes a seat, if one is free.
    ///
    /// # Errors
    /// `NotSignedUp` if they are not on it, `Full` if they waited in vain, `ConsentWanted` if a guardian has to agree first.
    pub fn attend(&mut self, id: Uuid) -> Result<(), AttendanceError> {
        if self.entry(id)?.wants_consent {
            return Err(AttendanceError::ConsentWanted);
        }
        if self.entry(id)?.state == State::Waiting {
            if !self.has_free_seat() {
                return Err(AttendanceError::Full);
            }
            self.step(id, Event::Promote)?;
        }
        self.step(id, Event::Attend)
    }

    /// Notes that a guardian agrees: a seat that was kept counts from now on.
    ///
    /// # Errors
    /// `NotSignedUp` if they are not on it, `NoConsentWanted` if nobody has to agree.
    pub fn agree(&mut self, id: Uuid) -> Result<(), AttendanceError> {
        if !std::mem::take(&mut self.entry(id)?.wants_consent) {
            return Err(AttendanceError::NoConsentWanted);
        }
        self.step(id, Event::Agree)
    }

    /// Notes that somebody did not come.
    ///
    /// # Errors
    /// `NotSignedUp` if they are not on it, `WrongState` if they had no seat.
    pub fn miss(&mut self, id: Uuid) -> Result<(), AttendanceError> {
        self.step(id, Event::Miss)
    }

    /// Notes everybody who had a seat and did not come; answers who that is. A seat that was kept for a consent was nobody's.
    pub fn close(&mut self) -> Vec<Uuid> {
        self.started = true;
        for entry in self.entries.iter_mut().filter(|entry| entry.state == State::Pending) {
            (entry.state, entry.seat) = (State::Cancelled, None);
        }
        let absent: Vec<Uuid> = self.entries.iter().filter(|entry| entry.state == State::SignedUp).map(|entry| entry.id).collect();
        absent.into_iter().filter(|id| self.miss(*id).is_ok()).collect()
    }

    /// Gives it another number of seats; answers who gets one by that.
    ///
    /// # Errors
    /// `MorePeopleThanSeats` if they would not suffice.
    pub fn resize(&mut self, capacity: Option<i64>) -> Result<Vec<Uuid>, AttendanceError> {
        let people = self.entries.iter().filter(|entry| seated(entry.state)).count();
        if capacity.is_some_and(|seats| seats < i64::try_from(people).unwrap_or(i64::MAX)) {
            return Err(AttendanceError::MorePeopleThanSeats);
        }
        self.capacity = capacity;
        let moved = |entry: &Entry| seated(entry.state) && entry.seat.is_none_or(|seat| capacity.is_none_or(|seats| seat > seats));
        for at in (0..self.entries.len()).filter(|at| moved(&self.entries[*at])).collect::<Vec<_>>() {
            self.entries[at].seat = self.free_seat();
        }
        Ok(self.promote())
    }

    fn entry(&mut self, id: Uuid) -> Result<&mut Entry, AttendanceError> {
        self.entries.iter_mut().find(|entry| entry.id == id && entry.state != State::Cancelled).ok_or(AttendanceError::NotSignedUp)
    }

    fn step(&mut self, id: Uuid, event: Event) -> Result<(), AttendanceError> {
        let free = self.free_seat();
        let entry = self.entry(id)?;
        let state = next(entry.state, event).ok_or(AttendanceError::WrongState)?;
        entry.seat = match (seated(entry.state), seated(state)) {
            (_, false) => None,
            (true, true) => entry.seat,
            (false, true) => free,
        };
        entry.state = state;
        Ok(())
    }

    /// Whoever waited longest goes first.
    fn promote(&mut self) -> Vec<Uuid> {
        let mut promoted = Vec::new();
        while !self.started && self.has_free_seat() {
            let waiting = self.entries.iter().filter(|entry| entry.state == State::Waiting);
            let Some((first, wants_consent)) = waiting.min_by_key(|entry| entry.ticket).map(|entry| (entry.id, entry.wants_consent)) else {
                break;
            };
            if self.step(first, if wants_consent { Event::Reserve } else { Event::Promote }).is_err() {
                break;
            }
            promoted.push(first);
        }
        promoted
    }

    fn somebody_waits(&self) -> bool {
        self.entries.iter().any(|entry| entry.state == State::Waiting)
    }

    fn has_free_seat(&self) -> bool {
        self.capacity.is_none() || self.free_seat().is_some()
    }

    /// The first seat that nobody has; none where seats are not counted, or all are taken.
    fn free_seat(&self) -> Option<i64> {
        let capacity = self.capacity?;
        let taken: BTreeSet<i64> = self.entries.iter().filter_map(|entry| entry.seat).collect();
        (1..=capacity).find(|seat| !taken.contains(seat))
    }
}

#[cfg(test)]
#[path = "roll_tests.rs"]
mod tests;
