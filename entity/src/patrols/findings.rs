//! Findings: written down, handed out, put right; and whether they came back.

use sea_orm::{ActiveValue::Set, ColumnTrait, QueryFilter};
use uuid::Uuid;

use super::{
    campaigns,
    checks::Seen,
    course::{self, Event},
    error::PatrolError,
    patrol_finding::{self, Column, State},
    patrol_point, patrol_trouble, query, rules,
};
use crate::{
    assignment::{
        self, Of, Terms,
        deeds::{self, Deed},
        rules::clock::Card,
        service::Task,
    },
    evidence::{self, Moment},
    kernel::{Failure, Result, Role, Tx},
    people::words::word,
    tenancy::{members, membership},
    visits::desk::Desk,
};

/// Workdays to take it on and to put it right.
const TERMS: Terms = Terms { acknowledge: 1, handle: 3, yellow: Card::Before(1), red: Card::Share(100), over_head: 1 };

/// Writes a finding down and hands it out. What is open already is not written down twice.
pub(super) async fn report(
    tx: &Tx,
    desk: &Desk,
    point: &patrol_point::Model,
    check: Option<Uuid>,
    seen: Seen,
) -> Result<patrol_finding::Model> {
    let trouble = trouble(tx, point, &seen).await?;
    let same = || tx.find::<patrol_finding::Entity>().filter(Column::TroubleId.eq(trouble.id));
    if let Some(open) = same().filter(Column::State.eq(State::Open)).one(tx.conn()).await? {
        return Ok(open);
    }
    let back = rules::return_days(trouble.rectified_on, desk.today);
    if let Some(watched) = same().filter(Column::State.eq(State::Cooling)).one(tx.conn()).await? {
        pass(tx, &watched, Event::Return).await?;
    }
    if back.is_some() {
        let often = rules::more_often(point.every_days);
        tx.update(patrol_point::ActiveModel { id: Set(point.id), every_days: Set(often), ..Default::default() }).await?;
    }
    let counts = patrol_trouble::ActiveModel {
        id: Set(trouble.id),
        findings: Set(trouble.findings + 1),
        returns: Set(trouble.returns + i64::from(back.is_some())),
        ..Default::default()
    };
    tx.update(counts).await?;
    let row = patrol_finding::ActiveModel {
        trouble_id: Set(trouble.id),
        point_id: Set(point.id),
        grid_id: Set(point.grid_id),
        check_id: Set(check),
        finder_id: Set(members::acting(tx)),
        number: Set(tx.next_number::<patrol_finding::Entity>(Column::Number).await?),
        kind: Set(seen.kind),
        detail: Set(seen.detail.trim().to_owned()),
        state: Set(State::Open),
        found_at: Set(tx.now()),
        rectified_at: Set(None),
        on_time: Set(None),
        cool_until: Set(None),
        return_days: Set(back),
        result: Set(String::new()),
        ..Default::default()
    };
    let finding = tx.insert(row).await?;
    let language = desk.community.language();
    let kind = language.text(&format!("patrols.kind_{}", word(seen.kind)), &[]);
    let title = language.text("patrols.title", &[("point", point.name.clone()), ("kind", kind)]);
    let to = match seen.to {
        Some(to) => to,
        None => rectifier(tx).await?,
    };
    let task = Task { of: Of::Finding(finding.id), title, grid: point.grid_id, to, terms: TERMS };
    assignment::service::hand_out(tx, task, &finding.detail).await?;
    Ok(finding)
}

async fn trouble(tx: &Tx, point: &patrol_point::Model, seen: &Seen) -> Result<patrol_trouble::Model> {
    use patrol_trouble::Column;
    let which = tx.find::<patrol_trouble::Entity>().filter(Column::PointId.eq(point.id)).filter(Column::Kind.eq(seen.kind));
    let row = patrol_trouble::ActiveModel {
        point_id: Set(point.id),
        kind: Set(seen.kind),
        findings: Set(0),
        returns: Set(0),
        rectified_on: Set(None),
        ..Default::default()
    };
    tx.find_or_insert(which, row).await
}

/// The property company, or else an administrator.
async fn rectifier(tx: &Tx) -> Result<Uuid> {
    for role in [Role::Property, Role::CommunityAdmin] {
        let active = members::with_role(tx, role).await?.into_iter().find(|member| member.state == membership::State::Active);
        if let Some(member) = active {
            return Ok(member.id);
        }
    }
    Err(PatrolError::NobodyThere.into())
}

/// Does something with a finding that was looked at as `revision` of its assignment. It is put right only with a photo of how it is now.
pub async fn perform(tx: &Tx, finding: &patrol_finding::Model, office: bool, revision: i64, deed: &Deed, note: &str) -> Result<()> {
    let given = assignment::query::of(tx, Of::Finding(finding.id)).await?.ok_or_else(Failure::not_found)?;
    let shown = evidence::query::count(tx, evidence::Of::Finding(finding.id), Moment::After).await? > 0;
    if *deed == Deed::Complete && !shown {
        return Err(PatrolError::PhotoWanted.into());
    }
    deeds::perform(tx, &given, office, revision, deed, note).await
}

/// What stayed away as long as it was watched is solved, and its point is looked at less often.
pub(super) async fn solve(tx: &Tx, desk: &Desk) -> Result<()> {
    let cooled = tx.find::<patrol_finding::Entity>().filter(Column::State.eq(State::Cooling)).filter(Column::CoolUntil.lte(desk.today));
    for finding in cooled.all(tx.conn()).await? {
        pass(tx, &finding, Event::StayAway).await?;
        let point = query::point(tx, finding.point_id).await?;
        let seldom = rules::less_often(point.every_days, rules::usual(point.base_days, campaigns::is_dense(tx, &point).await?));
        tx.update(patrol_point::ActiveModel { id: Set(point.id), every_days: Set(seldom), ..Default::default() }).await?;
    }
    Ok(())
}

/// Lets an event pass over a finding that it is for.
async fn pass(tx: &Tx, finding: &patrol_finding::Model, event: Event) -> Result<()> {
    if let Some(state) = course::after(finding.state, event) {
        tx.update(patrol_finding::ActiveModel { id: Set(finding.id), state: Set(state), ..Default::default() }).await?;
    }
    Ok(())
}
