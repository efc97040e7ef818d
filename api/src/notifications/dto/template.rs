//! Words.

use chrono::{DateTime, Utc};
use mulin_entity::{
    kernel::{Failure, Page},
    notifications::{message_wording, preview, rules::wording, rules::wording::variables, wordings, wordings::Worded},
};
use poem_openapi::Object;
use uuid::Uuid;

/// A message that the community may word itself, in one language.
#[derive(Object)]
#[oai(rename = "MessageTemplateEntry", skip_serializing_if_is_none)]
struct TemplateEntry {
    /// Such as `visits.digest`.
    template: String,
    /// `zh-CN` or `en`.
    locale: String,
    /// The version in force; none for the built-in words.
    in_force: Option<i32>,
    /// The newest version, in force or a draft.
    newest: Option<i32>,
    /// When the newest version was written.
    changed_at: Option<DateTime<Utc>>,
    /// What may fill the places of a provider's approved form.
    fills: Vec<String>,
}

/// What the community may word itself.
#[derive(Object)]
#[oai(rename = "MessageTemplateList", skip_serializing_if_is_none)]
pub struct TemplateList {
    items: Vec<TemplateEntry>,
    next: Option<String>,
}

/// A message that the community may word itself, whole.
#[derive(Object)]
#[oai(rename = "MessageTemplate", skip_serializing_if_is_none)]
pub struct Template {
    /// Such as `visits.digest`.
    template: String,
    /// `zh-CN` or `en`.
    locale: String,
    /// What can be filled in.
    variables: Vec<Variable>,
    /// Words to begin with, close to the built-in ones.
    starter: Wording,
    /// The newest version, in force or a draft.
    newest: Option<WordingVersion>,
    in_force: Option<WordingVersion>,
    /// What text messages are signed with, in front; none while no provider of them is connected.
    signature: Option<String>,
}

/// Something that can be filled in.
#[derive(Object)]
#[oai(rename = "MessageVariable")]
struct Variable {
    /// The word by which programs, and places of approved forms, know it.
    key: String,
    /// What stands between the braces.
    name: String,
    /// What it says.
    says: String,
    example: String,
    /// It has many lines: only for bodies and chats.
    long: bool,
}

/// Plain text with variables in braces, such as `{姓名}`.
#[derive(Object)]
#[oai(rename = "MessageWording", deny_unknown_fields)]
pub struct Wording {
    /// A mail's subject: one line.
    #[oai(validator(max_length = 150))]
    subject: String,
    /// A mail's paragraphs, with an empty line between them.
    #[oai(validator(max_length = 5000))]
    body: String,
    /// The text message, without its signature: one line; empty for subject and link.
    #[oai(validator(max_length = 500))]
    sms: String,
    /// What work chats and robots say; empty for the body.
    #[oai(validator(max_length = 2000))]
    chat: String,
}

/// A version of words. It is never changed.
#[derive(Object)]
#[oai(rename = "MessageWordingVersion")]
pub struct WordingVersion {
    /// From 1.
    number: i32,
    /// When it was written.
    at: DateTime<Utc>,
    author: String,
    in_force: bool,
    wording: Wording,
}

/// Versions.
#[derive(Object)]
#[oai(rename = "MessageWordingPage", skip_serializing_if_is_none)]
pub struct WordingPage {
    items: Vec<WordingVersion>,
    next: Option<String>,
}

/// A new version.
#[derive(Object)]
#[oai(rename = "MessageVersionWish", deny_unknown_fields)]
pub struct VersionWish {
    pub wording: Wording,
    /// The version that was read before: the newest one, or 0.
    #[oai(validator(minimum(value = "0")))]
    pub after: i32,
}

/// What is in force from now on.
#[derive(Object)]
#[oai(rename = "MessagePublication", deny_unknown_fields)]
pub struct Publication {
    /// The version; none for the built-in words.
    pub number: Option<i32>,
}

/// What is to be shown.
#[derive(Object)]
#[oai(rename = "MessagePreviewWish", deny_unknown_fields)]
pub struct PreviewWish {
    /// The words; none for the built-in ones.
    pub wording: Option<Wording>,
    /// The message whose contents it shows; without one the newest of its kind.
    pub message_id: Option<Uuid>,
}

