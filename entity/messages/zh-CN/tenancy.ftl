# 街道、社区、账号。
tenancy-log-in-refused = 邮箱或密码不正确。
tenancy-log-in-limited = 尝试次数过多，请十五分钟后再试。
tenancy-link-used-up = 链接已失效或已被使用，请重新获取。
tenancy-member-already = 此人已是成员。
tenancy-last-admin = 至少要保留一名社区管理员。
tenancy-joined-already = 对方已经加入，不能撤回邀请。
tenancy-email-wrong = 邮箱格式不正确。
tenancy-password-short = 密码至少 8 位。
tenancy-password-long = 密码最多 128 位。
tenancy-password-common = 这个密码太常见，容易被猜到。
