//! Points: the own ones, the office's view, rewards, the month in public.

mod boards;
mod dto;
mod keep;
mod own;
mod rewards;
mod shown;

use poem_openapi::OpenApi;

/// The operations of this context.
pub fn apis() -> impl OpenApi {
    (own::OwnPointsApi, keep::PointsApi, rewards::RewardsApi, boards::BoardsApi)
}
