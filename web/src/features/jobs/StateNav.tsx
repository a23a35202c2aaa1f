import { classes } from '@/shared/ui/classes'
import { Link } from '@/shared/ui/Link'
import { STATES, type State } from './jobStates'
import { words } from './words'

/** Which jobs are shown: a part of the address. */
export function StateNav({ state }: { state: State }) {
  return (
    <nav aria-label={words.all.filter} className="h-full overflow-x-auto px-3 text-sm sm:px-6">
      <ul className="flex h-full w-max items-center gap-1">
        {STATES.map((one) => (
          <li key={one}>
            <Link
              to={{ search: one === 'all' ? '' : `?status=${one}` }}
              replace
              aria-current={one === state ? 'page' : undefined}
              className={classes(
                'flex h-8 items-center rounded-full px-3 font-medium transition-colors focus-visible:-outline-offset-2 pointer-coarse:h-11',
                one === state
                  ? 'bg-zinc-900 text-white dark:bg-zinc-100 dark:text-zinc-900'
                  : 'text-zinc-600 hover:bg-zinc-100 hover:text-zinc-900 dark:text-zinc-400 dark:hover:bg-zinc-800 dark:hover:text-zinc-100',
              )}
            >
              {words.all.states[one]}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  )
}
