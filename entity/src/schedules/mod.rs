//! Schedules: what happens at planned instants, each instant once, whoever notices that it has come.

pub mod can;
pub mod fan_out;
pub mod fire;
mod lag;
pub mod realign;
pub mod rules;
pub mod service;
