//! Forms that a street wants or a community makes for itself, filled from what is known.

mod community;
mod dto;
mod grants;
mod own;
mod plan;
mod shown;
mod street;

use poem_openapi::OpenApi;

/// The operations of this context.
pub fn apis() -> impl OpenApi {
    (street::StreetFormsApi, community::FormsApi, own::OwnFormsApi, grants::FormGrantsApi)
}
