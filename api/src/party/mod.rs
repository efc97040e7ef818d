//! Party life: branches, members, sessions with their records, what each learnt, and the column of articles.

mod articles;
mod branches;
mod dto;
mod own;
mod pages;
mod public;
mod record;
mod roll;
mod sessions;

use poem_openapi::OpenApi;

/// The operations of this context.
pub fn apis() -> impl OpenApi {
    (branches::BranchesApi, sessions::SessionsApi, record::RecordApi, own::OwnApi, articles::ArticlesApi, public::PublicApi)
}
