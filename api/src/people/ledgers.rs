//! Ledgers going out: the form to fill in, and everybody as XLSX.

use mulin_entity::{
    kernel::Failure,
    people::{can, export, ledger},
};
use poem_openapi::{
    OpenApi,
    param::Query,
    payload::{Attachment, AttachmentType},
};

use super::reach;
use crate::{Guard, Reply, Tag};

/// Ledgers going out.
pub struct LedgersApi;

fn attached(bytes: Vec<u8>, name: &str) -> Attachment<Vec<u8>> {
    Attachment::new(bytes).attachment_type(AttachmentType::Attachment).filename(name)
}

#[OpenApi(tag = "Tag::People")]
impl LedgersApi {
    /// The form to fill in, with drop-downs.
    #[oai(path = "/imports/template", method = "get", operation_id = "people.import_template")]
    async fn template(&self, caller: Guard<can::ImportLedgers>) -> Reply<Attachment<Vec<u8>>> {
        let language = caller.language();
        let bytes = ledger::template(language).map_err(Failure::internal)?;
        Ok(attached(bytes, "residents-template.xlsx"))
    }

    /// Everybody as XLSX: masked, unless a reason is stated for which it must not be. It is kept in the audit book.
    #[oai(path = "/residents/export", method = "get", operation_id = "people.export")]
    async fn export(&self, caller: Guard<can::ExportPeople>, unmask_reason: Query<Option<String>>) -> Reply<Attachment<Vec<u8>>> {
        let language = caller.language();
        let tx = caller.write().await?;
        let export = export::export(&tx, reach(&caller)?, language, unmask_reason.0.as_deref()).await?;
        tx.commit().await?;
        Ok(attached(export.workbook().await?, "residents.xlsx"))
    }
}
