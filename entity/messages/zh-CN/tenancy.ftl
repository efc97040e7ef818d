# 街道、社区、账号。
tenancy-log-in-refused = 邮箱或密码不正确。
tenancy-log-in-limited = 尝试次数过多，请十五分钟后再试。
