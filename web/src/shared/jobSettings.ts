import type { ImageModel } from './graphql/queries'

export interface JobSettings {
  size: string
  quality: ImageModel['qualities'][number]
  background: 'AUTO' | 'TRANSPARENT' | 'OPAQUE'
  outputFormat: ImageModel['formats'][number]
}

/** The settings a job was asked with, or a picture was made with, as one asks for them. */
export function settingsOf(made: { params: unknown }): JobSettings {
  const params = (made.params ?? {}) as Record<string, unknown>
  const named = (name: string, otherwise: string) => String(params[name] ?? otherwise)
  return {
    size: named('size', 'auto'),
    quality: named('quality', 'auto').toUpperCase() as JobSettings['quality'],
    background: named('background', 'auto').toUpperCase() as JobSettings['background'],
    outputFormat: named('output_format', 'png').toUpperCase() as JobSettings['outputFormat'],
  }
}
