//! What residents do themselves, without an account.

use chrono::{DateTime, Utc};
use mulin_entity::{
    matters::{intake::Reporter, public},
    people::words::word,
};
use poem::{Request, web::Data};
use poem_openapi::{Object, OpenApi, param::Path, payload::Json};

use crate::{ApiState, Reply, Tag, people::Created};

/// The residents' side.
pub struct PublicApi;

/// A community as its residents' page shows it.
#[derive(Object)]
struct MatterDoor {
    community: String,
    /// The kinds there are.
    kinds: Vec<String>,
}

/// What a resident tells.
#[derive(Object)]
#[oai(deny_unknown_fields)]
struct ToldMatter {
    #[oai(validator(max_length = 20))]
    kind: Option<String>,
    #[oai(validator(min_length = 1, max_length = 80))]
    title: String,
    #[oai(validator(max_length = 2000))]
    detail: Option<String>,
    #[oai(validator(max_length = 100))]
    place: Option<String>,
    #[oai(validator(max_length = 40))]
    name: Option<String>,
    #[oai(validator(min_length = 1, max_length = 40))]
    phone: String,
}

/// By what one asks after it.
#[derive(Object)]
struct MatterReceipt {
    code: String,
}

/// Which matter is asked after.
#[derive(Object)]
#[oai(deny_unknown_fields)]
struct MatterQuestion {
    #[oai(validator(min_length = 1, max_length = 20))]
    code: String,
    #[oai(validator(min_length = 1, max_length = 40))]
    phone: String,
}

/// How far a matter is.
#[derive(Object)]
#[oai(skip_serializing_if_is_none)]
struct MatterStatus {
    community: String,
    title: String,
    /// `open`, `done`, `closed`, `merged` or `declined`.
    stage: String,
    /// Whether somebody has taken it on.
    taken_on: bool,
    received_at: DateTime<Utc>,
    handled_at: Option<DateTime<Utc>>,
    result: String,
}

#[OpenApi(tag = "Tag::Matters")]
impl PublicApi {
    /// The residents' page of a community, by its division code.
    #[oai(path = "/public/communities/:code/matters", method = "get", operation_id = "matters.door")]
    async fn door(&self, state: Data<&ApiState>, code: Path<String>) -> Reply<Json<MatterDoor>> {
        let public::Door { community, kinds } = public::door(&state.db, &code.0).await?;
        Ok(Json(MatterDoor { community, kinds }))
    }

    /// Bring a matter up; answers the code by which one asks after it.
    #[oai(path = "/public/communities/:code/matters", method = "post", operation_id = "matters.tell")]
    async fn tell(
        &self,
        state: Data<&ApiState>,
        request: &Request,
        code: Path<String>,
        told: Json<ToldMatter>,
    ) -> Reply<Created<MatterReceipt>> {
        let told = told.0;
        let told = public::Told {
            kind: told.kind.unwrap_or_default(),
            title: told.title,
            detail: told.detail.unwrap_or_default(),
            place: told.place.unwrap_or_default(),
            reporter: Reporter { name: told.name.unwrap_or_default(), phone: told.phone },
        };
        let code = public::tell(&state.db, &state.address_of(request), &code.0, told).await?;
        Ok(Created::Created(Json(MatterReceipt { code })))
    }

    /// Ask after a matter by its code and one's phone.
    #[oai(path = "/public/matters/status", method = "post", operation_id = "matters.ask_after")]
    async fn ask_after(&self, state: Data<&ApiState>, request: &Request, question: Json<MatterQuestion>) -> Reply<Json<MatterStatus>> {
        let status = public::status(&state.db, &state.address_of(request), &question.0.code, &question.0.phone).await?;
        let matter = status.matter;
        Ok(Json(MatterStatus {
            community: status.community,
            title: matter.title,
            stage: word(matter.stage),
            taken_on: status.taken_on,
            received_at: matter.received_at,
            handled_at: matter.handled_at,
            result: matter.result,
        }))
    }
}
