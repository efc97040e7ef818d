# 统计：错误说明与指标名称。
reports-span = 起止日期不对：起始不能晚于截止，最长一年。
reports-week-unreadable = 周次的写法应如 2026-W47。
reports-measure-unknown = 没有这个指标。
