//! A campaign as a document that is kept (DOCX): the numbers, the reason of each exception, who did what.

use std::{collections::BTreeMap, io::Cursor};

use docx_rs::AlignmentType;
use sea_orm::{ColumnTrait, QueryFilter, QueryOrder};
use uuid::Uuid;

use super::{
    Outcome, Sight,
    campaign_target::{self, Column},
    marks,
    progress::{self, Line},
    query, roster,
};
use crate::{
    kernel::{Failure, Result, Tx},
    meetings::paper::{TEXT, TITLE, blank, line, named},
    people::words::word,
    tenancy::{community, members},
};

/// The document of a campaign, and what its file is called.
pub async fn docx(tx: &Tx, id: Uuid) -> Result<(String, Vec<u8>)> {
    let campaign = query::one(tx, id).await?;
    let language = tx.get::<community::Entity>(tx.community()).await?.language();
    let say = |key: &str| language.text(&format!("campaigns.{key}"), &[]);
    let told = progress::of(tx, Sight::Community, id).await?;
    let numbers = |count: &progress::Count| {
        let facts = [("total", count.total), ("done", count.done), ("excused", count.excused), ("open", count.open)];
        language.text("campaigns.doc_numbers", &facts.map(|(name, count)| (name, count.to_string())))
    };
    let mut docx = blank();
    docx = docx.add_paragraph(line(&campaign.title, TITLE, true).align(AlignmentType::Center));
    docx = docx.add_paragraph(named(&say("doc_days"), &format!("{} – {}", campaign.starts_on, campaign.due_on)));
    docx = docx.add_paragraph(named(&say("doc_whole"), &numbers(&told.whole)));
    docx = docx.add_paragraph(line(&say("doc_grids"), TEXT, true));
    for Line { name, count, .. } in &told.grids {
        docx = docx.add_paragraph(named(name, &numbers(count)));
    }
    docx = docx.add_paragraph(line(&say("doc_forces"), TEXT, true));
    for Line { name, count, .. } in &told.forces {
        docx = docx.add_paragraph(named(&say(&format!("force_{name}")), &count.total.to_string()));
    }
    docx = docx.add_paragraph(line(&say("doc_people"), TEXT, true));
    let (names, mut by) = (members::names(tx).await?, BTreeMap::<Uuid, i64>::new());
    let settled = tx.find::<campaign_target::Entity>().filter(Column::CampaignId.eq(id)).filter(Column::Settled.eq(true));
    let settled = settled.order_by_asc(Column::Place).all(tx.conn()).await?;
    for member in settled.iter().filter_map(|target| target.member_id) {
        *by.entry(member).or_default() += 1;
    }
    for (member, count) in by {
        docx = docx.add_paragraph(named(names.get(&member).map_or("–", String::as_str), &count.to_string()));
    }
    docx = docx.add_paragraph(line(&say("doc_exceptions"), TEXT, true));
    for target in settled.iter().filter(|target| target.outcome != Some(Outcome::Done)) {
        let label = roster::label(tx, target)?;
        let excused = target.outcome.filter(|outcome| outcome.settles());
        let why = excused.map(word).or_else(|| target.gone.clone()).unwrap_or_default();
        let found = marks::of(tx, target.id).await?;
        let note = found.into_iter().find(|(mark, _)| Some(mark.outcome) == excused).map(|(_, said)| said.note).unwrap_or_default();
        let why = format!("{} {note}", say(&format!("why_{why}")));
        docx = docx.add_paragraph(named(&format!("{} {}", label.address, label.name), why.trim()));
    }
    tx.audit("campaigns.archive", "campaign", id, serde_json::json!({})).await?;
    let mut bytes = Cursor::new(Vec::new());
    docx.build().pack(&mut bytes).map_err(Failure::internal)?;
    Ok((format!("{}.docx", campaign.title), bytes.into_inner()))
}
