# Messages and the ledger of their delivery.
notifications-state-unknown = There is no such state.
