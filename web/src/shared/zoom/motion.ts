/** Whether a person has asked for as little motion as can be. */
export function calm(): boolean {
  return window.matchMedia('(prefers-reduced-motion: reduce)').matches
}
