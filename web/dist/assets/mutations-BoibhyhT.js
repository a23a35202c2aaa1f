import{Sn as e,bn as t,xn as n}from"./first-th4zmkqp.js";var r=e(`
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
  `,[n]),i=e(`
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
  `,[n]),a=e(`
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
  `,[n]),o=e(`
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
  `,[n]),s=e(`
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
  `,[t]);export{o as a,i,a as n,r,s as t};