# 定时任务
schedules-misfire = 请选择 skip、once 或 all。
schedules-job-state-unknown = 没有这种状态。
