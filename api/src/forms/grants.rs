//! Letting the street look at rows, and its looking.

use chrono::{DateTime, NaiveDate, Utc};
use mulin_entity::{
    forms::{can, form_grant, grants, street::Which},
    kernel::{PageRequest, Why},
};
use poem_openapi::{
    Object, OpenApi,
    param::{Path, Query},
    payload::Json,
};
use uuid::Uuid;

use super::{
    dto::{FillingRow, FillingRowPage},
    plan::FormColumn,
};
use crate::{Guard, Reply, Tag, people::Created};

/// Grants of a community to its street.
pub struct FormGrantsApi;

/// That the street may look at rows.
#[derive(Object)]
#[oai(skip_serializing_if_is_none)]
struct FormGrant {
    id: Uuid,
    reason: String,
    /// The last day on which it holds.
    until_on: NaiveDate,
    granted_by_id: Option<Uuid>,
    created_at: DateTime<Utc>,
    revoked_at: Option<DateTime<Utc>>,
    /// How often the street has looked.
    looks: i64,
}

impl From<form_grant::Model> for FormGrant {
    fn from(row: form_grant::Model) -> Self {
        let form_grant::Model { id, reason, until_on, granted_by_id, created_at, revoked_at, looks, .. } = row;
        Self { id, reason, until_on, granted_by_id, created_at, revoked_at, looks }
    }
}

/// Until when, and what for.
#[derive(Object)]
#[oai(deny_unknown_fields)]
struct NewFormGrant {
    until_on: NaiveDate,
    #[oai(validator(max_length = 400))]
    reason: String,
}

/// Rows of a community's filling, as the street sees them.
#[derive(Object)]
struct GrantedRows {
    columns: Vec<FormColumn>,
    rows: FillingRowPage,
}

#[OpenApi(tag = "Tag::Forms")]
impl FormGrantsApi {
    /// Whether the street may look at the rows, and how often it did.
    #[oai(path = "/forms/:id/form-grants", method = "get", operation_id = "form_grants.list")]
    async fn list(&self, caller: Guard<can::ReadForms>, id: Path<Uuid>) -> Reply<Json<Vec<FormGrant>>> {
        Ok(Json(grants::list(&caller.read().await?, id.0).await?.into_iter().map(FormGrant::from).collect()))
    }

    /// Let the street look at the rows of what was handed in, until a day.
    #[oai(path = "/forms/:id/form-grants", method = "post", operation_id = "form_grants.give")]
    async fn give(&self, caller: Guard<can::SignForms>, id: Path<Uuid>, body: Json<NewFormGrant>) -> Reply<Created<FormGrant>> {
        let tx = caller.write().await?;
        let grant = grants::give(&tx, id.0, body.0.until_on, &body.0.reason).await?;
        tx.commit().await?;
        Ok(Created::Created(Json(grant.into())))
    }

    /// Take it back.
    #[oai(path = "/forms/:id/form-grants/:grant", method = "delete", operation_id = "form_grants.revoke")]
    async fn revoke(&self, caller: Guard<can::SignForms>, id: Path<Uuid>, grant: Path<Uuid>) -> Reply<Json<FormGrant>> {
        let tx = caller.write().await?;
        let grant = grants::revoke(&tx, id.0, grant.0).await?;
        tx.commit().await?;
        Ok(Json(grant.into()))
    }

    /// Rows that a community has handed in, while it lets the street look: masked, and each look is kept in the community's audit book.
    #[oai(path = "/street/forms/:id/communities/:code/rows", method = "get", operation_id = "form_grants.look")]
    async fn look(
        &self,
        caller: Guard<can::DirectForms>,
        id: Path<Uuid>,
        code: Path<String>,
        /// The first day of the period.
        period: Query<NaiveDate>,
        after: Query<Option<String>>,
        limit: Query<Option<u64>>,
    ) -> Reply<Json<GrantedRows>> {
        let which = Which { form: id.0, period: period.0, code: code.0 };
        let sys = caller.db().system(Why::Forms).await?;
        let page = PageRequest { limit: limit.0, after: after.0 };
        let (filling, rows) = grants::look(&sys, caller.street()?, caller.account(), which, &page).await?;
        sys.commit().await?;
        let columns = filling.design()?.columns;
        let items = rows.items.into_iter().map(|row| FillingRow::to_street(row, &columns)).collect();
        let rows = FillingRowPage { items, next: rows.next };
        Ok(Json(GrantedRows { columns: columns.into_iter().map(FormColumn::from).collect(), rows }))
    }
}
