//! What is asked: questionnaires and their versions. Every version is kept, because answers are read by it.

use sea_orm::{ActiveValue::Set, ColumnTrait, PaginatorTrait, QueryFilter, QueryOrder};
use serde_json::json;
use uuid::Uuid;

use super::{
    error::OutreachError,
    party::Party,
    questionnaire::{self, Column},
    questionnaire_version,
    questions::Questions,
    shipped::SHIPPED,
};
use crate::{
    kernel::{Failure, Kind, Result, Tx},
    people::text,
};

/// A questionnaire with the questions that hold.
#[derive(Debug, Clone)]
pub struct Form {
    /// Itself.
    pub row: questionnaire::Model,
    /// What it asks.
    pub questions: Questions,
}

/// What is decided about a questionnaire.
#[derive(Debug, Clone)]
pub struct Decision {
    /// Who is asked; fixed once it is there.
    pub party: Party,
    /// What it is called.
    pub title: String,
    /// What it asks; a question without a code is new and gets one.
    pub questions: Questions,
    /// Whether it is still asked.
    pub active: bool,
}

/// All of them: those that are asked first, then by party.
pub async fn list(tx: &Tx) -> Result<Vec<Form>> {
    let mut rows = tx.find::<questionnaire::Entity>().order_by_asc(Column::Title).all(tx.conn()).await?;
    rows.sort_by_key(|row| (!row.active, row.party));
    let mut forms = Vec::new();
    for row in rows {
        forms.push(Form { questions: questions(tx, row.id, row.version).await?, row });
    }
    Ok(forms)
}

/// One of them.
pub async fn read(tx: &Tx, id: Uuid) -> Result<Form> {
    let row = tx.get::<questionnaire::Entity>(id).await?;
    Ok(Form { questions: questions(tx, id, row.version).await?, row })
}

/// What a version asks.
pub async fn questions(tx: &Tx, id: Uuid, version: i64) -> Result<Questions> {
    use questionnaire_version::Column;
    let of = tx.find::<questionnaire_version::Entity>().filter(Column::QuestionnaireId.eq(id)).filter(Column::Version.eq(version));
    let found = of.one(tx.conn()).await?.ok_or_else(|| Failure::invalid_field("version", "outreach.version_unknown"))?;
    Ok(serde_json::from_value(found.questions)?)
}

/// What every version asked, from the first.
pub async fn versions(tx: &Tx, id: Uuid) -> Result<Vec<Questions>> {
    use questionnaire_version::Column;
    let of = tx.find::<questionnaire_version::Entity>().filter(Column::QuestionnaireId.eq(id)).order_by_asc(Column::Version);
    of.all(tx.conn()).await?.into_iter().map(|version| Ok(serde_json::from_value(version.questions)?)).collect()
}

/// Gives a community the shipped questionnaires, unless it has some for that party.
pub async fn ensure(tx: &Tx) -> Result<()> {
    for shipped in SHIPPED.iter() {
        if tx.find::<questionnaire::Entity>().filter(Column::Party.eq(shipped.party)).count(tx.conn()).await? == 0 {
            let (party, title, questions) = (shipped.party, shipped.title.clone(), shipped.questions.clone());
            add(tx, Decision { party, title, questions, active: true }).await?;
        }
    }
    Ok(())
}

/// Writes a questionnaire down.
pub async fn add(tx: &Tx, mut decision: Decision) -> Result<Form> {
    let title = title(tx, &decision, None).await?;
    decision.questions.number(&[]);
    decision.questions.check()?;
    let row = questionnaire::ActiveModel {
        party: Set(decision.party),
        title: Set(title),
        version: Set(1),
        active: Set(decision.active),
        ..Default::default()
    };
    let form = Form { row: tx.insert(row).await?, questions: decision.questions };
    keep_version(tx, &form).await?;
    tx.audit("outreach.add_questionnaire", "questionnaire", form.row.id, json!({ "title": form.row.title })).await?;
    Ok(form)
}

/// Decides anew, on the base of the version that was looked at.
pub async fn change(tx: &Tx, id: Uuid, version: i64, mut decision: Decision) -> Result<Form> {
    let known = tx.get::<questionnaire::Entity>(id).await?;
    let before = versions(tx, id).await?;
    let title = title(tx, &decision, Some(id)).await?;
    if decision.party != known.party {
        return Err(Failure::invalid_field("party", "outreach.party_fixed"));
    }
    decision.questions.number(&before.iter().collect::<Vec<_>>());
    decision.questions.check()?;
    for old in &before {
        decision.questions.check_change(old)?;
    }
    // Only other questions are another version: a title, or that it rests, leaves the answers as they are.
    let same = before.last() == Some(&decision.questions);
    let next = if same { version } else { version + 1 };
    let row = questionnaire::ActiveModel {
        title: Set(title),
        active: Set(decision.active),
        version: Set(next),
        updated_at: Set(tx.now()),
        ..Default::default()
    };
    let those = tx.update_many::<questionnaire::Entity>().filter(Column::Id.eq(id)).filter(Column::Version.eq(version));
    if those.set(row).exec(tx.conn()).await?.rows_affected == 0 {
        return Err(Failure::new(Kind::Stale, "kernel.stale"));
    }
    let form = Form { row: tx.get::<questionnaire::Entity>(id).await?, questions: decision.questions };
    if !same {
        keep_version(tx, &form).await?;
    }
    tx.audit("outreach.change_questionnaire", "questionnaire", id, json!({ "version": form.row.version, "active": form.row.active }))
        .await?;
    Ok(form)
}

async fn keep_version(tx: &Tx, form: &Form) -> Result<()> {
    let version = questionnaire_version::ActiveModel {
        questionnaire_id: Set(form.row.id),
        version: Set(form.row.version),
        questions: Set(serde_json::to_value(&form.questions)?),
        actor: Set(serde_json::to_value(tx.actor())?),
        ..Default::default()
    };
    tx.insert(version).await.map(drop)
}

async fn title(tx: &Tx, decision: &Decision, own: Option<Uuid>) -> Result<String> {
    let title = text::line(&decision.title);
    if title.is_empty() {
        return Err(Failure::invalid_field("title", "outreach.title_wanted"));
    }
    let mut namesakes = tx.find::<questionnaire::Entity>().filter(Column::Title.eq(&title));
    if let Some(own) = own {
        namesakes = namesakes.filter(Column::Id.ne(own));
    }
    match namesakes.count(tx.conn()).await? {
        0 => Ok(title),
        _ => Err(Failure::from(OutreachError::TitleTaken).field("title", "outreach.title_taken")),
    }
}
