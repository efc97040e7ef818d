//! Partners: units, the three lists, joint activities, whistles, how units come when they are called, and the think tank.

mod call;
mod dto;
mod expert_dto;
mod experts;
mod joint;
mod joint_dto;
mod lists;
mod rates;
mod requests;
mod units;
mod whistles;

use mulin_entity::{
    kernel::{Failure, Permission, Role, Tx},
    partners::query,
};
use poem_openapi::OpenApi;
use uuid::Uuid;

use crate::Guard;

/// The operations of this context.
pub fn apis() -> impl OpenApi {
    (
        (units::UnitsApi, lists::ListsApi, joint::JointApi),
        (whistles::WhistlesApi, call::CallsApi, rates::RatesApi),
        (experts::ExpertsApi, requests::RequestsApi),
    )
}

/// The unit that bounds what the caller sees and does; none for the office. Whoever speaks for no unit is bounded by one that is not there.
async fn bound<P: Permission>(caller: &Guard<P>, tx: &Tx) -> Result<Option<Uuid>, Failure> {
    let member = caller.member()?;
    Ok(match member.role {
        Role::CommunityAdmin | Role::Staff => None,
        _ => Some(query::unit_of(tx, member.id).await?.map_or(Uuid::nil(), |unit| unit.id)),
    })
}
