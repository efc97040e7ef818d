//! What is asked about streets, communities, sign-ups and the audit book.

use std::collections::{HashMap, HashSet};

use sea_orm::{ColumnTrait, Condition, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

use super::{
    community,
    directory::{self, Division, Level},
    identity::Identity,
    membership, signup, street,
};
use crate::kernel::{Actor, Db, Failure, PLATFORM, Page, PageRequest, Result, Role, SystemTx, Tx, Why, audit};

/// A division, and whether it can join.
#[derive(Debug, Clone)]
pub struct Place {
    /// The division.
    pub division: Division,
    /// Whether its street is on the platform; none above the streets.
    pub street_open: Option<bool>,
    /// Whether it is on the platform itself.
    pub taken: bool,
}

/// The divisions that fit what somebody types.
pub async fn places(db: &Db, query: String, under: Option<&str>, limit: usize) -> Result<Vec<Place>> {
    let under = match under {
        Some(code) => Some(Division::find(code).ok_or_else(|| Failure::invalid_field("under", "tenancy.division_unknown"))?),
        None => None,
    };
    let found = tokio::task::spawn_blocking(move || directory::search(&query, under, limit)).await.map_err(Failure::internal)?;
    let codes: Vec<String> = found.iter().map(|division| division.code()).collect();
    let streets: HashSet<&str> = codes.iter().filter_map(|code| code.get(..9)).collect();
    let sys = db.system_read(Why::Onboarding).await?;
    let open =
        sys.find::<street::Entity>().filter(street::Column::Code.is_in(streets)).filter(street::Column::State.eq(street::State::Active));
    let open: HashSet<String> = open.all(sys.conn()).await?.into_iter().map(|street| street.code).collect();
    let taken = sys.find::<community::Entity>().filter(community::Column::Code.is_in(&codes)).all(sys.conn()).await?;
    let taken: HashSet<String> = taken.into_iter().map(|community| community.code).collect();
    let place = |(division, code): (Division, &String)| Place {
        division,
        street_open: code.get(..9).map(|street| open.contains(street)),
        taken: taken.contains(code) || (division.level() == Level::Street && open.contains(code)),
    };
    Ok(found.into_iter().zip(&codes).map(place).collect())
}

/// The streets on the platform, by code, each with the number of its communities.
pub async fn streets(db: &Db, page: &PageRequest) -> Result<Page<(street::Model, usize)>> {
    let sys = db.system_read(Why::Operate).await?;
    let limit = page.limit()?;
    let mut query = sys.find::<street::Entity>().order_by_asc(street::Column::Code).limit(limit + 1);
    if let Some(after) = page.key::<String>()? {
        query = query.filter(street::Column::Code.gt(after));
    }
    let page = Page::cut(query.all(sys.conn()).await?, limit, |street| street.code.clone())?;
    let ids = page.items.iter().map(|street| street.id);
    let communities = sys.find::<community::Entity>().filter(community::Column::StreetId.is_in(ids)).all(sys.conn()).await?;
    Ok(page.map(|street| {
        let count = communities.iter().filter(|community| community.street_id == street.id).count();
        (street, count)
    }))
}

/// How many communities of a street have joined.
pub async fn communities_of(db: &Db, street: Uuid) -> Result<usize> {
    let sys = db.system_read(Why::Operate).await?;
    let count = sys.find::<community::Entity>().filter(community::Column::StreetId.eq(street)).count(sys.conn()).await?;
    Ok(usize::try_from(count).unwrap_or(usize::MAX))
}

/// The communities that somebody may know of, by code, each with its administrators' names: a street's own, one's own, all for the operator.
/// `named` is a part of the name or of the code.
pub async fn communities(
    db: &Db,
    who: &Identity,
    named: Option<&str>,
    page: &PageRequest,
) -> Result<Page<(community::Model, Vec<String>)>> {
    let sys = db.system_read(Why::StreetFigures).await?;
    let limit = page.limit()?;
    let mut known = Condition::any().add(community::Column::Id.is_in(who.memberships.iter().map(|member| member.community.id)));
    if let Some(street) = &who.street {
        known = known.add(community::Column::StreetId.eq(street.id));
    }
    let mut query = sys.find::<community::Entity>().order_by_asc(community::Column::Code).limit(limit + 1);
    if !who.is_operator() {
        query = query.filter(known);
    }
    if let Some(named) = named.map(str::trim).filter(|named| !named.is_empty()) {
        query = query.filter(Condition::any().add(community::Column::Name.contains(named)).add(community::Column::Code.starts_with(named)));
    }
    if let Some(after) = page.key::<String>()? {
        query = query.filter(community::Column::Code.gt(after));
    }
    let page = Page::cut(query.all(sys.conn()).await?, limit, |community| community.code.clone())?;
    let mut admins = admins(&sys, page.items.iter().map(|community| community.id)).await?;
    Ok(page.map(|community| {
        let names = admins.remove(&community.id).unwrap_or_default();
        (community, names)
    }))
}

/// What communities are called; whoever operates the platform is not asked which of them they know.
pub async fn names(db: &Db, communities: impl IntoIterator<Item = Uuid>) -> Result<HashMap<Uuid, String>> {
    let sys = db.system_read(Why::Operate).await?;
    let these: HashSet<Uuid> = communities.into_iter().collect();
    let named = sys.find::<community::Entity>().filter(community::Column::Id.is_in(these)).all(sys.conn()).await?;
    Ok(named.into_iter().map(|community| (community.id, community.name)).collect())
}

async fn admins(sys: &SystemTx, communities: impl Iterator<Item = Uuid>) -> Result<HashMap<Uuid, Vec<String>>> {
    let members = sys
        .find::<membership::Entity>()
        .filter(membership::Column::CommunityId.is_in(communities))
        .filter(membership::Column::Role.eq(Role::CommunityAdmin.word()))
        .filter(membership::Column::State.ne(membership::State::Disabled))
        .order_by_asc(membership::Column::CreatedAt);
    let mut names: HashMap<Uuid, Vec<String>> = HashMap::new();
    for member in members.all(sys.conn()).await? {
        names.entry(member.community_id).or_default().push(member.name);
    }
    Ok(names)
}

/// The sign-ups of a street with the contact's phone, the newest first; unproven ones are nobody's business yet.
pub async fn signups(
    db: &Db,
    street: Uuid,
    state: Option<signup::State>,
    page: &PageRequest,
) -> Result<Page<(signup::Model, Option<String>)>> {
    let sys = db.system_read(Why::Onboarding).await?;
    let limit = page.limit()?;
    let mut query = sys
        .find::<signup::Entity>()
        .filter(signup::Column::StreetId.eq(street))
        .filter(signup::Column::State.ne(signup::State::Unproven))
        .order_by_desc(signup::Column::Id)
        .limit(limit + 1);
    if let Some(state) = state {
        query = query.filter(signup::Column::State.eq(state));
    }
    if let Some(after) = page.key::<Uuid>()? {
        query = query.filter(signup::Column::Id.lt(after));
    }
    let page = Page::cut(query.all(sys.conn()).await?, limit, |signup| signup.id)?;
    let phones = phones(&sys, &page.items).await?;
    let mut phones = phones.into_iter();
    Ok(page.map(|signup| (signup, phones.next().flatten())))
}

/// The contacts' phones, in the same order.
async fn phones(sys: &SystemTx, signups: &[signup::Model]) -> Result<Vec<Option<String>>> {
    let platform = sys.enter(PLATFORM, Actor::System).await?;
    let open = |signup: &signup::Model| {
        signup.contact_phone.as_ref().map(|sealed| platform.open("signup", "contact_phone", signup.id, sealed)).transpose()
    };
    signups.iter().map(open).collect()
}

/// Which entries of the audit book are asked for.
#[derive(Debug, Clone, Default)]
pub struct AuditWish {
    /// Only this deed, such as `tenancy.invite`.
    pub action: Option<String>,
    /// Only this subject.
    pub subject: Option<Uuid>,
}

/// The community's audit book, the newest entry first, each with the name of the member who acted.
pub async fn audit(tx: &Tx, wish: AuditWish, page: &PageRequest) -> Result<Page<(audit::Model, Option<String>)>> {
    let limit = page.limit()?;
    let mut query = tx.find::<audit::Entity>().order_by_desc(audit::Column::Seq).limit(limit + 1);
    if let Some(action) = wish.action {
        query = query.filter(audit::Column::Action.eq(action));
    }
    if let Some(subject) = wish.subject {
        query = query.filter(audit::Column::SubjectId.eq(subject));
    }
    if let Some(after) = page.key::<i64>()? {
        query = query.filter(audit::Column::Seq.lt(after));
    }
    let page = Page::cut(query.all(tx.conn()).await?, limit, |entry| entry.seq)?;
    let members: HashSet<Uuid> = page.items.iter().filter_map(acting_member).collect();
    let names = tx.find::<membership::Entity>().filter(membership::Column::Id.is_in(members)).all(tx.conn()).await?;
    let names: HashMap<Uuid, String> = names.into_iter().map(|member| (member.id, member.name)).collect();
    Ok(page.map(|entry| {
        let name = acting_member(&entry).and_then(|member| names.get(&member).cloned());
        (entry, name)
    }))
}

fn acting_member(entry: &audit::Model) -> Option<Uuid> {
    entry.actor.get("member")?.as_str()?.parse().ok()
}
