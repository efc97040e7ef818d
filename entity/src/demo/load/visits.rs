//! Plans, and the visits of the year before.

use std::collections::HashMap;

use sea_orm::ActiveValue::Set;
use serde_json::json;
use uuid::Uuid;

use super::{
    super::{
        history::{self, Stage, Visit},
        life,
        random::Random,
    },
    Writer, ZONE,
    people::Listed,
    places::Ids,
};
use crate::{
    kernel::Result,
    people::{person, words},
    visits::{
        rules::{cadence::Policy, no_answer::Protocol},
        visit, visit_attempt, visit_plan,
    },
};

#[derive(Default)]
struct Rows {
    plans: Vec<visit_plan::ActiveModel>,
    visits: Vec<visit::ActiveModel>,
    attempts: Vec<visit_attempt::ActiveModel>,
}

/// Writes them.
pub(super) async fn write(writer: &mut Writer<'_>, listed: &[Listed<'_>], ids: &Ids) -> Result<()> {
    let mut random = writer.random("visits");
    // Some grid workers are more reliable than others.
    let grids = writer.population.estate.grids.len();
    let diligence: Vec<f64> = (0..grids).map(|_| (writer.place.diligence + random.about(0.0, 0.02)).min(0.985)).collect();
    let mut rows = Rows::default();
    for one in listed {
        let stage = Stage { now: writer.tx.now(), zone: ZONE, diligence: diligence[one.grid] };
        let worker = ids.workers.get(one.grid).copied().flatten();
        let plans = plan_rows(writer, one, &mut random, &mut rows);
        for past in history::visits(one.resident, &stage, &mut random) {
            let plan = plans.get(&past.duty.rule()).copied();
            visit_rows(writer, one, past, plan, worker, &mut random, &mut rows)?;
        }
    }
    writer.tx.insert_many(rows.plans).await?;
    writer.tx.insert_many(rows.visits).await?;
    writer.tx.insert_many(rows.attempts).await
}

fn plan_rows(writer: &Writer<'_>, listed: &Listed<'_>, random: &mut Random, rows: &mut Rows) -> HashMap<String, Uuid> {
    let active = life::state(&listed.resident.events) == person::State::Present;
    let mut plans = HashMap::new();
    for duty in Policy::default().duties(&words::word(listed.resident.tier), []) {
        let id = random.id(writer.since);
        plans.insert(duty.rule(), id);
        rows.plans.push(visit_plan::ActiveModel {
            id: Set(id),
            person_id: Set(listed.id),
            rule: Set(duty.rule()),
            kind: Set(duty.kind.to_string()),
            every: Set(duty.every.to_string()),
            visitor_id: Set(None),
            active: Set(active),
            created_at: Set(writer.since),
            ..Default::default()
        });
    }
    plans
}

fn visit_rows(
    writer: &Writer<'_>,
    listed: &Listed<'_>,
    past: Visit,
    plan: Option<Uuid>,
    worker: Option<Uuid>,
    random: &mut Random,
    rows: &mut Rows,
) -> Result<()> {
    let id = random.id(past.opens_at);
    let met = past.visited_at.is_some();
    let remark = (met && random.chance(0.08)).then(|| writer.tx.seal("visit", "remark", id, remark(random))).transpose()?;
    rows.attempts.extend(past.tries.iter().map(|at| visit_attempt::ActiveModel {
        id: Set(random.id(*at)),
        visit_id: Set(id),
        at: Set(*at),
        by: Set(worker),
        result: Set("no_answer".to_owned()),
        note: Set(None),
        ..Default::default()
    }));
    rows.visits.push(visit::ActiveModel {
        id: Set(id),
        plan_id: Set(plan),
        person_id: Set(listed.id),
        grid_id: Set(Some(listed.grid_id)),
        visitor_id: Set(worker),
        slot: Set(past.slot),
        kind: Set(past.duty.kind.to_string()),
        opens_at: Set(past.opens_at),
        due_at: Set(past.due_at),
        planned_on: Set(past.planned_on),
        state: Set(if met { visit::State::Done } else { visit::State::Missed }),
        protocol: Set(Protocol::None),
        next_at: Set(None),
        cancel_cause: Set(None),
        cancel_reason: Set(None),
        visited_at: Set(past.visited_at),
        recorded_at: Set(past.visited_at),
        recorded_by: Set(worker.filter(|_| met)),
        wellbeing: Set(met.then_some(past.wellbeing)),
        needs: Set(if met { json!(past.needs) } else { json!([]) }),
        remark: Set(remark),
        next_step: Set(None),
        escalated_at: Set(past.escalated_at),
        created_at: Set(past.opens_at),
        ..Default::default()
    });
    Ok(())
}

fn remark(random: &mut Random) -> &'static str {
    const REMARKS: [&str; 5] =
        ["精神很好，刚从公园回来", "说最近睡得不好，已提醒女儿", "家里暖气不热，已报物业", "药快吃完了，下次陪同取药", "想参加社区合唱队"];
    random.one_of::<&str>(&REMARKS)
}
