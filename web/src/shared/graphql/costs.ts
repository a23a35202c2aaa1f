import { graphql } from './tada'

/** What one picture may take of each model, and what is left of the day. */
export const EstimateQuery = graphql(`
  query Estimate($size: String!, $quality: ImageQuality!) {
    server {
      models {
        name
        estimatedTokens(size: $size, quality: $quality)
      }
    }
  }
`)

export const UsageQuery = graphql(`
  query Usage {
    viewer {
      usage {
        jobs
        costTokens
        dailyJobLimit
        dailyTokenLimit
      }
    }
  }
`)
