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
