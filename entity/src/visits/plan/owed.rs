//! What is owed to one person now: a list of slots, from tier, groups, state, muting and events.

use chrono::{Days, Duration, NaiveDate};

use super::super::{
    desk::Desk,
    roster::Listed,
    rules::{
        cadence::{Duty, Kind},
        slot::{self, Slot},
    },
};
use crate::people::{person::State, person_event};

/// A visit that is owed, and by which duty; none for an event.
#[derive(Debug, Clone)]
pub struct Owed {
    /// The slot.
    pub slot: Slot,
    /// How it is paid.
    pub kind: Kind,
    /// The duty's rule, if a plan asks for it.
    pub rule: Option<String>,
}

/// Whether the person is visited at all?
pub fn is_visited(listed: &Listed) -> bool {
    listed.person.state == State::Present
}

/// The duties towards the person.
pub fn duties(desk: &Desk, listed: &Listed) -> Vec<Duty> {
    if !is_visited(listed) {
        return Vec::new();
    }
    desk.policy.duties(&listed.tier(), listed.groups.iter().map(String::as_str))
}

/// The slots that are owed now.
pub fn slots(desk: &Desk, listed: &Listed, events: &[person_event::Model]) -> Vec<Owed> {
    if !is_visited(listed) {
        return Vec::new();
    }
    let mut owed = Vec::new();
    for duty in duties(desk, listed) {
        let ahead = slot::ahead(duty, listed.person.id, desk.today, desk.zone, &desk.calendar);
        owed.extend(ahead.into_iter().filter_map(|slot| unmuted(desk, listed, slot)).map(|slot| Owed {
            slot,
            kind: duty.kind,
            rule: Some(duty.rule()),
        }));
    }
    let events = events.iter().filter(|event| event.undone_at.is_none());
    owed.extend(events.map(|event| Owed { slot: after_event(desk, event), kind: Kind::Home, rule: None }));
    owed
}

/// The last day on which the person is muted, if they are now.
pub fn muted_until(desk: &Desk, listed: &Listed) -> Option<NaiveDate> {
    listed.person.muted_until.filter(|until| *until >= desk.today)
}

/// The slot without the days on which the person is muted; none if all of it is.
fn unmuted(desk: &Desk, listed: &Listed, mut slot: Slot) -> Option<Slot> {
    let Some(until) = muted_until(desk, listed) else { return Some(slot) };
    let first = until + Days::new(1);
    if desk.midnight(first) >= slot.due_at {
        return None;
    }
    slot.planned_on = slot.planned_on.max(first);
    Some(slot)
}

/// A major event is followed by a visit, whatever the tier.
fn after_event(desk: &Desk, event: &person_event::Model) -> Slot {
    Slot {
        text: format!("event@{}", event.id),
        opens_at: event.created_at,
        due_at: event.created_at + Duration::hours(desk.policy.event_hours.into()),
        planned_on: desk.day(event.created_at),
    }
}
