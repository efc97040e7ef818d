//! Dispatching tasks (派单), and what volunteers answer.

use std::collections::HashMap;

use sea_orm::{ActiveValue::Set, ColumnTrait, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

use super::{
    Dispatch, Kind, Skill, Stage, State,
    error::VolunteerError,
    figures, matching,
    notices::{self, News, Told},
    query, volunteer, volunteer_answer,
    volunteer_task::{self, Column},
    volunteer_team,
};
use crate::{
    activities::bookings,
    attendance::{
        attendee, occasion,
        occasions::{self, Plan, Subject},
        query::{Counts, counts as roll_counts},
        sign_up::{self, Door},
    },
    enrolment::{Who, resolved},
    kernel::{Failure, Page, PageRequest, Result, Tx},
    matters::matter,
    people::{building, grid, person, query::by_ids, reach::ids, text},
};

/// The longest description, in characters.
const LONGEST_DETAIL: usize = 1_000;
/// So many tasks are shown to a volunteer.
const MOST_SHOWN: u64 = 100;

/// What is said of a task.
#[derive(Debug, Clone)]
pub struct Design {
    /// What kind it is.
    pub kind: Kind,
    /// To whom it goes.
    pub dispatch: Dispatch,
    /// The skill that is wanted.
    pub skill: Option<Skill>,
    /// The team.
    pub team: Option<Uuid>,
    /// The building where it is.
    pub building: Option<Uuid>,
    /// The grid where it is.
    pub grid: Option<Uuid>,
    /// The resident whom it helps.
    pub person: Option<Uuid>,
    /// The matter that it comes from.
    pub matter: Option<Uuid>,
    /// What there is to do.
    pub detail: String,
    /// Title, place, time and seats.
    pub occasion: Plan,
}

/// A task with its time, place and numbers.
#[derive(Debug, Clone)]
pub struct Listed {
    /// The task.
    pub task: volunteer_task::Model,
    /// Its occasion.
    pub occasion: occasion::Model,
    /// How many come.
    pub counts: Counts,
}

/// A task as it stands to one volunteer.
#[derive(Debug, Clone)]
pub struct Offered {
    /// The task.
    pub listed: Listed,
    /// Their place on its roll, if they took it.
    pub attendee: Option<attendee::Model>,
    /// How far they walk, if they live in its grid.
    pub walk: Option<u64>,
}

/// Dispatches a task: those whom it is for are told.
pub async fn dispatch(tx: &Tx, mut design: Design) -> Result<volunteer_task::Model> {
    let columns = columns(tx, &design).await?;
    let id = tx.new_id();
    design.occasion.terms.undivided = true;
    let occasion = occasions::arrange(tx, Some(Subject { kind: "volunteer_task", id }), design.occasion).await?;
    let row =
        volunteer_task::ActiveModel { id: Set(id), occasion_id: Set(occasion.id), stage: Set(Stage::Posted), revision: Set(1), ..columns };
    let task = tx.insert(row).await?;
    figures::mark(tx).await?;
    call(tx, &task, &occasion).await?;
    Ok(task)
}

/// Changes a task that is still to come; whoever it is for only now is told.
pub async fn change(tx: &Tx, id: Uuid, revision: i64, mut design: Design) -> Result<volunteer_task::Model> {
    let known = tx.get::<volunteer_task::Entity>(id).await?;
    if known.stage != Stage::Posted {
        return Err(VolunteerError::WrongStage.into());
    }
    let columns = columns(tx, &design).await?;
    design.occasion.terms.undivided = true;
    let task = tx.revise(id, Column::Revision, revision, columns).await?;
    let occasion = occasions::change(tx, known.occasion_id, design.occasion).await?;
    bookings::follow(tx, known.occasion_id).await?;
    call(tx, &task, &occasion).await?;
    Ok(task)
}

/// Calls a task off.
pub async fn cancel(tx: &Tx, id: Uuid, revision: i64, reason: &str) -> Result<volunteer_task::Model> {
    let known = tx.get::<volunteer_task::Entity>(id).await?;
    if known.stage != Stage::Posted {
        return Err(VolunteerError::WrongStage.into());
    }
    let row = volunteer_task::ActiveModel { stage: Set(Stage::Cancelled), ..Default::default() };
    let task = tx.revise(id, Column::Revision, revision, row).await?;
    occasions::call_off(tx, known.occasion_id, reason).await?;
    bookings::follow(tx, known.occasion_id).await?;
    Ok(task)
}

/// A volunteer takes a task, or does not; whoever had taken it gives the seat back.
///
/// # Errors
/// `NotForThem`, and what signing up refuses: no seat, or somewhere else at that time.
pub async fn answer(tx: &Tx, volunteer: &volunteer::Model, id: Uuid, accepted: bool, note: &str) -> Result<()> {
    let task = tx.get::<volunteer_task::Entity>(id).await?;
    let who = resolved(tx, volunteer.who().ok_or_else(Failure::not_found)?).await?;
    if task.stage != Stage::Posted {
        return Err(VolunteerError::WrongStage.into());
    }
    if accepted {
        if volunteer.state != State::Active {
            return Err(VolunteerError::NotAVolunteer.into());
        }
        if !matching::call(tx, &task).await?.is_for(&matching::offering(tx, volunteer).await?) {
            return Err(VolunteerError::NotForThem.into());
        }
        sign_up::sign_up(tx, task.occasion_id, who, Door::Asked).await?;
    } else if places(tx, who, vec![task.occasion_id]).await?.contains_key(&task.occasion_id) {
        sign_up::cancel(tx, task.occasion_id, who, Door::Own).await?;
    }
    use volunteer_answer::Column;
    let which = tx.find::<volunteer_answer::Entity>().filter(Column::TaskId.eq(id)).filter(Column::VolunteerId.eq(volunteer.id));
    let said = volunteer_answer::ActiveModel { accepted: Set(accepted), note: Set(text::line(note)), ..Default::default() };
    let row = volunteer_answer::ActiveModel { task_id: Set(id), volunteer_id: Set(volunteer.id), ..said.clone() };
    let known = tx.find_or_insert(which, row).await?;
    tx.update(volunteer_answer::ActiveModel { id: Set(known.id), ..said }).await.map(drop)
}

/// Tasks, the last dispatched first.
pub async fn list(tx: &Tx, kind: Option<Kind>, page: &PageRequest) -> Result<Page<Listed>> {
    let limit = page.limit()?;
    let mut rows = tx.find::<volunteer_task::Entity>();
    if let Some(kind) = kind {
        rows = rows.filter(Column::Kind.eq(kind));
    }
    if let Some(before) = page.key::<Uuid>()? {
        rows = rows.filter(Column::Id.lt(before));
    }
    let rows = rows.order_by_desc(Column::Id).limit(limit + 1).all(tx.conn()).await?;
    let page = Page::cut(rows, limit, |row| row.id)?;
    Ok(Page { items: listed(tx, page.items).await?, next: page.next })
}

/// One task.
///
/// # Errors
/// "Not found".
pub async fn one(tx: &Tx, id: Uuid) -> Result<Listed> {
    let task = tx.get::<volunteer_task::Entity>(id).await?;
    listed(tx, vec![task]).await?.pop().ok_or_else(Failure::not_found)
}

/// What volunteers answered who do not come: name and reason.
pub async fn refusals(tx: &Tx, id: Uuid) -> Result<Vec<(String, String)>> {
    use volunteer_answer::Column;
    let rows = tx.find::<volunteer_answer::Entity>().filter(Column::TaskId.eq(id)).filter(Column::Accepted.eq(false));
    let rows = rows.order_by_asc(Column::Id).all(tx.conn()).await?;
    let names = query::called(tx, rows.iter().map(|row| row.volunteer_id)).await?;
    Ok(rows.into_iter().map(|row| (names.get(&row.volunteer_id).cloned().unwrap_or_default(), row.note)).collect())
}

/// What is still to come and a volunteer may take or has taken, and what they took lately: the nearest first, then by time.
pub async fn offered(tx: &Tx, volunteer: &volunteer::Model) -> Result<Vec<Offered>> {
    let who = resolved(tx, volunteer.who().ok_or_else(Failure::not_found)?).await?;
    let offering = matching::offering(tx, volunteer).await?;
    let rows = tx.find::<volunteer_task::Entity>().order_by_desc(Column::Id).limit(MOST_SHOWN).all(tx.conn()).await?;
    let listed = listed(tx, rows).await?;
    let mut places = places(tx, who, listed.iter().map(|one| one.occasion.id).collect()).await?;
    let mut offered = Vec::new();
    for listed in listed {
        let call = matching::call(tx, &listed.task).await?;
        let attendee = places.remove(&listed.occasion.id);
        let comes = listed.occasion.state == occasion::State::Open && listed.occasion.ends_at > tx.now();
        if attendee.is_some() || (comes && volunteer.state == State::Active && call.is_for(&offering)) {
            offered.push(Offered { walk: call.walk(&offering), attendee, listed });
        }
    }
    offered.sort_by_key(|one| (one.walk.unwrap_or(u64::MAX), one.listed.occasion.starts_at));
    Ok(offered)
}

/// Somebody's places on the rolls of some occasions.
async fn places(tx: &Tx, who: Who, occasions: Vec<Uuid>) -> Result<HashMap<Uuid, attendee::Model>> {
    use attendee::Column;
    let theirs = match who {
        Who::Person(id) => Column::PersonId.eq(id),
        Who::Member(id) => Column::MemberId.eq(id),
    };
    let rows = tx.find::<attendee::Entity>().filter(theirs).filter(Column::State.ne(attendee::State::Cancelled));
    let rows = rows.filter(Column::OccasionId.is_in(occasions)).all(tx.conn()).await?;
    Ok(rows.into_iter().map(|row| (row.occasion_id, row)).collect())
}

async fn listed(tx: &Tx, tasks: Vec<volunteer_task::Model>) -> Result<Vec<Listed>> {
    let occasions: Vec<Uuid> = tasks.iter().map(|task| task.occasion_id).collect();
    let counts = roll_counts(tx, occasions.clone()).await?;
    let occasions = by_ids::<occasion::Entity>(tx, occasion::Column::Id, occasions).await?;
    let mut occasions: HashMap<Uuid, occasion::Model> = occasions.into_iter().map(|row| (row.id, row)).collect();
    let listed = |task: volunteer_task::Model| {
        let occasion = occasions.remove(&task.occasion_id)?;
        Some(Listed { counts: counts.get(&task.occasion_id).copied().unwrap_or_default(), occasion, task })
    };
    Ok(tasks.into_iter().filter_map(listed).collect())
}

/// Tells those whom it is for, each once.
async fn call(tx: &Tx, task: &volunteer_task::Model, occasion: &occasion::Model) -> Result<()> {
    let told = Told {
        key: task.id.to_string(),
        title: occasion.title.clone(),
        place: occasion.place.clone(),
        starts_at: Some(occasion.starts_at),
        note: task.detail.clone(),
        path: "/volunteering".to_owned(),
    };
    for volunteer in matching::matched(tx, task).await? {
        notices::tell(tx, &volunteer, News::Task, &told).await?;
    }
    Ok(())
}

async fn columns(tx: &Tx, design: &Design) -> Result<volunteer_task::ActiveModel> {
    let missing = |field: &'static str| Err(Failure::invalid_field(field, "volunteers.whom_wanted"));
    match design.dispatch {
        Dispatch::Skill if design.skill.is_none() => return missing("skill"),
        Dispatch::Team if design.team.is_none() => return missing("team_id"),
        Dispatch::Near if design.building.is_none() && design.grid.is_none() => return missing("grid_id"),
        _ => {}
    }
    let detail = design.detail.trim();
    if detail.chars().count() > LONGEST_DETAIL {
        return Err(Failure::invalid_field("detail", "volunteers.words_too_long"));
    }
    known::<volunteer_team::Entity>(tx, design.team).await?;
    known::<building::Entity>(tx, design.building).await?;
    known::<grid::Entity>(tx, design.grid).await?;
    known::<person::Entity>(tx, design.person).await?;
    known::<matter::Entity>(tx, design.matter).await?;
    Ok(volunteer_task::ActiveModel {
        kind: Set(design.kind),
        dispatch: Set(design.dispatch),
        skill: Set(design.skill),
        team_id: Set(design.team),
        building_id: Set(design.building),
        grid_id: Set(design.grid),
        person_id: Set(design.person),
        matter_id: Set(design.matter),
        detail: Set(detail.to_owned()),
        ..Default::default()
    })
}

async fn known<E: crate::kernel::Owned>(tx: &Tx, id: Option<Uuid>) -> Result<()> {
    match id {
        Some(id) => tx.get::<E>(id).await.map(drop),
        None => Ok(()),
    }
}

/// Tasks whose occasions closed since an instant: their rolls may have been put right afterwards.
pub(super) async fn closed_since(tx: &Tx, since: chrono::DateTime<chrono::Utc>) -> Result<Vec<Uuid>> {
    let closed = tx.find::<occasion::Entity>().filter(occasion::Column::State.eq(occasion::State::Closed));
    let closed = closed.filter(occasion::Column::EndsAt.gte(since));
    let tasks = tx.find::<volunteer_task::Entity>().filter(Column::OccasionId.in_subquery(ids(closed, occasion::Column::Id)));
    Ok(tasks.order_by_asc(Column::OccasionId).all(tx.conn()).await?.into_iter().map(|task| task.occasion_id).collect())
}
