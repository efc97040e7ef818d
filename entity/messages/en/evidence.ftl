# Photos: what errors say.
evidence-not-a-photo = This file is not a photo that can be read.
evidence-too-many-photos = No more than 9 photos are kept here.
evidence-moment-unknown = Please say whether the photo shows the state before, during or after.
