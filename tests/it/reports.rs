//! Figures: computed from the rows, the same however often, summed up for the street, sent on Monday.

use chrono::{Duration, NaiveDate};
use mulin_entity::{
    kernel::{Role, Scope, id},
    people::{Sex, Tier, building, dwelling, grid, household, person},
    reports::{rules::Span, service},
    visits::{rules::no_answer::Protocol, visit},
};
use mulin_tests::{Community, TestApp};
use sea_orm::{ActiveModelTrait, ActiveValue::Set, ConnectionTrait, Statement};
use serde_json::{Value, json};
use uuid::Uuid;

/// A Monday; the harness begins on one.
pub const MONDAY: &str = "2026-03-09";

pub fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

/// So many elders of a tier behind one door; their rows.
pub async fn elders(app: &TestApp, community: &Community, tier: Tier, count: usize) -> Vec<Uuid> {
    let now = app.now() - Duration::days(30);
    let next = || id::new_id(now);
    let (grid_id, building_id, dwelling_id, household_id) = (next(), next(), next(), next());
    let (community_id, created_at, updated_at) = (Set(community.id), Set(now), Set(now));
    let name = grid_id.simple().to_string();
    let grid = grid::ActiveModel {
        community_id,
        id: Set(grid_id),
        code: Set(name.clone()),
        name: Set("第一网格".to_owned()),
        worker_id: Set(None),
        created_at,
        updated_at,
    };
    grid.insert(&app.raw).await.unwrap();
    let row = building::ActiveModel {
        community_id: Set(community.id),
        id: Set(building_id),
        grid_id: Set(grid_id),
        name: Set(name.clone()),
        walk_order: Set(1),
        created_at: Set(now),
        updated_at: Set(now),
    };
    row.insert(&app.raw).await.unwrap();
    let row = dwelling::ActiveModel {
        community_id: Set(community.id),
        id: Set(dwelling_id),
        building_id: Set(building_id),
        unit: Set("1".to_owned()),
        floor: Set(1),
        room: Set("101".to_owned()),
        walk_order: Set(1),
        kind: Set(dwelling::Kind::Home),
        created_at: Set(now),
        updated_at: Set(now),
    };
    row.insert(&app.raw).await.unwrap();
    let row = household::ActiveModel {
        community_id: Set(community.id),
        id: Set(household_id),
        dwelling_id: Set(dwelling_id),
        name: Set("王秀英".to_owned()),
        state: Set(household::State::Active),
        created_at: Set(now),
        updated_at: Set(now),
    };
    row.insert(&app.raw).await.unwrap();
    let mut ids = Vec::new();
    for _ in 0..count {
        let person_id = next();
        let row = person::ActiveModel {
            community_id: Set(community.id),
            id: Set(person_id),
            household_id: Set(household_id),
            name: Set("王秀英".to_owned()),
            search: Set("王秀英".to_owned()),
            sex: Set(Some(Sex::Female)),
            tier: Set(tier),
            state: Set(person::State::Present),
            lunar_leap: Set(false),
            note: Set(String::new()),
            source: Set("entry".to_owned()),
            created_at: Set(now),
            updated_at: Set(now),
            ..Default::default()
        };
        row.insert(&app.raw).await.unwrap();
        ids.push(person_id);
    }
    ids
}

/// A visit whose window was one local day; paid at its noon, or missed.
pub async fn visit(app: &TestApp, community: &Community, person: Uuid, on: NaiveDate, paid: bool) {
    let opens = on.and_hms_opt(0, 0, 0).unwrap().and_utc() - Duration::hours(8);
    let visited_at = paid.then(|| opens + Duration::hours(12));
    let row = visit::ActiveModel {
        community_id: Set(community.id),
        id: Set(id::new_id(opens)),
        person_id: Set(person),
        slot: Set(format!("day.phone@{on}")),
        kind: Set("phone".to_owned()),
        opens_at: Set(opens),
        due_at: Set(opens + Duration::days(1)),
        planned_on: Set(on),
        state: Set(if paid { visit::State::Done } else { visit::State::Missed }),
        protocol: Set(Protocol::None),
        visited_at: Set(visited_at),
        recorded_at: Set(visited_at),
        needs: Set(json!([])),
        created_at: Set(opens),
        updated_at: Set(opens),
        ..Default::default()
    };
    row.insert(&app.raw).await.unwrap();
}

/// Marks figures as a change of rows does, and lets the worker compute them.
pub async fn count(app: &TestApp, community: &Community, days: &[NaiveDate]) {
    let tx = app.db().write(&Scope::job(community.id, "test")).await.unwrap();
    for day in days {
        tx.mark(*day, "visits.done").await.unwrap();
    }
    tx.commit().await.unwrap();
    app.work().await;
}

async fn cells(app: &TestApp) -> Vec<(String, i64)> {
    let all = "SELECT CAST(day AS TEXT) || ' ' || measure AS cell, value FROM report_cell ORDER BY community_id, day, measure";
    let rows = app.raw.query_all_raw(Statement::from_string(app.raw.get_database_backend(), all)).await.unwrap();
    rows.into_iter().map(|row| (row.try_get("", "cell").unwrap(), row.try_get("", "value").unwrap())).collect()
}

fn tile(dashboard: &Value, measure: &str) -> i64 {
    let tiles = dashboard["tiles"].as_array().unwrap();
    tiles.iter().find(|tile| tile["measure"] == measure).and_then(|tile| tile["value"].as_i64()).unwrap_or_else(|| panic!("{measure}"))
}

