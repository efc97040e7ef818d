//! The menu: what is on, preparing it, and what becomes of it.

use chrono::{DateTime, Utc};
use mulin_entity::{
    activities::{
        activity, can, course, feedback,
        query::{self, Filter},
        rules::course::Act,
        service,
    },
    attendance, enrolment,
    evidence::{self, Moment, Of},
    kernel::{Failure, PageRequest},
    people::{Reach, words},
};
use poem_openapi::{
    OpenApi,
    param::{Path, Query},
    payload::Json,
};
use uuid::Uuid;

use super::{
    dto::{Activity, ActivityAct, ActivityFeedback, ActivityPage, NewActivity, NewFeedback},
    me, sight,
};
use crate::{
    Guard, Reply, Tag,
    evidence::{NewPhoto, Photo, PhotoAdded},
    people::Created,
};

/// The menu.
pub struct MenuApi;

/// One activity.
pub struct DishApi;

#[OpenApi(tag = "Tag::Activities")]
impl MenuApi {
    /// Activities: with `from` what is still to come, the first to begin first; else the latest first. Who is not of the office sees what is
    /// or was on the menu, a provider what it runs.
    #[oai(path = "/activities", method = "get", operation_id = "activities.list")]
    #[allow(clippy::too_many_arguments, reason = "each is a word of the query")]
    async fn list(
        &self,
        caller: Guard<can::ReadMenu>,
        class: Query<Option<String>>,
        stage: Query<Option<String>>,
        programme: Query<Option<Uuid>>,
        from: Query<Option<DateTime<Utc>>>,
        to: Query<Option<DateTime<Utc>>>,
        after: Query<Option<String>>,
        limit: Query<Option<u64>>,
    ) -> Reply<Json<ActivityPage>> {
        let filter = Filter {
            class: words::choice(class.0, "class", words::read)?,
            stage: words::choice(stage.0, "stage", words::read)?,
            programme: programme.0,
            from: from.0,
            to: to.0,
        };
        let tx = caller.read().await?;
        let (sight, me) = (sight(&caller, &tx).await?, me(&caller, &tx).await?);
        let page = query::list(&tx, sight, Some(me), &filter, &PageRequest { limit: limit.0, after: after.0 }).await?;
        Ok(Json(page.try_into()?))
    }

    /// Prepare an activity, and book its room.
    #[oai(path = "/activities", method = "post", operation_id = "activities.add")]
    async fn add(&self, caller: Guard<can::KeepMenu>, body: Json<NewActivity>) -> Reply<Created<Activity>> {
        let tx = caller.write().await?;
        let activity = service::add(&tx, body.0.read()?).await?;
        let told = Activity::whole(&tx, sight(&caller, &tx).await?, None, activity.id).await?;
        tx.commit().await?;
        Ok(Created::Created(Json(told)))
    }

    /// One activity with its photos, what people say, and how the caller and their children stand to it.
    #[oai(path = "/activities/:id", method = "get", operation_id = "activities.get")]
    async fn get(&self, caller: Guard<can::ReadMenu>, id: Path<Uuid>) -> Reply<Json<Activity>> {
        let tx = caller.read().await?;
        Ok(Json(Activity::for_family(&tx, sight(&caller, &tx).await?, caller.member()?.id, id.0).await?))
    }

    /// Change an activity that is still to come; who ordered it is told of another time or place, and its room is booked anew.
    #[oai(path = "/activities/:id", method = "put", operation_id = "activities.change")]
    async fn change(&self, caller: Guard<can::KeepMenu>, id: Path<Uuid>, body: Json<NewActivity>) -> Reply<Json<Activity>> {
        let revision = body.0.revision.unwrap_or_default();
        let tx = caller.write().await?;
        let sight = sight(&caller, &tx).await?;
        query::one(&tx, sight, None, id.0).await?;
        service::change(&tx, id.0, revision, body.0.read()?).await?;
        let told = Activity::whole(&tx, sight, None, id.0).await?;
        tx.commit().await?;
        Ok(Json(told))
    }
}

