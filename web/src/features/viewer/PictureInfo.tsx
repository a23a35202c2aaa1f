import { Copy } from 'lucide-react'
import type { ReactNode } from 'react'
import { useLocation } from 'react-router'
import { Highlighted } from '@/shared/find/Highlighted'
import { formatBytes, formatDate, formatDimensions } from '@/shared/format'
import { texts } from '@/shared/texts'
import type { ViewerState } from '@/shared/viewerLink'
import { SourceThumbs } from './SourceThumbs'
import type { ViewedPicture } from './useViewing'

interface PictureInfoProps {
  picture: ViewedPicture
  onCopy: () => void
}

const words = texts.viewer

export function PictureInfo({ picture, onCopy }: PictureInfoProps) {
  const search = (useLocation().state as ViewerState | null)?.list?.search
  const quality = (picture.params as { quality?: unknown } | null | undefined)?.quality
  return (
    <aside
      aria-label={words.info}
      className="shrink-0 overflow-y-auto border-white/10 p-5 text-sm max-lg:max-h-[38%] max-lg:border-t lg:w-84 lg:border-l"
    >
      <div className="mb-1.5 flex items-center justify-between">
        <h2 className="font-medium text-xs text-zinc-400">{words.prompt}</h2>
        {picture.prompt && (
          <button
            type="button"
            onClick={onCopy}
            className="-my-1 flex h-8 items-center gap-1.5 rounded-lg px-2 text-xs text-zinc-300 hover:bg-white/10 hover:text-white pointer-coarse:h-11"
          >
            <Copy size={14} aria-hidden />
            {words.copyPrompt}
          </button>
        )}
      </div>
      <p className="whitespace-pre-wrap break-words leading-relaxed">
        {picture.prompt ? <Highlighted text={picture.prompt} search={search} /> : words.noPrompt}
      </p>
      <dl className="mt-6 grid gap-4">
        {picture.revisedPrompt && <Fact name={words.revised}>{picture.revisedPrompt}</Fact>}
        <Fact name={words.model}>{picture.model || words.uploaded}</Fact>
        <Fact name={words.size}>{formatDimensions(picture.width, picture.height)}</Fact>
        {typeof quality === 'string' && <Fact name={words.quality}>{quality.toLowerCase()}</Fact>}
        {picture.byteSize !== undefined && (
          <Fact name={words.file}>
            {formatBytes(picture.byteSize)} {picture.contentType?.replace('image/', '').toUpperCase()}
          </Fact>
        )}
        {picture.costTokens != null && <Fact name={words.tokens}>{picture.costTokens}</Fact>}
        <Fact name={words.created}>
          <time dateTime={picture.createdAt}>{formatDate(picture.createdAt)}</time>
        </Fact>
        {picture.sources && picture.sources.length > 0 && (
          <Fact name={words.sources}>
            <SourceThumbs sources={picture.sources} />
          </Fact>
        )}
      </dl>
    </aside>
  )
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <dt className="mb-0.5 text-xs text-zinc-400">{name}</dt>
      <dd className="leading-relaxed">{children}</dd>
    </div>
  )
}
