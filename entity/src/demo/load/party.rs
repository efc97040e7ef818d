//! Two branches of each demo community, a year of their sessions with who came, and the column.

use chrono::{DateTime, Datelike, Days, Duration, Months, NaiveDate, Utc};
use sea_orm::ActiveValue::Set;
use uuid::Uuid;

use super::{
    super::{life, place::MODEL, random::Random},
    Writer, ZONE,
    accounts::Members,
    people::Listed,
};
use crate::{
    attendance::{Terms, attendee, occasion},
    calendar::local,
    kernel::{Result, Role},
    meetings::MinutesState,
    party::{
        Kind, Stage, article, article_reading, party_branch,
        party_member::{self, Post, State as Belonging},
        party_presence::{self, State},
        party_session, party_transfer,
        rules::course::is_invited,
    },
    people::rules::belongs,
};

/// The branches.
const BRANCHES: [&str; 2] = ["第一党支部", "第二党支部"];
/// A year of sessions: kind, title, on which day of the month, every how many months, minutes of study.
const SESSIONS: [(Kind, &str, u64, u32, i64); 6] = [
    (Kind::Committee, "支委会：商定本月工作", 2, 1, 60),
    (Kind::Group, "党小组会：学原文、谈体会", 8, 1, 120),
    (Kind::ThemeDay, "政治三日示范课", 14, 1, 150),
    (Kind::Bench, "板凳课堂：院子里说身边事", 19, 2, 60),
    (Kind::Lecture, "党课：把群众的小事当大事", 22, 3, 120),
    (Kind::Assembly, "党员大会", 25, 3, 120),
];
/// The column: so many days ago, title, by whom, text.
const ARTICLES: [(i64, &str, &str, &str); 6] = [
    (
        300,
        "入党那天下着雪",
        "王桂兰",
        "那年我二十三岁，在纺织厂上夜班。\n支部大会开完已经半夜，外面下着雪，我一路走回宿舍，一点不觉得冷。\n如今退休了，能替邻居多跑一趟腿，就算没忘那天说过的话。",
    ),
    (
        220,
        "一把板凳，一院子人",
        "刘建军",
        "第一次把板凳搬到银杏树下，只来了七个人。\n讲的不是大道理，是三号楼的漏水怎么修、谁家老人该去看看。\n后来板凳越搬越多，事情也一件一件办成了。",
    ),
    (
        150,
        "师傅教我的两件事",
        "陈秀珍",
        "师傅是老党员，话不多。\n他教我两件事：答应的要做到，做不到的要早说。\n在社区当楼门长这些年，我一直照这两句做。",
    ),
    (
        90,
        "退伍三十年",
        "赵国强",
        "脱下军装三十年，被子还是叠成方块。\n年轻人问我图什么，我说习惯了。\n夜里巡楼，看见家家灯亮着，心里踏实。",
    ),
    (40, "楼道里的灯", "孙丽华", "灯坏了没人报，大家都以为别人会报。\n我搬来梯子换上，第二天门口多了一袋橘子，没留名字。\n好事是会传的。"),
    (
        9,
        "把家门口的事办好",
        "周明",
        "在职党员到社区报到，我领的第一件事是教老人用手机挂号。\n教会一个，就少一个人天不亮去排队。\n事情不大，办成一件是一件。",
    ),
];

#[derive(Default)]
struct Rows {
    occasions: Vec<occasion::ActiveModel>,
    sessions: Vec<party_session::ActiveModel>,
    attendees: Vec<attendee::ActiveModel>,
    presences: Vec<party_presence::ActiveModel>,
}

/// A party member of the demo.
struct Comrade {
    id: Uuid,
    who: (Option<Uuid>, Option<Uuid>),
    post: Post,
    in_service: bool,
    /// How often they come.
    faithful: f64,
}

