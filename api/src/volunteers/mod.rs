//! Volunteers: who they are, teams, tasks, hours, stars, records. The rolls of tasks and their codes are those of their occasions.

mod dto;
mod hours;
mod hours_dto;
mod own;
mod people;
mod records;
mod star_dto;
mod stars;
mod task_dto;
mod tasks;
mod teams;

use mulin_entity::kernel::{Failure, Permission, Role};
use poem_openapi::OpenApi;

use crate::Guard;

/// The operations of this context.
pub fn apis() -> impl OpenApi {
    (
        own::OwnApi,
        people::PeopleApi,
        teams::TeamsApi,
        tasks::TasksApi,
        hours::HoursApi,
        stars::StarsApi,
        records::RecordsApi,
        records::PublicApi,
    )
}

/// Whether the caller is of the office.
fn office<P: Permission>(caller: &Guard<P>) -> Result<bool, Failure> {
    Ok(matches!(caller.role()?, Role::CommunityAdmin | Role::Staff))
}
