//! What a street hands down to its communities.

mod community;
mod dto;
mod street;

use poem_openapi::OpenApi;

/// The operations of this context.
pub fn apis() -> impl OpenApi {
    (street::StreetDirectivesApi, community::DirectivesApi)
}
