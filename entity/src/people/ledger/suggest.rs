//! What the columns of a ledger probably are, for somebody to confirm.

use serde::{Deserialize, Serialize};

use super::{Cell, Field, Form, Mapping, Sheet, Vocabulary, letters};
use crate::people::mask;

/// So many rows are looked at.
const LOOKED_AT: usize = 50;

/// What a column probably is.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Suggestion<F = Field> {
    /// The column, from 0.
    pub index: usize,
    /// Its letters.
    pub column: String,
    /// Its header.
    pub header: String,
    /// What the first of its cells holds, masked.
    pub sample: String,
    /// What it probably is.
    pub field: Option<F>,
    /// How certain that is, from 0 to 1.
    pub confidence: f64,
}

impl<F: Clone + PartialEq> Suggestion<F> {
    /// A suggestion for each column. What was confirmed for this form before is certain; else headers speak first, then the cells.
    pub fn all(sheet: &Sheet, form: &Form, remembered: &Mapping<F>, words: &impl Vocabulary<Field = F>) -> Vec<Self> {
        let rows = &sheet.rows[form.first.min(sheet.rows.len())..];
        let width = rows.iter().take(LOOKED_AT).map(|row| row.cells.len()).max().unwrap_or_default().max(form.headers.len());
        let mut all: Vec<Self> = (0..width)
            .map(|index| {
                let header = form.headers.get(index).cloned().unwrap_or_default();
                let cells: Vec<&Cell> = rows.iter().take(LOOKED_AT).map(|row| row.cell(index)).filter(|cell| !cell.is_empty()).collect();
                let guess = match remembered.get(&index) {
                    Some(field) => Some((field.clone(), 1.0)),
                    None if remembered.is_empty() => {
                        words.of_header(&header).map(|(field, certain)| (field, certain * 0.95)).or_else(|| words.of_cells(&cells))
                    }
                    None => None,
                };
                let sample = cells.first().map(|cell| mask::cell(&cell.shown())).unwrap_or_default();
                let (field, confidence) = guess.map_or((None, 0.0), |(field, certain)| (Some(field), certain));
                Self { index, column: letters(index), header, sample, field, confidence }
            })
            .filter(|suggestion| !suggestion.header.is_empty() || !suggestion.sample.is_empty())
            .collect();
        keep_the_most_certain(&mut all);
        all
    }
}

/// Each field has one column: the most certain, of equal ones the first.
fn keep_the_most_certain<F: PartialEq>(all: &mut [Suggestion<F>]) {
    for at in 0..all.len() {
        let better = |other: &Suggestion<F>, me: &Suggestion<F>| {
            other.confidence > me.confidence || (other.confidence >= me.confidence && other.index < me.index)
        };
        let beaten = all[at].field.is_some()
            && all.iter().any(|other| other.field == all[at].field && other.index != all[at].index && better(other, &all[at]));
        if beaten {
            all[at].field = None;
            all[at].confidence = 0.0;
        }
    }
}
