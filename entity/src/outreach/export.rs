//! What was answered, going out as XLSX: a row for each interview, a column for each question.

use serde_json::json;
use uuid::Uuid;

use super::{
    forms,
    interview::Way,
    query::Filter,
    questions::{Kind, Question},
    results::{self, Heard},
};
use crate::{
    kernel::{Failure, Language, Result, Tx},
    people::{
        grid,
        ledger::{self, Column},
        words::word,
    },
    tenancy::members,
};

/// The name of the file, and the workbook. It is noted in the audit book.
pub async fn workbook(tx: &Tx, questionnaire: Uuid, filter: &Filter, language: Language) -> Result<(String, Vec<u8>)> {
    let form = forms::read(tx, questionnaire).await?;
    let questions = results::ever_asked(tx, &form).await?;
    let heard = results::heard(tx, &Filter { questionnaire: Some(questionnaire), ..filter.clone() }).await?;
    let names = members::names(tx).await?;
    let grids = tx.find::<grid::Entity>();
    let grids: std::collections::HashMap<Uuid, String> = sea_orm::QueryOrder::order_by_asc(grids, grid::Column::Code)
        .all(tx.conn())
        .await?
        .into_iter()
        .map(|grid| (grid.id, grid.name))
        .collect();
    let say = |code: &str| language.text(&format!("outreach.{code}"), &[]);
    let heading = |code: &str, width: f64| Column { header: say(&format!("column_{code}")), width };
    let mut columns =
        vec![heading("day", 12.0), heading("who", 16.0), heading("grid", 12.0), heading("way", 10.0), heading("member", 12.0)];
    columns.extend(questions.iter().map(|question| Column { header: question.text.clone(), width: 24.0 }));
    columns.push(heading("note", 24.0));
    let row = |heard: &Heard| {
        let way = match heard.row.way {
            Way::Visit => say("way_visit"),
            Way::Phone => say("way_phone"),
            Way::Meeting => say("way_meeting"),
        };
        let name = |of: Option<Uuid>, names: &std::collections::HashMap<Uuid, String>| {
            of.and_then(|id| names.get(&id).cloned()).unwrap_or_default()
        };
        let mut cells = vec![
            heard.row.on_day.to_string(),
            heard.said.who.clone(),
            name(heard.row.grid_id, &grids),
            way,
            name(heard.row.member_id, &names),
        ];
        cells.extend(questions.iter().map(|question| shown(question, heard, language)));
        cells.push(heard.said.note.clone());
        cells
    };
    let rows: Vec<Vec<String>> = heard.iter().map(row).collect();
    let detail = json!({ "rows": rows.len(), "party": word(form.row.party) });
    tx.audit("outreach.export", "questionnaire", questionnaire, detail).await?;
    let title = form.row.title;
    let sheet = ledger::sheet_name(&title);
    let make = move || ledger::export(&sheet, &columns, rows.into_iter());
    let book = tokio::task::spawn_blocking(make).await.map_err(Failure::internal)?.map_err(Failure::internal)?;
    Ok((format!("{title}.xlsx"), book))
}

fn shown(question: &Question, heard: &Heard, language: Language) -> String {
    let values = heard.said.answers.get(&question.code).map(Vec::as_slice).unwrap_or_default();
    match (question.kind, values) {
        (_, []) => String::new(),
        (Kind::YesNo, [yes, ..]) => language.text(if yes == "true" { "ledgers.yes" } else { "ledgers.no" }, &[]),
        (_, values) => values.join("、"),
    }
}
