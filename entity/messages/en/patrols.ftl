# Patrols: names, and what errors say.
patrols-title = { $point }: { $kind }
patrols-kind-clutter = things in the stairwell
patrols-kind-bins = dirt around the bins
patrols-kind-litter = litter
patrols-kind-green = worn or taken green
patrols-kind-bikes = bikes in the way
patrols-kind-wires = wires out of windows
patrols-kind-ads = small advertisements
patrols-kind-broken = something broken
patrols-kind-other = something else
patrols-name-taken = Another point or route is called so.
patrols-name-wanted = Please fill in a name.
patrols-retired = This point is not looked at any more.
patrols-photo-wanted = Please add a photo of how it was left before it is done.
patrols-nobody-there = There is nobody to give it to: please invite the property company, or name somebody.
patrols-days-implausible = Between two looks there are 1 to 365 days.
patrols-kind-twice = Each kind of trouble is written down once.
