//! Campaigns: whom they reach, who goes, what was found, how far they are.

mod dto;
mod found;
mod keep;
mod street;
mod work;

use mulin_entity::{
    campaigns::Sight,
    kernel::{Failure, Permission},
};
use poem_openapi::OpenApi;

use crate::Guard;

/// The operations of this context.
pub fn apis() -> impl OpenApi {
    (keep::KeepApi, work::WorkApi, street::StreetApi)
}

/// How far the caller sees.
fn sight<P: Permission>(caller: &Guard<P>) -> Result<Sight, Failure> {
    let member = caller.member()?;
    Ok(Sight::of(member.role, member.id))
}
