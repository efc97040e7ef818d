//! The own inbox, live, and by which ways one wants to be told what.

use std::sync::Arc;

use futures::stream::BoxStream;
use mulin_entity::{
    kernel::{Failure, PageRequest},
    notifications::{can, inbox, preferences, trace},
};
use poem_openapi::{
    ApiResponse, OpenApi,
    param::{Path, Query},
    payload::{EventStream, Json},
};
use uuid::Uuid;

use super::dto;
use crate::{Guard, Reply, Tag, live};

/// Inbox and preferences.
pub struct InboxApi;

#[derive(ApiResponse)]
enum Noted {
    /// It is noted.
    #[oai(status = 204)]
    Done,
}

#[OpenApi(tag = "Tag::Notifications")]
impl InboxApi {
    /// What I was told, the newest first.
    #[oai(path = "/inbox", method = "get", operation_id = "inbox.list")]
    async fn list(
        &self,
        caller: Guard<can::OwnInbox>,
        /// Only what I have not read.
        unread: Query<Option<bool>>,
        after: Query<Option<String>>,
        limit: Query<Option<u64>>,
    ) -> Reply<Json<dto::InboxPage>> {
        let request = PageRequest { limit: limit.0, after: after.0 };
        let page = inbox::page(&caller.read().await?, caller.member()?.id, unread.0 == Some(true), &request).await?;
        Ok(Json(page.into()))
    }

    /// How many messages I have not read.
    #[oai(path = "/inbox/unread", method = "get", operation_id = "inbox.unread")]
    async fn unread(&self, caller: Guard<can::OwnInbox>) -> Reply<Json<dto::Unread>> {
        Ok(Json(count(&caller).await?))
    }

    /// The same as a stream of events: one at once, one more whenever it changes.
    #[oai(path = "/inbox/live", method = "get", operation_id = "inbox.live")]
    async fn live(&self, caller: Guard<can::OwnInbox>) -> Reply<EventStream<BoxStream<'static, dto::Unread>>> {
        let first = count(&caller).await?;
        let caller = Arc::new(caller);
        let look = move || {
            let caller = caller.clone();
            async move { count(&caller).await }
        };
        Ok(EventStream::new(live::watch(first, look)).keep_alive(live::KEEP_ALIVE))
    }

    /// Why one message came to me, and by which ways: the rule, what was decided, each try.
    #[oai(path = "/inbox/:id/trace", method = "get", operation_id = "inbox.trace")]
    async fn trace(&self, caller: Guard<can::OwnInbox>, id: Path<Uuid>) -> Reply<Json<dto::Story>> {
        Ok(Json(trace::own(&caller.read().await?, caller.member()?.id, id.0).await?.into()))
    }

    /// I have read one message.
    #[oai(path = "/inbox/:id/read", method = "post", operation_id = "inbox.read")]
    async fn read(&self, caller: Guard<can::OwnInbox>, id: Path<Uuid>) -> Reply<Noted> {
        let tx = caller.write().await?;
        inbox::read(&tx, caller.member()?.id, id.0).await?;
        tx.commit().await?;
        Ok(Noted::Done)
    }

    /// I have read everything.
    #[oai(path = "/inbox/read", method = "post", operation_id = "inbox.read_all")]
    async fn read_all(&self, caller: Guard<can::OwnInbox>) -> Reply<Noted> {
        let tx = caller.write().await?;
        inbox::read_all(&tx, caller.member()?.id).await?;
        tx.commit().await?;
        Ok(Noted::Done)
    }

    /// What I want to be told about each topic.
    #[oai(path = "/message-preferences", method = "get", operation_id = "message_preferences.list")]
    async fn preferences(&self, caller: Guard<can::OwnInbox>) -> Reply<Json<dto::PreferenceList>> {
        let wishes = preferences::all(&caller.read().await?, caller.member()?.id).await?;
        Ok(Json(wishes.into()))
    }

    /// Say what I want to be told about a topic, and by which ways first. A duty cannot be muted.
    #[oai(path = "/message-preferences/:topic", method = "put", operation_id = "message_preferences.state")]
    async fn prefer(&self, caller: Guard<can::OwnInbox>, topic: Path<String>, body: Json<dto::PreferenceWish>) -> Reply<Noted> {
        let wish = body.0.try_into()?;
        let tx = caller.write().await?;
        preferences::state(&tx, caller.member()?.id, &topic.0, &wish).await?;
        tx.commit().await?;
        Ok(Noted::Done)
    }
}

async fn count(caller: &Guard<can::OwnInbox>) -> Result<dto::Unread, Failure> {
    let unread = inbox::unread(&caller.read().await?, caller.member()?.id).await?;
    Ok(dto::Unread { unread })
}
