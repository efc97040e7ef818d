schedules-misfire = 没有这种错过时间的处理方式。
