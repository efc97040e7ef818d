//! The month's visit rate (月探访率): elders with at least one completed visit in the local month,
//! of the elders on the list. And who will be missed if it goes on like this.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use uuid::Uuid;

/// An elder on the list, as far as the month's figures go by it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Elder {
    /// Who.
    pub person: Uuid,
    /// Whether a visit was completed in the month.
    pub visited: bool,
    /// The last day on which a planned visit still comes in the month.
    pub planned_on: Option<NaiveDate>,
    /// Who pays it.
    pub visitor: Option<Uuid>,
}

/// Elders on the list, and how many of them were visited.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Rate {
    /// On the list.
    pub due: u64,
    /// Visited at least once.
    pub visited: u64,
}

impl Rate {
    /// Counts one more elder.
    pub fn count(&mut self, visited: bool) {
        self.due += 1;
        self.visited += u64::from(visited);
    }

    /// The rate, 1 if nobody is on the list: nobody was forgotten.
    pub fn value(self) -> f64 {
        if self.due == 0 { 1.0 } else { self.visited as f64 / self.due as f64 }
    }
}

/// Why somebody will be missed this month.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reason {
    /// No visit is planned any more this month.
    NotPlanned,
    /// A visit is planned, but nobody is to pay it.
    NoVisitor,
    /// The visitor's pace does not reach so far.
    Pace,
}

impl Reason {
    /// The reason as one word.
    pub const fn word(self) -> &'static str {
        match self {
            Self::NotPlanned => "not_planned",
            Self::NoVisitor => "no_visitor",
            Self::Pace => "pace",
        }
    }
}

/// Who will be missed: `pace` says how many visits each visitor pays on a workday, `workdays` how many of those remain.
pub fn will_be_missed(elders: &[Elder], workdays: usize, pace: &BTreeMap<Uuid, f64>) -> Vec<(Uuid, Reason)> {
    let mut missed = Vec::new();
    let mut lists: BTreeMap<Uuid, Vec<(NaiveDate, Uuid)>> = BTreeMap::new();
    for elder in elders.iter().filter(|elder| !elder.visited) {
        match (elder.planned_on, elder.visitor) {
            (None, _) => missed.push((elder.person, Reason::NotPlanned)),
            (Some(_), None) => missed.push((elder.person, Reason::NoVisitor)),
            (Some(day), Some(visitor)) => lists.entry(visitor).or_default().push((day, elder.person)),
        }
    }
    for (visitor, mut list) in lists {
        // Without a history there is nothing to extrapolate from: nobody is accused of being slow.
        let Some(pace) = pace.get(&visitor) else { continue };
        list.sort();
        let reach = (pace * workdays as f64).floor() as usize;
        missed.extend(list.into_iter().skip(reach).map(|(_, person)| (person, Reason::Pace)));
    }
    missed
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn elder(person: u128, visited: bool, day: Option<u32>, visitor: Option<u128>) -> Elder {
        let planned_on = day.and_then(|day| NaiveDate::from_ymd_opt(2026, 11, day));
        Elder { person: Uuid::from_u128(person), visited, planned_on, visitor: visitor.map(Uuid::from_u128) }
    }

    #[test]
    fn an_elder_counts_once_however_often_visited() {
        let mut rate = Rate::default();
        [true, false, true, true].into_iter().for_each(|visited| rate.count(visited));
        assert_eq!((rate.due, rate.visited, rate.value()), (4, 3, 0.75));
        assert_eq!(Rate::default().value(), 1.0);
    }

    #[test]
    fn tells_who_will_be_missed_and_why() {
        let elders = [
            elder(1, true, None, Some(9)),
            elder(2, false, None, Some(9)),
            elder(3, false, Some(24), None),
            elder(4, false, Some(24), Some(9)),
            elder(5, false, Some(27), Some(9)),
            elder(6, false, Some(25), Some(9)),
            elder(7, false, Some(25), Some(8)),
        ];
        let pace = BTreeMap::from([(Uuid::from_u128(9), 0.5)]);
        let missed = will_be_missed(&elders, 4, &pace);
        let told: Vec<(u128, Reason)> = missed.into_iter().map(|(person, reason)| (person.as_u128(), reason)).collect();
        assert_eq!(told, [(2, Reason::NotPlanned), (3, Reason::NoVisitor), (5, Reason::Pace)]);
    }

    proptest! {
        #[test]
        fn who_was_visited_is_never_missed(flags in proptest::collection::vec((any::<bool>(), 1u32..30), 0..60), workdays in 0usize..20) {
            let elders: Vec<Elder> = flags.iter().zip(1u128..).map(|((visited, day), person)| elder(person, *visited, Some(*day), Some(9))).collect();
            let pace = BTreeMap::from([(Uuid::from_u128(9), 1.0)]);
            let missed = will_be_missed(&elders, workdays, &pace);
            let waiting = elders.iter().filter(|elder| !elder.visited).count();
            prop_assert_eq!(missed.len(), waiting.saturating_sub(workdays));
        }
    }
}
