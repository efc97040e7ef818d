//! The volunteers of the demo communities: seven teams, a year of tasks and reported hours, last year's stars, and what waits for the office.

use chrono::{DateTime, Datelike, Days, Duration, NaiveDate, Utc};
use sea_orm::ActiveValue::Set;
use uuid::Uuid;

use super::{Writer, ZONE, accounts::Members, people::Listed};
use crate::{
    attendance::{Terms, attendee, occasion, occasions::Plan, rules::times::Times},
    calendar::local,
    kernel::{Result, Role},
    people::Tier,
    volunteers::{
        Dispatch, Kind, Skill, Stage, State, Time,
        rules::{self, THRESHOLDS},
        tasks, teams, volunteer, volunteer_claim,
        volunteer_entry::{self, Source},
        volunteer_grading, volunteer_skill, volunteer_star, volunteer_task, volunteer_team_member,
    },
};

/// So many residents serve.
const SERVE: usize = 28;
/// So many wait for an answer.
const WAIT: usize = 3;
/// What was done, by kind.
const TASKS: [(Kind, &str, &str); 6] = [
    (Kind::Safety, "楼道消防通道检查", "3号楼至6号楼"),
    (Kind::Group, "陪独居老人就诊", "社区卫生服务站"),
    (Kind::Civility, "清理绿地杂物", "中心花园"),
    (Kind::Event, "重阳敬老活动协助", "党群服务中心"),
    (Kind::Safety, "独居老人家庭用电检查", "7号楼"),
    (Kind::Group, "为高龄老人理发", "党群服务中心"),
];
/// What was reported.
const REPORTED: [&str; 5] = ["每周楼道巡查", "代买药品、送菜上门", "课后辅导", "垃圾分类劝导", "教老人用手机挂号"];
const SKILLS: [Skill; 7] = [Skill::Repair, Skill::Haircut, Skill::Medical, Skill::Arts, Skill::Digital, Skill::Order, Skill::Chores];

/// Writes them.
pub(super) async fn write(writer: &Writer<'_>, members: &Members, listed: &[Listed<'_>]) -> Result<()> {
    teams::ensure(&writer.tx).await?;
    let serving = people(writer, members, listed).await?;
    past(writer, &serving).await?;
    let minutes = reported(writer, &serving).await?;
    stars(writer, &minutes).await?;
    to_come(writer).await
}

/// A volunteer of the demo street.
struct Serving {
    id: Uuid,
    person: Option<Uuid>,
    member: Option<Uuid>,
}

async fn people(writer: &Writer<'_>, members: &Members, listed: &[Listed<'_>]) -> Result<Vec<Serving>> {
    let (tx, mut random) = (&writer.tx, writer.random("volunteers"));
    let (mut rows, mut skills, mut within, mut serving) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    let all_teams: Vec<Uuid> = teams::list(tx).await?.into_iter().map(|(team, _)| team.id).collect();
    let decided_by = members.with(Role::Staff).first().copied();
    let members_first = members.with(Role::Volunteer).into_iter().map(|member| (None, Some(member)));
    let residents = listed.iter().filter(|one| one.resident.tier == Tier::Green).map(|one| (Some(one.id), None));
    for (place, (person, member)) in members_first.chain(residents).take(SERVE + WAIT).enumerate() {
        let waits = place >= SERVE;
        let asked =
            if waits { tx.now() - Duration::days(random.between(1, 4)) } else { writer.since + Duration::days(random.between(2, 60)) };
        let id = random.id(asked);
        let team = *random.one_of(&all_teams);
        rows.push(volunteer::ActiveModel {
            id: Set(id),
            person_id: Set(person),
            member_id: Set(member),
            state: Set(if waits { State::Applied } else { State::Active }),
            words: Set(String::new()),
            times: Set(serde_json::to_value([Time::Morning, Time::Weekend])?),
            wished_team_id: Set(Some(team)),
            reason: Set(String::new()),
            applied_at: Set(asked),
            decided_at: Set((!waits).then_some(asked + Duration::days(1))),
            decided_by: Set(decided_by.filter(|_| !waits)),
            revision: Set(1),
            created_at: Set(asked),
            ..Default::default()
        });
        skills.push(volunteer_skill::ActiveModel { volunteer_id: Set(id), skill: Set(*random.one_of(&SKILLS)), ..Default::default() });
        if !waits {
            within.push(volunteer_team_member::ActiveModel { team_id: Set(team), volunteer_id: Set(id), ..Default::default() });
            serving.push(Serving { id, person, member });
        }
    }
    tx.insert_many(rows).await?;
    tx.insert_many(skills).await?;
    tx.insert_many(within).await?;
    Ok(serving)
}

