//! One's own account.

use mulin_entity::tenancy::{can, identity, settings};
use poem_openapi::{Object, OpenApi, payload::Json};

use super::dto;
use crate::{Guard, Reply, Tag};

/// One's own account.
pub struct AccountApi;

/// What is to be different about me.
#[derive(Object)]
#[oai(deny_unknown_fields)]
struct MyChange {
    #[oai(validator(min_length = 1, max_length = 60))]
    name: Option<String>,
    /// `zh-CN` or `en`.
    locale: Option<String>,
}

#[OpenApi(tag = "Tag::Tenancy")]
impl AccountApi {
    /// Who am I, and what may I do?
    #[oai(path = "/me", method = "get", operation_id = "account.me")]
    async fn me(&self, caller: Guard<can::OwnAccount>) -> Reply<Json<dto::Me>> {
        Ok(Json(dto::Me::new(caller.identity())))
    }

    /// Change my name or language.
    #[oai(path = "/me", method = "patch", operation_id = "account.change")]
    async fn change(&self, caller: Guard<can::OwnAccount>, body: Json<MyChange>) -> Reply<Json<dto::Me>> {
        let MyChange { name, locale } = body.0;
        settings::change_account(caller.db(), caller.account(), name, locale).await?;
        let now = identity::of_session_now(caller.db(), caller.identity().session).await?;
        Ok(Json(dto::Me::new(&now)))
    }
}
