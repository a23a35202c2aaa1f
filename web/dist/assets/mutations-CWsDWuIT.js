import{Cn as e,Tn as t,wn as n}from"./first-COrJ0vWI.js";var r=t(`
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
  `,[n]),i=t(`
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
  `,[n]),a=t(`
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
  `,[n]),o=t(`
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
  `,[n]),s=t(`
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
  `,[e]);export{o as a,i,a as n,r,s as t};