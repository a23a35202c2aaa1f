import { thumbHashToAverageRGBA, thumbHashToRGBA } from 'thumbhash'

const MOST_KEPT = 400

function bytesOf(hash: string): Uint8Array {
  return Uint8Array.from(atob(hash), (char) => char.charCodeAt(0))
}

/** Almost free, unlike decoding the hash: what every tile shows first. */
export const averageColour = kept((hash) => {
  const { r, g, b } = thumbHashToAverageRGBA(bytesOf(hash))
  return `rgb(${[r, g, b].map((part) => Math.round(part * 255)).join(' ')})`
})

const decoded = kept((hash) => {
  const { w, h, rgba } = thumbHashToRGBA(bytesOf(hash))
  return new ImageData(new Uint8ClampedArray(rgba), w, h)
})

export function drawThumbhash(canvas: HTMLCanvasElement, hash: string): void {
  const picture = decoded(hash)
  const pen = canvas.getContext('2d')
  if (!picture || !pen) return
  canvas.width = picture.width
  canvas.height = picture.height
  pen.putImageData(picture, 0, 0)
}

/** Remembers the latest results; a hash that cannot be read is no reason to lose the page. */
function kept<Result>(compute: (hash: string) => Result): (hash: string) => Result | undefined {
  const results = new Map<string, Result>()
  return (hash) => {
    const known = results.get(hash)
    if (known !== undefined) return known
    try {
      const result = compute(hash)
      results.set(hash, result)
      if (results.size > MOST_KEPT) results.delete(results.keys().next().value as string)
      return result
    } catch {
      return undefined
    }
  }
}
