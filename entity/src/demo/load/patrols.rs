//! A year of patrols in the demo communities: what was found, how soon it came back, what is still to be put right.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Days, Duration, NaiveDate};
use sea_orm::ActiveValue::Set;
use uuid::Uuid;

use super::{super::random::Random, Writer, ZONE, places::Ids};
use crate::{
    calendar::local,
    kernel::{Actor, Result},
    patrols::{
        Kind, checks, patrol_check,
        patrol_finding::{self, State},
        patrol_point,
        patrol_round::{self, State as Walked},
        patrol_route, patrol_trouble, rules,
    },
    people::code,
};

/// A year.
const DAYS: u64 = 365;
/// What is looked at besides stairwells, with what is found there.
const PLACES: [(&str, &str, Kind, &str); 4] = [
    ("东侧投放点", "1号楼东", Kind::Bins, "桶外有散落垃圾，地面有油污"),
    ("西侧投放点", "6号楼西", Kind::Bins, "大件垃圾堆在投放点旁"),
    ("春园绿化带", "春园", Kind::Green, "踩出一条小路，露土"),
    ("北门单车停放区", "北门外", Kind::Bikes, "单车占了盲道"),
];
/// What is found in stairwells.
const STAIRS: [(Kind, &str); 3] =
    [(Kind::Clutter, "过道堆放纸箱和旧家具"), (Kind::Wires, "三楼窗口拉线给电动车充电"), (Kind::Ads, "墙面有小广告")];
/// Of so many buildings the stairwells are looked at.
const BUILDINGS: usize = 6;

#[derive(Default)]
struct Rows {
    points: Vec<patrol_point::ActiveModel>,
    checks: Vec<patrol_check::ActiveModel>,
    troubles: Vec<patrol_trouble::ActiveModel>,
    findings: Vec<patrol_finding::ActiveModel>,
    /// The days on which each route was walked.
    walked: BTreeSet<(usize, NaiveDate)>,
}

