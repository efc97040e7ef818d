//! The words that enumerations travel and are stored as.

use sea_orm::{ActiveEnum, Iterable};

/// The word that `value` travels as.
pub fn word<E: ActiveEnum<Value = String>>(value: E) -> String {
    value.into_value()
}

/// The value that travels as `word`.
pub fn read<E: ActiveEnum<Value = String>>(word: &str) -> Option<E> {
    E::try_from_value(&word.to_owned()).ok()
}

/// Every value, in order.
pub fn every<E: ActiveEnum + Iterable>() -> impl Iterator<Item = E> {
    E::iter()
}
