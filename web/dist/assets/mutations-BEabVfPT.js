import{Dn as e,En as t,Tn as n}from"./first-DprsGu_8.js";var r=e(`
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
          message
        }
      }
    }
  `,[t]),o=e(`
    mutation UploadImages($files: [Upload!]!, $idempotencyKey: String!) {
      uploadImages(files: $files, idempotencyKey: $idempotencyKey) {
        images {
          ...PictureFields
        }
        userErrors {
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
          field
          message
        }
      }
    }
  `,[n]);export{o as a,i,a as n,r,s as t};