schedules-misfire = There is no such rule for missed times.
