/** Shortcuts of one letter must never fire while a person writes, and what is pasted is a text first. */
export function isTyping(event: Event): boolean {
  const target = event.target
  return (
    target instanceof HTMLElement && target.closest('input, textarea, select, [contenteditable]') !== null
  )
}
