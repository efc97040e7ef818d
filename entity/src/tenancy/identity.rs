//! Who a token stands for, and everything they are.

use std::{collections::HashMap, sync::Arc};

use chrono::{DateTime, Duration, Utc};
use futures::FutureExt;
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, FromQueryResult, IdenStatic, Iterable, QueryFilter, QueryResult,
    sea_query::{Alias, Expr, ExprTrait, IntoColumnRef, Order, Query, SelectStatement, SimpleExpr},
};
use uuid::Uuid;

use super::{account, community, membership, session, street, street_member};
use crate::kernel::{Db, Failure, Kind, Language, Result, Role, SystemTx, Why, gather::Gather, id::hash_secret, rest};

/// A session that is not used for so long ends.
pub const IDLE: Duration = Duration::minutes(30);
/// How exactly the last use is kept: writing it at each request would cost more than it tells.
const SEEN_EVERY: Duration = Duration::seconds(60);

/// Somebody who is logged in.
#[derive(Debug, Clone)]
pub struct Identity {
    /// The session.
    pub session: Uuid,
    /// How the token travels: `cookie` or `bearer`.
    pub via: String,
    /// When the session was last used, within a minute.
    pub seen_at: DateTime<Utc>,
    /// When the session ends at the latest.
    pub expires_at: DateTime<Utc>,
    /// The account.
    pub account: account::Model,
    /// What they are in which community, also in those that are suspended.
    pub memberships: Vec<Member>,
    /// The street that they administer, also if it is suspended.
    pub street: Option<street::Model>,
}

/// What somebody is in one community.
#[derive(Debug, Clone)]
pub struct Member {
    /// The membership.
    pub id: Uuid,
    /// What they are.
    pub role: Role,
    /// What they are called here.
    pub name: String,
    /// The community.
    pub community: Arc<community::Model>,
    /// Whether the community rests: it is suspended, or its street is.
    pub rests: bool,
}

impl Identity {
    /// The language they chose.
    pub fn language(&self) -> Language {
        self.account.locale.parse().unwrap_or_default()
    }

    /// Whether they run the platform.
    pub fn is_operator(&self) -> bool {
        self.account.is_operator
    }
}

/// How many statements recognise callers at a time: one that gets no answer does not hold up everybody.
const AT_A_TIME: usize = 2;

/// The door at which callers are recognised, all who come at once by one statement. Cheap to clone.
#[derive(Clone)]
pub struct Door {
    db: Db,
    callers: Gather<Knock, Result<Option<Arc<Identity>>>>,
}

/// Somebody who shows a token.
#[derive(Clone)]
struct Knock {
    db: Db,
    token: Vec<u8>,
}

impl Door {
    /// The door to `db`.
    pub fn new(db: Db) -> Self {
        Self { db, callers: Gather::new(AT_A_TIME, |_| Uuid::nil(), |knocks| recognise(knocks).boxed()) }
    }

    /// Whom the token `secret` stands for; "please log in" if nobody any more.
    pub async fn authenticate(&self, secret: &str) -> Result<Arc<Identity>> {
        let known = self.callers.ask(Knock { db: self.db.clone(), token: hash_secret(secret) }).await;
        let known = known.unwrap_or_else(|| Err(Failure::internal("nobody came to the door")))?;
        known.ok_or_else(|| Failure::new(Kind::Unauthenticated, "kernel.unauthenticated"))
    }
}

async fn recognise(knocks: Vec<Knock>) -> Vec<Result<Option<Arc<Identity>>>> {
    let Some(Knock { db, .. }) = knocks.first() else { return Vec::new() };
    let known = live(db.clone(), knocks.iter().map(|knock| knock.token.clone()).collect()).await;
    let answer = |knock: &Knock| match &known {
        Ok(known) => Ok(known.get(&knock.token).cloned()),
        Err(failure) => Err(failure.echo()),
    };
    knocks.iter().map(answer).collect()
}

/// Those who are logged in, by the hashes of their tokens.
async fn live(db: Db, mut tokens: Vec<Vec<u8>>) -> Result<HashMap<Vec<u8>, Arc<Identity>>> {
    let now = db.now();
    // Few lengths, so that few statements are prepared.
    let last = tokens.last().cloned().unwrap_or_default();
    tokens.resize(tokens.len().next_power_of_two(), last);
    let live = session::Column::TokenHash
        .is_in(tokens)
        .and(session::Column::ExpiresAt.gt(now))
        .and(session::Column::SeenAt.gt(now - IDLE))
        .and(account::Column::DisabledAt.is_null());
    let found = read(db.glance(Why::Authenticate), live).await?;
    let used: Vec<Uuid> =
        found.iter().filter(|(_, identity)| now - identity.seen_at > SEEN_EVERY).map(|(_, identity)| identity.session).collect();
    if !used.is_empty() {
        // Reading must not wait for whoever writes just now, nor fail with the disk.
        tokio::spawn(async move {
            if let Err(error) = touch(&db, used).await {
                tracing::warn!(%error, "the last use of sessions could not be kept");
            }
        });
    }
    Ok(found.into_iter().map(|(token, identity)| (token, Arc::new(identity))).collect())
}

