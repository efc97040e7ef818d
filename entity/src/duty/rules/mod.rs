//! What can be said of duty without a database.

pub mod answer;
pub mod rota;
pub mod stand_in;
