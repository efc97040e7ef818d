//! Enrolment: the public door, the desk that decides, and what members see of themselves.

mod desk;
mod dto;
mod links;
mod own;
mod public;

use poem_openapi::OpenApi;

/// The operations of this context.
pub fn apis() -> impl OpenApi {
    (public::PublicApi, desk::DeskApi, links::LinksApi, own::OwnApi)
}
