//! Questions about the menu, providers and programmes.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use sea_orm::{ColumnTrait, QueryFilter, QueryOrder, QuerySelect, Select};
use uuid::Uuid;

use super::{
    activity::{self, Class, Column, Stage},
    activity_feedback, bookings, programme, programme_member, programme_term, provider, provider_contract, provider_deliverable,
    provider_review, room, room_booking, terms,
};
use crate::{
    attendance::{
        Who,
        attendee::{self, State},
        occasion,
        query::{Counts, counts},
    },
    kernel::{Failure, Page, PageRequest, Result, Role, Tx},
    people::{person, query::by_ids, reach::ids},
    tenancy::membership,
};

/// How much of the menu somebody sees.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sight {
    /// All of it, what is only prepared too.
    Office,
    /// What this provider runs.
    Provider(Uuid),
    /// What is or was on the menu.
    Menu,
}

impl Sight {
    /// What somebody with this role sees. Whoever speaks for no provider sees what nobody runs.
    pub async fn of(tx: &Tx, role: Role, member: Uuid) -> Result<Self> {
        Ok(match role {
            Role::CommunityAdmin | Role::Staff => Self::Office,
            Role::Provider => Self::Provider(provider_of(tx, member).await?.map_or(Uuid::nil(), |provider| provider.id)),
            _ => Self::Menu,
        })
    }

    /// The provider that it is bounded to.
    pub const fn provider(self) -> Option<Uuid> {
        match self {
            Self::Provider(id) => Some(id),
            Self::Office | Self::Menu => None,
        }
    }

    fn activities(self, tx: &Tx) -> Select<activity::Entity> {
        let all = tx.find::<activity::Entity>();
        match self {
            Self::Office => all,
            Self::Provider(provider) => all.filter(Column::ProviderId.eq(provider)),
            Self::Menu => all.filter(Column::Stage.is_in([Stage::Published, Stage::Held, Stage::Archived])),
        }
    }

    fn contracts(self, tx: &Tx) -> Select<provider_contract::Entity> {
        let all = tx.find::<provider_contract::Entity>();
        match self {
            Self::Office => all,
            Self::Provider(provider) => all.filter(provider_contract::Column::ProviderId.eq(provider)),
            Self::Menu => all.filter(provider_contract::Column::ProviderId.eq(Uuid::nil())),
        }
    }
}

/// Which activities are wanted.
#[derive(Debug, Clone, Default)]
pub struct Filter {
    /// Of this class.
    pub class: Option<Class>,
    /// At this stage.
    pub stage: Option<Stage>,
    /// Sessions of this programme.
    pub programme: Option<Uuid>,
    /// Those that have not ended by then.
    pub from: Option<DateTime<Utc>>,
    /// Those that begin before.
    pub to: Option<DateTime<Utc>>,
}

/// An activity with its time, place and numbers.
#[derive(Debug, Clone)]
pub struct Listed {
    /// The activity.
    pub activity: activity::Model,
    /// Its occasion.
    pub occasion: occasion::Model,
    /// How many ordered it, how many came.
    pub counts: Counts,
    /// Who runs it.
    pub provider: Option<String>,
    /// The programme that it is a session of.
    pub programme: Option<String>,
    /// How the one who looks stands to it.
    pub own: Option<attendee::Model>,
}

/// Activities: the menu with the first to begin first, where `from` is told; else the latest first.
pub async fn list(tx: &Tx, sight: Sight, who: Option<Who>, filter: &Filter, page: &PageRequest) -> Result<Page<Listed>> {
    let limit = page.limit()?;
    let mut rows = sight.activities(tx).find_also_related_occasion();
    let ahead = filter.from.is_some();
    if let Some(class) = filter.class {
        rows = rows.filter(Column::Class.eq(class));
    }
    if let Some(stage) = filter.stage {
        rows = rows.filter(Column::Stage.eq(stage));
    }
    if let Some(programme) = filter.programme {
        rows = rows.filter(Column::ProgrammeId.eq(programme));
    }
    if let Some(from) = filter.from {
        rows = rows.filter(occasion::Column::EndsAt.gt(from));
    }
    if let Some(to) = filter.to {
        rows = rows.filter(occasion::Column::StartsAt.lt(to));
    }
    if let Some((at, id)) = page.key::<(DateTime<Utc>, Uuid)>()? {
        rows = rows.filter(beyond(at, id, ahead));
    }
    let order = if ahead { sea_orm::Order::Asc } else { sea_orm::Order::Desc };
    let rows = rows.order_by(occasion::Column::StartsAt, order.clone()).order_by(occasion::Column::Id, order).limit(limit + 1);
    let found: Vec<(activity::Model, occasion::Model)> =
        rows.all(tx.conn()).await?.into_iter().filter_map(|(activity, occasion)| Some((activity, occasion?))).collect();
    let page = Page::cut(found, limit, |(_, occasion)| (occasion.starts_at, occasion.id))?;
    Ok(Page { next: page.next, items: told(tx, who, page.items).await? })
}

