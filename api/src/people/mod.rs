//! Grids, buildings, households, residents and their ledgers.

mod contacts;
mod dto;
mod events;
mod grids;
mod households;
mod imports;
mod ledgers;
mod residents;

use mulin_entity::{kernel::Failure, people::Reach};
use poem_openapi::OpenApi;

use crate::caller::Caller;
pub use dto::{Created, Done, Unmasked};
pub use imports::Import;
pub use ledgers::{Workbook, disposition};

/// The operations of this context.
pub fn apis() -> impl OpenApi {
    (
        grids::GridsApi,
        households::HouseholdsApi,
        residents::ResidentsApi,
        events::EventsApi,
        contacts::ContactsApi,
        imports::ImportsApi,
        ledgers::LedgersApi,
    )
}

/// How far the caller reaches.
fn reach(caller: &Caller) -> Result<Reach, Failure> {
    let member = caller.member()?;
    Ok(Reach::of(member.role, member.id))
}
