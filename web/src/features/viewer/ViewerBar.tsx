import { Info, X } from 'lucide-react'
import { type ActionId, actionsFor, type Offered, shortcutOf } from '@/shared/actions/actions'
import { ACTION_ICONS } from '@/shared/actions/icons'
import type { Picture } from '@/shared/graphql/fragments'
import { IconButton, iconButtonClasses } from '@/shared/ui/Button'
import { MoreMenu } from './MoreMenu'
import type { ViewerActions } from './useViewerActions'
import { words } from './words'

interface ViewerBarProps {
  picture: Picture | null
  info: boolean
  actions: ViewerActions
}

/** What else can be done stands in the menu. */
const IN_BAR: readonly ActionId[] = ['star', 'edit', 'remix', 'download', 'trash', 'restore', 'delete']

export function ViewerBar({ picture, info, actions }: ViewerBarProps) {
  return (
    <div className="flex shrink-0 items-center p-2 sm:gap-1 sm:px-4">
      <IconButton tone="onDark" label={words.close} aria-keyshortcuts="Escape" onClick={actions.close}>
        <X size={20} aria-hidden />
      </IconButton>
      <span className="ms-auto" />
      {picture && (
        <>
          {actionsFor({ kind: 'one', picture })
            .filter(({ id }) => IN_BAR.includes(id))
            .map((offered) => (
              <ActionButton key={offered.id} offered={offered} picture={picture} actions={actions} />
            ))}
          <MoreMenu hasPrompt={picture.prompt !== ''} actions={actions} />
          <IconButton
            tone="onDark"
            label={words.info}
            aria-pressed={info}
            aria-keyshortcuts="I"
            onClick={actions.toggleInfo}
            className={iconButtonClasses('onDark', 'square', info ? 'bg-white/10' : '')}
          >
            <Info size={20} aria-hidden />
          </IconButton>
        </>
      )}
    </div>
  )
}

interface ActionButtonProps {
  offered: Offered
  picture: Picture
  actions: ViewerActions
}

function ActionButton({ offered: { id, label }, picture, actions }: ActionButtonProps) {
  const Icon = ACTION_ICONS[id]
  const isStarred = id === 'star' && picture.starred
  const icon = <Icon size={20} className={isStarred ? 'fill-amber-300 text-amber-300' : ''} aria-hidden />
  if (id === 'download') return <DownloadLink href={picture.downloadUrl} label={label} icon={icon} />
  return (
    <IconButton
      tone="onDark"
      label={label}
      aria-pressed={id === 'star' ? isStarred : undefined}
      aria-keyshortcuts={shortcutOf(id)}
      onClick={() => actions.do(id)}
    >
      {icon}
    </IconButton>
  )
}

/** A link, which a browser lets one save elsewhere or open beside. */
function DownloadLink({ href, label, icon }: { href: string; label: string; icon: React.ReactNode }) {
  return (
    <a
      href={href}
      download
      aria-label={label}
      title={label}
      aria-keyshortcuts={shortcutOf('download')}
      className={iconButtonClasses('onDark')}
    >
      {icon}
    </a>
  )
}
