//! Whom to call about a resident.

use mulin_entity::people::{can, contacts};
use poem_openapi::{Object, OpenApi, param::Path, payload::Json};
use uuid::Uuid;

use super::{
    dto::{Created, Done},
    reach,
};
use crate::{Guard, Reply, Tag};

/// Contacts and guardians.
pub struct ContactsApi;

/// Somebody to call; the phone number is masked.
#[derive(Object)]
#[oai(skip_serializing_if_is_none)]
struct Contact {
    id: Uuid,
    name: String,
    /// What they are to the resident, such as 女儿.
    relation: Option<String>,
    /// Masked: 138\*\*\*\*1234.
    phone: Option<String>,
    /// Whether they are the guardian (监护人).
    guardian: bool,
}

/// Whom to call, in this order.
#[derive(Object)]
#[oai(skip_serializing_if_is_none)]
struct ContactPage {
    items: Vec<Contact>,
    next: Option<String>,
}

/// Somebody to be added.
#[derive(Object)]
#[oai(deny_unknown_fields)]
struct NewContact {
    #[oai(validator(min_length = 1, max_length = 60))]
    name: String,
    #[oai(validator(max_length = 30))]
    relation: Option<String>,
    #[oai(validator(max_length = 40))]
    phone: Option<String>,
    guardian: Option<bool>,
}

impl From<contacts::Contact> for Contact {
    fn from(contact: contacts::Contact) -> Self {
        let contacts::Contact { row, phone } = contact;
        let relation = Some(row.relation).filter(|relation| !relation.is_empty());
        Self { id: row.id, name: row.name, relation, phone, guardian: row.guardian }
    }
}

#[OpenApi(tag = "Tag::People")]
impl ContactsApi {
    /// Whom to call about a resident.
    #[oai(path = "/residents/:id/contacts", method = "get", operation_id = "people.list_contacts")]
    async fn list(&self, caller: Guard<can::ReadPeople>, id: Path<Uuid>) -> Reply<Json<ContactPage>> {
        let tx = caller.read().await?;
        let items = contacts::list(&tx, reach(&caller)?, id.0).await?;
        Ok(Json(ContactPage { items: items.into_iter().map(Contact::from).collect(), next: None }))
    }

    /// Add somebody to call.
    #[oai(path = "/residents/:id/contacts", method = "post", operation_id = "people.add_contact")]
    async fn add(&self, caller: Guard<can::WritePeople>, id: Path<Uuid>, contact: Json<NewContact>) -> Reply<Created<Contact>> {
        let tx = caller.write().await?;
        let NewContact { name, relation, phone, guardian } = contact.0;
        let new = contacts::New { name, relation: relation.unwrap_or_default(), phone, guardian: guardian.unwrap_or_default() };
        let contact = contacts::add(&tx, reach(&caller)?, id.0, new).await?;
        tx.commit().await?;
        Ok(Created::Created(Json(contact.into())))
    }

    /// Take somebody off the list.
    #[oai(path = "/residents/:id/contacts/:contact_id", method = "delete", operation_id = "people.remove_contact")]
    async fn remove(&self, caller: Guard<can::WritePeople>, id: Path<Uuid>, contact_id: Path<Uuid>) -> Reply<Done> {
        let tx = caller.write().await?;
        contacts::remove(&tx, reach(&caller)?, id.0, contact_id.0).await?;
        tx.commit().await?;
        Ok(Done::Done)
    }
}
