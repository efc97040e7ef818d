//! The matters of the year before: most dealt with in time, some late, some open now.

use std::collections::HashMap;

use chrono::{DateTime, Days, Duration, Utc};
use sea_orm::ActiveValue::Set;
use uuid::Uuid;

use super::{super::random::Random, Writer, ZONE, places::Ids};
use crate::{
    assignment::{
        Act, State, assignment, assignment_step,
        rules::clock::{Clock, Deadlines, Level, Terms},
    },
    calendar::{WorkCalendar, local},
    kernel::{Actor, Result},
    matters::{Source, Stage, kinds, matter, matter_event, matter_kind, rules},
    people::{code, text},
};

/// How far back they go.
const DAYS: i64 = 365;
/// One comes in a week for so many households.
const HOUSEHOLDS_A_WEEK: usize = 900;

/// What people bring up, by kind: the matter, and how it was dealt with.
const BROUGHT_UP: [(&str, &[(&str, &str)]); 7] = [
    ("设施维修", &[("楼道灯不亮", "更换灯管"), ("单元门关不严", "调整闭门器"), ("健身器材松动", "紧固并加垫片"), ("路面塌陷", "回填修补")]),
    (
        "环境卫生",
        &[
            ("楼道堆放杂物", "劝离并清运"),
            ("垃圾桶满溢", "加密清运班次"),
            ("绿地里有宠物粪便", "清理并张贴提示"),
            ("小广告贴满门厅", "清除并粉刷"),
        ],
    ),
    ("安全隐患", &[("电动车进楼充电", "当场劝离，联系充电棚车位"), ("消防通道被占", "联系车主挪车"), ("窨井盖松动", "更换井盖")]),
    ("物业服务", &[("电梯异响", "维保单位检修"), ("门禁失灵", "重置读卡器"), ("水压不足", "清洗水泵滤网")]),
    ("邻里纠纷", &[("楼上漏水", "上门查看，协商维修费用"), ("夜间噪声", "双方约定作息时间")]),
    ("咨询求助", &[("怎么办老年卡", "告知材料并预约"), ("想申请助餐送餐", "登记并开通"), ("医保报销怎么走", "陪同办理")]),
    ("民生救助", &[("家中老人摔伤无人照看", "联系家属并安排志愿者"), ("临时困难求助", "协助申请临时救助")]),
];
const SOURCES: [(Source, u32); 7] = [
    (Source::Phone, 30),
    (Source::Chat, 24),
    (Source::WalkIn, 16),
    (Source::Page, 12),
    (Source::Patrol, 10),
    (Source::Visit, 6),
    (Source::Meeting, 2),
];

#[derive(Default)]
struct Rows {
    matters: Vec<matter::ActiveModel>,
    given: Vec<assignment::ActiveModel>,
    steps: Vec<assignment_step::ActiveModel>,
    events: Vec<matter_event::ActiveModel>,
}

/// Writes them.
pub(super) async fn write(writer: &mut Writer<'_>, ids: &Ids) -> Result<()> {
    kinds::ensure(&writer.tx).await?;
    let kinds: HashMap<String, matter_kind::Model> =
        kinds::list(&writer.tx).await?.into_iter().map(|kind| (kind.name.clone(), kind)).collect();
    let (mut random, mut rows) = (writer.random("matters"), Rows::default());
    let (now, calendar) = (writer.tx.now(), WorkCalendar::default());
    let today = local::day_of(ZONE, now);
    let count = i64::try_from(writer.place.households * 52 / HOUSEHOLDS_A_WEEK).unwrap_or(200);
    for number in 1..=count {
        let back = DAYS - (number - 1) * DAYS / count;
        let received = local::midnight(ZONE, today - Days::new(back.unsigned_abs())) + Duration::minutes(random.between(8 * 60, 20 * 60));
        let (kind, known) = random.one_of(&BROUGHT_UP);
        let (title, result) = random.one_of(known);
        let Some(kind) = kinds.get(*kind).filter(|_| received < now) else { continue };
        let grid = usize::try_from(random.between(0, ids.grids.len() as i64 - 1)).unwrap_or_default();
        let place = format!("{}号楼", random.between(1, 9));
        let told = Told { number, kind, title, result, place, received, grid: ids.grids[grid], worker: ids.workers[grid] };
        let clock = Clock { zone: ZONE, calendar: &calendar };
        told.write(writer, &clock, &mut random, &mut rows)?;
    }
    let tx = &writer.tx;
    tx.insert_many(rows.matters).await?;
    tx.insert_many(rows.given).await?;
    tx.insert_many(rows.steps).await?;
    tx.insert_many(rows.events).await
}

