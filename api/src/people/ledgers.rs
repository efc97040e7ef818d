//! Ledgers going out: the form to fill in, and everybody as XLSX.

use mulin_entity::{
    kernel::Failure,
    people::{can, export, ledger},
};
use poem_openapi::{ApiResponse, OpenApi, param::Query, payload::Binary};

use super::reach;
use crate::{Guard, Reply, Tag};

/// Ledgers going out.
pub struct LedgersApi;

/// A workbook to be saved under a name.
#[derive(ApiResponse)]
pub enum Workbook {
    /// A workbook to keep.
    #[oai(status = 200, content_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")]
    Xlsx(Binary<Vec<u8>>, #[oai(header = "Content-Disposition")] String),
}

impl Workbook {
    /// A workbook under a name in any script (RFC 6266).
    pub fn called(name: &str, bytes: Vec<u8>) -> Self {
        Self::Xlsx(Binary(bytes), disposition(name))
    }
}

/// How a file is offered under a name in any script (RFC 6266).
pub fn disposition(name: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_');
    let encoded: String =
        name.bytes().map(|byte| if plain(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") }).collect();
    format!("attachment; filename*=UTF-8''{encoded}")
}

#[OpenApi(tag = "Tag::People")]
impl LedgersApi {
    /// The form to fill in, with drop-downs.
    #[oai(path = "/imports/template", method = "get", operation_id = "people.import_template")]
    async fn template(&self, caller: Guard<can::ImportLedgers>) -> Reply<Workbook> {
        let language = caller.language();
        let bytes = ledger::template(language).map_err(Failure::internal)?;
        Ok(Workbook::called("residents-template.xlsx", bytes))
    }

    /// Everybody as XLSX: masked, unless a reason is stated for which it must not be. It is kept in the audit book.
    #[oai(path = "/residents/export", method = "get", operation_id = "people.export")]
    async fn export(&self, caller: Guard<can::ExportPeople>, unmask_reason: Query<Option<String>>) -> Reply<Workbook> {
        let language = caller.language();
        let tx = caller.write().await?;
        let export = export::export(&tx, reach(&caller)?, language, unmask_reason.0.as_deref()).await?;
        tx.commit().await?;
        Ok(Workbook::called("residents.xlsx", export.workbook().await?))
    }
}
