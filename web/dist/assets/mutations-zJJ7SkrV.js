import{Cn as e,Sn as t,wn as n}from"./first-DpK_qJxL.js";var r=n(`
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
  `,[e]),i=n(`
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
  `,[e]),a=n(`
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
  `,[e]),o=n(`
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
  `,[e]),s=n(`
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