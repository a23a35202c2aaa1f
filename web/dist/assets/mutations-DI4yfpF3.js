import{An as e,Mn as t,jn as n}from"./first-6rZ6cav3.js";var r=t(`
    mutation StarImage($id: ID!, $starred: Boolean!) {
      starImage(id: $id, starred: $starred) {
        image {
          ...PictureFields
        }
        operation {
          id
        }
        userErrors {
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
          field
          message
        }
      }
    }
  `,[e]);export{o as a,i,a as n,r,s as t};