//! The meetings of the demo communities: some held and written down, one that is called, one prepared.

use chrono::{Days, Duration, NaiveDate};
use sea_orm::ActiveValue::Set;

use super::{Writer, ZONE, accounts::Members};
use crate::{
    attendance::{
        Terms, Who, attendee, occasion,
        occasions::Plan,
        rules::times::Times,
        sign_up::{Door, sign_up},
    },
    calendar::local,
    kernel::{Result, Role},
    meetings::{Kind, MinutesState, Stage, meeting, meeting_resolution, service},
};

/// A meeting that was held: so many days ago, of a kind, called so, with what was resolved.
const HELD: [(u64, Kind, &str, &str); 5] = [
    (250, Kind::Congress, "居民代表大会（上半年）", "通过年度公共收益使用方案"),
    (160, Kind::Heart, "夏园改造恳谈会", "夏园增设座椅与儿童沙池"),
    (95, Kind::Hearing, "充电棚选址听证会", "充电棚建在北门内侧，远离窗户"),
    (48, Kind::Joint, "第三季度社区联席会", "两家医院每月来社区义诊一次"),
    (20, Kind::Heart, "雨污井施工恳谈会", "施工避开午休，临时便道保持畅通"),
];
const AGENDA: [&str; 3] = ["通报情况", "讨论", "形成决议"];

/// Writes those that are over, and prepares those that are to come.
pub(super) async fn write(writer: &Writer<'_>, members: &Members) -> Result<()> {
    let (tx, mut random) = (&writer.tx, writer.random("meetings"));
    let today = local::day_of(ZONE, tx.now());
    let at = |day: NaiveDate| local::midnight(ZONE, day) + Duration::hours(14);
    let guests = members.with(Role::Staff);
    let chair = members.with(Role::CommunityAdmin).first().copied();
    for (back, kind, title, words) in HELD {
        let starts = at(today - Days::new(back));
        let (id, occasion_id, secret) = (random.id(starts), random.id(starts), [0_u8; 32]);
        let occasion = occasion::ActiveModel {
            id: Set(occasion_id),
            subject_kind: Set(Some("meeting".to_owned())),
            subject_id: Set(Some(id)),
            title: Set(title.to_owned()),
            place: Set("党群服务中心议事厅".to_owned()),
            starts_at: Set(starts),
            ends_at: Set(starts + Duration::hours(2)),
            waiting_list: Set(false),
            terms: Set(serde_json::to_value(Terms::default())?),
            state: Set(occasion::State::Closed),
            code_secret: Set(tx.seal_bytes("occasion", "code_secret", occasion_id, &secret)?),
            turn: Set(0),
            created_at: Set(starts - Duration::days(7)),
            ..Default::default()
        };
        tx.insert(occasion).await?;
        let roll = (1..).zip(&guests).map(|(ticket, member)| attendee::ActiveModel {
            occasion_id: Set(occasion_id),
            member_id: Set(Some(*member)),
            state: Set(attendee::State::Attended),
            ticket: Set(ticket),
            check_in_at: Set(Some(starts)),
            minutes: Set(Some(120)),
            ..Default::default()
        });
        tx.insert_many(roll.collect()).await?;
        let row = meeting::ActiveModel {
            id: Set(id),
            occasion_id: Set(occasion_id),
            kind: Set(kind),
            stage: Set(Stage::Held),
            agenda: Set(serde_json::to_value(AGENDA)?),
            chair_id: Set(chair),
            minutes: Set(format!("会议通报了有关情况，与会人员充分讨论。{words}。")),
            minutes_state: Set(MinutesState::Published),
            called_at: Set(Some(starts - Duration::days(5))),
            held_at: Set(Some(starts)),
            revision: Set(1),
            created_at: Set(starts - Duration::days(7)),
            ..Default::default()
        };
        tx.insert(row).await?;
        let resolution = meeting_resolution::ActiveModel {
            meeting_id: Set(id),
            place: Set(1),
            words: Set(words.to_owned()),
            in_favour: Set(Some(random.between(18, 40))),
            against: Set(Some(random.between(0, 3))),
            abstained: Set(Some(random.between(0, 2))),
            created_at: Set(starts + Duration::hours(2)),
            ..Default::default()
        };
        tx.insert(resolution).await?;
    }
    let starts = at(today + Days::new(9));
    let plan = Plan {
        title: "加装电梯听证会".to_owned(),
        place: "党群服务中心议事厅".to_owned(),
        times: Times { starts_at: starts, ends_at: starts + Duration::hours(2), opens_at: None, closes_at: None, cancel_until: None },
        capacity: None,
        waiting_list: false,
        terms: Terms::default(),
    };
    let agenda = AGENDA.iter().map(|line| (*line).to_owned()).collect();
    let next = service::add(tx, service::Design { kind: Kind::Hearing, occasion: plan, agenda, quorum: Some(2), chair }).await?;
    for member in guests {
        sign_up(tx, next.occasion_id, Who::Member(member), Door::DeskDespiteTerms).await?;
    }
    Ok(())
}
