//! The forms that a community makes for itself.

use mulin_entity::{
    forms::{can, own, preview, query, sheet, subjects},
    kernel::{Failure, PageRequest},
};
use poem_openapi::{
    OpenApi,
    param::{Path, Query},
    payload::Json,
};
use uuid::Uuid;

use super::{
    dto::{Filling, FillingPage},
    plan::{FormPage, FormPlan, FormRevision, FormSheet, WantedForm},
    shown::{FormChoices, FormPreview, uploaded},
};
use crate::{Guard, Reply, Tag, people::Created};

/// Forms of a community's own.
pub struct OwnFormsApi;

#[OpenApi(tag = "Tag::Forms")]
impl OwnFormsApi {
    /// The community's own forms, the latest first.
    #[oai(path = "/own-forms", method = "get", operation_id = "own_forms.list")]
    async fn list(&self, caller: Guard<can::ReadForms>, after: Query<Option<String>>, limit: Query<Option<u64>>) -> Reply<Json<FormPage>> {
        let page = own::list(&caller.read().await?, &PageRequest { limit: limit.0, after: after.0 }).await?;
        let items = page.items.into_iter().map(WantedForm::own).collect::<Result<_, Failure>>()?;
        Ok(Json(FormPage { items, next: page.next }))
    }

    /// Begin to design a form.
    #[oai(path = "/own-forms", method = "post", operation_id = "own_forms.draft")]
    async fn draft(&self, caller: Guard<can::DesignForms>, body: Json<FormPlan>) -> Reply<Created<WantedForm>> {
        let tx = caller.write().await?;
        let form = own::draft(&tx, body.0.read()?).await?;
        tx.commit().await?;
        Ok(Created::Created(Json(WantedForm::own(form)?)))
    }

    /// One of them.
    #[oai(path = "/own-forms/:id", method = "get", operation_id = "own_forms.get")]
    async fn get(&self, caller: Guard<can::ReadForms>, id: Path<Uuid>) -> Reply<Json<WantedForm>> {
        Ok(Json(WantedForm::own(own::one(&caller.read().await?, id.0).await?)?))
    }

    /// Design it anew; what was issued holds until this is issued.
    #[oai(path = "/own-forms/:id", method = "put", operation_id = "own_forms.redraft")]
    async fn redraft(&self, caller: Guard<can::DesignForms>, id: Path<Uuid>, body: Json<FormPlan>) -> Reply<Json<WantedForm>> {
        let revision = body.0.revision.unwrap_or_default();
        let tx = caller.write().await?;
        let form = own::redraft(&tx, id.0, revision, body.0.read()?).await?;
        tx.commit().await?;
        Ok(Json(WantedForm::own(form)?))
    }

    /// Issue what was designed, and fill it in.
    #[oai(path = "/own-forms/:id/issue", method = "post", operation_id = "own_forms.issue")]
    async fn issue(&self, caller: Guard<can::DesignForms>, id: Path<Uuid>, body: Json<FormRevision>) -> Reply<Json<WantedForm>> {
        let tx = caller.write().await?;
        let form = own::issue(&tx, id.0, body.0.revision).await?;
        tx.commit().await?;
        Ok(Json(WantedForm::own(form)?))
    }

    /// What was filled in of it, the latest first.
    #[oai(path = "/own-forms/:id/fillings", method = "get", operation_id = "own_forms.list_fillings")]
    async fn list_fillings(
        &self,
        caller: Guard<can::ReadForms>,
        id: Path<Uuid>,
        after: Query<Option<String>>,
        limit: Query<Option<u64>>,
    ) -> Reply<Json<FillingPage>> {
        let tx = caller.read().await?;
        let form = own::one(&tx, id.0).await?;
        let page = query::list(&tx, false, Some(form.id), &PageRequest { limit: limit.0, after: after.0 }).await?;
        Ok(Json(FillingPage::new(page, caller.language())?))
    }

    /// Fill it in: as of today if it is wanted once, else for the last period that is over.
    #[oai(path = "/own-forms/:id/fillings", method = "post", operation_id = "own_forms.begin")]
    async fn begin(&self, caller: Guard<can::DesignForms>, id: Path<Uuid>) -> Reply<Created<Filling>> {
        let language = caller.language();
        let tx = caller.write().await?;
        let filling = own::begin(&tx, id.0).await?;
        tx.commit().await?;
        Ok(Created::Created(Json(Filling::new(filling, language)?)))
    }

    /// Want it no more; what was begun stays.
    #[oai(path = "/own-forms/:id/end", method = "post", operation_id = "own_forms.end")]
    async fn end(&self, caller: Guard<can::DesignForms>, id: Path<Uuid>, body: Json<FormRevision>) -> Reply<Json<WantedForm>> {
        let tx = caller.write().await?;
        let form = own::end(&tx, id.0, body.0.revision).await?;
        tx.commit().await?;
        Ok(Json(WantedForm::own(form)?))
    }

    /// What a form can be made of here: subjects with their facts, and the community's ledgers.
    #[oai(path = "/form-subjects", method = "get", operation_id = "own_forms.subjects")]
    async fn subjects(&self, caller: Guard<can::DesignForms>) -> Reply<Json<FormChoices>> {
        Ok(Json(FormChoices::new(subjects::of_community(&caller.read().await?).await?)))
    }

    /// How it would look, with the community's own rows: identity and phone numbers masked.
    #[oai(path = "/form-previews", method = "post", operation_id = "own_forms.preview")]
    async fn preview(&self, caller: Guard<can::DesignForms>, body: Json<FormPlan>) -> Reply<Json<FormPreview>> {
        let seen = preview::of_community(&caller.read().await?, body.0.read()?).await?;
        Ok(Json(FormPreview::new(seen, caller.language())))
    }

    /// The form that a department's empty workbook probably wants, for somebody to confirm.
    #[oai(path = "/form-sheets", method = "post", operation_id = "own_forms.read_sheet")]
    async fn read_sheet(&self, caller: Guard<can::DesignForms>, body: FormSheet) -> Reply<Json<FormPlan>> {
        let ledgers = subjects::of_community(&caller.read().await?).await?;
        let (bytes, about) = uploaded(body).await?;
        Ok(Json(sheet::read(bytes, about, ledgers).await?.into()))
    }
}
