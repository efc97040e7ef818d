//! Forms that a street wants, filled from what is known.

mod community;
mod dto;
mod street;

use poem_openapi::OpenApi;

/// The operations of this context.
pub fn apis() -> impl OpenApi {
    (street::StreetFormsApi, community::FormsApi)
}
