//! Who has duty in the demo communities: some weeks of it behind, some ahead, a leave and somebody who wants to change.

use chrono::{Days, NaiveTime};
use sea_orm::ActiveValue::Set;
use uuid::Uuid;

use super::{Writer, ZONE, accounts::Members};
use crate::{
    calendar::{self, local},
    duty::{
        Origin, duty_leave, duty_rule, duty_shift, duty_swap, planning,
        rules::rota::{Rule, Turn},
    },
    kernel::{Actor, Result, Role},
    visits::desk::Desk,
};

/// So many days of duty are behind.
const BACK: u64 = 60;
/// So many are at the desk.
const DESK: usize = 2;
/// What is left to whoever comes next.
const NOTES: [&str; 3] =
    ["3号楼李奶奶的药还没有送到，明天接着送。", "两份高龄津贴材料缺照片，已电话告知。", "北门充电棚有一个插座坏了，物业下午来。"];

/// Writes the rule, what is behind, and what is ahead.
pub(super) async fn write(writer: &Writer<'_>, members: &Members) -> Result<()> {
    let (tx, mut random) = (&writer.tx, writer.random("duty"));
    let today = local::day_of(ZONE, tx.now());
    let round: Vec<Uuid> = [Role::Staff, Role::GridWorker].into_iter().flat_map(|role| members.with(role)).collect();
    let time = |hour, minute| NaiveTime::from_hms_opt(hour, minute, 0).unwrap_or_default();
    let rule = Rule {
        desk: DESK as u32,
        out: (round.len() - DESK) as u32,
        rest: round.clone(),
        members: round,
        turn: Turn::Day,
        anchor: today - Days::new(BACK),
        answer_minutes: Some(60),
        opens: time(8, 30),
        closes: time(17, 30),
    };
    let row = duty_rule::ActiveModel {
        id: Set(tx.community()),
        document: Set(serde_json::to_value(&rule)?),
        created_at: Set(writer.morning(rule.anchor)),
        ..Default::default()
    };
    tx.insert(row).await?;
    let calendar = calendar::query::own_calendar(tx).await?;
    let mut behind = Vec::new();
    for day in rule.anchor.iter_days().take_while(|day| *day < today) {
        for (place, (post, member)) in rule.on(day, &calendar, |_, _| false).into_iter().enumerate() {
            let noted = place == 0 && random.chance(0.4);
            behind.push(duty_shift::ActiveModel {
                id: Set(random.id(writer.morning(day))),
                note: Set(if noted { (*random.one_of(&NOTES)).to_owned() } else { String::new() }),
                noted_at: Set(noted.then(|| writer.morning(day) + chrono::Duration::hours(8))),
                ..planning::row(day, post, member, Origin::Rule)
            });
        }
    }
    tx.insert_many(behind).await?;
    leaves(writer, &rule.members).await?;
    planning::fill(tx, &Desk::of(tx).await?, today, today + Days::new(planning::AHEAD)).await?;
    wish(writer, &rule.members).await
}

/// One is away next week, one asks for a day.
async fn leaves(writer: &Writer<'_>, members: &[Uuid]) -> Result<()> {
    let (tx, today) = (&writer.tx, local::day_of(ZONE, writer.tx.now()));
    let leave = |member: Uuid, from: u64, days: u64, reason: &str, state| duty_leave::ActiveModel {
        member_id: Set(member),
        from_day: Set(today + Days::new(from)),
        until_day: Set(today + Days::new(from + days)),
        reason: Set(reason.to_owned()),
        state: Set(state),
        decided_by: Set((state == duty_leave::State::Approved).then(|| serde_json::to_value(Actor::System).unwrap_or_default())),
        ..Default::default()
    };
    let [.., before, last] = members else { return Ok(()) };
    tx.insert(leave(*last, 6, 3, "年休假", duty_leave::State::Approved)).await?;
    tx.insert(leave(*before, 9, 0, "陪父母体检", duty_leave::State::Asked)).await.map(drop)
}

/// Somebody asks the first of the staff to take a duty.
async fn wish(writer: &Writer<'_>, members: &[Uuid]) -> Result<()> {
    let (tx, today) = (&writer.tx, local::day_of(ZONE, writer.tx.now()));
    let [other, .., asker] = members else { return Ok(()) };
    let ahead = crate::duty::query::own_shifts(tx, *asker, today + Days::new(12)).await?;
    let Some(shift) = ahead.first() else { return Ok(()) };
    let theirs = crate::duty::query::shifts(tx, shift.on_day, shift.on_day).await?.into_iter().find(|theirs| theirs.member_id == *other);
    let swap = duty_swap::ActiveModel {
        shift_id: Set(shift.id),
        asker_id: Set(*asker),
        other_id: Set(*other),
        other_shift_id: Set(theirs.map(|theirs| theirs.id)),
        note: Set("那天孩子开家长会，想和您换一下岗位。".to_owned()),
        state: Set(duty_swap::State::Asked),
        answered_at: Set(None),
        ..Default::default()
    };
    tx.insert(swap).await.map(drop)
}
