//! Streets, communities, accounts and sessions.

mod account;
mod dto;
mod invitations;
mod members;
mod resets;
mod sessions;

use poem_openapi::OpenApi;

/// The operations of this context.
pub fn apis() -> impl OpenApi {
    (account::AccountApi, sessions::SessionsApi, resets::ResetsApi, invitations::InvitationsApi, members::MembersApi)
}