/// Who the session `id` stands for now, after a change.
pub async fn of_session_now(db: &Db, id: Uuid) -> Result<Identity> {
    of_session(&db.system_read(Why::Account).await?, id).await
}

/// Everything that the session `id` stands for.
pub(crate) async fn of_session(sys: &SystemTx, id: Uuid) -> Result<Identity> {
    read(sys.conn(), session::Column::Id.eq(id)).await?.pop().map(|(_, identity)| identity).ok_or_else(Failure::not_found)
}

/// One statement reads it all: it precedes every other request. A row is a membership, or the only one if there is none. Answers each
/// session with the hash of its token.
async fn read(conn: &impl ConnectionTrait, which: SimpleExpr) -> Result<Vec<(Vec<u8>, Identity)>> {
    let mut query = Query::select();
    query.from(session::Entity).and_where(which);
    columns::<session::Entity>(&mut query, "s_");
    columns::<account::Entity>(&mut query, "a_");
    columns::<membership::Entity>(&mut query, "m_");
    columns::<community::Entity>(&mut query, "c_");
    columns::<street::Entity>(&mut query, "t_");
    columns::<rest::Entity>(&mut query, "r_");
    query
        .inner_join(account::Entity, same((account::Entity, account::Column::Id), (session::Entity, session::Column::AccountId)))
        .left_join(
            membership::Entity,
            same((membership::Entity, membership::Column::AccountId), (account::Entity, account::Column::Id))
                .and(membership::Column::State.eq(membership::State::Active)),
        )
        .left_join(
            community::Entity,
            same((community::Entity, community::Column::Id), (membership::Entity, membership::Column::CommunityId))
                .and(community::Column::State.ne(community::State::Leaving)),
        )
        .left_join(rest::Entity, same((rest::Entity, rest::Column::CommunityId), (community::Entity, community::Column::Id)))
        .left_join(
            street_member::Entity,
            same((street_member::Entity, street_member::Column::AccountId), (account::Entity, account::Column::Id))
                .and(street_member::Column::State.eq(street_member::State::Active)),
        )
        .left_join(street::Entity, same((street::Entity, street::Column::Id), (street_member::Entity, street_member::Column::StreetId)))
        .order_by((membership::Entity, membership::Column::CreatedAt), Order::Asc)
        .order_by((membership::Entity, membership::Column::Id), Order::Asc)
        .order_by((street::Entity, street::Column::Code), Order::Asc);
    let rows = conn.query_all(&query).await?;
    let mut found: Vec<(Vec<u8>, Identity)> = Vec::new();
    for row in &rows {
        let session: Uuid = row.try_get("s_", "id")?;
        let at = match found.iter().position(|(_, identity)| identity.session == session) {
            Some(at) => at,
            None => {
                found.push(begin(row)?);
                found.len() - 1
            }
        };
        let identity = &mut found[at].1;
        let member = membership::Model::from_query_result_optional(row, "m_")?;
        let community = community::Model::from_query_result_optional(row, "c_")?;
        if identity.street.is_none() {
            identity.street = street::Model::from_query_result_optional(row, "t_")?;
        }
        let (Some(member), Some(community)) = (member, community.map(Arc::new)) else { continue };
        let seen = identity.memberships.iter().any(|seen| seen.id == member.id);
        match member.role.parse() {
            Ok(role) if !seen => {
                let rests = rest::Model::from_query_result_optional(row, "r_")?.is_some();
                identity.memberships.push(Member { id: member.id, role, name: member.name, community, rests });
            }
            Ok(_) => {}
            Err(_) => tracing::warn!(member = %member.id, role = member.role, "an unknown role counts for nothing"),
        }
    }
    Ok(found)
}

/// The first row of a session.
fn begin(row: &QueryResult) -> Result<(Vec<u8>, Identity)> {
    let session::Model { id, token_hash, via, seen_at, expires_at, .. } = session::Model::from_query_result(row, "s_")?;
    let account = account::Model::from_query_result(row, "a_")?;
    Ok((token_hash, Identity { session: id, via, seen_at, expires_at, account, memberships: Vec::new(), street: None }))
}

fn columns<E: EntityTrait>(query: &mut SelectStatement, prefix: &str) {
    for column in E::Column::iter() {
        query.expr_as(Expr::col((E::default(), column)), Alias::new(format!("{prefix}{}", IdenStatic::as_str(&column))));
    }
}

fn same(left: impl IntoColumnRef, right: impl IntoColumnRef) -> SimpleExpr {
    Expr::col(left).eq(Expr::col(right))
}

async fn touch(db: &Db, sessions: Vec<Uuid>) -> Result<()> {
    let sys = db.system(Why::Authenticate).await?;
    session::Entity::update_many()
        .col_expr(session::Column::SeenAt, Expr::value(sys.now()))
        .filter(session::Column::Id.is_in(sessions))
        .filter(session::Column::SeenAt.lt(sys.now() - SEEN_EVERY))
        .exec(sys.conn())
        .await?;
    sys.commit().await
}
