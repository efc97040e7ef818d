# 定时任务
schedules-misfire = 请选择 skip、once、all，或 all 加上最多补做的次数（1 到 100）。
schedules-job-state-unknown = 没有这种状态。
