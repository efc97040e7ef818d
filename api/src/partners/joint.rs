//! Joint activities: planned and held by the office, answered by the units that are invited.

use std::collections::BTreeSet;

use mulin_entity::{
    evidence::{self, Moment, Of},
    kernel::{Failure, PageRequest},
    partners::{can, joint_activities, joint_invitations, joint_query, joint_rules::Answer},
    people::words,
};
use poem_openapi::{
    OpenApi,
    param::{Path, Query},
    payload::Json,
};
use uuid::Uuid;

use super::{
    bound,
    joint_dto::{JointActivity, JointActivityPage, JointAnswer, JointDeed, NewJointActivity, NewJointInvitation},
};
use crate::{
    Guard, Reply, Tag,
    evidence::{NewPhoto, Photo, PhotoAdded},
    people::Created,
};

/// Joint activities.
pub struct JointApi;

#[OpenApi(tag = "Tag::Partners")]
impl JointApi {
    /// The joint activities, the latest first; a unit's contact sees those to which the unit is invited.
    #[oai(path = "/joint-activities", method = "get", operation_id = "joint_activities.list")]
    async fn list(
        &self,
        caller: Guard<can::TakePart>,
        stage: Query<Option<String>>,
        after: Query<Option<String>>,
        limit: Query<Option<u64>>,
    ) -> Reply<Json<JointActivityPage>> {
        let stage = words::choice(stage.0, "stage", words::read)?;
        let tx = caller.read().await?;
        let unit = bound(&caller, &tx).await?;
        let page = joint_query::list(&tx, unit, stage, &PageRequest { limit: limit.0, after: after.0 }).await?;
        Ok(Json(JointActivityPage { items: JointActivity::all(&tx, unit, page.items).await?, next: page.next }))
    }

    /// Plan a joint activity and invite units; their contacts are told.
    #[oai(path = "/joint-activities", method = "post", operation_id = "joint_activities.plan")]
    async fn plan(&self, caller: Guard<can::KeepPartners>, body: Json<NewJointActivity>) -> Reply<Created<JointActivity>> {
        let mut body = body.0;
        let units: BTreeSet<Uuid> = body.units.take().unwrap_or_default().into_iter().collect();
        let tx = caller.write().await?;
        let activity = joint_activities::plan(&tx, body.into(), units).await?;
        let told = JointActivity::whole(&tx, None, activity.id).await?;
        tx.commit().await?;
        Ok(Created::Created(Json(told)))
    }

    /// One joint activity with those who are invited; a unit's contact sees the own unit.
    #[oai(path = "/joint-activities/:id", method = "get", operation_id = "joint_activities.get")]
    async fn get(&self, caller: Guard<can::TakePart>, id: Path<Uuid>) -> Reply<Json<JointActivity>> {
        let tx = caller.read().await?;
        Ok(Json(JointActivity::whole(&tx, bound(&caller, &tx).await?, id.0).await?))
    }

    /// Change a joint activity that is still to come.
    #[oai(path = "/joint-activities/:id", method = "put", operation_id = "joint_activities.change")]
    async fn change(&self, caller: Guard<can::KeepPartners>, id: Path<Uuid>, body: Json<NewJointActivity>) -> Reply<Json<JointActivity>> {
        let revision = body.0.revision.unwrap_or_default();
        let tx = caller.write().await?;
        joint_activities::change(&tx, id.0, revision, body.0.into()).await?;
        let told = JointActivity::whole(&tx, None, id.0).await?;
        tx.commit().await?;
        Ok(Json(told))
    }

    /// Write down what came of a joint activity, or call it off; then those who are invited are told why.
    #[oai(path = "/joint-activities/:id/act", method = "post", operation_id = "joint_activities.act")]
    async fn act(&self, caller: Guard<can::KeepPartners>, id: Path<Uuid>, body: Json<JointDeed>) -> Reply<Json<JointActivity>> {
        let JointDeed { act, served, note, revision } = body.0;
        let (tx, note) = (caller.write().await?, note.unwrap_or_default());
        match act.as_str() {
            "hold" => joint_activities::hold(&tx, id.0, revision, served.unwrap_or_default(), &note).await?,
            "cancel" => joint_activities::cancel(&tx, id.0, revision, &note).await?,
            _ => return Err(Failure::invalid_field("act", "kernel.word_unknown").into()),
        };
        let told = JointActivity::whole(&tx, None, id.0).await?;
        tx.commit().await?;
        Ok(Json(told))
    }

    /// Invite one more unit.
    #[oai(path = "/joint-activities/:id/units", method = "post", operation_id = "joint_activities.invite")]
    async fn invite(&self, caller: Guard<can::KeepPartners>, id: Path<Uuid>, body: Json<NewJointInvitation>) -> Reply<Json<JointActivity>> {
        let tx = caller.write().await?;
        joint_invitations::invite(&tx, id.0, body.0.unit_id).await?;
        let told = JointActivity::whole(&tx, None, id.0).await?;
        tx.commit().await?;
        Ok(Json(told))
    }

    /// Answer for a unit that is invited: as its contact, or as the office for one that answers by phone. Once it was held the office says who
    /// was there, and what they brought.
    #[oai(path = "/joint-activities/:id/units/:unit_id/answer", method = "post", operation_id = "joint_activities.answer")]
    async fn answer(
        &self,
        caller: Guard<can::TakePart>,
        id: Path<Uuid>,
        unit_id: Path<Uuid>,
        body: Json<JointAnswer>,
    ) -> Reply<Json<JointActivity>> {
        let answer = Answer::named(&body.0.act).ok_or_else(|| Failure::invalid_field("act", "kernel.word_unknown"))?;
        let contribution = body.0.contribution();
        let note = body.0.note.unwrap_or_default();
        let tx = caller.write().await?;
        let unit = bound(&caller, &tx).await?;
        let invitation = joint_invitations::seen(&tx, unit, id.0, unit_id.0).await?;
        joint_invitations::answer(&tx, &invitation, body.0.revision, answer, unit.is_none(), contribution, &note).await?;
        let told = JointActivity::whole(&tx, unit, id.0).await?;
        tx.commit().await?;
        Ok(Json(told))
    }

    /// Add a photo of a joint activity.
    #[oai(path = "/joint-activities/:id/photos", method = "post", operation_id = "joint_activities.add_photo")]
    async fn add_photo(&self, caller: Guard<can::TakePart>, id: Path<Uuid>, body: NewPhoto) -> Reply<PhotoAdded> {
        let tx = caller.read().await?;
        let activity = joint_query::one(&tx, bound(&caller, &tx).await?, id.0).await?;
        drop(tx);
        let (moment, developed) = body.develop(Moment::During).await?;
        let tx = caller.write().await?;
        let row = evidence::service::add(&tx, caller.db(), Of::Joint(activity.id), moment, &developed).await?;
        let photo = Photo::new(&tx, row)?;
        tx.commit().await?;
        Ok(PhotoAdded::Created(Json(photo)))
    }
}
