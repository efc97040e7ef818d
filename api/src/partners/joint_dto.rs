//! Joint activities, as they travel.

use std::collections::HashMap;

use chrono::{DateTime, NaiveDate, Utc};
use mulin_entity::{
    duty,
    evidence::Of,
    kernel::{Failure, Tx},
    partners::{
        joint_activities::Design,
        joint_activity, joint_invitation, joint_invitations,
        joint_query::{self, Turnout},
        joint_rules::Contribution,
        partner_unit, query, units,
    },
    people::words::word,
};
use poem_openapi::Object;
use uuid::Uuid;

use crate::evidence::Photo;

/// Joint activities.
#[derive(Object)]
#[oai(skip_serializing_if_is_none)]
pub struct JointActivityPage {
    pub items: Vec<JointActivity>,
    pub next: Option<String>,
}

/// Something that the community does together with partner units.
#[derive(Object)]
#[oai(skip_serializing_if_is_none)]
pub struct JointActivity {
    id: Uuid,
    title: String,
    theme: String,
    detail: String,
    place: String,
    starts_at: DateTime<Utc>,
    ends_at: DateTime<Utc>,
    /// Who of the community is responsible.
    owner_id: Option<Uuid>,
    owner: Option<String>,
    /// How many people are expected.
    expected: i64,
    /// The entry of the three lists that it comes from.
    offer_id: Option<Uuid>,
    offer: Option<String>,
    /// `planned`, `held` or `cancelled`.
    stage: String,
    held_on: Option<NaiveDate>,
    /// How many people were served.
    served: Option<i64>,
    /// What came of it, or why it is off.
    result: String,
    revision: i64,
    /// How many units are invited, accepted and took part; only for the office.
    turnout: Option<JointTurnout>,
    /// What the own unit has said; only for a unit's contact.
    own_state: Option<String>,
    /// Who is invited; only for a single activity, and a unit's contact sees the own unit.
    invitations: Option<Vec<JointInvitation>>,
    /// Only for a single activity.
    photos: Option<Vec<Photo>>,
}

/// How many units of those that are invited take part.
#[derive(Object)]
pub struct JointTurnout {
    invited: usize,
    accepted: usize,
    took_part: usize,
}

impl From<Turnout> for JointTurnout {
    fn from(Turnout { invited, accepted, took_part }: Turnout) -> Self {
        Self { invited, accepted, took_part }
    }
}

/// A unit that is invited.
#[derive(Object)]
#[oai(skip_serializing_if_is_none)]
pub struct JointInvitation {
    unit_id: Uuid,
    unit: String,
    /// Whom to call there; only for the office.
    contact_name: Option<String>,
    contact_phone: Option<String>,
    /// Whether somebody speaks for the unit here, and is told.
    told: bool,
    /// `invited`, `accepted`, `declined`, `took_part` or `absent`.
    state: String,
    /// What it promised.
    pledged: Option<JointContribution>,
    /// What it brought, as it really was.
    brought: Option<JointContribution>,
    note: String,
    revision: i64,
}

/// What a unit brings along.
#[derive(Object)]
pub struct JointContribution {
    people: i64,
    /// In fen.
    money: i64,
    goods: String,
    venue: String,
    expertise: String,
}

impl JointContribution {
    fn read(json: Option<serde_json::Value>) -> Result<Option<Self>, Failure> {
        let read: Option<Contribution> = json.map(serde_json::from_value).transpose()?;
        Ok(read.map(|Contribution { people, money, goods, venue, expertise }| Self { people, money, goods, venue, expertise }))
    }
}

impl JointInvitation {
    fn new(tx: &Tx, row: joint_invitation::Model, unit: &partner_unit::Model, office: bool) -> Result<Self, Failure> {
        let contact = if office { Some(units::contact(tx, unit)?) } else { None };
        Ok(Self {
            unit_id: unit.id,
            unit: unit.name.clone(),
            contact_name: contact.as_ref().map(|contact| contact.name.clone()),
            contact_phone: contact.map(|contact| contact.phone),
            told: unit.member_id.is_some(),
            state: word(row.state),
            pledged: JointContribution::read(row.pledged)?,
            brought: JointContribution::read(row.brought)?,
            note: row.note,
            revision: row.revision,
        })
    }
}

impl JointActivity {
    /// Tells activities in a list; `unit` bounds what is told of who is invited to that unit.
    pub async fn all(tx: &Tx, unit: Option<Uuid>, rows: Vec<joint_activity::Model>) -> Result<Vec<Self>, Failure> {
        let owners = duty::query::names(tx, rows.iter().filter_map(|row| row.owner_id)).await?;
        let ids: Vec<Uuid> = rows.iter().map(|row| row.id).collect();
        let mut turnouts = joint_query::turnouts(tx, &ids).await?;
        let own = match unit {
            Some(unit) => joint_query::states_of(tx, unit, &ids).await?,
            None => HashMap::new(),
        };
        let told = rows.into_iter().map(|row| Self {
            turnout: unit.is_none().then(|| turnouts.remove(&row.id).unwrap_or_default().into()),
            own_state: own.get(&row.id).copied().map(word),
            owner: row.owner_id.and_then(|owner| owners.get(&owner).cloned()),
            ..Self::new(row)
        });
        Ok(told.collect())
    }

