# Enrolment: the public page, the desk, oneself and one's children.
enrolment-code-wrong = This is not the code. Please look at the six digits in the mail.
enrolment-code-used-up = The code is used up. Please ask again.
enrolment-invitation-used-up = The invitation is used up. Please have it printed again.
enrolment-wrong-state = This request was decided already.
enrolment-person-linked = This resident is linked to another account.
enrolment-member-linked = This account is linked to another resident.
enrolment-member-disabled = This account is disabled. An administrator has to allow it first.
enrolment-gone = This resident does not live here any more.
enrolment-not-a-child = Only residents under 18 whose birth date is known have a guardian.
enrolment-not-linked = Your account is not linked to a resident yet.
enrolment-ask-limited = Too many requests. Please try again later.
enrolment-last-four-unreadable = Please give the last four signs of the identity number.
enrolment-address-wanted = Please say in which building and room, in at most 60 signs.
enrolment-reason-wanted = Please say why not.
