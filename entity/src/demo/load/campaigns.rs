//! The campaigns of the demo communities: a screening at which nobody was missed, and a gas check that the street called for and that is
//! under way.

use chrono::{DateTime, Days, Duration, NaiveDate, Utc};
use sea_orm::{ActiveValue::Set, ColumnTrait, QueryFilter};
use serde_json::json;
use uuid::Uuid;

use super::{super::random::Random, Writer, ZONE, accounts::Members};
use crate::{
    calendar::local,
    campaigns::{
        Cause, Force, Outcome, Stage, Whom, campaign, campaign_call, campaign_mark, campaign_shift,
        marks::Said,
        roster::{self, Filter},
    },
    kernel::{Result, Role, SystemTx},
    outreach::{Answers, Questions},
    tenancy::street,
};

/// What is asked at the door.
const ASKED: [(&str, &str); 2] = [("q1", "软管有无老化"), ("q2", "报警器是否正常")];
/// Why people were excused.
const REASONS: [(Outcome, &str); 3] =
    [(Outcome::Refused, "自行在医院体检，不再参加"), (Outcome::Moved, "已搬到女儿家长住"), (Outcome::NotFound, "房屋空置，邻居不认识")];

/// What a campaign of the demo is.
struct Sketch {
    title: &'static str,
    cause: Cause,
    whom: Whom,
    detail: &'static str,
    /// For whom of a group, from which age.
    of: (&'static str, Option<i32>),
    /// How many days ago it began, and was to end.
    days: (u64, u64),
    closed: bool,
    /// Whether the street calls for it.
    called: bool,
}

/// What the street calls for.
const GAS: Sketch = Sketch {
    title: "独居老人燃气安全检查",
    cause: Cause::Gas,
    whom: Whom::Households,
    detail: "查软管、查报警器，现场讲清关阀步骤。",
    of: ("alone", None),
    days: (2, 0),
    closed: false,
    called: true,
};
/// Its call.
const CALL: Uuid = Uuid::from_u128(0x0191_0000_0000_7000_8000_0000_0001_0000);

impl Sketch {
    fn span(&self, today: NaiveDate) -> (NaiveDate, NaiveDate) {
        let due_on = if self.closed { today - Days::new(self.days.1) } else { today + Days::new(2) };
        (today - Days::new(self.days.0), due_on)
    }

    fn filter(&self) -> Filter {
        Filter { group: Some(self.of.0.to_owned()), age_from: self.of.1, ..Default::default() }
    }