/// Tasks of the year before, each with a few who came.
async fn past(writer: &Writer<'_>, serving: &[Serving]) -> Result<()> {
    let (tx, mut random) = (&writer.tx, writer.random("volunteer tasks"));
    let today = local::day_of(ZONE, tx.now());
    let (mut occasions, mut rolls, mut rows, mut entries) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    for (week, (kind, title, place)) in TASKS.iter().cycle().take(36).enumerate() {
        let day = today - Days::new(3 + 10 * week as u64);
        let starts = local::midnight(ZONE, day) + Duration::hours(9);
        let (id, occasion_id) = (random.id(starts - Duration::days(4)), random.id(starts - Duration::days(4)));
        occasions.push(occasion_row(writer, (id, occasion_id), (title, place), starts)?);
        rows.push(volunteer_task::ActiveModel {
            id: Set(id),
            occasion_id: Set(occasion_id),
            kind: Set(*kind),
            dispatch: Set(Dispatch::Open),
            detail: Set(String::new()),
            stage: Set(Stage::Posted),
            revision: Set(1),
            created_at: Set(starts - Duration::days(4)),
            ..Default::default()
        });
        let first = usize::try_from(random.between(0, 20)).unwrap_or_default();
        for (ticket, one) in (1..).zip(serving.iter().skip(first).take(3)) {
            let (attendee, minutes) = (random.id(starts), random.between(60, 120));
            rolls.push(attendee::ActiveModel {
                id: Set(attendee),
                occasion_id: Set(occasion_id),
                person_id: Set(one.person),
                member_id: Set(one.member),
                state: Set(attendee::State::Attended),
                seat: Set(Some(ticket)),
                ticket: Set(ticket),
                check_in_at: Set(Some(starts)),
                check_out_at: Set(Some(starts + Duration::minutes(minutes))),
                minutes: Set(Some(minutes)),
                ..Default::default()
            });
            entries.push(volunteer_entry::ActiveModel {
                task_id: Set(Some(id)),
                attendee_id: Set(Some(attendee)),
                created_at: Set(starts + Duration::hours(3)),
                ..entry(one.id, day, minutes, Source::Task, title)
            });
        }
    }
    tx.insert_many(occasions).await?;
    tx.insert_many(rows).await?;
    tx.insert_many(rolls).await?;
    tx.insert_many(entries).await
}

fn occasion_row(
    writer: &Writer<'_>,
    (id, occasion): (Uuid, Uuid),
    (title, place): (&str, &str),
    starts: DateTime<Utc>,
) -> Result<occasion::ActiveModel> {
    Ok(occasion::ActiveModel {
        id: Set(occasion),
        subject_kind: Set(Some("volunteer_task".to_owned())),
        subject_id: Set(Some(id)),
        title: Set(title.to_owned()),
        place: Set(place.to_owned()),
        starts_at: Set(starts),
        ends_at: Set(starts + Duration::hours(2)),
        capacity: Set(Some(4)),
        waiting_list: Set(true),
        terms: Set(serde_json::to_value(Terms { undivided: true, ..Terms::default() })?),
        state: Set(occasion::State::Closed),
        code_secret: Set(writer.tx.seal_bytes("occasion", "code_secret", occasion, &[0_u8; 32])?),
        turn: Set(0),
        created_at: Set(starts - Duration::days(4)),
        ..Default::default()
    })
}

