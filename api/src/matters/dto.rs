//! Matters, as they travel.

use std::collections::HashMap;

use chrono::{DateTime, NaiveDate, Utc};
use mulin_entity::{
    assignment::Sight,
    evidence,
    kernel::{Failure, Tx},
    matters::{
        intake, matter_event,
        query::{self, Listed},
    },
    people::{
        mask,
        words::{self, word},
    },
    tenancy::members,
};
use poem_openapi::Object;
use uuid::Uuid;

use crate::{
    assignment::{Assignment, AssignmentStep, who},
    evidence::Photo,
};

/// Matters.
#[derive(Object)]
#[oai(skip_serializing_if_is_none)]
pub struct MatterPage {
    pub items: Vec<Matter>,
    pub next: Option<String>,
}

/// A matter.
#[derive(Object)]
#[oai(skip_serializing_if_is_none)]
pub struct Matter {
    id: Uuid,
    number: i64,
    kind_id: Uuid,
    kind: String,
    /// `meeting`, `visit`, `phone`, `chat`, `walk_in`, `page` or `patrol`.
    source: String,
    /// `open`, `done`, `closed`, `merged` or `declined`.
    stage: String,
    title: String,
    place: String,
    urgent: bool,
    result: String,
    received_at: DateTime<Utc>,
    handled_at: Option<DateTime<Utc>>,
    on_time: Option<bool>,
    solved: Option<bool>,
    rating: Option<i64>,
    recheck_on: Option<NaiveDate>,
    reopened: i64,
    merged_into: Option<Uuid>,
    grid_id: Option<Uuid>,
    building_id: Option<Uuid>,
    person_id: Option<Uuid>,
    visit_id: Option<Uuid>,
    holder: Option<String>,
    assignment: Option<Assignment>,
    /// What was said of it; only for a single matter.
    detail: Option<String>,
    /// By what whoever brought it up asks for it; only for a single matter, and only the office.
    code: Option<String>,
    /// Who brought it up, masked; only for a single matter.
    reporter: Option<String>,
    /// Their phone, masked; only for a single matter.
    phone_masked: Option<String>,
    /// What happened, the earliest first; only for a single matter.
    history: Option<Vec<AssignmentStep>>,
    /// Photos; only for a single matter.
    photos: Option<Vec<Photo>>,
}

impl Matter {
    /// Tells a matter in a list.
    pub fn brief(listed: Listed) -> Result<Self, Failure> {
        let Listed { matter, kind, given, holder } = listed;
        Ok(Self {
            id: matter.id,
            number: matter.number,
            kind_id: matter.kind_id,
            kind,
            source: word(matter.source),
            stage: word(matter.stage),
            title: matter.title,
            place: matter.place,
            urgent: matter.urgent,
            result: matter.result,
            received_at: matter.received_at,
            handled_at: matter.handled_at,
            on_time: matter.on_time,
            solved: matter.solved,
            rating: matter.rating,
            recheck_on: matter.recheck_on,
            reopened: matter.reopened,
            merged_into: matter.merged_into,
            grid_id: matter.grid_id,
            building_id: matter.building_id,
            person_id: matter.person_id,
            visit_id: matter.visit_id,
            holder,
            assignment: given.map(Assignment::new).transpose()?,
            detail: None,
            code: None,
            reporter: None,
            phone_masked: None,
            history: None,
            photos: None,
        })
    }

    /// Without what only the office may know.
    pub fn without_code(self) -> Self {
        Self { code: None, ..self }
    }

    /// Tells a matter with all that belongs to it.
    pub async fn whole(tx: &Tx, sight: Sight, id: Uuid) -> Result<Self, Failure> {
        let listed = query::one(tx, sight, id).await?;
        let (matter, reporter) = (listed.matter.clone(), query::reporter(tx, &listed.matter)?);
        let history = history(tx, id, listed.given.as_ref().map(|given| given.id)).await?;
        let some = |text: String| Some(text).filter(|text| !text.is_empty());
        Ok(Self {
            detail: Some(matter.detail),
            code: (sight == Sight::Office).then_some(matter.code),
            reporter: some(mask::name(&reporter.name)),
            phone_masked: some(reporter.phone).map(|phone| mask::phone(&phone)),
            history: Some(history),
            photos: Some(Photo::all(tx, evidence::Of::Matter(id)).await?),
            ..Self::brief(listed)?
        })
    }
}

async fn history(tx: &Tx, id: Uuid, given: Option<Uuid>) -> Result<Vec<AssignmentStep>, Failure> {
    let names = members::names(tx).await?;
    let mut all = match given {
        Some(given) => AssignmentStep::all(tx, given, &names).await?,
        None => Vec::new(),
    };
    all.extend(query::events(tx, id).await?.into_iter().map(|event| step(&names, event)));
    all.sort_by_key(|step| step.at);
    Ok(all)
}

fn step(names: &HashMap<Uuid, String>, event: matter_event::Model) -> AssignmentStep {
    let by = who(names, &event.actor);
    AssignmentStep { at: event.created_at, what: word(event.kind), facts: None, to: None, note: event.note, by }
}

/// A matter to be taken in.
#[derive(Object)]
#[oai(deny_unknown_fields)]
pub struct NewMatter {
    kind_id: Uuid,
    /// `meeting`, `visit`, `phone`, `chat`, `walk_in` or `patrol`.
    #[oai(validator(max_length = 20))]
    source: String,
    #[oai(validator(min_length = 1, max_length = 80))]
    title: String,
    #[oai(validator(max_length = 2000))]
    detail: Option<String>,
    #[oai(validator(max_length = 100))]
    place: Option<String>,
    building_id: Option<Uuid>,
    grid_id: Option<Uuid>,
    person_id: Option<Uuid>,
    visit_id: Option<Uuid>,
    #[oai(validator(max_length = 40))]
    reporter: Option<String>,
    #[oai(validator(max_length = 40))]
    phone: Option<String>,
    urgent: Option<bool>,
    /// Who is to deal with it; by the place where nobody is named.
    member_id: Option<Uuid>,
    /// How it was dealt with at once (即收即办).
    #[oai(validator(max_length = 1000))]
    done: Option<String>,
}

impl NewMatter {
    /// The report, if its words are known.
    pub fn read(self) -> Result<intake::Report, Failure> {
        Ok(intake::Report {
            kind: self.kind_id,
            source: words::read(&self.source).ok_or_else(|| Failure::invalid_field("source", "kernel.word_unknown"))?,
            title: self.title,
            detail: self.detail.unwrap_or_default(),
            place: self.place.unwrap_or_default(),
            building: self.building_id,
            grid: self.grid_id,
            person: self.person_id,
            visit: self.visit_id,
            reporter: intake::Reporter { name: self.reporter.unwrap_or_default(), phone: self.phone.unwrap_or_default() },
            urgent: self.urgent.unwrap_or_default(),
            to: self.member_id,
            done: self.done.filter(|done| !done.trim().is_empty()),
        })
    }
}
