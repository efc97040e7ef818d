//! What a community does with the forms that its street wants.

use mulin_entity::{
    forms::{Act, Change, can, cells, export, query, service, sign},
    kernel::{Failure, PageRequest},
    people::words,
};
use poem::Request;
use poem_openapi::{
    OpenApi,
    param::{Path, Query},
    payload::Json,
};
use uuid::Uuid;

use super::dto::{CellText, Filling, FillingAct, FillingPage, FillingRow, FillingRowPage, Signature};
use crate::{
    Guard, Reply, Tag,
    people::{Created, Workbook},
};

/// Forms, as a community has them.
pub struct FormsApi;

#[OpenApi(tag = "Tag::Forms")]
impl FormsApi {
    /// What the community hands in, the latest first.
    #[oai(path = "/forms", method = "get", operation_id = "forms.list")]
    async fn list(
        &self,
        caller: Guard<can::ReadForms>,
        /// Only what waits for the community.
        open: Query<Option<bool>>,
        after: Query<Option<String>>,
        limit: Query<Option<u64>>,
    ) -> Reply<Json<FillingPage>> {
        let page = PageRequest { limit: limit.0, after: after.0 };
        let page = query::list(&caller.read().await?, open.0.unwrap_or_default(), None, &page).await?;
        Ok(Json(FillingPage::new(page, caller.language())?))
    }

    /// One of them.
    #[oai(path = "/forms/:id", method = "get", operation_id = "forms.get")]
    async fn get(&self, caller: Guard<can::ReadForms>, id: Path<Uuid>) -> Reply<Json<Filling>> {
        Ok(Json(Filling::new(query::one(&caller.read().await?, id.0).await?, caller.language())?))
    }

    /// Its rows: identity and phone numbers masked.
    #[oai(path = "/forms/:id/rows", method = "get", operation_id = "forms.list_rows")]
    async fn list_rows(
        &self,
        caller: Guard<can::ReadForms>,
        id: Path<Uuid>,
        /// Only what became of them: `added`, `changed`, `gone` or `same`.
        change: Query<Option<String>>,
        /// Only those in which something is missing.
        missing: Query<Option<bool>>,
        after: Query<Option<String>>,
        limit: Query<Option<u64>>,
    ) -> Reply<Json<FillingRowPage>> {
        let change = words::choice(change.0, "change", words::read::<Change>)?;
        let filter = query::Filter { change, missing: missing.0.unwrap_or_default(), handed_in: false };
        let tx = caller.read().await?;
        let columns = query::one(&tx, id.0).await?.design()?.columns;
        let page = query::rows(&tx, id.0, filter, &PageRequest { limit: limit.0, after: after.0 }).await?;
        Ok(Json(FillingRowPage { items: page.items.into_iter().map(|row| FillingRow::new(row, &columns)).collect(), next: page.next }))
    }

    /// Write into a cell, beside what is known; without a text the correction is taken back.
    #[oai(path = "/forms/:id/form-rows/:row", method = "put", operation_id = "forms.write_cell")]
    async fn write_cell(
        &self,
        caller: Guard<can::FillForms>,
        id: Path<Uuid>,
        row: Path<Uuid>,
        body: Json<CellText>,
    ) -> Reply<Json<FillingRow>> {
        let CellText { column, text, revision } = body.0;
        let tx = caller.write().await?;
        let columns = query::one(&tx, id.0).await?.design()?.columns;
        let row = cells::write(&tx, id.0, row.0, revision, usize::from(column), text.as_deref()).await?;
        tx.commit().await?;
        Ok(Json(FillingRow::new(row, &columns)))
    }

    /// Take in once more what is known, have it looked over, or open it again.
    #[oai(path = "/forms/:id/act", method = "post", operation_id = "forms.act")]
    async fn act(&self, caller: Guard<can::FillForms>, id: Path<Uuid>, body: Json<FillingAct>) -> Reply<Json<Filling>> {
        let FillingAct { act, revision } = body.0;
        let tx = caller.write().await?;
        let filling = match act.as_str() {
            "refill" => service::refill(&tx, id.0, revision).await?,
            "check" => service::act(&tx, id.0, revision, Act::Check).await?,
            "reopen" => service::act(&tx, id.0, revision, Act::Reopen).await?,
            _ => return Err(Failure::invalid_field("act", "kernel.word_unknown").into()),
        };
        tx.commit().await?;
        Ok(Json(Filling::new(filling, caller.language())?))
    }

    /// Sign it with the own password, and hand it in: from then on it is as it was signed.
    #[oai(path = "/forms/:id/submit", method = "post", operation_id = "forms.submit")]
    async fn submit(
        &self,
        request: &Request,
        caller: Guard<can::SignForms>,
        id: Path<Uuid>,
        body: Json<Signature>,
    ) -> Reply<Json<Filling>> {
        query::one(&caller.read().await?, id.0).await?;
        let address = caller.state().address_of(request);
        sign::confirm(caller.db(), &caller.identity().account, body.0.password, &address).await?;
        let tx = caller.write().await?;
        let filling = service::act(&tx, id.0, body.0.revision, Act::Submit).await?;
        tx.commit().await?;
        Ok(Json(Filling::new(filling, caller.language())?))
    }

    /// Begin a correction of what was accepted: another edition.
    #[oai(path = "/forms/:id/correct", method = "post", operation_id = "forms.correct")]
    async fn correct(&self, caller: Guard<can::SignForms>, id: Path<Uuid>) -> Reply<Created<Filling>> {
        let tx = caller.write().await?;
        let filling = service::correct(&tx, id.0).await?;
        tx.commit().await?;
        Ok(Created::Created(Json(Filling::new(filling, caller.language())?)))
    }

    /// It as XLSX: masked, unless a reason is stated for which it must not be. It is kept in the audit book.
    #[oai(path = "/forms/:id/export", method = "get", operation_id = "forms.export")]
    async fn export(&self, caller: Guard<can::FillForms>, id: Path<Uuid>, unmask_reason: Query<Option<String>>) -> Reply<Workbook> {
        let tx = caller.write().await?;
        let (filling, table) = export::of_filling(&tx, id.0, unmask_reason.0.as_deref(), caller.language()).await?;
        tx.commit().await?;
        Ok(Workbook::called(&format!("{} {}.xlsx", filling.title, filling.from_on.format("%Y-%m")), table.workbook().await?))
    }
}
