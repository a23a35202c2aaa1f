import { QueryClient } from '@tanstack/react-query'
import { ApiError } from '@/shared/graphql/request'

const RETRIES = 3

export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        // Live events keep what was read true; what they cannot, they say, and it is read again.
        staleTime: Number.POSITIVE_INFINITY,
        gcTime: 1_800_000,
        refetchOnWindowFocus: false,
        refetchOnReconnect: false,
        networkMode: 'always',
        retry: (failures, error) => failures < RETRIES && !isAnswer(error),
      },
      mutations: { networkMode: 'always' },
    },
  })
}

/** The server has spoken, and would say the same again. */
function isAnswer(error: Error): boolean {
  return error instanceof ApiError && !/^HTTP_5|^UNAVAILABLE$/.test(error.code)
}
