# What a street hands down: what errors say.
directives-wrong_state = It is not at that point any more: look at it again.
directives-nobody = The street has no community yet that it could go to.
directives-matter_already = It was taken on as a matter already.
directives-community_unknown = One of these communities is not the street’s.
directives-title_wanted = It needs a title of at most 80 characters.
directives-day_wanted = A task needs a day by which it is to be done, today or later.
directives-too_long = The text is too long.
directives-answer_wanted = Say what was done, in at most 2,000 characters.
directives-reason_wanted = Say why.
