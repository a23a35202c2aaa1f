/** What the addresses of the app begin with: "/", or "/pictures/" below a proxy. */
export const base = import.meta.env.PROD ? placeOf(import.meta.url) : '/'

/** Every script of the build lies in assets/. */
function placeOf(script: string): string {
  return new URL(script).pathname.replace(/assets\/[^/]*$/, '')
}
