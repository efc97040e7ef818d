# Points: what errors say.
points-not-enough = There are not enough points.
points-not-to-be-had = None is left, or it is not offered now.
points-had-enough = One person may have no more of it.
points-over = It is over: fetched, cancelled or expired.
points-reversed-already = It was reversed before, or is a reversal itself.
points-decided = Somebody has decided already.
points-board-closed = The time for objections is over.
points-too-many-for-office = More than 50 points at once are the administrator’s to give or take.
points-number-implausible = The number is implausible.
points-reason-wanted = Say why, in at most 200 characters.
points-title-wanted = It needs a name of at most 60 characters.
points-days-reversed = The last day is before the first.
points-words-wanted = Say what is wrong, in at most 1,000 characters.
points-answer-wanted = Give an answer, in at most 1,000 characters.
points-day-implausible = That is not a day of every year; leave month and day empty if points never lapse.
