//! The community's channels, the addresses of its members, and the receipts of its providers.

use mulin_entity::kernel::Failure;
use mulin_entity::notifications::{can, channels, receipts, rules::plan::Way, test_send};
use poem::web::Data;
use poem_openapi::{ApiResponse, OpenApi, param::Path, payload::Json, types::Any};
use uuid::Uuid;

use super::{dto, templates::Asked};
use crate::{ApiState, Guard, Reply, Tag};

/// Channels.
pub struct ChannelsApi;

#[derive(ApiResponse)]
enum Added {
    /// It is there.
    #[oai(status = 201)]
    Created(Json<dto::Channel>),
}

#[derive(ApiResponse)]
enum Noted {
    /// It is noted.
    #[oai(status = 204)]
    Done,
}

#[derive(ApiResponse)]
enum Taken {
    /// In the words that providers expect.
    #[oai(status = 200)]
    Done(Json<dto::Taken>),
}

#[OpenApi(tag = "Tag::Notifications")]
impl ChannelsApi {
    /// By which providers and groups the community sends.
    #[oai(path = "/message-channels", method = "get", operation_id = "message_channels.list")]
    async fn list(&self, caller: Guard<can::ManagePolicy>) -> Reply<Json<dto::ChannelList>> {
        let tx = caller.read().await?;
        let rows = channels::list(&tx).await?;
        let items = rows.into_iter().map(|row| dto::Channel::of(&tx, row, &caller.state().base_url)).collect::<Result<_, _>>()?;
        Ok(Json(dto::ChannelList { items, next: None }))
    }

    /// Add a provider or a group.
    #[oai(path = "/message-channels", method = "post", operation_id = "message_channels.add")]
    async fn add(&self, caller: Guard<can::ManagePolicy>, body: Json<dto::ChannelWish>) -> Reply<Added> {
        let wanted = body.0.try_into()?;
        let tx = caller.write().await?;
        let row = channels::add(&tx, wanted).await?;
        let shown = dto::Channel::of(&tx, row, &caller.state().base_url)?;
        tx.commit().await?;
        Ok(Added::Created(Json(shown)))
    }

    /// Change it; without settings, those that are there stay.
    #[oai(path = "/message-channels/:id", method = "put", operation_id = "message_channels.change")]
    async fn change(&self, caller: Guard<can::ManagePolicy>, id: Path<Uuid>, body: Json<dto::ChannelWish>) -> Reply<Json<dto::Channel>> {
        let wanted = body.0.try_into()?;
        let tx = caller.write().await?;
        let row = channels::change(&tx, id.0, wanted).await?;
        let shown = dto::Channel::of(&tx, row, &caller.state().base_url)?;
        tx.commit().await?;
        Ok(Json(shown))
    }

    /// Take it away.
    #[oai(path = "/message-channels/:id", method = "delete", operation_id = "message_channels.remove")]
    async fn remove(&self, caller: Guard<can::ManagePolicy>, id: Path<Uuid>) -> Reply<Noted> {
        let tx = caller.write().await?;
        channels::remove(&tx, id.0).await?;
        tx.commit().await?;
        Ok(Noted::Done)
    }

    /// Send one message over exactly this channel, marked as a test: to me, or into its group. The ledger tells what becomes of it.
    #[oai(path = "/message-channels/:id/test", method = "post", operation_id = "message_channels.test")]
    async fn test(&self, caller: Guard<can::ManagePolicy>, id: Path<Uuid>) -> Reply<Asked> {
        let (tx, member) = (caller.write().await?, caller.member()?);
        let message_id = test_send::of_channel(&tx, member.id, id.0, &member.community.name).await?;
        tx.commit().await?;
        Ok(Asked::Sent(Json(dto::TestSent { message_id })))
    }

    /// Where I can be reached besides by mail, masked.
    #[oai(path = "/message-addresses", method = "get", operation_id = "message_addresses.list")]
    async fn addresses(&self, caller: Guard<can::OwnInbox>) -> Reply<Json<dto::AddressList>> {
        let rows = channels::addresses(&caller.read().await?, caller.member()?.id).await?;
        Ok(Json(rows.into()))
    }

    /// Say where I can be reached by `sms` or `wecom`; an empty address takes it away.
    #[oai(path = "/message-addresses/:way", method = "put", operation_id = "message_addresses.state")]
    async fn state_address(&self, caller: Guard<can::OwnInbox>, way: Path<String>, body: Json<dto::AddressWish>) -> Reply<Noted> {
        let way = Way::named(&way.0).ok_or_else(Failure::not_found)?;
        let tx = caller.write().await?;
        channels::set_address(&tx, caller.member()?.id, way, &body.0.address).await?;
        tx.commit().await?;
        Ok(Noted::Done)
    }

    /// What a provider says later about what it took, at the signed address that it was given.
    #[oai(path = "/receipts/:token", method = "post", operation_id = "receipts.take")]
    async fn receipts(&self, state: Data<&ApiState>, token: Path<String>, body: Json<Any<serde_json::Value>>) -> Reply<Taken> {
        receipts::take(&state.db, &token.0, &body.0.0).await?;
        Ok(Taken::Done(Json(dto::Taken::default())))
    }
}
