//! What the sweeps leave out, each with its reason. Every list is checked: an entry that is not needed any more fails the suite.

/// Operations that anybody may call, by operation id.
pub const PUBLIC: &[&str] = &[
    "activities.menu",
    "activities.menu_calendar",
    "boards.show",
    "divisions.search",
    "signups.prove",
    "signups.send",
    "enrolments.ask",
    "enrolments.door",
    "enrolments.prove",
    "invitations.accept",
    "invitations.show",
    "matters.ask_after",
    "matters.door",
    "matters.tell",
    "pictures.show",
    "privacy.classes",
    "projects.show",
    "receipts.take",
    "resets.redeem",
    "resets.request",
    "sessions.open",
    "unsubscribe.ask",
    "unsubscribe.stop",
    "visits.read_feed",
];

/// Operations that answer something else than 404 to an id of another tenant in their path.
pub const NOT_404: &[&str] = &[];

/// Tables that belong to no tenant: the platform's own.
pub const GLOBAL_TABLES: &[&str] = &[
    "account",
    "community",
    "directive",
    "lease",
    "login_attempt",
    "one_time_token",
    "seaql_migrations",
    "session",
    "signup",
    "street",
    "street_member",
];

/// Tenant tables of which the scene has no row.
pub const TABLES_WITHOUT_ROWS: &[&str] =
    &["dirty_cell", "file", "job_tally", "kept_answer", "message_step", "resting", "schedule_fire", "send_slot"];

