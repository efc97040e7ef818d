//! Which forms a street wants, and how far its communities are with them.

use chrono::NaiveDate;
use mulin_entity::{
    forms::{Act, Plan, can, export, form, preview, query, sheet, street, subjects},
    kernel::{Failure, PageRequest, Why},
    reports::tables,
};
use poem_openapi::{
    OpenApi,
    param::{Path, Query},
    payload::Json,
};
use uuid::Uuid;

use super::{
    dto::{FormFigures, FormJudgement, FormOverview},
    plan::{FormPage, FormPlan, FormRevision, FormSheet, WantedForm},
    shown::{FormChoices, FormPreview, uploaded},
};
use crate::{
    Guard, Reply, Tag,
    people::{Created, Workbook},
};

/// Forms, as the street has them.
pub struct StreetFormsApi;

#[OpenApi(tag = "Tag::Forms")]
impl StreetFormsApi {
    /// The forms that the street wants, the latest first.
    #[oai(path = "/street/forms", method = "get", operation_id = "forms.list_wanted")]
    async fn list_wanted(
        &self,
        caller: Guard<can::DirectForms>,
        after: Query<Option<String>>,
        limit: Query<Option<u64>>,
    ) -> Reply<Json<FormPage>> {
        let sys = caller.db().system_read(Why::Forms).await?;
        let page = query::forms(&sys, caller.street()?, &PageRequest { limit: limit.0, after: after.0 }).await?;
        let items = page.items.into_iter().map(WantedForm::new).collect::<Result<_, Failure>>()?;
        Ok(Json(FormPage { items, next: page.next }))
    }

    /// Begin to design a form.
    #[oai(path = "/street/forms", method = "post", operation_id = "forms.draft")]
    async fn draft(&self, caller: Guard<can::DirectForms>, body: Json<FormPlan>) -> Reply<Created<WantedForm>> {
        let sys = caller.db().system(Why::Forms).await?;
        let form = street::draft(&sys, caller.street()?, known(body.0.read()?)?).await?;
        sys.commit().await?;
        Ok(Created::Created(Json(WantedForm::new(form)?)))
    }

    /// What a form can be made of: subjects with their facts, and the ledgers that every community begins with.
    #[oai(path = "/street/form-subjects", method = "get", operation_id = "forms.subjects")]
    async fn subjects(&self, _caller: Guard<can::DirectForms>) -> Reply<Json<FormChoices>> {
        Ok(Json(FormChoices::new(subjects::shipped())))
    }

    /// How it would look, with invented rows: the street sees no person.
    #[oai(path = "/street/form-previews", method = "post", operation_id = "forms.preview")]
    async fn preview(&self, caller: Guard<can::DirectForms>, body: Json<FormPlan>) -> Reply<Json<FormPreview>> {
        Ok(Json(FormPreview::new(preview::of_street(body.0.read()?)?, caller.language())))
    }

    /// The form that a department's empty workbook probably wants, for somebody to confirm.
    #[oai(path = "/street/form-sheets", method = "post", operation_id = "forms.read_sheet")]
    async fn read_sheet(&self, _caller: Guard<can::DirectForms>, body: FormSheet) -> Reply<Json<FormPlan>> {
        let (bytes, about) = uploaded(body).await?;
        Ok(Json(sheet::read(bytes, about, subjects::shipped()).await?.into()))
    }

    /// How far everybody is with one period of it; the latest unless one is named.
    #[oai(path = "/street/forms/:id", method = "get", operation_id = "forms.overview")]
    async fn overview(
        &self,
        caller: Guard<can::DirectForms>,
        id: Path<Uuid>,
        /// The first day of the period.
        period: Query<Option<NaiveDate>>,
    ) -> Reply<Json<FormOverview>> {
        let sys = caller.db().system_read(Why::Forms).await?;
        Ok(Json(FormOverview::new(query::overview(&sys, caller.street()?, id.0, period.0).await?, caller.language())?))
    }

    /// Design it anew; what was issued holds until this is issued.
    #[oai(path = "/street/forms/:id", method = "put", operation_id = "forms.redraft")]
    async fn redraft(&self, caller: Guard<can::DirectForms>, id: Path<Uuid>, body: Json<FormPlan>) -> Reply<Json<WantedForm>> {
        let revision = body.0.revision.unwrap_or_default();
        let sys = caller.db().system(Why::Forms).await?;
        let form = street::redraft(&sys, caller.street()?, id.0, revision, known(body.0.read()?)?).await?;
        sys.commit().await?;
        Ok(Json(WantedForm::new(form)?))
    }

