/** Which tile an event happened on. */
export function tileAt(event: Event): number | null {
  return event.target instanceof Element ? indexOf(event.target) : null
}

/** Which tile lies at a point of the view. */
export function tileAtPoint(x: number, y: number): number | null {
  const element = document.elementFromPoint(x, y)
  return element && indexOf(element)
}

function indexOf(element: Element): number | null {
  const tile = element.closest('[data-tile]')
  return tile && Number(tile.getAttribute('data-tile'))
}
