//! What the sweeps leave out, each with its reason. Every list is checked: an entry that is not needed any more fails the suite.

/// Operations that anybody may call, by operation id.
pub const PUBLIC: &[&str] = &[
    "divisions.search",
    "signups.prove",
    "signups.send",
    "invitations.accept",
    "invitations.show",
    "resets.redeem",
    "resets.request",
    "sessions.open",
    "visits.read_feed",
];

/// Operations that answer something else than 404 to an id of another tenant in their path.
pub const NOT_404: &[&str] = &[];

/// Tables that belong to no tenant: the platform's own.
pub const GLOBAL_TABLES: &[&str] =
    &["account", "community", "login_attempt", "one_time_token", "seaql_migrations", "session", "signup", "street", "street_member"];

/// Tenant tables of which the scene has no row.
pub const TABLES_WITHOUT_ROWS: &[&str] = &[
    "audit_entry",
    "audit_head",
    "building",
    "calendar_override",
    "contact",
    "delivery",
    "dirty_cell",
    "dwelling",
    "file",
    "grid",
    "household",
    "job",
    "ledger_fault",
    "ledger_import",
    "ledger_mapping",
    "ledger_row",
    "message",
    "person",
    "person_event",
    "person_group",
    "schedule",
    "schedule_fire",
    "visit",
    "visit_attempt",
    "visit_feed",
    "visit_photo",
    "visit_plan",
    "visit_policy",
];

/// Files where a query may begin by itself: the units of work.
pub const QUERIES_OF_THEIR_OWN: &[&str] = &["entity/src/kernel/system.rs", "entity/src/kernel/tx.rs"];

/// The entries of `listed` that are not in `needed`.
pub fn stale<'a>(listed: &[&'a str], needed: &[String]) -> Vec<&'a str> {
    listed.iter().copied().filter(|entry| !needed.iter().any(|need| need == entry)).collect()
}
