//! Patrols: points and routes, the rounds of the day, what was found and whether it came back; campaigns and publicity events.

mod arrange;
mod campaign_dto;
mod campaigns;
mod dto;
mod findings;
mod publicity;
mod walk;

use poem_openapi::OpenApi;

/// The operations of this context.
pub fn apis() -> impl OpenApi {
    (arrange::ArrangeApi, walk::WalkApi, findings::FindingsApi, campaigns::CampaignsApi, publicity::PublicityApi)
}
