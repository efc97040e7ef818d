//! Patrols: points and routes, the rounds of the day, what was found and whether it came back.

mod arrange;
mod dto;
mod findings;
mod walk;

use mulin_entity::{kernel::Failure, patrols::query::Sight};
use poem_openapi::OpenApi;

use crate::caller::Caller;

/// The operations of this context.
pub fn apis() -> impl OpenApi {
    (arrange::ArrangeApi, walk::WalkApi, findings::FindingsApi)
}

/// How far the caller sees findings.
fn sight(caller: &Caller) -> Result<Sight, Failure> {
    let member = caller.member()?;
    Ok(Sight::of(member.role, member.id))
}
