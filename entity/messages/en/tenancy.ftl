# Streets, communities, accounts.
tenancy-log-in-refused = The e-mail address or the password is not right.
tenancy-log-in-limited = Too many tries; please try again in fifteen minutes.
