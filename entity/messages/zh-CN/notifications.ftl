# 消息与发送台账
notifications-state-unknown = 没有这种状态。
notifications-quiet-too-long = 一天里至少要留出 4 小时可以发送消息的时间。
notifications-out-of-range = 数值超出允许的范围。
notifications-is-a-duty = 这类消息属于工作职责，不能退订。
notifications-way-unknown = 请选择邮件、企业微信或短信。
notifications-time-unreadable = 时间请写成 21:30 的样子。
notifications-unsubscribe-ask = 不再接收这一类邮件吗？以后仍可以在站内信里看到。
notifications-unsubscribe-button = 退订
notifications-unsubscribe-done = 已退订，这一类邮件不会再发给您。需要时可以在“消息设置”里恢复。
notifications-kind-unknown = 没有这种发送渠道。
notifications-settings-unreadable = 渠道的设置无法识别。
notifications-topic-unknown = 没有这类消息。
notifications-settings-wanted = 请填写渠道的设置。
notifications-name-taken = 已经有同名的渠道。
notifications-address-unreadable = 请填写 11 位手机号，或企业微信的成员账号。
notifications-receipt-early = 还没有这条消息的记录，请稍后重试。
notifications-setting-wanted = 请填写这一项。
