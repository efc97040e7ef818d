//! Computing figures, closing days, the reports of weeks and months.

mod close_day;
mod monthly;
mod recompute;
mod weekly;
