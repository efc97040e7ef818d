//! What somebody sees of their own data, and asks about it.

use mulin_entity::{
    kernel::{Failure, Language, Tx},
    people::{Reach, query as residents},
    privacy::{
        Way, can, copies,
        kept::{self, Shown},
        query, service, unmask,
    },
};
use poem::Request;
use poem_openapi::{
    OpenApi,
    param::{Path, Query},
    payload::Json,
};
use uuid::Uuid;

use super::dto::{CopyFile, DataClass, DataCopy, DataProof, DataRequest, DataRequestPage, NewDataCopy, NewDataRequest, OwnData};
use crate::{Guard, Reply, Tag, caller::Caller, people::Created};

/// One's own data.
pub struct OwnApi;

async fn person(tx: &Tx, caller: &Caller, child: Option<Uuid>) -> Result<Uuid, Failure> {
    query::own(tx, caller.member()?.id, child).await
}

async fn data(tx: &Tx, caller: &Caller, person: Uuid, shown: Shown) -> Result<OwnData, Failure> {
    let (language, listed) = (caller.language(), residents::read(tx, Reach::Community, person).await?);
    let lines = kept::lines(tx, person, shown, language).await?.into_iter().map(Into::into).collect();
    Ok(OwnData { person_id: person, name: listed.person.name, classes: DataClass::all(language), lines })
}

#[OpenApi(tag = "Tag::Privacy")]
impl OwnApi {
    /// Which classes of data are kept of residents, for what, on what ground: for everybody to read.
    #[oai(path = "/public/privacy", method = "get", operation_id = "privacy.classes")]
    async fn classes(&self, request: &Request) -> Reply<Json<Vec<DataClass>>> {
        Ok(Json(DataClass::all(Language::accepted(request.header("accept-language")))))
    }

    /// What is kept about the caller, or about a child for whom they act; what is sealed is masked.
    #[oai(path = "/privacy/mine", method = "get", operation_id = "privacy.mine")]
    async fn mine(&self, caller: Guard<can::OwnData>, person_id: Query<Option<Uuid>>) -> Reply<Json<OwnData>> {
        let tx = caller.read().await?;
        let person = person(&tx, &caller, person_id.0).await?;
        Ok(Json(data(&tx, &caller, person, Shown::Masked).await?))
    }

    /// The same in the open, for whoever says their password again. It is kept in the audit book.
    #[oai(path = "/privacy/mine/unmask", method = "post", operation_id = "privacy.unmask")]
    async fn unmask(&self, caller: Guard<can::OwnData>, request: &Request, proof: Json<DataProof>) -> Reply<Json<OwnData>> {
        let reading = caller.read().await?;
        let person = person(&reading, &caller, proof.0.person_id).await?;
        drop(reading);
        unmask::prove(caller.db(), &caller.identity().account, proof.0.password, &caller.state().address_of(request)).await?;
        let tx = caller.write().await?;
        unmask::note(&tx, person).await?;
        let told = data(&tx, &caller, person, Shown::Open).await?;
        tx.commit().await?;
        Ok(Json(told))
    }

    /// Have a copy made ready; it can be fetched for a quarter of an hour, by the caller only.
    #[oai(path = "/privacy/copies", method = "post", operation_id = "privacy.copy")]
    async fn copy(&self, caller: Guard<can::OwnData>, copy: Json<NewDataCopy>) -> Reply<Created<DataCopy>> {
        let tx = caller.write().await?;
        let person = person(&tx, &caller, copy.0.person_id).await?;
        let made = copies::prepare(&tx, caller.member()?.id, person, copy.0.form()?, Way::Own).await?;
        tx.commit().await?;
        Ok(Created::Created(Json(made.into())))
    }

    /// Fetch a copy.
    #[oai(path = "/privacy/copies/:id", method = "get", operation_id = "privacy.fetch")]
    async fn fetch(&self, caller: Guard<can::OwnData>, id: Path<Uuid>) -> Reply<CopyFile> {
        let (form, bytes) = copies::fetch(&caller.read().await?, caller.member()?.id, id.0, caller.language()).await?;
        Ok(CopyFile::called(form, bytes))
    }

    /// What the caller asked about their data, the latest first.
    #[oai(path = "/privacy/requests/mine", method = "get", operation_id = "privacy.own_requests")]
    async fn requests(&self, caller: Guard<can::OwnData>, person_id: Query<Option<Uuid>>) -> Reply<Json<DataRequestPage>> {
        let tx = caller.read().await?;
        let person = person(&tx, &caller, person_id.0).await?;
        let all = query::of_person(&tx, person).await?;
        Ok(Json(mulin_entity::kernel::Page::whole(all).into()))
    }

    /// Ask for a correction, for deletion, or withdraw consent. It is decided within 15 workdays.
    #[oai(path = "/privacy/requests/mine", method = "post", operation_id = "privacy.ask")]
    async fn ask(&self, caller: Guard<can::OwnData>, wish: Json<NewDataRequest>) -> Reply<Created<DataRequest>> {
        let tx = caller.write().await?;
        let person = person(&tx, &caller, wish.0.person_id).await?;
        let request = service::ask(&tx, person, Way::Own, wish.0.read()?).await?;
        let told = query::shown(&tx, request).await?.into();
        tx.commit().await?;
        Ok(Created::Created(Json(told)))
    }

    /// Take a request back.
    #[oai(path = "/privacy/requests/mine/:id", method = "delete", operation_id = "privacy.take_back")]
    async fn take_back(&self, caller: Guard<can::OwnData>, id: Path<Uuid>, person_id: Query<Option<Uuid>>) -> Reply<Json<DataRequest>> {
        let tx = caller.write().await?;
        // Whose request it is comes first: a missing one and somebody else's are answered alike, also to a member without a record.
        let about = query::one(&tx, id.0).await?;
        let person = person(&tx, &caller, person_id.0).await?;
        let request = service::withdraw(&tx, person, about.request.id).await?;
        let told = query::shown(&tx, request).await?.into();
        tx.commit().await?;
        Ok(Json(told))
    }
}