    /// Issue what was designed: each community finds it filled for the period that is over, and after each one that follows.
    #[oai(path = "/street/forms/:id/issue", method = "post", operation_id = "forms.issue")]
    async fn issue(&self, caller: Guard<can::DirectForms>, id: Path<Uuid>, body: Json<FormRevision>) -> Reply<Json<WantedForm>> {
        let sys = caller.db().system(Why::Forms).await?;
        let form = street::issue(&sys, caller.street()?, id.0, body.0.revision).await?;
        sys.commit().await?;
        Ok(Json(WantedForm::new(form)?))
    }

    /// The figures that it asks for, of each community in one month; of the one that is over unless another is named.
    #[oai(path = "/street/forms/:id/figures", method = "get", operation_id = "forms.figures")]
    async fn figures(
        &self,
        caller: Guard<can::DirectForms>,
        id: Path<Uuid>,
        /// A day of the month.
        month: Query<Option<NaiveDate>>,
    ) -> Reply<Json<FormFigures>> {
        let sys = caller.db().system_read(Why::Forms).await?;
        let plan = shown(&query::form_of(&sys, caller.street()?, id.0).await?)?;
        let table = tables::of_month(&sys, caller.street()?, &plan.layout.measures, month.0).await?;
        let headings = plan.layout.measures.into_iter().map(|figure| figure.heading).collect();
        Ok(Json(FormFigures::new(table, headings)))
    }

    /// Want it no more; what was begun is still handed in.
    #[oai(path = "/street/forms/:id/end", method = "post", operation_id = "forms.end")]
    async fn end(&self, caller: Guard<can::DirectForms>, id: Path<Uuid>) -> Reply<Json<WantedForm>> {
        let sys = caller.db().system(Why::Forms).await?;
        let form = street::end(&sys, caller.street()?, id.0).await?;
        sys.commit().await?;
        Ok(Json(WantedForm::new(form)?))
    }

    /// Accept what a community hands in, or return it with a reason.
    #[oai(path = "/street/forms/:id/communities/:code/act", method = "post", operation_id = "forms.judge")]
    async fn judge(
        &self,
        caller: Guard<can::DirectForms>,
        id: Path<Uuid>,
        code: Path<String>,
        body: Json<FormJudgement>,
    ) -> Reply<Json<FormOverview>> {
        let FormJudgement { act, period, remark } = body.0;
        let act = match act.as_str() {
            "accept" => Act::Accept,
            "return" => Act::Return,
            _ => return Err(Failure::invalid_field("act", "kernel.word_unknown").into()),
        };
        let sys = caller.db().system(Why::Forms).await?;
        let which = street::Which { form: id.0, period, code: code.0 };
        let seen = street::judge(&sys, caller.street()?, caller.account(), which, act, &remark.unwrap_or_default()).await?;
        sys.commit().await?;
        Ok(Json(FormOverview::new(seen, caller.language())?))
    }

    /// One period of it over all communities as XLSX: counts, no person. Of a table of figures its month.
    #[oai(path = "/street/forms/:id/export", method = "get", operation_id = "forms.export_overview")]
    async fn export_overview(
        &self,
        caller: Guard<can::DirectForms>,
        id: Path<Uuid>,
        /// The first day of the period.
        period: Query<Option<NaiveDate>>,
    ) -> Reply<Workbook> {
        let sys = caller.db().system_read(Why::Forms).await?;
        let plan = shown(&query::form_of(&sys, caller.street()?, id.0).await?)?;
        if !plan.layout.is_filled() {
            let table = tables::of_month(&sys, caller.street()?, &plan.layout.measures, period.0).await?;
            let name = format!("{} {}.xlsx", plan.title, table.month.format("%Y-%m"));
            return Ok(Workbook::called(&name, tables::workbook(table, &plan.title, &plan.layout.measures, caller.language()).await?));
        }
        let seen = query::overview(&sys, caller.street()?, id.0, period.0).await?;
        let table = export::of_overview(&seen, caller.language())?;
        Ok(Workbook::called(&format!("{}.xlsx", seen.form.title), table.workbook().await?))
    }
}

/// A plan whose figures are known.
fn known(plan: Plan) -> Result<Plan, Failure> {
    tables::named(&plan.layout.measures)?;
    Ok(plan)
}

/// What was issued of a form, else what is being designed.
fn shown(form: &form::Model) -> Result<Plan, Failure> {
    let design = form.design()?;
    let issued = design.issued().map(|issue| issue.plan.clone());
    issued.or(design.draft).ok_or_else(Failure::not_found)
}
