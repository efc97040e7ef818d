# What a street hands down: what errors say.
directives-wrong-state = It is not at that point any more: look at it again.
directives-nobody = The street has no community yet that it could go to.
directives-matter-already = It was taken on as a matter already.
directives-community-unknown = One of these communities is not the street’s.
directives-title-wanted = It needs a title of at most 80 characters.
directives-day-wanted = A task needs a day by which it is to be done, today or later.
directives-too-long = The text is too long.
directives-answer-wanted = Say what was done, in at most 2,000 characters.
directives-reason-wanted = Say why.
