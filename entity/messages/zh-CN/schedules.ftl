# 定时任务
schedules-misfire = 请选择 skip、once、all，或 all 加上最多补做的次数（1 到 100）。
schedules-job-state-unknown = 没有这种状态。
schedules-job-is-not-waiting = 这项任务不在等待中，不能取消。
