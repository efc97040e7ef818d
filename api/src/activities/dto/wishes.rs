//! Wishes.

use chrono::{DateTime, Utc};
use mulin_entity::{activities::wishes::Listed, kernel::Page, people::words::word};
use poem_openapi::Object;
use uuid::Uuid;

/// A wish.
#[derive(Object)]
#[oai(skip_serializing_if_is_none)]
pub struct Wish {
    id: Uuid,
    title: String,
    words: String,
    /// `open`, `planned` or `declined`.
    state: String,
    /// What the office says.
    answer: String,
    /// The activity that came of it.
    activity_id: Option<Uuid>,
    asked_at: DateTime<Utc>,
    answered_at: Option<DateTime<Utc>>,
    /// How many want it, whoever asked included.
    votes: i64,
    /// Whether the caller does.
    mine: bool,
    revision: i64,
}

impl From<Listed> for Wish {
    fn from(Listed { wish, votes, mine }: Listed) -> Self {
        Self {
            id: wish.id,
            title: wish.title,
            words: wish.words,
            state: word(wish.state),
            answer: wish.answer,
            activity_id: wish.activity_id,
            asked_at: wish.created_at,
            answered_at: wish.answered_at,
            votes: i64::try_from(votes).unwrap_or(i64::MAX),
            mine,
            revision: wish.revision,
        }
    }
}

/// Wishes, the latest first.
#[derive(Object)]
#[oai(skip_serializing_if_is_none)]
pub struct WishPage {
    items: Vec<Wish>,
    next: Option<String>,
}

impl From<Page<Listed>> for WishPage {
    fn from(page: Page<Listed>) -> Self {
        Self { items: page.items.into_iter().map(Wish::from).collect(), next: page.next }
    }
}

/// What is wished for.
#[derive(Object)]
#[oai(deny_unknown_fields)]
pub struct NewWish {
    #[oai(validator(min_length = 1, max_length = 60))]
    pub title: String,
    #[oai(validator(max_length = 1000))]
    pub words: Option<String>,
    /// The resident who wishes, where the desk writes it down.
    pub person_id: Option<Uuid>,
}

/// Who wants the same.
#[derive(Object)]
#[oai(deny_unknown_fields)]
pub struct NewVote {
    /// The resident, where the desk writes it down.
    pub person_id: Option<Uuid>,
}

/// What the office says.
#[derive(Object)]
#[oai(deny_unknown_fields)]
pub struct WishAnswer {
    /// The activity that it is planned as; declined without one.
    pub activity_id: Option<Uuid>,
    /// Why not, or what else is to be said.
    #[oai(validator(max_length = 500))]
    pub words: Option<String>,
    /// The revision that was looked at.
    pub revision: i64,
}
