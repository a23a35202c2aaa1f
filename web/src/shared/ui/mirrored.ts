/** Whether the page runs from right to left, and with it the grid and the way through pictures. */
export function isMirrored(): boolean {
  return document.documentElement.dir === 'rtl'
}

/** The arrow key that leads the same way in a page that runs from left to right. */
export function unmirrored(key: string): string {
  if (!isMirrored()) return key
  if (key === 'ArrowLeft') return 'ArrowRight'
  return key === 'ArrowRight' ? 'ArrowLeft' : key
}
