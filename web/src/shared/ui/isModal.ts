/** Whether a dialog lies over the page: its keys are not the page's. */
export function isModal(): boolean {
  return document.querySelector('dialog:modal') !== null
}
