# Points: what errors say.
points-not_enough = There are not enough points.
points-not_to_be_had = None is left, or it is not offered now.
points-had_enough = One person may have no more of it.
points-over = It is over: fetched, cancelled or expired.
points-reversed_already = It was reversed before, or is a reversal itself.
points-decided = Somebody has decided already.
points-board_closed = The time for objections is over.
points-too_many_for_office = More than 50 points at once are the administrator’s to give or take.
points-number_implausible = The number is implausible.
points-reason_wanted = Say why, in at most 200 characters.
points-title_wanted = It needs a name of at most 60 characters.
points-days_reversed = The last day is before the first.
points-words_wanted = Say what is wrong, in at most 1,000 characters.
points-answer_wanted = Give an answer, in at most 1,000 characters.
