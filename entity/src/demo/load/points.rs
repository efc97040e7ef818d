//! The points of the demo communities: a few months of volunteering and activities, rewards, months in public.

use chrono::{Days, Duration, Months};
use sea_orm::{ActiveValue::Set, ColumnTrait, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

use super::{Writer, ZONE};
use crate::{
    calendar::local,
    kernel::Result,
    people::person,
    points::{
        point_account::{self, Kind},
        point_board, point_entry, point_posting, reward, tariff, tend,
    },
};

/// So many people have points.
const HOLDERS: u64 = 24;
/// So many bookings each.
const BOOKINGS: i64 = 6;
/// What there is, for how many points, how many are left.
const REWARDS: [(&str, &str, i64, i64); 5] = [
    ("垃圾袋一卷", "可降解", 20, 60),
    ("洗洁精一瓶", "", 40, 30),
    ("理发券", "社区义剪日使用", 60, 20),
    ("五常大米 2.5 千克", "每人每季一袋", 120, 12),
    ("家庭保洁两小时", "由共建单位提供", 300, 4),
];

/// Writes accounts, bookings, rewards and boards.
pub(super) async fn write(writer: &Writer<'_>) -> Result<()> {
    let (tx, mut random) = (&writer.tx, writer.random("points"));
    tariff::ensure(tx).await?;
    tend::ensure_schedules(tx).await?;
    let adults = tx.find::<person::Entity>().filter(person::Column::State.eq(person::State::Present));
    let adults = adults.filter(person::Column::BirthDate.lt(local::day_of(ZONE, tx.now()) - Months::new(12 * 50)));
    let adults: Vec<Uuid> =
        adults.order_by_asc(person::Column::Id).limit(HOLDERS).select_only().column(person::Column::Id).into_tuple().all(tx.conn()).await?;
    let issue = random.id(writer.since);
    let (mut accounts, mut postings, mut entries, mut issued) = (Vec::new(), Vec::new(), Vec::new(), 0);
    for holder in &adults {
        let (account, mut balance) = (random.id(writer.since), 0);
        for _ in 0..BOOKINGS {
            let day = local::day_of(ZONE, tx.now()) - Days::new(u64::try_from(random.between(2, 150)).unwrap_or(2));
            // Services end in the day, and are booked when they do.
            let at = writer.morning(day) + Duration::minutes(random.between(60, 10 * 60));
            let (id, (reason, points)) = (
                random.id(at),
                random.weighted(&[(("volunteer", 20), 5), (("volunteer", 30), 3), (("activity", 2), 4), (("meeting", 2), 1)]),
            );
            balance += points;
            postings.push(point_posting::ActiveModel {
                id: Set(id),
                source: Set(format!("demo:{id}")),
                reason: Set(reason.to_owned()),
                note: Set(String::new()),
                reverses_id: Set(None),
                by_id: Set(None),
                day: Set(local::day_of(ZONE, at)),
                at: Set(at),
                ..Default::default()
            });
            for (to, amount) in [(account, points), (issue, -points)] {
                entries.push(point_entry::ActiveModel {
                    posting_id: Set(id),
                    account_id: Set(to),
                    amount: Set(amount),
                    ..Default::default()
                });
            }
        }
        issued += balance;
        accounts.push(of(account, Kind::Holder, Some(*holder), balance));
    }
    accounts.push(of(issue, Kind::Issue, None, -issued));
    tx.insert_many(accounts).await?;
    tx.insert_many(postings).await?;
    tx.insert_many(entries).await?;
    let rewards = REWARDS.map(|(title, detail, price, stock)| reward::ActiveModel {
        title: Set(title.to_owned()),
        detail: Set(detail.to_owned()),
        price: Set(price),
        stock: Set(stock),
        offered: Set(true),
        revision: Set(1),
        ..Default::default()
    });
    tx.insert_many(rewards.into()).await?;
    let this = local::month_start(local::day_of(ZONE, tx.now()));
    let board = |back: u32| {
        let published = writer.morning(this - Months::new(back - 1));
        point_board::ActiveModel {
            month: Set(this - Months::new(back)),
            published_at: Set(published),
            objections_until: Set(published + Duration::days(7)),
            closed: Set(published + Duration::days(7) <= tx.now()),
            ..Default::default()
        }
    };
    tx.insert_many((1..=4).map(board).collect()).await
}

fn of(id: Uuid, kind: Kind, person: Option<Uuid>, balance: i64) -> point_account::ActiveModel {
    point_account::ActiveModel {
        id: Set(id),
        kind: Set(kind),
        person_id: Set(person),
        member_id: Set(None),
        balance: Set(balance),
        ..Default::default()
    }
}
