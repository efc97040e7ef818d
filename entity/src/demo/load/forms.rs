//! What the demo street wants of its communities: a table of elders each month, one of those who need most care each quarter; handed in over half
//! a year, and the last one open here and there.

use chrono::{Duration, Months, NaiveDate};
use sea_orm::{ActiveValue::Set, ColumnTrait, QueryFilter};
use uuid::Uuid;

use super::{Writer, ZONE, accounts::Members};
use crate::{
    calendar::{WorkCalendar, local},
    forms::{
        Every, Fact, State, form, form_filling, prepare,
        rules::{Column, Layout, period},
        sign,
    },
    kernel::{Failure, Result, Role, SystemTx},
    people::Group,
    tenancy::street,
};

/// So many periods of the monthly and of the quarterly form.
const PERIODS: [u32; 2] = [6, 2];

/// Writes what the street wants, once for all communities.
pub(super) async fn of_street(sys: &SystemTx, street: &street::Model) -> Result<()> {
    for form in wanted(street.id, sys.now())? {
        if sys.find::<form::Entity>().filter(form::Column::Id.eq(form.id)).one(sys.conn()).await?.is_none() {
            let row = form::ActiveModel {
                id: Set(form.id),
                street_id: Set(form.street_id),
                title: Set(form.title),
                every: Set(form.every),
                workday: Set(form.workday),
                layout: Set(form.layout),
                version: Set(form.version),
                ended_at: Set(None),
                created_at: Set(form.created_at),
                ..Default::default()
            };
            sys.insert(row).await?;
        }
    }
    Ok(())
}

/// Writes a community's fillings, from the first to the last.
pub(super) async fn write(writer: &Writer<'_>, members: &Members, street: Uuid) -> Result<()> {
    let (tx, mut random) = (&writer.tx, writer.random("forms"));
    let today = local::day_of(ZONE, tx.now());
    let signer = members.with(Role::CommunityAdmin).first().copied();
    for (form, periods) in wanted(street, tx.now())?.into_iter().zip(PERIODS) {
        for back in (0..periods).rev() {
            let (from, to) = earlier(form.every, today, back);
            let due = crate::forms::rules::due(to, form.workday, &WorkCalendar::default());
            let filling = prepare::begin(tx, &form, (from, to), due).await?;
            let begun = local::midnight(ZONE, to) + Duration::hours(31);
            let last = back == 0;
            let state = if last && random.chance(0.3) {
                State::Draft
            } else if last && random.chance(0.4) {
                State::Submitted
            } else {
                State::Accepted
            };
            let submitted = begun + Duration::hours(random.between(26, 60));
            let is_in = state != State::Draft;
            let row = form_filling::ActiveModel {
                id: Set(filling.id),
                state: Set(state),
                as_of: Set(begun),
                created_at: Set(begun),
                hash: Set(if is_in { sign::hash(tx, &filling).await? } else { String::new() }),
                submitted_at: Set(is_in.then_some(submitted)),
                submitted_by_id: Set(signer.filter(|_| is_in)),
                accepted_at: Set((state == State::Accepted).then(|| submitted + Duration::days(1))),
                ..Default::default()
            };
            tx.update(row).await?;
        }
    }
    Ok(())
}

fn earlier(every: Every, today: NaiveDate, back: u32) -> (NaiveDate, NaiveDate) {
    let months = if every == Every::Month { 1 } else { 3 };
    period(every, today - Months::new(back * months))
}

/// The same in every community: their fillings name them.
fn wanted(street_id: Uuid, now: chrono::DateTime<chrono::Utc>) -> Result<[form::Model; 2]> {
    let column = |fact, heading: &str| Column { fact, heading: heading.to_owned(), text: String::new() };
    let elders = [
        column(Fact::Name, "姓名"),
        column(Fact::Sex, "性别"),
        column(Fact::IdNumber, "身份证号"),
        column(Fact::Age, "年龄"),
        column(Fact::Address, "住址"),
        column(Fact::Phone, "联系电话"),
        column(Fact::Visits, "本月探访次数"),
        column(Fact::Blank, "备注"),
    ];
    let focus = [
        column(Fact::Name, "姓名"),
        column(Fact::Age, "年龄"),
        column(Fact::Grid, "所属网格"),
        column(Fact::Groups, "人员类别"),
        column(Fact::Tier, "风险等级"),
        column(Fact::Blank, "帮扶措施"),
    ];
    let form = |number: u128, title: &str, every, columns: Vec<Column>, group, from_age| {
        Ok::<_, Failure>(form::Model {
            id: Uuid::from_u128(0x0191_0000_0000_7000_8000_0000_0000_1000 + number),
            street_id,
            title: title.to_owned(),
            every,
            workday: 5,
            layout: serde_json::to_value(Layout { columns, group: Some(group), from_age })?,
            version: 1,
            ended_at: None,
            created_at: now - Duration::days(380),
            updated_at: now - Duration::days(380),
        })
    };
    Ok([
        form(1, "独居老年人基本情况表", Every::Month, elders.into(), Group::Alone, Some(80))?,
        form(2, "重点人群统计表", Every::Quarter, focus.into(), Group::Disabled, None)?,
    ])
}