    fn questions(&self) -> Result<Questions> {
        if self.cause == Cause::Gas { questions() } else { Ok(Questions::default()) }
    }
}

/// Writes what the street called for, once for all communities.
pub(super) async fn of_street(sys: &SystemTx, street: &street::Model) -> Result<()> {
    if sys.find::<campaign_call::Entity>().filter(campaign_call::Column::Id.eq(CALL)).one(sys.conn()).await?.is_some() {
        return Ok(());
    }
    let (starts_on, due_on) = GAS.span(local::day_of(ZONE, sys.now()));
    let row = campaign_call::ActiveModel {
        id: Set(CALL),
        street_id: Set(street.id),
        title: Set(GAS.title.to_owned()),
        cause: Set(GAS.cause),
        detail: Set(GAS.detail.to_owned()),
        whom: Set(GAS.whom),
        filter: Set(serde_json::to_value(GAS.filter())?),
        questions: Set(serde_json::to_value(GAS.questions()?)?),
        starts_on: Set(starts_on),
        due_on: Set(due_on),
        created_at: Set(local::midnight(ZONE, starts_on)),
        ..Default::default()
    };
    sys.insert(row).await.map(drop)
}

/// Writes them.
pub(super) async fn write(writer: &Writer<'_>, members: &Members) -> Result<()> {
    let screening = Sketch {
        title: "高龄独居老人健康筛查",
        cause: Cause::Screening,
        whom: Whom::People,
        detail: "量血压、测血糖，填写健康情况；不在家的约时间再去。",
        of: ("alone", Some(75)),
        days: (40, 36),
        closed: true,
        called: false,
    };
    for sketch in [screening, GAS] {
        run(writer, members, &sketch).await?;
    }
    Ok(())
}

async fn run(writer: &Writer<'_>, members: &Members, sketch: &Sketch) -> Result<()> {
    let (tx, mut random) = (&writer.tx, writer.random(sketch.title));
    let today = local::day_of(ZONE, tx.now());
    let (starts_on, due_on) = sketch.span(today);
    let (filter, questions) = (sketch.filter(), sketch.questions()?);
    let id = random.id(writer.morning(starts_on));
    let row = campaign::ActiveModel {
        id: Set(id),
        call_id: Set(sketch.called.then_some(CALL)),
        title: Set(sketch.title.to_owned()),
        cause: Set(sketch.cause),
        detail: Set(sketch.detail.to_owned()),
        whom: Set(sketch.whom),
        filter: Set(serde_json::to_value(&filter)?),
        questions: Set(serde_json::to_value(questions)?),
        stage: Set(if sketch.closed { Stage::Closed } else { Stage::Running }),
        lead_id: Set(members.with(Role::CommunityAdmin).first().copied()),
        starts_on: Set(starts_on),
        due_on: Set(due_on),
        frozen_at: Set(Some(writer.morning(starts_on))),
        closed_at: Set(sketch.closed.then(|| writer.morning(due_on) + Duration::hours(9))),
        revision: Set(2),
        created_at: Set(writer.morning(starts_on)),
        ..Default::default()
    };
    tx.insert(row).await?;
    let hands = hands(members);
    let shifts = hands.iter().flat_map(|(member, force)| [(starts_on, *member, *force), (due_on, *member, *force)]);
    tx.insert_many(shifts.map(|(day, member, force)| shift(writer, id, day, member, force)).collect()).await?;
    let until = if sketch.closed { due_on } else { today };
    let targets = roster::rows(tx, id, roster::meant(tx, sketch.whom, &filter).await?, 0, false)?;
    let (mut rows, mut marks) = (Vec::new(), Vec::new());
    for mut target in targets {
        let (outcome, note) = match random.chance(0.04) {
            true => *random.one_of(&REASONS),
            false if sketch.closed || random.chance(0.6) => (Outcome::Done, ""),
            false if random.chance(0.3) => (Outcome::Absent, "敲门没人应"),
            false => {
                rows.push(target);
                continue;
            }
        };
        let at = found_at(writer, starts_on, until, &mut random);
        let (member, force) = *random.one_of(&hands);
        target.outcome = Set(Some(outcome));
        target.settled = Set(outcome.settles());
        target.tries = Set(i64::from(outcome == Outcome::Absent));
        target.marked_at = Set(Some(at));
        target.member_id = Set(Some(member));
        target.force = Set(Some(force));
        let (mark, target_id) = (random.id(at), *target.id.as_ref());
        let answers = if outcome == Outcome::Done && sketch.cause == Cause::Gas { answers(&mut random) } else { Answers::new() };
        let said = serde_json::to_string(&Said { note: note.to_owned(), answers })?;
        marks.push(campaign_mark::ActiveModel {
            id: Set(mark),
            target_id: Set(target_id),
            nonce: Set(mark),
            outcome: Set(outcome),
            at: Set(at),
            member_id: Set(Some(member)),
            force: Set(Some(force)),
            said: Set(tx.seal("campaign_mark", "said", mark, &said)?),
            created_at: Set(at),
            ..Default::default()
        });
        rows.push(target);
    }
    tx.insert_many(rows).await?;
    tx.insert_many(marks).await
}

/// The three forces.
fn hands(members: &Members) -> Vec<(Uuid, Force)> {
    let of = |role, force| members.with(role).into_iter().map(move |member| (member, force));
    let party = of(Role::CommunityAdmin, Force::Party);
    party.chain(of(Role::Staff, Force::Social)).chain(of(Role::Volunteer, Force::Volunteer)).collect()
}

fn shift(writer: &Writer<'_>, campaign: Uuid, day: NaiveDate, member: Uuid, force: Force) -> campaign_shift::ActiveModel {
    campaign_shift::ActiveModel {
        campaign_id: Set(campaign),
        member_id: Set(member),
        force: Set(force),
        starts_at: Set(writer.morning(day)),
        ends_at: Set(writer.morning(day) + Duration::hours(8)),
        ..Default::default()
    }
}

/// Some time in the opening hours of a day, and not after now.
fn found_at(writer: &Writer<'_>, from: NaiveDate, until: NaiveDate, random: &mut Random) -> DateTime<Utc> {
    let days = u64::try_from(random.between(0, (until - from).num_days())).unwrap_or_default();
    (writer.morning(from + Days::new(days)) + Duration::minutes(random.between(0, 470))).min(writer.tx.now())
}

fn questions() -> Result<Questions> {
    let one =
        |(code, text): (&str, &str)| json!({"code": code, "text": text, "kind": "choice", "required": true, "choices": ["正常", "有问题"]});
    Ok(serde_json::from_value(ASKED.into_iter().map(one).collect())?)
}

fn answers(random: &mut Random) -> Answers {
    let answer = |(code, _): (&str, &str), fine: bool| (code.to_owned(), vec![if fine { "正常" } else { "有问题" }.to_owned()]);
    ASKED.into_iter().map(|asked| answer(asked, random.chance(0.9))).collect()
}
