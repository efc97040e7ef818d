# 工作日历与时间规则。
calendar-new-year = 元旦
calendar-spring-festival = 春节
calendar-qingming = 清明节
calendar-labour-day = 劳动节
calendar-dragon-boat = 端午节
calendar-mid-autumn = 中秋节
calendar-national-day = 国庆节
calendar-national-day-mid-autumn = 国庆节、中秋节
calendar-double-ninth = 重阳节
calendar-day-kind-unknown = 请选择“工作日”或“休息日”。
calendar-rule-unreadable = 时间规则无法识别，请写成 08:00、08:00 workdays、Mon 07:30、Mon 07:30 workdays 或五段 cron。
calendar-rule-too-often = 时间规则过于频繁，最短间隔为 15 分钟。
calendar-rule-never = 按这条时间规则永远不会执行。
calendar-year = 年份应在 1949 到 2100 之间。
