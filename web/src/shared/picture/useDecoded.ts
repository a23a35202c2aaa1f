import { useEffect, useState } from 'react'

/** The last address whose picture is ready to paint, so that changing it shows no blank frame. */
export function useDecoded(src: string | null | undefined): string | null {
  const [ready, setReady] = useState<string | null>(null)
  useEffect(() => {
    if (!src || src === ready) return
    let wanted = true
    const image = new Image()
    image.src = src
    image
      .decode()
      .then(() => wanted && setReady(src))
      // A partial picture may be swept before it is fetched; the one before it stays.
      .catch(() => undefined)
    return () => {
      wanted = false
    }
  }, [src, ready])
  return ready
}
