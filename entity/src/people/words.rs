//! The words that enumerations travel and are stored as.

use sea_orm::{ActiveEnum, Iterable};

use crate::kernel::{Failure, Result};

/// The word that `value` travels as.
pub fn word<E: ActiveEnum<Value = String>>(value: E) -> String {
    value.into_value()
}

/// The value that travels as `word`.
pub fn read<E: ActiveEnum<Value = String>>(word: &str) -> Option<E> {
    E::try_from_value(&word.to_owned()).ok()
}

/// What `known` knows by the word in `field`, if there is one.
pub fn choice<T>(word: Option<String>, field: &str, known: impl Fn(&str) -> Option<T>) -> Result<Option<T>> {
    word.map(|word| known(&word).ok_or_else(|| Failure::invalid_field(field, "kernel.word_unknown"))).transpose()
}

/// Every value, in order.
pub fn every<E: ActiveEnum + Iterable>() -> impl Iterator<Item = E> {
    E::iter()
}
