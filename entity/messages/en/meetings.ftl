# Meetings: names, agendas to begin with, documents, and what errors say.
meetings-kind-congress = Residents’ congress
meetings-kind-heart = Heart-to-heart talk
meetings-kind-hearing = Hearing
meetings-kind-joint = Joint conference
meetings-agenda-congress =
    Count those present and open
    Report on what was resolved last
    Discuss
    Vote
    Read out what was resolved
meetings-agenda-heart =
    Say what it is for
    Residents speak
    Answers
    What is to be taken on
meetings-agenda-hearing =
    What is heard
    The plan
    Representatives speak
    Questions
    Sum up
meetings-agenda-joint =
    News of the area
    Resources and needs
    What is done together
    Who does it by when
meetings-doc-kind = Kind
meetings-doc-time = Time
meetings-doc-place = Place
meetings-doc-chair = Chair
meetings-doc-present = Present
meetings-doc-agenda = Agenda
meetings-doc-minutes = Minutes
meetings-doc-resolutions = Resolutions
meetings-doc-in-favour = in favour
meetings-doc-against = against
meetings-doc-abstained = abstained
meetings-wrong-stage = The meeting is at another stage.
meetings-no-quorum = Too few are there to hold it.
meetings-nobody-invited = Nobody is invited yet.
meetings-published = The minutes are published and stay as they are.
meetings-matter-already = This resolution is a matter already.
meetings-agenda-too-long = An agenda has at most 30 lines.
meetings-quorum-implausible = This quorum cannot be.
meetings-reason-wanted = Please say why it is off.
meetings-minutes-wanted = Please write the minutes first.
meetings-words-wanted = Please say what was resolved.
meetings-votes-implausible = These votes cannot be.
meetings-doc-and = {", "}
meetings-doc-votes = {" "}({ $votes })
