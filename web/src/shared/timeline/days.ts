/** The day of a moment in the browser's time zone; days sort as time goes. */
export function dayKey(moment: string): string {
  const date = new Date(moment)
  const two = (n: number) => String(n).padStart(2, '0')
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`
}

/** A day's first moment. */
export function startOf(key: string): string {
  return new Date(`${key}T00:00:00`).toISOString()
}
