const STORED = 'gallery.viewer'
const DRAFT = 'gallery.draft'

/** What this browser keeps of somebody's work is theirs: for whoever else comes, it is gone. */
export function keepFor(viewer: string): void {
  try {
    const known = [localStorage, sessionStorage].map((kept) => kept.getItem(STORED))
    if (known.every((one) => one === viewer)) return
    const isAnother = known.some((one) => one !== null && one !== viewer)
    if (isAnother) {
      localStorage.removeItem(DRAFT)
      sessionStorage.clear()
    }
    localStorage.setItem(STORED, viewer)
    sessionStorage.setItem(STORED, viewer)
    // Some of it has been read already.
    if (isAnother) window.location.reload()
  } catch {
    // Full or forbidden: then nothing of it is kept either.
  }
}
