# Streets, communities, accounts.
tenancy-log-in-refused = The e-mail address or the password is not right.
tenancy-log-in-limited = Too many tries; please try again in fifteen minutes.
tenancy-link-used-up = The link has run out or was used before; please ask for a new one.
tenancy-member-already = They are a member already.
tenancy-last-admin = A community keeps at least one administrator.
tenancy-joined-already = They have joined; the invitation cannot be taken back.
tenancy-email-wrong = This is not an e-mail address.
tenancy-password-short = A password has at least 8 characters.
tenancy-password-long = A password has at most 128 characters.
tenancy-password-common = This password is among the most common ones and easy to guess.
