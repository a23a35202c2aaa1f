const __vite__mapDeps=(i,m=__vite__mapDeps,d=(m.f||(m.f=["assets/SourceStrip-CweRcl_S.js","assets/shared-CgbK-k5p.js","assets/rolldown-runtime-XKyaHtl9.js","assets/pictures-CCHwDQMy.js","assets/JobList-BOhScMqh.js","assets/words-CQStCwaP.js","assets/icons-CIocCFWj.js","assets/copyText-RUYWB2E0.js","assets/index-D3kWdfvR.js","assets/index-DW28qYyG.css"])))=>i.map(i=>d[i]);
import{r as e}from"./rolldown-runtime-XKyaHtl9.js";import{$ as t,$t as n,Et as r,F as i,G as a,Mt as o,Nt as s,P as c,Pt as l,S as u,U as d,Xt as f,Zt as p,_ as m,_t as h,c as g,d as _,g as v,gt as y,j as b,l as x,q as S,rt as C,st as w,ut as T,v as E,xt as D}from"./shared-CgbK-k5p.js";import{d as O}from"./icons-CIocCFWj.js";var k={name:`flask-conical`,size:24,node:[[`path`,{d:`M14 2v6a2 2 0 0 0 .245.96l5.51 10.08A2 2 0 0 1 18 22H6a2 2 0 0 1-1.755-2.96l5.51-10.08A2 2 0 0 0 10 8V2`,key:`18mbvz`}],[`path`,{d:`M6.453 15h11.094`,key:`3shlmq`}],[`path`,{d:`M8.5 2h7`,key:`csnxdl`}]]};k.node;var ee=t(k),A={name:`image-plus`,size:24,node:[[`path`,{d:`M16 5h6`,key:`1vod17`}],[`path`,{d:`M19 2v6`,key:`4bpg5p`}],[`path`,{d:`M21 11.5V19a2 2 0 0 1-2 2H5a2 2 0 0 1-2-2V5a2 2 0 0 1 2-2h7.5`,key:`1ue2ih`}],[`path`,{d:`m21 15-3.086-3.086a2 2 0 0 0-2.828 0L6 21`,key:`1xmnt7`}],[`circle`,{cx:`9`,cy:`9`,r:`2`,key:`af1f0g`}]]};A.node;var j=t(A),M=e(n(),1),N=`gallery.draft`,P={prompt:``,model:null,size:`auto`,quality:`AUTO`,background:`AUTO`,outputFormat:`PNG`,n:1};function F(){let[e,t]=(0,M.useState)(I);return(0,M.useEffect)(()=>localStorage.setItem(N,JSON.stringify(e)),[e]),[e,(0,M.useCallback)(e=>t(t=>({...t,...e})),[])]}function I(){try{return{...P,...JSON.parse(localStorage.getItem(N)??`{}`)}}catch{return P}}function L(e,t){let n=(e,t)=>t.includes(e)?e:t[0]??e,r=t.supportsTransparency&&e.outputFormat!==`JPEG`;return{...e,model:t.name,size:e.size===`auto`?`auto`:n(e.size,[`auto`,...t.sizes]),quality:e.quality===`AUTO`?`AUTO`:n(e.quality,[`AUTO`,...t.qualities]),outputFormat:n(e.outputFormat,t.formats),background:e.background===`TRANSPARENT`&&!r?`AUTO`:e.background,n:Math.min(Math.max(1,e.n),t.maxImages)}}var R=p(),z=r.create;function B({draft:e,change:t,model:n,models:r}){let i=n.supportsTransparency&&e.outputFormat!==`JPEG`?[`AUTO`,`TRANSPARENT`,`OPAQUE`]:[`AUTO`,`OPAQUE`],a=Array.from({length:n.maxImages},(e,t)=>t+1);return(0,R.jsxs)(`div`,{className:`grid grid-cols-2 px-2 sm:flex sm:flex-wrap sm:gap-x-1`,children:[r.length>1&&(0,R.jsx)(g,{label:z.model,value:n.name,options:r.map(({name:e})=>({value:e,text:e})),onChange:e=>t({model:e})}),(0,R.jsx)(g,{label:z.size,value:e.size,options:[`auto`,...n.sizes.filter(e=>e!==`auto`)].map(e=>({value:e,text:H(e)})),shortText:H(e.size).split(` `)[0],onChange:e=>t({size:e})}),(0,R.jsx)(g,{label:z.quality,value:e.quality,options:V(n.qualities),onChange:e=>t({quality:e})}),(0,R.jsx)(g,{label:z.background,value:e.background,options:V(i),onChange:e=>t({background:e})}),(0,R.jsx)(g,{label:z.format,value:e.outputFormat,options:n.formats.map(e=>({value:e,text:e})),onChange:e=>t({outputFormat:e})}),(0,R.jsx)(g,{label:z.number,value:String(e.n),options:a.map(e=>({value:String(e),text:String(e)})),onChange:e=>t({n:Number(e)})})]})}function V(e){return e.map(e=>({value:e,text:z.option(e)}))}function H(e){let[t,n]=e.split(`x`).map(Number);return!t||!n?z.sizes.auto:t===n?`${z.sizes.square} ${e}`:`${t>n?z.sizes.landscape:z.sizes.portrait} ${e}`}function U(){let e=f(),t=(0,M.useRef)({asked:``,key:``}),[n,i]=(0,M.useState)(!1),[a,o]=(0,M.useState)(null);return{generate:async(n,a)=>{let s={...n,sourceIds:a.map(e=>e.id)},c=JSON.stringify(s);t.current.asked!==c&&(t.current={asked:c,key:m()}),i(!0),o(null);try{let n={...s,idempotencyKey:t.current.key},{generateImages:i}=await h(E,{input:n});t.current={asked:``,key:``};let a=i.userErrors[0];if(a)throw new y(a.message,`USER_ERROR`);i.job&&w(e,i.job),D({text:r.create.started})}catch(e){o(v(e))}finally{i(!1)}},sending:n,error:a}}var W=(0,M.lazy)(()=>c(()=>import(`./SourceStrip-CweRcl_S.js`).then(e=>({default:e.SourceStrip})),__vite__mapDeps([0,1,2,3])));function G({draft:e,change:t,model:n,models:i,addSources:o}){let{sourceImages:s,setSourceImages:c}=C(),{generate:l,sending:u,error:d}=U(),f=L(e,n),p=f.prompt.trim()!==``&&!u,m=e=>{e?.preventDefault(),p&&l(f,s.slice(0,n.maxSources))},h=/Mac|iPhone|iPad/.test(navigator.userAgent);return(0,R.jsxs)(`form`,{onSubmit:m,className:`rounded-2xl bg-white shadow-sm ring-1 ring-zinc-200 transition-shadow focus-within:shadow-md focus-within:ring-2 focus-within:ring-violet-500/60 dark:bg-zinc-900 dark:ring-zinc-800 dark:focus-within:ring-violet-500/60`,children:[(0,R.jsx)(M.Suspense,{fallback:null,children:s.length>0&&(0,R.jsx)(W,{sources:s,onChange:c})}),(0,R.jsx)(K,{value:e.prompt,placeholder:s.length>0?r.create.placeholderEdit:r.create.placeholder,onChange:e=>t({prompt:e}),onSubmit:m}),(0,R.jsx)(B,{draft:f,change:t,model:n,models:i}),(0,R.jsxs)(`div`,{className:`flex items-center gap-3 p-2.5`,children:[n.maxSources>0&&(0,R.jsxs)(x,{label:r.create.addSourceShort,className:S(`quiet`),onFiles:o,children:[(0,R.jsx)(j,{size:18,"aria-hidden":!0}),r.create.addSourceShort]}),(0,R.jsx)(`kbd`,{className:`ml-auto font-sans text-xs text-zinc-500 pointer-coarse:hidden dark:text-zinc-400`,children:r.create.shortcut(h)}),(0,R.jsxs)(a,{type:`submit`,tone:`primary`,disabled:!p,className:`pointer-coarse:ml-auto`,children:[(0,R.jsx)(O,{size:16,"aria-hidden":!0}),u?r.create.generating:r.create.generate]})]}),(0,R.jsx)(`p`,{role:`alert`,className:`px-4 text-red-700 text-sm not-empty:pb-3.5 dark:text-red-300`,children:d})]})}function K({value:e,placeholder:t,onChange:n,onSubmit:i}){let a=(0,M.useRef)(null);return(0,M.useLayoutEffect)(()=>{let e=a.current;e&&(e.style.height=`auto`,e.style.height=`${e.scrollHeight}px`)},[e]),(0,R.jsx)(`textarea`,{ref:a,id:`prompt`,rows:3,"aria-label":r.create.prompt,placeholder:t,value:e,onChange:e=>n(e.target.value),onKeyDown:e=>{e.key===`Enter`&&(e.ctrlKey||e.metaKey)&&(e.preventDefault(),i())},className:`block max-h-[45vh] w-full resize-none bg-transparent px-4 pt-4 pb-2 text-base leading-relaxed outline-none placeholder:text-zinc-400 dark:placeholder:text-zinc-500`})}function q(){let e=r.create.demo;return(0,R.jsxs)(`p`,{className:`mt-4 flex items-start gap-2.5 rounded-xl bg-amber-50 px-4 py-3 text-amber-900 text-sm leading-relaxed dark:bg-amber-400/10 dark:text-amber-200`,children:[(0,R.jsx)(ee,{size:16,className:`mt-0.75 shrink-0`,"aria-hidden":!0}),(0,R.jsxs)(`span`,{children:[(0,R.jsx)(`strong`,{className:`font-semibold`,children:e.title}),` `,e.body,` `,(0,R.jsx)(`code`,{className:`rounded bg-amber-900/10 px-1 py-0.5 text-[0.8em] dark:bg-amber-200/15`,children:e.key}),` `,e.end]})]})}var J=l(`
    query OlderJobs($first: Int!, $after: String) {
      jobs(first: $first, after: $after) {
        nodes {
          ...JobFields
        }
        pageInfo {
          hasNextPage
          endCursor
        }
      }
    }
  `,[o]),Y=l(`
  query QueuePlaces($first: Int!) {
    jobs(first: $first, filter: { statuses: [QUEUED] }) {
      nodes {
        id
        queuePosition
      }
    }
  }
`),X=l(`
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
  `,[s]),Z=l(`
    mutation CancelJob($id: ID!) {
      cancelJob(id: $id) {
        job {
          ...JobFields
        }
        userErrors {
          message
        }
      }
    }
  `,[o]),Q=l(`
    mutation RetryJob($id: ID!) {
      retryJob(id: $id) {
        job {
          ...JobFields
        }
        userErrors {
          message
        }
      }
    }
  `,[o]);function $(e){let t=e.params??{},n=(e,n)=>String(t[e]??n);return{size:n(`size`,`auto`),quality:n(`quality`,`auto`).toUpperCase(),background:n(`background`,`auto`).toUpperCase(),outputFormat:n(`output_format`,`png`).toUpperCase()}}function te(e){let{setSourceImages:t}=C();return(0,M.useCallback)(async n=>{e({prompt:n.prompt,model:n.model,n:n.n,...$(n)}),document.getElementById(`prompt`)?.focus();try{let e=await ne(n),i=e.flatMap(({image:e})=>e?[e]:[]);t(i);let a=e.length-i.length;a>0&&D({tone:`error`,text:r.create.sourcesGone(a)})}catch(e){D({tone:`error`,text:v(e)})}},[e,t])}async function ne({id:e}){let{node:t}=await h(X,{id:e});return t?.__typename===`Job`?t.sources:[]}function re({renderJobs:e}){let[t,n]=F(),a=i(),o=a.data?.models??[],s=o.find(e=>e.name===t.model)??o[0],c=ie(s?.maxSources??0),l=te(n);return(0,R.jsxs)(b,{title:r.pages.create,children:[(0,R.jsx)(u,{label:r.create.addSource,onFiles:c}),(0,R.jsxs)(`div`,{className:`mx-auto w-full max-w-3xl px-4 pt-2 pb-10 sm:px-6 sm:pt-[7vh]`,children:[(0,R.jsx)(`h2`,{className:`mb-6 text-balance text-center font-semibold text-2xl tracking-tight sm:text-3xl`,children:r.create.heading}),s&&(0,R.jsxs)(R.Fragment,{children:[(0,R.jsx)(G,{draft:t,change:n,model:s,models:o,addSources:c}),s.isDemo&&(0,R.jsx)(q,{})]}),a.isSuccess&&!s&&(0,R.jsx)(`p`,{className:`text-center text-sm`,children:r.create.modelGone}),a.isError&&(0,R.jsx)(d,{reason:r.errors.network,retry:()=>void a.refetch()})]}),e(l)]})}function ie(e){let{sourceImages:t,setSourceImages:n}=C(),i=_();return(0,M.useCallback)(async a=>{let o=Math.max(0,e-t.length);a.length>o&&D({tone:`error`,text:r.create.tooManySources(e)});let s=await i(a.slice(0,o));s.length>0&&n([...t,...s])},[e,t,n,i])}var ae=(0,M.lazy)(()=>c(()=>import(`./JobList-BOhScMqh.js`).then(e=>({default:e.JobList})),__vite__mapDeps([4,2,1,5,6,7,3,8,9])));function oe({onEdit:e}){let{data:t,isError:n,refetch:i}=T(),a=t?.jobs.length===0;return(0,R.jsxs)(`section`,{"aria-labelledby":`recent-work`,className:`mx-auto w-full max-w-6xl px-4 pb-16 sm:px-6`,children:[(0,R.jsx)(`h2`,{id:`recent-work`,className:`mb-4 font-semibold text-sm text-zinc-500 dark:text-zinc-400`,children:r.jobs.heading}),n&&!t&&(0,R.jsx)(d,{reason:r.jobs.failed,retry:()=>void i()}),a&&(0,R.jsx)(`p`,{className:`rounded-2xl border border-zinc-200 border-dashed px-6 py-10 text-center text-sm text-zinc-500 dark:border-zinc-800 dark:text-zinc-400`,children:r.jobs.empty}),(0,R.jsx)(M.Suspense,{fallback:null,children:t&&!a&&(0,R.jsx)(ae,{list:t,onEdit:e})})]})}function se(){return(0,R.jsx)(re,{renderJobs:e=>(0,R.jsx)(oe,{onEdit:e})})}export{se as CreateRoute,Q as a,Y as i,Z as n,J as r,$ as t};