# What happens by itself.
schedules-misfire = Choose skip, once or all.
schedules-job-state-unknown = There is no such state.
