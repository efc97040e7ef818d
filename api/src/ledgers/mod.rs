//! Moving ledgers: what is kept, its rows, their inspections, spreadsheets in and out.

mod define;
mod dto;
mod inspections;
mod rows;
mod sheets;

use mulin_entity::{kernel::Failure, people::Reach};
use poem_openapi::OpenApi;

use crate::caller::Caller;

/// The operations of this context.
pub fn apis() -> impl OpenApi {
    (define::DefinitionsApi, rows::RowsApi, inspections::InspectionsApi, sheets::SheetsApi)
}

/// How far the caller reaches.
fn reach(caller: &Caller) -> Result<Reach, Failure> {
    let member = caller.member()?;
    Ok(Reach::of(member.role, member.id))
}
