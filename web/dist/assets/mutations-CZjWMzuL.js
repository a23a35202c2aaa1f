import{En as e,Tn as t,wn as n}from"./first-td9I9uc7.js";var r=e(`
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
  `,[t]),i=e(`
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
  `,[t]),a=e(`
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
  `,[t]),o=e(`
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
  `,[t]),s=e(`
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
  `,[n]);export{o as a,i,a as n,r,s as t};