/// Writes them.
pub(super) async fn write(writer: &Writer<'_>, members: &Members, listed: &[Listed<'_>]) -> Result<()> {
    let (tx, mut random) = (&writer.tx, writer.random("party"));
    let today = local::day_of(ZONE, tx.now());
    let first = local::month_start(today - Days::new(364)) + Months::new(1);
    let each = if writer.place.code == MODEL { 48 } else { 12 };
    let mut residents = listed.iter().filter(|one| belongs(life::state(&one.resident.events)));
    let office = [members.with(Role::CommunityAdmin), members.with(Role::Staff)].concat();
    for (number, name) in BRANCHES.into_iter().enumerate() {
        let branch = party_branch::ActiveModel {
            name: Set(name.to_owned()),
            founded_on: Set(first),
            dissolved_on: Set(None),
            revision: Set(1),
            ..Default::default()
        };
        let branch = tx.insert(branch).await?.id;
        let mut who: Vec<(Option<Uuid>, Option<Uuid>)> = office.get(number).map(|member| (None, Some(*member))).into_iter().collect();
        who.extend(residents.by_ref().take(each).map(|one| (Some(one.id), None)));
        let comrades = comrades(writer, branch, first, who, &mut random).await?;
        let mut rows = Rows::default();
        let mut month = first;
        while month <= today {
            for (kind, title, on, every, minutes) in SESSIONS {
                // A branch that forgets a month now and then.
                if month.month().is_multiple_of(every) && month + Days::new(on) < today && !random.chance(0.05) {
                    session(writer, (branch, kind, title, minutes), month + Days::new(on), &comrades, &mut rows, &mut random)?;
                }
            }
            month = month + Months::new(1);
        }
        tx.insert_many(rows.occasions).await?;
        tx.insert_many(rows.sessions).await?;
        tx.insert_many(rows.attendees).await?;
        tx.insert_many(rows.presences).await?;
    }
    column(writer, &office, &mut random).await
}

async fn comrades(
    writer: &Writer<'_>,
    branch: Uuid,
    since: NaiveDate,
    who: Vec<(Option<Uuid>, Option<Uuid>)>,
    random: &mut Random,
) -> Result<Vec<Comrade>> {
    let (mut rows, mut transfers, mut comrades) = (Vec::new(), Vec::new(), Vec::new());
    for (place, who) in who.into_iter().enumerate() {
        let post = match place {
            0 => Post::Secretary,
            1 => Post::Deputy,
            2 => Post::Organisation,
            3 => Post::Publicity,
            _ => Post::None,
        };
        let (id, in_service) = (random.id(writer.since), place > 3 && random.chance(0.1));
        let state = if place > 3 && random.chance(0.03) { Belonging::Probationary } else { Belonging::Full };
        let joined = NaiveDate::from_ymd_opt(i32::try_from(random.between(1965, 2012)).unwrap_or(1990), 7, 1).unwrap_or(since);
        rows.push(party_member::ActiveModel {
            id: Set(id),
            branch_id: Set(branch),
            person_id: Set(who.0),
            member_id: Set(who.1),
            state: Set(state),
            post: Set(post),
            in_service: Set(in_service),
            joined_on: Set(joined),
            left_on: Set(None),
            revision: Set(1),
            ..Default::default()
        });
        transfers.push(party_transfer::ActiveModel {
            party_member_id: Set(id),
            from_id: Set(None),
            to_id: Set(Some(branch)),
            on_day: Set(since),
            reason: Set(String::new()),
            ..Default::default()
        });
        let faithful = if random.chance(0.1) { 0.6 } else { 0.92 };
        comrades.push(Comrade { id, who, post, in_service, faithful });
    }
    writer.tx.insert_many(rows).await?;
    writer.tx.insert_many(transfers).await?;
    Ok(comrades)
}

