# 消息与发送台账
notifications-state-unknown = 没有这种状态。
