notifications-state-unknown = 没有这种消息状态。
