import { JobFields, PictureFields } from './fragments'
import { graphql } from './tada'

export const StarImage = graphql(
  `
    mutation StarImage($id: ID!, $starred: Boolean!) {
      starImage(id: $id, starred: $starred) {
        image {
          ...PictureFields
        }
        operation {
          id
        }
        userErrors {
          code
          message
        }
      }
    }
  `,
  [PictureFields],
)

export const TrashImage = graphql(
  `
    mutation TrashImage($id: ID!) {
      trashImage(id: $id) {
        image {
          ...PictureFields
        }
        operation {
          id
        }
        userErrors {
          code
          message
        }
      }
    }
  `,
  [PictureFields],
)

export const RestoreImage = graphql(
  `
    mutation RestoreImage($id: ID!) {
      restoreImage(id: $id) {
        image {
          ...PictureFields
        }
        operation {
          id
        }
        userErrors {
          code
          message
        }
      }
    }
  `,
  [PictureFields],
)

export const UploadImages = graphql(
  `
    mutation UploadImages($files: [Upload!]!, $prompt: String!, $idempotencyKey: String!) {
      uploadImages(files: $files, prompt: $prompt, idempotencyKey: $idempotencyKey) {
        images {
          ...PictureFields
        }
        userErrors {
          code
          message
        }
      }
    }
  `,
  [PictureFields],
)

export const GenerateImages = graphql(
  `
    mutation GenerateImages($input: GenerateImagesInput!) {
      generateImages(input: $input) {
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
