//! Whether the books balance after everything that broke: every message is in one place, and a street's figures are those of its communities.

use std::collections::HashMap;

use chrono::{Duration, NaiveDate};
use mulin_entity::{
    kernel::queue::job,
    notifications::{delivery, message},
    reports::report_cell,
};
use mulin_tests::{Database, Street, TestApp};
use sea_orm::{ColumnTrait, ConnectionTrait, DbBackend, EntityTrait, QueryFilter, Statement};

/// Where messages are that were asked for.
#[derive(Debug, Default)]
struct Places {
    sent: usize,
    failed: usize,
    pending: usize,
    rejected: usize,
    suppressed: usize,
}

/// Fails unless each message is in one of those places, for a reason that its tries and its job bear out, and the street sees as much.
pub async fn balance(app: &TestApp, street: &Street) {
    no_deadlock(app).await;
    let messages = message::Entity::find().all(&app.raw).await.unwrap();
    let deliveries = delivery::Entity::find().all(&app.raw).await.unwrap();
    let jobs = job::Entity::find().filter(job::Column::Kind.eq("notifications.deliver")).all(&app.raw).await.unwrap();
    let has_job = |message: &message::Model| jobs.iter().any(|job| job.key == message.id.to_string());
    let mut tries: HashMap<_, Vec<delivery::State>> = HashMap::new();
    for delivery in &deliveries {
        tries.entry(delivery.message_id).or_default().push(delivery.state);
    }
    let mut places = Places::default();
    for message in &messages {
        let tried = tries.remove(&message.id).unwrap_or_default();
        let went_through = tried.iter().any(|state| matches!(state, delivery::State::Accepted | delivery::State::Delivered));
        let (place, is_borne_out) = match message.state {
            message::State::Accepted | message::State::Delivered => (&mut places.sent, went_through),
            message::State::InDoubt => (&mut places.failed, !went_through && tried.contains(&delivery::State::InDoubt)),
            message::State::Rejected => (&mut places.rejected, !went_through && !tried.is_empty()),
            message::State::Suppressed => (&mut places.suppressed, !went_through && message.reason.is_some()),
            // Whoever waits has a job that will see to it, if only by an operator's hand.
            message::State::Queued | message::State::Sending => (&mut places.pending, has_job(message)),
        };
        *place += 1;
        assert!(is_borne_out, "a message is {:?} after {tried:?}", message.state);
        let is_over = message.state.is_final();
        assert!(!is_over || !tried.contains(&delivery::State::Sending), "a try has no end: {:?} after {tried:?}", message.state);
    }
    assert!(tries.is_empty(), "tries of messages that nobody asked for");
    let Places { sent, failed, pending, rejected, suppressed } = places;
    assert_eq!(messages.len(), sent + failed + pending + rejected + suppressed);
    let accepted = deliveries.iter().filter(|row| matches!(row.state, delivery::State::Accepted | delivery::State::Delivered)).count();
    street_sees(app, street, "messages.accepted", accepted).await;
    let doubted = deliveries.iter().filter(|row| row.state == delivery::State::InDoubt).count();
    street_sees(app, street, "messages.in_doubt", doubted).await;
    println!(
        "the books: {} messages = {sent} sent + {failed} in doubt + {pending} waiting + {rejected} refused + {suppressed} not meant to go; the street's sums are its communities'",
        messages.len()
    );
}

/// Fails if units of work ever waited for each other in a circle: PostgreSQL ends that only after a second, in which a whole community waits.
async fn no_deadlock(app: &TestApp) {
    if Database::chosen() == Database::Sqlite {
        return; // whoever writes is alone
    }
    let count = "SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()";
    let row = app.raw.query_one_raw(Statement::from_string(DbBackend::Postgres, count)).await.unwrap().unwrap();
    assert_eq!(row.try_get::<i64>("", "deadlocks").unwrap(), 0, "units of work waited for each other in a circle");
}

/// The street's sum is that of its communities' rows, and both are what was counted.
async fn street_sees(app: &TestApp, street: &Street, measure: &str, counted: usize) {
    let cells = report_cell::Entity::find().filter(report_cell::Column::Measure.eq(measure)).all(&app.raw).await.unwrap();
    let communities: i64 = cells.iter().map(|cell| cell.value).sum();
    let day = |cell: Option<&report_cell::Model>| cell.map_or(NaiveDate::default(), |cell| cell.day);
    let (from, to) = (day(cells.iter().min_by_key(|cell| cell.day)), day(cells.iter().max_by_key(|cell| cell.day)));
    if counted == 0 && cells.is_empty() {
        return;
    }
    assert!(to - from < Duration::days(31), "a program lasts a day");
    let admin = app.street_admin(street).await;
    let seen = app.get(&admin.token, &format!("/api/v1/street/dashboard?from={from}&to={to}")).await.expect(200);
    let rows: i64 = seen["communities"].as_array().unwrap().iter().filter_map(|row| row["measures"][measure].as_i64()).sum();
    assert_eq!(
        (seen["totals"][measure].as_i64().unwrap_or_default(), rows, communities),
        (counted as i64, counted as i64, counted as i64),
        "{measure}"
    );
}
