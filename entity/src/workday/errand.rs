//! Something to do today, of whichever kind, and the order in which one comes by.

use std::cmp::Ordering;

use chrono::{DateTime, Utc};
use uuid::Uuid;

use crate::{
    assignment::rules::clock::Level,
    visits::{query::Entry, rules::walking::Place},
};

/// What kind of work it is. At one door, in this order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// A visit to an elder (探访).
    Visit,
    /// A point of a round (巡查点).
    Point,
    /// A matter that is given to one (诉求).
    Matter,
    /// A finding that one is to put right (整改).
    Finding,
    /// A row of a ledger to be inspected (台账巡查).
    Inspection,
    /// Doors of a campaign on which one has a shift (行动).
    Doors,
    /// Interviews that one's grid still owes (走访联系).
    Interviews,
}

impl Kind {
    /// The word it travels as.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Visit => "visit",
            Self::Point => "point",
            Self::Matter => "matter",
            Self::Finding => "finding",
            Self::Inspection => "inspection",
            Self::Doors => "doors",
            Self::Interviews => "interviews",
        }
    }
}

/// Something to do today.
#[derive(Debug, Clone)]
pub struct Errand {
    /// What kind of work.
    pub kind: Kind,
    /// Its row: of a point the point, of doors the campaign, of interviews the questionnaire.
    pub id: Uuid,
    /// What else leads to its page: the code of a point, the ledger of a row.
    pub key: Option<String>,
    /// What it is, in a line.
    pub title: String,
    /// Where exactly, or what else is to be known.
    pub note: String,
    /// How many doors or interviews.
    pub count: Option<i64>,
    /// Where; none if it is nowhere in particular.
    pub place: Option<Place>,
    /// By when.
    pub due_at: Option<DateTime<Utc>>,
    /// How pressing it is.
    pub level: Level,
    /// The visit, if it is one.
    pub visit: Option<Box<Entry>>,
}

impl Errand {
    /// The building; empty if it is nowhere in particular.
    pub fn building(&self) -> &str {
        self.place.as_ref().map_or("", |place| &place.building)
    }

    /// As one walks: building after building, in each from the door up, and last what is nowhere in particular, the most pressing first.
    pub fn in_walking_order(&self, other: &Self) -> Ordering {
        let placed = |errand: &Self| errand.place.as_ref().filter(|place| !place.building.is_empty()).cloned();
        let place = match (placed(self), placed(other)) {
            (Some(here), Some(there)) => here.cmp(&there),
            (Some(_), None) => Ordering::Less,
            (None, Some(_)) => Ordering::Greater,
            (None, None) => other.level.cmp(&self.level).then_with(|| due(self).cmp(&due(other))),
        };
        place.then_with(|| self.kind.cmp(&other.kind)).then_with(|| due(self).cmp(&due(other))).then_with(|| self.id.cmp(&other.id))
    }
}

fn due(errand: &Errand) -> DateTime<Utc> {
    errand.due_at.unwrap_or(DateTime::<Utc>::MAX_UTC)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn errand(kind: Kind, building: Option<(i64, &str)>, floor: i64, level: Level) -> Errand {
        let place = building.map(|(order, name)| Place { building_order: order, building: name.to_owned(), floor, ..Place::default() });
        let (title, note) = (String::new(), String::new());
        Errand { kind, id: Uuid::nil(), key: None, title, note, count: None, place, due_at: None, level, visit: None }
    }

    #[test]
    fn one_goes_from_building_to_building_and_up_and_what_is_nowhere_comes_last() {
        let mut day = [
            errand(Kind::Matter, None, 0, Level::Green),
            errand(Kind::Visit, Some((2, "2号楼")), 5, Level::Green),
            errand(Kind::Finding, None, 0, Level::Red),
            errand(Kind::Inspection, Some((1, "10号楼")), 0, Level::Yellow),
            errand(Kind::Visit, Some((1, "10号楼")), 3, Level::Green),
            errand(Kind::Point, Some((1, "10号楼")), 0, Level::Green),
            errand(Kind::Visit, Some((1, "9号楼")), 6, Level::Green),
        ];
        day.sort_by(Errand::in_walking_order);
        let told: Vec<_> = day.iter().map(|errand| (errand.building(), errand.kind)).collect();
        assert_eq!(
            told,
            [
                ("9号楼", Kind::Visit),
                ("10号楼", Kind::Point),
                ("10号楼", Kind::Inspection),
                ("10号楼", Kind::Visit),
                ("2号楼", Kind::Visit),
                ("", Kind::Finding),
                ("", Kind::Matter),
            ]
        );
    }
}
