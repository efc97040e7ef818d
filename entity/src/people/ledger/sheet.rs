//! A sheet of cells, whatever file it is from.

use super::{Cell, Limits};

/// A row that has something in it.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Row {
    /// Its number in the spreadsheet, from 1.
    pub number: u32,
    /// Its cells, the first column first.
    pub cells: Vec<Cell>,
}

impl Row {
    /// The cell of a column; one that is not there is empty.
    pub fn cell(&self, column: usize) -> &Cell {
        const EMPTY: &Cell = &Cell::Empty;
        self.cells.get(column).unwrap_or(EMPTY)
    }
}

/// The rows of a sheet that have something in them, in order.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Sheet {
    /// Its name; empty for text files.
    pub name: String,
    /// Its rows.
    pub rows: Vec<Row>,
}

/// The sheet has more rows or columns than allowed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TooLarge;

impl Sheet {
    /// Puts a cell at a row and column, both from 0. Cells come row by row; formatted but empty ones take no room.
    pub fn put(&mut self, row: u32, column: u32, cell: Cell, limits: &Limits) -> Result<(), TooLarge> {
        if cell.is_empty() {
            return Ok(());
        }
        if row >= limits.rows || column >= limits.columns {
            return Err(TooLarge);
        }
        if self.rows.last().is_none_or(|last| last.number != row + 1) {
            self.rows.push(Row { number: row + 1, cells: Vec::new() });
        }
        let column = column as usize;
        if let Some(last) = self.rows.last_mut() {
            if last.cells.len() <= column {
                last.cells.resize(column + 1, Cell::Empty);
            }
            last.cells[column] = cell;
        }
        Ok(())
    }
}
