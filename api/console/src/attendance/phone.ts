/** What a phone tells of itself at check-in, if its owner lets it. */
export interface PhonePosition {
  lat: number
  lng: number
  accuracy: number
}

const remembered = 'mulin.device'
/** A phone that has not found itself by then checks in without, in milliseconds. */
const PATIENCE = 8_000

/** What this browser calls itself: made up once, of no meaning to anybody. */
export function device(): string {
  const known = localStorage.getItem(remembered)
  if (known) return known
  const fresh = crypto.randomUUID()
  localStorage.setItem(remembered, fresh)
  return fresh
}

/** Where this phone is; nothing if it does not know or may not say. */
export function position(): Promise<PhonePosition | undefined> {
  return new Promise((resolve) => {
    if (!('geolocation' in navigator)) return resolve(undefined)
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => resolve({ lat: coords.latitude, lng: coords.longitude, accuracy: coords.accuracy }),
      () => resolve(undefined),
      { enableHighAccuracy: true, timeout: PATIENCE, maximumAge: 60_000 },
    )
  })
}
