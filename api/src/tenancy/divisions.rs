//! The official division directory.

use mulin_entity::tenancy::query;
use poem::web::Data;
use poem_openapi::{Object, OpenApi, param::Query, payload::Json};

use crate::{ApiState, Reply, Tag};

/// The directory.
pub struct DivisionsApi;

/// One division.
#[derive(Object)]
#[oai(skip_serializing_if_is_none)]
struct Division {
    code: String,
    name: String,
    /// `province`, `city`, `district`, `street` or `community`.
    level: String,
    /// The names of those it lies in, the province first.
    path: Vec<String>,
    /// The code of its street; none above the streets.
    street_code: Option<String>,
    /// Whether its street is on the platform; none above the streets.
    street_open: Option<bool>,
    /// Whether it is on the platform itself.
    taken: bool,
}

/// Divisions.
#[derive(Object)]
#[oai(skip_serializing_if_is_none)]
struct DivisionPage {
    items: Vec<Division>,
    next: Option<String>,
}

#[OpenApi(tag = "Tag::Tenancy")]
impl DivisionsApi {
    /// Find a division while typing: several words in any order, names or the beginnings of codes.
    #[oai(path = "/divisions", method = "get", operation_id = "divisions.search")]
    async fn search(
        &self,
        state: Data<&ApiState>,
        /// What was typed; without it, what is directly there.
        #[oai(validator(max_length = 100))]
        query: Query<Option<String>>,
        /// Only inside the division with this code.
        #[oai(validator(max_length = 12))]
        under: Query<Option<String>>,
        /// At most so many, 20 unless told.
        #[oai(validator(minimum(value = "1"), maximum(value = "100")))]
        limit: Query<Option<u32>>,
    ) -> Reply<Json<DivisionPage>> {
        let limit = limit.0.unwrap_or(20) as usize;
        let places = query::places(&state.db, query.0.unwrap_or_default(), under.0.as_deref(), limit).await?;
        Ok(Json(DivisionPage { items: places.into_iter().map(Division::from).collect(), next: None }))
    }
}

impl From<query::Place> for Division {
    fn from(place: query::Place) -> Self {
        let query::Place { division, street_open, taken } = place;
        let code = division.code();
        Self {
            name: division.name(),
            level: division.level().word().to_owned(),
            path: division.ancestors().into_iter().map(|ancestor| ancestor.name()).collect(),
            street_code: code.get(..9).map(str::to_owned),
            street_open,
            taken,
            code,
        }
    }
}
