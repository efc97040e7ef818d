# The work calendar and rules of time.
calendar-new-year = New Year's Day
calendar-spring-festival = Spring Festival
calendar-qingming = Qingming Festival
calendar-labour-day = Labour Day
calendar-dragon-boat = Dragon Boat Festival
calendar-mid-autumn = Mid-Autumn Festival
calendar-national-day = National Day
calendar-national-day-mid-autumn = National Day and Mid-Autumn Festival
calendar-double-ninth = Double Ninth Festival
calendar-day-kind-unknown = Choose “workday” or “holiday”.
calendar-rule-unreadable = This rule of time cannot be read; write 08:00, 08:00 workdays, Mon 07:30, Mon 07:30 workdays or five cron fields.
calendar-rule-too-often = This rule fires too often; the shortest interval is 15 minutes.
calendar-rule-never = This rule never fires.
calendar-year = The year must be between 1949 and 2100.
