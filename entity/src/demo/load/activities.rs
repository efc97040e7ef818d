//! A year of the demo communities' menu: rooms, two providers, over a hundred activities in five classes, programmes, wishes.

use chrono::{DateTime, Datelike, Days, Duration, NaiveDate, NaiveTime, Utc};
use sea_orm::ActiveValue::Set;
use serde_json::json;
use uuid::Uuid;

use super::{super::random::Random, Writer, ZONE, accounts::Members, people::Listed};
use crate::{
    activities::{
        activity::{self, Class, Stage},
        activity_feedback,
        programme::{self, Kind},
        programme_member, provider, provider_contract,
        provider_deliverable::{self, State as Owed},
        provider_review, room, room_booking, room_slot,
        rules::hours::{Hours, Span, quarters},
        service::SUBJECT,
        wish, wish_vote,
    },
    attendance::{
        Terms,
        attendee::{self, State},
        occasion,
    },
    calendar::local,
    kernel::{Result, Role},
    partners::units::Contact,
};

/// The rooms: name, so many people, what is in them.
const ROOMS: [(&str, i64, &str); 6] = [
    ("多功能厅", 120, "舞台、投影、音响"),
    ("睦邻课堂", 40, "投影、白板、桌椅四十套"),
    ("书画室", 24, "画案八张、笔墨纸砚"),
    ("舞蹈室", 30, "镜墙、把杆、音响"),
    ("亲子空间", 30, "地垫、绘本、玩具"),
    ("共享厨房", 16, "灶台四组、烤箱两台"),
];
/// The menu: class, title, what it is, which room, seats, the hour, the weekday from Monday.
type Dish = (Class, &'static str, &'static str, usize, i64, u32, u64);
const DISHES: [Dish; 15] = [
    (Class::Red, "红色故事会", "老党员讲过去的事，年轻人听了记在心里。", 1, 40, 14, 4),
    (Class::Red, "重温入党志愿", "读一遍当年写下的话。", 1, 36, 9, 0),
    (Class::Red, "红歌合唱排练", "人人能唱，每周一练。", 0, 60, 15, 2),
    (Class::Volunteer, "便民理发", "志愿者免费理发，行动不便的上门。", 0, 40, 9, 3),
    (Class::Volunteer, "小家电义修", "带着坏了的来，修好了拿回去。", 5, 16, 14, 5),
    (Class::Volunteer, "旧物换绿植", "旧电池、旧衣物换一盆绿萝。", 0, 80, 9, 5),
    (Class::Signature, "邻里百家宴", "每家一道拿手菜，一起吃顿饭。", 0, 100, 16, 6),
    (Class::Signature, "周末音乐角", "会什么乐器都可以上台。", 0, 90, 19, 5),
    (Class::Home, "手机课堂", "挂号、缴费、视频通话，一样一样学会。", 1, 30, 9, 1),
    (Class::Home, "书画研习", "楷书从横竖撇捺开始。", 2, 20, 14, 1),
    (Class::Home, "广场舞基础班", "零基础，跟着老师慢慢来。", 3, 28, 19, 3),
    (Class::Home, "周末亲子绘本", "三至八岁，家长陪同。", 4, 24, 10, 5),
    (Class::Soup, "心理茶座", "喝杯茶，聊聊心里事。", 2, 16, 15, 4),
    (Class::Soup, "中医养生讲堂", "社区医院大夫讲四季调养。", 1, 40, 9, 2),
    (Class::Soup, "照护者喘息时光", "照顾病人的家属歇一歇、说说话。", 2, 14, 14, 0),
];
/// The programmes: kind, title, what it is, and the dish that its sessions are.
const PROGRAMMES: [(Kind, &str, &str, usize); 6] = [
    (Kind::PhoneClass, "老年手机课堂", "十二讲，小班教学，一人一个志愿者。", 8),
    (Kind::SoloLiving, "独居生活营", "防骗、防火、急救、结伴做饭。", 12),
    (Kind::Fathers, "父亲工作坊", "每月一次，爸爸带娃不慌张。", 11),
    (Kind::SummerCamp, "暑期成长营", "作业辅导加社会实践。", 11),
    (Kind::ChildrenTeam, "小小志愿者", "周末捡拾、劝导、送报。", 5),
    (Kind::MothersTeam, "妈妈志愿队", "放学后看护、社区帮厨。", 3),
];
/// What was said: points and words.
const SAID: [(i64, &str); 7] = [
    (5, "老师很有耐心，还想再来。"),
    (5, "认识了好几位邻居。"),
    (5, ""),
    (4, "内容好，时间再长一点就好了。"),
    (4, ""),
    (3, "人有点多，听不太清。"),
    (5, "办到心坎里了。"),
];
/// What is wished for, and what the office said, if it did.
const WISHES: [(&str, &str, wish::State, &str, usize); 5] = [
    ("太极拳早课", "夏园那块空地就合适，每周两次。", wish::State::Open, "", 9),
    ("青少年编程入门", "寒假能开个短班吗？", wish::State::Open, "", 6),
    ("宠物行为课", "养狗的邻居一起学学怎么不扰民。", wish::State::Open, "", 3),
    ("家庭急救培训", "海姆立克、心肺复苏，家家都该会。", wish::State::Planned, "已请社区医院安排，欢迎点单。", 12),
    ("游泳班", "", wish::State::Declined, "中心没有场地，已把您介绍到区体育馆。", 4),
];
/// The menu reaches so many days back and ahead.
const BACK: u64 = 350;
const AHEAD: u64 = 24;

