//! Providers, their contracts and what they owe.

use chrono::{DateTime, NaiveDate, Utc};
use mulin_entity::{
    activities::{
        contracts, provider, provider_deliverable, providers,
        query::{self, Agreed, Sight},
    },
    evidence::Of,
    kernel::{Failure, Tx},
    partners::units::Contact,
    people::words::word,
};
use poem_openapi::Object;
use uuid::Uuid;

use crate::evidence::Photo;

/// A provider.
#[derive(Object)]
#[oai(skip_serializing_if_is_none)]
pub struct Provider {
    id: Uuid,
    name: String,
    member_id: Option<Uuid>,
    contact_name: String,
    contact_phone: String,
    note: String,
    active: bool,
    revision: i64,
    /// How many of those who came to what it runs said how it was, and what they said on average.
    opinions: i64,
    satisfaction: Option<f64>,
    /// What was agreed, the latest first; only for a single provider.
    contracts: Option<Vec<ProviderContract>>,
}

/// A contract.
#[derive(Object)]
#[oai(skip_serializing_if_is_none)]
pub struct ProviderContract {
    id: Uuid,
    title: String,
    from_day: NaiveDate,
    until_day: NaiveDate,
    /// In fen.
    amount: i64,
    terms: String,
    revision: i64,
    deliverables: Vec<ProviderDeliverable>,
    /// What the office says, from 1 to 5, on average.
    office_score: Option<f64>,
    reviews: Vec<OfficeReview>,
}

/// What somebody of the office says.
#[derive(Object)]
struct OfficeReview {
    score: i64,
    words: String,
}

/// What is owed.
#[derive(Object)]
#[oai(skip_serializing_if_is_none)]
pub struct ProviderDeliverable {
    id: Uuid,
    name: String,
    due_on: NaiveDate,
    /// `due`, `delivered`, `accepted` or `returned`.
    state: String,
    /// What was said of it last.
    note: String,
    delivered_at: Option<DateTime<Utc>>,
    accepted_at: Option<DateTime<Utc>>,
    photos: Vec<Photo>,
}

impl Provider {
    /// Tells a provider in a list.
    pub async fn brief(tx: &Tx, provider: provider::Model) -> Result<Self, Failure> {
        let (contact, (opinions, scores)) = (providers::contact(tx, &provider)?, query::opinions(tx, provider.id).await?);
        Ok(Self {
            id: provider.id,
            name: provider.name,
            member_id: provider.member_id,
            contact_name: contact.name,
            contact_phone: contact.phone,
            note: provider.note,
            active: provider.active,
            revision: provider.revision,
            opinions: i64::try_from(opinions).unwrap_or(i64::MAX),
            satisfaction: (opinions > 0).then(|| scores as f64 / opinions as f64),
            contracts: None,
        })
    }

    /// Tells one with its contracts.
    pub async fn whole(tx: &Tx, sight: Sight, id: Uuid) -> Result<Self, Failure> {
        let provider = query::provider(tx, sight, id).await?;
        let mut contracts = Vec::new();
        for agreed in query::contracts(tx, sight, id).await? {
            contracts.push(ProviderContract::new(tx, agreed).await?);
        }
        Ok(Self { contracts: Some(contracts), ..Self::brief(tx, provider).await? })
    }
}

impl ProviderContract {
    async fn new(tx: &Tx, agreed: Agreed) -> Result<Self, Failure> {
        let Agreed { contract, deliverables, reviews } = agreed;
        let mut owed = Vec::with_capacity(deliverables.len());
        for row in deliverables {
            owed.push(ProviderDeliverable::new(tx, row).await?);
        }
        let sum: i64 = reviews.iter().map(|review| review.score).sum();
        Ok(Self {
            id: contract.id,
            title: contract.title,
            from_day: contract.from_day,
            until_day: contract.until_day,
            amount: contract.amount,
            terms: contract.terms,
            revision: contract.revision,
            deliverables: owed,
            office_score: (!reviews.is_empty()).then(|| sum as f64 / reviews.len() as f64),
            reviews: reviews.into_iter().map(|review| OfficeReview { score: review.score, words: review.words }).collect(),
        })
    }
}

impl ProviderDeliverable {
    async fn new(tx: &Tx, row: provider_deliverable::Model) -> Result<Self, Failure> {
        Ok(Self {
            photos: Photo::all(tx, Of::Deliverable(row.id)).await?,
            id: row.id,
            name: row.name,
            due_on: row.due_on,
            state: word(row.state),
            note: row.note,
            delivered_at: row.delivered_at,
            accepted_at: row.accepted_at,
        })
    }
}

/// A provider to be kept.
#[derive(Object)]
#[oai(deny_unknown_fields)]
pub struct NewProvider {
    #[oai(validator(min_length = 1, max_length = 60))]
    name: String,
    /// Who speaks for it here: a member whose role is `provider`.
    member_id: Option<Uuid>,
    #[oai(validator(max_length = 40))]
    contact_name: Option<String>,
    #[oai(validator(max_length = 40))]
    contact_phone: Option<String>,
    #[oai(validator(max_length = 1000))]
    note: Option<String>,
    active: Option<bool>,
    /// The revision that was looked at, where a provider is changed.
    pub revision: Option<i64>,
}

impl From<NewProvider> for providers::Design {
    fn from(told: NewProvider) -> Self {
        Self {
            name: told.name,
            member: told.member_id,
            contact: Contact { name: told.contact_name.unwrap_or_default(), phone: told.contact_phone.unwrap_or_default() },
            note: told.note.unwrap_or_default(),
            active: told.active.unwrap_or(true),
        }
    }
}

/// A contract to be kept.
#[derive(Object)]
#[oai(deny_unknown_fields)]
pub struct NewContract {
    #[oai(validator(min_length = 1, max_length = 80))]
    title: String,
    from_day: NaiveDate,
    until_day: NaiveDate,
    /// In fen.
    amount: i64,
    #[oai(validator(max_length = 4000))]
    terms: Option<String>,
    /// The revision that was looked at, where a contract is changed.
    pub revision: Option<i64>,
}

impl From<NewContract> for contracts::Design {
    fn from(told: NewContract) -> Self {
        let NewContract { title, from_day, until_day, amount, terms, revision: _ } = told;
        Self { title, from_day, until_day, amount, terms: terms.unwrap_or_default() }
    }
}

/// What a provider is to owe.
#[derive(Object)]
#[oai(deny_unknown_fields)]
pub struct NewDeliverable {
    #[oai(validator(min_length = 1, max_length = 80))]
    pub name: String,
    pub due_on: NaiveDate,
}

/// What is done with a deliverable.
#[derive(Object)]
#[oai(deny_unknown_fields)]
pub struct DeliverableDeed {
    /// `deliver`, `accept` or `return`.
    #[oai(validator(max_length = 10))]
    pub deed: String,
    #[oai(validator(max_length = 300))]
    pub note: Option<String>,
}

/// What the office says of a contract.
#[derive(Object)]
#[oai(deny_unknown_fields)]
pub struct ContractReview {
    /// From 1 to 5.
    pub score: i64,
    #[oai(validator(max_length = 1000))]
    pub words: Option<String>,
}
