import { FlaskConical } from 'lucide-react'
import { words } from './words'

export function DemoNotice() {
  const { demo } = words
  return (
    <p className="mt-4 flex items-start gap-2.5 rounded-xl bg-amber-50 px-4 py-3 text-amber-900 text-sm leading-relaxed dark:bg-amber-400/10 dark:text-amber-200">
      <FlaskConical size={16} className="mt-0.75 shrink-0" aria-hidden />
      <span>
        <strong className="font-semibold">{demo.title}</strong> {demo.body}{' '}
        <code className="rounded bg-amber-900/10 px-1 py-0.5 text-[0.8em] dark:bg-amber-200/15">
          {demo.key}
        </code>{' '}
        {demo.end}
      </span>
    </p>
  )
}
