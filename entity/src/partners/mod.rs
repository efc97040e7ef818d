//! Partners (大党委): the units that work together with a community, what they offer and need, what is done together with them (共建活动), the
//! whistle that calls them (吹哨报到), and the think tank (智库) whose experts are asked.

pub mod expert;
pub mod expert_group;
pub mod expert_request;
pub mod joint_activity;
pub mod joint_invitation;
pub mod partner_offer;
pub mod partner_unit;
pub mod whistle;
pub mod whistle_call;

pub mod agreements;
pub mod calls;
pub mod can;
pub mod error;
pub mod expertise;
pub mod experts;
pub mod figures;
pub mod job;
pub mod joint_activities;
pub mod joint_invitations;
mod joint_notices;
pub mod joint_query;
pub mod joint_reminders;
pub mod joint_rules;
mod notices;
pub mod offers;
pub mod query;
pub mod rates;
pub mod requests;
pub mod rules;
pub mod think_tank;
pub mod units;
pub mod watch;
pub mod whistles;
