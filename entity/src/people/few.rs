//! Counts that are so few that they could point at a person. Pure.

/// Counts under this are not shown of a sensitive class.
const FEWEST: i64 = 5;

/// Takes what could point at a person out of a table whose rows and columns are shown beside their sums: counts of one to four, and
/// whatever else they could be worked out from by subtraction.
pub fn hide(table: &mut [Vec<Option<i64>>]) {
    for cell in table.iter_mut().flatten() {
        *cell = cell.filter(|count| !(1..FEWEST).contains(count));
    }
    // One gap in a row or column is filled by a subtraction, so it gets a second one; that may make another.
    while widen_rows(table) || widen_columns(table) {}
}

fn widen_rows(table: &mut [Vec<Option<i64>>]) -> bool {
    let mut widened = false;
    for row in table {
        let cells = row.len();
        widened |= widen(row.iter_mut(), cells);
    }
    widened
}

fn widen_columns(table: &mut [Vec<Option<i64>>]) -> bool {
    let (rows, columns) = (table.len(), table.iter().map(Vec::len).max().unwrap_or_default());
    let mut widened = false;
    for column in 0..columns {
        widened |= widen(table.iter_mut().filter_map(|row| row.get_mut(column)), rows);
    }
    widened
}

/// Hides the least of a line of which all but one are shown.
fn widen<'a>(line: impl Iterator<Item = &'a mut Option<i64>>, cells: usize) -> bool {
    let shown: Vec<&mut Option<i64>> = line.filter(|cell| cell.is_some()).collect();
    if shown.len() + 1 != cells {
        return false;
    }
    let least = shown.into_iter().min_by_key(|cell| **cell);
    least.map(|cell| *cell = None).is_some()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn few_are_hidden_and_no_gap_stands_alone(counts in proptest::collection::vec(proptest::array::uniform4(0i64..30), 2..10)) {
            let mut table: Vec<Vec<Option<i64>>> = counts.iter().map(|row| row.iter().copied().map(Some).collect()).collect();
            hide(&mut table);
            for (row, counts) in table.iter().zip(&counts) {
                prop_assert!(row.iter().zip(counts).all(|(cell, count)| cell.is_none() || !(1..5).contains(count)));
                prop_assert_ne!(row.iter().filter(|cell| cell.is_none()).count(), 1);
            }
            for column in 0..4 {
                prop_assert_ne!(table.iter().filter(|row| row[column].is_none()).count(), 1);
            }
        }
    }
}
