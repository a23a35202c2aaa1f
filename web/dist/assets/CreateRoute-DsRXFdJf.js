const __vite__mapDeps=(i,m=__vite__mapDeps,d=(m.f||(m.f=["assets/SourceStrip-BOFqWHTO.js","assets/shared-CXMBr1ld.js","assets/rolldown-runtime-XKyaHtl9.js","assets/pictures-LeqEcHyg.js","assets/JobList-DgLh9nV0.js","assets/words-My4qquZY.js","assets/icons-CYmaUaSx.js","assets/copyText-2ExL0ISa.js","assets/index-CbdRqnTi.js","assets/index-DM3q9EIN.css"])))=>i.map(i=>d[i]);
import{r as e}from"./rolldown-runtime-XKyaHtl9.js";import{At as t,C as n,J as r,K as i,L as a,Lt as o,P as s,R as c,Rt as l,Tt as u,X as d,_ as f,bt as p,l as m,ln as h,nt as g,o as _,on as v,ot as y,pt as b,s as x,sn as ee,ut as S,v as C,xt as w,y as T,zt as E}from"./shared-CXMBr1ld.js";import{d as D}from"./icons-CYmaUaSx.js";var O={name:`flask-conical`,size:24,node:[[`path`,{d:`M14 2v6a2 2 0 0 0 .245.96l5.51 10.08A2 2 0 0 1 18 22H6a2 2 0 0 1-1.755-2.96l5.51-10.08A2 2 0 0 0 10 8V2`,key:`18mbvz`}],[`path`,{d:`M6.453 15h11.094`,key:`3shlmq`}],[`path`,{d:`M8.5 2h7`,key:`csnxdl`}]]};O.node;var k=g(O),A={name:`image-plus`,size:24,node:[[`path`,{d:`M16 5h6`,key:`1vod17`}],[`path`,{d:`M19 2v6`,key:`4bpg5p`}],[`path`,{d:`M21 11.5V19a2 2 0 0 1-2 2H5a2 2 0 0 1-2-2V5a2 2 0 0 1 2-2h7.5`,key:`1ue2ih`}],[`path`,{d:`m21 15-3.086-3.086a2 2 0 0 0-2.828 0L6 21`,key:`1xmnt7`}],[`circle`,{cx:`9`,cy:`9`,r:`2`,key:`af1f0g`}]]};A.node;var j=g(A),M=e(h(),1),N=`gallery.draft`,P={prompt:``,model:null,size:`auto`,quality:`AUTO`,background:`AUTO`,outputFormat:`PNG`,n:1};function F(){let[e,t]=(0,M.useState)(I);return(0,M.useEffect)(()=>localStorage.setItem(N,JSON.stringify(e)),[e]),[e,(0,M.useCallback)(e=>t(t=>({...t,...e})),[])]}function I(){try{return{...P,...JSON.parse(localStorage.getItem(N)??`{}`)}}catch{return P}}function L(e,t){let n=(e,t)=>t.includes(e)?e:t[0]??e,r=t.supportsTransparency&&e.outputFormat!==`JPEG`;return{...e,model:t.name,size:e.size===`auto`?`auto`:n(e.size,[`auto`,...t.sizes]),quality:e.quality===`AUTO`?`AUTO`:n(e.quality,[`AUTO`,...t.qualities]),outputFormat:n(e.outputFormat,t.formats),background:e.background===`TRANSPARENT`&&!r?`AUTO`:e.background,n:Math.min(Math.max(1,e.n),t.maxImages)}}var R=ee(),z=t.create;function B({draft:e,change:t,model:n,models:r}){let i=n.supportsTransparency&&e.outputFormat!==`JPEG`?[`AUTO`,`TRANSPARENT`,`OPAQUE`]:[`AUTO`,`OPAQUE`],a=Array.from({length:n.maxImages},(e,t)=>t+1);return(0,R.jsxs)(`div`,{className:`grid grid-cols-2 px-2 sm:flex sm:flex-wrap sm:gap-x-1`,children:[r.length>1&&(0,R.jsx)(_,{label:z.model,value:n.name,options:r.map(({name:e})=>({value:e,text:e})),onChange:e=>t({model:e})}),(0,R.jsx)(_,{label:z.size,value:e.size,options:[`auto`,...n.sizes.filter(e=>e!==`auto`)].map(e=>({value:e,text:H(e)})),shortText:H(e.size).split(` `)[0],onChange:e=>t({size:e})}),(0,R.jsx)(_,{label:z.quality,value:e.quality,options:V(n.qualities),onChange:e=>t({quality:e})}),(0,R.jsx)(_,{label:z.background,value:e.background,options:V(i),onChange:e=>t({background:e})}),(0,R.jsx)(_,{label:z.format,value:e.outputFormat,options:n.formats.map(e=>({value:e,text:e})),onChange:e=>t({outputFormat:e})}),(0,R.jsx)(_,{label:z.number,value:String(e.n),options:a.map(e=>({value:String(e),text:String(e)})),onChange:e=>t({n:Number(e)})})]})}function V(e){return e.map(e=>({value:e,text:z.option(e)}))}function H(e){let[t,n]=e.split(`x`).map(Number);return!t||!n?z.sizes.auto:t===n?`${z.sizes.square} ${e}`:`${t>n?z.sizes.landscape:z.sizes.portrait} ${e}`}function U(){let e=v(),n=(0,M.useRef)({asked:``,key:``}),[r,i]=(0,M.useState)(!1),[a,o]=(0,M.useState)(null);return{generate:async(r,a)=>{let s={...r,sourceIds:a.map(e=>e.id)},c=JSON.stringify(s);n.current.asked!==c&&(n.current={asked:c,key:C()}),i(!0),o(null);try{let r={...s,idempotencyKey:n.current.key},{generateImages:i}=await w(T,{input:r});n.current={asked:``,key:``};let a=i.userErrors[0];if(a)throw new p(a.message,`USER_ERROR`);i.job&&S(e,i.job),u({text:t.create.started})}catch(e){o(f(e))}finally{i(!1)}},sending:r,error:a}}var W=(0,M.lazy)(()=>a(()=>import(`./SourceStrip-BOFqWHTO.js`).then(e=>({default:e.SourceStrip})),__vite__mapDeps([0,1,2,3])));function G({draft:e,change:n,model:i,models:a,addSources:o}){let{sourceImages:s,setSourceImages:c}=y(),{generate:l,sending:u,error:f}=U(),p=L(e,i),m=p.prompt.trim()!==``&&!u,h=e=>{e?.preventDefault(),m&&l(p,s.slice(0,i.maxSources))},g=/Mac|iPhone|iPad/.test(navigator.userAgent);return(0,R.jsxs)(`form`,{onSubmit:h,className:`rounded-2xl bg-white shadow-sm ring-1 ring-zinc-200 transition-shadow focus-within:shadow-md focus-within:ring-2 focus-within:ring-violet-500/60 dark:bg-zinc-900 dark:ring-zinc-800 dark:focus-within:ring-violet-500/60`,children:[(0,R.jsx)(M.Suspense,{fallback:null,children:s.length>0&&(0,R.jsx)(W,{sources:s,onChange:c})}),(0,R.jsx)(K,{value:e.prompt,placeholder:s.length>0?t.create.placeholderEdit:t.create.placeholder,onChange:e=>n({prompt:e}),onSubmit:h}),(0,R.jsx)(B,{draft:p,change:n,model:i,models:a}),(0,R.jsxs)(`div`,{className:`flex items-center gap-3 p-2.5`,children:[i.maxSources>0&&(0,R.jsxs)(x,{label:t.create.addSourceShort,className:d(`quiet`),onFiles:o,children:[(0,R.jsx)(j,{size:18,"aria-hidden":!0}),t.create.addSourceShort]}),(0,R.jsx)(`kbd`,{className:`ml-auto font-sans text-xs text-zinc-500 pointer-coarse:hidden dark:text-zinc-400`,children:t.create.shortcut(g)}),(0,R.jsxs)(r,{type:`submit`,tone:`primary`,disabled:!m,className:`pointer-coarse:ml-auto`,children:[(0,R.jsx)(D,{size:16,"aria-hidden":!0}),u?t.create.generating:t.create.generate]})]}),(0,R.jsx)(`p`,{role:`alert`,className:`px-4 text-red-700 text-sm not-empty:pb-3.5 dark:text-red-300`,children:f})]})}function K({value:e,placeholder:n,onChange:r,onSubmit:i}){let a=(0,M.useRef)(null);return(0,M.useLayoutEffect)(()=>{let e=a.current;e&&(e.style.height=`auto`,e.style.height=`${e.scrollHeight}px`)},[e]),(0,R.jsx)(`textarea`,{ref:a,id:`prompt`,rows:3,"aria-label":t.create.prompt,placeholder:n,value:e,onChange:e=>r(e.target.value),onKeyDown:e=>{e.key===`Enter`&&(e.ctrlKey||e.metaKey)&&(e.preventDefault(),i())},className:`block max-h-[45vh] w-full resize-none bg-transparent px-4 pt-4 pb-2 text-base leading-relaxed outline-none placeholder:text-zinc-400 dark:placeholder:text-zinc-500`})}function q(){let e=t.create.demo;return(0,R.jsxs)(`p`,{className:`mt-4 flex items-start gap-2.5 rounded-xl bg-amber-50 px-4 py-3 text-amber-900 text-sm leading-relaxed dark:bg-amber-400/10 dark:text-amber-200`,children:[(0,R.jsx)(k,{size:16,className:`mt-0.75 shrink-0`,"aria-hidden":!0}),(0,R.jsxs)(`span`,{children:[(0,R.jsx)(`strong`,{className:`font-semibold`,children:e.title}),` `,e.body,` `,(0,R.jsx)(`code`,{className:`rounded bg-amber-900/10 px-1 py-0.5 text-[0.8em] dark:bg-amber-200/15`,children:e.key}),` `,e.end]})]})}var J=E(`
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
  `,[o]),Y=E(`
  query QueuePlaces($first: Int!) {
    jobs(first: $first, filter: { statuses: [QUEUED] }) {
      nodes {
        id
        queuePosition
      }
    }
  }
`),X=E(`
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
  `,[l]),Z=E(`
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
  `,[o]),Q=E(`
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
  `,[o]);function $(e){let t=e.params??{},n=(e,n)=>String(t[e]??n);return{size:n(`size`,`auto`),quality:n(`quality`,`auto`).toUpperCase(),background:n(`background`,`auto`).toUpperCase(),outputFormat:n(`output_format`,`png`).toUpperCase()}}function te(e){let{setSourceImages:n}=y();return(0,M.useCallback)(async r=>{e({prompt:r.prompt,model:r.model,n:r.n,...$(r)}),document.getElementById(`prompt`)?.focus();try{let e=await ne(r),i=e.flatMap(({image:e})=>e?[e]:[]);n(i);let a=e.length-i.length;a>0&&u({tone:`error`,text:t.create.sourcesGone(a)})}catch(e){u({tone:`error`,text:f(e)})}},[e,n])}async function ne({id:e}){let{node:t}=await w(X,{id:e});return t?.__typename===`Job`?t.sources:[]}function re({renderJobs:e}){let[r,a]=F(),o=c(),l=o.data?.models??[],u=l.find(e=>e.name===r.model)??l[0],d=ie(u?.maxSources??0),f=te(a);return(0,R.jsxs)(s,{title:t.pages.create,children:[(0,R.jsx)(n,{label:t.create.addSource,onFiles:d}),(0,R.jsxs)(`div`,{className:`mx-auto w-full max-w-3xl px-4 pt-2 pb-10 sm:px-6 sm:pt-[7vh]`,children:[(0,R.jsx)(`h2`,{className:`mb-6 text-balance text-center font-semibold text-2xl tracking-tight sm:text-3xl`,children:t.create.heading}),u&&(0,R.jsxs)(R.Fragment,{children:[(0,R.jsx)(G,{draft:r,change:a,model:u,models:l,addSources:d}),u.isDemo&&(0,R.jsx)(q,{})]}),o.isSuccess&&!u&&(0,R.jsx)(`p`,{className:`text-center text-sm`,children:t.create.modelGone}),o.isError&&(0,R.jsx)(i,{reason:t.errors.network,retry:()=>void o.refetch()})]}),e(f)]})}function ie(e){let{sourceImages:n,setSourceImages:r}=y(),i=m();return(0,M.useCallback)(async a=>{let o=Math.max(0,e-n.length);a.length>o&&u({tone:`error`,text:t.create.tooManySources(e)});let s=await i(a.slice(0,o));s.length>0&&r([...n,...s])},[e,n,r,i])}var ae=(0,M.lazy)(()=>a(()=>import(`./JobList-DgLh9nV0.js`).then(e=>({default:e.JobList})),__vite__mapDeps([4,2,1,5,6,7,3,8,9])));function oe({onEdit:e}){let{data:n,isError:r,refetch:a}=b(),o=n?.jobs.length===0;return(0,R.jsxs)(`section`,{"aria-labelledby":`recent-work`,className:`mx-auto w-full max-w-6xl px-4 pb-16 sm:px-6`,children:[(0,R.jsx)(`h2`,{id:`recent-work`,className:`mb-4 font-semibold text-sm text-zinc-500 dark:text-zinc-400`,children:t.jobs.heading}),r&&!n&&(0,R.jsx)(i,{reason:t.jobs.failed,retry:()=>void a()}),o&&(0,R.jsx)(`p`,{className:`rounded-2xl border border-zinc-200 border-dashed px-6 py-10 text-center text-sm text-zinc-500 dark:border-zinc-800 dark:text-zinc-400`,children:t.jobs.empty}),(0,R.jsx)(M.Suspense,{fallback:null,children:n&&!o&&(0,R.jsx)(ae,{list:n,onEdit:e})})]})}function se(){return(0,R.jsx)(re,{renderJobs:e=>(0,R.jsx)(oe,{onEdit:e})})}export{se as CreateRoute,Q as a,Y as i,Z as n,J as r,$ as t};