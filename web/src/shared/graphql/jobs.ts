import { JobFields, PictureFields } from './fragments'
import { graphql } from './tada'

/** Page after page, of these states or of any. */
export const JobPageQuery = graphql(
  `
    query JobPage($first: Int!, $after: String, $statuses: [JobStatus!]) {
      jobs(first: $first, after: $after, filter: { statuses: $statuses }) {
        nodes {
          ...JobFields
        }
        pageInfo {
          hasNextPage
          endCursor
        }
      }
    }
  `,
  [JobFields],
)

export const QueuePlacesQuery = graphql(`
  query QueuePlaces($first: Int!) {
    jobs(first: $first, filter: { statuses: [QUEUED] }) {
      nodes {
        id
        queuePosition
      }
    }
  }
`)

export const JobSourcesQuery = graphql(
  `
    query JobSources($id: ID!) {
      node(id: $id) {
        ... on Job {
          __typename
          sources {
            image {
              ...PictureFields
            }
          }
        }
      }
    }
  `,
  [PictureFields],
)

export const CancelJob = graphql(
  `
    mutation CancelJob($id: ID!) {
      cancelJob(id: $id) {
        job {
          ...JobFields
        }
        userErrors {
          code
          message
        }
      }
    }
  `,
  [JobFields],
)

export const RetryJob = graphql(
  `
    mutation RetryJob($id: ID!) {
      retryJob(id: $id) {
        job {
          ...JobFields
        }
        userErrors {
          code
          message
        }
      }
    }
  `,
  [JobFields],
)
