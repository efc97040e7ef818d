//! Who has duty when, and how it goes round.

use chrono::{Days, NaiveDate};
use mulin_entity::{
    calendar,
    duty::{can, planning, query, shifts},
    kernel::{Failure, Tx},
    people::{query::today, words::word},
};
use poem_openapi::{
    OpenApi,
    param::{Path, Query},
    payload::Json,
};
use uuid::Uuid;

use super::dto::{DutyDay, DutyNaming, DutyNote, DutyNow, DutyRule, DutySeat, DutyShift};
use crate::{Guard, Reply, Tag};

/// The rota.
pub struct RotaApi;

/// The longest span that is told at once, in days.
const LONGEST: i64 = 62;

async fn span(tx: &Tx, from: Option<NaiveDate>, until: Option<NaiveDate>) -> Result<(NaiveDate, NaiveDate), Failure> {
    let from = match from {
        Some(from) => from,
        None => today(tx).await?,
    };
    let until = until.or_else(|| from.checked_add_days(Days::new(planning::AHEAD))).unwrap_or(from);
    match (until - from).num_days() {
        0..LONGEST => Ok((from, until)),
        _ => Err(Failure::invalid_field("until", "duty.span_too_long")),
    }
}

async fn days(tx: &Tx, from: NaiveDate, until: NaiveDate) -> Result<Vec<DutyDay>, Failure> {
    let calendar = calendar::query::own_calendar(tx).await?;
    let mut shifts = DutyShift::all(tx, query::shifts(tx, from, until).await?).await?.into_iter().peekable();
    let day = |day: NaiveDate| DutyDay {
        day,
        workday: calendar.is_workday(day),
        shifts: std::iter::from_fn(|| shifts.next_if(|shift| shift.is_on(day))).collect(),
    };
    Ok(from.iter_days().take_while(|day| *day <= until).map(day).collect())
}

#[OpenApi(tag = "Tag::Duty")]
impl RotaApi {
    /// The rota by day: from today on for four weeks, unless another span is asked for.
    #[oai(path = "/duty", method = "get", operation_id = "duty.days")]
    async fn days(
        &self,
        caller: Guard<can::ReadDuty>,
        from: Query<Option<NaiveDate>>,
        until: Query<Option<NaiveDate>>,
    ) -> Reply<Json<Vec<DutyDay>>> {
        let tx = caller.read().await?;
        let (from, until) = span(&tx, from.0, until.0).await?;
        Ok(Json(days(&tx, from, until).await?))
    }

    /// Who is on duty today, who is away, and what was left by those before.
    #[oai(path = "/duty/now", method = "get", operation_id = "duty.now")]
    async fn now(&self, caller: Guard<can::ReadDuty>) -> Reply<Json<DutyNow>> {
        let tx = caller.read().await?;
        let day = today(&tx).await?;
        let away = query::away(&tx, day, day).await?;
        let here = query::shifts(&tx, day, day).await?.into_iter().filter(|shift| !away.covers(shift.member_id, day)).collect();
        let before = query::last_notes(&tx, day).await?;
        let mut gone: Vec<String> = query::names(&tx, away.on_leave_on(day)).await?.into_values().collect();
        gone.sort();
        Ok(Json(DutyNow { day, shifts: DutyShift::all(&tx, here).await?, left: DutyShift::all(&tx, before).await?, away: gone }))
    }

    /// Say who has duty on a day, whatever the rule says.
    #[oai(path = "/duty/days/:day", method = "put", operation_id = "duty.name")]
    async fn name(&self, caller: Guard<can::DirectDuty>, day: Path<NaiveDate>, body: Json<DutyNaming>) -> Reply<Json<Vec<DutyDay>>> {
        let tx = caller.write().await?;
        shifts::name(&tx, day.0, body.0.seats()).await?;
        let told = days(&tx, day.0, day.0).await?;
        tx.commit().await?;
        Ok(Json(told))
    }

    /// Leave a note to whoever comes next (交接).
    #[oai(path = "/duty/shifts/:id/note", method = "put", operation_id = "duty.leave_note")]
    async fn leave_note(&self, caller: Guard<can::ReadDuty>, id: Path<Uuid>, body: Json<DutyNote>) -> Reply<Json<Vec<DutyShift>>> {
        let tx = caller.write().await?;
        let shift = shifts::leave_note(&tx, id.0, mulin_entity::tenancy::members::acting(&tx), &body.0.note).await?;
        let told = DutyShift::all(&tx, vec![shift]).await?;
        tx.commit().await?;
        Ok(Json(told))
    }

    /// How duty goes round; "not found" as long as nobody has decided.
    #[oai(path = "/duty/rule", method = "get", operation_id = "duty.rule")]
    async fn rule(&self, caller: Guard<can::ReadDuty>) -> Reply<Json<DutyRule>> {
        let rule = query::rule(&caller.read().await?).await?.ok_or_else(Failure::not_found)?;
        Ok(Json(rule.into()))
    }

    /// Decide how duty goes round. The days ahead follow; today, and what was named or changed, stays.
    #[oai(path = "/duty/rule", method = "put", operation_id = "duty.decide")]
    async fn decide(&self, caller: Guard<can::DirectDuty>, rule: Json<DutyRule>) -> Reply<Json<DutyRule>> {
        let rule = rule.0.read()?;
        let tx = caller.write().await?;
        planning::decide(&tx, &rule).await?;
        tx.commit().await?;
        Ok(Json(rule.into()))
    }

    /// The days ahead as a rule would have them; nothing is changed.
    #[oai(path = "/duty/rule/preview", method = "post", operation_id = "duty.preview")]
    async fn preview(&self, caller: Guard<can::DirectDuty>, rule: Json<DutyRule>) -> Reply<Json<Vec<DutySeat>>> {
        let rule = rule.0.read()?;
        let tx = caller.read().await?;
        let (from, until) = span(&tx, None, None).await?;
        let seats = planning::preview(&tx, &rule, from, until).await?;
        let names = query::names(&tx, seats.iter().map(|(_, _, member)| *member)).await?;
        let seat = |(on_day, post, member_id)| DutySeat {
            on_day,
            post: word(post),
            member_id,
            member: names.get(&member_id).cloned().unwrap_or_default(),
        };
        Ok(Json(seats.into_iter().map(seat).collect()))
    }
}
