//! The letters that bring a street its reports: of a week, and of a month.

use sea_orm::{ColumnTrait, QueryFilter};
use serde_json::{Value, json};
use uuid::Uuid;

use super::{
    goal::Standing,
    issue::{self, Compared, Issue},
    job::{Monthly, Weekly},
    period::Period,
    query,
    weekly::Week,
};
use crate::{
    kernel::{Job, Result, SystemTx},
    notifications::{self, Intent, Recipient, Urgency},
    tenancy::{street, street_member},
};

/// What the letter of a month says by itself; everything else is in what goes with it.
const SAID: [(&str, &str); 8] = [
    ("due", "visits.due"),
    ("done", "visits.on_time"),
    ("missed", "visits.missed"),
    ("escalated", "visits.escalated"),
    ("received", "matters.received"),
    ("handled", "matters.handled"),
    ("activities", "activities.held"),
    ("attended", "activities.attended"),
];

/// Sends the report of a week to the street's administrators; to each one once, however often it is asked for.
pub async fn send_weekly(sys: &SystemTx, job: &Weekly) -> Result<()> {
    let Some(street) = working(sys, job.street).await? else { return Ok(()) };
    let report = query::street_report(sys, &street, Some(Week { monday: job.monday })).await?;
    let (id, _) = issue::keep(sys, &street, Period::Week { monday: job.monday }).await?;
    send(sys, &street, Weekly::KIND, &report.week.to_string(), &report.facts(&street, id)).await
}

/// Sends the report of a month, likewise.
pub async fn send_monthly(sys: &SystemTx, job: &Monthly) -> Result<()> {
    let Some(street) = working(sys, job.street).await? else { return Ok(()) };
    let period = Period::Month { first: job.first };
    let (id, issue) = issue::keep(sys, &street, period).await?;
    send(sys, &street, Monthly::KIND, &period.to_string(), &facts(&issue, id)).await
}

async fn working(sys: &SystemTx, id: Uuid) -> Result<Option<street::Model>> {
    let street = sys.find::<street::Entity>().filter(street::Column::Id.eq(id)).one(sys.conn()).await?;
    Ok(street.filter(|street| street.state == street::State::Active))
}

async fn send(sys: &SystemTx, street: &street::Model, kind: &'static str, period: &str, facts: &Value) -> Result<()> {
    let members = sys
        .find::<street_member::Entity>()
        .filter(street_member::Column::StreetId.eq(street.id))
        .filter(street_member::Column::State.eq(street_member::State::Active));
    for member in members.all(sys.conn()).await? {
        let intent = Intent {
            template: kind,
            to: Recipient::Account { id: member.account_id },
            facts: facts.clone(),
            urgency: Urgency::Normal,
            dedupe: format!("{kind}:{}:{period}:{}", street.id, member.account_id),
            rule: kind,
            subject: Some(("street", street.id)),
        };
        notifications::send_from_system(sys, None, intent).await?;
    }
    Ok(())
}

fn facts(issue: &Issue, id: Uuid) -> Value {
    let span = issue.period.span();
    let stand = |standing| issue.aims.iter().filter(|aim| aim.total.standing == standing).count();
    json!({
        "street": issue.street,
        "from": span.from,
        "to": span.to,
        "as_of": issue.as_of,
        "definition": issue.definition.to_string(),
        "communities": issue.communities.len(),
        "totals": said(&issue.total),
        "targets": issue.aims.len(),
        "reached": stand(Standing::Reached),
        "on_course": stand(Standing::OnCourse),
        "behind": stand(Standing::Behind),
        "path": "/street",
        "issue": id,
    })
}

fn said(total: &Compared) -> Value {
    let of = |figures: &std::collections::BTreeMap<String, i64>| -> serde_json::Map<String, Value> {
        SAID.iter().map(|(name, measure)| ((*name).to_owned(), figures.get(*measure).copied().unwrap_or_default().into())).collect()
    };
    let mut now = of(&total.now);
    now.insert("before".to_owned(), of(&total.before).into());
    now.into()
}
