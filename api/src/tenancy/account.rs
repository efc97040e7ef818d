//! One's own account.

use mulin_entity::tenancy::can;
use poem_openapi::{OpenApi, payload::Json};

use super::dto;
use crate::{Guard, Reply, Tag};

/// One's own account.
pub struct AccountApi;

#[OpenApi(tag = "Tag::Tenancy")]
impl AccountApi {
    /// Who am I, and what may I do?
    #[oai(path = "/me", method = "get", operation_id = "account.me")]
    async fn me(&self, caller: Guard<can::OwnAccount>) -> Reply<Json<dto::Me>> {
        Ok(Json(dto::Me::new(caller.identity())))
    }
}
