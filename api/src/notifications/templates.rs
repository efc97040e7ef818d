//! The community's own words for its messages: versions, preview, publication, test.

use mulin_entity::{
    kernel::{Failure, PageRequest},
    notifications::{Reader, can, channels, preview, rules::plan::Way, test_send, wordings, wordings::Worded},
};
use poem_openapi::{
    ApiResponse, OpenApi,
    param::{Path, Query},
    payload::Json,
};

use super::dto;
use crate::{Guard, Reply, Tag};

/// Words.
pub struct TemplatesApi;

#[derive(ApiResponse)]
enum Saved {
    /// It is kept as a draft.
    #[oai(status = 201)]
    Created(Json<dto::WordingVersion>),
}

#[derive(ApiResponse)]
enum Noted {
    /// It is noted.
    #[oai(status = 204)]
    Done,
}

#[derive(ApiResponse)]
pub(super) enum Asked {
    /// It is on its way; the ledger tells what becomes of it.
    #[oai(status = 202)]
    Sent(Json<dto::TestSent>),
}

#[OpenApi(tag = "Tag::Notifications")]
impl TemplatesApi {
    /// What the community may word itself, and what of it has own words.
    #[oai(path = "/message-templates", method = "get", operation_id = "message_templates.list")]
    async fn list(&self, caller: Guard<can::ManagePolicy>) -> Reply<Json<dto::TemplateList>> {
        Ok(Json(wordings::overview(&caller.read().await?).await?.into()))
    }

    /// One template in a language, `zh-CN` or `en`: its variables, the words to begin with, the newest version and the one in force.
    #[oai(path = "/message-templates/:template/:locale", method = "get", operation_id = "message_templates.show")]
    async fn show(&self, caller: Guard<can::ManagePolicy>, template: Path<String>, locale: Path<String>) -> Reply<Json<dto::Template>> {
        let of = Worded::named(&template.0, &locale.0)?;
        let tx = caller.read().await?;
        let (newest, in_force) = (wordings::newest(&tx, of).await?, wordings::in_force(&tx, of).await?);
        Ok(Json(dto::Template::new(of, newest, in_force, channels::signature(&tx, of.template).await?)?))
    }

    /// Its versions, the newest first.
    #[oai(path = "/message-templates/:template/:locale/versions", method = "get", operation_id = "message_templates.versions")]
    async fn versions(
        &self,
        caller: Guard<can::ManagePolicy>,
        template: Path<String>,
        locale: Path<String>,
        after: Query<Option<String>>,
        limit: Query<Option<u64>>,
    ) -> Reply<Json<dto::WordingPage>> {
        let of = Worded::named(&template.0, &locale.0)?;
        let request = PageRequest { limit: limit.0, after: after.0 };
        Ok(Json(wordings::versions(&caller.read().await?, of, &request).await?.try_into()?))
    }

    /// Keep words as a new version: a draft until it is published. 412 if somebody else wrote one in between.
    #[oai(path = "/message-templates/:template/:locale/versions", method = "post", operation_id = "message_templates.save")]
    async fn save(
        &self,
        caller: Guard<can::ManagePolicy>,
        template: Path<String>,
        locale: Path<String>,
        body: Json<dto::VersionWish>,
    ) -> Reply<Saved> {
        let of = Worded::named(&template.0, &locale.0)?;
        let tx = caller.write().await?;
        let row = wordings::save(&tx, of, &body.0.wording.into(), body.0.after, &caller.member()?.name).await?;
        tx.commit().await?;
        Ok(Saved::Created(Json(row.try_into()?)))
    }

    /// Send in the words of a version from now on, an old one included; without a number, in the built-in words.
    #[oai(path = "/message-templates/:template/:locale/in-force", method = "put", operation_id = "message_templates.publish")]
    async fn publish(
        &self,
        caller: Guard<can::ManagePolicy>,
        template: Path<String>,
        locale: Path<String>,
        body: Json<dto::Publication>,
    ) -> Reply<Noted> {
        let of = Worded::named(&template.0, &locale.0)?;
        let tx = caller.write().await?;
        wordings::publish(&tx, of, body.0.number).await?;
        tx.commit().await?;
        Ok(Noted::Done)
    }

    /// What words would look like, with the contents of a message that was sent, by every way. Nothing is kept.
    #[oai(path = "/message-templates/:template/:locale/preview", method = "post", operation_id = "message_templates.preview")]
    async fn preview(
        &self,
        caller: Guard<can::ManagePolicy>,
        template: Path<String>,
        locale: Path<String>,
        body: Json<dto::PreviewWish>,
    ) -> Reply<Json<dto::Preview>> {
        let of = Worded::named(&template.0, &locale.0)?;
        let (tx, member) = (caller.read().await?, caller.member()?);
        let zone = member.community.zone.clone();
        let reader = Reader { name: member.name.clone(), email: String::new(), locale: of.language.to_string(), zone };
        let wording = body.0.wording.map(Into::into);
        let shown = preview::show(&tx, caller.state().scribe.as_ref(), of, wording.as_ref(), &reader, body.0.message_id).await?;
        Ok(Json(shown.into()))
    }

    /// Send a version to myself by `mail`, `sms` or `wecom`: marked as a test, in the ledger, counted as nothing.
    #[oai(path = "/message-templates/:template/:locale/versions/:number/test", method = "post", operation_id = "message_templates.test")]
    async fn test(
        &self,
        caller: Guard<can::ManagePolicy>,
        template: Path<String>,
        locale: Path<String>,
        number: Path<i32>,
        body: Json<dto::TestWish>,
    ) -> Reply<Asked> {
        let of = Worded::named(&template.0, &locale.0)?;
        let way = Way::named(&body.0.way).ok_or_else(|| Failure::invalid_field("way", "notifications.way_unknown"))?;
        let tx = caller.write().await?;
        let id = test_send::of_wording(&tx, caller.state().scribe.as_ref(), caller.member()?.id, of, number.0, way).await?;
        tx.commit().await?;
        Ok(Asked::Sent(Json(dto::TestSent { message_id: id })))
    }
}
