//! The think tank: its work groups, who is in them, and who may be asked about something.

use mulin_entity::{
    kernel::Failure,
    partners::{can, experts, think_tank},
};
use poem_openapi::{
    OpenApi,
    param::{Path, Query},
    payload::Json,
};
use uuid::Uuid;

use super::expert_dto::{Expert, ExpertGroup, ExpertMatch, NewExpert, NewExpertGroup};
use crate::{Guard, Reply, Tag, people::Created};

/// Experts.
pub struct ExpertsApi;

#[OpenApi(tag = "Tag::Partners")]
impl ExpertsApi {
    /// The work groups (工作组) of the think tank, by name.
    #[oai(path = "/expert-groups", method = "get", operation_id = "expert_groups.list")]
    async fn groups(&self, caller: Guard<can::ReadPartners>) -> Reply<Json<Vec<ExpertGroup>>> {
        let groups = think_tank::groups(&caller.read().await?).await?;
        Ok(Json(groups.into_iter().map(ExpertGroup::from).collect()))
    }

    /// Add a work group.
    #[oai(path = "/expert-groups", method = "post", operation_id = "expert_groups.add")]
    async fn add_group(&self, caller: Guard<can::KeepPartners>, body: Json<NewExpertGroup>) -> Reply<Created<ExpertGroup>> {
        let tx = caller.write().await?;
        let group = experts::add_group(&tx, &body.0.name, &body.0.about.unwrap_or_default()).await?;
        tx.commit().await?;
        Ok(Created::Created(Json(group.into())))
    }

    /// Change a work group.
    #[oai(path = "/expert-groups/:id", method = "put", operation_id = "expert_groups.change")]
    async fn change_group(&self, caller: Guard<can::KeepPartners>, id: Path<Uuid>, body: Json<NewExpertGroup>) -> Reply<Json<ExpertGroup>> {
        let NewExpertGroup { name, about, revision } = body.0;
        let tx = caller.write().await?;
        let group = experts::change_group(&tx, id.0, revision.unwrap_or_default(), &name, &about.unwrap_or_default()).await?;
        tx.commit().await?;
        Ok(Json(group.into()))
    }

    /// Who is in the think tank, by name, with what they were asked so far.
    #[oai(path = "/experts", method = "get", operation_id = "experts.list")]
    async fn list(&self, caller: Guard<can::ReadPartners>, group_id: Query<Option<Uuid>>) -> Reply<Json<Vec<Expert>>> {
        let tx = caller.read().await?;
        let mut records = think_tank::records(&tx).await?;
        let experts = think_tank::experts(&tx, group_id.0).await?.into_iter();
        let told = experts.map(|expert| {
            let record = records.remove(&expert.id).unwrap_or_default();
            Expert::new(&tx, expert, record)
        });
        Ok(Json(told.collect::<Result<_, _>>()?))
    }

    /// Take somebody into the think tank.
    #[oai(path = "/experts", method = "post", operation_id = "experts.add")]
    async fn add(&self, caller: Guard<can::KeepPartners>, body: Json<NewExpert>) -> Reply<Created<Expert>> {
        let tx = caller.write().await?;
        let expert = experts::add(&tx, body.0.read()?).await?;
        let told = Expert::new(&tx, expert, think_tank::Record::default())?;
        tx.commit().await?;
        Ok(Created::Created(Json(told)))
    }

    /// Change what is said of somebody; whoever is not available is asked nothing.
    #[oai(path = "/experts/:id", method = "put", operation_id = "experts.change")]
    async fn change(&self, caller: Guard<can::KeepPartners>, id: Path<Uuid>, body: Json<NewExpert>) -> Reply<Json<Expert>> {
        let revision = body.0.revision.unwrap_or_default();
        let tx = caller.write().await?;
        let expert = experts::change(&tx, id.0, revision, body.0.read()?).await?;
        let record = think_tank::records(&tx).await?.remove(&expert.id).unwrap_or_default();
        let told = Expert::new(&tx, expert, record)?;
        tx.commit().await?;
        Ok(Json(told))
    }

    /// Who may be asked about a matter, or about what is said in `text`: the best fit first, with why.
    #[oai(path = "/experts/suggested", method = "get", operation_id = "experts.suggested")]
    async fn suggested(
        &self,
        caller: Guard<can::ReadPartners>,
        matter_id: Query<Option<Uuid>>,
        #[oai(validator(max_length = 500))] text: Query<Option<String>>,
    ) -> Reply<Json<Vec<ExpertMatch>>> {
        let tx = caller.read().await?;
        let asked = match (matter_id.0, text.0) {
            (Some(matter), _) => think_tank::words_of(&tx, matter).await?,
            (None, Some(text)) => text,
            (None, None) => return Err(Failure::invalid_field("text", "partners.question_wanted").into()),
        };
        let suggestions = think_tank::suggestions(&tx, &asked).await?.into_iter();
        Ok(Json(suggestions.map(|one| ExpertMatch::new(&tx, one)).collect::<Result<_, _>>()?))
    }
}
