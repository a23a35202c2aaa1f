import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import { openSocket } from '@/shared/graphql/socket'
import { jobsKey, putProgress } from '@/shared/jobs'
import { viewerKey } from '@/shared/viewer'
import { ConnectionNotice } from './ConnectionNotice'
import { eventHandler } from './eventHandler'
import { followEvents } from './eventStream'
import { followPictures } from './jobPictures'
import { followProgress } from './progressStream'

/** Unauthorized and Forbidden: the cookie has expired, and an HTTP request finds out whether that is so. */
const REFUSED = [4401, 4403]

/** Keeps this window up to date from the cursor that was read before its first list. */
export function LiveUpdates({ after }: { after: string }) {
  const client = useQueryClient()
  const start = useRef(after)
  useEffect(() => {
    const socket = openSocket()
    const handler = eventHandler(client)
    let wasConnected = false
    socket.on('connected', () => {
      if (wasConnected) void client.invalidateQueries({ queryKey: jobsKey })
      wasConnected = true
    })
    socket.on('closed', (event) => {
      const code = event instanceof CloseEvent ? event.code : 0
      if (REFUSED.includes(code)) void client.invalidateQueries({ queryKey: viewerKey })
    })
    const stopEvents = followEvents({ socket, after: start.current, ...handler })
    const stopProgress = followProgress(socket, (job) => putProgress(client, job))
    const stopPictures = followPictures(client)
    return () => {
      stopPictures()
      stopEvents()
      stopProgress()
      void socket.dispose()
    }
  }, [client])
  return <ConnectionNotice />
}
