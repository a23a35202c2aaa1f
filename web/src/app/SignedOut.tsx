import { KeyRound } from 'lucide-react'
import { useLocation } from 'react-router'
import { moreTexts } from '@/shared/moreTexts'
import { Button } from '@/shared/ui/Button'

export function SignedOut() {
  const { pathname } = useLocation()
  const words = moreTexts.signedOut
  return (
    <main className="grid h-full place-items-center p-6">
      <div className="max-w-md text-center">
        <span className="mx-auto mb-6 grid size-14 place-items-center rounded-2xl bg-violet-600 text-white">
          <KeyRound size={26} strokeWidth={1.6} aria-hidden />
        </span>
        <h1 className="font-semibold text-2xl tracking-tight">{words.title}</h1>
        <p className="mt-3 mb-8 text-balance text-zinc-600 leading-relaxed dark:text-zinc-400">
          {words.before}
          <Command>{words.command}</Command>
          {words.between}
          <Command>{words.devCommand}</Command>
          {words.after}
        </p>
        {pathname === '/share' && <p className="mb-8 text-balance leading-relaxed">{words.shared}</p>}
        <Button onClick={() => window.location.reload()}>{words.retry}</Button>
      </div>
    </main>
  )
}

function Command({ children }: { children: string }) {
  return (
    <code className="whitespace-nowrap rounded-md bg-zinc-100 px-1.5 py-0.5 text-[0.9em] text-zinc-900 dark:bg-zinc-800 dark:text-zinc-100">
      {children}
    </code>
  )
}
