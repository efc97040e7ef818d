//! Looking at a point.

use chrono::Days;
use sea_orm::{ActiveValue::Set, ColumnTrait, PaginatorTrait, QueryFilter};
use uuid::Uuid;

use super::{
    Kind,
    error::PatrolError,
    figures, findings, patrol_check, patrol_finding, patrol_point,
    patrol_round::{self, State},
};
use crate::{
    kernel::{Failure, Result, Tx},
    visits::desk::Desk,
};

/// What was seen at a point.
#[derive(Debug, Clone, Default)]
pub struct Look {
    /// What is not as it should be.
    pub seen: Vec<Seen>,
    /// What else there is to say.
    pub note: String,
}

/// Something that is not as it should be.
#[derive(Debug, Clone)]
pub struct Seen {
    /// What kind of trouble.
    pub kind: Kind,
    /// What exactly.
    pub detail: String,
    /// Who is to put it right; the property company, if nobody is named.
    pub to: Option<Uuid>,
}

/// Writes a look down; what was found is handed out, and the round it belongs to goes on.
pub async fn look(tx: &Tx, point: Uuid, look: Look) -> Result<(patrol_check::Model, Vec<patrol_finding::Model>)> {
    let point = tx.get::<patrol_point::Entity>(point).await?;
    if point.retired {
        return Err(PatrolError::Retired.into());
    }
    let kinds: Vec<Kind> = look.seen.iter().map(|seen| seen.kind).collect();
    if kinds.iter().enumerate().any(|(place, kind)| kinds[..place].contains(kind)) {
        return Err(Failure::invalid_field("findings", "patrols.kind_twice"));
    }
    let desk = Desk::of(tx).await?;
    let round = round_of(tx, &desk, &point).await?;
    let check = patrol_check::ActiveModel {
        point_id: Set(point.id),
        round_id: Set(round.as_ref().map(|round| round.id)),
        on_day: Set(desk.today),
        found: Set(i64::try_from(look.seen.len()).unwrap_or(i64::MAX)),
        note: Set(look.note.trim().to_owned()),
        actor: Set(serde_json::to_value(tx.actor())?),
        ..Default::default()
    };
    let check = tx.insert(check).await?;
    let mut found = Vec::new();
    for seen in look.seen {
        found.push(findings::report(tx, &desk, &point, Some(check.id), seen).await?);
    }
    // What came back has raised the frequency meanwhile.
    let every = tx.get::<patrol_point::Entity>(point.id).await?.every_days;
    let next = desk.calendar.workday_from(desk.today + Days::new(every.unsigned_abs()));
    tx.update(patrol_point::ActiveModel { id: Set(point.id), next_on: Set(next), ..Default::default() }).await?;
    if let Some(round) = round {
        finish(tx, &round).await?;
    }
    figures::mark(tx, desk.today, &["patrols.checks", "patrols.findings", "patrols.returned", "patrols.open"]).await?;
    Ok((check, found))
}

async fn round_of(tx: &Tx, desk: &Desk, point: &patrol_point::Model) -> Result<Option<patrol_round::Model>> {
    use patrol_round::Column;
    let Some(route) = point.route_id else { return Ok(None) };
    let today = tx.find::<patrol_round::Entity>().filter(Column::RouteId.eq(route)).filter(Column::OnDay.eq(desk.today));
    Ok(today.filter(Column::State.eq(State::Planned)).one(tx.conn()).await?)
}

/// A round is done once no point of its route is due any more.
async fn finish(tx: &Tx, round: &patrol_round::Model) -> Result<()> {
    use patrol_point::Column;
    let due = tx.find::<patrol_point::Entity>().filter(Column::RouteId.eq(round.route_id)).filter(Column::Retired.eq(false));
    if due.filter(Column::NextOn.lte(round.on_day)).count(tx.conn()).await? > 0 {
        return Ok(());
    }
    let done =
        patrol_round::ActiveModel { id: Set(round.id), state: Set(State::Done), finished_at: Set(Some(tx.now())), ..Default::default() };
    tx.update(done).await.map(drop)
}
