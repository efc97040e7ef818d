//! What users notice, over HTTP, on both databases. One file for each context, as everywhere.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test that cannot go on fails")]

mod accounts;
mod attendance;
mod channels;
mod contract;
mod demo;
mod duty;
mod evidence;
mod idempotency;
mod jobs;
mod ledgers;
mod ledgers_scene;
mod mail;
mod matters;
mod meetings;
mod message_rules;
mod message_scene;
mod notifications;
mod operator_jobs;
mod outreach;
mod partners;
mod patrols;
mod people;
mod people_ledger;
mod projects;
mod realign;
mod receipts;
mod reports;
mod suspension;
mod tenancy;
mod test_sends;
mod visits;
mod visits_scene;
mod wake;
mod ways;
mod wordings;
