//! What the demo street wants of its communities: a table of elders each month, one of those who need most care and one of households each quarter,
//! one of shops each month, and a summary; handed in over half a year, and the last one open here and there. A community has one of its own.

use chrono::{DateTime, Duration, Months, NaiveDate, Utc};
use sea_orm::{ActiveValue::Set, ColumnTrait, QueryFilter};
use uuid::Uuid;

use super::{Writer, ZONE, accounts::Members};
use crate::{
    calendar::{WorkCalendar, local},
    forms::{
        By, Design, Every, Fact, Layout, Plan, State, Subject,
        design::Issue,
        form, form_filling,
        layout::{Column, Cross, Figure, Side},
        own_form,
        prepare::{self, Owner},
        rules::{due, period},
        sign,
    },
    kernel::{Result, Role, SystemTx},
    people::Group,
    tenancy::street,
};

/// What the street wants, and of how many periods there is something.
fn wanted() -> Vec<(Plan, u32)> {
    let plan = |title: &str, every, layout| Plan { title: title.to_owned(), every, workday: 5, layout };
    vec![
        (plan("独居老年人基本情况表", Every::Month, elders()), 6),
        (plan("重点人群统计表", Every::Quarter, focus()), 2),
        (plan("家庭户基本情况登记表", Every::Quarter, households()), 1),
        (plan("商铺安全检查台账", Every::Month, shops()), 2),
        (plan("居民年龄性别统计表", Every::Month, ages()), 1),
        (plan("探访与走访月度统计", Every::Month, figures()), 0),
    ]
}

fn columns(columns: &[(Fact, &str)]) -> Vec<Column> {
    columns.iter().map(|(fact, heading)| Column::of(*fact, heading)).collect()
}

fn elders() -> Layout {
    let facts = [
        (Fact::Name, "姓名"),
        (Fact::Sex, "性别"),
        (Fact::IdNumber, "身份证号"),
        (Fact::Age, "年龄"),
        (Fact::Address, "住址"),
        (Fact::Phone, "联系电话"),
        (Fact::Visits, "本月探访次数"),
        (Fact::Blank, "备注"),
    ];
    Layout { columns: columns(&facts), group: Some(Group::Alone), from_age: Some(80), ..Default::default() }
}

fn focus() -> Layout {
    let facts = [
        (Fact::Name, "姓名"),
        (Fact::Age, "年龄"),
        (Fact::Grid, "所属网格"),
        (Fact::Groups, "人员类别"),
        (Fact::Tier, "风险等级"),
        (Fact::Blank, "帮扶措施"),
    ];
    Layout { columns: columns(&facts), group: Some(Group::Disabled), ..Default::default() }
}

fn households() -> Layout {
    let facts = [
        (Fact::Number, "序号"),
        (Fact::Head, "户主"),
        (Fact::Address, "住址"),
        (Fact::Members, "家庭人口"),
        (Fact::Elders, "60岁以上"),
        (Fact::Children, "未成年人"),
        (Fact::Tenancy, "房屋用途"),
        (Fact::Phone, "联系电话"),
    ];
    let cross = Cross { down: side(By::Size), across: Some(side(By::Tenancy)) };
    let above = vec!["家庭户基本情况登记表".to_owned(), "填报单位：（盖章）".to_owned()];
    let below = vec!["填表人：    审核人：".to_owned()];
    Layout {
        subject: Subject::Household,
        columns: columns(&facts),
        from_age: Some(80),
        cross: Some(cross),
        above,
        below,
        ..Default::default()
    }
}

fn shops() -> Layout {
    let field = |field: &str, heading: &str| Column { field: field.to_owned(), required: true, ..Column::of(Fact::Field, heading) };
    let columns = vec![
        Column::of(Fact::Number, "序号"),
        field("name", "店名"),
        field("trade", "经营类别"),
        field("address", "地址"),
        field("owner", "负责人"),
        field("phone", "负责人电话"),
        Column::of(Fact::InspectedOn, "上次检查"),
        Column::of(Fact::Blank, "隐患及整改"),
    ];
    let trade = Side { by: By::Field, field: "trade".to_owned() };
    let cross = Cross { down: trade, across: Some(side(By::Standing)) };
    Layout { subject: Subject::Entry, ledger: "shops".to_owned(), columns, cross: Some(cross), ..Default::default() }
}

