# Messages and the ledger of their delivery.
notifications-state-unknown = There is no such state.
notifications-quiet-too-long = At least four hours of each day must be left for messages.
notifications-out-of-range = The number is out of bounds.
notifications-is-a-duty = Messages of this kind are part of your work and cannot be turned off.
notifications-way-unknown = Choose mail, WeCom or SMS.
notifications-time-unreadable = Write times like 21:30.
notifications-unsubscribe-ask = Stop mails of this kind? You will still find them in your inbox.
notifications-unsubscribe-button = Unsubscribe
notifications-unsubscribe-done = Done: no more mails of this kind. You can have them back in your message settings.
notifications-kind-unknown = There is no such channel.
notifications-settings-unreadable = The channel's settings cannot be read.
notifications-topic-unknown = There is no such topic.
notifications-settings-wanted = The channel needs its settings.
notifications-name-taken = Another channel has this name.
notifications-address-unreadable = Enter a mobile number of 11 digits, or the user's id in WeCom.
notifications-receipt-early = This message is not known yet; try again later.
notifications-setting-wanted = Please fill this in.
