//! Taking matters in, by whatever way they come.

use sea_orm::{ActiveValue::Set, ColumnTrait, QueryFilter, QueryOrder};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{
    Source, Stage,
    error::MatterError,
    figures,
    matter::{self, Column},
    matter_kind,
};
use crate::{
    assignment::{self, Act, Of, service::Task},
    kernel::{Actor, Failure, Result, Role, Tx, id},
    people::{building, code, grid, person, phone, text},
    tenancy::membership,
    visits::visit,
};

/// Who brought a matter up, sealed in its row.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Reporter {
    /// Their name.
    pub name: String,
    /// Their phone.
    pub phone: String,
}

/// A matter as it comes in.
#[derive(Debug, Clone)]
pub struct Report {
    /// What kind it is.
    pub kind: Uuid,
    /// By what way it came.
    pub source: Source,
    /// What it is, in a line.
    pub title: String,
    /// What was said of it.
    pub detail: String,
    /// Where.
    pub place: String,
    /// The building it is about.
    pub building: Option<Uuid>,
    /// The grid it is in, where no building says so.
    pub grid: Option<Uuid>,
    /// The resident who brought it up.
    pub person: Option<Uuid>,
    /// The visit at which it came up.
    pub visit: Option<Uuid>,
    /// Who brought it up.
    pub reporter: Reporter,
    /// Whether it cannot wait.
    pub urgent: bool,
    /// Who is to deal with it; by the place where nobody is named.
    pub to: Option<Uuid>,
    /// How it was dealt with at once (即收即办).
    pub done: Option<String>,
}

/// Takes a matter in and hands it out; one that was dealt with at once is done by that.
pub async fn take(tx: &Tx, report: Report) -> Result<matter::Model> {
    let kind = tx.get::<matter_kind::Entity>(report.kind).await?;
    if kind.retired {
        return Err(Failure::from(MatterError::KindRetired).field("kind_id", "matters.kind_retired"));
    }
    let title = text::line(&report.title);
    if title.is_empty() {
        return Err(Failure::invalid_field("title", "matters.title_wanted"));
    }
    let (place, grid) = (text::line(&report.place), of_place(tx, &report).await?);
    let mut terms = kind.terms()?;
    if report.urgent {
        // 加急: taken on today, dealt with by tomorrow.
        (terms.acknowledge, terms.handle) = (0, terms.handle.min(1));
    }
    let to = recipient(tx, &report, grid).await?;
    let (row_id, phone) = (tx.new_id(), phone_of(&report.reporter)?);
    let reporter = Reporter { name: text::tidy(&report.reporter.name), phone: phone.clone().unwrap_or_default() };
    let known = !(reporter.name.is_empty() && reporter.phone.is_empty());
    let row = matter::ActiveModel {
        id: Set(row_id),
        code: Set(code::of(&id::hash_secret(&id::new_secret()))),
        number: Set(tx.next_number::<matter::Entity>(Column::Number).await?),
        kind_id: Set(kind.id),
        source: Set(report.source),
        stage: Set(Stage::Open),
        search: Set(text::squeezed(&format!("{title}{place}"))),
        title: Set(title.clone()),
        detail: Set(report.detail.trim().to_owned()),
        place: Set(place),
        building_id: Set(report.building),
        grid_id: Set(grid),
        person_id: Set(report.person),
        visit_id: Set(report.visit),
        merged_into: Set(None),
        reporter: Set(known.then(|| tx.seal("matter", "reporter", row_id, &serde_json::to_string(&reporter)?)).transpose()?),
        phone_index: Set(phone.map(|phone| tx.blind("phone", &phone)).transpose()?),
        urgent: Set(report.urgent),
        result: Set(String::new()),
        received_at: Set(tx.now()),
        reopened: Set(0),
        revision: Set(1),
        ..Default::default()
    };
    let matter = tx.insert(row).await?;
    let task = Task { of: Of::Matter(matter.id), title, grid, to, terms };
    let given = assignment::service::hand_out(tx, task, "").await?;
    figures::mark(tx, &["matters.received", "matters.open"]).await?;
    if let Some(done) = report.done {
        assignment::service::act(tx, given.id, given.revision, Act::Complete, &done).await?;
    }
    tx.get::<matter::Entity>(matter.id).await
}

fn phone_of(reporter: &Reporter) -> Result<Option<String>> {
    if reporter.phone.trim().is_empty() {
        return Ok(None);
    }
    let unreadable = || Failure::invalid_field("phone", "people.phone_unreadable");
    phone::normalised(&reporter.phone).ok_or_else(unreadable).map(Some)
}

/// The grid that a matter is in; what it names must be there.
async fn of_place(tx: &Tx, report: &Report) -> Result<Option<Uuid>> {
    if let Some(person) = report.person {
        tx.get::<person::Entity>(person).await?;
    }
    if let Some(visit) = report.visit {
        tx.get::<visit::Entity>(visit).await?;
    }
    if let Some(grid) = report.grid {
        tx.get::<grid::Entity>(grid).await?;
    }
    Ok(match report.building {
        Some(building) => Some(tx.get::<building::Entity>(building).await?.grid_id),
        None => report.grid,
    })
}

/// Whoever is named, the grid's worker, whoever takes it in, or somebody of the office.
async fn recipient(tx: &Tx, report: &Report, grid: Option<Uuid>) -> Result<Uuid> {
    if let Some(to) = report.to {
        return Ok(to);
    }
    let worker = match grid {
        Some(grid) => tx.get::<grid::Entity>(grid).await?.worker_id,
        None => None,
    };
    let taker = match tx.actor() {
        Actor::Account { member, .. } => *member,
        _ => None,
    };
    // What was dealt with at once was dealt with by whoever took it in.
    let named = if report.done.is_some() { taker.or(worker) } else { worker };
    for member in named.into_iter().chain(taker) {
        if tx.get::<membership::Entity>(member).await?.state == membership::State::Active {
            return Ok(member);
        }
    }
    office(tx).await
}

/// Somebody of the office.
pub(super) async fn office(tx: &Tx) -> Result<Uuid> {
    let office = tx.find::<membership::Entity>().filter(membership::Column::State.eq(membership::State::Active));
    let office = office.filter(membership::Column::Role.is_in([Role::Staff.word(), Role::CommunityAdmin.word()]));
    // Staff before administrators: their words sort so.
    let first = office.order_by_desc(membership::Column::Role).order_by_asc(membership::Column::Id).one(tx.conn()).await?;
    Ok(first.ok_or(MatterError::NobodyThere)?.id)
}
