# What errors say.
assignment-wrong-state = It is not at the point where that can be done.
assignment-holds-already = They have it already.
assignment-nobody-stands-in = Nobody stands in.
assignment-extension-waits = More time is asked for already.
assignment-no-extension-asked = No more time was asked for.
assignment-not-later = More time must end after the present end.
assignment-level-reached = That card was shown before.
assignment-not-holder = Somebody else has it.
assignment-reason-wanted = Please say why.
assignment-not-active = They do not work here any more.
assignment-result-wanted = Please say how it was dealt with.
assignment-whom-wanted = Please choose to whom.
assignment-day-wanted = Please choose a day.
assignment-hurried = Urgent
