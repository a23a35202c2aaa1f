/** Runs once, a while after the first of many calls. */
export function throttled(run: () => void, wait: number): () => void {
  let waiting = false
  return () => {
    if (waiting) return
    waiting = true
    setTimeout(() => {
      waiting = false
      run()
    }, wait)
  }
}

/** Runs at once, and then no more often than once in a while, a last time after the last call. */
export function spaced(run: () => void, wait: number): () => void {
  let resting = false
  let again = false
  const call = () => {
    if (resting) {
      again = true
      return
    }
    resting = true
    run()
    setTimeout(() => {
      resting = false
      if (again) {
        again = false
        call()
      }
    }, wait)
  }
  return call
}