fn session(
    writer: &Writer<'_>,
    (branch, kind, title, minutes): (Uuid, Kind, &str, i64),
    day: NaiveDate,
    comrades: &[Comrade],
    rows: &mut Rows,
    random: &mut Random,
) -> Result<()> {
    let tx = &writer.tx;
    let starts: DateTime<Utc> = local::midnight(ZONE, day) + Duration::hours(14);
    let (id, occasion_id, secret) = (random.id(starts), random.id(starts), [0_u8; 32]);
    let place = if kind == Kind::Bench { "银杏树下" } else { "党群服务中心二楼" };
    rows.occasions.push(occasion::ActiveModel {
        id: Set(occasion_id),
        subject_kind: Set(Some("party_session".to_owned())),
        subject_id: Set(Some(id)),
        title: Set(title.to_owned()),
        place: Set(place.to_owned()),
        starts_at: Set(starts),
        ends_at: Set(starts + Duration::minutes(minutes)),
        waiting_list: Set(false),
        terms: Set(serde_json::to_value(Terms::default())?),
        state: Set(occasion::State::Closed),
        code_secret: Set(tx.seal_bytes("occasion", "code_secret", occasion_id, &secret)?),
        turn: Set(0),
        created_at: Set(starts - Duration::days(7)),
        ..Default::default()
    });
    rows.sessions.push(party_session::ActiveModel {
        id: Set(id),
        branch_id: Set(branch),
        occasion_id: Set(occasion_id),
        kind: Set(kind),
        stage: Set(Stage::Closed),
        programme: Set("学原文、谈体会，认领一件邻里小事。".to_owned()),
        study_minutes: Set(minutes),
        minutes: Set("学习了原文，结合身边事交流体会，会后认领了邻里服务事项。".to_owned()),
        minutes_state: Set(MinutesState::Published),
        called_at: Set(Some(starts - Duration::days(5))),
        held_at: Set(Some(starts)),
        closed_at: Set(Some(starts + Duration::minutes(minutes))),
        revision: Set(1),
        created_at: Set(starts - Duration::days(7)),
        ..Default::default()
    });
    let invited = comrades.iter().filter(|one| is_invited(kind, Belonging::Full, one.post, one.in_service));
    for (ticket, one) in (1..).zip(invited) {
        let state = match random.chance(one.faithful) {
            true => State::Attended,
            false if random.chance(0.3) => State::MadeUp,
            false if random.chance(0.6) => State::Excused,
            false => State::Absent,
        };
        let came = state == State::Attended;
        let on_roll = match state {
            State::Attended => attendee::State::Attended,
            State::Excused => attendee::State::Cancelled,
            State::Absent | State::MadeUp => attendee::State::NoShow,
        };
        rows.attendees.push(attendee::ActiveModel {
            occasion_id: Set(occasion_id),
            person_id: Set(one.who.0),
            member_id: Set(one.who.1),
            state: Set(on_roll),
            ticket: Set(ticket),
            check_in_at: Set(came.then_some(starts)),
            minutes: Set(came.then_some(minutes)),
            ..Default::default()
        });
        rows.presences.push(party_presence::ActiveModel {
            session_id: Set(id),
            party_member_id: Set(one.id),
            state: Set(state),
            reason: Set(if state == State::Excused { "身体不适".to_owned() } else { String::new() }),
            minutes: Set(if matches!(state, State::Attended | State::MadeUp) { minutes } else { 0 }),
            on_day: Set(day),
            ..Default::default()
        });
    }
    Ok(())
}

async fn column(writer: &Writer<'_>, office: &[Uuid], random: &mut Random) -> Result<()> {
    let tx = &writer.tx;
    let mut readings = Vec::new();
    for (back, title, author, body) in ARTICLES {
        let out = writer.morning(local::day_of(ZONE, tx.now()) - Days::new(back.unsigned_abs()));
        let id = random.id(out);
        let row = article::ActiveModel {
            id: Set(id),
            title: Set(title.to_owned()),
            author: Set(author.to_owned()),
            body: Set(body.to_owned()),
            audio_url: Set(None),
            state: Set(article::State::Published),
            note: Set(String::new()),
            writer_id: Set(office.get(1).copied()),
            reviewer_id: Set(office.first().copied()),
            publish_at: Set(Some(out)),
            published_at: Set(Some(out)),
            revision: Set(1),
            created_at: Set(out - Duration::days(3)),
            ..Default::default()
        };
        tx.insert(row).await?;
        for reader in 0..random.between(8, 60) {
            let at = out + Duration::days(random.between(0, back.min(30)));
            readings.push(article_reading::ActiveModel {
                article_id: Set(id),
                on_day: Set(local::day_of(ZONE, at)),
                reader: Set(tx.blind("article_reader", &format!("{reader}"))?),
                created_at: Set(at),
                ..Default::default()
            });
        }
    }
    tx.insert_many(readings).await
}
