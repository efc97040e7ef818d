//! Who is told what about what they take part in: whoever has an account by message, residents without one by the desk's phone. A minor
//! is not told at all, but the guardian.

use std::collections::{HashMap, HashSet};

use chrono::{DateTime, Days, NaiveTime, Utc};
use sea_orm::{ActiveValue::Set, ColumnTrait, QueryFilter, entity::prelude::*};
use serde_json::json;
use uuid::Uuid;

use super::{
    attendee::{self, State},
    occasion, phone_notice,
};
use crate::{
    calendar::local,
    enrolment,
    kernel::{Result, Tx},
    notifications::{self, Intent},
    people::{
        person,
        query::{by_ids, today},
        words::word,
    },
    tenancy::community,
};

/// The message, and the rule that asks for it.
const NOTICE: &str = "attendance.notice";
/// Reminders are sent the day before at this time.
const REMIND_AT: NaiveTime = match NaiveTime::from_hms_opt(16, 0, 0) {
    Some(time) => time,
    None => NaiveTime::MIN,
};
/// Members who are invited to these are told by their own notices.
const TOLD_ELSEWHERE: &[&str] = &["meeting", "party_session"];

/// What there is to be told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
pub enum News {
    /// A seat became free for them.
    Promoted,
    /// It has another time or place.
    Moved,
    /// It is off.
    CalledOff,
    /// It is tomorrow.
    Tomorrow,
    /// The guardian has to agree.
    Consent,
}

/// Tells some of those on a roll. Of the same time and place each is told once.
pub(super) async fn tell(tx: &Tx, occasion: &occasion::Model, rows: &[attendee::Model], news: News, note: &str) -> Result<()> {
    if rows.is_empty() {
        return Ok(());
    }
    let (people, accounts) = (reachable(tx, rows).await?, accounts(tx, rows).await?);
    let about = format!("{}@{}", occasion.starts_at.timestamp(), occasion.place);
    let own_notices = occasion.subject_kind.as_deref().is_some_and(|kind| TOLD_ELSEWHERE.contains(&kind));
    for row in rows {
        match (row.member_id, row.person_id) {
            (Some(member), _) if !own_notices => write(tx, occasion, member, news, &about, note).await?,
            (None, Some(person)) if people.contains(&person) => {
                let news = if row.state == State::Pending && news == News::Promoted { News::Consent } else { news };
                // Who agrees is written down by the desk, which therefore asks on the phone.
                match accounts.get(&person).filter(|members| !members.is_empty() && news != News::Consent) {
                    Some(_) if own_notices => {}
                    Some(members) => {
                        for member in members {
                            write(tx, occasion, *member, news, &about, note).await?;
                        }
                    }
                    None => ask_for_call(tx, row, news, &about).await?,
                }
            }
            _ => {}
        }
    }
    Ok(())
}

/// Drops what nobody has been told yet, by message or by the desk's phone, because something else is to be told.
pub(super) async fn forget(tx: &Tx, occasion: &occasion::Model, rows: &[attendee::Model]) -> Result<()> {
    for news in [News::Moved, News::Tomorrow] {
        notifications::withdraw(tx, NOTICE, &format!("{}:{}:", word(news), occasion.id)).await?;
    }
    use phone_notice::Column;
    let stale = tx.delete_many::<phone_notice::Entity>().filter(Column::AttendeeId.is_in(rows.iter().map(|row| row.id)));
    stale.filter(Column::DoneAt.is_null()).filter(Column::News.ne(News::Consent)).exec(tx.conn()).await?;
    Ok(())
}

/// Reminds those who have a seat, if it still begins at `starts_at`.
pub async fn remind(tx: &Tx, occasion: Uuid, starts_at: DateTime<Utc>) -> Result<()> {
    let Some(occasion) = tx.try_get::<occasion::Entity>(occasion).await? else { return Ok(()) };
    if occasion.state != occasion::State::Open || occasion.starts_at != starts_at || starts_at <= tx.now() {
        return Ok(());
    }
    let seated = tx.find::<attendee::Entity>().filter(attendee::Column::OccasionId.eq(occasion.id));
    let seated = seated.filter(attendee::Column::State.eq(State::SignedUp)).all(tx.conn()).await?;
    tell(tx, &occasion, &seated, News::Tomorrow, "").await
}

/// When people are reminded of what begins at `starts_at`.
pub(super) async fn reminder_at(tx: &Tx, starts_at: DateTime<Utc>) -> Result<DateTime<Utc>> {
    let zone = local::zone(&tx.get::<community::Entity>(tx.community()).await?.zone);
    Ok(local::at(zone, local::day_of(zone, starts_at) - Days::new(1), REMIND_AT))
}

/// The residents of these rows whom it makes sense to call: nobody calls somebody who is in hospital.
async fn reachable(tx: &Tx, rows: &[attendee::Model]) -> Result<HashSet<Uuid>> {
    let people = by_ids::<person::Entity>(tx, person::Column::Id, rows.iter().filter_map(|row| row.person_id)).await?;
    let today = today(tx).await?;
    let silent = |person: &person::Model| person.state == person::State::Hospital || person.muted_until.is_some_and(|until| until >= today);
    Ok(people.into_iter().filter(|person| !silent(person)).map(|person| person.id).collect())
}

/// The members by whom the residents of these rows are reached: themselves, or a minor's guardians.
async fn accounts(tx: &Tx, rows: &[attendee::Model]) -> Result<HashMap<Uuid, Vec<Uuid>>> {
    let (minors, others): (Vec<_>, Vec<_>) = rows.iter().filter(|row| row.person_id.is_some()).partition(|row| row.consent.is_some());
    let mut accounts = enrolment::children::guardians(tx, minors.into_iter().filter_map(|row| row.person_id)).await?;
    let own = enrolment::members_of(tx, others.into_iter().filter_map(|row| row.person_id)).await?;
    accounts.extend(own.into_iter().map(|(person, member)| (person, vec![member])));
    Ok(accounts)
}

async fn write(tx: &Tx, occasion: &occasion::Model, member: Uuid, news: News, about: &str, note: &str) -> Result<()> {
    let community = tx.get::<community::Entity>(tx.community()).await?;
    let facts = json!({
        "community": community.name,
        "what": word(news),
        "title": occasion.title,
        "place": occasion.place,
        "starts_at": occasion.starts_at,
        "note": note,
        "path": format!("/occasions/{}", occasion.id),
    });
    let key = format!("{}:{}:{about}", word(news), occasion.id);
    notifications::send(tx, Intent::to_member(NOTICE, member, key, facts)).await
}

async fn ask_for_call(tx: &Tx, row: &attendee::Model, news: News, about: &str) -> Result<()> {
    use phone_notice::Column;
    let same = tx.find::<phone_notice::Entity>().filter(Column::AttendeeId.eq(row.id)).filter(Column::News.eq(news));
    let call = phone_notice::ActiveModel {
        attendee_id: Set(row.id),
        news: Set(news),
        about: Set(about.to_owned()),
        note: Set(String::new()),
        done_by: Set(None),
        done_at: Set(None),
        ..Default::default()
    };
    tx.find_or_insert(same.filter(Column::About.eq(about)), call).await.map(drop)
}