/// One activity within sight.
pub async fn one(tx: &Tx, sight: Sight, who: Option<Who>, id: Uuid) -> Result<Listed> {
    let activity = sight.activities(tx).filter(Column::Id.eq(id)).one(tx.conn()).await?.ok_or_else(Failure::not_found)?;
    let occasion = tx.get::<occasion::Entity>(activity.occasion_id).await?;
    told(tx, who, vec![(activity, occasion)]).await?.pop().ok_or_else(Failure::not_found)
}

/// The activity that an occasion belongs to.
pub async fn of_occasion(tx: &Tx, occasion: Uuid) -> Result<Option<activity::Model>> {
    Ok(tx.find::<activity::Entity>().filter(Column::OccasionId.eq(occasion)).one(tx.conn()).await?)
}

/// The room of an activity.
pub async fn room_of(tx: &Tx, activity: &activity::Model) -> Result<Option<(room_booking::Model, room::Model)>> {
    let Some(booking) = bookings::of_occasion(tx, activity.occasion_id).await? else { return Ok(None) };
    let room = tx.get::<room::Entity>(booking.room_id).await?;
    Ok(Some((booking, room)))
}

async fn told(tx: &Tx, who: Option<Who>, rows: Vec<(activity::Model, occasion::Model)>) -> Result<Vec<Listed>> {
    let occasions: Vec<Uuid> = rows.iter().map(|(_, occasion)| occasion.id).collect();
    let counts = counts(tx, occasions.clone()).await?;
    let providers = by_ids::<provider::Entity>(tx, provider::Column::Id, rows.iter().filter_map(|(row, _)| row.provider_id)).await?;
    let programmes = by_ids::<programme::Entity>(tx, programme::Column::Id, rows.iter().filter_map(|(row, _)| row.programme_id)).await?;
    let providers: HashMap<Uuid, String> = providers.into_iter().map(|row| (row.id, row.name)).collect();
    let programmes: HashMap<Uuid, String> = programmes.into_iter().map(|row| (row.id, row.title)).collect();
    let own = tx.find::<attendee::Entity>().filter(attendee::Column::OccasionId.is_in(occasions));
    let own = match who {
        Some(Who::Member(id)) => own.filter(attendee::Column::MemberId.eq(id)).all(tx.conn()).await?,
        Some(Who::Person(id)) => own.filter(attendee::Column::PersonId.eq(id)).all(tx.conn()).await?,
        None => Vec::new(),
    };
    let mut own: HashMap<Uuid, attendee::Model> = own.into_iter().map(|row| (row.occasion_id, row)).collect();
    let listed = |(activity, occasion): (activity::Model, occasion::Model)| Listed {
        counts: counts.get(&occasion.id).copied().unwrap_or_default(),
        provider: activity.provider_id.and_then(|id| providers.get(&id).cloned()),
        programme: activity.programme_id.and_then(|id| programmes.get(&id).cloned()),
        own: own.remove(&occasion.id),
        activity,
        occasion,
    };
    Ok(rows.into_iter().map(listed).collect())
}

/// The rows behind a keyset's place, whichever way they are read.
fn beyond(at: DateTime<Utc>, id: Uuid, ahead: bool) -> sea_orm::Condition {
    use occasion::Column as At;
    let (later, next) = match ahead {
        true => (At::StartsAt.gt(at), At::Id.gt(id)),
        false => (At::StartsAt.lt(at), At::Id.lt(id)),
    };
    sea_orm::Condition::any().add(later).add(sea_orm::Condition::all().add(At::StartsAt.eq(at)).add(next))
}

trait WithOccasion {
    fn find_also_related_occasion(self) -> sea_orm::SelectTwo<activity::Entity, occasion::Entity>;
}

