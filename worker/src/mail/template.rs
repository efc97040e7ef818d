//! The templates that the binary carries, per language.

use minijinja::Environment;

use super::{render::RenderError, style};

macro_rules! templates {
    ($($name:literal),+ $(,)?) => {
        /// The names of all templates, as intents use them.
        pub const TEMPLATES: &[&str] = &[$($name),+];

        /// Facts of an imagined message, for each of them.
        const EXAMPLES: &[(&str, &str)] = &[$(($name, templates!(@example $name))),+];

        const SOURCES: &[(&str, &str)] = &[
            $(templates!(@sources $name "zh-CN" "txt"),
              templates!(@sources $name "zh-CN" "html"),
              templates!(@sources $name "en" "txt"),
              templates!(@sources $name "en" "html"),)+
            templates!(@source "worded.txt"),
            templates!(@source "worded.html"),
            templates!(@source "layout.txt"),
            templates!(@source "layout.html"),
            templates!(@source "parts.html"),
            templates!(@source "zh-CN/frame.txt"),
            templates!(@source "zh-CN/frame.html"),
            templates!(@source "en/frame.txt"),
            templates!(@source "en/frame.html"),
        ];
    };
    (@source $path:expr) => {
        ($path, include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/templates/", $path)))
    };
    (@example $name:literal) => {
        include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/templates/examples/", $name, ".json"))
    };
    (@sources $name:literal $lang:literal $form:literal) => {
        templates!(@source concat!($lang, "/", $name, ".", $form))
    };
}

templates![
    "tenancy.street_invitation",
    "tenancy.member_invitation",
    "tenancy.signup_proof",
    "tenancy.signup_received",
    "tenancy.signup_approved",
    "tenancy.signup_refused",
    "tenancy.password_reset",
    "visits.digest",
    "visits.nudge",
    "visits.escalated",
    "assignment.notice",
    "duty.notice",
    "enrolment.code",
    "enrolment.welcome",
    "enrolment.answer",
    "enrolment.asked",
    "matters.recheck",
    "ledgers.digest",
    "directives.notice",
    "directives.digest",
    "activities.notice",
    "attendance.notice",
    "forms.notice",
    "meetings.notice",
    "outreach.digest",
    "campaigns.notice",
    "partners.advice",
    "partners.agreement",
    "partners.joint",
    "partners.whistle",
    "patrols.digest",
    "patrols.notice",
    "points.lapse",
    "privacy.notice",
    "party.notice",
    "party.cadence",
    "projects.digest",
    "volunteers.notice",
    "reports.weekly",
    "reports.monthly",
    "notifications.summary",
    "notifications.test",
];

/// Facts of an imagined message, as JSON.
pub(super) fn example(name: &str) -> Option<&'static str> {
    EXAMPLES.iter().find(|(known, _)| *known == name).map(|(_, text)| *text)
}

/// The words that stand for codes (roles, tiers, groups) in each language.
pub(super) const WORDS: &[(&str, &str)] =
    &[("zh-CN", include_str!("../../templates/zh-CN/words.json")), ("en", include_str!("../../templates/en/words.json"))];

/// Loads every template, so that a mistake in one shows when the worker starts and not when a mail is due.
pub(super) fn add_to(environment: &mut Environment<'static>) -> Result<(), RenderError> {
    for (name, source) in SOURCES {
        environment.add_template_owned(*name, style::written_out(source))?;
    }
    Ok(())
}
