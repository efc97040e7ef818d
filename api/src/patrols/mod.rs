//! Patrols: points and routes, the rounds of the day, what was found and whether it came back.

mod arrange;
mod dto;
mod findings;
mod walk;

use poem_openapi::OpenApi;

/// The operations of this context.
pub fn apis() -> impl OpenApi {
    (arrange::ArrangeApi, walk::WalkApi, findings::FindingsApi)
}
