//! A meeting as a document that is kept (DOCX): when, where, who came, what was talked about and resolved.

use docx_rs::AlignmentType;
use sea_orm::{ColumnTrait, QueryFilter, QueryOrder};
use uuid::Uuid;

use super::{
    paper::{self, TEXT, TITLE, line, named},
    query,
};
use crate::{
    attendance::{
        attendee::{self, State},
        query::shown,
    },
    calendar::local,
    kernel::{Result, Tx},
    people::words::word,
    tenancy::{community, members},
};

/// The document of a meeting, and what its file is called.
pub async fn docx(tx: &Tx, id: Uuid) -> Result<(String, Vec<u8>)> {
    let listed = query::one(tx, id).await?;
    let community = tx.get::<community::Entity>(tx.community()).await?;
    let language = community.language();
    let zone = local::zone(&community.zone);
    let say = |key: &str| language.text(&format!("meetings.{key}"), &[]);
    let when = |at: chrono::DateTime<chrono::Utc>| at.with_timezone(&zone).format("%Y-%m-%d %H:%M").to_string();
    let mut lines = vec![
        (say("doc_kind"), say(&format!("kind_{}", word(listed.meeting.kind)))),
        (say("doc_time"), format!("{} – {}", when(listed.occasion.starts_at), when(listed.occasion.ends_at))),
        (say("doc_place"), listed.occasion.place.clone()),
    ];
    if let Some(chair) = listed.meeting.chair_id {
        lines.push((say("doc_chair"), members::get(tx, chair).await?.name));
    }
    lines.push((say("doc_present"), present(tx, listed.occasion.id).await?.join(&say("doc_and"))));
    let mut docx = paper::blank();
    docx = docx.add_paragraph(line(&listed.occasion.title, TITLE, true).align(AlignmentType::Center));
    for (name, value) in lines {
        docx = docx.add_paragraph(named(&name, &value));
    }
    docx = docx.add_paragraph(line(&say("doc_agenda"), TEXT, true));
    for (place, item) in (1..).zip(listed.meeting.agenda_lines()?) {
        docx = docx.add_paragraph(line(&format!("{place}. {item}"), TEXT, false));
    }
    docx = docx.add_paragraph(line(&say("doc_minutes"), TEXT, true));
    for text in listed.meeting.minutes.lines() {
        docx = docx.add_paragraph(line(text, TEXT, false));
    }
    docx = docx.add_paragraph(line(&say("doc_resolutions"), TEXT, true));
    for (resolution, _) in query::resolutions(tx, id).await? {
        let votes = [("doc_in_favour", resolution.in_favour), ("doc_against", resolution.against), ("doc_abstained", resolution.abstained)];
        let votes: Vec<String> = votes.iter().filter_map(|(key, votes)| votes.map(|votes| format!("{} {votes}", say(key)))).collect();
        let votes =
            if votes.is_empty() { String::new() } else { language.text("meetings.doc_votes", &[("votes", votes.join(&say("doc_and")))]) };
        docx = docx.add_paragraph(line(&format!("{}. {}{votes}", resolution.place, resolution.words), TEXT, false));
    }
    Ok((format!("{}.docx", listed.occasion.title), paper::pack(docx)?))
}

/// Who came, in the order of the roll.
pub(crate) async fn present(tx: &Tx, occasion: Uuid) -> Result<Vec<String>> {
    let came =
        tx.find::<attendee::Entity>().filter(attendee::Column::OccasionId.eq(occasion)).filter(attendee::Column::State.eq(State::Attended));
    let mut names = Vec::new();
    for row in came.order_by_asc(attendee::Column::Ticket).all(tx.conn()).await? {
        names.push(shown(tx, row).await?.name);
    }
    Ok(names)
}
