//! The days ahead, filled by the rule. What somebody has decided about a day by hand stays; only who is away is replaced.

use std::collections::BTreeMap;

use chrono::{Days, NaiveDate};
use sea_orm::{ActiveValue::Set, ColumnTrait, QueryFilter};
use serde_json::json;
use uuid::Uuid;

use super::{
    Origin, Post, duty_rule,
    duty_shift::{self, Column},
    figures, job,
    notices::{self, News},
    query::{self, Away},
    rules::rota::Rule,
};
use crate::{
    kernel::{Result, Tx},
    schedules,
    tenancy::membership,
    visits::desk::Desk,
};

/// So many days ahead are planned.
pub const AHEAD: u64 = 28;

/// Gives a community the times of its plans and reminders.
pub async fn ensure_schedules(tx: &Tx) -> Result<()> {
    schedules::service::ensure(tx, job::SCHEDULES).await
}

/// Decides how duty goes round; the days ahead follow at once.
pub async fn decide(tx: &Tx, rule: &Rule) -> Result<()> {
    rule.check()?;
    for member in rule.members.iter().chain(&rule.rest) {
        tx.get::<membership::Entity>(*member).await?;
    }
    let document = serde_json::to_value(rule)?;
    let row = duty_rule::ActiveModel { id: Set(tx.community()), document: Set(document.clone()), ..Default::default() };
    match tx.try_get::<duty_rule::Entity>(tx.community()).await? {
        Some(_) => tx.update(row).await?,
        None => tx.insert(row).await?,
    };
    tx.audit("duty.decide_rule", "duty_rule", tx.community(), json!({ "rule": document })).await?;
    ahead(tx).await
}

/// Fills the days ahead.
pub async fn ahead(tx: &Tx) -> Result<()> {
    let desk = Desk::of(tx).await?;
    if !desk.is_open() {
        return Ok(());
    }
    fill(tx, &desk, desk.today, desk.today + Days::new(AHEAD)).await
}

/// Fills the days from one to another, as far as they are planned at all.
pub async fn fill(tx: &Tx, desk: &Desk, from: NaiveDate, until: NaiveDate) -> Result<()> {
    let (from, until) = (from.max(desk.today), until.min(desk.today + Days::new(AHEAD)));
    let Some(rule) = query::rule(tx).await? else { return Ok(()) };
    let away = query::away(tx, from, until).await?;
    let mut known: BTreeMap<NaiveDate, Vec<duty_shift::Model>> = BTreeMap::new();
    for shift in query::shifts(tx, from, until).await? {
        known.entry(shift.on_day).or_default().push(shift);
    }
    for day in from.iter_days().take_while(|day| *day <= until) {
        let known = known.remove(&day).unwrap_or_default();
        let wanted = wanted(&rule, desk, &away, day, &known);
        if desk.calendar.is_workday(day) && !wanted.iter().any(|(post, _)| *post == Post::B) {
            notices::tell_administrators(tx, desk, News::Hole, day).await?;
        }
        write(tx, day, known, wanted).await?;
    }
    figures::mark(tx, desk.today).await
}

/// Who is to have duty on a day that `known` have so far.
pub(super) fn wanted(rule: &Rule, desk: &Desk, away: &Away, day: NaiveDate, known: &[duty_shift::Model]) -> Vec<(Post, Uuid)> {
    // Today's is not turned round any more, and what somebody decided by hand stays.
    let fixed = !known.is_empty() && (day == desk.today || known.iter().any(|shift| shift.origin != Origin::Rule));
    if !fixed {
        return rule.on(day, &desk.calendar, |member, day| away.covers(member, day));
    }
    let (gone, here): (Vec<_>, Vec<_>) = known.iter().partition(|shift| away.covers(shift.member_id, day));
    let mut wanted: Vec<(Post, Uuid)> = here.iter().map(|shift| (shift.post, shift.member_id)).collect();
    let others = rule.on(day, &desk.calendar, |member, day| away.covers(member, day) || here.iter().any(|shift| shift.member_id == member));
    wanted.extend(gone.iter().zip(others).map(|(gone, (_, member))| (gone.post, member)));
    wanted
}

async fn write(tx: &Tx, day: NaiveDate, known: Vec<duty_shift::Model>, mut wanted: Vec<(Post, Uuid)>) -> Result<()> {
    let mut gone = Vec::new();
    for shift in known {
        match wanted.iter().position(|seat| *seat == (shift.post, shift.member_id)) {
            Some(place) => drop(wanted.remove(place)),
            None => gone.push(shift.id),
        }
    }
    if !gone.is_empty() {
        tx.delete_many::<duty_shift::Entity>().filter(Column::Id.is_in(gone)).exec(tx.conn()).await?;
    }
    let rows = wanted.into_iter().map(|(post, member)| row(day, post, member, Origin::Rule)).collect();
    tx.insert_many(rows).await
}

/// A duty that nobody has written anything about.
pub(crate) fn row(day: NaiveDate, post: Post, member: Uuid, origin: Origin) -> duty_shift::ActiveModel {
    duty_shift::ActiveModel {
        on_day: Set(day),
        post: Set(post),
        member_id: Set(member),
        origin: Set(origin),
        note: Set(String::new()),
        noted_at: Set(None),
        ..Default::default()
    }
}

/// The days from one to another as `rule` would have them, if nobody decided anything by hand; nothing is written.
pub async fn preview(tx: &Tx, rule: &Rule, from: NaiveDate, until: NaiveDate) -> Result<Vec<(NaiveDate, Post, Uuid)>> {
    rule.check()?;
    let (desk, away) = (Desk::of(tx).await?, query::away(tx, from, until).await?);
    let days = from.iter_days().take_while(|day| *day <= until);
    let on = |day: NaiveDate| rule.on(day, &desk.calendar, |member, day| away.covers(member, day)).into_iter();
    Ok(days.flat_map(|day| on(day).map(move |(post, member)| (day, post, member))).collect())
}