impl WithOccasion for Select<activity::Entity> {
    /// Both columns of the key: an occasion of another community never joins.
    fn find_also_related_occasion(self) -> sea_orm::SelectTwo<activity::Entity, occasion::Entity> {
        let way = crate::kernel::owned::refers::<activity::Entity, occasion::Entity>(Column::OccasionId);
        self.join(sea_orm::JoinType::InnerJoin, way).select_also(occasion::Entity)
    }
}

/// The provider that a member speaks for.
pub async fn provider_of(tx: &Tx, member: Uuid) -> Result<Option<provider::Model>> {
    Ok(tx.find::<provider::Entity>().filter(provider::Column::MemberId.eq(member)).one(tx.conn()).await?)
}

/// The providers within sight, by name.
pub async fn providers(tx: &Tx, sight: Sight) -> Result<Vec<provider::Model>> {
    let all = tx.find::<provider::Entity>().order_by_asc(provider::Column::Name);
    let all = match sight.provider() {
        Some(id) => all.filter(provider::Column::Id.eq(id)),
        None => all,
    };
    Ok(all.all(tx.conn()).await?)
}

/// One provider within sight.
pub async fn provider(tx: &Tx, sight: Sight, id: Uuid) -> Result<provider::Model> {
    providers(tx, sight).await?.into_iter().find(|provider| provider.id == id).ok_or_else(Failure::not_found)
}

/// A contract with what is owed by it, and what the office said of it.
#[derive(Debug, Clone)]
pub struct Agreed {
    /// The contract.
    pub contract: provider_contract::Model,
    /// What is owed, the first due first.
    pub deliverables: Vec<provider_deliverable::Model>,
    /// What the office said.
    pub reviews: Vec<provider_review::Model>,
}

/// The contracts of a provider, the latest first.
pub async fn contracts(tx: &Tx, sight: Sight, provider: Uuid) -> Result<Vec<Agreed>> {
    let rows = sight.contracts(tx).filter(provider_contract::Column::ProviderId.eq(provider));
    let rows = rows.order_by_desc(provider_contract::Column::FromDay).order_by_desc(provider_contract::Column::Id).all(tx.conn()).await?;
    let ids: Vec<Uuid> = rows.iter().map(|row| row.id).collect();
    let owed = tx.find::<provider_deliverable::Entity>().filter(provider_deliverable::Column::ContractId.is_in(ids.clone()));
    let owed = owed.order_by_asc(provider_deliverable::Column::DueOn).order_by_asc(provider_deliverable::Column::Id).all(tx.conn()).await?;
    let said = tx.find::<provider_review::Entity>().filter(provider_review::Column::ContractId.is_in(ids)).all(tx.conn()).await?;
    let agreed = |contract: provider_contract::Model| Agreed {
        deliverables: owed.iter().filter(|row| row.contract_id == contract.id).cloned().collect(),
        reviews: said.iter().filter(|row| row.contract_id == contract.id).cloned().collect(),
        contract,
    };
    Ok(rows.into_iter().map(agreed).collect())
}

/// A contract within sight.
pub async fn contract(tx: &Tx, sight: Sight, id: Uuid) -> Result<provider_contract::Model> {
    let found = sight.contracts(tx).filter(provider_contract::Column::Id.eq(id));
    found.one(tx.conn()).await?.ok_or_else(Failure::not_found)
}

/// A deliverable within sight.
pub async fn deliverable(tx: &Tx, sight: Sight, id: Uuid) -> Result<provider_deliverable::Model> {
    let contracts = ids(sight.contracts(tx), provider_contract::Column::Id);
    let found = tx.find::<provider_deliverable::Entity>().filter(provider_deliverable::Column::ContractId.in_subquery(contracts));
    found.filter(provider_deliverable::Column::Id.eq(id)).one(tx.conn()).await?.ok_or_else(Failure::not_found)
}

/// What those who came said of what a provider ran: how many, and their scores together.
pub async fn opinions(tx: &Tx, provider: Uuid) -> Result<(usize, i64)> {
    let theirs = tx.find::<activity::Entity>().filter(Column::ProviderId.eq(provider));
    let said = tx.find::<activity_feedback::Entity>();
    let said = said.filter(activity_feedback::Column::ActivityId.in_subquery(ids(theirs, Column::Id))).all(tx.conn()).await?;
    Ok((said.len(), said.iter().map(|row| row.score).sum()))
}

