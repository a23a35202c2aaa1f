import { useMemo } from 'react'
import { type Part, wordDiff } from './wordDiff'
import { words } from './words'

/** Both prompts, with the words marked that only one of them has. */
export function PromptDifference({ one, other }: { one: string; other: string }) {
  const parts = useMemo(() => wordDiff(one, other), [one, other])
  return (
    <section aria-label={words.prompt}>
      <h2 className="mb-2 font-medium text-xs text-zinc-400">
        {one === other ? words.samePrompt : words.prompt}
      </h2>
      {one === other ? (
        <p className="whitespace-pre-wrap wrap-anywhere leading-relaxed">{one || words.noPrompt}</p>
      ) : (
        <dl className="grid grid-cols-[auto_1fr] gap-x-3 gap-y-3 leading-relaxed">
          <Prompt name={words.names[0]} parts={parts} own="removed" />
          <Prompt name={words.names[1]} parts={parts} own="added" />
        </dl>
      )}
    </section>
  )
}

interface PromptProps {
  name: string
  parts: readonly Part[]
  own: 'removed' | 'added'
}

function Prompt({ name, parts, own }: PromptProps) {
  const mine = parts.filter(({ kind }) => kind === 'same' || kind === own)
  const Word = own === 'removed' ? 'del' : 'ins'
  const tone = own === 'removed' ? 'bg-red-400/25 text-red-100' : 'bg-emerald-400/25 text-emerald-100'
  return (
    <>
      <dt className="font-semibold text-zinc-400">{name}</dt>
      <dd dir="auto" className="whitespace-pre-wrap wrap-anywhere">
        {mine.length === 0 && <span className="text-zinc-400">{words.noPrompt}</span>}
        {mine.map(({ kind, text }, place) =>
          kind === 'same' ? (
            text
          ) : (
            // biome-ignore lint/suspicious/noArrayIndexKey: a part is its place
            <Word key={place} className={`rounded px-0.5 no-underline ${tone}`}>
              {text}
            </Word>
          ),
        )}
      </dd>
    </>
  )
}
