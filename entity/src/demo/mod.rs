//! The demo street: the real 瑞景街道 and its communities, with people who are made up.

pub mod care;
pub mod estate;
pub mod family;
pub mod life;
pub mod names;
pub mod numbers;
pub mod place;
pub mod population;
pub mod random;