/// Whatever is written in bulk.
#[derive(Default)]
struct Rows {
    occasions: Vec<occasion::ActiveModel>,
    activities: Vec<activity::ActiveModel>,
    attendees: Vec<attendee::ActiveModel>,
    feedback: Vec<activity_feedback::ActiveModel>,
    bookings: Vec<room_booking::ActiveModel>,
    slots: Vec<room_slot::ActiveModel>,
}

/// Writes them: all for the model community, some for the others.
pub(super) async fn write(writer: &Writer<'_>, members: &Members, listed: &[Listed<'_>]) -> Result<()> {
    let (tx, mut random) = (&writer.tx, writer.random("activities"));
    let (today, model) = (local::day_of(ZONE, tx.now()), writer.place.code == crate::demo::place::MODEL);
    let rooms = rooms(writer, if model { ROOMS.len() } else { 3 }, &mut random).await?;
    let providers = if model { providers(writer, members, today, &mut random).await? } else { Vec::new() };
    let programmes = if model { programmes(writer, members, &providers, &mut random).await? } else { Vec::new() };
    let mut rows = Rows::default();
    let first = today - Days::new(BACK);
    for day in first.iter_days().take_while(|day| *day <= today + Days::new(AHEAD)) {
        for (place, dish) in DISHES.iter().enumerate() {
            let weekday = u64::from(day.weekday().num_days_from_monday());
            // Each dish comes about every sixth week; what is to come is fuller.
            let often = if day >= today {
                0.5
            } else if model {
                0.17
            } else {
                0.05
            };
            if dish.6 != weekday || dish.3 >= rooms.len() || !random.chance(often) {
                continue;
            }
            let programme = programmes.iter().find(|(_, of)| *of == place).map(|(id, _)| *id).filter(|_| random.chance(0.7));
            let provider = (dish.0 != Class::Red && !providers.is_empty()).then(|| *random.one_of(&providers));
            let serving = Serving { dish, day, programme, provider, room: rooms[dish.3] };
            serve(writer, members, listed, &serving, &mut rows, &mut random)?;
        }
    }
    tx.insert_many(rows.occasions).await?;
    tx.insert_many(rows.activities).await?;
    tx.insert_many(rows.attendees).await?;
    tx.insert_many(rows.feedback).await?;
    tx.insert_many(rows.bookings).await?;
    tx.insert_many(rows.slots).await?;
    if model { wishes(writer, members, listed, &mut random).await } else { Ok(()) }
}

/// One dish on one day.
struct Serving<'a> {
    dish: &'a Dish,
    day: NaiveDate,
    programme: Option<Uuid>,
    provider: Option<Uuid>,
    room: Uuid,
}

