import { Store } from '@/shared/store'

export const THEMES = ['system', 'light', 'dark'] as const
export type Theme = (typeof THEMES)[number]

const STORED = 'gallery.theme'
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
    document.documentElement.dataset.theme = chosen === 'system' ? system : chosen
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
