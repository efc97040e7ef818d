//! The residents of the demo communities who have an account, those who wait to be let in, and what some of them ask about their data.

use chrono::{Days, Duration, NaiveDate};
use sea_orm::{ActiveValue::Set, ColumnTrait, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

use super::{Writer, ZONE, accounts::Members};
use crate::{
    calendar::local,
    enrolment::{State, enrolment, enrolment_request, rules::Told},
    kernel::{Result, Role, id::hash_secret},
    matters::matter,
    people::{person, query},
    privacy::{Kind, State as Standing, Way, privacy_request},
    visits::desk::Desk,
};

/// What residents ask about their data: so many days ago, what, about what, and how it ended.
const ASKED: [(u64, Kind, &str, Standing, &str); 3] = [
    (40, Kind::Correct, "address", Standing::Done, "已更正"),
    (25, Kind::Erase, "visits", Standing::Refused, "探访记录依法保存五年，到期后删除"),
    (3, Kind::Withdraw, "health", Standing::Open, ""),
];
/// Those who asked to join: so many days ago, and how far they are.
const JOINING: [(u64, State); 3] = [(1, State::Pending), (2, State::Pending), (12, State::Refused)];

/// Links the members who live here, and writes requests; answers who they turn out to be.
pub(super) async fn write(writer: &Writer<'_>, members: &Members) -> Result<Vec<(Uuid, String)>> {
    let (tx, today) = (&writer.tx, local::day_of(ZONE, writer.tx.now()));
    let born = |year: i32| NaiveDate::from_ymd_opt(year, 1, 1).unwrap_or_default();
    let adults = tx
        .find::<person::Entity>()
        .filter(person::Column::State.eq(person::State::Present))
        .filter(person::Column::BirthDate.between(born(1948), born(1992)))
        .filter(person::Column::Phone.is_not_null())
        .order_by_asc(person::Column::Id)
        .limit(12);
    let adults = adults.all(tx.conn()).await?;
    let citizens = [members.with(Role::Resident), members.with(Role::Volunteer)].concat();
    let since = writer.morning(today - Days::new(60));
    let links = citizens.iter().zip(&adults).map(|(member, person)| enrolment::ActiveModel {
        member_id: Set(*member),
        person_id: Set(person.id),
        created_at: Set(since),
        ..Default::default()
    });
    tx.insert_many(links.collect()).await?;
    join(writer, adults.iter().rev(), today).await?;
    if let Some(first) = adults.first().filter(|_| !citizens.is_empty()) {
        bring_up(writer, first).await?;
        ask(writer, first, today).await?;
    }
    Ok(citizens.into_iter().zip(adults.into_iter().map(|person| person.name)).collect())
}

async fn join(writer: &Writer<'_>, people: impl Iterator<Item = &person::Model>, today: NaiveDate) -> Result<()> {
    let (tx, mut random, mut rows) = (&writer.tx, writer.random("enrolment"), Vec::new());
    for ((back, state), person) in JOINING.into_iter().zip(people) {
        let at = writer.morning(today - Days::new(back)) + Duration::minutes(40);
        let (id, listed) = (random.id(at), query::shown(tx, person.clone()).await?);
        let email = format!("resident-{back}@{}.example", writer.place.code);
        let phone = person.phone.as_deref().map(|sealed| tx.open("person", "phone", person.id, sealed)).transpose()?;
        let told = Told {
            name: person.name.clone(),
            phone: phone.unwrap_or_default(),
            address: listed.place.address(),
            last_four: String::new(),
            email: email.clone(),
        };
        rows.push(enrolment_request::ActiveModel {
            id: Set(id),
            told: Set(tx.seal("enrolment_request", "told", id, &serde_json::to_string(&told)?)?),
            email_index: Set(tx.blind("email", &email)?),
            ticket_hash: Set(hash_secret(&id.to_string())),
            code_hash: Set(hash_secret(&email)),
            tries: Set(1),
            state: Set(state),
            reason: Set(if state == State::Refused { "楼栋房号与档案不符，请带证件到窗口核对" } else { "" }.to_owned()),
            proven_at: Set(Some(at)),
            decided_at: Set((state == State::Refused).then_some(at + Duration::hours(3))),
            revision: Set(2),
            created_at: Set(at - Duration::minutes(2)),
            ..Default::default()
        });
    }
    tx.insert_many(rows).await
}

/// Some of what was brought up was theirs.
async fn bring_up(writer: &Writer<'_>, person: &person::Model) -> Result<()> {
    use matter::{Column, Entity};
    let tx = &writer.tx;
    let some = tx.find::<Entity>().filter(Column::PersonId.is_null()).order_by_desc(Column::Number).limit(4).all(tx.conn()).await?;
    let theirs = tx.update_many::<Entity>().filter(Column::Id.is_in(some.into_iter().map(|row| row.id)));
    theirs.set(matter::ActiveModel { person_id: Set(Some(person.id)), ..Default::default() }).exec(tx.conn()).await?;
    Ok(())
}

async fn ask(writer: &Writer<'_>, person: &person::Model, today: NaiveDate) -> Result<()> {
    let (tx, mut random) = (&writer.tx, writer.random("privacy"));
    let calendar = Desk::of(tx).await?.calendar;
    let mut rows = Vec::new();
    for (back, kind, about, state, answer) in ASKED {
        let day = today - Days::new(back);
        let (at, wanted) = (writer.morning(day), query::shown(tx, person.clone()).await?.place.address());
        let id = random.id(at);
        let wanted = (kind == Kind::Correct).then(|| tx.seal("privacy_request", "wanted", id, &wanted)).transpose()?;
        rows.push(privacy_request::ActiveModel {
            id: Set(id),
            person_id: Set(person.id),
            kind: Set(kind),
            about: Set(about.to_owned()),
            wanted: Set(wanted),
            words: Set(String::new()),
            way: Set(Way::Own),
            state: Set(state),
            due_on: Set(crate::privacy::rules::due_on(&calendar, day)),
            answer: Set(answer.to_owned()),
            decided_at: Set((state != Standing::Open).then_some(at + Duration::days(4))),
            revision: Set(1),
            created_at: Set(at),
            ..Default::default()
        });
    }
    tx.insert_many(rows).await
}
