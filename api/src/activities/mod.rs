//! The activity menu: rooms, providers, what is on, programmes, wishes, and what everybody may see of it.

mod contracts;
mod dto;
mod menu;
mod programmes;
mod providers;
mod public;
mod rooms;
mod wishes;

use mulin_entity::{
    activities::query::Sight,
    enrolment::{self, Who},
    kernel::{Failure, Permission, Tx},
};
use poem_openapi::OpenApi;

use crate::Guard;

/// The operations of this context.
pub fn apis() -> impl OpenApi {
    (
        (menu::MenuApi, menu::DishApi, programmes::ProgrammesApi, wishes::WishesApi),
        (rooms::RoomsApi, providers::ProvidersApi, contracts::ContractsApi, public::PublicApi),
    )
}

/// How much of the menu the caller sees.
async fn sight<P: Permission>(caller: &Guard<P>, tx: &Tx) -> Result<Sight, Failure> {
    let member = caller.member()?;
    Sight::of(tx, member.role, member.id).await
}

/// The caller as they take part: as the resident they are, or as the member.
async fn me<P: Permission>(caller: &Guard<P>, tx: &Tx) -> Result<Who, Failure> {
    enrolment::who(tx, caller.member()?.id).await
}
