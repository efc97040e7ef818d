//! What the street has handed down to the demo communities: a notice that was read, a task that is done, one that is not.

use chrono::{DateTime, Days, Duration, Utc};
use sea_orm::{ActiveValue::Set, ColumnTrait, QueryFilter};
use uuid::Uuid;

use super::{Writer, ZONE, accounts::Members};
use crate::{
    calendar::local,
    directives::{Kind, State, directive, directive_copy},
    kernel::{Result, Role, SystemTx},
    tenancy::street,
};

/// So many days ago, with so many days' time, called so, with this text.
const SENT: [(u64, u64, Kind, &str, &str); 4] = [
    (96, 14, Kind::Task, "汛期排查低洼易涝点", "排查本社区地下车库、低洼楼栋，列明沙袋与水泵的位置。"),
    (41, 10, Kind::Task, "独居老人家庭燃气软管检查", "逐户检查燃气软管和报警器，反馈检查户数、更换户数。"),
    (17, 0, Kind::Notice, "入冬清雪责任区划分", "各社区清雪责任区见街道门户，请通知物业和志愿者队伍。"),
    (3, 8, Kind::Task, "冬季取暖安全入户宣传", "以独居、空巢老人家庭为重点入户宣传，反馈入户数。"),
];
const ANSWER: &str = "已全部完成，发现的问题当场整改，情况已录入台账。";

/// Writes what the street sent, once for all communities.
pub(super) async fn of_street(sys: &SystemTx, street: &street::Model) -> Result<()> {
    for (number, (back, time, kind, title, body)) in (1..).zip(SENT) {
        let sent = sent_at(sys.now(), back);
        let row = directive::ActiveModel {
            id: Set(id_of(number)),
            street_id: Set(street.id),
            kind: Set(kind),
            title: Set(title.to_owned()),
            body: Set(body.to_owned()),
            due_on: Set((kind == Kind::Task).then(|| local::day_of(ZONE, sent) + Days::new(time))),
            complete_at: Set((back > 10).then(|| sent + Duration::days(i64::try_from(time).unwrap_or_default()))),
            created_at: Set(sent),
            ..Default::default()
        };
        let there = sys.find::<directive::Entity>().filter(directive::Column::Id.eq(id_of(number))).one(sys.conn()).await?;
        if there.is_none() {
            sys.insert(row).await?;
        }
    }
    Ok(())
}

/// Writes a community's copies.
pub(super) async fn write(writer: &Writer<'_>, members: &Members) -> Result<()> {
    let (tx, mut random) = (&writer.tx, writer.random("directives"));
    let reader = members.with(Role::CommunityAdmin).first().copied();
    let mut copies = Vec::new();
    for (number, (back, time, kind, title, body)) in (1..).zip(SENT) {
        let sent = sent_at(tx.now(), back);
        let read = sent + Duration::minutes(random.between(15, 300));
        let reported = (sent + Duration::days(random.between(2, i64::try_from(time).unwrap_or_default().max(3)))).min(tx.now());
        let state = match kind {
            Kind::Notice => State::Acknowledged,
            Kind::Task if back > 30 => State::Accepted,
            Kind::Task if random.chance(0.3) => State::Sent,
            Kind::Task if random.chance(0.3) => State::Reported,
            Kind::Task => State::Acknowledged,
        };
        let done = matches!(state, State::Reported | State::Accepted);
        copies.push(directive_copy::ActiveModel {
            id: Set(random.id(sent)),
            directive_id: Set(id_of(number)),
            kind: Set(kind),
            title: Set(title.to_owned()),
            body: Set(body.to_owned()),
            due_on: Set((kind == Kind::Task).then(|| local::day_of(ZONE, sent) + Days::new(time))),
            state: Set(state),
            answer: Set(if done { ANSWER.to_owned() } else { String::new() }),
            remark: Set(String::new()),
            acknowledged_at: Set((state != State::Sent).then_some(read)),
            acknowledged_by_id: Set(reader.filter(|_| state != State::Sent)),
            reported_at: Set(done.then_some(reported)),
            accepted_at: Set((state == State::Accepted).then(|| reported + Duration::days(1))),
            matter_id: Set(None),
            told_on: Set(None),
            revision: Set(1),
            created_at: Set(sent),
            ..Default::default()
        });
    }
    tx.insert_many(copies).await
}

/// In the morning of that day.
fn sent_at(now: DateTime<Utc>, back: u64) -> DateTime<Utc> {
    local::midnight(ZONE, local::day_of(ZONE, now) - Days::new(back)) + Duration::minutes(9 * 60 + 20)
}

/// The same in every community: their copies name it.
fn id_of(number: u128) -> Uuid {
    Uuid::from_u128(0x0191_0000_0000_7000_8000_0000_0000_0000 + number)
}
