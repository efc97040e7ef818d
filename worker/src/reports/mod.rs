//! Computing figures.

mod recompute;
