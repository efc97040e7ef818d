//! Visits with everything around them, in one statement: who, where, in whose care, who pays and who paid them, how the last one went.

use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::{
    ColumnTrait, ConnectionTrait, DbErr, FromQueryResult, Iterable, JoinType, QueryFilter, QueryOrder, QueryResult, QuerySelect,
    QueryTrait,
    sea_query::{Alias, Expr, ExprTrait, Func, SelectStatement, SimpleExpr},
};

use super::{
    roster::{Home, Listed, Person},
    visit::{self, State, Wellbeing},
};
use crate::{
    kernel::{Result, Tx, db::among_picked, owned::refers},
    people::{Tier, household, person, person_group},
    tenancy::membership,
};

/// A visit with everything around it.
#[derive(Debug, Clone)]
pub struct Entry {
    /// The visit.
    pub visit: visit::Model,
    /// To whom.
    pub listed: Listed,
    /// The last one that was paid to them.
    pub last: Option<Last>,
    /// What the member who is to pay it is called.
    pub visitor: Option<String>,
    /// What the member who recorded it is called.
    pub recorder: Option<String>,
}

/// The last visit that was paid to somebody.
#[derive(Debug, Clone, Copy)]
pub struct Last {
    /// When.
    pub at: DateTime<Utc>,
    /// How they were.
    pub wellbeing: Option<Wellbeing>,
}

const VISITOR: &str = "visitor";
const RECORDER: &str = "recorder";

/// The visits whose ids `picked` selects, in no order, with everything around them.
pub(super) async fn of(tx: &Tx, picked: SelectStatement) -> Result<Vec<Entry>> {
    let backend = tx.conn().get_database_backend();
    let id = Expr::col((visit::Entity, visit::Column::Id));
    let visits = tx
        .find::<visit::Entity>()
        .filter(among_picked(backend, id, picked))
        .join(JoinType::InnerJoin, refers::<visit::Entity, person::Entity>(visit::Column::PersonId))
        .join(JoinType::InnerJoin, refers::<person::Entity, household::Entity>(person::Column::HouseholdId));
    let select = Home::joined(visits)
        .join_as(JoinType::LeftJoin, refers::<visit::Entity, membership::Entity>(visit::Column::VisitorId), VISITOR)
        .join_as(JoinType::LeftJoin, refers::<visit::Entity, membership::Entity>(visit::Column::RecordedBy), RECORDER);
    let select = Home::columns(select.select_only().columns(visit::Column::iter()))
        .column_as(person::Column::Name, "person_name")
        .columns([person::Column::BirthDate, person::Column::Phone, person::Column::Tier, person::Column::MutedUntil])
        .column_as(person::Column::State, "person_state")
        .expr_as(Expr::col((Alias::new(VISITOR), membership::Column::Name)), "visitor_name")
        .expr_as(Expr::col((Alias::new(RECORDER), membership::Column::Name)), "recorder_name")
        .expr_as(last_of_person(tx, visit::Column::VisitedAt), "last_at")
        .expr_as(last_of_person(tx, visit::Column::Wellbeing), "last_wellbeing")
        .expr_as(groups_of_person(tx), "group_codes");
    Ok(select.into_model::<Entry>().all(tx.conn()).await?)
}

/// One row of the index, whatever the person's history.
fn last_of_person(tx: &Tx, column: visit::Column) -> SimpleExpr {
    let paid = tx
        .find::<visit::Entity>()
        .select_only()
        .column(column)
        .filter(visit::Column::State.eq(State::Done))
        .filter(visit::Column::VisitedAt.is_not_null())
        .filter(Expr::col((visit::Entity, visit::Column::PersonId)).equals((person::Entity, person::Column::Id)))
        .order_by_desc(visit::Column::VisitedAt)
        .order_by_desc(visit::Column::Id)
        .limit(1);
    Expr::from(paid.into_query())
}

/// The words of the person's groups in one text.
fn groups_of_person(tx: &Tx) -> SimpleExpr {
    let code = Expr::col((person_group::Entity, person_group::Column::Code));
    let words = tx
        .find::<person_group::Entity>()
        .select_only()
        .expr(Func::cust("string_agg").arg(code).arg(","))
        .filter(Expr::col((person_group::Entity, person_group::Column::PersonId)).equals((person::Entity, person::Column::Id)));
    Expr::from(words.into_query())
}

/// What a row says besides the visit and the home.
#[derive(FromQueryResult)]
struct Around {
    person_name: String,
    birth_date: Option<NaiveDate>,
    phone: Option<Vec<u8>>,
    tier: Tier,
    muted_until: Option<NaiveDate>,
    person_state: person::State,
    visitor_name: Option<String>,
    recorder_name: Option<String>,
    last_at: Option<DateTime<Utc>>,
    last_wellbeing: Option<Wellbeing>,
    group_codes: Option<String>,
}

impl FromQueryResult for Entry {
    fn from_query_result(row: &QueryResult, pre: &str) -> std::result::Result<Self, DbErr> {
        let visit = visit::Model::from_query_result(row, pre)?;
        let (place, grid) = Home::from_query_result(row, pre)?.told();
        let around = Around::from_query_result(row, pre)?;
        let mut groups: Vec<String> = around.group_codes.iter().flat_map(|codes| codes.split(',')).map(str::to_owned).collect();
        groups.sort();
        let person = Person {
            id: visit.person_id,
            name: around.person_name,
            birth_date: around.birth_date,
            phone: around.phone,
            tier: around.tier,
            state: around.person_state,
            muted_until: around.muted_until,
        };
        Ok(Self {
            listed: Listed { person, groups, place, grid },
            last: around.last_at.map(|at| Last { at, wellbeing: around.last_wellbeing }),
            visitor: around.visitor_name,
            recorder: around.recorder_name,
            visit,
        })
    }
}
