//! Which forms a street wants, and how far its communities are with them.

use chrono::NaiveDate;
use mulin_entity::{
    forms::{Act, can, export, query, street},
    kernel::{Failure, PageRequest, Why},
};
use poem_openapi::{
    OpenApi,
    param::{Path, Query},
    payload::Json,
};
use uuid::Uuid;

use super::dto::{FormColumns, FormDesign, FormHeadings, FormJudgement, FormOverview, FormPage, WantedForm};
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

    /// Want a form: each community finds it filled for the period that is over, and after each one that follows.
    #[oai(path = "/street/forms", method = "post", operation_id = "forms.ask")]
    async fn ask(&self, caller: Guard<can::DirectForms>, body: Json<FormDesign>) -> Reply<Created<WantedForm>> {
        let sys = caller.db().system(Why::Forms).await?;
        let form = street::ask(&sys, caller.street()?, body.0.read()?).await?;
        sys.commit().await?;
        Ok(Created::Created(Json(WantedForm::new(form)?)))
    }

    /// What the headings of a sheet probably mean, for somebody to confirm.
    #[oai(path = "/street/form-headings", method = "post", operation_id = "forms.suggest")]
    async fn suggest(&self, _caller: Guard<can::DirectForms>, body: Json<FormHeadings>) -> Reply<Json<FormColumns>> {
        Ok(Json(body.0.suggested()))
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
        Ok(Json(FormOverview::new(query::overview(&sys, caller.street()?, id.0, period.0).await?)?))
    }

    /// Change it from the next period on.
    #[oai(path = "/street/forms/:id", method = "put", operation_id = "forms.change")]
    async fn change(&self, caller: Guard<can::DirectForms>, id: Path<Uuid>, body: Json<FormDesign>) -> Reply<Json<WantedForm>> {
        let version = body.0.version.unwrap_or_default();
        let sys = caller.db().system(Why::Forms).await?;
        let form = street::change(&sys, caller.street()?, id.0, version, body.0.read()?).await?;
        sys.commit().await?;
        Ok(Json(WantedForm::new(form)?))
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
        Ok(Json(FormOverview::new(seen)?))
    }

    /// One period of it over all communities as XLSX: counts, no person.
    #[oai(path = "/street/forms/:id/export", method = "get", operation_id = "forms.export_overview")]
    async fn export_overview(
        &self,
        caller: Guard<can::DirectForms>,
        id: Path<Uuid>,
        /// The first day of the period.
        period: Query<Option<NaiveDate>>,
    ) -> Reply<Workbook> {
        let sys = caller.db().system_read(Why::Forms).await?;
        let seen = query::overview(&sys, caller.street()?, id.0, period.0).await?;
        let table = export::of_overview(&seen, caller.language())?;
        Ok(Workbook::called(&format!("{}.xlsx", seen.form.title), table.workbook().await?))
    }
}
