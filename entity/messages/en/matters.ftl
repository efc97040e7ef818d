# What errors say.
matters-wrong-stage = The matter is at another stage.
matters-wrong-target = It cannot be dealt with in that one.
matters-nobody-there = There is nobody to give it to.
matters-kind-retired = This kind is not used any more.
matters-name-taken = Another kind is called so.
matters-name-wanted = Please fill in a name.
matters-days-implausible = These days cannot be: no longer to take it on than to deal with it, and 250 workdays at most.
matters-title-wanted = Please say in a line what it is.
matters-note-wanted = Please fill it in.
matters-rating-unknown = Please choose from 1 to 5.
matters-tell-limited = Too many at once. Please try again later.
matters-ask-limited = Asked too often. Please try again later.
