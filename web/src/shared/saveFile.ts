/** Has the browser save what an address answers with, under the name that the server gives. */
export function saveFile(address: string): void {
  const link = document.createElement('a')
  link.href = address
  link.download = ''
  link.click()
}
