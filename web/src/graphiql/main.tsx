import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { Explorer } from './Explorer'
import 'graphiql/style.css'
import './style.css'

const root = document.getElementById('root')
if (!root) throw new Error('graphiql.html has no #root')

createRoot(root).render(
  <StrictMode>
    <Explorer />
  </StrictMode>,
)
