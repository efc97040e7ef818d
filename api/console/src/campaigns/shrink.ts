/** The longer side of a photo that waits on the phone, in pixels: a phone's own is many times larger than the service keeps. */
const SIDE = 1_600
/** So many bytes at most, once it is smaller. */
const MOST = 2 << 20

/** A photo small enough to wait on the phone and to be sent over a bad line; nothing if it is no photo. */
export async function shrink(photo: Blob): Promise<Blob | undefined> {
  const picture = await createImageBitmap(photo).catch(() => undefined)
  if (!picture) return undefined
  const scale = Math.min(1, SIDE / Math.max(picture.width, picture.height))
  const canvas = document.createElement('canvas')
  canvas.width = Math.max(1, Math.round(picture.width * scale))
  canvas.height = Math.max(1, Math.round(picture.height * scale))
  canvas.getContext('2d')?.drawImage(picture, 0, 0, canvas.width, canvas.height)
  picture.close()
  const small = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/jpeg', 0.82))
  return small && small.size <= MOST ? small : undefined
}
