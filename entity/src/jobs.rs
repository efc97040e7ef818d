//! Every kind of job of the product. A kind that is listed here and has no handler does not compile.

/// Calls `$each!(Type, Type, …)` with every job type.
#[macro_export]
macro_rules! for_each_job {
    ($each:ident) => {
        $each! {
            $crate::kernel::queue::tidy::Tidy,
            $crate::kernel::queue::dirty::Recompute,
            $crate::calendar::job::CalendarChanged,
            $crate::notifications::job::Deliver,
            $crate::tenancy::job::Remove,
            $crate::tenancy::job::SetUp,
            $crate::people::job::Import,
            $crate::people::job::PeopleChanged,
            $crate::people::job::PersonChanged,
            $crate::enrolment::job::Linked,
            $crate::attendance::job::Close,
            $crate::attendance::job::Remind,
            $crate::visits::job::Alarm,
            $crate::visits::job::Replan,
            $crate::visits::job::Materialise,
            $crate::visits::job::Digest,
            $crate::visits::job::Nudge,
            $crate::visits::job::Escalate,
            $crate::assignment::job::Ring,
            $crate::duty::job::Plan,
            $crate::duty::job::Tomorrow,
            $crate::matters::job::Recheck,
            $crate::directives::job::Complete,
            $crate::directives::job::Remind,
            $crate::forms::job::Prepare,
            $crate::forms::job::Remind,
            $crate::meetings::job::Remind,
            $crate::activities::job::Hold,
            $crate::activities::job::Remind,
            $crate::partners::job::Remind,
            $crate::partners::job::Watch,
            $crate::patrols::job::Plan,
            $crate::ledgers::job::ImportRows,
            $crate::ledgers::job::Remind,
            $crate::projects::job::Remind,
            $crate::outreach::job::Remind,
            $crate::privacy::job::Remind,
            $crate::points::job::Earn,
            $crate::points::job::Tend,
            $crate::campaigns::job::ShiftBegins,
            $crate::campaigns::job::LastHours,
            $crate::volunteers::job::Watch,
            $crate::reports::job::CloseDay,
            $crate::reports::job::Weekly,
        }
    };
}
