import { classes } from '@/shared/ui/classes'
import type { ComparedPicture } from './documents'
import { PromptDifference } from './PromptDifference'
import { type Row, rowsOf } from './settings'
import { words } from './words'

/** What was asked for differently. */
export function Differences({ pair: [a, b] }: { pair: readonly [ComparedPicture, ComparedPicture] }) {
  return (
    <aside
      aria-label={words.differences}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by the keyboard
      tabIndex={0}
      className="max-h-[40%] shrink-0 overflow-y-auto overscroll-contain border-white/10 border-t bg-zinc-900 px-4 pt-4 pb-[max(1.25rem,env(safe-area-inset-bottom))] text-sm sm:px-6"
    >
      <div className="mx-auto grid max-w-6xl gap-6 lg:grid-cols-2">
        <PromptDifference one={a.prompt} other={b.prompt} />
        <Settings rows={rowsOf(a, b)} />
      </div>
    </aside>
  )
}

function Settings({ rows }: { rows: readonly Row[] }) {
  return (
    <table className="h-fit w-full table-fixed border-collapse">
      <caption className="sr-only">{words.settings}</caption>
      <thead className="text-xs text-zinc-400">
        <tr>
          <th scope="col" className="w-1/3 pb-2 text-start font-medium">
            <span className="sr-only">{words.setting}</span>
          </th>
          {words.names.map((name) => (
            <th key={name} scope="col" className="px-2 pb-2 text-start font-medium">
              {name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map(({ name, one, other, differs }) => (
          <tr key={name} data-differs={differs || undefined} className="border-white/5 border-t align-top">
            <th scope="row" className="py-1.5 pe-2 text-start font-normal text-zinc-400">
              {name}
            </th>
            <Value text={one} differs={differs} />
            <Value text={other} differs={differs} />
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function Value({ text, differs }: { text: string; differs: boolean }) {
  return (
    <td className="wrap-anywhere p-1">
      <span
        className={classes(
          'inline-block rounded px-1 py-0.5',
          differs ? 'bg-amber-300/20 font-medium text-amber-100' : 'text-zinc-300',
        )}
      >
        {text || <span className="font-normal text-zinc-400">{words.unknown}</span>}
      </span>
    </td>
  )
}