/// A message as its readers would see it.
#[derive(Object)]
#[oai(rename = "MessagePreview", skip_serializing_if_is_none)]
pub struct Preview {
    subject: String,
    /// The mail for programs that show no HTML.
    text: String,
    /// The mail for those that do: show it in a sandbox.
    html: String,
    /// The text message with its signature; while the provider fills a form of its own, what fills it.
    sms: String,
    /// The provider's approved form that is sent instead of the words: parts are then counted on its text, which only the provider knows.
    sms_form: Option<String>,
    /// In how many parts the text message is sent and charged.
    sms_parts: u64,
    /// How many places it takes.
    sms_units: u64,
    /// How many places each part has: 160 or 153, with any character outside of GSM 7-bit, such as a Chinese one, 70 or 67.
    sms_room: u64,
    /// What text messages are signed with; none while no provider of them is connected.
    signature: Option<String>,
    chat: String,
    /// The message whose contents it shows; none for an imagined one.
    message_id: Option<Uuid>,
    /// Whose message that was.
    recipient_name: Option<String>,
    at: Option<DateTime<Utc>>,
}

/// By which way.
#[derive(Object)]
#[oai(rename = "MessageTestWish", deny_unknown_fields)]
pub struct TestWish {
    /// `mail`, `sms` or `wecom`.
    pub way: String,
}

/// A test is on its way.
#[derive(Object)]
#[oai(rename = "MessageTestSent")]
pub struct TestSent {
    /// Its message: `GET /deliveries/{id}` tells what becomes of it.
    pub message_id: Uuid,
}

impl From<Vec<(Worded, Option<message_wording::Model>, Option<message_wording::Model>)>> for TemplateList {
    fn from(rows: Vec<(Worded, Option<message_wording::Model>, Option<message_wording::Model>)>) -> Self {
        let items = rows.into_iter().map(|(of, in_force, newest)| TemplateEntry {
            template: of.template.to_owned(),
            locale: of.language.to_string(),
            in_force: in_force.map(|row| row.number),
            newest: newest.as_ref().map(|row| row.number),
            changed_at: newest.map(|row| row.created_at),
            fills: variables::form_fillings(of.template).map(str::to_owned).collect(),
        });
        Self { items: items.collect(), next: None }
    }
}

impl Template {
    /// Brings together what an editor shows.
    pub fn new(
        of: Worded,
        newest: Option<message_wording::Model>,
        in_force: Option<message_wording::Model>,
        signature: Option<String>,
    ) -> Result<Self, Failure> {
        let variable = |one: &variables::Variable| {
            let told = variables::told(one.key, of.language)?;
            let variables::Told { name, says, example } = told.clone();
            Some(Variable { key: one.key.to_owned(), name, says, example, long: one.long })
        };
        let starter = variables::starter(of.template, of.language).cloned().ok_or_else(Failure::not_found)?;
        Ok(Self {
            template: of.template.to_owned(),
            locale: of.language.to_string(),
            variables: variables::of(of.template).iter().filter_map(variable).collect(),
            starter: starter.into(),
            newest: newest.map(WordingVersion::try_from).transpose()?,
            in_force: in_force.map(WordingVersion::try_from).transpose()?,
            signature,
        })
    }
}

impl From<wording::Wording> for Wording {
    fn from(wording::Wording { subject, body, sms, chat }: wording::Wording) -> Self {
        Self { subject, body, sms, chat }
    }
}

impl From<Wording> for wording::Wording {
    fn from(Wording { subject, body, sms, chat }: Wording) -> Self {
        Self { subject, body, sms, chat }
    }
}

impl TryFrom<message_wording::Model> for WordingVersion {
    type Error = Failure;

    fn try_from(row: message_wording::Model) -> Result<Self, Failure> {
        let wording = wordings::words(&row)?.into();
        Ok(Self { number: row.number, at: row.created_at, author: row.author_name, in_force: row.in_force, wording })
    }
}

impl TryFrom<Page<message_wording::Model>> for WordingPage {
    type Error = Failure;

    fn try_from(page: Page<message_wording::Model>) -> Result<Self, Failure> {
        Ok(Self { items: page.items.into_iter().map(WordingVersion::try_from).collect::<Result<_, _>>()?, next: page.next })
    }
}

impl From<preview::Preview> for Preview {
    fn from(preview::Preview { written, said, segments, signature, form, source }: preview::Preview) -> Self {
        let number = |count: usize| u64::try_from(count).unwrap_or(u64::MAX);
        Self {
            subject: written.subject,
            text: written.text,
            html: written.html,
            sms: said.sms,
            sms_form: form,
            sms_parts: number(segments.count),
            sms_units: number(segments.units),
            sms_room: number(segments.room),
            signature,
            chat: said.chat,
            message_id: source.as_ref().map(|row| row.id),
            at: source.as_ref().map(|row| row.created_at),
            recipient_name: source.and_then(|row| row.recipient_name),
        }
    }
}
