import { Store } from '@/shared/store'

export const THEMES = ['system', 'light', 'dark'] as const
export type Theme = (typeof THEMES)[number]

const STORED = 'gallery.theme'
/** As the page's background: what the browser paints around it. */
const COLOURS = { light: '#ffffff', dark: '#09090b' }
const prefersDark = window.matchMedia('(prefers-color-scheme: dark)')

export const theme = new Store<Theme>(stored())

export function chooseTheme(chosen: Theme): void {
  theme.set(chosen)
  try {
    localStorage.setItem(STORED, chosen)
  } catch {
    // Where nothing may be kept it holds until the page is left.
  }
}

/** Light or dark, as the system has it or as was chosen here. */
export function followTheme(): void {
  const apply = () => {
    const chosen = theme.get()
    const system = prefersDark.matches ? 'dark' : 'light'
    const shown = chosen === 'system' ? system : chosen
    document.documentElement.dataset.theme = shown
    for (const meta of document.querySelectorAll<HTMLMetaElement>('meta[name=theme-color]'))
      meta.content = COLOURS[shown]
  }
  prefersDark.addEventListener('change', apply)
  theme.subscribe(apply)
  apply()
}

function stored(): Theme {
  try {
    return THEMES.find((known) => known === localStorage.getItem(STORED)) ?? 'system'
  } catch {
    return 'system'
  }
}