/// A point as it is looked at through the year.
struct Watched {
    id: Uuid,
    route: usize,
    grid: Uuid,
    seen: Vec<(Kind, &'static str)>,
    /// How likely something is found.
    bad: f64,
}

/// Writes the year, and has today begin.
pub(super) async fn write(writer: &Writer<'_>, ids: &Ids) -> Result<()> {
    let (tx, mut random) = (&writer.tx, writer.random("patrols"));
    let today = local::day_of(ZONE, tx.now());
    let routes: Vec<Uuid> = (0..2).map(|_| random.id(writer.since)).collect();
    let workers = ids.busiest_workers();
    let rows = ["楼道线", "公共空间线"].into_iter().zip(&routes).zip(&workers).map(|((name, id), owner)| {
        let (id, owner) = (*id, *owner);
        patrol_route::ActiveModel {
            id: Set(id),
            name: Set(name.to_owned()),
            owner_id: Set(owner),
            retired: Set(false),
            created_at: Set(writer.since),
            ..Default::default()
        }
    });
    tx.insert_many(rows.collect()).await?;
    let mut rows = Rows::default();
    for (place, (id, grid, name)) in ids.buildings.iter().take(BUILDINGS).enumerate() {
        let seen = vec![STAIRS[place % STAIRS.len()], STAIRS[0]];
        let point = Watched { id: random.id(writer.since), route: 0, grid: *grid, seen, bad: 0.1 + 0.05 * place as f64 };
        let named = (format!("{name}楼道"), name.clone(), Some(*id));
        through_the_year(writer, &mut random, &point, (&named, place, routes[0]), today, &mut rows)?;
    }
    for (place, (name, at, kind, detail)) in PLACES.into_iter().enumerate() {
        let grid = ids.grids[place % ids.grids.len()];
        let point = Watched { id: random.id(writer.since), route: 1, grid, seen: vec![(kind, detail)], bad: 0.25 };
        let named = (name.to_owned(), at.to_owned(), None);
        through_the_year(writer, &mut random, &point, (&named, place, routes[1]), today, &mut rows)?;
    }
    let mut by_time: Vec<_> = rows.findings;
    by_time.sort_by_key(|row| row.found_at.clone().take());
    let numbered = (1..).zip(by_time).map(|(number, row)| patrol_finding::ActiveModel { number: Set(number), ..row });
    let rounds = rows.walked.iter().map(|(route, day)| round(writer, &mut random, routes[*route], workers[*route], *day, today));
    let rounds: Vec<_> = rounds.collect();
    let open: Vec<Uuid> = rows.points.iter().filter_map(|row| row.id.clone().take()).step_by(4).collect();
    tx.insert_many(rows.points).await?;
    tx.insert_many(rows.checks).await?;
    tx.insert_many(rows.troubles).await?;
    tx.insert_many(numbered.collect()).await?;
    tx.insert_many(rounds).await?;
    for point in open {
        let seen = checks::Seen { kind: Kind::Broken, detail: "感应灯不亮，扶手松动".to_owned(), to: None };
        checks::look(tx, point, checks::Look { seen: vec![seen], note: String::new() }).await?;
    }
    Ok(())
}

fn through_the_year(
    writer: &Writer<'_>,
    random: &mut Random,
    point: &Watched,
    ((name, place, building), position, route): (&(String, String, Option<Uuid>), usize, Uuid),
    today: NaiveDate,
    rows: &mut Rows,
) -> Result<()> {
    let actor = serde_json::to_value(Actor::System)?;
    let base = if point.route == 0 { 14 } else { 7 };
    let (mut every, mut day) = (base, today - Days::new(DAYS) + Days::new(position as u64));
    let mut troubles: BTreeMap<Kind, (Uuid, i64, i64, NaiveDate, usize)> = BTreeMap::new();
    while day < today {
        let at = writer.morning(day) + Duration::minutes(random.between(0, 300));
        let check = random.id(at);
        let found = random.chance(point.bad).then(|| *random.one_of(&point.seen));
        rows.walked.insert((point.route, day));
        rows.checks.push(patrol_check::ActiveModel {
            id: Set(check),
            point_id: Set(point.id),
            round_id: Set(None),
            on_day: Set(day),
            found: Set(i64::from(found.is_some())),
            note: Set(String::new()),
            actor: Set(actor.clone()),
            created_at: Set(at),
            ..Default::default()
        });
        if let Some((kind, detail)) = found {
            let right = day + Days::new(random.between(0, 3).unsigned_abs());
            let known = troubles.get(&kind).copied();
            let back = rules::return_days(known.map(|(_, _, _, rectified, _)| rectified), day);
            if let (Some((.., last)), Some(0..=14)) = (known, back) {
                rows.findings[last].state = Set(State::Returned);
            }
            if back.is_some() {
                every = rules::more_often(every);
            }
            let (id, count, returns, ..) = known.unwrap_or((random.id(at), 0, 0, right, 0));
            troubles.insert(kind, (id, count + 1, returns + i64::from(back.is_some()), right, rows.findings.len()));
            let cool = right + Days::new(rules::COOLING_DAYS);
            rows.findings.push(patrol_finding::ActiveModel {
                id: Set(random.id(at)),
                trouble_id: Set(id),
                point_id: Set(point.id),
                grid_id: Set(Some(point.grid)),
                check_id: Set(Some(check)),
                kind: Set(kind),
                detail: Set(detail.to_owned()),
                state: Set(if cool <= today { State::Solved } else { State::Cooling }),
                found_at: Set(at),
                rectified_at: Set(Some((writer.morning(right) + Duration::hours(6)).min(writer.tx.now()))),
                on_time: Set(Some(true)),
                cool_until: Set(Some(cool)),
                return_days: Set(back),
                result: Set("已清理".to_owned()),
                created_at: Set(at),
                ..Default::default()
            });
        } else if random.chance(0.5) {
            every = rules::less_often(every, base);
        }
        day = day + Days::new(every.unsigned_abs().max(2));
    }
    rows.points.push(patrol_point::ActiveModel {
        id: Set(point.id),
        name: Set(name.clone()),
        place: Set(place.clone()),
        code: Set(code::of(&point.id.as_bytes()[8..])),
        building_id: Set(*building),
        grid_id: Set(Some(point.grid)),
        route_id: Set(Some(route)),
        position: Set(position as i64),
        base_days: Set(base),
        every_days: Set(every),
        // Every third waits for somebody today.
        next_on: Set(if position.is_multiple_of(3) { today } else { day.max(today) }),
        retired: Set(false),
        created_at: Set(writer.since),
        ..Default::default()
    });
    for (kind, (id, findings, returns, rectified, _)) in troubles {
        rows.troubles.push(patrol_trouble::ActiveModel {
            id: Set(id),
            point_id: Set(point.id),
            kind: Set(kind),
            findings: Set(findings),
            returns: Set(returns),
            rectified_on: Set(Some(rectified)),
            ..Default::default()
        });
    }
    // Today's round waits.
    rows.walked.insert((point.route, today));
    Ok(())
}

fn round(
    writer: &Writer<'_>,
    random: &mut Random,
    route: Uuid,
    member: Option<Uuid>,
    day: NaiveDate,
    today: NaiveDate,
) -> patrol_round::ActiveModel {
    let over = day < today;
    patrol_round::ActiveModel {
        id: Set(random.id(writer.morning(day))),
        route_id: Set(route),
        on_day: Set(day),
        member_id: Set(member),
        reassigned: Set(false),
        state: Set(match over {
            true if random.chance(0.03) => Walked::Missed,
            true => Walked::Done,
            false => Walked::Planned,
        }),
        finished_at: Set(over.then(|| writer.morning(day) + Duration::hours(5))),
        created_at: Set(writer.morning(day)),
        ..Default::default()
    }
}