/// What was reported each month; answers how long each served last year. The last reports wait.
async fn reported(writer: &Writer<'_>, serving: &[Serving]) -> Result<Vec<(Uuid, i64)>> {
    let (tx, mut random) = (&writer.tx, writer.random("volunteer hours"));
    let today = local::day_of(ZONE, tx.now());
    let (mut claims, mut entries, mut totals) = (Vec::new(), Vec::new(), Vec::new());
    for (place, one) in serving.iter().enumerate() {
        let keen = random.between(300, 700);
        let mut served = 0;
        for month in 0..13_u64 {
            let day = today - Days::new(2 + 30 * month);
            let (minutes, waits) = ((keen + random.between(-90, 20)).min(rules::LONGEST_CLAIM), month == 0 && place % 9 == 0);
            let (id, at, words) = (random.id(writer.morning(day)), writer.morning(day), *random.one_of(&REPORTED));
            claims.push(volunteer_claim::ActiveModel {
                id: Set(id),
                volunteer_id: Set(one.id),
                on_day: Set(day),
                minutes: Set(minutes),
                words: Set(words.to_owned()),
                state: Set(if waits { volunteer_claim::State::Waiting } else { volunteer_claim::State::Approved }),
                reason: Set(String::new()),
                decided_at: Set((!waits).then_some(at)),
                revision: Set(1),
                created_at: Set(at),
                ..Default::default()
            });
            if !waits {
                entries.push(volunteer_entry::ActiveModel {
                    claim_id: Set(Some(id)),
                    created_at: Set(at),
                    ..entry(one.id, day, minutes, Source::Claim, words)
                });
                served += minutes;
            }
        }
        totals.push((one.id, served));
    }
    tx.insert_many(claims).await?;
    tx.insert_many(entries).await?;
    Ok(totals)
}

/// Last year's stars, for hours that were counted before and up to then.
async fn stars(writer: &Writer<'_>, minutes: &[(Uuid, i64)]) -> Result<()> {
    let (tx, mut random) = (&writer.tx, writer.random("volunteer stars"));
    let year = local::day_of(ZONE, tx.now()).year() - 1;
    let Some(awarded) = NaiveDate::from_ymd_opt(year, 12, 28).map(|day| writer.morning(day)) else { return Ok(()) };
    let id = random.id(awarded);
    let grading = volunteer_grading::ActiveModel {
        id: Set(id),
        year: Set(year),
        basis: Set(volunteer_grading::Basis::Total),
        thresholds: Set(serde_json::to_value(THRESHOLDS)?),
        stage: Set(volunteer_grading::Stage::Awarded),
        until: Set(NaiveDate::from_ymd_opt(year, 12, 25)),
        awarded_at: Set(Some(awarded)),
        revision: Set(1),
        ..Default::default()
    };
    tx.insert(grading).await?;
    let star = |(volunteer, minutes): &(Uuid, i64)| {
        let stars = rules::stars(*minutes, &THRESHOLDS);
        (stars > 0).then(|| volunteer_star::ActiveModel {
            grading_id: Set(id),
            volunteer_id: Set(*volunteer),
            minutes: Set(*minutes),
            stars: Set(stars),
            struck: Set(false),
            ..Default::default()
        })
    };
    tx.insert_many(minutes.iter().filter_map(star).collect()).await
}

/// What is dispatched at present.
async fn to_come(writer: &Writer<'_>) -> Result<()> {
    let today = local::day_of(ZONE, writer.tx.now());
    for (ahead, dispatch, skill, (kind, title, place)) in
        [(3, Dispatch::Open, None, TASKS[4]), (6, Dispatch::Skill, Some(Skill::Haircut), TASKS[5])]
    {
        let starts_at = local::midnight(ZONE, today + Days::new(ahead)) + Duration::hours(9);
        let design = tasks::Design {
            kind,
            dispatch,
            skill,
            team: None,
            building: None,
            grid: None,
            person: None,
            matter: None,
            detail: "两人一组，带好志愿者证。".to_owned(),
            occasion: Plan {
                title: title.to_owned(),
                place: place.to_owned(),
                times: Times { starts_at, ends_at: starts_at + Duration::hours(2), opens_at: None, closes_at: None, cancel_until: None },
                capacity: Some(4),
                waiting_list: true,
                terms: Terms::default(),
            },
        };
        tasks::dispatch(&writer.tx, design).await?;
    }
    Ok(())
}

fn entry(volunteer: Uuid, day: NaiveDate, minutes: i64, source: Source, words: &str) -> volunteer_entry::ActiveModel {
    volunteer_entry::ActiveModel {
        volunteer_id: Set(volunteer),
        on_day: Set(day),
        minutes: Set(minutes),
        source: Set(source),
        words: Set(words.to_owned()),
        place: Set(1),
        ..Default::default()
    }
}
