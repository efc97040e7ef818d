//! Streets, communities, accounts and sessions.

mod account;
mod audit;
mod communities;
mod divisions;
mod dto;
mod invitations;
mod members;
mod resets;
mod sessions;
mod signups;
mod street_admins;
mod streets;

use poem_openapi::OpenApi;

/// The operations of this context.
pub fn apis() -> impl OpenApi {
    (
        account::AccountApi,
        sessions::SessionsApi,
        resets::ResetsApi,
        invitations::InvitationsApi,
        members::MembersApi,
        divisions::DivisionsApi,
        streets::StreetsApi,
        street_admins::StreetAdminsApi,
        signups::SignupsApi,
        communities::CommunitiesApi,
        audit::AuditApi,
    )
}
