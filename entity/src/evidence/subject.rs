//! What a photo may be proof of.

use sea_orm::{ActiveValue::Set, ColumnTrait, sea_query::SimpleExpr};
use uuid::Uuid;

use super::photo;

/// What a photo is proof of. Each kind has a column of its own, so that the database knows what the photo goes with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Of {
    /// A visit.
    Visit(Uuid),
    /// A livelihood or renovation project.
    Project(Uuid),
    /// A matter.
    Matter(Uuid),
    /// A finding of a patrol.
    Finding(Uuid),
    /// A unit that came to a whistle.
    Call(Uuid),
    /// An activity of the menu.
    Activity(Uuid),
    /// What a provider handed over.
    Deliverable(Uuid),
    /// Hours that a volunteer reported.
    Claim(Uuid),
    /// A session of party life.
    Session(Uuid),
    /// An article, as its cover.
    Article(Uuid),
    /// Something that was done together with partner units.
    Joint(Uuid),
    /// A publicity event.
    Publicity(Uuid),
    /// What somebody found at a door of a campaign.
    Mark(Uuid),
    /// A reward to be had for points.
    Reward(Uuid),
}

impl Of {
    /// Writes it down.
    pub(super) fn put(self, row: &mut photo::ActiveModel) {
        match self {
            Self::Visit(id) => row.visit_id = Set(Some(id)),
            Self::Project(id) => row.project_id = Set(Some(id)),
            Self::Matter(id) => row.matter_id = Set(Some(id)),
            Self::Finding(id) => row.finding_id = Set(Some(id)),
            Self::Call(id) => row.call_id = Set(Some(id)),
            Self::Activity(id) => row.activity_id = Set(Some(id)),
            Self::Deliverable(id) => row.deliverable_id = Set(Some(id)),
            Self::Claim(id) => row.claim_id = Set(Some(id)),
            Self::Session(id) => row.session_id = Set(Some(id)),
            Self::Article(id) => row.article_id = Set(Some(id)),
            Self::Joint(id) => row.joint_id = Set(Some(id)),
            Self::Publicity(id) => row.publicity_id = Set(Some(id)),
            Self::Mark(id) => row.mark_id = Set(Some(id)),
            Self::Reward(id) => row.reward_id = Set(Some(id)),
        }
    }

    /// Whether a photo is of this.
    pub(super) fn matches(self) -> SimpleExpr {
        match self {
            Self::Visit(id) => photo::Column::VisitId.eq(id),
            Self::Project(id) => photo::Column::ProjectId.eq(id),
            Self::Matter(id) => photo::Column::MatterId.eq(id),
            Self::Finding(id) => photo::Column::FindingId.eq(id),
            Self::Call(id) => photo::Column::CallId.eq(id),
            Self::Activity(id) => photo::Column::ActivityId.eq(id),
            Self::Deliverable(id) => photo::Column::DeliverableId.eq(id),
            Self::Claim(id) => photo::Column::ClaimId.eq(id),
            Self::Session(id) => photo::Column::SessionId.eq(id),
            Self::Article(id) => photo::Column::ArticleId.eq(id),
            Self::Joint(id) => photo::Column::JointId.eq(id),
            Self::Publicity(id) => photo::Column::PublicityId.eq(id),
            Self::Mark(id) => photo::Column::MarkId.eq(id),
            Self::Reward(id) => photo::Column::RewardId.eq(id),
        }
    }
}
