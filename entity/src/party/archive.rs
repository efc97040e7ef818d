//! A session as a document that is kept (DOCX): when, where, who came, who asked for leave, what was read and said.

use chrono::{DateTime, Utc};
use docx_rs::AlignmentType;
use uuid::Uuid;

use super::{party_branch, party_presence::State, query};
use crate::{
    calendar::local,
    kernel::{Result, Tx},
    meetings::{
        archive::present,
        paper::{self, TEXT, TITLE, line, named},
    },
    people::words::word,
    tenancy::community,
};

/// The document of a session, and what its file is called.
pub async fn docx(tx: &Tx, id: Uuid) -> Result<(String, Vec<u8>)> {
    let listed = query::session(tx, id).await?;
    let community = tx.get::<community::Entity>(tx.community()).await?;
    let language = community.language();
    let zone = local::zone(&community.zone);
    let say = |key: &str| language.text(key, &[]);
    let when = |at: DateTime<Utc>| at.with_timezone(&zone).format("%Y-%m-%d %H:%M").to_string();
    let and = say("meetings.doc_and");
    let roll = query::roll(tx, &listed.session).await?;
    let excused =
        roll.iter().filter_map(|line| line.presence.as_ref().filter(|row| row.state == State::Excused).map(|_| line.member.name.as_str()));
    let lines = [
        (say("party.doc_branch"), tx.get::<party_branch::Entity>(listed.session.branch_id).await?.name),
        (say("party.doc_kind"), say(&format!("party.kind_{}", word(listed.session.kind)))),
        (say("meetings.doc_time"), format!("{} – {}", when(listed.occasion.starts_at), when(listed.occasion.ends_at))),
        (say("meetings.doc_place"), listed.occasion.place.clone()),
        (say("party.doc_present"), present(tx, listed.occasion.id).await?.join(&and)),
        (say("party.doc_excused"), excused.collect::<Vec<_>>().join(&and)),
    ];
    let mut docx = paper::blank().add_paragraph(line(&listed.occasion.title, TITLE, true).align(AlignmentType::Center));
    for (name, value) in lines {
        docx = docx.add_paragraph(named(&name, &value));
    }
    for (heading, text) in [("party.doc_programme", &listed.session.programme), ("meetings.doc_minutes", &listed.session.minutes)] {
        docx = docx.add_paragraph(line(&say(heading), TEXT, true));
        for paragraph in text.lines() {
            docx = docx.add_paragraph(line(paragraph, TEXT, false));
        }
    }
    Ok((format!("{}.docx", listed.occasion.title), paper::pack(docx)?))
}
