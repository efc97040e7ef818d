//! The demo street: the real 瑞景街道 and its communities, with people who are made up.

pub mod care;
pub mod estate;
pub mod family;
pub mod history;
pub mod life;
pub mod load;
pub mod names;
pub mod numbers;
pub mod place;
pub mod population;
pub mod random;
pub mod staff;

pub use load::{Progress, is_loaded, load, load_places};
pub use staff::{DemoAccount, accounts};

/// The seed of the people in the demo street: everybody who tries it meets the same ones.
pub const SEED: u64 = 120_113_004;
