//! A street's report to keep: the same that goes with its letters, of any days.

use chrono::NaiveDate;
use mulin_entity::{
    kernel::{Failure, PLATFORM, Scope, Why},
    notifications::writing::Enclosure,
    reports::{
        can, issue,
        papers::{self, Form},
        period::Period,
        query,
    },
};
use poem_openapi::{ApiResponse, OpenApi, param::Query, payload::Binary};
use serde_json::json;

use crate::{
    Guard, Reply, Tag,
    caller::Caller,
    people::{Workbook, disposition},
};

/// Reports as files.
pub struct PapersApi;

/// A paper.
#[derive(ApiResponse)]
pub enum Paper {
    /// A paper to keep.
    #[oai(status = 200, content_type = "application/pdf")]
    Pdf(Binary<Vec<u8>>, #[oai(header = "Content-Disposition")] String),
}

#[OpenApi(tag = "Tag::Reports")]
impl PapersApi {
    /// The street's report of some days as a workbook: every figure of every community, with targets. It is kept in the audit book.
    #[oai(path = "/street/report/workbook", method = "get", operation_id = "reports.workbook")]
    async fn workbook(
        &self,
        caller: Guard<can::ExportStreet>,
        /// The first day; thirty days are told unless told.
        from: Query<Option<NaiveDate>>,
        to: Query<Option<NaiveDate>>,
    ) -> Reply<Workbook> {
        let file = file(&caller, Form::Workbook, from.0, to.0).await?;
        Ok(Workbook::called(&file.name, file.bytes))
    }

    /// The same as a paper (PDF).
    #[oai(path = "/street/report/paper", method = "get", operation_id = "reports.paper")]
    async fn paper(&self, caller: Guard<can::ExportStreet>, from: Query<Option<NaiveDate>>, to: Query<Option<NaiveDate>>) -> Reply<Paper> {
        let file = file(&caller, Form::Paper, from.0, to.0).await?;
        Ok(Paper::Pdf(Binary(file.bytes), disposition(&file.name)))
    }
}

async fn file(caller: &Caller, form: Form, from: Option<NaiveDate>, to: Option<NaiveDate>) -> Result<Enclosure, Failure> {
    let street = caller.street()?;
    let sys = caller.db().system(Why::StreetFigures).await?;
    let period = Period::of(query::span_of_street(&sys, street, from, to).await?);
    let issue = issue::write(&sys, street, period).await?;
    let scope = Scope { community: PLATFORM, actor: caller.actor() };
    let detail = json!({ "period": period.to_string(), "form": form.extension() });
    sys.audit(&scope, "reports.export", "street", street.id, detail).await?;
    sys.commit().await?;
    papers::file(issue, form, caller.language()).await
}
