//! Matters: taking them in, dealing with them, asking people, and what residents do themselves.

mod desk;
mod dto;
mod kinds;
mod own;
mod public;
mod treat;

use poem_openapi::OpenApi;

/// The operations of this context.
pub fn apis() -> impl OpenApi {
    (desk::DeskApi, treat::TreatApi, kinds::KindsApi, own::OwnApi, public::PublicApi)
}
