//! What messages are about, and which of them are a duty. Pure.

/// A kind of message that people have a wish about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Topic {
    /// Its name, as preferences use it.
    pub name: &'static str,
    /// Part of the recipient's work or account: it cannot be unsubscribed from.
    pub duty: bool,
}

/// Invitations, resets and sign-ups: they open accounts, and go to the address only, never to the inbox.
pub const ACCOUNT: Topic = Topic { name: "account", duty: true };

/// Everything that members are told about.
pub const TOPICS: &[Topic] = &[
    Topic { name: "visits.digest", duty: false },
    Topic { name: "visits.nudge", duty: true },
    Topic { name: "visits.escalated", duty: true },
    Topic { name: "assignment.notice", duty: true },
    Topic { name: "duty.notice", duty: true },
    Topic { name: "matters.recheck", duty: true },
    Topic { name: "ledgers.digest", duty: true },
    Topic { name: "directives.notice", duty: true },
    Topic { name: "directives.digest", duty: true },
    Topic { name: "activities.notice", duty: true },
    Topic { name: "attendance.notice", duty: true },
    Topic { name: "forms.notice", duty: true },
    Topic { name: "meetings.notice", duty: true },
    Topic { name: "enrolment.asked", duty: true },
    Topic { name: "outreach.digest", duty: true },
    Topic { name: "campaigns.notice", duty: true },
    Topic { name: "partners.advice", duty: true },
    Topic { name: "partners.agreement", duty: true },
    Topic { name: "partners.joint", duty: true },
    Topic { name: "partners.whistle", duty: true },
    Topic { name: "party.notice", duty: true },
    Topic { name: "party.cadence", duty: true },
    Topic { name: "patrols.digest", duty: true },
    Topic { name: "patrols.notice", duty: true },
    Topic { name: "points.lapse", duty: true },
    Topic { name: "privacy.notice", duty: true },
    Topic { name: "projects.digest", duty: true },
    Topic { name: "volunteers.notice", duty: true },
    Topic { name: "reports.weekly", duty: false },
    Topic { name: "reports.monthly", duty: false },
    Topic { name: "notifications.summary", duty: true },
];

/// The topic of a template. What nobody has classified is a duty: it must not vanish by a wish about something else.
pub fn of(template: &str) -> Topic {
    let listed = TOPICS.iter().find(|topic| topic.name == template);
    listed.copied().unwrap_or(ACCOUNT)
}

/// The topic that is called so.
pub fn named(name: &str) -> Option<Topic> {
    TOPICS.iter().find(|topic| topic.name == name).copied()
}
