//! Counting rows into a summary table, adding tables up, and hiding what is too few. Pure.

use std::collections::BTreeMap;

use sea_orm::Iterable;
use serde::{Deserialize, Serialize};

use super::layout::{By, Cross};
use crate::people::{Group, Sex, Tier, dwelling, few, words::word};

/// The ages at which bands begin.
const BANDS: [i32; 6] = [0, 18, 60, 70, 80, 90];
/// Households of so many and more are one class.
const LARGEST: usize = 6;

/// A counted table. Heads are words, or names where there are no words: they are shown in the reader's language.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Table {
    /// The heads downwards.
    pub down: Vec<String>,
    /// The heads across; one that is empty where nothing is counted across.
    pub across: Vec<String>,
    /// The counts, row by row.
    pub cells: Vec<Vec<i64>>,
    /// How many there are: less than the sum, where somebody counts in several rows.
    pub count: i64,
}

/// What one row counts as: downwards and across.
pub type Heads = [Vec<String>; 2];

impl Table {
    /// Counts rows by what each is.
    pub fn of<'a>(cross: &Cross, rows: impl Iterator<Item = &'a Heads>) -> Self {
        let mut counts = BTreeMap::new();
        let mut count = 0;
        for [down, across] in rows {
            count += 1;
            for head in down {
                for beside in across {
                    *counts.entry((head.clone(), beside.clone())).or_default() += 1;
                }
            }
        }
        Self::laid(cross, counts, count)
    }

    /// Several tables as one; each comes with what it is of, which stands before heads that mean something else elsewhere.
    pub fn sum(cross: &Cross, tables: impl Iterator<Item = (String, Self)>) -> Self {
        let named = |by: By, place: &str, head: String| if by == By::Grid { format!("{place} {head}") } else { head };
        let across = cross.across.as_ref().map(|side| side.by);
        let (mut counts, mut count) = (BTreeMap::new(), 0);
        for (place, table) in tables {
            count += table.count;
            for (head, line) in table.down.into_iter().zip(table.cells) {
                for (beside, cell) in table.across.iter().zip(line) {
                    let beside = across.map_or_else(|| beside.clone(), |by| named(by, &place, beside.clone()));
                    *counts.entry((named(cross.down.by, &place, head.clone()), beside)).or_default() += cell;
                }
            }
        }
        Self::laid(cross, counts, count)
    }

    fn laid(cross: &Cross, counts: BTreeMap<(String, String), i64>, count: i64) -> Self {
        let sorted = |by: Option<By>, mut heads: Vec<String>| {
            heads.sort_by_key(|head| (by.map_or(0, |by| rank(by, head)), head.clone()));
            heads.dedup();
            heads
        };
        let down = sorted(Some(cross.down.by), counts.keys().map(|(head, _)| head.clone()).collect());
        let across = sorted(cross.across.as_ref().map(|side| side.by), counts.keys().map(|(_, head)| head.clone()).collect());
        let cell = |head: &String, beside: &String| counts.get(&(head.clone(), beside.clone())).copied().unwrap_or_default();
        let cells = down.iter().map(|head| across.iter().map(|beside| cell(head, beside)).collect()).collect();
        Self { down, across, cells, count }
    }

    /// The counts with their sums at the end of each row and below each column; what is too few is missing, if it is `sensitive`.
    pub fn shown(&self, sensitive: bool) -> Vec<Vec<Option<i64>>> {
        let mut lines: Vec<Vec<i64>> = self.cells.clone();
        if !lines.is_empty() {
            lines.push((0..self.across.len()).map(|column| self.cells.iter().filter_map(|line| line.get(column)).sum()).collect());
        }
        if self.across.len() > 1 {
            for line in &mut lines {
                line.push(line.iter().sum());
            }
        }
        let mut shown: Vec<Vec<Option<i64>>> = lines.into_iter().map(|line| line.into_iter().map(Some).collect()).collect();
        if sensitive {
            few::hide(&mut shown);
        }
        shown
    }
}

/// The band of an age.
pub fn band(age: Option<i32>) -> String {
    age.and_then(|age| BANDS.into_iter().filter(|from| *from <= age).max()).map(|from| from.to_string()).unwrap_or_default()
}

/// The class of a household of so many.
pub fn size(members: usize) -> String {
    members.min(LARGEST).to_string()
}

/// The place of a head among others; what is not known stands last.
fn rank(by: By, head: &str) -> usize {
    fn place<E: sea_orm::ActiveEnum<Value = String> + Iterable>(head: &str) -> usize {
        E::iter().position(|value| word(value) == head).unwrap_or(usize::MAX)
    }
    match by {
        By::Sex => place::<Sex>(head),
        By::Group => place::<Group>(head),
        By::Tier => place::<Tier>(head),
        By::Tenancy => place::<dwelling::Kind>(head),
        By::AgeBand | By::Size => head.parse().unwrap_or(usize::MAX),
        By::Grid | By::Field | By::Standing => usize::from(head.is_empty()),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{super::layout::Side, *};

    fn cross(down: By, across: Option<By>) -> Cross {
        let side = |by| Side { by, field: String::new() };
        Cross { down: side(down), across: across.map(side) }
    }

    fn heads(down: &str, across: &str) -> Heads {
        [vec![down.to_owned()], vec![across.to_owned()]]
    }

    #[test]
    fn heads_stand_in_their_order_and_sums_beside_them() {
        let rows = [heads("80", "female"), heads("", "male"), heads("18", "female"), heads("80", "male")];
        let table = Table::of(&cross(By::AgeBand, Some(By::Sex)), rows.iter());
        assert_eq!(
            (table.down.clone(), table.across.clone()),
            (vec!["18".into(), "80".into(), String::new()], vec!["male".into(), "female".into()])
        );
        assert_eq!(table.shown(false)[3], [Some(2), Some(2), Some(4)]);
        assert!(table.shown(true).iter().flatten().all(|cell| cell.is_none_or(|count| count == 0)), "four people are too few");
    }

    #[test]
    fn somebody_of_several_groups_counts_in_each_and_once() {
        let rows = [[vec!["alone".to_owned(), "disabled".to_owned()], vec![String::new()]]];
        let table = Table::of(&cross(By::Group, None), rows.iter());
        assert_eq!((table.cells.len(), table.count), (2, 1));
    }

    #[test]
    fn grids_of_other_communities_are_other_grids() {
        let by = cross(By::Grid, None);
        let one = |count: usize| ("社区".to_owned() + &count.to_string(), Table::of(&by, vec![heads("第一网格", ""); count].iter()));
        let sum = Table::sum(&by, [one(2), one(3)].into_iter());
        assert_eq!((sum.down, sum.cells, sum.count), (vec!["社区2 第一网格".into(), "社区3 第一网格".into()], vec![vec![2], vec![3]], 5));
    }

    proptest! {
        #[test]
        fn a_sum_of_tables_loses_nobody(people in proptest::collection::vec((proptest::option::of(0..110), any::<bool>()), 0..60), cut in 0usize..60) {
            let by = cross(By::AgeBand, Some(By::Sex));
            let rows: Vec<Heads> = people.iter().map(|(age, woman)| heads(&band(*age), if *woman { "female" } else { "male" })).collect();
            let parts = [&rows[..cut.min(rows.len())], &rows[cut.min(rows.len())..]].map(|part| (String::new(), Table::of(&by, part.iter())));
            prop_assert_eq!(Table::sum(&by, parts.into_iter()), Table::of(&by, rows.iter()));
        }
    }
}