/// One matter as it came in.
struct Told<'a> {
    number: i64,
    kind: &'a matter_kind::Model,
    title: &'a str,
    result: &'a str,
    place: String,
    received: DateTime<Utc>,
    grid: Uuid,
    worker: Option<Uuid>,
}

/// How it went.
struct Course {
    taken_on: Option<DateTime<Utc>>,
    handled: Option<DateTime<Utc>>,
    asked: Option<DateTime<Utc>>,
}

impl Told<'_> {
    fn write(&self, writer: &Writer<'_>, clock: &Clock<'_>, random: &mut Random, rows: &mut Rows) -> Result<()> {
        let (now, terms) = (writer.tx.now(), self.kind.terms()?);
        let Some(holder) = self.worker else { return Ok(()) };
        let deadlines = clock.deadlines(self.received, &terms);
        let course = self.course(&deadlines, writer.place.diligence, now, random);
        let (id, given) = (random.id(self.received), random.id(self.received));
        let rating = course.asked.map(|_| random.weighted(&[(5, 55), (4, 30), (3, 10), (2, 5)]));
        let recheck = course.asked.and_then(|at| local::day_of(ZONE, at).checked_add_days(Days::new(rules::RECHECK_WEEKS * 7)));
        rows.matters.push(matter::ActiveModel {
            id: Set(id),
            code: Set(code::of(&id.as_bytes()[8..])),
            number: Set(self.number),
            kind_id: Set(self.kind.id),
            source: Set(random.weighted(&SOURCES)),
            stage: Set(match (course.handled, course.asked) {
                (None, _) => Stage::Open,
                (Some(_), None) => Stage::Done,
                _ => Stage::Closed,
            }),
            title: Set(format!("{}{}", self.place, self.title)),
            detail: Set(String::new()),
            search: Set(text::squeezed(&format!("{}{}{}", self.place, self.title, self.place))),
            place: Set(self.place.clone()),
            grid_id: Set(Some(self.grid)),
            building_id: Set(None),
            person_id: Set(None),
            visit_id: Set(None),
            merged_into: Set(None),
            reporter: Set(None),
            phone_index: Set(None),
            urgent: Set(false),
            result: Set(course.handled.map(|_| self.result.to_owned()).unwrap_or_default()),
            received_at: Set(self.received),
            handled_at: Set(course.handled),
            on_time: Set(course.handled.map(|at| at <= deadlines.due_at)),
            called_back_at: Set(course.asked),
            solved: Set(course.asked.map(|_| true)),
            rating: Set(rating),
            recheck_on: Set(recheck.filter(|day| *day > local::day_of(ZONE, now))),
            recheck_told_on: Set(None),
            reopened: Set(0),
            revision: Set(1),
            created_at: Set(self.received),
            updated_at: Set(course.asked.or(course.handled).unwrap_or(self.received)),
            ..Default::default()
        });
        self.hand_out(writer, (id, given, holder), (&terms, &deadlines, &course), random, rows)?;
        if let Some(at) = course.asked {
            rows.events.push(matter_event::ActiveModel {
                id: Set(random.id(at)),
                matter_id: Set(id),
                kind: Set(matter_event::Kind::CalledBack),
                note: Set(String::new()),
                actor: Set(serde_json::to_value(Actor::System)?),
                created_at: Set(at),
                ..Default::default()
            });
        }
        Ok(())
    }

    /// Most are taken on the same day and dealt with in time; what came in lately may still be open.
    fn course(&self, deadlines: &Deadlines, diligence: f64, now: DateTime<Utc>, random: &mut Random) -> Course {
        let past = |at: DateTime<Utc>| (at <= now).then_some(at);
        let taken_on = past(self.received + Duration::minutes(random.between(5, 420)));
        let span = (deadlines.due_at - self.received).num_minutes().max(60);
        let share = if random.chance(diligence) { random.between(15, 92) } else { random.between(101, 150) };
        let handled = taken_on.and_then(|taken| past((self.received + Duration::minutes(span * share / 100)).max(taken)));
        let asked = handled.and_then(|at| past(at + Duration::hours(random.between(4, 60))));
        Course { taken_on, handled, asked }
    }

    fn hand_out(
        &self,
        writer: &Writer<'_>,
        (matter, id, holder): (Uuid, Uuid, Uuid),
        (terms, deadlines, course): (&Terms, &Deadlines, &Course),
        random: &mut Random,
        rows: &mut Rows,
    ) -> Result<()> {
        let now = writer.tx.now();
        let ended = course.handled.unwrap_or(now);
        let level = deadlines.level_at(ended);
        let state = match (course.handled, course.taken_on) {
            (Some(_), _) => State::Done,
            (None, Some(_)) => State::Accepted,
            _ => State::Assigned,
        };
        let mut acts = vec![(self.received, Act::Assign { to: holder, due_at: deadlines.due_at }, "")];
        acts.extend(course.taken_on.map(|at| (at, Act::Acknowledge, "")));
        let cards = [(Level::Yellow, deadlines.yellow_at), (Level::Red, deadlines.red_at), (Level::OverHead, deadlines.over_head_at)];
        // Two cards of one instant are one: the higher.
        acts.extend(cards.iter().enumerate().filter_map(|(place, (card, at))| {
            let higher = cards.get(place + 1).is_some_and(|(_, next)| next == at);
            (*card <= level && !higher).then_some((*at, Act::Escalate { level: *card }, ""))
        }));
        acts.extend(course.handled.map(|at| (at, Act::Complete, self.result)));
        acts.sort_by_key(|(at, _, _)| *at);
        for (place, (at, act, note)) in (1..).zip(acts) {
            rows.steps.push(assignment_step::ActiveModel {
                id: Set(random.id(at)),
                assignment_id: Set(id),
                place: Set(place),
                act: Set(serde_json::to_value(act)?),
                note: Set(note.to_owned()),
                actor: Set(serde_json::to_value(Actor::System)?),
                created_at: Set(at),
                ..Default::default()
            });
        }
        let unanswered = course.taken_on.is_none().then_some(deadlines.acknowledge_by);
        let next = unanswered.into_iter().chain(deadlines.next_after(level)).min().filter(|_| state.is_open());
        rows.given.push(assignment::ActiveModel {
            id: Set(id),
            matter_id: Set(Some(matter)),
            title: Set(format!("{}{}", self.place, self.title)),
            grid_id: Set(Some(self.grid)),
            state: Set(state),
            holder_id: Set(Some(holder)),
            stands_in_for: Set(None),
            level: Set(level),
            begun_at: Set(self.received),
            acknowledge_by: Set(deadlines.acknowledge_by),
            acknowledged_at: Set(course.taken_on),
            unanswered_at: Set(None),
            yellow_at: Set(deadlines.yellow_at),
            red_at: Set(deadlines.red_at),
            due_at: Set(deadlines.due_at),
            over_head_at: Set(deadlines.over_head_at),
            asked_until: Set(None),
            terms: Set(serde_json::to_value(terms)?),
            next_at: Set(next),
            closed_at: Set(course.handled),
            revision: Set(1),
            created_at: Set(self.received),
            updated_at: Set(ended),
            ..Default::default()
        });
        Ok(())
    }
}