/// What the API document cannot say: words that a body's text must be one of.
pub const EXAMPLES: &[(&str, &str)] = &[
    ("activities.act", r#"{"act": "publish", "revision": 1}"#),
    ("activities.add", DISH),
    ("activities.change", DISH),
    ("activities.say", r#"{"score": 5}"#),
    ("activities.say_at_desk", r#"{"score": 5}"#),
    ("contracts.add", CONTRACT),
    ("contracts.change", CONTRACT),
    ("contracts.owe", r#"{"name": "x", "due_on": "2026-06-30"}"#),
    ("contracts.review", r#"{"score": 5}"#),
    ("deliverables.act", r#"{"deed": "accept"}"#),
    ("programmes.add", r#"{"kind": "fathers", "title": "x"}"#),
    ("programmes.change", r#"{"kind": "fathers", "title": "x", "revision": 1}"#),
    ("programmes.enrol_at_desk", r#"{}"#),
    ("rooms.add", ROOM),
    ("rooms.book", r#"{"purpose": "outside", "title": "x", "starts_at": "2026-03-20T06:00:00Z", "ends_at": "2026-03-20T08:00:00Z"}"#),
    ("rooms.change", ROOM),
    ("wishes.answer", r#"{"words": "x", "revision": 1}"#),
    ("attendance.consent", r#"{"way": "phone"}"#),
    ("attendance.sign_up_at_desk", r#"{"despite_terms": true}"#),
    ("ledgers.inspect", r#"{"result": "passed"}"#),
    ("ledgers.change", r#"{"version": 1}"#),
    ("message_addresses.state", r#"{"address": "13800001234"}"#),
    ("message_channels.add", r#"{"kind": "webhook", "settings": {}, "forms": {}, "topics": []}"#),
    ("message_channels.change", r#"{"kind": "webhook", "settings": {}, "forms": {}, "topics": []}"#),
    ("message_templates.test", r#"{"way": "mail"}"#),
    ("members.invite", r#"{"email": "someone@example.org", "role": "staff"}"#),
    ("people.report_event", r#"{"kind": "major", "on_day": "2026-03-01"}"#),
    ("people.report_household_event", r#"{"kind": "major", "on_day": "2026-03-01"}"#),
    ("people.unmask", r#"{"field": "phone", "reason": "电话核实"}"#),
    (
        "message_policies.decide",
        r#"{"quiet_from": "21:30", "quiet_until": "07:30", "spread_minutes": 20, "daily_cap": 20, "summary_from": 3}"#,
    ),
    ("message_preferences.state", r#"{"ways": ["mail"]}"#),
    ("matter_kinds.add", r#"{"name": "其他事", "acknowledge": 1, "handle": 5}"#),
    ("matter_kinds.change", r#"{"name": "其他事", "acknowledge": 1, "handle": 5}"#),
    ("matters.act", r#"{"deed": "give", "revision": 1}"#),
    ("matters.take", r#"{"source": "phone", "title": "井盖松动"}"#),
    ("duty.decide", RULE),
    ("duty.preview", RULE),
    ("findings.act", r#"{"deed": "give", "revision": 1}"#),
    ("directives.act", r#"{"act": "acknowledge", "revision": 1}"#),
    ("directives.judge", r#"{"act": "accept"}"#),
    ("directives.send", r#"{"kind": "notice", "title": "x"}"#),
    ("points.decide_rule", r#"{"per": "time", "points": 2, "enabled": true, "after": 1}"#),
    ("points.grant", r#"{"points": 5, "note": "x"}"#),
    ("rewards.add", r#"{"title": "x", "price": 5, "stock": 5}"#),
    ("rewards.change", r#"{"title": "x", "price": 5, "stock": 5, "revision": 1}"#),
    ("meetings.act", r#"{"act": "call", "revision": 1}"#),
    ("meetings.add", MEETING),
    ("meetings.change", MEETING),
    ("calls.act", r#"{"act": "answer", "revision": 1}"#),
    ("offers.act", r#"{"act": "claim", "revision": 1}"#),
    ("offers.add", r#"{"list": "need", "title": "x"}"#),
    ("offers.change", r#"{"list": "need", "title": "x", "revision": 1}"#),
    ("campaigns.act", r#"{"act": "start", "revision": 1}"#),
    ("campaigns.add", CAMPAIGN),
    ("campaigns.assign", r#"{"force": "party", "starts_at": "2026-03-09T01:00:00Z", "ends_at": "2026-03-09T09:00:00Z"}"#),
    ("campaigns.change", CAMPAIGN),
    ("campaign_targets.mark", r#"{"nonce": "019c0000-0000-7000-8000-000000000001", "outcome": "done", "at": "2026-03-09T01:00:00Z"}"#),
    ("interviews.change", INTERVIEW),
    ("interviews.hold", INTERVIEW),
    ("interviews.take_up", r#"{"question": "q1", "kind": "matter", "title": "x"}"#),
    ("outreach.plan", r#"{"every": "month", "per": "grid", "wanted": 1}"#),
    ("questionnaires.add", r#"{"party": "resident", "title": "x", "questions": [{"text": "x", "kind": "text"}]}"#),
    ("questionnaires.change", r#"{"party": "resident", "title": "x", "questions": [{"text": "x", "kind": "text"}], "version": 1}"#),
    ("research_topics.act", r#"{"act": "close", "revision": 1}"#),
    ("expert_groups.add", r#"{"name": "x"}"#),
    ("expert_groups.change", r#"{"name": "x", "revision": 1}"#),
    ("experts.add", r#"{"group_id": "00000000-0000-7000-8000-000000000001", "name": "x", "fields": ["law"]}"#),
    ("experts.change", r#"{"group_id": "00000000-0000-7000-8000-000000000001", "name": "x", "fields": ["law"], "revision": 1}"#),
    ("expert_requests.act", r#"{"act": "accept", "revision": 1}"#),
    ("expert_requests.ask", r#"{"expert_id": "00000000-0000-7000-8000-000000000001", "title": "x", "question": "x"}"#),
    ("partners.add", r#"{"name": "x", "kind": "company"}"#),
    ("partners.change", r#"{"name": "x", "kind": "company", "revision": 1}"#),
    ("whistles.act", r#"{"act": "conclude", "note": "x", "revision": 1}"#),
    ("whistles.blow", r#"{"kind": "hard", "title": "x", "units": ["00000000-0000-7000-8000-000000000001"]}"#),
    ("meetings.take_minutes", r#"{"minutes": "x", "state": "draft", "revision": 1}"#),
    ("patrols.add_point", r#"{"name": "x", "base_days": 7}"#),
    ("patrols.look", r#"{"findings": []}"#),
    ("privacy.ask", r#"{"kind": "correct", "about": "phone", "wanted": "13900005678"}"#),
    ("privacy.ask_at_desk", r#"{"kind": "correct", "about": "phone", "wanted": "13900005678"}"#),
    ("privacy.copy", r#"{"form": "json"}"#),
    ("privacy.copy_at_desk", r#"{"form": "json"}"#),
    ("privacy.decide", r#"{"accept": false, "answer": "x", "revision": 1}"#),
    ("projects.add", r#"{"kind": "livelihood"}"#),
    ("projects.advance", r#"{"act": "approve", "revision": 1}"#),
    ("projects.hear", r#"{"score": 5}"#),
    ("projects.change", r#"{"kind": "livelihood", "revision": 1}"#),
    ("visits.plan", r#"{"kind": "home", "due_at": "2026-03-09T10:00:00Z"}"#),
    ("visits.record", r#"{"kind": "home", "wellbeing": "good"}"#),
];

/// A campaign.
const CAMPAIGN: &str =
    r#"{"title": "x", "cause": "gas", "whom": "people", "filter": {}, "starts_on": "2026-03-09", "due_on": "2026-03-10", "revision": 1}"#;

/// An interview.
const INTERVIEW: &str = r#"{"version": 1, "who": "x", "on_day": "2026-03-06", "way": "phone", "answers": [], "revision": 1}"#;

/// An activity.
const DISH: &str = r#"{"class": "red", "occasion": {"title": "x", "starts_at": "2026-03-20T06:00:00Z", "ends_at": "2026-03-20T08:00:00Z"}, "revision": 1}"#;

/// A contract.
const CONTRACT: &str = r#"{"title": "x", "from_day": "2026-01-01", "until_day": "2026-12-31", "amount": 1, "revision": 1}"#;

/// A room.
const ROOM: &str = r#"{"name": "x", "week": ["", "", "", "", "", "", ""], "revision": 1}"#;

/// A meeting.
const MEETING: &str =
    r#"{"kind": "heart", "title": "恳谈会", "starts_at": "2026-03-20T06:00:00Z", "ends_at": "2026-03-20T08:00:00Z", "agenda": []}"#;

/// How duty goes round.
const RULE: &str = r#"{"members": ["00000000-0000-7000-8000-000000000001"], "desk": 1, "out": 0, "turn": "day", "anchor": "2026-03-09", "rest": [], "opens": "08:30", "closes": "17:30"}"#;

/// Whose rows the parameters of paths name, by the words before them.
pub const TABLES_OF_PATHS: &[(&str, &str)] = &[
    ("activities", "activity"),
    ("admins", "street_member"),
    ("admins/invitations", "street_member"),
    ("attendees", "attendee"),
    ("buildings", "building"),
    ("communities", "community"),
    ("contracts", "provider_contract"),
    ("contacts", "contact"),
    ("deliverables", "provider_deliverable"),
    ("deliveries", "message"),
    ("children", "person"),
    ("enrolment-requests", "enrolment_request"),
    ("enrolments", "enrolment"),
    ("copies", "privacy_copy"),
    ("privacy/requests", "privacy_request"),
    ("requests/mine", "privacy_request"),
    ("matters/mine", "matter"),
    ("events", "person_event"),
    ("findings", "patrol_finding"),
    ("grids", "grid"),
    ("households", "household"),
    ("inbox", "inbox_entry"),
    ("imports", "ledger_import"),
    ("inspections", "ledger_inspection"),
    ("layouts", "ledger_layout"),
    ("leaves", "duty_leave"),
    ("ledgers", "ledger"),
    ("members", "membership"),
    ("members/invitations", "membership"),
    ("occasions", "occasion"),
    ("directives", "directive_copy"),
    ("street/directives", "directive"),
    ("point-accounts", "point_account"),
    ("point-boards", "point_board"),
    ("point-doubts", "point_doubt"),
    ("point-objections", "point_objection"),
    ("point-postings", "point_posting"),
    ("redemptions", "redemption"),
    ("rewards", "reward"),
    ("meetings", "meeting"),
    ("calls", "whistle_call"),
    ("campaign-shifts", "campaign_shift"),
    ("campaign-targets", "campaign_target"),
    ("campaigns", "campaign"),
    ("interviews", "interview"),
    ("offers", "partner_offer"),
    ("partners", "partner_unit"),
    ("whistles", "whistle"),
    ("expert-groups", "expert_group"),
    ("expert-requests", "expert_request"),
    ("experts", "expert"),
    ("message-channels", "message_channel"),
    ("matter-kinds", "matter_kind"),
    ("matters", "matter"),
    ("milestones", "project_milestone"),
    ("patrol-points", "patrol_point"),
    ("phone-notices", "phone_notice"),
    ("patrol-routes", "patrol_route"),
    ("participants", "programme_member"),
    ("programmes", "programme"),
    ("projects", "project"),
    ("providers", "provider"),
    ("public/projects", "project"),
    ("questionnaires", "questionnaire"),
    ("research-topics", "research_topic"),
    ("residents", "person"),
    ("resolutions", "meeting_resolution"),
    ("room-bookings", "room_booking"),
    ("rooms", "room"),
    ("rows", "ledger_entry"),
    ("schedules", "schedule"),
    ("shifts", "duty_shift"),
    ("swaps", "duty_swap"),
    ("sessions", "session"),
    ("signups", "signup"),
    ("visit-plans", "visit_plan"),
    ("visits", "visit"),
    ("wishes", "wish"),
];

/// Whose rows the fields of queries and bodies name.
pub const TABLES_OF_FIELDS: &[(&str, &str)] = &[
    ("activity_id", "activity"),
    ("building_id", "building"),
    ("contact_id", "contact"),
    ("dwelling_id", "dwelling"),
    ("grid_id", "grid"),
    ("household_id", "household"),
    ("chair_id", "membership"),
    ("posting_id", "point_posting"),
    ("lead_id", "membership"),
    ("unit_id", "partner_unit"),
    ("expert_id", "expert"),
    ("group_id", "expert_group"),
    ("matter_id", "matter"),
    ("into_id", "matter"),
    ("kind_id", "matter_kind"),
    ("member_id", "membership"),
    ("visit_id", "visit"),
    ("other_id", "membership"),
    ("other_shift_id", "duty_shift"),
    ("occasion_id", "occasion"),
    ("organiser_id", "membership"),
    ("owner_id", "membership"),
    ("programme", "programme"),
    ("programme_id", "programme"),
    ("provider_id", "provider"),
    ("room_id", "room"),
    ("questionnaire_id", "questionnaire"),
    ("shift_id", "duty_shift"),
    ("layout_id", "ledger_layout"),
    ("message_id", "message"),
    ("person_id", "person"),
    ("point_id", "patrol_point"),
    ("subject_id", "person"),
    ("visitor_id", "membership"),
    ("worker_id", "membership"),
];

/// Files where a query may begin by itself: the units of work, and cells, which have no identity of their own.
pub const QUERIES_OF_THEIR_OWN: &[&str] = &["entity/src/kernel/system.rs", "entity/src/kernel/tx.rs", "entity/src/reports/report_cell.rs"];

/// The entries of `listed` that are not in `needed`.
pub fn stale<'a>(listed: &[&'a str], needed: &[String]) -> Vec<&'a str> {
    listed.iter().copied().filter(|entry| !needed.iter().any(|need| need == entry)).collect()
}
