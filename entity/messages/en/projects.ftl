# Projects: what errors say.
projects-wrong-stage = The project is at another stage.
projects-milestone-open = A milestone is still to be reached: it cannot be accepted.
projects-photo-wanted = Please add a photo of how it was left before accepting it.
projects-opinion-wanted = Please write down at least one opinion first.
projects-name-taken = Another project is called so.
projects-name-wanted = Please fill in a name.
projects-amount-implausible = This amount cannot be; it is counted in fen.
projects-day-implausible = This date cannot be.
projects-due-before-start = It cannot be done before it begins.
projects-reason-wanted = Please say why.
projects-purpose-wanted = Please say what it was for.
projects-day-ahead = The day cannot be after today.
projects-score-unknown = Please choose from 1 to 5.
projects-kind-unknown = Please choose livelihood or renovation.
