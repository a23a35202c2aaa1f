import{n as e,r as t,t as n}from"./jobSettings-Bt6pWJjy.js";import{Bt as r,Ct as i,Dt as a,St as o,kt as s,z as c,zt as l}from"./shared-D5oEwnf2.js";import{t as u}from"./moreTexts-DuxNenKc.js";var d=r(`
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
  `,[l]),f=u.remix;async function p(t,n){let[{node:r},s]=await Promise.all([i(d,{id:n}),t.fetchQuery(c)]);if(r?.__typename!==`Image`)throw new o(f.gone,`NOT_FOUND`);let{draft:l,sources:u,left:p}=m(r,s.models);return e(l),a(p.length>0?{tone:`error`,text:f.left(p)}:{text:f.done}),u}function m(e,r){let i=r.find(({name:t})=>t===e.model),a={prompt:e.prompt,model:i?.name??null,n:e.job?.n??1,...n(e.job??e)},o=e.sources.flatMap(({image:e})=>e??[]),c=i??r[0],l=o.slice(0,c?.maxSources),u=e.sources.length-o.length,d=c?{...t(a,c),model:a.model}:a;return{draft:d,sources:l,left:[...e.model&&!i?[f.model(e.model)]:[],...h.filter(e=>d[e]!==a[e]).map(e=>f.settings[e]),...u>0?[f.purged(s(u,`source`,`sources`))]:[],...l.length<o.length?[f.tooMany(s(o.length-l.length,`source`,`sources`))]:[]]}}var h=[`size`,`quality`,`background`,`outputFormat`,`n`];export{p as remix};