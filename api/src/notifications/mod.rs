//! The delivery ledger: what was sent to whom, when, why, and what became of it.

mod bounces;
mod channels;
mod dto;
mod inbox;
mod templates;
mod unsubscribe;

use chrono::{DateTime, Utc};
use mulin_entity::{
    kernel::PageRequest,
    notifications::{
        can, policy,
        query::{self, Wanted},
        retry,
        trace::trace,
    },
};
use poem_openapi::{
    ApiResponse, OpenApi,
    param::{Path, Query},
    payload::Json,
};
use uuid::Uuid;

use crate::{Guard, Reply, Tag};

/// The ledger of a community.
pub struct DeliveriesApi;

/// Every part of this context.
pub fn apis() -> impl OpenApi {
    (DeliveriesApi, inbox::InboxApi, unsubscribe::UnsubscribeApi, channels::ChannelsApi, bounces::BouncesApi, templates::TemplatesApi)
}

#[derive(ApiResponse)]
enum Retried {
    /// It is sent as soon as a worker is free.
    #[oai(status = 202)]
    Accepted,
}

#[OpenApi(tag = "Tag::Notifications")]
impl DeliveriesApi {
    /// What was sent, the newest first.
    #[oai(path = "/deliveries", method = "get", operation_id = "deliveries.list")]
    #[expect(clippy::too_many_arguments, reason = "each is a parameter of the query")]
    async fn list(
        &self,
        caller: Guard<can::ReadDeliveries>,
        /// A part of the recipient's name or masked address.
        #[oai(validator(max_length = 100))]
        to: Query<Option<String>>,
        /// The template, such as `visits.digest`.
        #[oai(validator(max_length = 100))]
        template: Query<Option<String>>,
        /// `queued`, `sending`, `accepted`, `delivered`, `rejected`, `in_doubt` or `suppressed`.
        state: Query<Option<String>>,
        /// Asked for at this instant or later.
        from: Query<Option<DateTime<Utc>>>,
        after: Query<Option<String>>,
        limit: Query<Option<u64>>,
    ) -> Reply<Json<dto::DeliveryPage>> {
        let wanted = Wanted { to: to.0, template: template.0, state: state.0, from: from.0 };
        let page = query::page(&caller.read().await?, &wanted, &PageRequest { limit: limit.0, after: after.0 }).await?;
        Ok(Json(page.into()))
    }

    /// One message with the text that was sent.
    #[oai(path = "/deliveries/:id", method = "get", operation_id = "deliveries.show")]
    async fn show(&self, caller: Guard<can::ReadDeliveries>, id: Path<Uuid>) -> Reply<Json<dto::Delivery>> {
        let (entry, body) = query::one(&caller.read().await?, id.0).await?;
        Ok(Json(dto::Delivery::from(entry).with_body(body)))
    }

    /// Why somebody got it, or why nobody did: from the rule to the last receipt.
    #[oai(path = "/deliveries/:id/trace", method = "get", operation_id = "deliveries.trace")]
    async fn trace(&self, caller: Guard<can::ReadDeliveries>, id: Path<Uuid>) -> Reply<Json<dto::Trace>> {
        Ok(Json(trace(&caller.read().await?, id.0).await?.into()))
    }

    /// Have a message sent again that was given up, once what kept it is mended. Asked twice, it goes out once.
    #[oai(path = "/deliveries/:id/retry", method = "post", operation_id = "deliveries.retry")]
    async fn retry(&self, caller: Guard<can::RetryMessages>, id: Path<Uuid>) -> Reply<Retried> {
        let tx = caller.write().await?;
        retry::retry(&tx, id.0).await?;
        tx.commit().await?;
        Ok(Retried::Accepted)
    }

    /// What the community has decided about its messages: quiet hours, limits, trial.
    #[oai(path = "/message-policies", method = "get", operation_id = "message_policies.show")]
    async fn policy(&self, caller: Guard<can::ManagePolicy>) -> Reply<Json<dto::Policy>> {
        Ok(Json(policy::read(&caller.read().await?).await?.into()))
    }

    /// Decide anew; it holds for whatever is sent from now on.
    #[oai(path = "/message-policies", method = "put", operation_id = "message_policies.decide")]
    async fn decide(&self, caller: Guard<can::ManagePolicy>, body: Json<dto::Policy>) -> Reply<Json<dto::Policy>> {
        let wanted = body.0.try_into()?;
        let tx = caller.write().await?;
        let decided = policy::decide(&tx, wanted).await?;
        tx.commit().await?;
        Ok(Json(decided.into()))
    }
}
