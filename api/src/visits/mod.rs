//! Visits to elders.

mod dto;
mod feed;
mod photos;
mod plans;
mod rate;
mod record;
mod visit;

use poem_openapi::OpenApi;

pub use dto::Visit;

/// The operations of this context.
pub fn apis() -> impl OpenApi {
    (rate::RateApi, feed::FeedApi, plans::PlansApi, visit::VisitsApi, record::RecordApi, photos::PhotosApi)
}
