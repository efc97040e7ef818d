//! Activities and what people say of them.

use chrono::{DateTime, Utc};
use mulin_entity::{
    activities::{
        activity_feedback, feedback,
        query::{self, Listed, Sight},
        service::Design,
    },
    attendance,
    enrolment::{self, Who},
    evidence::Of,
    kernel::{Failure, Page, Tx},
    people::words::{self, word},
    tenancy::members,
};
use poem_openapi::Object;
use uuid::Uuid;

use crate::{
    attendance::{Attendee, Occasion, OccasionDetails},
    evidence::Photo,
};

/// An activity of the menu.
#[derive(Object)]
#[oai(skip_serializing_if_is_none)]
pub struct Activity {
    id: Uuid,
    /// `red`, `volunteer`, `signature`, `home` or `soup`.
    class: String,
    /// `planned`, `published`, `held`, `archived` or `cancelled`.
    stage: String,
    summary: String,
    /// Its title, place, time, seats and numbers.
    occasion: Occasion,
    organiser_id: Option<Uuid>,
    provider_id: Option<Uuid>,
    provider: Option<String>,
    programme_id: Option<Uuid>,
    programme: Option<String>,
    held_at: Option<DateTime<Utc>>,
    /// How the caller stands to it, if they ordered it.
    own: Option<Attendee>,
    /// Whether the caller has said how it was; only for a single activity.
    said: Option<bool>,
    /// How the children stand to it for whom the caller acts; only for a single activity.
    children: Option<Vec<ChildPlace>>,
    revision: i64,
    /// Who answers for it; only for a single activity.
    organiser: Option<String>,
    /// Its room; only for a single activity.
    room_id: Option<Uuid>,
    room: Option<String>,
    /// The first one is the cover; only for a single activity.
    photos: Option<Vec<Photo>>,
    /// What those who came say, without their names; only for a single activity.
    feedback: Option<Vec<ActivityFeedback>>,
}

/// What somebody who came says.
#[derive(Object)]
pub struct ActivityFeedback {
    id: Uuid,
    /// From 1 to 5.
    score: i64,
    words: String,
    at: DateTime<Utc>,
}

impl From<activity_feedback::Model> for ActivityFeedback {
    fn from(row: activity_feedback::Model) -> Self {
        Self { id: row.id, score: row.score, words: row.words, at: row.created_at }
    }
}

/// Activities.
#[derive(Object)]
#[oai(skip_serializing_if_is_none)]
pub struct ActivityPage {
    items: Vec<Activity>,
    next: Option<String>,
}

impl TryFrom<Page<Listed>> for ActivityPage {
    type Error = Failure;

    fn try_from(page: Page<Listed>) -> Result<Self, Failure> {
        Ok(Self { items: page.items.into_iter().map(Activity::brief).collect::<Result<_, _>>()?, next: page.next })
    }
}

impl Activity {
    /// Tells an activity in a list.
    pub fn brief(listed: Listed) -> Result<Self, Failure> {
        let Listed { activity, occasion, counts, provider, programme, own } = listed;
        Ok(Self {
            id: activity.id,
            class: word(activity.class),
            stage: word(activity.stage),
            summary: activity.summary,
            occasion: attendance::query::Listed { occasion, counts }.try_into()?,
            organiser_id: activity.organiser_id,
            provider_id: activity.provider_id,
            provider,
            programme_id: activity.programme_id,
            programme,
            held_at: activity.held_at,
            own: own.map(|attendee| Attendee::new(attendance::query::Named { attendee, name: String::new() })),
            said: None,
            children: None,
            revision: activity.revision,
            organiser: None,
            room_id: None,
            room: None,
            photos: None,
            feedback: None,
        })
    }

    /// Tells one with its room, its photos and what people say.
    pub async fn whole(tx: &Tx, sight: Sight, who: Option<Who>, id: Uuid) -> Result<Self, Failure> {
        let listed = query::one(tx, sight, who, id).await?;
        let room = query::room_of(tx, &listed.activity).await?.map(|(_, room)| room);
        let organiser = match listed.activity.organiser_id {
            Some(organiser) => Some(members::get(tx, organiser).await?.name),
            None => None,
        };
        let said = feedback::of(tx, vec![id]).await?.into_iter().map(ActivityFeedback::from).collect();
        Ok(Self {
            organiser,
            room_id: room.as_ref().map(|room| room.id),
            room: room.map(|room| room.name),
            photos: Some(Photo::all(tx, Of::Activity(id)).await?),
            feedback: Some(said),
            ..Self::brief(listed)?
        })
    }
}

/// How a child stands to an activity.
#[derive(Object)]
#[oai(skip_serializing_if_is_none)]
struct ChildPlace {
    person_id: Uuid,
    name: String,
    /// Their place on the roll, if they have one.
    attendee: Option<Attendee>,
    /// Whether it was said for them how it was.
    said: bool,
}

impl Activity {
    /// Tells one as a member sees it, who may act for children too.
    pub async fn for_family(tx: &Tx, sight: Sight, member: Uuid, id: Uuid) -> Result<Self, Failure> {
        let me = enrolment::who(tx, member).await?;
        let activity = query::one(tx, sight, None, id).await?.activity;
        let (_, said) = feedback::stands(tx, &activity, me).await?;
        let mut children = Vec::new();
        for child in enrolment::children::of_member(tx, member).await? {
            let (place, said) = feedback::stands(tx, &activity, Who::Person(child.id)).await?;
            let attendee = place.map(|attendee| Attendee::new(attendance::query::Named { attendee, name: child.name.clone() }));
            children.push(ChildPlace { person_id: child.id, name: child.name, attendee, said });
        }
        Ok(Self { said: Some(said), children: Some(children), ..Self::whole(tx, sight, Some(me), id).await? })
    }
}

/// An activity to be prepared.
#[derive(Object)]
#[oai(deny_unknown_fields)]
pub struct NewActivity {
    /// `red`, `volunteer`, `signature`, `home` or `soup`.
    #[oai(validator(max_length = 20))]
    class: String,
    occasion: OccasionDetails,
    #[oai(validator(max_length = 4000))]
    summary: Option<String>,
    room_id: Option<Uuid>,
    organiser_id: Option<Uuid>,
    provider_id: Option<Uuid>,
    /// The programme that it is a session of; stays as it is once it is prepared.
    programme_id: Option<Uuid>,
    /// The revision that was looked at, where an activity is changed.
    pub revision: Option<i64>,
}

impl NewActivity {
    /// The activity, if its words are known.
    pub fn read(self) -> Result<Design, Failure> {
        Ok(Design {
            class: words::read(&self.class).ok_or_else(|| Failure::invalid_field("class", "kernel.word_unknown"))?,
            occasion: self.occasion.try_into()?,
            summary: self.summary.unwrap_or_default(),
            room: self.room_id,
            organiser: self.organiser_id,
            provider: self.provider_id,
            programme: self.programme_id,
        })
    }
}

/// What is done with an activity.
#[derive(Object)]
#[oai(deny_unknown_fields)]
pub struct ActivityAct {
    /// `publish`, `archive` or `call_off`.
    #[oai(validator(max_length = 10))]
    pub act: String,
    /// Why it is off.
    #[oai(validator(max_length = 300))]
    pub note: Option<String>,
    /// The revision that was looked at.
    pub revision: i64,
}

/// How it was.
#[derive(Object)]
#[oai(deny_unknown_fields)]
pub struct NewFeedback {
    /// From 1 to 5.
    pub score: i64,
    #[oai(validator(max_length = 1000))]
    pub words: Option<String>,
}
