//! What a form can be about here, and what can be said of it: what somebody who designs one chooses from.

use super::layout::{By, Fact, Subject};
use crate::{
    kernel::{Result, Tx},
    ledgers::{Definition, Kind, define, shipped::SHIPPED},
    people::words::every,
};

/// The facts that rows of `subject` can say.
pub fn facts(subject: Subject) -> Vec<Fact> {
    every::<Fact>().filter(|fact| fact.fits(subject)).collect()
}

/// By what they can be counted.
pub fn sides(subject: Subject) -> Vec<By> {
    every::<By>().filter(|by| by.fits(subject)).collect()
}

/// A ledger whose rows a form can be about.
#[derive(Debug, Clone)]
pub struct Source {
    /// What it is known by: in each community, if it is a shipped one.
    pub code: String,
    /// What it is called.
    pub name: String,
    /// Its columns.
    pub columns: Vec<Titled>,
}

/// A column of a ledger.
#[derive(Debug, Clone)]
pub struct Titled {
    /// Its code.
    pub code: String,
    /// Its header.
    pub title: String,
    /// What it holds.
    pub kind: Kind,
    /// Whether it is shown masked.
    pub sensitive: bool,
    /// What may be chosen.
    pub choices: Vec<String>,
}

fn source(code: &str, name: &str, definition: &Definition) -> Source {
    let titled = |column: &crate::ledgers::Column| Titled {
        code: column.code.clone(),
        title: column.title.clone(),
        kind: column.kind,
        sensitive: column.sensitive,
        choices: column.choices.clone(),
    };
    Source { code: code.to_owned(), name: name.to_owned(), columns: definition.asked().map(titled).collect() }
}

/// The ledgers that every community begins with: what a street knows of. Another one is named as communities call it.
pub fn shipped() -> Vec<Source> {
    SHIPPED.iter().map(|shipped| source(&shipped.code, &shipped.name, &shipped.columns)).collect()
}

/// The ledgers of the community.
pub async fn of_community(tx: &Tx) -> Result<Vec<Source>> {
    let ledgers = define::list(tx).await?;
    Ok(ledgers.into_iter().map(|ledger| source(&ledger.row.code, &ledger.row.name, &ledger.definition)).collect())
}
