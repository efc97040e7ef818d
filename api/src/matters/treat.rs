//! What is done with a matter.

use chrono::NaiveDate;
use mulin_entity::{
    assignment::rules::clock::Level,
    evidence::{self, Moment, Of},
    kernel::Failure,
    matters::{
        acts::{self, Deed},
        can, care, duplicates,
    },
};
use poem_openapi::{Object, OpenApi, param::Path, payload::Json};
use uuid::Uuid;

use super::{dto::Matter, sight};
use crate::{
    Guard, Reply, Tag,
    evidence::{NewPhoto, Photo, PhotoAdded},
};

/// What is done.
pub struct TreatApi;

/// Something that is done with a matter.
#[derive(Object)]
#[oai(deny_unknown_fields)]
struct MatterDeed {
    /// `acknowledge`, `give_back`, `ask_extension`, `hand_back`, `complete`, and for the office `give`, `stand_in`, `grant_extension`, `refuse_extension`, `remind`,
    /// `yellow`, `red`, `hurry`, `decline`, `reopen`.
    #[oai(validator(max_length = 20))]
    deed: String,
    /// To whom it is given, or who stands in.
    member_id: Option<Uuid>,
    /// The last day that is asked for.
    until: Option<NaiveDate>,
    /// Why, or how it was dealt with.
    #[oai(validator(max_length = 1000))]
    note: Option<String>,
    /// The revision of the assignment that was looked at.
    revision: i64,
}

impl MatterDeed {
    fn read(&self) -> Result<Deed, Failure> {
        Ok(match self.deed.as_str() {
            "acknowledge" => Deed::Acknowledge,
            "give_back" => Deed::GiveBack,
            "ask_extension" => Deed::AskExtension(self.until.ok_or_else(|| Failure::invalid_field("until", "matters.day_wanted"))?),
            "complete" => Deed::Complete,
            "give" => Deed::Give(self.member_id.ok_or_else(|| Failure::invalid_field("member_id", "matters.whom_wanted"))?),
            "stand_in" => Deed::StandIn(self.member_id.ok_or_else(|| Failure::invalid_field("member_id", "matters.whom_wanted"))?),
            "hand_back" => Deed::HandBack,
            "grant_extension" => Deed::GrantExtension,
            "refuse_extension" => Deed::RefuseExtension,
            "remind" => Deed::Remind,
            "yellow" => Deed::Card(Level::Yellow),
            "red" => Deed::Card(Level::Red),
            "hurry" => Deed::Hurry,
            "decline" => Deed::Decline,
            "reopen" => Deed::Reopen,
            _ => return Err(Failure::invalid_field("deed", "matters.word_unknown")),
        })
    }
}

/// What somebody said when they were asked.
#[derive(Object)]
#[oai(deny_unknown_fields)]
struct MatterAnswer {
    /// Whether it is solved.
    solved: bool,
    /// How content they are, from 1 to 5.
    rating: Option<i64>,
    #[oai(validator(max_length = 1000))]
    note: Option<String>,
}

/// Which matter it is dealt with in.
#[derive(Object)]
#[oai(deny_unknown_fields)]
struct MatterMerge {
    into_id: Uuid,
}

/// Something to be put on record.
#[derive(Object)]
#[oai(deny_unknown_fields)]
struct MatterNote {
    #[oai(validator(min_length = 1, max_length = 1000))]
    note: String,
}

#[OpenApi(tag = "Tag::Matters")]
impl TreatApi {
    /// Do something with a matter: the verbs of whoever holds it, and those of the office.
    #[oai(path = "/matters/:id/deeds", method = "post", operation_id = "matters.act")]
    async fn act(&self, caller: Guard<can::HandleMatters>, id: Path<Uuid>, body: Json<MatterDeed>) -> Reply<Json<Matter>> {
        let (sight, tx) = (sight(&caller)?, caller.write().await?);
        let (matter, deed) = (sight.matter(&tx, id.0).await?, body.0.read()?);
        acts::perform(&tx, sight, &matter, body.0.revision, deed, &body.0.note.unwrap_or_default()).await?;
        // Whoever gave it away may not see it any more: they are told of it once more.
        let told = Matter::whole(&tx, mulin_entity::matters::sight::Sight::Office, id.0).await?.without_code();
        tx.commit().await?;
        Ok(Json(told))
    }

    /// Write down what whoever brought it up says (回访).
    #[oai(path = "/matters/:id/call-back", method = "post", operation_id = "matters.call_back")]
    async fn call_back(&self, caller: Guard<can::DirectMatters>, id: Path<Uuid>, body: Json<MatterAnswer>) -> Reply<Json<Matter>> {
        let MatterAnswer { solved, rating, note } = body.0;
        let tx = caller.write().await?;
        care::call_back(&tx, id.0, care::Answer { solved, rating, note: note.unwrap_or_default() }).await?;
        let told = Matter::whole(&tx, sight(&caller)?, id.0).await?;
        tx.commit().await?;
        Ok(Json(told))
    }

    /// Write down whether it is really solved, weeks later (回头看).
    #[oai(path = "/matters/:id/recheck", method = "post", operation_id = "matters.recheck")]
    async fn recheck(&self, caller: Guard<can::DirectMatters>, id: Path<Uuid>, body: Json<MatterAnswer>) -> Reply<Json<Matter>> {
        let tx = caller.write().await?;
        care::recheck(&tx, id.0, body.0.solved, &body.0.note.unwrap_or_default()).await?;
        let told = Matter::whole(&tx, sight(&caller)?, id.0).await?;
        tx.commit().await?;
        Ok(Json(told))
    }

    /// Have a matter dealt with in another one (合并).
    #[oai(path = "/matters/:id/merge", method = "post", operation_id = "matters.merge")]
    async fn merge(&self, caller: Guard<can::DirectMatters>, id: Path<Uuid>, body: Json<MatterMerge>) -> Reply<Json<Matter>> {
        let tx = caller.write().await?;
        duplicates::merge(&tx, id.0, body.0.into_id).await?;
        let told = Matter::whole(&tx, sight(&caller)?, id.0).await?;
        tx.commit().await?;
        Ok(Json(told))
    }

    /// Put something on record (备案).
    #[oai(path = "/matters/:id/notes", method = "post", operation_id = "matters.note")]
    async fn note(&self, caller: Guard<can::HandleMatters>, id: Path<Uuid>, body: Json<MatterNote>) -> Reply<Json<Matter>> {
        let sight = sight(&caller)?;
        let tx = caller.write().await?;
        let matter = sight.matter(&tx, id.0).await?;
        care::note(&tx, matter.id, &body.0.note).await?;
        let told = Matter::whole(&tx, sight, id.0).await?;
        tx.commit().await?;
        Ok(Json(told))
    }

    /// Add a photo: how it was found, how it was left.
    #[oai(path = "/matters/:id/photos", method = "post", operation_id = "matters.add_photo")]
    async fn add_photo(&self, caller: Guard<can::HandleMatters>, id: Path<Uuid>, body: NewPhoto) -> Reply<PhotoAdded> {
        let matter = sight(&caller)?.matter(&caller.read().await?, id.0).await?;
        let (moment, developed) = body.develop(Moment::During).await?;
        let tx = caller.write().await?;
        let row = evidence::service::add(&tx, caller.db(), Of::Matter(matter.id), moment, &developed).await?;
        let photo = Photo::new(&tx, row)?;
        tx.commit().await?;
        Ok(PhotoAdded::Created(Json(photo)))
    }
}