#[OpenApi(tag = "Tag::Activities")]
impl DishApi {
    /// Put an activity on the menu (上架), keep it (归档), or call it off (取消).
    #[oai(path = "/activities/:id/act", method = "post", operation_id = "activities.act")]
    async fn act(&self, caller: Guard<can::KeepMenu>, id: Path<Uuid>, body: Json<ActivityAct>) -> Reply<Json<Activity>> {
        let ActivityAct { act, note, revision } = body.0;
        let act = Act::named(&act).ok_or_else(|| Failure::invalid_field("act", "kernel.word_unknown"))?;
        let tx = caller.write().await?;
        course::act(&tx, id.0, revision, act, &note.unwrap_or_default()).await?;
        let told = Activity::whole(&tx, sight(&caller, &tx).await?, None, id.0).await?;
        tx.commit().await?;
        Ok(Json(told))
    }

    /// Add a photo: the first one, `before`, is the cover.
    #[oai(path = "/activities/:id/photos", method = "post", operation_id = "activities.add_photo")]
    async fn add_photo(&self, caller: Guard<can::KeepMenu>, id: Path<Uuid>, body: NewPhoto) -> Reply<PhotoAdded> {
        let tx = caller.read().await?;
        let activity = seen(&caller, &tx, id.0).await?;
        drop(tx);
        let (moment, developed) = body.develop(Moment::Before).await?;
        let tx = caller.write().await?;
        let row = evidence::service::add(&tx, caller.db(), Of::Activity(activity.id), moment, &developed).await?;
        let photo = Photo::new(&tx, row)?;
        tx.commit().await?;
        Ok(PhotoAdded::Created(Json(photo)))
    }

    /// Say how it was, once, as somebody who came; with `person_id` for a child.
    #[oai(path = "/activities/:id/feedback", method = "post", operation_id = "activities.say")]
    async fn say(
        &self,
        caller: Guard<can::ReadMenu>,
        id: Path<Uuid>,
        person_id: Query<Option<Uuid>>,
        body: Json<NewFeedback>,
    ) -> Reply<Created<ActivityFeedback>> {
        let tx = caller.write().await?;
        let activity = seen(&caller, &tx, id.0).await?;
        let who = enrolment::acting_for(&tx, caller.member()?.id, person_id.0).await?;
        let place = feedback::own_place(&tx, &activity, who).await?;
        let told = feedback::give(&tx, &activity, &place, body.0.score, &body.0.words.unwrap_or_default()).await?.into();
        tx.commit().await?;
        Ok(Created::Created(Json(told)))
    }

    /// Write down what somebody on the roll says.
    #[oai(path = "/activities/:id/attendees/:attendee_id/feedback", method = "post", operation_id = "activities.say_at_desk")]
    async fn say_at_desk(
        &self,
        caller: Guard<can::KeepMenu>,
        id: Path<Uuid>,
        attendee_id: Path<Uuid>,
        body: Json<NewFeedback>,
    ) -> Reply<Created<ActivityFeedback>> {
        let tx = caller.write().await?;
        let activity = seen(&caller, &tx, id.0).await?;
        let place = attendance::query::attendee(&tx, Reach::Community, activity.occasion_id, attendee_id.0).await?;
        let told = feedback::give(&tx, &activity, &place, body.0.score, &body.0.words.unwrap_or_default()).await?.into();
        tx.commit().await?;
        Ok(Created::Created(Json(told)))
    }
}

async fn seen<P: mulin_entity::kernel::Permission>(
    caller: &Guard<P>,
    tx: &mulin_entity::kernel::Tx,
    id: Uuid,
) -> Result<activity::Model, Failure> {
    Ok(query::one(tx, sight(caller, tx).await?, None, id).await?.activity)
}