    /// Tells an activity with those who are invited; `unit` bounds it to that unit.
    pub async fn whole(tx: &Tx, unit: Option<Uuid>, id: Uuid) -> Result<Self, Failure> {
        let row = joint_query::one(tx, unit, id).await?;
        let offer = match row.offer_id {
            Some(offer) => Some(query::offer(tx, offer).await?.title),
            None => None,
        };
        let told = Self::all(tx, unit, vec![row]).await?.pop().ok_or_else(Failure::not_found)?;
        let mut invitations = Vec::new();
        for (row, of) in joint_invitations::of(tx, id).await?.into_iter().filter(|(row, _)| unit.is_none_or(|unit| unit == row.unit_id)) {
            invitations.push(JointInvitation::new(tx, row, &of, unit.is_none())?);
        }
        Ok(Self { offer, invitations: Some(invitations), photos: Some(Photo::all(tx, Of::Joint(id)).await?), ..told })
    }

    fn new(row: joint_activity::Model) -> Self {
        Self {
            id: row.id,
            title: row.title,
            theme: row.theme,
            detail: row.detail,
            place: row.place,
            starts_at: row.starts_at,
            ends_at: row.ends_at,
            owner_id: row.owner_id,
            owner: None,
            expected: row.expected,
            offer_id: row.offer_id,
            offer: None,
            stage: word(row.stage),
            held_on: row.held_on,
            served: row.served,
            result: row.result,
            revision: row.revision,
            turnout: None,
            own_state: None,
            invitations: None,
            photos: None,
        }
    }
}

/// A joint activity to be planned or changed.
#[derive(Object)]
#[oai(deny_unknown_fields)]
pub struct NewJointActivity {
    #[oai(validator(min_length = 1, max_length = 80))]
    title: String,
    #[oai(validator(max_length = 40))]
    theme: Option<String>,
    #[oai(validator(max_length = 2000))]
    detail: Option<String>,
    #[oai(validator(max_length = 80))]
    place: Option<String>,
    starts_at: DateTime<Utc>,
    ends_at: DateTime<Utc>,
    /// Who of the community is responsible.
    owner_id: Option<Uuid>,
    /// How many people are expected.
    expected: Option<i64>,
    /// The entry of the three lists that it comes from; somebody has claimed it.
    offer_id: Option<Uuid>,
    /// Who is invited at once, where it is planned; those who are invited later are added one by one.
    #[oai(validator(max_items = 30))]
    pub units: Option<Vec<Uuid>>,
    /// The revision that was looked at, where an activity is changed.
    pub revision: Option<i64>,
}

impl From<NewJointActivity> for Design {
    fn from(new: NewJointActivity) -> Self {
        Self {
            title: new.title,
            theme: new.theme.unwrap_or_default(),
            detail: new.detail.unwrap_or_default(),
            place: new.place.unwrap_or_default(),
            starts_at: new.starts_at,
            ends_at: new.ends_at,
            owner: new.owner_id,
            expected: new.expected.unwrap_or_default(),
            offer: new.offer_id,
        }
    }
}

/// What becomes of a joint activity.
#[derive(Object)]
#[oai(deny_unknown_fields)]
pub struct JointDeed {
    /// `hold` or `cancel`.
    #[oai(validator(max_length = 20))]
    pub act: String,
    /// How many people were served.
    pub served: Option<i64>,
    /// What came of it, or why it is off.
    #[oai(validator(max_length = 2000))]
    pub note: Option<String>,
    pub revision: i64,
}

/// A unit to be invited.
#[derive(Object)]
#[oai(deny_unknown_fields)]
pub struct NewJointInvitation {
    pub unit_id: Uuid,
}

/// What a unit answers, or the office for it; and what it brought in the end.
#[derive(Object)]
#[oai(deny_unknown_fields)]
pub struct JointAnswer {
    /// `accept` or `decline`; `confirm` or `miss` as the office, once it was held.
    #[oai(validator(max_length = 20))]
    pub act: String,
    people: Option<i64>,
    /// In fen.
    money: Option<i64>,
    #[oai(validator(max_length = 200))]
    goods: Option<String>,
    #[oai(validator(max_length = 200))]
    venue: Option<String>,
    #[oai(validator(max_length = 200))]
    expertise: Option<String>,
    /// Why it declines, or what else there is to say.
    #[oai(validator(max_length = 500))]
    pub note: Option<String>,
    pub revision: i64,
}

impl JointAnswer {
    /// What is promised, or was brought.
    pub fn contribution(&self) -> Contribution {
        Contribution {
            people: self.people.unwrap_or_default(),
            money: self.money.unwrap_or_default(),
            goods: self.goods.clone().unwrap_or_default(),
            venue: self.venue.clone().unwrap_or_default(),
            expertise: self.expertise.clone().unwrap_or_default(),
        }
    }
}
