//! Computing figures, closing days, the Monday report.

mod close_day;
mod recompute;
mod weekly;