#[tokio::test]
async fn a_figure_follows_the_rows_and_counting_everything_again_changes_nothing() {
    let app = TestApp::start().await;
    let street = app.street("120113004").await;
    let community = app.community(&street, "120113004017").await;
    let admin = app.member(&community, Role::CommunityAdmin).await;
    let people = elders(&app, &community, Tier::Red, 6).await;
    let days = [day("2026-03-05"), day("2026-03-07"), day(MONDAY)];
    for (at, person) in people.iter().enumerate() {
        visit(&app, &community, *person, days[0], at != 0).await;
        visit(&app, &community, *person, days[1], true).await;
    }
    count(&app, &community, &days).await;

    let dashboard = app.get(&admin.token, "/api/v1/dashboard").await.expect(200);
    let seen =
        ["visits.due", "visits.done", "visits.missed", "elders.red", "month.elders", "month.visited"].map(|name| tile(&dashboard, name));
    assert_eq!(seen, [12, 11, 1, 6, 6, 6]);
    assert_eq!(dashboard["visit_rate"]["by_grid"][0]["visited"], 6);

    let before = cells(&app).await;
    let tx = app.db().write(&Scope::job(community.id, "test")).await.unwrap();
    service::recompute_all(&tx, Span { from: day("2026-02-01"), to: day(MONDAY) }).await.unwrap();
    tx.commit().await.unwrap();
    let after: Vec<_> = cells(&app).await.into_iter().filter(|cell| before.contains(cell) || cell.1 != 0).collect();
    assert_eq!(after, before);
}

#[tokio::test]
async fn the_street_sees_the_sum_of_its_communities_and_nobody_in_them() {
    let app = TestApp::start().await;
    let street = app.street("120113004").await;
    let elsewhere = app.street("120113005").await;
    let admin = app.street_admin(&street).await;
    let communities = [app.community(&street, "120113004017").await, app.community(&street, "120113004024").await];
    let foreign = app.community(&elsewhere, "120113005001").await;
    for (community, red) in [(&communities[0], 7), (&communities[1], 3), (&foreign, 50)] {
        let people = elders(&app, community, Tier::Red, red).await;
        elders(&app, community, Tier::Yellow, 30).await;
        elders(&app, community, Tier::Green, 80).await;
        for person in people {
            visit(&app, community, person, day("2026-03-06"), true).await;
        }
        count(&app, community, &[day("2026-03-06"), day(MONDAY)]).await;
    }

    let seen = app.get(&admin.token, "/api/v1/street/dashboard").await.expect(200);
    let rows = seen["communities"].as_array().unwrap();
    assert_eq!(rows.len(), 2);
    for measure in ["residents.total", "elders.listed", "visits.due", "visits.done", "month.elders", "month.visited"] {
        let sum: i64 = rows.iter().map(|row| row["measures"][measure].as_i64().unwrap()).sum();
        assert_eq!(seen["totals"][measure].as_i64(), Some(sum), "{measure}");
    }
    assert_eq!(seen["totals"]["visits.done"], 10);
    assert!(rows.iter().all(|row| row["measures"]["elders.red"].is_null()), "three elders could be found, and seven by subtraction");
    assert!(!seen.to_string().contains("王秀英"));

    let closer = app.get(&admin.token, "/api/v1/street/communities/120113004017/dashboard").await.expect(200);
    assert_eq!(tile(&closer, "visits.done"), 7);
    assert!(closer["visit_rate"].is_null() && !closer["suppressed"].as_array().unwrap().is_empty());
    app.get(&admin.token, "/api/v1/street/communities/120113005001/dashboard").await.expect(404);
}

#[tokio::test]
async fn on_monday_the_street_gets_the_week_that_closed_once() {
    let app = TestApp::start_at("2026-03-08T12:00:00Z".parse().unwrap()).await;
    let street = app.street("120113004").await;
    let admin = app.street_admin(&street).await;
    let community = app.community(&street, "120113004017").await;
    let people = elders(&app, &community, Tier::Red, 5).await;
    for (at, person) in people.iter().enumerate() {
        visit(&app, &community, *person, day("2026-02-27"), true).await;
        visit(&app, &community, *person, day("2026-03-06"), at != 0).await;
    }
    let enqueue = async |planned: &str| {
        app.set_clock(planned.parse().unwrap()).await;
        let tx = app.db().write(&Scope::job(community.id, "test")).await.unwrap();
        tx.enqueue(&mulin_entity::reports::job::CloseDay { planned_at: app.now() }).await.unwrap();
        tx.commit().await.unwrap();
        app.work().await;
    };
    count(&app, &community, &[day("2026-02-27"), day("2026-03-06")]).await;
    enqueue("2026-03-08T16:05:00Z").await;
    assert!(app.mails_to(&admin.email).is_empty(), "not in the night");
    app.set_clock("2026-03-08T23:30:00Z".parse().unwrap()).await;
    app.work().await;
    enqueue("2026-03-09T01:00:00Z").await;

    let sent = app.mails_to(&admin.email);
    assert_eq!(sent.len(), 1);
    assert!(sent[0].subject().contains("120113004街道"), "{}", sent[0].subject());

    let report = app.get(&admin.token, "/api/v1/street/report?week=2026-W10").await.expect(200);
    assert_eq!((&report["from"], &report["to"]), (&json!("2026-03-02"), &json!("2026-03-08")));
    assert_eq!((&report["totals"]["done"], &report["totals"]["rate"]), (&json!(4), &json!(0.8)));
    assert_eq!(
        (&report["totals"]["due"], &report["totals"]["missed"], &report["totals_before"]["done"]),
        (&json!(5), &json!(1), &json!(5))
    );
    app.get(&admin.token, "/api/v1/street/report?week=soon").await.expect(422);
}
