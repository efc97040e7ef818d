//! Who acts, and where.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// The tenant of what belongs to the platform itself, such as an invitation to a street's first administrator.
pub const PLATFORM: Uuid = Uuid::nil();

/// Who does something; written into the audit rows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Actor {
    /// A person who is logged in, with the membership through which they act.
    Account {
        /// The account.
        account: Uuid,
        /// The membership in the community, if they act as its member.
        member: Option<Uuid>,
    },
    /// A job of the worker, by its kind.
    Job {
        /// The job's kind.
        job: String,
    },
    /// The system itself, for instance while it signs somebody in.
    System,
}

/// One community, and who acts in it. Without one there is no way to a tenant's rows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scope {
    /// The tenant.
    pub community: Uuid,
    /// Who acts.
    pub actor: Actor,
}

impl Scope {
    /// The scope in which a job works.
    pub fn job(community: Uuid, kind: &str) -> Self {
        Self { community, actor: Actor::Job { job: kind.to_owned() } }
    }
}

/// Why somebody looks across tenants: a closed list, each use is logged.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Why {
    /// A caller is recognised by the session.
    Authenticate,
    /// An account is looked up, made, or its sessions are changed.
    Account,
    /// A street is opened, a sign-up decided, a community set up.
    Onboarding,
    /// A street or a community is suspended, resumed or removed.
    Standing,
    /// A street reads the aggregates of its communities.
    StreetFigures,
    /// A street hands something down to its communities, or reads what they report of it.
    Directives,
    /// A street calls its communities to a campaign, or reads how far they are.
    Campaigns,
    /// A street says which forms it wants, or reads how far its communities are; the worker begins them.
    Forms,
    /// A request's key was used before, or is kept with its answer.
    Idempotency,
    /// The timetable fans out schedules.
    Timetable,
    /// The queue claims, sweeps and settles.
    Queue,
    /// Files that no row names are swept.
    Files,
    /// A message is handed to its channel.
    Deliver,
    /// A secret link is opened by somebody without a session.
    SecretLink,
    /// A page that a community shows to everybody is opened.
    PublicPage,
    /// The operator looks at the platform's health.
    Operate,
    /// A demo street is loaded.
    Demo,
}
