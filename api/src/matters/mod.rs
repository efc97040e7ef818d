//! Matters: taking them in, dealing with them, asking people, and what residents do themselves.

mod desk;
mod dto;
mod kinds;
mod public;
mod treat;

use mulin_entity::{kernel::Failure, matters::sight::Sight};
use poem_openapi::OpenApi;

use crate::caller::Caller;

/// The operations of this context.
pub fn apis() -> impl OpenApi {
    (desk::DeskApi, treat::TreatApi, kinds::KindsApi, public::PublicApi)
}

/// How far the caller sees.
fn sight(caller: &Caller) -> Result<Sight, Failure> {
    let member = caller.member()?;
    Ok(Sight::of(member.role, member.id))
}
