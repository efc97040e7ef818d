//! Livelihood and renovation projects: for the office, and for everybody who is shown one.

mod dto;
mod keep;
mod manage;
mod public;

use poem_openapi::OpenApi;

/// The operations of this context.
pub fn apis() -> impl OpenApi {
    (manage::ManageApi, keep::KeepApi, public::PublicApi)
}
