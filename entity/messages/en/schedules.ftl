# What happens by itself.
schedules-misfire = Choose skip, once, all, or all with the most to make up for (1 to 100).
schedules-job-state-unknown = There is no such state.
schedules-job-is-not-waiting = This job is not waiting, so it cannot be called off.
