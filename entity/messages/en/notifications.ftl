notifications-state-unknown = There is no such state of a message.
