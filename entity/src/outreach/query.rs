//! Questions about interviews and topics.

use std::collections::HashMap;

use chrono::NaiveDate;
use sea_orm::{ColumnTrait, Condition, QueryFilter, QueryOrder, QuerySelect, Select};
use uuid::Uuid;

use super::{
    interview::{self, Column},
    interview_outcome,
    party::Party,
    research_topic,
};
use crate::{
    kernel::{Failure, Page, PageRequest, Result, Tx},
    people::{Reach, grid, reach::ids},
};

/// Which interviews are wanted; what is not told does not narrow.
#[derive(Debug, Clone, Default)]
pub struct Filter {
    /// Of this party.
    pub party: Option<Party>,
    /// By this questionnaire.
    pub questionnaire: Option<Uuid>,
    /// That count for this grid.
    pub grid: Option<Uuid>,
    /// Not before this day.
    pub from: Option<NaiveDate>,
    /// Not after this day.
    pub to: Option<NaiveDate>,
}

/// Interviews within reach: a grid worker sees those of the own grids, and those held.
fn within(tx: &Tx, reach: Reach) -> Select<interview::Entity> {
    let all = tx.find::<interview::Entity>();
    match reach {
        Reach::Community => all,
        Reach::GridsOf(member) => {
            let here = Column::GridId.in_subquery(ids(reach.grids(tx), grid::Column::Id));
            all.filter(Condition::any().add(Column::MemberId.eq(member)).add(here))
        }
    }
}

/// The interviews that a filter asks for.
pub(super) fn filtered(tx: &Tx, reach: Reach, filter: &Filter) -> Select<interview::Entity> {
    let narrowing = Condition::all()
        .add_option(filter.party.map(|party| Column::Party.eq(party)))
        .add_option(filter.questionnaire.map(|id| Column::QuestionnaireId.eq(id)))
        .add_option(filter.grid.map(|id| Column::GridId.eq(id)))
        .add_option(filter.from.map(|day| Column::OnDay.gte(day)))
        .add_option(filter.to.map(|day| Column::OnDay.lte(day)));
    within(tx, reach).filter(narrowing)
}

/// Interviews within reach, the latest first.
pub async fn list(tx: &Tx, reach: Reach, filter: &Filter, page: &PageRequest) -> Result<Page<interview::Model>> {
    let limit = page.limit()?;
    let after = page.key::<(NaiveDate, Uuid)>()?.map(|(day, id)| {
        let same = Condition::all().add(Column::OnDay.eq(day)).add(Column::Id.lt(id));
        Condition::any().add(Column::OnDay.lt(day)).add(same)
    });
    let rows = filtered(tx, reach, filter).filter(Condition::all().add_option(after));
    let rows = rows.order_by_desc(Column::OnDay).order_by_desc(Column::Id).limit(limit + 1).all(tx.conn()).await?;
    Page::cut(rows, limit, |row| (row.on_day, row.id))
}

/// One interview within reach.
pub async fn one(tx: &Tx, reach: Reach, id: Uuid) -> Result<interview::Model> {
    within(tx, reach).filter(Column::Id.eq(id)).one(tx.conn()).await?.ok_or_else(Failure::not_found)
}

/// What became of the answers of interviews, by interview, the earliest first.
pub async fn outcomes(tx: &Tx, interviews: &[Uuid]) -> Result<HashMap<Uuid, Vec<interview_outcome::Model>>> {
    use interview_outcome::Column;
    let of = tx.find::<interview_outcome::Entity>().filter(Column::InterviewId.is_in(interviews.iter().copied()));
    let mut outcomes: HashMap<Uuid, Vec<interview_outcome::Model>> = HashMap::new();
    for outcome in of.order_by_asc(Column::Id).all(tx.conn()).await? {
        outcomes.entry(outcome.interview_id).or_default().push(outcome);
    }
    Ok(outcomes)
}

/// The topics: open ones first, then by the day of their report.
pub async fn topics(tx: &Tx) -> Result<Vec<research_topic::Model>> {
    use research_topic::{Column, State};
    let mut topics = tx.find::<research_topic::Entity>().order_by_desc(Column::Id).all(tx.conn()).await?;
    topics.sort_by_key(|topic| (topic.state != State::Open, topic.due_on.unwrap_or(NaiveDate::MAX)));
    Ok(topics)
}