fn serve(
    writer: &Writer<'_>,
    members: &Members,
    listed: &[Listed<'_>],
    serving: &Serving<'_>,
    rows: &mut Rows,
    random: &mut Random,
) -> Result<()> {
    let tx = &writer.tx;
    let (class, title, summary, room, seats, hour, _) = *serving.dish;
    let starts_at = local::midnight(ZONE, serving.day) + Duration::hours(i64::from(hour));
    let ends_at = starts_at + Duration::hours(2);
    let made = starts_at - Duration::days(14);
    let over = ends_at < tx.now();
    if !over && starts_at <= tx.now() {
        return Ok(());
    }
    // What is two weeks ahead is only prepared.
    let published = over || serving.day < local::day_of(ZONE, tx.now()) + Days::new(16);
    let (id, occasion_id, booking_id) = (random.id(made), random.id(made), random.id(made));
    rows.occasions.push(occasion::ActiveModel {
        id: Set(occasion_id),
        subject_kind: Set(Some(SUBJECT.to_owned())),
        subject_id: Set(Some(id)),
        title: Set(title.to_owned()),
        place: Set(format!("党群服务中心{}", ROOMS[room].0)),
        starts_at: Set(starts_at),
        ends_at: Set(ends_at),
        opens_at: Set(None),
        closes_at: Set(None),
        cancel_until: Set(None),
        capacity: Set(Some(seats)),
        waiting_list: Set(true),
        terms: Set(serde_json::to_value(Terms::default())?),
        state: Set(match () {
            () if over => occasion::State::Closed,
            () if published => occasion::State::Open,
            () => occasion::State::Draft,
        }),
        cancel_reason: Set(None),
        code_secret: Set(tx.seal_bytes("occasion", "code_secret", occasion_id, &[0; 32])?),
        turn: Set(0),
        created_at: Set(made),
        ..Default::default()
    });
    rows.activities.push(activity::ActiveModel {
        id: Set(id),
        occasion_id: Set(occasion_id),
        class: Set(class),
        stage: Set(match () {
            () if over => Stage::Held,
            () if published => Stage::Published,
            () => Stage::Planned,
        }),
        summary: Set(summary.to_owned()),
        organiser_id: Set(members.with(Role::Staff).first().copied()),
        provider_id: Set(serving.provider),
        programme_id: Set(serving.programme),
        published_at: Set(published.then_some(made)),
        held_at: Set(over.then_some(ends_at)),
        revision: Set(1),
        created_at: Set(made),
        ..Default::default()
    });
    rows.bookings.push(room_booking::ActiveModel {
        id: Set(booking_id),
        room_id: Set(serving.room),
        purpose: Set(room_booking::Purpose::Activity),
        title: Set(title.to_owned()),
        occasion_id: Set(Some(occasion_id)),
        contact: Set(None),
        starts_at: Set(starts_at),
        ends_at: Set(ends_at),
        state: Set(room_booking::State::Booked),
        by_id: Set(None),
        created_at: Set(made),
        ..Default::default()
    });
    rows.slots.extend(quarters(starts_at, ends_at).into_iter().map(|quarter| room_slot::ActiveModel {
        id: Set(random.id(made)),
        room_id: Set(serving.room),
        quarter: Set(quarter),
        booking_id: Set(booking_id),
        ..Default::default()
    }));
    if published && !listed.is_empty() {
        let people = seats.min(24) * random.between(45, 95) / 100;
        guests(listed, Times { id, occasion_id, starts_at, ends_at, over }, people, rows, random);
    }
    Ok(())
}

/// Whose roll it is.
struct Times {
    id: Uuid,
    occasion_id: Uuid,
    starts_at: DateTime<Utc>,
    ends_at: DateTime<Utc>,
    over: bool,
}

/// Residents of age on the roll, all different; most came, some of them said how it was.
fn guests(listed: &[Listed<'_>], of: Times, people: i64, rows: &mut Rows, random: &mut Random) {
    let begin = usize::try_from(random.between(0, listed.len() as i64 - 1)).unwrap_or_default();
    let around = listed.iter().cycle().skip(begin).take(listed.len()).take(usize::try_from(people).unwrap_or_default());
    for (ticket, one) in (1..).zip(around) {
        let came = of.over && random.chance(0.9);
        let id = random.id(of.starts_at);
        rows.attendees.push(attendee::ActiveModel {
            id: Set(id),
            occasion_id: Set(of.occasion_id),
            person_id: Set(Some(one.id)),
            member_id: Set(None),
            state: Set(match (of.over, came) {
                (false, _) => State::SignedUp,
                (true, true) => State::Attended,
                (true, false) => State::NoShow,
            }),
            seat: Set(Some(ticket)),
            ticket: Set(ticket),
            consent: Set(None),
            check_in_at: Set(came.then_some(of.starts_at)),
            check_out_at: Set(None),
            minutes: Set(came.then_some(120)),
            created_at: Set(of.starts_at - Duration::days(4)),
            ..Default::default()
        });
        if came && random.chance(0.25) {
            let (score, words) = *random.one_of(&SAID);
            let at = of.ends_at + Duration::minutes(20);
            rows.feedback.push(activity_feedback::ActiveModel {
                id: Set(random.id(at)),
                activity_id: Set(of.id),
                attendee_id: Set(id),
                score: Set(score),
                words: Set(words.to_owned()),
                created_at: Set(at),
                ..Default::default()
            });
        }
    }
}

async fn rooms(writer: &Writer<'_>, count: usize, random: &mut Random) -> Result<Vec<Uuid>> {
    let span =
        |from: u32, until: u32| Some(Span { from: NaiveTime::from_hms_opt(from, 30, 0)?, until: NaiveTime::from_hms_opt(until, 0, 0)? });
    let hours = Hours { week: [span(8, 21); 7], holiday: span(8, 17) };
    let mut ids = Vec::new();
    let mut rows = Vec::new();
    for (name, capacity, equipment) in ROOMS.into_iter().take(count) {
        let id = random.id(writer.since);
        ids.push(id);
        rows.push(room::ActiveModel {
            id: Set(id),
            name: Set(name.to_owned()),
            capacity: Set(Some(capacity)),
            equipment: Set(equipment.to_owned()),
            hours: Set(serde_json::to_value(&hours)?),
            active: Set(true),
            revision: Set(1),
            created_at: Set(writer.since),
            ..Default::default()
        });
    }
    writer.tx.insert_many(rows).await?;
    Ok(ids)
}

async fn providers(writer: &Writer<'_>, members: &Members, today: NaiveDate, random: &mut Random) -> Result<Vec<Uuid>> {
    let tx = &writer.tx;
    let speaks = members.with(Role::Provider).first().copied();
    let reviewer = members.with(Role::CommunityAdmin).first().copied();
    let mut ids = Vec::new();
    for (place, (name, amount, work)) in
        [("夕阳红社工服务中心", 28_000_000, "党群服务中心空间运营"), ("小树苗家庭教育工作室", 9_600_000, "一小系列课程")]
            .into_iter()
            .enumerate()
    {
        let id = random.id(writer.since);
        ids.push(id);
        let contact =
            Contact { name: ["周晓梅", "林立"][place].to_owned(), phone: format!("1390000{:04}", random.between(1000, 9999)) };
        tx.insert(provider::ActiveModel {
            id: Set(id),
            name: Set(name.to_owned()),
            member_id: Set(speaks.filter(|_| place == 0)),
            contact: Set(tx.seal("provider", "contact", id, &json!(contact).to_string())?),
            note: Set(String::new()),
            active: Set(true),
            revision: Set(1),
            created_at: Set(writer.since),
            ..Default::default()
        })
        .await?;
        let from_day = today - Days::new(300);
        let contract = provider_contract::ActiveModel {
            provider_id: Set(id),
            title: Set(work.to_owned()),
            from_day: Set(from_day),
            until_day: Set(from_day + Days::new(364)),
            amount: Set(amount),
            terms: Set("每季度提交服务总结与照片，年末提交总报告。".to_owned()),
            revision: Set(1),
            ..Default::default()
        };
        let contract = tx.insert(contract).await?;
        for (quarter, name) in (1..).zip(["第一季度服务总结", "第二季度服务总结", "第三季度服务总结", "年度总报告"])
        {
            let due_on = from_day + Days::new(91 * quarter);
            let done = (due_on < today).then(|| writer.morning(due_on));
            let row = provider_deliverable::ActiveModel {
                contract_id: Set(contract.id),
                name: Set(name.to_owned()),
                due_on: Set(due_on),
                state: Set(if done.is_some() { Owed::Accepted } else { Owed::Due }),
                note: Set(String::new()),
                delivered_at: Set(done),
                accepted_at: Set(done),
                told_on: Set(None),
                ..Default::default()
            };
            tx.insert(row).await?;
        }
        if let Some(member) = reviewer {
            let row = provider_review::ActiveModel {
                contract_id: Set(contract.id),
                member_id: Set(member),
                score: Set(4 + i64::from(place == 0)),
                words: Set("按时按质，居民反映好。".to_owned()),
                ..Default::default()
            };
            tx.insert(row).await?;
        }
    }
    Ok(ids)
}

async fn programmes(writer: &Writer<'_>, members: &Members, providers: &[Uuid], random: &mut Random) -> Result<Vec<(Uuid, usize)>> {
    let tx = &writer.tx;
    let mut made: Vec<(Uuid, usize)> = Vec::new();
    for (kind, title, summary, dish) in PROGRAMMES {
        let id = random.id(writer.since);
        tx.insert(programme::ActiveModel {
            id: Set(id),
            kind: Set(kind),
            title: Set(title.to_owned()),
            summary: Set(summary.to_owned()),
            organiser_id: Set(members.with(Role::Staff).first().copied()),
            provider_id: Set(providers.get(usize::from(matches!(kind, Kind::Fathers | Kind::SummerCamp))).copied()),
            state: Set(programme::State::Open),
            revision: Set(1),
            created_at: Set(writer.since),
            ..Default::default()
        })
        .await?;
        for member in members.with(Role::Volunteer) {
            let row = programme_member::ActiveModel {
                programme_id: Set(id),
                person_id: Set(None),
                member_id: Set(Some(member)),
                contact_id: Set(None),
                way: Set(None),
                active: Set(matches!(kind, Kind::MothersTeam | Kind::ChildrenTeam)),
                ..Default::default()
            };
            tx.insert(row).await?;
        }
        // A dish is the session of one programme.
        if made.iter().all(|(_, of)| *of != dish) {
            made.push((id, dish));
        }
    }
    Ok(made)
}

async fn wishes(writer: &Writer<'_>, members: &Members, listed: &[Listed<'_>], random: &mut Random) -> Result<()> {
    let (tx, mut votes) = (&writer.tx, Vec::new());
    for (back, (title, words, state, answer, wanted)) in (1..).zip(WISHES) {
        let at = tx.now() - Duration::days(back * 9);
        let id = random.id(at);
        tx.insert(wish::ActiveModel {
            id: Set(id),
            title: Set(title.to_owned()),
            words: Set(words.to_owned()),
            state: Set(state),
            answer: Set(answer.to_owned()),
            activity_id: Set(None),
            answered_at: Set((state != wish::State::Open).then(|| at + Duration::days(5))),
            revision: Set(1),
            created_at: Set(at),
            ..Default::default()
        })
        .await?;
        let who = members.with(Role::Volunteer).into_iter().map(|member| (None, Some(member)));
        let who = who.chain(listed.iter().skip(usize::try_from(back).unwrap_or_default()).map(|one| (Some(one.id), None)));
        votes.extend(who.take(wanted).map(|(person, member)| wish_vote::ActiveModel {
            id: Set(random.id(at)),
            wish_id: Set(id),
            person_id: Set(person),
            member_id: Set(member),
            created_at: Set(at),
            ..Default::default()
        }));
    }
    tx.insert_many(votes).await
}