fn ages() -> Layout {
    Layout { cross: Some(Cross { down: side(By::AgeBand), across: Some(side(By::Sex)) }), ..Default::default() }
}

fn figures() -> Layout {
    let figure = |measure: &str, heading: &str| Figure { measure: measure.to_owned(), heading: heading.to_owned() };
    let measures = vec![
        figure("elders.listed", "在册老人"),
        figure("visits.done", "完成探访"),
        figure("visits.missed", "漏访"),
        figure("matters.received", "受理诉求"),
        figure("matters.solved", "解决诉求"),
    ];
    Layout { measures, ..Default::default() }
}

/// What the community keeps for itself.
fn own() -> Plan {
    let facts =
        [(Fact::Name, "姓名"), (Fact::Age, "年龄"), (Fact::Address, "住址"), (Fact::Phone, "联系电话"), (Fact::Blank, "是否需要送餐")];
    let layout = Layout { columns: columns(&facts), group: Some(Group::VeryOld), ..Default::default() };
    Plan { title: "高龄老人送餐意愿摸底".to_owned(), every: Every::Once, workday: 5, layout }
}

fn side(by: By) -> Side {
    Side { by, field: String::new() }
}

/// The same in every community: their fillings name them.
fn id(number: usize) -> Uuid {
    Uuid::from_u128(0x0191_0000_0000_7000_8000_0000_0000_1001 + number as u128)
}

fn issue(plan: Plan, at: DateTime<Utc>) -> Issue {
    Issue { version: 1, at, on: local::day_of(ZONE, at), plan }
}

/// Writes what the street wants, once for all communities.
pub(super) async fn of_street(sys: &SystemTx, street: &street::Model) -> Result<()> {
    let since = sys.now() - Duration::days(380);
    for (number, (plan, _)) in wanted().into_iter().enumerate() {
        if sys.find::<form::Entity>().filter(form::Column::Id.eq(id(number))).one(sys.conn()).await?.is_none() {
            let design = Design { draft: None, issues: vec![issue(plan, since)] };
            let row = form::ActiveModel {
                id: Set(id(number)),
                street_id: Set(street.id),
                title: Set(design.title()),
                design: Set(serde_json::to_value(&design)?),
                version: Set(1),
                revision: Set(1),
                ended_at: Set(None),
                created_at: Set(since),
                ..Default::default()
            };
            sys.insert(row).await?;
        }
    }
    Ok(())
}

/// Writes a community's fillings, from the first to the last.
pub(super) async fn write(writer: &Writer<'_>, members: &Members) -> Result<()> {
    let (tx, mut random) = (&writer.tx, writer.random("forms"));
    let today = local::day_of(ZONE, tx.now());
    let since = tx.now() - Duration::days(380);
    let signer = members.with(Role::CommunityAdmin).first().copied();
    for (number, (plan, periods)) in wanted().into_iter().enumerate() {
        let issue = issue(plan, since);
        for back in (0..periods).rev() {
            let (from, to) = earlier(issue.plan.every, today, back);
            let due = due(to, issue.plan.workday, &WorkCalendar::default());
            let Some(filling) = prepare::begin(tx, Owner::Street(id(number)), &issue, (from, to), due).await? else { continue };
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
    write_own(writer).await
}

async fn write_own(writer: &Writer<'_>) -> Result<()> {
    let tx = &writer.tx;
    let at = tx.now() - Duration::days(9);
    let issue = issue(own(), at);
    let design = Design { draft: None, issues: vec![issue.clone()] };
    let row = own_form::ActiveModel {
        title: Set(design.title()),
        design: Set(serde_json::to_value(&design)?),
        version: Set(1),
        revision: Set(1),
        ended_at: Set(None),
        created_at: Set(at),
        ..Default::default()
    };
    let form = tx.insert(row).await?;
    let due = due(issue.on, issue.plan.workday, &WorkCalendar::default());
    prepare::begin(tx, Owner::Own(form.id), &issue, (issue.on, issue.on), due).await.map(drop)
}

fn earlier(every: Every, today: NaiveDate, back: u32) -> (NaiveDate, NaiveDate) {
    let months = if every == Every::Month { 1 } else { 3 };
    period(every, today - Months::new(back * months), today)
}