/// A programme with its group in numbers.
#[derive(Debug, Clone)]
pub struct Group {
    /// The programme.
    pub programme: programme::Model,
    /// How many are in the group.
    pub members: usize,
    /// Whether the one who looks is.
    pub mine: bool,
    /// What is agreed to by enrolling, if anything is.
    pub terms: Option<programme_term::Model>,
}

/// Programmes, those that go on first, the latest first.
pub async fn programmes(tx: &Tx, sight: Sight, who: Option<Who>) -> Result<Vec<Group>> {
    let rows = tx.find::<programme::Entity>().order_by_desc(programme::Column::State).order_by_desc(programme::Column::Id);
    let rows = match sight.provider() {
        Some(provider) => rows.filter(programme::Column::ProviderId.eq(provider)),
        None => rows,
    };
    let rows = rows.all(tx.conn()).await?;
    let group = tx.find::<programme_member::Entity>().filter(programme_member::Column::Active.eq(true)).all(tx.conn()).await?;
    let mut terms = HashMap::new();
    for row in tx.find::<programme_term::Entity>().order_by_asc(programme_term::Column::Version).all(tx.conn()).await? {
        terms.insert(row.programme_id, row);
    }
    let mut told = |programme: programme::Model| {
        let theirs = group.iter().filter(|row| row.programme_id == programme.id);
        let mine = who.is_some() && theirs.clone().any(|row| row.who() == who);
        let terms = terms.remove(&programme.id).filter(|row: &programme_term::Model| !row.words.is_empty());
        Group { members: theirs.count(), mine, terms, programme }
    };
    Ok(rows.into_iter().map(&mut told).collect())
}

/// One programme.
pub async fn programme(tx: &Tx, sight: Sight, who: Option<Who>, id: Uuid) -> Result<Group> {
    programmes(tx, sight, who).await?.into_iter().find(|group| group.programme.id == id).ok_or_else(Failure::not_found)
}

/// Somebody in a group, and how they came to its sessions.
#[derive(Debug, Clone)]
pub struct Participant {
    /// Their place in the group.
    pub row: programme_member::Model,
    /// What they are called.
    pub name: String,
    /// How often they came.
    pub attended: usize,
    /// How often they did not.
    pub no_show: usize,
    /// Which version of the terms they agreed to.
    pub terms: Option<i64>,
}

/// The group of a programme, the first to enrol first; former members too.
pub async fn participants(tx: &Tx, programme: Uuid) -> Result<Vec<Participant>> {
    use programme_member::Column as In;
    let rows = tx.find::<programme_member::Entity>().filter(In::ProgrammeId.eq(programme)).order_by_asc(In::Id).all(tx.conn()).await?;
    let people = by_ids::<person::Entity>(tx, person::Column::Id, rows.iter().filter_map(|row| row.person_id)).await?;
    let members = by_ids::<membership::Entity>(tx, membership::Column::Id, rows.iter().filter_map(|row| row.member_id)).await?;
    let names = people.into_iter().map(|row| (row.id, row.name)).chain(members.into_iter().map(|row| (row.id, row.name)));
    let names: HashMap<Uuid, String> = names.collect();
    let sessions = tx.find::<activity::Entity>().filter(Column::ProgrammeId.eq(programme));
    let came = tx.find::<attendee::Entity>().filter(attendee::Column::OccasionId.in_subquery(ids(sessions, Column::OccasionId)));
    let came = came.filter(attendee::Column::State.is_in([State::Attended, State::NoShow])).all(tx.conn()).await?;
    let terms = terms::versions(tx, rows.iter().filter_map(|row| row.term_id)).await?;
    let told = |row: programme_member::Model| {
        let theirs = |state| came.iter().filter(|one| one.who() == row.who() && one.state == state).count();
        let name = row.person_id.or(row.member_id).and_then(|id| names.get(&id).cloned()).unwrap_or_default();
        let terms = row.term_id.and_then(|id| terms.get(&id).copied());
        Participant { attended: theirs(State::Attended), no_show: theirs(State::NoShow), name, terms, row }
    };
    Ok(rows.into_iter().map(told).collect())
}

/// Somebody's place in the group of a programme.
pub async fn participant(tx: &Tx, programme: Uuid, id: Uuid) -> Result<programme_member::Model> {
    let row = tx.get::<programme_member::Entity>(id).await?;
    if row.programme_id == programme { Ok(row) } else { Err(Failure::not_found()) }
}
