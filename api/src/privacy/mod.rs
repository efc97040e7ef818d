//! Privacy: what is kept about oneself, requests about it, and whom it concerns when data left the house.

mod desk;
mod dto;
mod exposures;
mod own;

use poem_openapi::OpenApi;

/// The operations of this context.
pub fn apis() -> impl OpenApi {
    (own::OwnApi, desk::DeskApi, exposures::ExposuresApi)
}
