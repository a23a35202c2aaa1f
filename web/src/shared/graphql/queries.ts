import { JobFields, PictureFields } from './fragments'
import { graphql, type ResultOf } from './tada'

export const ViewerQuery = graphql(`
  query Viewer {
    viewer {
      id
      name
      eventCursor
      gallery {
        count
        starredCount
      }
      trash {
        count
        byteSize
        retentionDays
        nextPurgeAt
      }
    }
  }
`)

export const ServerQuery = graphql(`
  query Server {
    server {
      version
      maxUploadBytes
      models {
        name
        provider
        isDemo
        sizes
        qualities
        formats
        maxImages
        maxSources
        supportsMask
        supportsTransparency
      }
    }
  }
`)

export const ImagesQuery = graphql(
  `
    query Images($first: Int!, $after: String, $filter: ImageFilter!, $orderBy: ImageOrder!) {
      images(first: $first, after: $after, filter: $filter, orderBy: $orderBy) {
        nodes {
          ...PictureFields
        }
        pageInfo {
          hasNextPage
          endCursor
        }
      }
    }
  `,
  [PictureFields],
)

export const FoundCountQuery = graphql(`
  query FoundCount($filter: ImageFilter!) {
    images(first: 1, filter: $filter) {
      totalCount
    }
  }
`)

/** How many pictures each day has, and the newest of them with it where they are not known yet. */
export const TimelineQuery = graphql(
  `
    query Timeline($filter: ImageFilter!, $timeZone: String!, $first: Int!, $withNewest: Boolean!) {
      imageTimeline(filter: $filter, unit: DAY, timeZone: $timeZone) {
        start
        count
      }
      images(first: $first, filter: $filter) @include(if: $withNewest) {
        nodes {
          ...PictureFields
        }
        pageInfo {
          hasNextPage
          endCursor
        }
      }
    }
  `,
  [PictureFields],
)

export const PicturesByIdQuery = graphql(
  `
    query PicturesById($ids: [ID!]!) {
      nodes(ids: $ids) {
        ... on Image {
          __typename
          ...PictureFields
        }
      }
    }
  `,
  [PictureFields],
)

/** What a picture was asked for with. */
export const RecipeQuery = graphql(
  `
    query Recipe($id: ID!) {
      node(id: $id) {
        ... on Image {
          __typename
          prompt
          model
          params
          job {
            n
            params
          }
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

/** The latest jobs, and those under way that are older than these. */
export const JobsQuery = graphql(
  `
    query Jobs($first: Int!, $pending: Int!) {
      jobs(first: $first) {
        nodes {
          ...JobFields
        }
        pageInfo {
          hasNextPage
          endCursor
        }
      }
      pending: jobs(first: $pending, filter: { statuses: [QUEUED, RUNNING] }) {
        nodes {
          ...JobFields
        }
      }
    }
  `,
  [JobFields],
)

export type ImageModel = ResultOf<typeof ServerQuery>['server']['models'][number]
