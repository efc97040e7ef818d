//! Visits to elders.

mod dto;
mod feed;
mod photos;
mod plans;
mod rate;
mod record;
mod visits;

use poem_openapi::OpenApi;

/// The operations of this context.
pub fn apis() -> impl OpenApi {
    (rate::RateApi, feed::FeedApi, plans::PlansApi, visits::VisitsApi, record::RecordApi, photos::PhotosApi)
}
